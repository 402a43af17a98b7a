/*
 * Takes what is due of tickets: closes those that are done, reminds of those that are not. What the event of its name does
 * every ten seconds. Where a turn is at work it does nothing. Refused inside a transaction: it commits.
 *
 * Small on purpose, as follow_tickets().
 *
 * Reads:      ticket_deadline, type_policy
 * Public
 */
DROP PROCEDURE IF EXISTS follow_deadlines;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_deadlines()
  COMMENT 'Takes what is due of tickets: closings, reminders'
BEGIN
  DECLARE waiting INT;
  DECLARE right_now TIMESTAMP(3);
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  /*M! IF @@in_transaction THEN CALL require_no_transaction(); END IF; */
  /*!80000 CALL require_no_transaction(); */
  SET time_zone = '+00:00', right_now = SYSDATE(3);
  SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM ticket_deadline AS d WHERE d.done_at IS NULL AND d.due_at <= right_now LIMIT 1) AS w;
  IF NOT waiting THEN
    /* A policy that is new, or no longer there. */
    SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM type_policy AS p WHERE p.asked_at IS NOT NULL
      UNION ALL SELECT 1 FROM ticket_deadline AS d WHERE d.done_at IS NULL LIMIT 1) AS w;
  END IF;
  COMMIT;
  IF waiting AND NOT @@GLOBAL.read_only THEN
    CALL run_deadlines();
  END IF;
  SET time_zone = zone;
END//
DELIMITER ;
