/* What the installation is made of, for health_check. */
START TRANSACTION;
DELETE FROM installed_part;
INSERT INTO installed_part (kind, place, name, definition) VALUES
@PARTS@;
CALL look_at_account();
CALL note_installed_parts();
SET @ticketstock_open_account = NULL, @ticketstock_roles = NULL, @ticketstock_agent_rights = NULL, @ticketstock_gate_rights = NULL,
  @ticketstock_report_rights = NULL, @ticketstock_monitor_rights = NULL;
COMMIT;
