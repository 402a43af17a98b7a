/*
 * A ticket's ref after Dolibarr's mod_ticket_simple: TS, year and month, four digits or more.
 * LPAD alone would truncate a number past 9999.
 */
DROP PROCEDURE IF EXISTS erp_ticket_ref;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_ticket_ref(
  IN number INT UNSIGNED, IN opened_on DATETIME,
  OUT ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A ticket''s ref from its number'
BEGIN
  SET ref = CONCAT('TS', DATE_FORMAT(opened_on, '%y%m'), '-',
    IF(number > 9999, number, LPAD(number, 4, '0')));
END//
DELIMITER ;
