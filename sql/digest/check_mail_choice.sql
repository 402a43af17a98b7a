/*
 * Refuses a row of mail_choice that could not be kept, with a sentence (45000).
 *
 * this_user   user of the ERP
 * this_event  event; *: all
 * this_how    now, window, daily, never
 * minutes     of the window
 * this_hour   of daily
 *
 * Reads:      llx_user
 * Called by:  trigger mail_choice_inserted, trigger mail_choice_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_mail_choice;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_mail_choice(IN this_user INT,
  IN this_event VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_how VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN minutes INT, IN this_hour INT)
  COMMENT 'Refuses a choice that could not be kept'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = this_user;
  IF present = 0 THEN
    CALL refuse(CONCAT('There is no user ', this_user, ' in the ERP.'));
  ELSEIF this_event NOT IN ('*', 'opened', 'agent_new', 'customer_answered', 'assigned', 'closed', 'reopened') THEN
    CALL refuse('event takes opened, agent_new, customer_answered, assigned, closed, reopened, or * for all.');
  ELSEIF this_event = 'assigned' AND this_how IN ('daily', 'never') THEN
    CALL refuse('Event assigned takes now or window: who gets a ticket is told of it.');
  ELSEIF minutes NOT BETWEEN 1 AND 240 THEN
    CALL refuse('minutes takes a number from 1 to 240.');
  ELSEIF this_hour NOT BETWEEN 0 AND 23 THEN
    CALL refuse('hour takes a number from 0 to 23.');
  END IF;
END//
DELIMITER ;
