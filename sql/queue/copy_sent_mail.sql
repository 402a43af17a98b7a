/*
 * Queues the blind copies that the ERP wants of every mail (MAIN_MAIL_AUTOCOPY_TO), of those of settled_mail that a
 * relay has taken, all of one entity. A copy is a mail of its own, with a fate of its own; none is made for whom the
 * mail was meant anyway.
 *
 * this_entity  entity of all mails in settled_mail
 *
 * A cursor and VALUES: INSERT … SELECT would hold the table's counter against open movements.
 *
 * Reads:      mail_outbox, settled_mail
 * Writes:     mail_outbox
 * Called by:  record_outcomes
 * Internal
 */
DROP PROCEDURE IF EXISTS copy_sent_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE copy_sent_mail(IN this_entity INT)
  COMMENT 'Queues the blind copies that the ERP wants'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by, copy_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to, rest TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mail BIGINT UNSIGNED;
  DECLARE this_ticket, recipient INT;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sent_mails CURSOR FOR
    SELECT m.id, m.ticket_id, m.track_id, m.kind, m.recipient_user_id, m.address, m.lang
      FROM settled_mail AS o STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
      WHERE o.result = 'sent' AND m.copy_of IS NULL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  IF copy_to LIKE '%@%' THEN
    OPEN sent_mails;
    FETCH sent_mails INTO this_mail, this_ticket, this_track, this_kind, recipient, this_address, this_lang;
    WHILE NOT ended DO
      SET rest = copy_to;
      WHILE rest <> '' DO
        SET copy_address = LEFT(SUBSTRING_INDEX(rest, ',', 1), 255),
          rest = IF(rest LIKE '%,%', SUBSTRING(rest, CHAR_LENGTH(SUBSTRING_INDEX(rest, ',', 1)) + 2), '');
        IF ticketstock_fault('address', copy_address) IS NULL AND copy_address <> this_address THEN
          INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, copy_of, address, lang, state)
            VALUES (this_entity, this_ticket, this_track, this_kind, recipient, this_mail, copy_address, this_lang,
              'pending');
        END IF;
      END WHILE;
      FETCH sent_mails INTO this_mail, this_ticket, this_track, this_kind, recipient, this_address, this_lang;
    END WHILE;
    CLOSE sent_mails;
  END IF;
END//
DELIMITER ;
