/*
 * health_check's part on tables that are there and cannot be read: a file of theirs is gone or damaged.
 *
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_tables;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_tables()
  COMMENT 'Part of health_check: tables that cannot be read'
BEGIN
  DECLARE locked VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE broken VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL ask_tables(locked, broken);
  IF broken IS NOT NULL THEN
    INSERT INTO finding VALUES ('error', 'installation', CONCAT('The table ', broken, '.'), '', 'Its file is gone or damaged: see the server''s error log, and restore the table from your backup.');
  END IF;
END//
DELIMITER ;
