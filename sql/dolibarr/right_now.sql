/*
 * What time it is for the ERP, whose rows hold the times of its own zone; as long as nothing tells which: the server's.
 *
 * right_now  OUT: the time, whole seconds
 *
 * Reads:      erp_clock
 * Called by:  close_ticket, erp_add_contact, erp_add_event, erp_add_message, erp_close_itself, erp_lock_ticket,
 *             erp_new_ticket, erp_note_mail, erp_refuse_claim, erp_tell_failure, erp_users_on_leave
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_right_now;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_right_now(OUT right_now DATETIME)
  COMMENT 'What time it is for the ERP'
BEGIN
  SELECT COALESCE(CONVERT_TZ(SYSDATE(), @@SESSION.time_zone, '+00:00') + INTERVAL MAX(c.ahead) SECOND,
      CONVERT_TZ(SYSDATE(), @@SESSION.time_zone, @@GLOBAL.time_zone))
    INTO right_now FROM erp_clock AS c WHERE c.number = 1 LIMIT 1;
END//
DELIMITER ;
