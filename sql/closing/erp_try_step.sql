/*
 * erp_take_step(), and what becomes of its errors: what waits too long for a lock, or was a deadlock's victim, is tried
 * again in the next turn; so is what somebody else is writing (3572, in MariaDB 1205). An ERP or an installation that is damaged or being upgraded ends the turn. Anything else is an
 * incident, and the step is tried again in an hour.
 *
 * this_ticket    rowid in the ERP
 * this_episode   ticket_deadline.episode
 * this_step      ticket_deadline.step
 * zone           of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines
 *
 * Writes:     incident, ticket_deadline
 * Called by:  run_deadlines
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_try_step;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_try_step(IN this_ticket INT, IN this_episode INT UNSIGNED,
  IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Takes a step that is due, or says why not'
BEGIN
  DECLARE error INT;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1020, 3572 ROLLBACK;
  DECLARE EXIT HANDLER FOR @INSTALLATION_ERRORS@
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
    ROLLBACK;
    CALL begin_changes();
    INSERT INTO incident (ticket_id, error_number, message, resolved_at)
      VALUES (this_ticket, error, CONCAT('Step ', this_step, ' of the ticket, tried again in an hour: ', COALESCE(reason, '')), SYSDATE(3));
    UPDATE ticket_deadline SET due_at = SYSDATE(3) + INTERVAL 1 HOUR
      WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step AND done_at IS NULL;
    COMMIT;
  END;
  CALL erp_take_step(this_ticket, this_episode, this_step, zone, own_addresses);
END//
DELIMITER ;
