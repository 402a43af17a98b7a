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
  DECLARE ended, number, used, this_entity, these_failures INT DEFAULT 0;
  DECLARE this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE words VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE asked_again TIMESTAMP(3);
  DECLARE disabled VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE names TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE refusals CURSOR FOR
    SELECT f.relay, f.entity, f.failures, f.last_error, f.retry_at FROM relay_refusal AS f ORDER BY f.relay, f.entity;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL list_relays(number, names);
  IF number = 0 THEN
    SELECT MIN(name) INTO disabled FROM relay WHERE enabled = 0;
    INSERT INTO finding VALUES ('error', 'relay', 'No relay can be used: no mail is sent.',
      IF(disabled IS NOT NULL, CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.relay SET enabled = 1 WHERE name = ', QUOTE(disabled)),
        'INSERT INTO @TICKETSTOCK_SCHEMA@.relay (name, host, port) VALUES (''main'', ''localhost'', 25)'),
      IF(disabled IS NULL, 'With the host and the port of your relay.', 'It is disabled.'));
  END IF;
  SELECT COUNT(*) INTO used FROM relay AS r WHERE r.name <> ''; /* A condition: sum_up.sql. */
  IF used = 0 THEN
    INSERT INTO finding
      SELECT 'error', 'relay', CONCAT('The ERP''s own relay of entity ', entity, ' cannot be used.'), '', problem
        FROM available_relay WHERE problem IS NOT NULL AND entity IN (SELECT entity FROM rule);
  END IF;
  /* Of a relay that is used no more, or was not asked for an hour since no mail waits, nobody knows. */
  SELECT COUNT(*) INTO number FROM (SELECT 1 FROM mail_outbox AS m WHERE m.state IN ('pending', 'sending') LIMIT 1) AS w;
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('Relay ', s.relay, ' failed ', s.failures, ' times, last: ', s.last_error),
        IF(s.retry_at > NOW(3) + INTERVAL 1 DAY, CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.relay_state SET retry_at = NULL WHERE relay = ', QUOTE(s.relay)),
          IF(s.last_error LIKE '%STARTTLS%' AND s.last_error LIKE '530%', CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.relay SET tls = ''starttls'' WHERE name = ', QUOTE(s.relay)), '')),
        CONCAT('It is tried again after ', s.retry_at, ' UTC', IF(number, '; mails wait, none is lost.', ', when there is a mail. CALL @TICKETSTOCK_SCHEMA@.test_mail(''you@example.com'') tries it now.'))
      FROM relay_state AS s
      WHERE s.failures > 0 AND (number > 0 OR COALESCE(s.last_error_at > NOW(3) - INTERVAL 1 HOUR, 0)) AND FIND_IN_SET(s.relay, names);
  OPEN refusals;
  FETCH refusals INTO this_relay, this_entity, these_failures, words, asked_again;
  WHILE NOT ended DO
    SELECT COUNT(*) INTO number
      FROM (SELECT m.objections FROM mail_outbox AS m FORCE INDEX (claim)
        WHERE m.state = 'pending' AND m.entity = this_entity ORDER BY m.due_at DESC LIMIT 1000) AS w WHERE w.objections > 0;
    IF FIND_IN_SET(this_relay, names) AND number > 0 THEN
      INSERT INTO finding VALUES ('error', 'relay', CONCAT('Relay ', this_relay, ' refuses the mails of entity ', this_entity, ', ', these_failures,
        ' times, last: ', words), '', CONCAT('Correct what it names (sender: setting mail_sender; our name: mail_ehlo_name; login: relay.username), then CALL @TICKETSTOCK_SCHEMA@.test_mail(''you@example.com''). It is tried again after ',
          asked_again, ' UTC; mails wait, none is lost.'));
    END IF;
    SET ended = 0;
    FETCH refusals INTO this_relay, this_entity, these_failures, words, asked_again;
  END WHILE;
  CLOSE refusals;
END//
DELIMITER ;
