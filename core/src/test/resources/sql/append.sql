INSERT INTO `sales`.`orders` (`id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`)
SELECT `id`, `region`, `amount`, `updated_at`, `tags`, `_landfall_sequence`
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
