/*
 * Makes a finding of the error that ended a part of health_check: what failed, and what mends it. The same is said once, and
 * that the definer has lost its rights too.
 *
 * part          topic of the part
 * error_number  of the server
 * message       its words
 *
 * Reads:      finding
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS note_failed_part;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE note_failed_part(IN part VARCHAR(20) CHARACTER SET utf8mb4,
  IN error_number INT, IN message VARCHAR(512) CHARACTER SET utf8mb4)
  COMMENT 'Makes a finding of an error of health_check'
BEGIN
  DECLARE known INT DEFAULT 0;
  DECLARE locked VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE broken VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sentence VARCHAR(800) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT CONCAT('What concerns ', part, ' cannot be looked over: ', COALESCE(message, 'an error'), ' (', COALESCE(error_number, '?'), ').');
  IF error_number = 1205 THEN
    CALL ask_tables(locked, broken);
    SET sentence = CONCAT('What concerns ', part, ' cannot be looked over: ', COALESCE(CONCAT('another session keeps ', locked, ' locked'), message), ' (1205).');
  END IF;
  SELECT COUNT(*) INTO known FROM finding AS f
    WHERE f.finding = sentence OR error_number IN (1370, 1449) AND f.finding LIKE CONCAT('% (', error_number, ').');
  /* 1577: the scheduler is DISABLED, which is a finding already. */
  IF known = 0 AND error_number <> 1577 THEN
    INSERT INTO finding VALUES ('error', part, sentence,
      IF(error_number IN (1044, 1054, 1142, 1143, 1146, 1305, 1370, 1449) AND NOT (error_number = 1146 AND message LIKE '%@ERP_SCHEMA@.%'),
        @INSTALL_AGAIN@, CASE WHEN error_number = 1100 THEN 'UNLOCK TABLES'
          WHEN error_number = 1 AND message LIKE '%Errcode: 2 %' THEN CONCAT('$ install -d -m 1777 ', SUBSTRING_INDEX(@@GLOBAL.tmpdir, ':', 1))
          /*M! WHEN error_number IN (1545, 1548, 1558, 1728) THEN '$ mariadb-upgrade' */ ELSE '' END),
      CASE WHEN error_number IN (1205, 3024, 1969) THEN 'Another session holds a lock (LOCK TABLES, ALTER TABLE), or the server is slow: SHOW FULL PROCESSLIST names it.'
        WHEN error_number = 1 THEN 'The server''s folder for temporary files (tmpdir) is gone or full.'
        WHEN error_number IN (1545, 1548, 1558, 1728) THEN 'The server''s own tables are those of an older version, or damaged.'
        WHEN error_number = 1100 THEN 'This session holds tables by LOCK TABLES, and may read no other.'
        WHEN error_number = 1146 AND message LIKE '%@ERP_SCHEMA@.%' THEN 'The table is the ERP''s: restore it there, or switch on the module that makes it.'
        WHEN error_number = 1356 THEN 'A table or a column that it reads is gone, the ERP''s or ours: another finding names it.'
        WHEN error_number = 1146 THEN 'It is made again empty; what was in it is in your backup.'
        WHEN error_number IN (1142, 1143, 1370) THEN 'The account ticketstock@localhost has lost rights.'
        ELSE 'The other parts were looked over.' END);
  END IF;
END//
DELIMITER ;
