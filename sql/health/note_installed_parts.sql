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
  CALL list_present_parts();
  DELETE FROM installed_part WHERE kind IN ('server', 'right', 'setting', 'rows', 'erp table', 'erp column', 'checked');
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
  DROP TEMPORARY TABLE present_part;
END//
DELIMITER ;
