/*
 * How list_tickets works it out: the statement, and the server's plan for it. For DBAs: a plan counts tickets that the user
 * may not see.
 *
 * options  JSON, as for list_tickets; NULL: none
 *
 * Error 45000 as list_tickets.
 *
 * Public
 */
DROP PROCEDURE IF EXISTS explain_list;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE explain_list(IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Shows the statement of a list and its plan'
BEGIN
  DECLARE statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone, sql_big_selects = big_selects, @ticketstock_statement = NULL;
    RESIGNAL;
  END;
  SET time_zone = '+00:00', sql_big_selects = 1;
  CALL list_statement(options, statement);
  SELECT statement LIMIT 1;
  SET @ticketstock_statement = CONCAT('EXPLAIN FORMAT = TRADITIONAL ', statement);
  PREPARE list FROM @ticketstock_statement;
  EXECUTE list;
  DEALLOCATE PREPARE list;
  SET time_zone = zone, sql_big_selects = big_selects, @ticketstock_statement = NULL;
END//
DELIMITER ;
