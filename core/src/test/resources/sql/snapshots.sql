SELECT NULL AS `partition`, MAX(`_landfall_sequence`) AS `newest`
FROM `sales`.`orders`
