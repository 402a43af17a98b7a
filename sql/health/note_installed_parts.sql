/*
 * Notes what the parts of the installation are now that install.sql has made them: their prints, our account's rights, and
 * which tables and columns the ERP has of those that we may use.
 *
 * Reads:      code_label, desk_state, installed_part, lock_name, mail_duty, placeholder, present_part, ready_state,
 *             setting
 * Writes:     installed_part
 * Called by:  install.sql
 * Internal
 */
DROP PROCEDURE IF EXISTS note_installed_parts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE note_installed_parts()
  COMMENT 'Notes what the installation is made of'
BEGIN
  DECLARE number INT;
  CALL list_present_parts();
  DELETE FROM installed_part WHERE kind IN ('server', 'right', 'setting', 'rows', 'erp table', 'erp column', 'role', 'checked');
  UPDATE installed_part AS i JOIN present_part AS p ON p.kind = i.kind AND p.place = i.place AND p.name = i.name SET i.print = p.print;
  INSERT INTO installed_part (kind, place, name, definition)
    SELECT p.kind, p.place, p.name, '' FROM present_part AS p WHERE p.kind IN ('server', 'right');
  INSERT INTO installed_part (kind, place, name, definition) SELECT 'setting', '', s.name, '' FROM setting AS s WHERE s.entity = 0;
  INSERT INTO installed_part (kind, place, name, definition, print) SELECT 'rows', '', r.name, '', r.number FROM (@INSTALLED_ROWS@) AS r;
  INSERT INTO installed_part (kind, place, name, definition)
    SELECT DISTINCT 'erp table', '', r.place, '' FROM installed_part AS r
      WHERE r.kind = 'right' AND r.place <> '';
  INSERT INTO installed_part (kind, place, name, definition)
    SELECT p.kind, p.place, p.name, '' FROM present_part AS p JOIN installed_part AS t ON t.kind = 'erp table' AND t.place = '' AND t.name = p.place
      WHERE p.kind = 'erp column';
  INSERT INTO installed_part (kind, place, name, definition, print)
    SELECT 'role', '', w.name, '', w.number FROM (SELECT 'ticketstock_agent' AS name, @ticketstock_agent_rights AS number
        UNION ALL SELECT 'ticketstock_gate', @ticketstock_gate_rights UNION ALL SELECT 'ticketstock_report', @ticketstock_report_rights
        UNION ALL SELECT 'ticketstock_monitor', @ticketstock_monitor_rights) AS w WHERE w.number > 0;
  /* Its own row counts too. */
  SELECT COUNT(*) + 1 INTO number FROM installed_part;
  INSERT INTO installed_part (kind, place, name, definition, print) VALUES ('rows', '', 'installed_part', '', number);
  DROP TEMPORARY TABLE present_part;
END//
DELIMITER ;
