CREATE OR REPLACE EXTERNAL TABLE `staging`.`sales__orders__initial` (
  `id` INT64,
  `amount` NUMERIC,
  `updated_at` TIMESTAMP,
  `tags` ARRAY<STRING>
)
WITH PARTITION COLUMNS (
  `day` STRING
)
OPTIONS (
  format = 'PARQUET',
  uris = ['gs://lake/initial/sales/orders/1767225600000000/*'],
  enable_list_inference = TRUE,
  hive_partition_uri_prefix = 'gs://lake/initial/sales/orders/1767225600000000'
)
