INSERT INTO `sales`.`orders` (`id`, `region`, `amount`, `updated_at`, `tags`)
SELECT `id`, `region`, `amount`, `updated_at`, `tags`
FROM (
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      CAST(`AMOUNT` AS NUMERIC) AS `amount`,
      `updated_at` AS `updated_at`,
      `tags` AS `tags`,
      `seq` AS `_landfall_sequence`
    FROM `staging`.`sales__orders__a`
)
