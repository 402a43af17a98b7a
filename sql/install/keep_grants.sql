/*
 * Rights on our routines that a DBA has given, such as a monitor's on health_check(): MySQL forgets them when a routine is
 * dropped, and cannot replace one. give_grants.sql gives them again.
 */
/*!80000 CREATE TEMPORARY TABLE kept_grant (number INT NOT NULL AUTO_INCREMENT PRIMARY KEY) AS
  SELECT CONCAT('GRANT ', REPLACE(REPLACE(p.Proc_priv, ',Grant', ''), 'Grant', 'Usage'), ' ON PROCEDURE `@TICKETSTOCK_SCHEMA@`.`', p.Routine_name,
      '` TO ', QUOTE(p.User), '@', QUOTE(p.Host), IF(FIND_IN_SET('Grant', p.Proc_priv), ' WITH GRANT OPTION', '')) AS statement
    FROM mysql.procs_priv AS p WHERE p.Db = '@TICKETSTOCK_SCHEMA@' AND p.Routine_type = 'PROCEDURE' */;
