/*
 * Applies the changes of a ticket that are in due_change, in one short transaction: journal, desk_ticket, and the
 * changes are deleted. Where another session holds one of them, or the ticket's row of desk_ticket, nothing is done this
 * time.
 *
 * this_ticket    rowid in the ERP
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines (erp_desk_facts)
 *
 * READ COMMITTED: no gap locks that the ERP's statements would wait for. Not to be called inside a transaction.
 *
 * Reads:      desk_ticket, due_change, llx_ticket, ticket_change
 * Writes:     desk_ticket, ticket_change
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_follow_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_ticket(IN this_ticket INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Applies the changes of a ticket'
BEGIN
  DECLARE wanted, claimed, known, present INT;
  SELECT COUNT(*) INTO wanted FROM due_change AS d WHERE d.ticket_id = this_ticket;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  SELECT COUNT(*) INTO claimed FROM due_change AS d STRAIGHT_JOIN ticket_change AS c ON c.id = d.id
    WHERE d.ticket_id = this_ticket FOR UPDATE SKIP LOCKED;
  SELECT COUNT(*) INTO known FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SELECT COUNT(*) INTO present FROM desk_ticket AS k WHERE k.ticket_id = this_ticket FOR UPDATE SKIP LOCKED;
  IF claimed = wanted AND present = known THEN
    CALL erp_write_journal(this_ticket);
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket;
    IF present THEN
      CALL erp_read_desk(this_ticket, this_ticket, zone, own_addresses);
    ELSE
      DELETE FROM desk_ticket WHERE desk_ticket.ticket_id = this_ticket;
    END IF;
    DELETE c FROM due_change AS d STRAIGHT_JOIN ticket_change AS c ON c.id = d.id WHERE d.ticket_id = this_ticket;
    COMMIT;
  ELSE
    ROLLBACK;
  END IF;
END//
DELIMITER ;
