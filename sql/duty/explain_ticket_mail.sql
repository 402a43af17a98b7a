/*
 * Explains of everything that happened to a ticket whether somebody was told, by whom, and why, or why not.
 *
 * this_ref  ref, rowid or track_id of the ticket
 * somebody  mail address, or login of a user of the ERP
 *
 * Returns a row for each entry of the journal that may be told: when (UTC), what happened, who mailed him of it (ours with the
 * number of the mail, erp, nobody), why; of what waits to be told with others, until when. Error 45000 if there is no such ticket, or more than one.
 *
 * Reads:      desk_ticket, llx_user, mail_decision, mail_outbox, setting, ticket_journal, type_agent
 * Public
 */
DROP PROCEDURE IF EXISTS explain_ticket_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE explain_ticket_mail(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN somebody VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Explains whether somebody was told of what happened to a ticket'
BEGIN
  DECLARE this_ticket, this_entity, this_user, managed, is_on INT;
  DECLARE this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  CALL find_any_ticket(this_ref, this_ticket);
  SELECT MAX(k.entity), MAX(EXISTS (SELECT 1 FROM type_agent AS g
      WHERE g.entity IN (0, k.entity) AND g.type_code IN ('*', k.type_code) AND g.level = 'manage')) INTO this_entity, managed
    FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SELECT MAX(u.rowid), COALESCE(MAX(@USER_MAIL@), somebody) INTO this_user, this_address
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.login = somebody COLLATE utf8mb4_unicode_ci;
  SELECT @SETTING_desk_mails@ INTO is_on;
  SET time_zone = '+00:00';
  SELECT j.at, @HAPPENING@ AS what_happened,
      COALESCE(d.sender, e.sender, IF(m.id IS NULL, 'nobody', 'ours')) AS mailed_by, COALESCE(d.mail_id, m.id) AS mail,
      CASE WHEN d.sender = 'ours' THEN CONCAT('As ', d.reason, '.', CASE WHEN d.goes_at IS NULL THEN ''
          WHEN d.mail_id IS NULL THEN CONCAT(' It waits until ', d.goes_at, ' UTC at most (mail_choice: ', d.how, ').')
          ELSE CONCAT(' It has waited, together with others (mail_choice: ', d.how, ').') END) WHEN d.sender = 'erp' THEN CONCAT('As ', d.reason, '. ', d.why)
        WHEN d.id IS NOT NULL THEN d.why WHEN e.id IS NOT NULL THEN e.why
        WHEN m.id IS NOT NULL THEN 'As contact, by the rule that goods opened it by.'
        WHEN j.what = 'created' AND j.way = 'goods' THEN 'Of tickets that goods open the contacts are told whom the rule names.'
        WHEN is_on = 0 THEN 'The desk mails nobody (setting desk_mails).'
        WHEN NOT managed THEN 'Nobody manages tickets of this type: add_type_agent().'
        ELSE 'He was none of those who are told of it, or another mail of the same act told him.' END AS why
    FROM ticket_journal AS j JOIN desk_ticket AS k ON k.ticket_id = j.ticket_id AND k.track_id = j.track_id
    LEFT JOIN mail_decision AS d ON d.journal_id = j.id AND d.ticket_id = j.ticket_id AND (d.address IN (this_address, somebody) OR d.user_id = this_user)
    LEFT JOIN mail_decision AS e ON e.journal_id = j.id AND e.ticket_id = j.ticket_id AND e.address = ''
    LEFT JOIN mail_outbox AS m ON j.what = 'created' AND j.way = 'goods' AND m.ticket_id = j.ticket_id
      AND m.kind IN ('opened', 'operation') AND m.address = this_address AND d.id IS NULL
    WHERE k.ticket_id = this_ticket AND (j.what IN ('created', 'customer word', 'agent word', 'machine word', 'assignee', 'type', 'warning', 'reminder',
        'escalation')
      OR j.what = 'state' AND 'closed' IN (j.old_value, j.new_value))
    ORDER BY j.id LIMIT 1000000;
  SET time_zone = zone;
END//
DELIMITER ;
