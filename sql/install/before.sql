/*
 * What has to be there before anything is changed: tables of the ERP, rights, options, a server that can be written to.
 * If one is missing it is named, and the session becomes read-only: also where the client goes on after an error
 * (`source`, `mariadb -f`) the rest then changes nothing.
 *
 * Plain statements: there is no place yet for a procedure. An account's rights are looked up unless a role is active.
 */
SELECT GROUP_CONCAT(needed.what ORDER BY needed.what SEPARATOR ', ') INTO @ticketstock_rights
  FROM (
    SELECT 'CREATE USER' AS what, 'CREATE USER' AS privilege, NULL AS place
    UNION ALL SELECT /*M! 'SET USER', 'SET USER' */ /*!80000 'SET_ANY_DEFINER', 'SET_ANY_DEFINER' */, NULL
    UNION ALL SELECT /*M! 'BINLOG ADMIN', 'BINLOG ADMIN' */ /*!80000 'SESSION_VARIABLES_ADMIN', 'SESSION_VARIABLES_ADMIN' */, NULL
    UNION ALL SELECT 'PROCESS', 'PROCESS', NULL
    UNION ALL SELECT 'SELECT on mysql', 'SELECT', 'mysql'
    UNION ALL SELECT 'INSERT on mysql', 'INSERT', 'mysql'
    UNION ALL SELECT 'DELETE on mysql', 'DELETE', 'mysql'
    UNION ALL SELECT 'CREATE on @TICKETSTOCK_SCHEMA@', 'CREATE', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'DROP on @TICKETSTOCK_SCHEMA@', 'DROP', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'ALTER on @TICKETSTOCK_SCHEMA@', 'ALTER', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'INDEX on @TICKETSTOCK_SCHEMA@', 'INDEX', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'SELECT on @TICKETSTOCK_SCHEMA@', 'SELECT', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'INSERT on @TICKETSTOCK_SCHEMA@', 'INSERT', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'UPDATE on @TICKETSTOCK_SCHEMA@', 'UPDATE', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'DELETE on @TICKETSTOCK_SCHEMA@', 'DELETE', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'EXECUTE on @TICKETSTOCK_SCHEMA@', 'EXECUTE', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'CREATE ROUTINE on @TICKETSTOCK_SCHEMA@', 'CREATE ROUTINE', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'ALTER ROUTINE on @TICKETSTOCK_SCHEMA@', 'ALTER ROUTINE', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'CREATE VIEW on @TICKETSTOCK_SCHEMA@', 'CREATE VIEW', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'CREATE TEMPORARY TABLES on @TICKETSTOCK_SCHEMA@', 'CREATE TEMPORARY TABLES', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'EVENT on @TICKETSTOCK_SCHEMA@', 'EVENT', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'TRIGGER on @TICKETSTOCK_SCHEMA@', 'TRIGGER', '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'TRIGGER on @ERP_SCHEMA@', 'TRIGGER', '@ERP_SCHEMA@'
    UNION ALL SELECT 'SELECT on @ERP_SCHEMA@', 'SELECT', '@ERP_SCHEMA@'
    UNION ALL SELECT 'INSERT on @ERP_SCHEMA@', 'INSERT', '@ERP_SCHEMA@'
    UNION ALL SELECT 'UPDATE on @ERP_SCHEMA@', 'UPDATE', '@ERP_SCHEMA@'
    UNION ALL SELECT 'GRANT OPTION on @ERP_SCHEMA@', 'GRANT', '@ERP_SCHEMA@'
  ) AS needed
  LEFT JOIN (
    SELECT PRIVILEGE_TYPE AS privilege, NULL AS place, IS_GRANTABLE, GRANTEE FROM information_schema.USER_PRIVILEGES
    UNION ALL SELECT PRIVILEGE_TYPE, TABLE_SCHEMA, IS_GRANTABLE, GRANTEE FROM information_schema.SCHEMA_PRIVILEGES
  ) AS held
    ON (held.privilege = needed.privilege OR needed.privilege = 'GRANT' AND held.IS_GRANTABLE = 'YES')
    AND (held.place IS NULL OR needed.place LIKE held.place)
    AND REPLACE(held.GRANTEE, '''', '') = REPLACE(CURRENT_USER(), '''', '')
  WHERE held.privilege IS NULL AND COALESCE(CURRENT_ROLE(), 'NONE') = 'NONE';
SELECT COALESCE(
    IF(@@GLOBAL.read_only = 1, 'The server is read-only: run install.sql on the server that the ERP writes to; replicas get it from there.', NULL),
    CONCAT('Activate the modules Stock and Ticket in the ERP first: @ERP_SCHEMA@ lacks ', @ticketstock_tables),
    CONCAT('The account ', CURRENT_USER(), ' lacks rights: ', @ticketstock_rights),
    IF(@@log_bin = 1 AND @@log_bin_trust_function_creators = 0
        AND (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'SUPER'
          AND REPLACE(GRANTEE, '''', '') = REPLACE(CURRENT_USER(), '''', '')) = 0 AND COALESCE(CURRENT_ROLE(), 'NONE') = 'NONE',
      'With the binary log on an account without SUPER may not create triggers: SET GLOBAL log_bin_trust_function_creators = ON first.', NULL),
    IF(@@GLOBAL.innodb_default_row_format <> 'dynamic', 'Indexes of ours do not fit (1709): SET GLOBAL innodb_default_row_format = DYNAMIC first.', NULL)
    /*M! , IF(COALESCE(@@enforce_storage_engine, 'InnoDB') <> 'InnoDB', CONCAT('The server makes every table ', @@enforce_storage_engine, ': take enforce_storage_engine out of its options first.'), NULL) */
  ) INTO @ticketstock_refusal;
SELECT CONCAT('Nothing was installed or changed. ', @ticketstock_refusal) AS problem FROM DUAL WHERE @ticketstock_refusal IS NOT NULL;
/*M! SET SESSION tx_read_only = @ticketstock_refusal IS NOT NULL */;
/*!80000 SET SESSION transaction_read_only = @ticketstock_refusal IS NOT NULL */;
DELIMITER //
/*M!
BEGIN NOT ATOMIC
  DECLARE sentence VARCHAR(128) CHARACTER SET utf8mb4;
  IF @ticketstock_refusal IS NOT NULL THEN
    SET sentence = IF(CHAR_LENGTH(@ticketstock_refusal) > 128, CONCAT(LEFT(@ticketstock_refusal, 127), '…'), @ticketstock_refusal);
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = sentence;
  END IF;
END
*/ //
DELIMITER ;
/*!80000 DO UUID_TO_BIN(COALESCE(@ticketstock_refusal, UUID())) */;
/* MySQL asks a right for it. */
/*!80000 SET SESSION max_error_count = 64, explicit_defaults_for_timestamp = 1 */;

/* Who may keep install.sql waiting: the last statement printed, if it stops with error 1205. */
SELECT CONCAT('Connection ', trx_mysql_thread_id, ' has a transaction open since ', trx_started,
    ': if install.sql stops with a lock wait timeout, run it again when that has ended.') AS notice
  FROM information_schema.INNODB_TRX
  WHERE trx_started < NOW() - INTERVAL 2 SECOND AND trx_mysql_thread_id NOT IN (0, CONNECTION_ID());
SET @ticketstock_began = NOW(3);
