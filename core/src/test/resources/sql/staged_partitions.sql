SELECT UNIX_SECONDS(TIMESTAMP_TRUNC(`updated_at`, DAY)) AS `partition`, MAX(`_landfall_sequence`) AS `newest`
FROM (
    SELECT
      `updated_at` AS `updated_at`,
      `seq` AS `_landfall_sequence`
    FROM `staging`.`sales__orders__a`
    UNION ALL
    SELECT
      `updated_at` AS `updated_at`,
      1767225600000000 AS `_landfall_sequence`
    FROM `staging`.`sales__orders__b`
)
GROUP BY `partition`
