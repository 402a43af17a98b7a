/*
 * health_check's part on the binary log. Fact: with the log on and any other format than ROW the servers lock every row
 * that a trigger reads, until COMMIT. A server that has the variable no more knows ROW only.
 *
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_binary_log;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_binary_log()
  COMMENT 'Part of health_check: binlog_format'
BEGIN
  DECLARE EXIT HANDLER FOR 1193 BEGIN END;
  IF @@GLOBAL.log_bin = 1 AND @@GLOBAL.binlog_format <> 'ROW' THEN
    INSERT INTO finding VALUES ('error', 'server',
      CONCAT('The binary log is on and binlog_format is ', @@GLOBAL.binlog_format,
        ': every row that a movement reads is locked until its COMMIT, movements of one product at a time deadlock.'),
      'SET GLOBAL binlog_format = ''ROW''',
      'Write binlog_format = ROW into the server''s option file too. Sessions that are connected keep theirs: restart what keeps connections open.');
  END IF;
END//
DELIMITER ;
