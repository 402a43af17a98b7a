/*
 * Gives the ERP's table of tickets' extra fields what it lacks for the desk: columns, a key, a check. None of it can be
 * seen before the fields are declared (declare_shown).
 *
 * ticketstock_seq and _made are not declared, so the ERP never writes them. Without a unique key an UPDATE of the newest
 * ticket's row holds up the next ticket until COMMIT, and Dolibarr sends mail before it. The check refuses an
 * administrator's DROP COLUMN, after which no ticket could be saved (unknown column in the triggers): the field then is
 * gone from the pages only.
 *
 * Writes:     desk_shown
 * Called by:  change_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS prepare_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_shown()
  SQL SECURITY INVOKER
  COMMENT 'Gives the ERP''s table of tickets'' extra fields our columns, a key and a check'
BEGIN
  DECLARE changes TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE number INT;
  CALL require_shown_table();
  INSERT IGNORE INTO desk_shown (erp_schema) VALUES ('@ERP_SCHEMA@');
  SELECT GROUP_CONCAT(CONCAT('ADD COLUMN ', w.name, ' ', w.definition) ORDER BY w.place SEPARATOR ', ') INTO changes
    FROM (@SHOWN_COLUMNS@) AS w LEFT JOIN information_schema.COLUMNS AS c
      ON c.TABLE_SCHEMA = '@ERP_SCHEMA@' AND c.TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND c.COLUMN_NAME = w.name
    WHERE c.COLUMN_NAME IS NULL;
  SELECT COUNT(*) INTO number FROM (
    SELECT INDEX_NAME FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = '@ERP_PREFIX@ticket_extrafields'
      GROUP BY INDEX_NAME HAVING MAX(NON_UNIQUE) = 0 AND COUNT(*) = 1 AND MAX(COLUMN_NAME) = 'fk_object') AS k;
  IF number = 0 THEN
    SET changes = CONCAT_WS(', ', changes, 'ADD UNIQUE KEY ticketstock_object (fk_object)');
  END IF;
  SELECT COUNT(*) INTO number FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = '@ERP_SCHEMA@'
    AND TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND CONSTRAINT_NAME = 'ticketstock_keep';
  IF number = 0 THEN
    SET changes = CONCAT_WS(', ', changes, 'ADD CONSTRAINT ticketstock_keep CHECK (ticketstock_seq >= 0
      OR CONCAT(ticketstock_due, ticketstock_is_due, ticketstock_waiting, ticketstock_state, ticketstock_made) IS NULL)');
  END IF;
  IF changes IS NOT NULL THEN
    SET @ticketstock_statement = CONCAT('ALTER TABLE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` ', changes);
    PREPARE change_table FROM @ticketstock_statement;
    EXECUTE change_table;
    DEALLOCATE PREPARE change_table;
    SET @ticketstock_statement = NULL;
  END IF;
END//
DELIMITER ;
