/*
 * Looks the installation over.
 *
 * Returns rows of severity (error, warning, ok), topic, finding, what_to_do; the worst first. Times in findings are
 * UTC. Temporary tables have a primary key because a server may demand it (sql_require_primary_key).
 *
 * Reads:      finding
 * Called by:  install.sql
 * Public: monitor
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS health_check;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE health_check()
  COMMENT 'Looks the installation over: severity, topic, finding, what to do'
BEGIN
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  /*!80000
  IF @@SESSION.max_error_count = 0 THEN
    CALL refuse('max_error_count is 0: loops of routines never end. SET GLOBAL max_error_count = DEFAULT, in this session too.');
  END IF;
  */
  SET time_zone = '+00:00';
  DROP TEMPORARY TABLE IF EXISTS finding;
  CREATE TEMPORARY TABLE finding (
    number INT NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY,
    severity ENUM('error', 'warning', 'ok') NOT NULL, topic VARCHAR(20) NOT NULL,
    finding VARCHAR(800) NOT NULL, what_to_do VARCHAR(400) NOT NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL check_server();
  CALL check_binary_log();
  CALL check_queue();
  CALL erp_check_rules();
  CALL erp_check_numbers();
  CALL erp_check_switches();
  CALL erp_check_movements();
  CALL erp_check_desk();
  CALL check_erp_account();
  CALL erp_check_shown();
  CALL erp_check_guests();
  CALL erp_check_duty();
  CALL check_assignment();
  CALL erp_check_digests();
  SELECT severity, topic, finding, what_to_do FROM finding ORDER BY severity, topic, finding;
  DROP TEMPORARY TABLE finding;
  SET time_zone = zone;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
