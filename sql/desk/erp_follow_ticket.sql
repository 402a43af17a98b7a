/*
 * Applies changes of a ticket that are in due_change: journal, desk_ticket, and the changes are deleted. Where another
 * session holds one of them, the ticket's row of desk_ticket, or of the ERP if it is to be put right, nothing is done
 * this time.
 *
 * this_ticket    rowid in the ERP
 * first_change   lowest number of the changes that are meant
 * last_change    highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * language       of labels
 * own_addresses  addresses of machines
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      desk_ticket, due_change, llx_ticket, ticket_change
 * Writes:     desk_text, desk_ticket, ticket_change
 * Called by:  erp_try_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_follow_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_ticket(IN this_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Applies changes of a ticket'
BEGIN
  DECLARE wanted, claimed, known, present, later, by_mail, may_be_told INT DEFAULT 0;
  SELECT COUNT(*), MAX(d.code IN ('AC_EMAIL', 'AC_EMAIL_IN')), MAX(@IS_TOLD@) INTO wanted, by_mail, may_be_told FROM due_change AS d
    WHERE d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change;
  SAVEPOINT ticketstock_follow;
  SELECT COUNT(*) INTO claimed FROM due_change AS d STRAIGHT_JOIN ticket_change AS c ON c.id = d.id
    WHERE d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change FOR UPDATE SKIP LOCKED;
  SELECT COUNT(*) INTO known FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SELECT COUNT(*) INTO present FROM desk_ticket AS k WHERE k.ticket_id = this_ticket FOR UPDATE SKIP LOCKED;
  SET later = claimed < wanted OR present < known;
  IF NOT later THEN
    CALL erp_write_journal(this_ticket, first_change, last_change, language, own_addresses);
    CALL erp_note_stale(this_ticket, first_change, last_change, later);
  END IF;
  IF NOT later THEN
    IF by_mail THEN
      CALL erp_judge_words(this_ticket, first_change, last_change);
    END IF;
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket;
    IF present THEN
      UPDATE desk_ticket AS k SET k.by_customer = NULL WHERE k.ticket_id = this_ticket
        AND (SELECT MAX(d.opener_changed) FROM due_change AS d
          WHERE d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change) = 1;
      CALL erp_read_desk(this_ticket, this_ticket, zone, own_addresses);
      IF may_be_told THEN
        CALL tell_changes(this_ticket, first_change, last_change, zone, own_addresses);
      END IF;
    ELSE
      DELETE FROM desk_ticket WHERE desk_ticket.ticket_id = this_ticket;
      DELETE FROM desk_text WHERE desk_text.ticket_id = this_ticket;
    END IF;
    DELETE c FROM due_change AS d STRAIGHT_JOIN ticket_change AS c ON c.id = d.id
      WHERE d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change;
  ELSE
    ROLLBACK TO SAVEPOINT ticketstock_follow;
  END IF;
  RELEASE SAVEPOINT ticketstock_follow;
END//
DELIMITER ;
