/*
 * What a lane's event calls, lane 1 every second, the others every five: a turn, if a mail waits, and every twenty
 * seconds in any case, to show that the lane is alive.
 *
 * this_lane  number of the lane, 1 to 16
 *
 * Small on purpose: an event begins with an empty cache of routines, so an idle turn costs what has to be read and
 * parsed for it. Refused inside a transaction: it commits.
 *
 * Reads:      mail_outbox
 * Called by:  event deliver_lane_1
 * Public
 */
DROP PROCEDURE IF EXISTS deliver_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE deliver_mail(IN this_lane INT)
  COMMENT 'One turn of a delivery lane, if there is something to do'
BEGIN
  DECLARE waiting INT;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  /* An idle turn on MariaDB loads no further routine for it. */
  /*M! IF @@in_transaction THEN CALL require_no_transaction(); END IF; */
  /*!80000 CALL require_no_transaction(); */
  SET time_zone = '+00:00';
  SELECT COUNT(*) INTO waiting
    FROM (SELECT 1 FROM mail_outbox WHERE state IN ('pending', 'sending') LIMIT 1) AS w;
  IF waiting OR SECOND(SYSDATE()) % 20 < IF(this_lane = 1, 1, 5) THEN
    COMMIT;
    CALL run_lane(this_lane);
  END IF;
  SET time_zone = zone;
END//
DELIMITER ;
