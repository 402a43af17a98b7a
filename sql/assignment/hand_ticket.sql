/*
 * Assigns a ticket to somebody, unless a user has been faster: rows as Dolibarr writes them, by nobody, and the reason in the
 * journal.
 *
 * this_ticket  rowid in the ERP
 * this_change  the change that it comes from: ticket_change.id
 * strategy     why: round_robin, least_open, seen_before
 * former       user it is assigned to; NULL: nobody
 * assignee     user whom it is given to; NULL: nobody is there, the journal says so
 * later        OUT: 1: somebody else has it locked, nothing was done; else 0
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      llx_ticket
 * Called by:  give_ticket, tell_seen_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_hand_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_hand_ticket(IN this_ticket INT, IN this_change BIGINT UNSIGNED,
  IN strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN former INT, IN assignee INT, OUT later INT)
  COMMENT 'Assigns a ticket to somebody, unless a user has been faster'
BEGIN
  DECLARE is_same, locked INT;
  SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket FOR UPDATE SKIP LOCKED;
  SELECT COUNT(*) INTO is_same FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket AND COALESCE(NULLIF(t.fk_user_assign, -1), 0) = COALESCE(former, 0)
      AND COALESCE(t.fk_statut, 0) NOT IN (8, 9);
  SET later = is_same AND NOT locked;
  IF is_same AND locked THEN
    CALL erp_note_assignment(this_ticket, this_change, strategy, assignee);
    IF assignee IS NOT NULL THEN
      CALL erp_write_assignee(this_ticket, former, assignee);
    END IF;
  END IF;
END//
DELIMITER ;
