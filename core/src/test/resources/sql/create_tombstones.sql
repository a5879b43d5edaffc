CREATE TABLE IF NOT EXISTS `staging`.`sales__orders__tombstones` (
  `id` INT64,
  `region` STRING,
  `updated_at` TIMESTAMP,
  `_landfall_sequence` INT64,
  `_landfall_deleted_at` TIMESTAMP
)
PARTITION BY TIMESTAMP_TRUNC(`_landfall_deleted_at`, DAY)
OPTIONS (partition_expiration_days = 2, expiration_timestamp = NULL, kms_key_name = 'projects/p/locations/us/keyRings/r/cryptoKeys/k')
