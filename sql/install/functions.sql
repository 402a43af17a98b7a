/*
 * The library's functions. A server that cannot load it stops the installation here (1126); where the client goes on
 * nothing more is changed. They are dropped first, because a server that has an older library loaded lets go of it with
 * its last function. MariaDB keeps them if another installation on the server uses them and they are of this version
 * already; MySQL can drop a function neither in a routine nor prepared.
 */
DROP PROCEDURE IF EXISTS drop_functions;
DELIMITER //
CREATE PROCEDURE drop_functions()
  COMMENT 'Lets go of the library'
BEGIN
  /*M!
  DECLARE others, present INT;
  DECLARE version VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  BEGIN
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    SET version = CONVERT(ticketstock_version() USING utf8mb4);
  END;
  SELECT COUNT(*) INTO others FROM information_schema.ROUTINES
    WHERE DEFINER = 'ticketstock@localhost' AND ROUTINE_SCHEMA <> '@TICKETSTOCK_SCHEMA@';
  SELECT COUNT(*) INTO present FROM mysql.func WHERE name IN (
    'ticketstock_version', 'ticketstock_check', 'ticketstock_fault', 'ticketstock_render', 'ticketstock_preview', 'ticketstock_send', 'ticketstock_left_over', 'ticketstock_forget');
  IF others = 0 OR present < 8 OR NOT version <=> '@PROJECT_VERSION@' THEN
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_version';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_check';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_fault';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_render';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_preview';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_send';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_left_over';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_forget';
  END IF;
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
