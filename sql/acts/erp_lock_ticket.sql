/*
 * Locks the row of a ticket until COMMIT, and tells what it holds now; refuses if somebody has written since the caller has
 * looked.
 *
 * this_ticket  rowid of the ticket in the ERP
 * version      id of the last word that the caller has seen; 0: none; NULL: it does not matter
 * this_ref     OUT: its ref
 * this_entity  OUT: its entity
 * status       OUT: its status
 * assignee     OUT: user it is assigned to; NULL: nobody
 *
 * Error 45000 if a word is younger: "Bob Martin answered 12 s ago."
 *
 * Reads:      llx_actioncomm, llx_ticket, llx_user
 * Called by:  assign_ticket, claim_ticket, close_ticket, reopen_ticket, reply_ticket, unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_lock_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_lock_ticket(IN this_ticket INT, IN version INT,
  OUT this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT this_entity INT, OUT status INT, OUT assignee INT)
  COMMENT 'Locks the row of a ticket'
BEGIN
  DECLARE younger, author, age INT;
  DECLARE right_now, written DATETIME;
  DECLARE address, name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT t.ref, t.entity, COALESCE(t.fk_statut, 0), NULLIF(t.fk_user_assign, 0) INTO this_ref, this_entity, status, assignee
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket LIMIT 1 FOR UPDATE;
  IF this_ref IS NULL THEN
    CALL refuse(CONCAT('Ticket ', this_ticket, ' has been deleted meanwhile.'));
  END IF;
  IF version IS NOT NULL THEN
    /* Locks, so that the newest is read whatever the transaction's snapshot holds. */
    SELECT MAX(a.id) INTO younger FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@
      WHERE a.fk_element = this_ticket AND a.elementtype = 'ticket' AND a.code IN (@DESK_CODES@) AND a.id > version
      LIMIT 1 LOCK IN SHARE MODE;
    IF younger IS NOT NULL THEN
      SELECT a.fk_user_author, a.datec, a.email_from INTO author, written, address
        FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ WHERE a.id = younger LIMIT 1 LOCK IN SHARE MODE;
      CALL erp_right_now(right_now);
      SET age = GREATEST(0, TIMESTAMPDIFF(SECOND, written, right_now));
      SELECT @USER_AUTHOR@ INTO name;
      CALL refuse(CONCAT(LEFT(COALESCE(NULLIF(address, ''), name, 'Somebody'), 80), ' answered ', @AGO@, ' ago (word ', younger, ').'));
    END IF;
  END IF;
END//
DELIMITER ;
