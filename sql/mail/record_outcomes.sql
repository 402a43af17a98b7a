/*
 * Records what became of a batch: one statement for all mails, one for the relay.
 *
 * outcomes  the JSON of ticketstock_send
 * sent → sent; refused → failed; deferred, uncertain → tried again after 30 s, doubled each time up
 * to an hour, give or take a quarter, and failed after give_up_after_hours; untried → at once and
 * without an attempt charged. A mail that the lane holds no more is another lane's to record.
 * STRAIGHT_JOIN from the batch: the other way round the rows of open transactions are waited for.
 */
DROP PROCEDURE IF EXISTS record_outcomes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_outcomes(
  IN this_lane INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN outcomes LONGTEXT CHARACTER SET utf8mb4)
  COMMENT 'Records what became of a batch'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE give_up_after INT;
  IF outcomes IS NULL THEN
    CALL refuse('The library could not make a batch (out of memory): the mails are tried again.');
  END IF;
  SELECT MAX(CAST(value AS UNSIGNED)) INTO give_up_after FROM setting
    WHERE entity = 0 AND name = 'give_up_after_hours';
  UPDATE JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (
      id BIGINT UNSIGNED PATH '$.id', result VARCHAR(16) PATH '$.state',
      code INT PATH '$.code', words VARCHAR(500) PATH '$.text')) AS o
    STRAIGHT_JOIN mail_outbox AS m ON m.id = o.id
    SET m.state = CASE
          WHEN o.result = 'sent' THEN 'sent'
          WHEN o.result = 'refused' THEN 'failed'
          WHEN o.result = 'untried' THEN 'pending'
          WHEN m.created_at < right_now - INTERVAL COALESCE(give_up_after, 120) HOUR THEN 'failed'
          ELSE 'pending' END,
        m.due_at = IF(o.result IN ('deferred', 'uncertain'), right_now + INTERVAL
          ROUND(LEAST(3600, 30 * POW(2, LEAST(m.attempts, 10))) * (0.75 + RAND() / 2)) SECOND, m.due_at),
        m.attempts = m.attempts + IF(o.result = 'untried', 0, 1),
        m.lease_until = NULL, m.relay = this_relay,
        m.smtp_code = IF(o.result = 'untried', m.smtp_code, o.code),
        m.smtp_text = IF(o.result = 'untried', m.smtp_text, o.words),
        m.sent_at = IF(o.result = 'sent', right_now, NULL)
    WHERE m.state = 'sending' AND m.lane = this_lane;
  CALL record_relay(this_relay, JSON_VALUE(outcomes, '$.relay.usable') IN ('true', '1'),
    CONCAT_WS(' ', NULLIF(JSON_VALUE(outcomes, '$.relay.code'), '0'), JSON_VALUE(outcomes, '$.relay.text')));
END//
DELIMITER ;
