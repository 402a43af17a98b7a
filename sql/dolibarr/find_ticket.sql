/*
 * Finds the ticket of a movement, if it is in the ERP.
 *
 * this_movement  rowid of the movement in the ERP
 * this_print     what the movement is (erp_movement_print)
 * not_before     moment: an older record is of another movement that had the rowid
 * this_ticket    OUT: rowid of the ticket; NULL: there is none, or none any more
 *
 * Reads:      grouped_movement, llx_ticket, opened_ticket
 * Called by:  retry_incident
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_find_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_ticket(
  IN this_movement INT, IN this_print INT UNSIGNED, IN not_before TIMESTAMP(3), OUT this_ticket INT)
  COMMENT 'Finds the ticket of a movement'
BEGIN
  SELECT MAX(t.rowid) INTO this_ticket
    FROM (
      SELECT number FROM opened_ticket
        WHERE movement_id = this_movement AND COALESCE(movement_print, this_print) = this_print
          AND opened_at >= not_before
      UNION ALL
      SELECT opened_number FROM grouped_movement
        WHERE movement_id = this_movement AND COALESCE(movement_print, this_print) = this_print
          AND added_at >= not_before
    ) AS f
    JOIN opened_ticket AS o ON o.number = f.number
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = o.ticket_id
      AND COALESCE(CONVERT(t.track_id USING ascii) COLLATE ascii_bin = o.track_id, 1);
END//
DELIMITER ;
