/*
 * Makes the temporary table finding. Where none of InnoDB can be made (disk full, innodb_read_only), one in memory will do.
 * It has a primary key because a server may demand it (sql_require_primary_key).
 *
 * problem  OUT: why it cannot be made; NULL: it is there
 *
 * Called by:  collect_findings
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS make_finding_table;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE make_finding_table(OUT problem VARCHAR(512) CHARACTER SET utf8mb4)
  COMMENT 'Makes the temporary table finding'
BEGIN
  DECLARE EXIT HANDLER FOR 1317 RESIGNAL;
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION GET DIAGNOSTICS CONDITION 1 problem = MESSAGE_TEXT;
  DROP TEMPORARY TABLE IF EXISTS finding;
  CREATE TEMPORARY TABLE finding (
    number INT NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY,
    severity ENUM('error', 'warning', 'ok') NOT NULL, topic VARCHAR(20) NOT NULL,
    finding VARCHAR(800) NOT NULL, remedy VARCHAR(800) NOT NULL, explanation VARCHAR(800) NOT NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF problem IS NOT NULL THEN
    SET problem = NULL;
    CREATE TEMPORARY TABLE finding (
      number INT NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY,
      severity ENUM('error', 'warning', 'ok') NOT NULL, topic VARCHAR(20) NOT NULL,
      finding VARCHAR(800) NOT NULL, remedy VARCHAR(800) NOT NULL, explanation VARCHAR(800) NOT NULL
    ) ENGINE = MEMORY CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  END IF;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
