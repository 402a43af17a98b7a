/*
 * A constant of the ERP: the entity's own value wins over that of all entities (0). NULL if it is
 * not set.
 */
DROP PROCEDURE IF EXISTS erp_constant;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_constant(
  IN this_name VARCHAR(180) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_entity INT,
  OUT this_value TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A constant of the ERP'
BEGIN
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET this_value = NULL;
  SELECT value INTO this_value FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const`
    WHERE name = this_name COLLATE utf8mb4_unicode_ci AND entity IN (0, this_entity)
    ORDER BY entity DESC LIMIT 1;
END//
DELIMITER ;
