/*
 * Stops the whole queue until a moment: lanes end the session that they are in and begin none; what is to be mailed is queued as
 * ever, and goes out then. test_mail() goes past the queue.
 *
 * until  text, time in the session's zone, as '2026-11-28 22:00'; '9999-12-31': until resume_mail(); NULL: no longer
 *
 * Returns a row: mail goes out again at (session's zone; NULL: now, or after resume_mail()), how many mails wait.
 * Error 45000 with a sentence for what is no time, or one that is over.
 *
 * Reads:      mail_outbox
 * Writes:     setting
 * Public
 */
DROP PROCEDURE IF EXISTS hold_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE hold_mail(
  IN until VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Stops the whole queue until a moment; NULL: it goes on'
BEGIN
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE at_moment TIMESTAMP;
  DECLARE held VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '0';
  DECLARE waiting INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  IF until IS NOT NULL AND until NOT REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?$' THEN
    SET held = NULL;
  ELSEIF until >= '2038' THEN
    SET held = '1';
  ELSEIF until IS NOT NULL THEN
    BEGIN
      /* A day that there is not, an hour that summer time leaves out. */
      DECLARE CONTINUE HANDLER FOR 1292, 1411 SET at_moment = NULL;
      SET at_moment = CAST(until AS DATETIME);
    END;
    SET held = at_moment;
  END IF;
  IF held IS NULL THEN
    CALL refuse(CONCAT('until takes a time as 2026-11-28 22:00, 9999-12-31 or NULL, not "', LEFT(until, 40), '".'));
  ELSEIF at_moment <= SYSDATE() THEN
    CALL refuse(CONCAT('It is ', CAST(SYSDATE() AS CHAR), ': until ', until, ' is over. NULL lets the queue go on.'));
  ELSEIF at_moment IS NOT NULL THEN
    SET time_zone = '+00:00';
    SET held = CAST(at_moment AS CHAR);
    SET time_zone = zone;
  END IF;
  UPDATE setting SET value = held WHERE entity = 0 AND name = 'mail_held';
  SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM mail_outbox WHERE state = 'pending' LIMIT 10001) AS w;
  SELECT at_moment AS goes_on_at, IF(waiting > 10000, 'more than 10000', waiting) AS mails_waiting;
END//
DELIMITER ;
