/*
 * Takes those alert mails of goods out of a claim whose recipients want to be told later, with others, or not at all
 * (mail_choice): the mail is cancelled, and a decision of the ticket waits in its place. Mails that have waited have one
 * already, and go. In a lane, so that a movement asks nothing of it.
 *
 * this_claim  claim of the mails
 *
 * A ticket that has not been followed yet is asked about two seconds later, for a minute at most: then its mail goes.
 *
 * Reads:      claimed_mail, desk_ticket, mail_choice, mail_outbox, ticket_journal
 * Writes:     claimed_mail, mail_decision, mail_outbox
 * Called by:  send_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS put_off_alerts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE put_off_alerts(IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Takes alert mails out of a claim that users want to be told later'
BEGIN
  DECLARE ended, asked, this_ticket, this_user, this_entity, is_his, is_young INT DEFAULT 0;
  DECLARE this_mail, this_entry, this_decision BIGINT UNSIGNED;
  DECLARE leaves_at DATETIME(3);
  DECLARE this_kind, chosen VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address, refusal VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE alerts CURSOR FOR
    SELECT c.id, c.ticket_id, c.recipient_user_id, c.kind, c.address, k.entity, COALESCE(k.assignee_id = c.recipient_user_id, 0),
        m.created_at > SYSDATE(3) - INTERVAL 1 MINUTE,
        (SELECT MIN(j.id) FROM ticket_journal AS j WHERE j.ticket_id = k.ticket_id AND j.track_id = k.track_id AND j.what = 'created')
      FROM claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id
      LEFT JOIN desk_ticket AS k ON k.ticket_id = c.ticket_id AND k.track_id = CONVERT(c.track_id USING utf8mb4) COLLATE utf8mb4_bin
      WHERE c.kind IN ('opened', 'operation') AND c.copy_of IS NULL
        AND EXISTS (SELECT 1 FROM mail_choice AS o WHERE o.user_id = c.recipient_user_id AND o.event IN ('*', 'opened') AND o.how <> 'now');
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT COUNT(*) INTO asked FROM mail_choice AS o WHERE o.event IN ('*', 'opened') AND o.how <> 'now';
  IF asked THEN
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    OPEN alerts;
    FETCH alerts INTO this_mail, this_ticket, this_user, this_kind, this_address, this_entity, is_his, is_young, this_entry;
    WHILE NOT ended DO
      IF this_entry IS NULL AND is_young THEN
        UPDATE mail_outbox SET state = 'pending', lease_until = NULL, claim_id = NULL, due_at = SYSDATE(3) + INTERVAL 2 SECOND
          WHERE id = this_mail AND state = 'sending' AND claim_id = this_claim;
      ELSEIF this_entry IS NOT NULL THEN
        INSERT IGNORE INTO mail_decision (ticket_id, journal_id, event, user_id, address, reason, sender)
          VALUES (this_ticket, this_entry, this_kind, this_user, this_address, IF(is_his, 'assignee', 'contact'), 'ours');
        /* There is one: it has waited. Or two users share the address: the second's mail goes. */
        IF ROW_COUNT() > 0 THEN
          SET this_decision = LAST_INSERT_ID();
          CALL ask_choice(this_decision, this_entity, chosen, leaves_at, refusal);
          UPDATE mail_decision SET how = chosen, goes_at = leaves_at, mail_id = IF(COALESCE(chosen, refusal) IS NULL, this_mail, NULL)
            WHERE id = this_decision;
          IF refusal IS NOT NULL THEN
            CALL leave_out(this_decision, refusal);
          END IF;
          UPDATE mail_outbox SET state = 'cancelled', lease_until = NULL, claim_id = NULL, smtp_code = 0,
              smtp_text = COALESCE(refusal, 'It waits to be told together with others, as he has chosen (mail_choice).')
            WHERE id = this_mail AND state = 'sending' AND claim_id = this_claim AND COALESCE(chosen, refusal) IS NOT NULL;
        END IF;
      END IF;
      SET ended = 0;
      FETCH alerts INTO this_mail, this_ticket, this_user, this_kind, this_address, this_entity, is_his, is_young, this_entry;
    END WHILE;
    CLOSE alerts;
    COMMIT;
    DELETE c FROM claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id WHERE m.state <> 'sending';
  END IF;
END//
DELIMITER ;
