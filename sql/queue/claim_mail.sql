/*
 * Claims an entity's due mails for a lane: a short transaction, nothing locked afterwards.
 *
 * this_lane    number of the lane, 1 to 16
 * this_entity  entity of the ERP
 * this_relay   the relay that they shall go to, for its limits; NULL: they are to be cancelled
 * wanted       how many the lane would like
 * claimed      OUT: how many; they stand in the temporary table claimed_mail and are the lane's for 60 s, three times
 *              what a session may take (renew_lease)
 * this_claim   OUT: a random name of this claim. What becomes of the mails is recorded for it and no other: a mail that
 *              somebody else has claimed meanwhile is theirs
 *
 * With the claim a mail gets its Message-ID, always the same for it, so that a repeat after a crash is recognised, and
 * random, since counters come twice after a restore or a promotion. dolibarr-tic and the ticket's rowid in it are what
 * Dolibarr's mail collector reads in the References of an answer, where it knows mail_host. A digest is of no ticket.
 * One that could not be composed goes alone, and after the others: it may crash the mailer again.
 * SKIP LOCKED passes over rows of open movements and of other lanes; STRAIGHT_JOIN and FORCE INDEX keep the UPDATE from
 * scanning a small outbox, and so from waiting for them.
 *
 * Reads:      claimed_mail, erp_mail_setting, mail_outbox
 * Writes:     claimed_mail, mail_outbox, relay_use
 * Called by:  run_lane
 * Internal
 */
DROP PROCEDURE IF EXISTS claim_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE claim_mail(
  IN this_lane INT, IN this_entity INT,
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN wanted INT, OUT claimed INT,
  OUT this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Claims mails for a lane'
BEGIN
  DECLARE right_now TIMESTAMP(3);
  DECLARE room, most, is_limited INT;
  DECLARE mail_host, reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    /* Not RESIGNAL: a lane would read the warning of ROLLBACK about claimed_mail, which keeps its rows. */
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    ROLLBACK;
    CALL refuse(reason);
  END;
  SELECT MAX(s.mail_host) INTO mail_host FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  CALL begin_claim(room);
  CALL batch_allowance(this_relay, most, is_limited);
  SET right_now = SYSDATE(3), most = LEAST(most, wanted, room), this_claim = LOWER(HEX(RANDOM_BYTES(8)));
  INSERT INTO claimed_mail (id, ticket_id, track_id, kind, recipient_user_id, copy_of, address, lang, message_id)
    SELECT id, ticket_id, track_id, kind, recipient_user_id, copy_of, address, lang,
        COALESCE(message_id, CONCAT(LOWER(HEX(RANDOM_BYTES(12))), COALESCE(CONCAT('.dolibarr-tic', ticket_id), '.ticketstock-digest'), '@', mail_host))
          FROM mail_outbox
      WHERE state = 'pending' AND entity = this_entity AND due_at <= right_now AND compose_failures = 0
      ORDER BY due_at LIMIT most FOR UPDATE SKIP LOCKED;
  SET claimed = ROW_COUNT();
  IF claimed = 0 THEN
    SET most = LEAST(most, 1);
    INSERT INTO claimed_mail (id, ticket_id, track_id, kind, recipient_user_id, copy_of, address, lang, message_id)
      SELECT id, ticket_id, track_id, kind, recipient_user_id, copy_of, address, lang,
          COALESCE(message_id, CONCAT(LOWER(HEX(RANDOM_BYTES(12))), COALESCE(CONCAT('.dolibarr-tic', ticket_id), '.ticketstock-digest'), '@', mail_host))
            FROM mail_outbox
        WHERE state = 'pending' AND entity = this_entity AND due_at <= right_now
        ORDER BY due_at LIMIT most FOR UPDATE SKIP LOCKED;
    SET claimed = ROW_COUNT();
  END IF;
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.state = 'sending', m.lane = this_lane, m.claim_id = this_claim, m.relay = COALESCE(this_relay, m.relay),
      m.lease_until = right_now + INTERVAL 60 SECOND, m.message_id = c.message_id;
  IF is_limited AND claimed > 0 THEN
    INSERT INTO relay_use (relay, lane, claim_id, used_at, mails)
      VALUES (this_relay, this_lane, this_claim, right_now, claimed);
  END IF;
  COMMIT;
END//
DELIMITER ;
