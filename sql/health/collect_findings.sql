/*
 * Looks the installation over, into the temporary table finding, which it makes: severity (error, warning, ok), topic,
 * finding, remedy (one whole statement, or "$ " and a command line; empty: there is none), explanation.
 *
 * A part that ends with an error is a finding of its topic, and the others go on. Where a lock is held (LOCK TABLES, ALTER
 * TABLE) a part ends after two seconds. What has undone the caller's transaction, or was told to stop, is no finding. Times in
 * findings are UTC.
 *
 * problem  OUT: why the table cannot be made; NULL: it is there
 *
 * Called by:  keep_findings, show_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS collect_findings;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE collect_findings(OUT problem VARCHAR(512) CHARACTER SET utf8mb4)
  COMMENT 'Looks the installation over into a temporary table'
BEGIN
  DECLARE part VARCHAR(20) CHARACTER SET utf8mb4;
  DECLARE error_number INT;
  DECLARE message VARCHAR(512) CHARACTER SET utf8mb4;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE lock_wait BIGINT DEFAULT @@SESSION.lock_wait_timeout;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE most BIGINT UNSIGNED DEFAULT @@SESSION.group_concat_max_len;
  /* Where transactions only read unless they say otherwise, not even a temporary table can be made. */
  /*M! DECLARE reads_only INT DEFAULT @@SESSION.tx_read_only; */
  /*!80000 DECLARE reads_only INT DEFAULT @@SESSION.transaction_read_only; */
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone, lock_wait_timeout = lock_wait, sql_big_selects = big_selects, group_concat_max_len = most /*M! , tx_read_only = reads_only */ /*!80000 , transaction_read_only = reads_only */;
    RESIGNAL;
  END;
  SET time_zone = '+00:00', lock_wait_timeout = 2, sql_big_selects = 1, group_concat_max_len = 1000000 /*M! , tx_read_only = 0 */ /*!80000 , transaction_read_only = 0 */;
  CALL make_finding_table(problem);
  IF problem IS NULL THEN
    BEGIN
      DECLARE EXIT HANDLER FOR 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE CONTINUE HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 error_number = MYSQL_ERRNO, message = MESSAGE_TEXT;
        CALL note_failed_part(part, error_number, message);
      END;
      SET part = 'installation'; CALL check_parts();
      SET part = 'installation'; CALL check_rows();
      SET part = 'installation'; CALL check_tables();
      SET part = 'erp'; CALL erp_check_modules();
      SET part = 'erp'; CALL erp_check_mandatory();
      SET part = 'account'; CALL check_roles();
      SET part = 'library'; CALL check_library();
      SET part = 'trigger'; CALL check_server();
      SET part = 'server'; CALL check_variables();
      SET part = 'server'; CALL check_binary_log();
      SET part = 'events'; CALL check_events();
      SET part = 'events'; CALL check_guards();
      SET part = 'relay'; CALL check_relays();
      SET part = 'lane'; CALL check_lanes();
      SET part = 'mail'; CALL check_queue();
      SET part = 'mail'; CALL erp_check_cancelled();
      SET part = 'mail'; CALL check_put_off();
      SET part = 'mail'; CALL check_ahead();
      SET part = 'mail'; CALL check_limits();
      SET part = 'mail'; CALL erp_check_switches();
      SET part = 'incident'; CALL check_incidents();
      SET part = 'rule'; CALL erp_check_rules();
      SET part = 'rule'; CALL erp_check_watched();
      SET part = 'rule'; CALL check_assignment();
      SET part = 'mail'; CALL check_texts();
      SET part = 'setting'; CALL check_settings();
      SET part = 'numbers'; CALL erp_check_numbers();
      SET part = 'movement'; CALL erp_check_movements();
      SET part = 'desk'; CALL erp_check_desk();
      SET part = 'desk'; CALL check_erp_account();
      SET part = 'desk'; CALL erp_check_agents();
      SET part = 'shown'; CALL erp_check_shown();
      SET part = 'guests'; CALL erp_check_guests();
      SET part = 'duty'; CALL erp_check_duty();
      SET part = 'duty'; CALL erp_check_digests();
      SET part = 'closing'; CALL erp_check_closing();
      SET part = 'summary'; CALL sum_up();
    END;
  END IF;
  SET time_zone = zone, lock_wait_timeout = lock_wait, sql_big_selects = big_selects, group_concat_max_len = most /*M! , tx_read_only = reads_only */ /*!80000 , transaction_read_only = reads_only */;
END//
DELIMITER ;
