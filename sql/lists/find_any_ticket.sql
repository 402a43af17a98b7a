/*
 * Finds a ticket for a DBA, who may see all.
 *
 * this_ref     ref, rowid or track_id
 * this_ticket  OUT: rowid of the ticket
 *
 * Error 45000 if there is none, or if several fit: the ref of two entities, or of one the ref and of another the rowid.
 *
 * Reads:      desk_ticket
 * Called by:  explain_close, explain_ticket_mail, ticket_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS find_any_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_any_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT this_ticket INT)
  COMMENT 'Finds a ticket by ref, rowid or track_id'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*), MAX(k.ticket_id) INTO present, this_ticket
    FROM desk_ticket AS k WHERE k.ref = this_ref OR k.track_id = this_ref COLLATE utf8mb4_bin
      OR this_ref REGEXP '^[0-9]{1,9}$' AND k.ticket_id = CAST(this_ref AS UNSIGNED);
  IF present <> 1 THEN
    CALL refuse(CONCAT('There are ', present, ' tickets "', COALESCE(LEFT(this_ref, 60), 'NULL'), '": say the rowid or track_id of one.'));
  END IF;
END//
DELIMITER ;
