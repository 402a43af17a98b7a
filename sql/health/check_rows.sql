/*
 * health_check's part on rows that install.sql writes: settings for all entities, tables that it fills.
 *
 * Reads:      code_label, desk_state, installed_part, lock_name, mail_duty, placeholder, ready_state, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_rows;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_rows()
  COMMENT 'Part of health_check: rows that install.sql writes'
BEGIN
  DECLARE number, written INT;
  SELECT COUNT(*), MAX(IF(i.kind = 'rows' AND i.name = 'installed_part', i.print, NULL)) INTO number, written FROM installed_part AS i WHERE i.kind <> 'checked';
  IF number < COALESCE(written, number + 1) THEN
    INSERT INTO finding VALUES ('error', 'installation', CONCAT('The table installed_part has ', number, IF(written IS NULL, ' rows, not all', CONCAT(' of the ', written, ' rows')),
      ' that install.sql has written: what else is missing may not be seen.'), @INSTALL_AGAIN@, 'Rows were deleted, or a part of a dump was restored.');
  END IF;
  INSERT INTO finding
    SELECT 'error', 'installation', CONCAT('The setting ', i.name, ' has no value for all entities (0).'), @INSTALL_AGAIN@, 'It is back at its default then.'
      FROM installed_part AS i LEFT JOIN setting AS s ON s.entity = 0 AND s.name = CONVERT(i.name USING utf8mb4) COLLATE utf8mb4_unicode_ci
      WHERE i.kind = 'setting' AND s.name IS NULL ORDER BY i.name LIMIT 20;
  INSERT INTO finding
    SELECT 'error', 'installation', CONCAT('The table ', i.name, ' has ', r.number, ' of the ', i.print, ' rows that install.sql has written.'), @INSTALL_AGAIN@, 'It writes what is missing.'
      FROM (@INSTALLED_ROWS@) AS r
      JOIN installed_part AS i ON i.kind = 'rows' AND i.place = '' AND i.name = r.name WHERE r.number < i.print;
END//
DELIMITER ;
