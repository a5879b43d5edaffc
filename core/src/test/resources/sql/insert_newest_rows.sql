INSERT INTO `sales`.`orders` (`id`, `region`, `updated_at`, `day`, `_landfall_sequence`)
SELECT `id`, `region`, `updated_at`, `day`, `_landfall_sequence`
FROM (
SELECT `id`, `region`, `updated_at`, `day`, `_landfall_sequence`,
  ROW_NUMBER() OVER (
    PARTITION BY `id`
    ORDER BY `updated_at` DESC NULLS LAST,
    `_landfall_sequence` DESC,
    CONCAT(TO_JSON_STRING(`day`), '\x01', TO_JSON_STRING(`region`), '\x01', TO_JSON_STRING(`updated_at`), '\x01', '') DESC
  ) AS `_landfall_position`
FROM (
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
WHERE `id` IS NOT NULL
)
)
WHERE `_landfall_position` = 1
  AND ((`day` >= DATE '1970-01-01' AND `day` < DATE '1970-01-02'))
