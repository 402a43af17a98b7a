/*
 * The library's functions. A server that cannot load it stops the installation here (1126); where the client goes on
 * nothing more is changed. They are dropped first, because a server that has an older library loaded lets go of it with
 * its last function, and with the last statement that uses one. So lanes, of other installations too, send nothing
 * until finish.sql, and MariaDB tries again until movements have left a moment; nor do lanes of an older version meet
 * half of this one. MariaDB keeps the functions if another installation on the server uses them and they are of this
 * version already; MySQL can drop a function neither in a routine nor prepared.
 */
SELECT COALESCE(CONCAT('SELECT COUNT(GET_LOCK(LEFT(CONCAT(p.prefix, ''.lane.'', n.number), 64), @LANE_PATIENCE@)) INTO @ticketstock_locks FROM (',
    GROUP_CONCAT(IF(TABLE_NAME = 'lock_name', CONCAT('SELECT prefix FROM `', TABLE_SCHEMA, '`.lock_name'),
      /* Before 0.3.0. */ CONCAT('SELECT ''', TABLE_SCHEMA, ''' AS prefix')) SEPARATOR ' UNION ALL '),
    ') AS p JOIN (@LANE_NUMBERS@) AS n'), 'DO 0') INTO @ticketstock_statement
  FROM information_schema.TABLES
  WHERE TABLE_NAME IN ('lane_state', 'lock_name') AND TABLE_COMMENT LIKE 'TicketStock: %'
    /* A table of that comment anybody may make; a routine of our account's nobody but a DBA. */
    AND TABLE_SCHEMA IN (SELECT ROUTINE_SCHEMA FROM information_schema.ROUTINES WHERE DEFINER = 'ticketstock@localhost');
SET @ticketstock_waits = SYSDATE();
PREPARE hold_lanes FROM @ticketstock_statement;
EXECUTE hold_lanes;
DEALLOCATE PREPARE hold_lanes;
SET @ticketstock_statement = NULL, @ticketstock_locks = NULL, @ticketstock_waits = NULL;
DROP PROCEDURE IF EXISTS drop_functions;
DELIMITER //
CREATE PROCEDURE drop_functions()
  COMMENT 'Lets go of the library'
BEGIN
  /*M!
  DECLARE others, present, attempt INT DEFAULT 0;
  SELECT COUNT(*) INTO others FROM information_schema.ROUTINES
    WHERE DEFINER = 'ticketstock@localhost' AND ROUTINE_SCHEMA <> '@TICKETSTOCK_SCHEMA@';
  SELECT COUNT(*) INTO present FROM mysql.func WHERE name IN (
    'ticketstock_version', 'ticketstock_check', 'ticketstock_fault', 'ticketstock_render', 'ticketstock_preview', 'ticketstock_send', 'ticketstock_left_over', 'ticketstock_forget');
  SET @ticketstock_loaded = NULL;
  BEGIN
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    EXECUTE IMMEDIATE 'SELECT CONVERT(ticketstock_version() USING utf8mb4) INTO @ticketstock_loaded';
  END;
  WHILE attempt = 0 AND (others = 0 OR present < 8) OR attempt < 200 AND NOT @ticketstock_loaded <=> '@PROJECT_VERSION@' DO
    DO SLEEP(IF(attempt = 0, 0, 0.05));
    SET attempt = attempt + 1;
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_version';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_check';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_fault';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_render';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_preview';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_send';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_left_over';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_forget';
    EXECUTE IMMEDIATE 'CREATE FUNCTION ticketstock_version RETURNS STRING SONAME ''ticketstock.so''';
    EXECUTE IMMEDIATE 'SELECT CONVERT(ticketstock_version() USING utf8mb4) INTO @ticketstock_loaded';
  END WHILE;
  IF NOT @ticketstock_loaded <=> '@PROJECT_VERSION@' THEN
    SIGNAL SQLSTATE '45000'
      SET MESSAGE_TEXT = 'The server still has another version''s library loaded: run install.sql again, or restart the server first.';
  END IF;
  SET @ticketstock_loaded = NULL;
  */
  DO 0;
END//
DELIMITER ;
CALL drop_functions();
DROP PROCEDURE drop_functions;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_version */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_check */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_fault */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_render */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_preview */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_send */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_left_over */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_forget */;
CREATE FUNCTION IF NOT EXISTS ticketstock_version RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_check RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_fault RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_render RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_preview RETURNS STRING SONAME 'ticketstock.so';
CREATE AGGREGATE FUNCTION IF NOT EXISTS ticketstock_send RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_left_over RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_forget RETURNS STRING SONAME 'ticketstock.so';
SELECT COUNT(*) INTO @ticketstock_functions FROM mysql.func WHERE name LIKE 'ticketstock\_%';
/*M! SET SESSION tx_read_only = IF(COALESCE(@ticketstock_functions, 0) < 8, 1, @@SESSION.tx_read_only) */;
/*!80000 SET SESSION transaction_read_only = IF(COALESCE(@ticketstock_functions, 0) < 8, 1, @@SESSION.transaction_read_only) */;
