SELECT DISTINCT UNIX_DATE(`day`) AS `partition`
FROM (
SELECT
  `id` AS `id`,
  RTRIM(COALESCE(`region`, `_col1`), ' ') AS `region`,
  TIMESTAMP(DATETIME(`UPDATED_AT`, 'Europe/Berlin'), 'UTC') AS `updated_at`,
  CAST(NULLIF(`day`, '__HIVE_DEFAULT_PARTITION__') AS DATE) AS `day`,
  1767225600000000 AS `_landfall_sequence`
FROM `staging`.`sales__orders__initial`
)
ORDER BY `partition`
