/*
 * health_check's part on mail: relays, lanes, mails that wait or failed, incidents.
 *
 * Reads:      available_relay, incident, lane_state, mail_outbox, relay_refusal, relay_state, rule
 * Writes:     finding
 * Called by:  health_check
 * Internal
 */
DROP PROCEDURE IF EXISTS check_queue;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_queue()
  COMMENT 'Part of health_check: relays, lanes, mails, incidents'
BEGIN
  DECLARE number INT;
  DECLARE last_mail BIGINT UNSIGNED;
  DECLARE oldest TIMESTAMP(3);
  SELECT COUNT(*) INTO number FROM available_relay
    WHERE problem IS NULL AND (entity IS NULL OR entity IN (SELECT entity FROM rule));
  INSERT INTO finding VALUES (IF(number > 0, 'ok', 'error'), 'relay', CONCAT(number, ' relays can be used.'),
    IF(number > 0, '', 'No mail is sent. INSERT INTO @TICKETSTOCK_SCHEMA@.relay (name, host, port) VALUES (''main'', ''mail.example.com'', 25);'));
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('The ERP''s own relay of entity ', entity, ' cannot be used.'), problem
      FROM available_relay WHERE problem IS NOT NULL AND entity IN (SELECT entity FROM rule);
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('Relay ', relay, ' failed ', failures, ' times, last: ', last_error),
        CONCAT('It is tried again after ', retry_at, ' UTC; mails wait, none is lost.')
      FROM relay_state WHERE failures > 0;
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('Relay ', f.relay, ' refuses the mails of entity ', f.entity, ', ', f.failures,
      ' times, last: ', f.last_error),
        CONCAT('Correct what it names (sender: setting mail_sender; our name: mail_ehlo_name; login: relay.username), CALL @TICKETSTOCK_SCHEMA@.test_mail(''you@example.com''); It is tried again after ',
          f.retry_at, ' UTC; mails wait, none is lost.')
      FROM relay_refusal AS f WHERE f.relay IN (SELECT name FROM available_relay) AND EXISTS
        (SELECT * FROM mail_outbox AS m WHERE m.state = 'pending' AND m.entity = f.entity AND m.objections > 0);
  /* SELECT … INTO: INSERT … SELECT would wait for the mails of open movements, and keep new ones waiting. */
  SELECT COUNT(*), MAX(id) INTO number, last_mail FROM mail_outbox WHERE state = 'pending' AND compose_failures > 0;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails cannot be composed, one of them is ',
      last_mail, '.'),
      'SELECT id, ticket_id, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE compose_failures > 0; Shorten the content of ticket or template.');
  END IF;
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' failed at ', last_error_at, ' UTC: ', last_error),
        'Its mails are tried again; remove the cause.'
      FROM lane_state WHERE last_error_at > NOW(3) - INTERVAL 1 HOUR;
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ': ', journal_problem, '.'),
        'Mails go out, but a batch may go out twice if the server dies. Its data folder needs space, and must be writable for its account.'
      FROM lane_state WHERE journal_problem IS NOT NULL;
  CALL check_limits();

  SELECT COUNT(*), MIN(due_at) INTO number, oldest FROM mail_outbox
    WHERE state IN ('pending', 'sending') AND due_at < NOW(3) - INTERVAL 5 MINUTE;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number,
      ' mails are more than 5 minutes late, the oldest since ', oldest, ' UTC.'),
      'See the findings on relay, lane and events.');
  END IF;
  SELECT COUNT(*) INTO number FROM mail_outbox WHERE state = 'failed' AND created_at > NOW(3) - INTERVAL 7 DAY;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails of the last 7 days were refused.'),
      'SELECT address, smtp_code, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE state = ''failed''; Once the cause is gone: CALL @TICKETSTOCK_SCHEMA@.retry_failed(NULL);');
  END IF;
  SELECT COUNT(*) INTO number FROM mail_outbox WHERE state = 'cancelled' AND created_at > NOW(3) - INTERVAL 7 DAY
    AND COALESCE(smtp_text, '') NOT LIKE 'The mail to user % goes to the same address.';
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number,
      ' mails of the last 7 days had no recipient who could get them.'),
      'SELECT recipient_user_id, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE state = ''cancelled'';');
  END IF;
  INSERT INTO finding
    SELECT 'error', 'incident', CONCAT('Movement ', movement_id, IF(message LIKE 'Its goods are not counted:%', '. ', ' opened no ticket: '), message),
        CONCAT('Remove the cause, then CALL @TICKETSTOCK_SCHEMA@.retry_incident(', id, ');')
      FROM incident WHERE resolved_at IS NULL AND movement_id IS NOT NULL ORDER BY id DESC LIMIT 20;
  INSERT INTO finding
    SELECT 'error', 'incident', CONCAT('A change of ticket ', ticket_id, ' cannot be followed: ', message),
        CONCAT('Remove the cause, then CALL @TICKETSTOCK_SCHEMA@.retry_incident(', id, ');')
      FROM incident WHERE resolved_at IS NULL AND ticket_id IS NOT NULL ORDER BY id DESC LIMIT 20;
END//
DELIMITER ;
