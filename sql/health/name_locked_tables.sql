/*
 * Which tables somebody keeps locked (LOCK TABLES, ALTER TABLE), ours and those of the ERP that we may use: each is asked for, and who does
 * not answer within the shortest time that the server knows (MariaDB: none, MySQL: a second) is locked. Up to three.
 *
 * locked  OUT: with commas between them; NULL: none
 *
 * Called by:  note_failed_part
 * Internal
 */
DROP PROCEDURE IF EXISTS name_locked_tables;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE name_locked_tables(OUT locked VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Which tables somebody keeps locked'
BEGIN
  DECLARE ended, number INT DEFAULT 0;
  DECLARE this_table VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE patience BIGINT DEFAULT @@SESSION.lock_wait_timeout;
  DECLARE tables CURSOR FOR
    SELECT CONCAT(IF(t.TABLE_SCHEMA = '@ERP_SCHEMA@', '@ERP_SCHEMA@', '@TICKETSTOCK_SCHEMA@'), '.', t.TABLE_NAME) FROM information_schema.TABLES AS t
      WHERE t.TABLE_SCHEMA IN ('@TICKETSTOCK_SCHEMA@', '@ERP_SCHEMA@') AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY t.TABLE_SCHEMA DESC, t.TABLE_NAME;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET locked = NULL, lock_wait_timeout = /*M! 0 */ /*!80000 1 */;
  OPEN tables;
  FETCH tables INTO this_table;
  WHILE NOT ended AND number < 3 DO
    BEGIN
      DECLARE EXIT HANDLER FOR 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      DECLARE EXIT HANDLER FOR 1205 SET locked = CONCAT_WS(', ', locked, this_table), number = number + 1;
      SET @ticketstock_statement = CONCAT('DO (SELECT COUNT(*) FROM (SELECT 1 FROM `', REPLACE(this_table, '.', '`.`'), '` LIMIT 0) AS x)');
      PREPARE ask_table FROM @ticketstock_statement;
      EXECUTE ask_table;
      DEALLOCATE PREPARE ask_table;
    END;
    FETCH tables INTO this_table;
  END WHILE;
  CLOSE tables;
  SET @ticketstock_statement = NULL, lock_wait_timeout = patience;
END//
DELIMITER ;
