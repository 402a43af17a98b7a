/*
 * How many tickets the desk and the ERP have: in full up to 5,000, above that of the newest 5,000, and if these agree, of
 * 5,000 rowids below a place (erp_compare_desk).
 *
 * place     rowid; NULL: below the newest
 * tickets   OUT: of the ERP
 * known     OUT: of the desk
 * followed  OUT: 1: no change was waiting at that moment, so both have to agree
 * in_full   OUT: 1: all were counted
 *
 * Reads:      desk_ticket, llx_ticket, ticket_change
 * Called by:  erp_check_desk
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_compare_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_compare_numbers(IN place INT, OUT tickets INT, OUT known INT, OUT followed INT, OUT in_full INT)
  COMMENT 'How many tickets the desk and the ERP have'
BEGIN
  DECLARE newest, pass INT DEFAULT 0;
  DECLARE low BIGINT;
  DECLARE high BIGINT DEFAULT 2147483648;
  SELECT COUNT(*), MIN(n.rowid) INTO newest, low
    FROM (SELECT t.rowid FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ORDER BY t.rowid DESC LIMIT 5000) AS n;
  SET in_full = newest < 5000, pass = IF(in_full, 2, 1), low = IF(in_full, -2147483648, low);
  WHILE pass <= 2 DO
    /* One statement, one snapshot. */
    SELECT (SELECT COUNT(*) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid >= low AND t.rowid < high),
        (SELECT COUNT(*) FROM desk_ticket AS d WHERE d.ticket_id >= low AND d.ticket_id < high),
        (SELECT COUNT(*) = 0 FROM (SELECT 1 FROM ticket_change LIMIT 1) AS w)
      INTO tickets, known, followed;
    SET pass = IF(known <> tickets, 3, pass + 1), high = LEAST(low, COALESCE(place, low)), low = high - 5000;
  END WHILE;
END//
DELIMITER ;
