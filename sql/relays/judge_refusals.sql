/*
 * Says whose fault the refusals of a session are, as far as the mailer could not know (udf/mailer/relay/refusal.h): of one
 * reply alone nobody can tell a mailbox that is blocked from a relay that wants none of our mails.
 *
 * this_entity  entity of all mails in settled_mail
 * this_relay   the relay that was asked
 *
 * Reads and changes the temporary table settled_mail, whose ids rise in the order in which the mails were sent. Of its
 * results `objected` becomes
 *   refused   a mail behind it was taken: it is this recipient's fault; a 4xx: deferred
 *   passed    the relay is at fault, another one is asked at once      } not charged
 *   waits     the relay is at fault, there is no other: it is tried again after a pause of 5 minutes at most
 *   deferred  nobody else is refused: put off as a mail, and failed after give_up_after_hours
 * So do refusals of mailboxes without an enhanced status code, if all recipients of the session, two at least, got the
 * same answer.
 * The relay is left alone for this entity, for 2 s, doubled each time up to 5 minutes. A mail can bring that about once
 * for each relay: one that is refused everywhere must not hold up the others each time it is tried.
 * To be called in the transaction that records the outcomes, before they are recorded. In the common case, without a
 * refusal, it asks one question.
 *
 * Reads:      available_relay, mail_outbox, relay_refusal, settled_mail
 * Writes:     relay_refusal, settled_mail
 * Called by:  record_outcomes
 * Internal
 */
DROP PROCEDURE IF EXISTS judge_refusals;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE judge_refusals(
  IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says whose fault the refusals of a session are'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE last_sent BIGINT UNSIGNED;
  DECLARE refusals, recipients, answers, others, relays, objected, fresh, known INT DEFAULT 0;
  DECLARE reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE other_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*) INTO refusals FROM settled_mail WHERE result IN ('objected', 'refused') AND code > 0;
  IF refusals > 0 THEN
    SELECT COALESCE(MAX(IF(o.result = 'sent', o.id, 0)), 0),
        COUNT(DISTINCT IF(o.result = 'refused' AND o.code > 0, m.address, NULL)),
        COUNT(DISTINCT IF(o.result = 'refused' AND o.code > 0,
          CONCAT(o.code, LEFT(REPLACE(o.words, m.address, ''), 60)), NULL)),
        COALESCE(SUM(o.result IN ('sent', 'objected', 'deferred', 'uncertain', 'awaited')
          OR o.result = 'refused' AND o.words REGEXP '^5[.][0-9]+[.][0-9]'), 0)
      INTO last_sent, recipients, answers, others
      FROM settled_mail AS o STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id;
    IF others = 0 AND recipients > 1 AND answers = 1 THEN
      UPDATE settled_mail SET result = 'objected' WHERE result = 'refused' AND code > 0;
    END IF;
    UPDATE settled_mail SET result = IF(code < 500, 'deferred', 'refused') WHERE result = 'objected' AND id < last_sent;
    SELECT COUNT(*) INTO relays FROM available_relay WHERE COALESCE(entity, this_entity) = this_entity
      AND problem IS NULL;
    SELECT COUNT(*), COALESCE(SUM(m.objections < relays), 0), MAX(CONCAT(o.code, ' ', o.words))
      INTO objected, fresh, reason
      FROM settled_mail AS o STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
        WHERE o.result = 'objected';
    IF fresh > 0 THEN
      INSERT INTO relay_refusal (relay, entity, failures, retry_at, last_error, last_error_at)
        VALUES (this_relay, this_entity, 1, right_now + INTERVAL 2 SECOND, reason, right_now)
        ON DUPLICATE KEY UPDATE
          failures = IF(last_sent > 0, 1, failures + IF(retry_at > right_now, 0, 1)),
          retry_at = IF(last_sent = 0 AND retry_at > right_now, retry_at,
            right_now + INTERVAL LEAST(300, POW(2, LEAST(failures, 10))) SECOND),
          last_error = reason, last_error_at = right_now;
      CALL choose_relay(this_entity, other_relay);
    ELSEIF objected > 0 THEN
      /* Others that the relay refuses too: the mails of this session, and what waits. */
      SELECT COUNT(*) INTO known FROM relay_refusal WHERE relay = this_relay AND entity = this_entity;
      IF known > 0 AND objected = 1 THEN
        SELECT COUNT(*) INTO known FROM mail_outbox
          WHERE state = 'pending' AND entity = this_entity AND objections > 0 AND relay = this_relay;
      END IF;
    END IF;
    UPDATE settled_mail SET result = CASE WHEN other_relay IS NOT NULL THEN 'passed'
        WHEN fresh > 0 OR known > 0 THEN 'waits' ELSE 'deferred' END WHERE result = 'objected';
  END IF;
END//
DELIMITER ;
