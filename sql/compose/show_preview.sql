/*
 * Returns the mail of claimed_mail, as it would go out now, without sending it.
 *
 * this_entity  entity of the mail
 *
 * Returns a row with the finished message (RFC 5322), or why it cannot be composed. Error 45000 with a sentence if it may
 * not go out.
 *
 * Reads:      delivery_key, mail_batch
 * Called by:  preview_desk_mail, preview_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS show_preview;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE show_preview(IN this_entity INT)
  COMMENT 'Returns the mail of claimed_mail without sending it'
BEGIN
  DECLARE reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE secret VARCHAR(255) CHARACTER SET ascii;
  DECLARE message LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* A cursor's: hand_over.sql. */
  DECLARE mails CURSOR FOR
    SELECT CONVERT(ticketstock_preview(secret, 'mail', b.id, 'sender', b.sender,
        'sender_name', b.sender_name, 'reply_to', b.reply_to, 'recipient', b.recipient,
          'recipient_name', b.recipient_name,
        'message_id', b.message_id, 'references', b.reference, 'in_reply_to', b.in_reply_to, 'feedback_id', b.feedback_id,
        'zone', b.zone, 'subject', b.subject, 'html', b.html, 'word', b.word) USING utf8mb4) FROM mail_batch AS b;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET message = NULL;
  CALL erp_fill_batch(this_entity);
  SELECT MAX(problem) INTO reason FROM mail_batch;
  IF reason IS NOT NULL THEN
    CALL refuse(reason);
  END IF;
  SELECT MAX(value) INTO secret FROM delivery_key;
  COMMIT;
  OPEN mails;
  FETCH mails INTO message;
  CLOSE mails;
  DROP TEMPORARY TABLE mail_batch;
  SELECT message;
END//
DELIMITER ;
