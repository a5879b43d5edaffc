CREATE TABLE `sales`.`orders` (
  `id` INT64,
  `region` STRING,
  `updated_at` TIMESTAMP,
  `day` DATE,
  `_landfall_sequence` INT64
)
PARTITION BY `day`
CLUSTER BY `region`
OPTIONS (kms_key_name = 'projects/p/locations/us/keyRings/r/cryptoKeys/k')
AS
SELECT
  `id` AS `id`,
  RTRIM(COALESCE(`region`, `_col1`), ' ') AS `region`,
  TIMESTAMP(DATETIME(`UPDATED_AT`, 'Europe/Berlin'), 'UTC') AS `updated_at`,
  CAST(NULLIF(`day`, '__HIVE_DEFAULT_PARTITION__') AS DATE) AS `day`,
  1767225600000000 AS `_landfall_sequence`
FROM `staging`.`sales__orders__initial`
