/*
 * What the event check_health does every minute: looks the installation over and keeps what it finds for the views health
 * and health_numbers. One run at a time. Nothing on a server that is read only: a replica has the rows of its primary.
 *
 * Reads:      finding, lock_name
 * Writes:     health_finding, health_state
 * Called by:  install.sql, event check_health
 * Internal
 */
DROP PROCEDURE IF EXISTS keep_findings;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE keep_findings()
  COMMENT 'Looks the installation over and keeps what it finds'
BEGIN
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE problem VARCHAR(512) CHARACTER SET utf8mb4;
  DECLARE failed INT;
  DECLARE first_failed TIMESTAMP(3);
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    SET @ticketstock_keeping = NULL;
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.health') INTO guard FROM lock_name;
  IF NOT @@GLOBAL.read_only AND GET_LOCK(guard, 0) = 1 THEN
    SET @ticketstock_keeping = 1;
    CALL collect_findings(problem);
    COMMIT;
    SET @ticketstock_keeping = NULL;
    IF problem IS NULL THEN
      CALL count_mails('failed', SYSDATE(3) - INTERVAL 1 HOUR, SYSDATE(3) + INTERVAL 1 MINUTE, failed, first_failed);
      START TRANSACTION;
      DELETE FROM health_finding;
      INSERT INTO health_finding (number, severity, topic, finding, remedy, explanation)
        SELECT ROW_NUMBER() OVER (ORDER BY f.severity, f.topic, f.finding), f.severity, f.topic, f.finding, f.remedy, f.explanation FROM finding AS f;
      REPLACE INTO health_state (number, looked_at, failed_last_hour, compared_below) VALUES (1, SYSDATE(3), failed, @ticketstock_compared_below);
      COMMIT;
      SET @ticketstock_compared_below = NULL;
      DROP TEMPORARY TABLE finding;
    END IF;
    DO RELEASE_LOCK(guard);
    IF problem IS NOT NULL THEN
      CALL refuse(CONCAT('Nothing can be looked over: ', LEFT(problem, 90)));
    END IF;
  END IF;
END//
DELIMITER ;
