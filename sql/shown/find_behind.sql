/*
 * Compares the next 1,000 tickets with what the ERP's pages show of them, the newest first, and puts those that differ
 * into ticket_to_show: what fills the pages after show_desk_in_erp(), and repairs what was written past the triggers. A
 * round begins an hour after the last one has ended; while much waits to be written none goes on.
 *
 * Reads:      desk_shown, desk_ticket, erp_shown_ticket, llx_ticket_extrafields, ticket_to_show
 * Writes:     desk_shown, ticket_to_show
 * Called by:  run_showing
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_find_behind;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_behind()
  COMMENT 'Finds tickets of which the ERP''s pages show what is no longer so'
BEGIN
  DECLARE waiting, goes_on, above, lowest INT;
  SELECT COUNT(*) INTO waiting FROM (SELECT q.id FROM ticket_to_show AS q LIMIT 1000) AS few;
  SELECT MAX(s.compared_to IS NOT NULL OR s.compared_at IS NULL OR s.compared_at < SYSDATE(3) - INTERVAL 1 HOUR),
    COALESCE(MAX(s.compared_to), 2147483647) INTO goes_on, above FROM desk_shown AS s;
  IF waiting < 1000 AND goes_on THEN
    SELECT MIN(n.ticket_id) INTO lowest FROM (SELECT d.ticket_id FROM desk_ticket AS d WHERE d.ticket_id < above
      ORDER BY d.ticket_id DESC LIMIT 1000) AS n;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    INSERT INTO ticket_to_show (ticket_id)
      SELECT shown.ticket_id FROM erp_shown_ticket AS shown
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@ ON e.fk_object = shown.ticket_id
        WHERE shown.ticket_id >= lowest AND shown.ticket_id < above
          AND (e.rowid IS NULL OR NOT (@SHOWN_ALREADY_OF_ROW@))
        ORDER BY shown.ticket_id DESC;
    UPDATE desk_shown SET compared_to = lowest, compared_at = IF(lowest IS NULL, SYSDATE(3), compared_at)
      WHERE erp_schema = '@ERP_SCHEMA@';
    COMMIT;
  END IF;
END//
DELIMITER ;
