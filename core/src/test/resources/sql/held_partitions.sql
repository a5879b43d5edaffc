SELECT DISTINCT UNIX_SECONDS(TIMESTAMP_TRUNC(target.`updated_at`, DAY)) AS `partition`
FROM `sales`.`orders` AS target
JOIN (
  SELECT DISTINCT `id`, `region`
  FROM (
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      `seq` AS `_landfall_sequence`
    FROM `staging`.`sales__orders__a`
    UNION ALL
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      1767225600000000 AS `_landfall_sequence`
    FROM `staging`.`sales__orders__b`
  )
) AS source
ON (target.`id` = source.`id` OR (target.`id` IS NULL AND source.`id` IS NULL))
  AND target.`region` = source.`region`
