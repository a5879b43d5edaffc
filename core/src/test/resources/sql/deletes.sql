BEGIN TRANSACTION;
INSERT INTO `staging`.`sales__orders__tombstones` (`id`, `region`, `updated_at`, `_landfall_sequence`, `_landfall_deleted_at`)
SELECT `id`, `region`, `updated_at`, `_landfall_sequence`, CURRENT_TIMESTAMP()
FROM (
  SELECT DISTINCT `id`, `region`, `updated_at`, `_landfall_sequence`
  FROM (
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      `updated_at` AS `updated_at`,
      `seq` AS `_landfall_sequence`,
      COALESCE(CAST(`op` AS STRING) IN ('D', 'it\U00000027s\U0000005cgone'), FALSE) AS `_landfall_deleted`,
      1 AS `_landfall_staged`
    FROM `staging`.`sales__orders__a`
    UNION ALL
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      `updated_at` AS `updated_at`,
      1767225600000000 AS `_landfall_sequence`,
      COALESCE(CAST(`op` AS STRING) IN ('D', 'it\U00000027s\U0000005cgone'), FALSE) AS `_landfall_deleted`,
      1 AS `_landfall_staged`
    FROM `staging`.`sales__orders__b`
  )
  WHERE `_landfall_deleted`
);
MERGE INTO `sales`.`orders` AS target
USING (
  SELECT `id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`, `_landfall_deleted`
  FROM (
    SELECT `id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`, `_landfall_deleted`,
      ROW_NUMBER() OVER (
        PARTITION BY `id`, `region`
        ORDER BY `updated_at` DESC NULLS LAST,
        `_landfall_sequence` DESC,
        `_landfall_deleted` DESC,
        CONCAT(TO_JSON_STRING(`amount`), '\x01', TO_JSON_STRING(`tags`), '\x01', TO_JSON_STRING(`updated_at`), '\x01', '') DESC
      ) AS `_landfall_position`,
      MAX(`_landfall_staged`) OVER (PARTITION BY `id`, `region`) AS `_landfall_staged`
    FROM (
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      `amount` AS `amount`,
      `updated_at` AS `updated_at`,
      `tags` AS `tags`,
      `seq` AS `_landfall_sequence`,
      COALESCE(CAST(`op` AS STRING) IN ('D', 'it\U00000027s\U0000005cgone'), FALSE) AS `_landfall_deleted`,
      1 AS `_landfall_staged`
    FROM `staging`.`sales__orders__a`
    UNION ALL
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      CAST(NULL AS NUMERIC) AS `amount`,
      `updated_at` AS `updated_at`,
      ARRAY<STRING>[] AS `tags`,
      1767225600000000 AS `_landfall_sequence`,
      COALESCE(CAST(`op` AS STRING) IN ('D', 'it\U00000027s\U0000005cgone'), FALSE) AS `_landfall_deleted`,
      1 AS `_landfall_staged`
    FROM `staging`.`sales__orders__b`
    UNION ALL
    SELECT
      CAST(`id` AS INT64) AS `id`,
      CAST(`region` AS STRING) AS `region`,
      CAST(NULL AS NUMERIC) AS `amount`,
      CAST(`updated_at` AS TIMESTAMP) AS `updated_at`,
      ARRAY<STRING>[] AS `tags`,
      `_landfall_sequence`,
      TRUE AS `_landfall_deleted`,
      0 AS `_landfall_staged`
    FROM `staging`.`sales__orders__tombstones`
    )
  )
  WHERE `_landfall_position` = 1 AND `_landfall_staged` = 1
) AS source
ON (target.`id` = source.`id` OR (target.`id` IS NULL AND source.`id` IS NULL))
  AND target.`region` = source.`region`
WHEN MATCHED AND source.`_landfall_deleted` AND (
  source.`updated_at` > target.`updated_at` OR (target.`updated_at` IS NULL AND source.`updated_at` IS NOT NULL)
  OR (source.`updated_at` IS NOT DISTINCT FROM target.`updated_at` AND (source.`_landfall_sequence` >= target.`_landfall_sequence` OR target.`_landfall_sequence` IS NULL))
) THEN DELETE
WHEN MATCHED AND NOT source.`_landfall_deleted` AND (
  source.`updated_at` > target.`updated_at` OR (target.`updated_at` IS NULL AND source.`updated_at` IS NOT NULL)
  OR (source.`updated_at` IS NOT DISTINCT FROM target.`updated_at` AND (source.`_landfall_sequence` > target.`_landfall_sequence` OR target.`_landfall_sequence` IS NULL
  OR (source.`_landfall_sequence` = target.`_landfall_sequence` AND CONCAT(TO_JSON_STRING(source.`amount`), '\x01', TO_JSON_STRING(source.`tags`), '\x01', TO_JSON_STRING(source.`updated_at`), '\x01', '') > CONCAT(TO_JSON_STRING(target.`amount`), '\x01', TO_JSON_STRING(target.`tags`), '\x01', TO_JSON_STRING(target.`updated_at`), '\x01', ''))))
) THEN UPDATE SET
  `amount` = source.`amount`,
  `updated_at` = source.`updated_at`,
  `tags` = source.`tags`,
  `_landfall_sequence` = source.`_landfall_sequence`
WHEN NOT MATCHED AND NOT source.`_landfall_deleted` THEN INSERT (`id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`)
  VALUES (source.`id`, source.`region`, source.`amount`, source.`updated_at`, source.`tags`, source.`_landfall_sequence`);
COMMIT TRANSACTION;
