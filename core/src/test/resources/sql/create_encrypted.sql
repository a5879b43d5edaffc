CREATE TABLE IF NOT EXISTS `sales`.`orders` (
  `id` INT64,
  `region` STRING,
  `amount` NUMERIC,
  `updated_at` TIMESTAMP,
  `tags` ARRAY<STRING>,
  `_landfall_sequence` INT64
)
OPTIONS (kms_key_name = 'projects/p/locations/us/keyRings/r/cryptoKeys/k');
CREATE TABLE IF NOT EXISTS `staging`.`sales__orders__tombstones` (
  `id` INT64,
  `region` STRING,
  `updated_at` TIMESTAMP,
  `_landfall_sequence` INT64,
  `_landfall_deleted_at` TIMESTAMP
)
PARTITION BY TIMESTAMP_TRUNC(`_landfall_deleted_at`, DAY)
OPTIONS (partition_expiration_days = 2, expiration_timestamp = NULL);

