/*
 * Finds a ticket of ours by its ref.
 *
 * this_ref     ref of the ticket
 * this_ticket  OUT: its rowid in the ERP
 *
 * Error 45000 if there is none.
 *
 * Reads:      llx_ticket, opened_ticket
 * Called by:  choose_failed
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_ticket_of_ref;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_ticket_of_ref(
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT this_ticket INT)
  COMMENT 'Finds a ticket of ours by its ref'
BEGIN
  SELECT MAX(t.rowid) INTO this_ticket
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ JOIN opened_ticket AS o ON o.ticket_id = t.rowid
    WHERE t.ref = this_ref COLLATE utf8mb4_unicode_ci;
  IF this_ticket IS NULL THEN
    CALL refuse(CONCAT('There is no ticket of ours with ref "', COALESCE(this_ref, 'NULL'), '" in the ERP.'));
  END IF;
END//
DELIMITER ;
