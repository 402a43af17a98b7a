/*
 * Records what became of a batch: one statement for all mails, then what follows from it, in one transaction.
 *
 * outcomes  the JSON of ticketstock_send, untried  OUT: how many mails the relay was not asked to take
 * sent → sent; refused → failed; deferred, uncertain → tried again after retry_first_seconds, doubled each time
 * up to retry_longest_seconds, give or take a quarter, and failed after give_up_after_hours; untried → at once
 * and without an attempt charged; interrupted (its turn was when the relay ended the session) → as untried, but after
 * the first pause, so that a mail that a relay always stumbles over does not keep the others. A mail that the lane holds no more is another lane's to record.
 * STRAIGHT_JOIN from the batch, by the primary key: otherwise a small outbox is scanned, and rows that others have
 * locked are waited for.
 */
DROP PROCEDURE IF EXISTS record_outcomes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_outcomes(
  IN this_lane INT, IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN outcomes LONGTEXT CHARACTER SET utf8mb4, OUT untried INT)
  COMMENT 'Records what became of a batch'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE give_up_after, first_pause, longest_pause, sent, tried INT;
  SELECT MAX(IF(name = 'give_up_after_hours', CAST(value AS UNSIGNED), NULL)),
      MAX(IF(name = 'retry_first_seconds', CAST(value AS UNSIGNED), NULL)),
      MAX(IF(name = 'retry_longest_seconds', CAST(value AS UNSIGNED), NULL))
    INTO give_up_after, first_pause, longest_pause FROM setting
    WHERE entity = 0 AND name IN ('give_up_after_hours', 'retry_first_seconds', 'retry_longest_seconds');
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  UPDATE JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (
      id BIGINT UNSIGNED PATH '$.id', result VARCHAR(16) PATH '$.state',
      code INT PATH '$.code', words VARCHAR(500) PATH '$.text')) AS o
    STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
    SET m.state = CASE
          WHEN o.result = 'sent' THEN 'sent'
          WHEN o.result = 'refused' THEN 'failed'
          WHEN o.result IN ('untried', 'interrupted') THEN 'pending'
          WHEN COALESCE(m.retried_at, m.created_at) < right_now - INTERVAL COALESCE(give_up_after, 120) HOUR THEN 'failed'
          ELSE 'pending' END,
        m.due_at = IF(o.result IN ('deferred', 'uncertain', 'interrupted'), right_now + INTERVAL
          ROUND(LEAST(COALESCE(longest_pause, 3600),
              COALESCE(first_pause, 30) * IF(o.result = 'interrupted', 1, POW(2, LEAST(m.attempts, 20))))
            * (0.75 + RAND() / 2)) SECOND, m.due_at),
        m.attempts = m.attempts + IF(o.result IN ('untried', 'interrupted'), 0, 1),
        m.lease_until = NULL, m.relay = this_relay,
        m.smtp_code = IF(o.result IN ('untried', 'interrupted'), m.smtp_code, o.code),
        m.smtp_text = IF(o.result IN ('untried', 'interrupted'), m.smtp_text, o.words),
        m.sent_at = IF(o.result = 'sent', right_now, NULL)
    WHERE m.state = 'sending' AND m.lane = this_lane;
  SELECT COALESCE(SUM(result = 'sent'), 0), COALESCE(SUM(result <> 'untried'), 0), COALESCE(SUM(result = 'untried'), 0)
    INTO sent, tried, untried
    FROM JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (result VARCHAR(16) PATH '$.state')) AS o;
  UPDATE relay_use SET mails = tried WHERE relay = this_relay AND lane = this_lane ORDER BY id DESC LIMIT 1;
  IF sent > 0 THEN
    CALL copy_sent_mail(this_lane, this_entity, outcomes);
    UPDATE lane_state SET last_sent_at = right_now WHERE lane = this_lane;
  END IF;
  IF sent < tried THEN
    CALL erp_tell_failures(this_lane, outcomes);
  END IF;
  CALL record_relay(this_relay, JSON_VALUE(outcomes, '$.relay.usable') IN ('true', '1'), sent > 0,
    CONCAT_WS(' ', NULLIF(JSON_VALUE(outcomes, '$.relay.code'), '0'), JSON_VALUE(outcomes, '$.relay.text')));
  COMMIT;
END//
DELIMITER ;
