/*
 * Records what became of a claim: one statement for all mails, then what follows from it, in one transaction.
 *
 * this_lane     number of the lane, 1 to 16
 * this_entity   entity of the ERP
 * this_relay    the relay that was asked
 * this_claim    the claim: mails that have another by now are not its to record
 * is_left_over  1: outcomes are a journal's, and name only mails that were begun; those that it does not name, unless
 *               its mailer goes on, are untried. 0: they name all
 * outcomes      the JSON of ticketstock_send or ticketstock_left_over
 * untried       OUT: how many mails the relay was not asked to take
 * is_over       OUT: 1: all is recorded; 0: something is to come (awaited), or somebody else has locked a mail's row:
 *               the journal is still needed
 *
 * sent → sent; refused → failed, due_at then says when; deferred, uncertain → tried again after retry_first_seconds, doubled each time
 * up to retry_longest_seconds, give or take a quarter, and failed after give_up_after_hours; untried → at once
 * and without an attempt charged; interrupted (its turn was when the relay ended the session) → as untried, but after
 * the first pause, so that a mail that a relay always stumbles over does not keep the others; uncomposed → tried
 * again after growing pauses, alone (claim_mail), failed at the fifth time; objected → judge_refusals; awaited → still
 * sending, for as long as the mailer waits for the answer.
 * A mail that was taken over, but not claimed by anybody since, still has the claim: what happened to it counts, and
 * that it was sent counts also if it was cancelled meanwhile.
 * STRAIGHT_JOIN from the batch, by the primary key: otherwise a small outbox is scanned, and rows that others have
 * locked are waited for; SKIP LOCKED for the same reason.
 *
 * Reads:      mail_outbox, setting, settled_mail
 * Writes:     lane_state, mail_outbox, relay_refusal, relay_use, settled_mail
 * Called by:  send_batch, settle_left_over
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS record_outcomes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_outcomes(
  IN this_lane INT, IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin, IN is_left_over INT,
  IN outcomes LONGTEXT CHARACTER SET utf8mb4, OUT untried INT, OUT is_over INT)
  COMMENT 'Records what became of a claim'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE problem VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE give_up_after, first_pause, longest_pause, named, sent, tried, awaited INT;
  SELECT @SETTING_give_up_after_hours@, @SETTING_retry_first_seconds@, @SETTING_retry_longest_seconds@
    INTO give_up_after, first_pause, longest_pause;
  DROP TEMPORARY TABLE IF EXISTS settled_mail;
  CREATE TEMPORARY TABLE settled_mail (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, result VARCHAR(16) NOT NULL, code INT NULL, words VARCHAR(500) NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  INSERT INTO settled_mail
    SELECT m.id, o.result, o.code, o.words
      FROM JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (
        id BIGINT UNSIGNED PATH '$.id', result VARCHAR(16) PATH '$.state',
        code INT PATH '$.code', words VARCHAR(500) PATH '$.text')) AS o
      STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
      WHERE m.claim_id = this_claim AND (m.state IN ('pending', 'sending')
        OR o.result = 'sent') FOR UPDATE /*!80000 OF m */ SKIP LOCKED;
  SET named = ROW_COUNT();
  IF is_left_over AND JSON_VALUE(outcomes, '$.alive') IN ('false', '0') THEN
    INSERT INTO settled_mail
      SELECT m.id, 'untried', NULL, NULL
        FROM mail_outbox AS m
        LEFT JOIN JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id')) AS o ON o.id = m.id
        WHERE m.state = 'sending' AND m.claim_id = this_claim AND o.id IS NULL FOR UPDATE /*!80000 OF m */ SKIP LOCKED;
  END IF;
  CALL judge_refusals(this_entity, this_relay);
  UPDATE settled_mail AS o STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
    SET m.state = CASE
          WHEN o.result = 'sent' THEN 'sent'
          WHEN o.result = 'refused' THEN 'failed'
          WHEN o.result = 'awaited' THEN 'sending'
          WHEN o.result IN ('untried', 'interrupted', 'passed', 'waits') THEN 'pending'
          WHEN o.result = 'uncomposed' THEN IF(m.compose_failures >= 4, 'failed', 'pending')
          WHEN COALESCE(m.retried_at, m.created_at) < right_now - INTERVAL give_up_after HOUR THEN 'failed'
          ELSE 'pending' END,
        /* Of a mail that failed: when it did. */
        m.due_at = CASE WHEN o.result = 'refused' OR o.result = 'uncomposed' AND m.compose_failures >= 4
            OR o.result NOT IN ('sent', 'awaited', 'untried', 'interrupted', 'passed', 'waits', 'uncomposed')
              AND COALESCE(m.retried_at, m.created_at) < right_now - INTERVAL give_up_after HOUR THEN right_now
          WHEN o.result IN ('deferred', 'uncertain', 'interrupted', 'uncomposed', 'waits') THEN right_now + INTERVAL
          ROUND(LEAST(IF(o.result = 'waits', 300, 86400), longest_pause,
              first_pause * CASE o.result WHEN 'interrupted' THEN 1
                WHEN 'waits' THEN POW(2, LEAST(m.objections, 20)) ELSE POW(2, LEAST(m.attempts, 20)) END)
            * (0.75 + RAND() / 2)) SECOND
          ELSE m.due_at END,
        m.attempts = m.attempts + IF(o.result IN ('untried', 'interrupted', 'awaited', 'passed', 'waits'), 0, 1),
        m.objections = m.objections + IF(o.result IN ('passed', 'waits'), 1, 0),
        m.compose_failures = m.compose_failures + IF(o.result = 'uncomposed', 1, 0),
        m.lease_until = IF(o.result = 'awaited', right_now + INTERVAL 660 SECOND, NULL),
        m.claim_id = IF(o.result = 'awaited', m.claim_id, NULL), m.relay = this_relay,
        m.smtp_code = IF(o.result IN ('untried', 'interrupted', 'awaited'), m.smtp_code, o.code),
        m.smtp_text = IF(o.result IN ('untried', 'interrupted', 'awaited'), m.smtp_text,
          COALESCE(NULLIF(o.words, ''), IF(o.result = 'uncertain',
            'The mailer ended while it was being sent: the relay may have taken it.', ''))),
        m.sent_at = IF(o.result = 'sent', right_now, NULL);
  SELECT COALESCE(SUM(result = 'sent'), 0), COALESCE(SUM(result <> 'untried'), 0), COALESCE(SUM(result = 'untried'), 0),
      COALESCE(SUM(result = 'awaited'), 0)
    INTO sent, tried, untried, awaited FROM settled_mail;
  SET is_over = awaited = 0 AND named = JSON_LENGTH(outcomes, '$.mails');
  IF NOT is_over AND awaited = 0 THEN
    SELECT COUNT(*) = 0 INTO is_over
      FROM JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id')) AS o
      STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
      WHERE m.claim_id = this_claim AND m.state IN ('pending', 'sending');
  END IF;
  IF NOT is_left_over THEN
    UPDATE relay_use SET mails = tried WHERE claim_id = this_claim;
    SET problem = NULLIF(JSON_VALUE(outcomes, '$.journal'), 'null');
    UPDATE lane_state SET journal_problem = problem WHERE lane = this_lane AND NOT journal_problem <=> problem;
  END IF;
  IF sent > 0 THEN
    CALL copy_sent_mail(this_entity);
    UPDATE lane_state SET last_sent_at = right_now WHERE lane = this_lane;
    DELETE FROM relay_refusal WHERE relay = this_relay AND entity = this_entity AND last_error_at < right_now;
  END IF;
  IF sent < tried THEN
    CALL erp_tell_failures();
  END IF;
  IF NOT is_left_over OR sent > 0 THEN
    CALL record_relay(this_relay, JSON_VALUE(outcomes, '$.relay.usable') IN ('true', '1') OR is_left_over, sent > 0,
      CONCAT_WS(' ', NULLIF(JSON_VALUE(outcomes, '$.relay.code'), '0'), JSON_VALUE(outcomes, '$.relay.text')));
  END IF;
  COMMIT;
  DROP TEMPORARY TABLE settled_mail;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
