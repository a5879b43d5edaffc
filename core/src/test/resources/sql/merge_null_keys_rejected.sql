MERGE INTO `sales`.`orders` AS target
USING (
  SELECT `id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`
  FROM (
    SELECT `id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`,
      ROW_NUMBER() OVER (
        PARTITION BY `id`, `region`
        ORDER BY `_landfall_sequence` DESC,
        CONCAT(TO_JSON_STRING(`amount`), '\x01', TO_JSON_STRING(`tags`), '\x01', TO_JSON_STRING(`updated_at`), '\x01', '') DESC
      ) AS `_landfall_position`
    FROM (
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      CAST(`AMOUNT` AS NUMERIC) AS `amount`,
      `updated_at` AS `updated_at`,
      `tags` AS `tags`,
      `seq` AS `_landfall_sequence`
    FROM `staging`.`sales__orders__a`
    UNION ALL
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      CAST(NULL AS NUMERIC) AS `amount`,
      `updated_at` AS `updated_at`,
      ARRAY<STRING>[] AS `tags`,
      1767225600000000 AS `_landfall_sequence`
    FROM `staging`.`sales__orders__b`
    )
  )
  WHERE `_landfall_position` = 1
    AND `id` IS NOT NULL
    AND `region` IS NOT NULL
) AS source
ON target.`id` = source.`id`
  AND target.`region` = source.`region`
WHEN MATCHED AND (
  source.`_landfall_sequence` > target.`_landfall_sequence` OR target.`_landfall_sequence` IS NULL
  OR (source.`_landfall_sequence` = target.`_landfall_sequence` AND CONCAT(TO_JSON_STRING(source.`amount`), '\x01', TO_JSON_STRING(source.`tags`), '\x01', TO_JSON_STRING(source.`updated_at`), '\x01', '') > CONCAT(TO_JSON_STRING(target.`amount`), '\x01', TO_JSON_STRING(target.`tags`), '\x01', TO_JSON_STRING(target.`updated_at`), '\x01', ''))
) THEN UPDATE SET
  `amount` = source.`amount`,
  `updated_at` = source.`updated_at`,
  `tags` = source.`tags`,
  `_landfall_sequence` = source.`_landfall_sequence`
WHEN NOT MATCHED THEN INSERT (`id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`)
  VALUES (source.`id`, source.`region`, source.`amount`, source.`updated_at`, source.`tags`, source.`_landfall_sequence`)
