/*
 * Shows what health_check finds, the worst first; where the account of our routines has no right to look, that.
 *
 * Reads:      finding
 * Called by:  health_check
 * Public: monitor
 */
DROP PROCEDURE IF EXISTS show_findings;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE show_findings()
  COMMENT 'What health_check() calls: whoever may call it needs this too'
BEGIN
  DECLARE problem VARCHAR(512) CHARACTER SET utf8mb4;
  CALL collect_findings(problem);
  SET @ticketstock_compared_below = NULL;
  IF problem IS NULL THEN
    SELECT f.severity, f.topic, f.finding, f.remedy, f.explanation FROM finding AS f ORDER BY f.severity, f.topic, f.finding;
    DROP TEMPORARY TABLE finding;
  ELSE
    SELECT 'error' AS severity, 'server' AS topic, CONCAT('Nothing can be looked over: ', problem) AS finding,
      CASE WHEN problem LIKE '%denied%' THEN @INSTALL_AGAIN@ WHEN problem LIKE '%READ ONLY%' THEN 'SET SESSION TRANSACTION READ WRITE' ELSE '' END AS remedy,
      IF(problem LIKE '%READ ONLY%', 'This session may write nothing, not even a temporary table: transaction_read_only, or START TRANSACTION READ ONLY.',
        'The account ticketstock@localhost makes a temporary table for it: it needs the right, and the server space in tmpdir.') AS explanation;
  END IF;
END//
DELIMITER ;
