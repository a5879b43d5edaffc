SELECT UNIX_DATE(DATE_TRUNC(`day`, MONTH)) AS `partition`, MAX(`_landfall_sequence`) AS `newest`
FROM `sales`.`orders`
WHERE ((`day` >= DATE '1970-01-01' AND `day` < DATE '1970-02-01'))
GROUP BY `partition`
