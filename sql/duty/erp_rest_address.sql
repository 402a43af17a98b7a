/*
 * A mail of the desk came back undelivered: its customer's address gets none for a while. It is the one of the ticket's that
 * the returned mail names; one that names none is the only customer's, or nobody's.
 *
 * this_ticket  ticket that it came back to: rowid in the ERP
 * this_event   the mail that came back: llx_actioncomm.id
 *
 * Only addresses that the desk has mailed within the last ten days: whoever writes as a postmaster rests no other.
 *
 * Reads:      llx_actioncomm, mail_decision, setting
 * Writes:     resting_address
 * Called by:  erp_judge_words
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_rest_address;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_rest_address(IN this_ticket INT, IN this_event INT)
  COMMENT 'Rests the address that a mail of the desk came back from'
BEGIN
  DECLARE days, mailed, named INT;
  DECLARE text_of_it MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT @SETTING_rest_days@ INTO days;
  SELECT LEFT(MAX(@EVENT_TEXT@), 100000) INTO text_of_it
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ WHERE a.id = this_event;
  IF days > 0 THEN
    SELECT COUNT(DISTINCT d.address), COUNT(DISTINCT IF(LOCATE(d.address, text_of_it) > 0, d.address, NULL)) INTO mailed, named
      FROM mail_decision AS d
      WHERE d.ticket_id = this_ticket AND d.mail_id IS NOT NULL AND d.user_id IS NULL AND d.at > SYSDATE(3) - INTERVAL 10 DAY;
    INSERT INTO resting_address (address, rested_at, until, ticket_id, event_id)
      SELECT DISTINCT d.address, SYSDATE(3), SYSDATE(3) + INTERVAL days DAY, this_ticket, this_event FROM mail_decision AS d
        WHERE d.ticket_id = this_ticket AND d.mail_id IS NOT NULL AND d.user_id IS NULL AND d.at > SYSDATE(3) - INTERVAL 10 DAY
          AND (LOCATE(d.address, text_of_it) > 0 OR named = 0 AND mailed = 1)
      ON DUPLICATE KEY UPDATE rested_at = VALUES(rested_at), until = VALUES(until), ticket_id = VALUES(ticket_id),
        event_id = VALUES(event_id);
  END IF;
END//
DELIMITER ;
