/*
 * health_check's part on our account and the roles, for a caller who may read the server's accounts, which the account itself
 * may not: whether somebody could log in as it, how many rights each role has here. What it finds stands in session variables, NULL where nothing can be told;
 * check_roles reads them.
 *
 * Called by:  health_check, install.sql
 * Public: monitor
 */
DROP PROCEDURE IF EXISTS look_at_account;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE look_at_account()
  SQL SECURITY INVOKER
  COMMENT 'Part of health_check: whether somebody could log in as the account of our routines'
BEGIN
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
  SET @ticketstock_open_account = NULL, @ticketstock_roles = NULL, @ticketstock_agent_rights = NULL, @ticketstock_gate_rights = NULL,
    @ticketstock_report_rights = NULL, @ticketstock_monitor_rights = NULL;
  /*M! SELECT COUNT(*) INTO @ticketstock_open_account FROM mysql.global_priv AS u
    WHERE u.User = 'ticketstock' AND u.Host = 'localhost' AND COALESCE(JSON_VALUE(u.Priv, '$.account_locked'), 'false') NOT IN ('true', '1'); */
  /*!80000 SELECT COUNT(*) INTO @ticketstock_open_account FROM mysql.user AS u
    WHERE u.User = 'ticketstock' AND u.Host = 'localhost' AND u.account_locked = 'N'; */
  SELECT CONCAT_WS(',', MAX(IF(u.User = 'ticketstock_agent', u.User, NULL)), MAX(IF(u.User = 'ticketstock_gate', u.User, NULL)),
      MAX(IF(u.User = 'ticketstock_report', u.User, NULL)), MAX(IF(u.User = 'ticketstock_monitor', u.User, NULL))) INTO @ticketstock_roles
    FROM mysql.user AS u WHERE u.User LIKE 'ticketstock\_%';
  SELECT COUNT(IF(r.User = 'ticketstock_agent', 1, NULL)), COUNT(IF(r.User = 'ticketstock_gate', 1, NULL)), COUNT(IF(r.User = 'ticketstock_report', 1, NULL)),
      COUNT(IF(r.User = 'ticketstock_monitor', 1, NULL))
    INTO @ticketstock_agent_rights, @ticketstock_gate_rights, @ticketstock_report_rights, @ticketstock_monitor_rights
    FROM (SELECT p.User FROM mysql.procs_priv AS p WHERE p.Db = '@TICKETSTOCK_SCHEMA@' AND p.Proc_priv <> ''
      UNION ALL SELECT t.User FROM mysql.tables_priv AS t WHERE t.Db = '@TICKETSTOCK_SCHEMA@' AND t.Table_priv <> '') AS r
    WHERE r.User LIKE 'ticketstock\_%';
END//
DELIMITER ;
