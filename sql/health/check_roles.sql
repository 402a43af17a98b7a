/*
 * health_check's part on accounts, by what look_at_account() has seen: ours, and the roles.
 *
 * Reads:      installed_part
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_roles;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_roles()
  COMMENT 'Part of health_check: accounts'
BEGIN
  IF @ticketstock_open_account > 0 THEN
    INSERT INTO finding VALUES ('error', 'account', 'The account ticketstock@localhost is not locked: who has its password acts with all its rights, and may send.',
      'ALTER USER `ticketstock`@`localhost` ACCOUNT LOCK', 'install.sql has made it so that nobody can log in; everything runs in its name all the same.');
  END IF;
  INSERT INTO finding
    SELECT 'warning', 'account', CONCAT('The role ', r.name, ' is missing: who had it has lost its rights here.'), @INSTALL_AGAIN@, 'Then grant it again to whom it is for.'
      FROM (SELECT 'ticketstock_agent' AS name UNION ALL SELECT 'ticketstock_gate' UNION ALL SELECT 'ticketstock_report' UNION ALL SELECT 'ticketstock_monitor') AS r
      WHERE @ticketstock_open_account IS NOT NULL AND NOT COALESCE(FIND_IN_SET(r.name, CONVERT(@ticketstock_roles USING utf8mb4) COLLATE utf8mb4_unicode_ci), 0);
  INSERT INTO finding
    SELECT 'warning', 'account', CONCAT('The role ', r.name, ' has ', r.number, ' of the ', i.print, ' rights here that install.sql has given it.'), @INSTALL_AGAIN@, 'Somebody has revoked some, or a restore of the server''s accounts lacks them.'
      FROM (SELECT 'ticketstock_agent' AS name, @ticketstock_agent_rights AS number UNION ALL SELECT 'ticketstock_gate', @ticketstock_gate_rights
        UNION ALL SELECT 'ticketstock_report', @ticketstock_report_rights UNION ALL SELECT 'ticketstock_monitor', @ticketstock_monitor_rights) AS r
      JOIN installed_part AS i ON i.kind = 'role' AND i.place = '' AND i.name = r.name
      WHERE r.number < i.print AND FIND_IN_SET(r.name, CONVERT(@ticketstock_roles USING utf8mb4) COLLATE utf8mb4_unicode_ci);
  SET @ticketstock_open_account = NULL, @ticketstock_roles = NULL, @ticketstock_agent_rights = NULL, @ticketstock_gate_rights = NULL,
    @ticketstock_report_rights = NULL, @ticketstock_monitor_rights = NULL;
END//
DELIMITER ;
