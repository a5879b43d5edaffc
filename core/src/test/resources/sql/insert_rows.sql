INSERT INTO `sales`.`orders` (`id`, `region`, `updated_at`, `day`, `_landfall_sequence`)
SELECT *
FROM (
SELECT
  `id` AS `id`,
  RTRIM(COALESCE(`region`, `_col1`), ' ') AS `region`,
  TIMESTAMP(DATETIME(`UPDATED_AT`, 'Europe/Berlin'), 'UTC') AS `updated_at`,
  CAST(NULLIF(`day`, '__HIVE_DEFAULT_PARTITION__') AS DATE) AS `day`,
  1767225600000000 AS `_landfall_sequence`
FROM `staging`.`sales__orders__initial`
)
WHERE (`updated_at` < TIMESTAMP '2026-01-01 00:00:00.000000+00' OR `updated_at` IS NULL)
  AND ((`day` >= DATE '1970-01-01' AND `day` < DATE '1970-01-03') OR `day` IS NULL)
