/*
 * health_check's part on mails that wait for a moment which is days ahead, as a clock that was wrong or a change by hand leaves them: no pause
 * and no lease is that long.
 *
 * Reads:      mail_outbox
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_ahead;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_ahead()
  COMMENT 'Part of health_check: mails that wait for what is days ahead'
BEGIN
  DECLARE number INT;
  DECLARE next_due TIMESTAMP(3);
  CALL count_mails('pending', NOW(3) + INTERVAL 2 DAY, '2038-01-01', number, next_due);
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails wait for a moment that is days ahead, the next for ', next_due, ' UTC.'),
      'UPDATE @TICKETSTOCK_SCHEMA@.mail_outbox SET due_at = CURRENT_TIMESTAMP(3) WHERE state = ''pending'' AND due_at > CURRENT_TIMESTAMP(3) + INTERVAL 2 DAY',
      'A clock was wrong, or somebody has changed them: no pause is that long. Then they go at once.');
  END IF;
  SELECT COUNT(*), MIN(m.lease_until) INTO number, next_due
    FROM (SELECT s.lease_until FROM mail_outbox AS s FORCE INDEX (claim) WHERE s.state = 'sending' LIMIT 10000) AS m
    WHERE m.lease_until > NOW(3) + INTERVAL 1 DAY;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails are kept by a lane until a moment that is days ahead, the first until ', next_due, ' UTC.'),
      'UPDATE @TICKETSTOCK_SCHEMA@.mail_outbox SET lease_until = CURRENT_TIMESTAMP(3) WHERE state = ''sending'' AND lease_until > CURRENT_TIMESTAMP(3) + INTERVAL 1 DAY',
      'A clock was wrong, or somebody has changed them. Then a lane takes them over; one that the relay has already may go twice.');
  END IF;
END//
DELIMITER ;
