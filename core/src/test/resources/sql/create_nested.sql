CREATE TABLE IF NOT EXISTS `sales`.`orders` (
  `id` INT64,
  `address` ARRAY<STRUCT<`city` STRING, `tags` ARRAY<STRING>>>,
  `day` DATE,
  `_landfall_sequence` INT64
)
PARTITION BY DATE_TRUNC(`day`, MONTH)
