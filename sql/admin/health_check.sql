/*
 * Looks the installation over.
 *
 * Result: rows of severity (error, warning, ok), topic, finding, what_to_do; the worst first.
 * Temporary tables have a primary key because a server may demand it (sql_require_primary_key).
 */
DROP PROCEDURE IF EXISTS health_check;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE health_check()
  COMMENT 'Looks the installation over: severity, topic, finding, what to do'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS finding;
  CREATE TEMPORARY TABLE finding (
    number INT NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY,
    severity ENUM('error', 'warning', 'ok') NOT NULL, topic VARCHAR(20) NOT NULL,
    finding VARCHAR(800) NOT NULL, what_to_do VARCHAR(400) NOT NULL
  ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL check_server();
  CALL check_binary_log();
  CALL check_queue();
  CALL erp_check_rules();
  CALL erp_check_numbers();
  CALL erp_check_switches();
  SELECT severity, topic, finding, what_to_do FROM finding ORDER BY severity, topic, finding;
  DROP TEMPORARY TABLE finding;
END//
DELIMITER ;
