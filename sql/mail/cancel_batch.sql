/* Cancels the mails that a lane has claimed; reason  why, in words. */
DROP PROCEDURE IF EXISTS cancel_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE cancel_batch(
  IN this_lane INT, IN reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Cancels the mails that a lane has claimed'
BEGIN
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.state = 'cancelled', m.lease_until = NULL, m.smtp_code = 0, m.smtp_text = reason
    WHERE m.state = 'sending' AND m.lane = this_lane;
  COMMIT;
END//
DELIMITER ;
