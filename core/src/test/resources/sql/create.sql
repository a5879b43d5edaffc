CREATE TABLE IF NOT EXISTS `sales`.`orders` (
  `id` INT64,
  `region` STRING,
  `amount` NUMERIC,
  `updated_at` TIMESTAMP,
  `tags` ARRAY<STRING>,
  `_landfall_sequence` INT64
)
PARTITION BY TIMESTAMP_TRUNC(`updated_at`, DAY)
CLUSTER BY `id`, `region`
