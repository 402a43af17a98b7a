/*
 * The tickets that the caller may see, the newest 250 first.
 *
 * options  JSON; keys as docs/lists.md says: several values of a key mean any of them, several keys all of them; NULL: none
 *
 * Times are UTC. Error 45000 with what is allowed if a key or a value means nothing, or the account may see no tickets.
 *
 * Public: agent
 */
DROP PROCEDURE IF EXISTS list_tickets;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_tickets(IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Lists tickets'
BEGIN
  DECLARE statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone, sql_big_selects = big_selects, @ticketstock_statement = NULL;
    /* A kill may come before what they were for: they count tickets that the caller may not see. */
    SET @ticketstock_sum = NULL, @ticketstock_most = NULL, @ticketstock_rate = NULL, @ticketstock_rows = NULL,
      @ticketstock_number = NULL;
    RESIGNAL;
  END;
  SET time_zone = '+00:00', sql_big_selects = 1;
  CALL list_statement(options, statement);
  SET @ticketstock_statement = statement;
  PREPARE list FROM @ticketstock_statement;
  EXECUTE list;
  DEALLOCATE PREPARE list;
  SET time_zone = zone, sql_big_selects = big_selects, @ticketstock_statement = NULL;
END//
DELIMITER ;
