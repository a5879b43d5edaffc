ALTER TABLE `sales`.`orders`
  ALTER COLUMN `region` DROP NOT NULL
