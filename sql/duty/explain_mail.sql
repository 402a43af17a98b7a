/*
 * Explains why somebody got a mail.
 *
 * this_mail  mail_outbox.id
 *
 * Returns a row, of a digest one for each thing that it tells: the mail, whom it went to, what became of it, ref of the
 * ticket, what happened, and why he was told.
 * Error 45000 if there is no such mail. Whoever got none: explain_ticket_mail().
 *
 * Reads:      desk_ticket, mail_decision, mail_outbox, opened_ticket, rule, ticket_journal
 * Public
 */
DROP PROCEDURE IF EXISTS explain_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE explain_mail(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Explains why somebody got a mail'
BEGIN
  DECLARE present INT;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  SELECT COUNT(*) INTO present FROM mail_outbox WHERE id = this_mail;
  IF present = 0 THEN
    CALL refuse(CONCAT('There is no mail ', COALESCE(this_mail, 'NULL'), ': mail_outbox has those that there are.'));
  END IF;
  SET time_zone = '+00:00';
  SELECT m.id AS mail, m.kind, m.address, m.state, COALESCE(k.ref, CONCAT('ticket ', COALESCE(m.ticket_id, d.ticket_id))) AS ticket,
      COALESCE(@HAPPENING@,
        CONCAT('Movement ', o.movement_id, ' opened it.'), 'Somebody called test_mail().') AS what_happened,
      @WHY_MAILED@ AS why
    FROM mail_outbox AS m
    LEFT JOIN mail_decision AS d ON d.mail_id = COALESCE(m.copy_of, m.id)
    LEFT JOIN ticket_journal AS j ON j.id = d.journal_id AND j.ticket_id = d.ticket_id
    LEFT JOIN desk_ticket AS k ON k.ticket_id = COALESCE(m.ticket_id, d.ticket_id)
      AND k.track_id = COALESCE(CONVERT(m.track_id USING utf8mb4) COLLATE utf8mb4_bin, j.track_id)
    LEFT JOIN opened_ticket AS o ON o.ticket_id = COALESCE(m.ticket_id, d.ticket_id)
      AND o.track_id = COALESCE(m.track_id, CONVERT(LEFT(j.track_id, 16) USING ascii))
    LEFT JOIN rule AS r ON r.id = o.rule_id
    WHERE m.id = this_mail ORDER BY d.id LIMIT 1000000;
  SET time_zone = zone;
END//
DELIMITER ;
