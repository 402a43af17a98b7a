/*
 * Queues what waits for a user and goes now: a mail for each entity of the ERP, which tells all of it; of one thing the
 * ordinary mail. What has been settled meanwhile is left out, with the reason in its decision. With what is due goes
 * whatever else waits for the end of a window.
 *
 * this_user  user of the ERP
 * now_is     what is due by then goes
 *
 * To be called in a transaction, READ COMMITTED: the decisions are locked first, so that each goes once.
 *
 * Reads:      erp_group_member, erp_mail_recipient, llx_ticket, llx_user, mail_decision, muted_ticket, setting,
 *             ticket_journal, type_agent
 * Writes:     mail_decision, mail_outbox, ticket_journal
 * Called by:  run_digests
 * Internal
 */
DROP PROCEDURE IF EXISTS queue_digest;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE queue_digest(IN this_user INT, IN now_is TIMESTAMP(3))
  COMMENT 'Queues what waits for a user'
BEGIN
  DECLARE ended, number, this_ticket, this_entity, is_on, tell_within INT DEFAULT 0;
  DECLARE this_decision, this_mail BIGINT UNSIGNED;
  DECLARE leaves_at DATETIME(3);
  DECLARE this_event VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address, reason, fault VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE waiting CURSOR FOR
    SELECT d.id, d.ticket_id, d.event, COALESCE(j.entity, 0), d.goes_at, @PART_SETTLED@
      FROM mail_decision AS d @SETTLED_TABLES@
      WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL AND d.user_id = this_user AND (d.goes_at <= now_is OR d.how = 'window')
      ORDER BY d.id;
  DECLARE entities CURSOR FOR
    SELECT j.entity, COUNT(*), MIN(d.id) FROM mail_decision AS d JOIN ticket_journal AS j ON j.id = d.journal_id
      WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL AND d.user_id = this_user AND (d.goes_at <= now_is OR d.how = 'window')
      GROUP BY j.entity ORDER BY j.entity;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT COUNT(*) INTO number FROM mail_decision AS d
    WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL AND d.user_id = this_user AND (d.goes_at <= now_is OR d.how = 'window') FOR UPDATE;
  SELECT MAX(r.address), MAX(r.lang), MAX(r.problem) INTO this_address, this_lang, fault FROM erp_mail_recipient AS r WHERE r.user_id = this_user;
  OPEN waiting;
  FETCH waiting INTO this_decision, this_ticket, this_event, this_entity, leaves_at, reason;
  WHILE NOT ended DO
    SELECT @SETTING_desk_mails@, @SETTING_tell_within_hours@ INTO is_on, tell_within;
    SET reason = CASE WHEN reason IS NOT NULL THEN reason WHEN NOT is_on AND this_event NOT IN ('opened', 'operation')
        THEN 'The desk mails nobody (setting desk_mails).'
      WHEN tell_within > 0 AND leaves_at < now_is - INTERVAL tell_within HOUR
        THEN CONCAT('It was to go more than ', tell_within, IF(tell_within = 1, ' hour', ' hours'), ' ago (setting tell_within_hours).')
      ELSE fault END;
    IF reason IS NULL THEN
      CALL ask_budget(this_ticket, this_address, 1, 0, reason);
    END IF;
    IF reason IS NOT NULL THEN
      CALL leave_out(this_decision, LEFT(reason, 255));
    END IF;
    SET ended = 0;
    FETCH waiting INTO this_decision, this_ticket, this_event, this_entity, leaves_at, reason;
  END WHILE;
  CLOSE waiting;
  SET ended = 0;
  OPEN entities;
  FETCH entities INTO this_entity, number, this_decision;
  WHILE NOT ended DO
    IF number = 1 THEN
      CALL queue_alone(this_decision, this_entity, this_address, COALESCE(this_lang, ''));
    ELSE
      INSERT INTO mail_outbox (entity, kind, recipient_user_id, address, lang, state)
        VALUES (this_entity, 'digest', this_user, this_address, COALESCE(this_lang, ''), 'pending');
      SET this_mail = LAST_INSERT_ID();
      UPDATE mail_decision AS d STRAIGHT_JOIN ticket_journal AS j ON j.id = d.journal_id
        SET d.mail_id = this_mail, j.mail_id = COALESCE(j.mail_id, this_mail)
        WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL AND d.user_id = this_user AND (d.goes_at <= now_is OR d.how = 'window')
          AND j.entity = this_entity;
    END IF;
    SET ended = 0;
    FETCH entities INTO this_entity, number, this_decision;
  END WHILE;
  CLOSE entities;
END//
DELIMITER ;
