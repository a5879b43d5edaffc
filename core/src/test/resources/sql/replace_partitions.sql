MERGE INTO `sales`.`orders` AS target
USING (
  SELECT `id`, `region`, `day`, `_landfall_sequence`
  FROM (
    SELECT
      `id` AS `id`,
      `region` AS `region`,
      `day` AS `day`,
      `seq` AS `_landfall_sequence`
    FROM `staging`.`sales__orders__a`
  )
  WHERE (`_landfall_sequence` = 7 AND ((`day` >= DATE '1970-01-01' AND `day` < DATE '1970-02-01')))
    OR (`_landfall_sequence` = 8 AND ((`day` >= DATE '1970-02-01' AND `day` < DATE '1970-03-01') OR `day` IS NULL))
) AS source
ON FALSE
WHEN NOT MATCHED BY SOURCE AND (((target.`_landfall_sequence` < 7 OR target.`_landfall_sequence` IS NULL) AND ((target.`day` >= DATE '1970-01-01' AND target.`day` < DATE '1970-02-01')))
    OR ((target.`_landfall_sequence` < 8 OR target.`_landfall_sequence` IS NULL) AND ((target.`day` >= DATE '1970-02-01' AND target.`day` < DATE '1970-03-01') OR target.`day` IS NULL))) THEN DELETE
WHEN NOT MATCHED THEN INSERT (`id`, `region`, `day`, `_landfall_sequence`)
  VALUES (`id`, `region`, `day`, `_landfall_sequence`)
