/*
 * Hands the mails of mail_batch to a relay in one session.
 *
 * this_entity   entity of all mails in mail_batch
 * this_relay    name of the relay
 * this_journal  name of the lane's journals (udf/core/journal.h); NULL: without a journal
 * this_claim    claim of the mails; NULL with this_journal
 * outcomes      OUT: the JSON of ticketstock_send; NULL: mail_batch is empty
 *
 * The statement that calls the UDF, and with it the network, reads one temporary table and nothing else: no
 * transaction, no lock, no metadata lock of a real table (the COMMITs: also where autocommit is off). It is a
 * cursor's for the key's sake: with the binary log on, a variable in any statement but SET and a cursor's stands in
 * the process list as NAME_CONST('…'), and a user variable stays in the session of a caller whose statement is killed.
 *
 * Reads:      available_relay, delivery_key, mail_batch, setting
 * Called by:  send_batch, test_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS hand_over;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE hand_over(
  IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_journal VARCHAR(100) CHARACTER SET ascii, IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin,
  OUT outcomes LONGTEXT CHARACTER SET utf8mb4)
  COMMENT 'Hands the mails of mail_batch to a relay in one session'
BEGIN
  DECLARE relay_host, relay_user, relay_ca, ehlo_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE relay_port, verify, mails INT;
  DECLARE relay_tls VARCHAR(16) CHARACTER SET utf8mb4;
  DECLARE secret VARCHAR(255) CHARACTER SET ascii;
  DECLARE sending CURSOR FOR
    SELECT CONVERT(ticketstock_send(secret,
        'relay.name', this_relay, 'relay.scope', '@TICKETSTOCK_SCHEMA@', 'relay.host', relay_host,
          'relay.port', relay_port, 'relay.tls', relay_tls,
        'relay.verify_certificate', verify, 'relay.ca_file', relay_ca, 'relay.username', relay_user,
        'relay.ehlo_name', ehlo_name,
        'journal.lane', this_journal, 'journal.claim', this_claim,
        'mail', b.id, 'sender', b.sender, 'sender_name', b.sender_name, 'reply_to', b.reply_to,
        'recipient', b.recipient, 'to', b.shown_recipient, 'recipient_name', b.recipient_name,
        'message_id', b.message_id, 'references', b.reference, 'in_reply_to', b.in_reply_to, 'feedback_id', b.feedback_id,
        'zone', b.zone, 'subject', b.subject, 'html', b.html, 'word', b.word) USING utf8mb4)
      FROM mail_batch AS b;
  SELECT MAX(host), MAX(port), MAX(tls), MAX(verify_certificate), MAX(ca_file), MAX(username)
    INTO relay_host, relay_port, relay_tls, verify, relay_ca, relay_user FROM available_relay
    WHERE name = this_relay AND COALESCE(entity, this_entity) = this_entity;
  SELECT @SETTING_mail_ehlo_name@ INTO ehlo_name;
  SELECT COUNT(*) INTO mails FROM mail_batch;
  SELECT MAX(value) INTO secret FROM delivery_key;
  COMMIT;
  IF mails > 0 THEN
    OPEN sending;
    FETCH sending INTO outcomes;
    CLOSE sending;
    IF outcomes IS NULL THEN
      CALL refuse('The library could not make a batch (out of memory): the mails are tried again.');
    END IF;
  END IF;
END//
DELIMITER ;
