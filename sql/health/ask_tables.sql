/*
 * Asks each table, ours and those of the ERP that we may use, for a row: which somebody keeps locked (LOCK TABLES, ALTER TABLE), and which
 * cannot be read. Who does not answer within the shortest time that the server knows (MariaDB: none, MySQL: a second) is locked. Up to
 * three of a kind.
 *
 * locked  OUT: with commas between them; NULL: none
 * broken  OUT: one that cannot be read and the server's words; NULL: none
 *
 * Reads:      installed_part
 * Called by:  check_tables, note_failed_part
 * Internal
 */
DROP PROCEDURE IF EXISTS ask_tables;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE ask_tables(OUT locked VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT broken VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Which tables are locked, which cannot be read'
BEGIN
  DECLARE ended, number INT DEFAULT 0;
  DECLARE message VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_table VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE hint VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE patience BIGINT DEFAULT @@SESSION.lock_wait_timeout;
  /* Not from information_schema, which would open every table of the ERP. */
  DECLARE tables CURSOR FOR
    SELECT CONCAT(IF(i.kind = 'table', '`@TICKETSTOCK_SCHEMA@`.`', '`@ERP_SCHEMA@`.`'), i.name, '`'),
        CASE WHEN i.kind = 'table' THEN '' WHEN i.name = '@ERP_PREFIX@user_param' THEN '@BASE_TABLE_OF_CHOICES@' ELSE '@BASE_TABLE@' END FROM installed_part AS i
      WHERE i.kind IN ('table', 'erp table') ORDER BY i.kind DESC, i.name;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DECLARE EXIT HANDLER FOR 1213, 1317, 1422, 1180
  BEGIN
    SET lock_wait_timeout = patience;
    RESIGNAL;
  END;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION SET lock_wait_timeout = patience;
  DECLARE EXIT HANDLER FOR 1205 SET locked = '@TICKETSTOCK_SCHEMA@.installed_part', lock_wait_timeout = patience;
  SET locked = NULL, broken = NULL, lock_wait_timeout = /*M! 0 */ /*!80000 1 */;
  OPEN tables;
  FETCH tables INTO this_table, hint;
  WHILE NOT ended AND number < 3 DO
    BEGIN
      DECLARE EXIT HANDLER FOR 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END; /* what is missing, or may not be read: others say so */
      DECLARE EXIT HANDLER FOR 1016, 1017, 1030, 1033, 1034, 1035, 1194, 1195, 1712, 1812, 1814, 1877, 1932
      BEGIN
        GET DIAGNOSTICS CONDITION 1 message = MESSAGE_TEXT;
        SET broken = CONCAT(REPLACE(this_table, '`', ''), ' cannot be read: ', message), number = number + 1;
      END;
      DECLARE EXIT HANDLER FOR 1205 SET locked = CONCAT_WS(', ', locked, REPLACE(this_table, '`', '')), number = number + 1;
      /* Not DO: of a damaged table it gives a warning only. Never a view, which somebody may have put there (fragments.cmake of dolibarr/). */
      SET @ticketstock_statement = CONCAT('SELECT COUNT(*) INTO @ticketstock_answer FROM (SELECT 1 FROM ', this_table, ' AS t ', hint, ' LIMIT 1) AS x');
      PREPARE ask_table FROM @ticketstock_statement;
      EXECUTE ask_table;
      DEALLOCATE PREPARE ask_table;
    END;
    FETCH tables INTO this_table, hint;
  END WHILE;
  CLOSE tables;
  SET @ticketstock_statement = NULL, @ticketstock_answer = NULL, lock_wait_timeout = patience;
END//
DELIMITER ;
