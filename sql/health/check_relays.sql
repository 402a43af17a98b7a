/*
 * health_check's part on relays: whether there is one, what they say.
 *
 * Reads:      available_relay, mail_outbox, relay, relay_refusal, relay_state, rule
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_relays;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_relays()
  COMMENT 'Part of health_check: relays'
BEGIN
  DECLARE number INT;
  DECLARE disabled VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*) INTO number FROM available_relay
    WHERE problem IS NULL AND (entity IS NULL OR entity IN (SELECT entity FROM rule));
  IF number = 0 THEN
    SELECT MIN(name) INTO disabled FROM relay WHERE enabled = 0;
    INSERT INTO finding VALUES ('error', 'relay', 'No relay can be used: no mail is sent.',
      IF(disabled IS NOT NULL, CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.relay SET enabled = 1 WHERE name = ', QUOTE(disabled)),
        'INSERT INTO @TICKETSTOCK_SCHEMA@.relay (name, host, port) VALUES (''main'', ''localhost'', 25)'),
      IF(disabled IS NULL, 'With the host and the port of your relay.', 'It is disabled.'));
  END IF;
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('The ERP''s own relay of entity ', entity, ' cannot be used.'), '', problem
      FROM available_relay WHERE problem IS NOT NULL AND entity IN (SELECT entity FROM rule);
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('Relay ', relay, ' failed ', failures, ' times, last: ', last_error),
        '', CONCAT('It is tried again after ', retry_at, ' UTC; mails wait, none is lost.')
      FROM relay_state WHERE failures > 0;
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('Relay ', f.relay, ' refuses the mails of entity ', f.entity, ', ', f.failures,
      ' times, last: ', f.last_error),
        '', CONCAT('Correct what it names (sender: setting mail_sender; our name: mail_ehlo_name; login: relay.username), then CALL @TICKETSTOCK_SCHEMA@.test_mail(''you@example.com''). It is tried again after ',
          f.retry_at, ' UTC; mails wait, none is lost.')
      FROM relay_refusal AS f WHERE f.relay IN (SELECT name FROM available_relay) AND EXISTS
        (SELECT * FROM mail_outbox AS m WHERE m.state = 'pending' AND m.entity = f.entity AND m.objections > 0);
END//
DELIMITER ;
