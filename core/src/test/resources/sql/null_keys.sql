SELECT COUNT(*)
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
WHERE `id` IS NULL OR `region` IS NULL
