/*
 * Roles for people and programs: agents, gates for guests, reports, monitors. They hold what the headers of procedures and
 * views say ("Public: agent"); who has them is the DBA's affair. Several installations on a server share them.
 *
 * An account of such a name is not touched: then no role is made.
 */
DROP PROCEDURE IF EXISTS give_roles;
DELIMITER //
CREATE PROCEDURE give_roles()
  COMMENT 'Makes the roles and gives them their rights'
BEGIN
  DECLARE taken VARCHAR(200) CHARACTER SET utf8mb4;
  SELECT MIN(u.User) INTO taken FROM mysql.user AS u
    WHERE u.User IN ('ticketstock_agent', 'ticketstock_gate', 'ticketstock_report', 'ticketstock_monitor')
      /*M! AND u.is_role = BINARY 'N' */
      /*!80000 AND u.Host = '%' AND (u.account_locked = 'N' OR u.authentication_string <> '') */;
  IF taken IS NOT NULL THEN
    SELECT CONCAT('No roles were made: there is an account ', taken, '. Rename it and run install.sql again.') AS notice;
  ELSE
    CREATE ROLE IF NOT EXISTS ticketstock_agent, ticketstock_gate, ticketstock_report, ticketstock_monitor;
@ROLE_GRANTS@  END IF;
END//
DELIMITER ;
CALL give_roles();
DROP PROCEDURE give_roles;
