SELECT COUNT(*) AS `rows`
FROM `sales`.`orders`
