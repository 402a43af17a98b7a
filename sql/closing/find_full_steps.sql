/*
 * Finds the steps of which so many were taken within the last hour as setting steps_per_hour lets: those that wait do so until
 * the next. A policy that is new, or not meant so, or an event that did not run for days, is then no flood of mails and closings.
 *
 * full_steps  OUT: steps with commas between them; empty: none
 *
 * Goods that have left, customers' words and assignments are no flood: they come one by one.
 *
 * Reads:      setting, ticket_deadline
 * Called by:  erp_check_closing, run_deadlines
 * Internal
 */
DROP PROCEDURE IF EXISTS find_full_steps;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_full_steps(
  OUT full_steps VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Finds the steps of which enough were taken within the last hour'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE most INT;
  SELECT @SETTING_steps_per_hour@ INTO most;
  SET full_steps = '';
  IF most > 0 THEN
    SELECT COALESCE(GROUP_CONCAT(f.step SEPARATOR ','), '') INTO full_steps
      FROM (SELECT d.step FROM ticket_deadline AS d
        WHERE d.done_at > right_now - INTERVAL 1 HOUR AND d.done_at <= right_now AND d.step NOT IN (@STEPS_ONE_BY_ONE@)
        GROUP BY d.step HAVING COUNT(*) >= most) AS f;
  END IF;
END//
DELIMITER ;
