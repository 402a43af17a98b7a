/*
 * health_check's part on global variables that somebody has set to what does harm, here or in the ERP that we live in.
 *
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_variables;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_variables()
  COMMENT 'Part of health_check: global variables'
BEGIN
  DECLARE server_role VARCHAR(10) CHARACTER SET utf8mb4;
  DECLARE isolation VARCHAR(30) CHARACTER SET utf8mb4;
  DECLARE reads_only INT;
  DECLARE reason VARCHAR(512) CHARACTER SET utf8mb4;
  CALL find_server_role(server_role);
  /*M! SET isolation = @@GLOBAL.tx_isolation, reads_only = @@GLOBAL.tx_read_only; */
  /*!80000 SET isolation = @@GLOBAL.transaction_isolation, reads_only = @@GLOBAL.transaction_read_only; */
  INSERT INTO finding
    SELECT v.severity, 'server', v.finding, v.remedy, v.explanation FROM (
      SELECT 'error' AS severity, 'The server is read-only: no goods are booked, no mail is sent.' AS finding,
        /*M! 'SET GLOBAL read_only = OFF' */ /*!80000 'SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF' */ AS remedy,
          'Unless it is a replica: then run install.sql and the events where the ERP writes only.' AS explanation,
          server_role = 'primary' AND @@GLOBAL.read_only AND NOT @@GLOBAL.innodb_read_only AS is_so
      UNION ALL SELECT 'error', 'InnoDB is read-only (innodb_read_only): no goods are booked, no mail is sent.', '',
          'It is an option of the server''s start: take it out of the option file.', @@GLOBAL.innodb_read_only
      UNION ALL SELECT 'error', CONCAT('The server runs with innodb_force_recovery = ', @@GLOBAL.innodb_force_recovery, ': it may write little or nothing.'), '',
          'It is an option of the server''s start, for rescuing data: take it out of the option file.', @@GLOBAL.innodb_force_recovery > 0
      UNION ALL SELECT 'error', 'Transactions are read-only unless they say otherwise: the ERP cannot book anything.', 'SET GLOBAL TRANSACTION READ WRITE',
          'Connections that are open keep what they have.', reads_only
      UNION ALL SELECT 'warning', CONCAT('The isolation of transactions is ', isolation,
          IF(isolation = 'SERIALIZABLE', ': whatever a movement reads is locked until its COMMIT.', ': what is not committed is read.')),
          'SET GLOBAL TRANSACTION ISOLATION LEVEL REPEATABLE READ', 'Connections that are open keep what they have.', isolation IN ('SERIALIZABLE', 'READ-UNCOMMITTED')
      UNION ALL SELECT 'warning', 'autocommit is OFF: what the ERP writes outside of transactions is lost.', 'SET GLOBAL autocommit = ON',
          'Connections that are open keep what they have.', NOT @@GLOBAL.autocommit
      UNION ALL SELECT 'warning', CONCAT('max_error_count is ', @@GLOBAL.max_error_count, ': incidents do not say why.'), 'SET GLOBAL max_error_count = DEFAULT',
          'Connections that are open keep what they have.', @@GLOBAL.max_error_count = 0
      UNION ALL SELECT 'warning', CONCAT('sql_select_limit is ', @@GLOBAL.sql_select_limit, ': the ERP and our procedures read the first rows only.'),
          'SET GLOBAL sql_select_limit = DEFAULT', 'Connections that are open keep what they have.', @@GLOBAL.sql_select_limit < 1000000
      UNION ALL SELECT 'warning', CONCAT('max_join_size is ', @@GLOBAL.max_join_size, ': larger queries of the ERP and movements are refused.'),
          'SET GLOBAL max_join_size = DEFAULT', 'Connections that are open keep what they have.', @@GLOBAL.max_join_size < 1000000
      UNION ALL SELECT 'warning', CONCAT('max_allowed_packet is ', @@GLOBAL.max_allowed_packet, ' bytes: long contents of tickets and mails do not fit.'),
          'SET GLOBAL max_allowed_packet = 16777216', 'And in the server''s option file. Connections that are open keep what they have.', @@GLOBAL.max_allowed_packet < 1048576
      UNION ALL SELECT 'warning', CONCAT('max_prepared_stmt_count is ', @@GLOBAL.max_prepared_stmt_count, ': lists of tickets and set_lanes() are refused.'),
          'SET GLOBAL max_prepared_stmt_count = DEFAULT', 'They prepare statements.', @@GLOBAL.max_prepared_stmt_count < 16
      UNION ALL SELECT 'warning', CONCAT('innodb_lock_wait_timeout is ', @@GLOBAL.innodb_lock_wait_timeout, ' s: movements are refused as soon as somebody holds a row.'),
          'SET GLOBAL innodb_lock_wait_timeout = DEFAULT', 'Connections that are open keep what they have.', @@GLOBAL.innodb_lock_wait_timeout < 3
      UNION ALL SELECT 'warning', CONCAT('thread_stack is ', @@GLOBAL.thread_stack, ' bytes: procedures that call others may be refused (1436).'), '',
          'It is an option of the server''s start; the default of your server will do.', @@GLOBAL.thread_stack < 262144
      /*M! UNION ALL SELECT 'warning', CONCAT('max_statement_time is ', @@GLOBAL.max_statement_time, ' s: movements and our procedures are broken off.'),
          'SET GLOBAL max_statement_time = 0', 'Connections that are open keep what they have.', @@GLOBAL.max_statement_time BETWEEN 0.000001 AND 4.999999
      UNION ALL SELECT 'warning', CONCAT('enforce_storage_engine is ', COALESCE(@@GLOBAL.enforce_storage_engine, ''), ': install.sql is refused, and what the ERP makes is not in transactions.'),
          'SET GLOBAL enforce_storage_engine = NULL', 'And in the server''s option file.', COALESCE(@@GLOBAL.enforce_storage_engine, 'InnoDB') <> 'InnoDB' */
    ) AS v WHERE v.is_so;
  IF @@GLOBAL.init_connect <> '' AND @@GLOBAL.init_connect NOT LIKE '%;%' THEN
    BEGIN
      DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
      DECLARE CONTINUE HANDLER FOR 1064
      BEGIN
        GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
      END;
      SET @ticketstock_statement = @@GLOBAL.init_connect;
      PREPARE ticketstock_init_connect FROM @ticketstock_statement;
      DEALLOCATE PREPARE ticketstock_init_connect;
    END;
    SET @ticketstock_statement = NULL;
    IF reason IS NOT NULL THEN
      INSERT INTO finding VALUES ('error', 'server', CONCAT('init_connect is no statement, so accounts without SUPER cannot connect, the ERP''s too: ', reason),
        'SET GLOBAL init_connect = ''''', 'And in the server''s option file, or correct it there.');
    END IF;
  END IF;
END//
DELIMITER ;
