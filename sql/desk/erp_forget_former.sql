/*
 * Forgets what was to become of tickets whose rowid another ticket has now, after a restore of the ERP or a deletion: their steps
 * are not those of the new one. A ticket that was given another link is the same.
 *
 * first_ticket  as erp_read_desk(), like all that follow
 * last_ticket   highest rowid
 * first_change  lowest number of the changes
 * last_change   highest
 *
 * One by one: a DELETE that joins the ERP's rows locks them.
 *
 * Reads:      desk_ticket, llx_ticket, renewed_link, ticket_change
 * Writes:     ticket_deadline
 * Called by:  erp_read_desk
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_forget_former;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_forget_former(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED)
  COMMENT 'Forgets steps of tickets whose rowid another one has now'
BEGIN
  DECLARE this_ticket INT;
  DECLARE passed INT DEFAULT -2147483648;
  REPEAT
    SELECT MIN(k.ticket_id) INTO this_ticket FROM @THESE_TICKETS@ AS these STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = these.ticket_id
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = k.ticket_id AND @TICKET_TRACK@ <> k.track_id
      WHERE k.ticket_id > passed AND NOT EXISTS (SELECT 1 FROM renewed_link AS r WHERE r.ticket_id = k.ticket_id
        AND @TICKET_TRACK@ IN (CONVERT(r.track_id USING utf8mb4) COLLATE utf8mb4_bin, CONVERT(r.old_track_id USING utf8mb4) COLLATE utf8mb4_bin));
    DELETE FROM ticket_deadline WHERE ticket_deadline.ticket_id = this_ticket;
    SET passed = this_ticket;
  UNTIL this_ticket IS NULL END REPEAT;
END//
DELIMITER ;
