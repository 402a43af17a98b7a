/*
 * All mails about a ticket: to whom, why, what became of them, and what the relay answered.
 *
 * this_ref  ref, rowid or track_id of the ticket
 *
 * Returns a row for each mail of ours, each thing of it that waits for a user's digest or went in one, and each mail that was
 * left to the ERP. state: as in mail_outbox; waits: it goes with others; erp: the ERP mails it; deleted: the mail is (purge).
 * Times are UTC. Error 45000 if there is no such ticket, or more than one. Who was told nothing: explain_ticket_mail().
 *
 * Reads:      desk_ticket, erp_mail_recipient, mail_decision, mail_outbox, opened_ticket, rule, ticket_journal
 * Public
 */
DROP PROCEDURE IF EXISTS ticket_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE ticket_mail(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'All mails about a ticket: to whom, why, what became of them'
BEGIN
  DECLARE this_ticket INT;
  DECLARE this_track VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  CALL find_any_ticket(this_ref, this_ticket);
  SELECT MAX(k.track_id) INTO this_track FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SET time_zone = '+00:00';
  SELECT COALESCE(m.created_at, d.at) AS at, m.id AS mail, COALESCE(d.event, m.kind) AS kind, u.login, COALESCE(m.address, d.address) AS address,
      CASE d.sender WHEN 'erp' THEN d.why ELSE @WHY_MAILED@ END AS why,
      COALESCE(CONCAT(m.state), IF(d.sender = 'erp', 'erp', IF(d.mail_id IS NULL, 'waits', 'deleted'))) AS state,
      m.sent_at, m.relay, m.smtp_code AS code, m.smtp_text AS answer
    FROM (
      SELECT m.id AS mail_id, d.id AS decision_id
        FROM mail_outbox AS m LEFT JOIN mail_decision AS d ON d.mail_id = COALESCE(m.copy_of, m.id)
        WHERE m.ticket_id = this_ticket AND COALESCE(CONVERT(m.track_id USING utf8mb4) COLLATE utf8mb4_bin = this_track, 1)
      UNION
      SELECT d.mail_id, d.id FROM mail_decision AS d JOIN ticket_journal AS j ON j.id = d.journal_id AND j.track_id = this_track
        WHERE d.ticket_id = this_ticket AND d.sender <> 'nobody'
    ) AS x
    LEFT JOIN mail_outbox AS m ON m.id = x.mail_id
    LEFT JOIN mail_decision AS d ON d.id = x.decision_id
    LEFT JOIN erp_mail_recipient AS u ON u.user_id = COALESCE(m.recipient_user_id, d.user_id)
    LEFT JOIN opened_ticket AS o ON o.ticket_id = this_ticket AND o.track_id = CONVERT(LEFT(this_track, 16) USING ascii)
    LEFT JOIN rule AS r ON r.id = o.rule_id
    ORDER BY COALESCE(m.created_at, d.at), m.id, d.id LIMIT 1000000;
  SET time_zone = zone;
END//
DELIMITER ;
