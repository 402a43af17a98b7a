/*
 * Writes what the ERP's pages show of a ticket, if it differs, inside the caller's transaction.
 *
 * this_ticket  rowid in the ERP
 * outcome      OUT: `same`, also of a ticket that is gone or not known here; `changed`; `added`, its row was missing;
 *              `held`, by another transaction: later
 *
 * The ticket's row is locked first: Dolibarr writes it before it writes this one, in the same transaction, so that a
 * transaction that has begun to write the ticket is seen here. Nothing is waited for. Under READ COMMITTED, so that
 * no gap is locked. The counter tells the trigger that it is us. IGNORE: a field of somebody's own that is required has
 * no default.
 *
 * Reads:      erp_shown_ticket, llx_ticket, llx_ticket_extrafields
 * Writes:     llx_ticket_extrafields
 * Called by:  erp_show_waiting
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_write_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_shown(IN this_ticket INT, OUT outcome VARCHAR(7) CHARACTER SET utf8mb4)
  COMMENT 'Writes what the ERP''s pages show of a ticket, if it differs'
BEGIN
  DECLARE held, this_row, this_is_due, known, present INT;
  DECLARE this_waiting DATETIME;
  DECLARE this_state VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_due TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
  SET outcome = 'same';
  SELECT t.rowid INTO held FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF held IS NULL THEN
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket;
    SET outcome = IF(present, 'held', 'same');
  ELSE
    SELECT COUNT(*), MAX(s.due), MAX(s.is_due), MAX(s.waiting), MAX(s.state)
      INTO known, this_due, this_is_due, this_waiting, this_state FROM erp_shown_ticket AS s WHERE s.ticket_id = this_ticket;
    SELECT e.rowid INTO this_row FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@
      WHERE e.fk_object = this_ticket LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF known AND this_row IS NOT NULL THEN
      UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@
        SET e.ticketstock_due = this_due, e.ticketstock_is_due = this_is_due, e.ticketstock_waiting = this_waiting,
          e.ticketstock_state = this_state, e.ticketstock_seq = e.ticketstock_seq + 1, e.tms = e.tms
        WHERE e.rowid = this_row AND NOT (@SHOWN_ALREADY@);
      SET outcome = IF(ROW_COUNT(), 'changed', 'same');
    ELSEIF known THEN
      SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@
        WHERE e.fk_object = this_ticket;
      IF present THEN
        SET outcome = 'held';
      ELSE
        INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields`
            (fk_object, ticketstock_due, ticketstock_is_due, ticketstock_waiting, ticketstock_state, ticketstock_made)
          VALUES (this_ticket, this_due, this_is_due, this_waiting, this_state, 1);
        SET outcome = 'added';
      END IF;
    END IF;
  END IF;
END//
DELIMITER ;
