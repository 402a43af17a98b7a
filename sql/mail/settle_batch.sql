/*
 * Keeps the Message-IDs of the lane's batch before it goes out, and cancels what cannot go out: mails whose
 * ticket is gone and those with a problem, which leave mail_batch.
 */
DROP PROCEDURE IF EXISTS settle_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE settle_batch(IN this_lane INT)
  COMMENT 'Keeps Message-IDs and cancels what cannot go out'
BEGIN
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id LEFT JOIN mail_batch AS b ON b.id = c.id
    SET m.message_id = COALESCE(m.message_id, b.message_id),
      m.lease_until = IF(b.id IS NULL OR b.problem IS NOT NULL, NULL, m.lease_until),
      m.smtp_code = IF(b.id IS NULL OR b.problem IS NOT NULL, 0, m.smtp_code),
      m.smtp_text = IF(b.id IS NULL, 'The ticket is no longer in the ERP.', COALESCE(b.problem, m.smtp_text)),
      m.state = IF(b.id IS NULL OR b.problem IS NOT NULL, 'cancelled', m.state)
    WHERE m.state = 'sending' AND m.lane = this_lane;
  DELETE FROM mail_batch WHERE problem IS NOT NULL;
  COMMIT;
END//
DELIMITER ;
