/*
 * Puts mails back whose lease has run out: the lane that had them died with its server, or was cut off. Whether
 * the relay took them nobody knows, so that counts as an attempt.
 */
DROP PROCEDURE IF EXISTS take_over_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE take_over_mail()
  COMMENT 'Puts mails back whose lease has run out'
BEGIN
  DECLARE expired, room INT;
  SELECT COUNT(*) INTO expired FROM mail_outbox WHERE state = 'sending' AND lease_until < SYSDATE(3);
  IF expired > 0 THEN
    CALL begin_claim(room);
    INSERT INTO claimed_mail (id, kind, address, lang)
      SELECT id, kind, address, lang FROM mail_outbox WHERE state = 'sending' AND lease_until < SYSDATE(3)
      LIMIT room FOR UPDATE SKIP LOCKED;
    UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
      SET m.state = 'pending', m.attempts = m.attempts + 1, m.lease_until = NULL,
        m.smtp_code = 0, m.smtp_text = 'Its lane died while it was being sent: the relay may have taken it.';
    COMMIT;
  END IF;
END//
DELIMITER ;
