/*
 * Gathers what the claimed mails say into the temporary table mail_batch, as the ERP's rows stand
 * now. Claimed mails whose ticket is gone are cancelled.
 *
 * READ COMMITTED: otherwise CREATE … SELECT locks the rows that it reads, and waits for open movements.
 * Texts are converted to utf8mb4 here; the library gets raw bytes and takes them for UTF-8. Message-ID:
 * kept before the mail goes out, so that a repeat after a crash carries the same. The reference is
 * the form by which Dolibarr's mail collector finds the ticket of an answer.
 */
DROP PROCEDURE IF EXISTS erp_fill_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_batch()
  COMMENT 'Gathers what the claimed mails say'
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  DROP TEMPORARY TABLE IF EXISTS mail_batch;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  CREATE TEMPORARY TABLE mail_batch (PRIMARY KEY (id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci AS
  SELECT m.id, s.sender, s.sender_name, s.reply_to, m.address AS recipient,
      TRIM(CONCAT_WS(' ', u.firstname, u.lastname)) AS recipient_name,
      COALESCE(m.message_id, CONCAT('ticketstock-', m.id, '-', t.rowid, '@', s.mail_host)) AS message_id,
      CONCAT('dolibarr-tic', t.rowid, '@', s.mail_host) AS reference,
      COALESCE(own.subject, english.subject) AS subject, COALESCE(own.html, english.html) AS html,
      t.ref AS ticket_ref, t.subject AS ticket_subject, t.message AS ticket_message,
      CONCAT(s.erp_url, '/ticket/card.php?track_id=', t.track_id) AS ticket_url,
      COALESCE(type_own.label, type.label, t.type_code) AS type_label,
      COALESCE(severity_own.label, severity.label, t.severity_code) AS severity_label,
      COALESCE(category_own.label, category.label, t.category_code) AS category_label,
      p.ref AS product_ref, p.label AS product_label, CONCAT(v.value) AS quantity, v.batch AS lot,
      w.ref AS warehouse_ref, w.lieu AS warehouse_label, v.label AS movement_label,
      v.inventorycode AS inventory_code, s.company
    FROM claimed_mail AS c
    STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id
    STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t ON t.rowid = m.ticket_id
    STRAIGHT_JOIN opened_ticket AS o ON o.ticket_id = t.rowid
    JOIN erp_mail_setting AS s ON s.entity = t.entity
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS v ON v.rowid = o.movement_id
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p ON p.rowid = v.fk_product
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS w ON w.rowid = v.fk_entrepot
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u ON u.rowid = m.recipient_user_id
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS type
      ON type.code = t.type_code AND type.entity = t.entity
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS severity
      ON severity.code = t.severity_code AND severity.entity = t.entity
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS category
      ON category.code = t.category_code AND category.entity = t.entity
    LEFT JOIN mail_template AS own ON own.kind = m.kind AND own.lang = m.lang
    LEFT JOIN mail_template AS english ON english.kind = m.kind AND english.lang = 'en'
    LEFT JOIN code_label AS type_own ON type_own.dictionary = 'type'
      AND type_own.code = CONVERT(t.type_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AND type_own.lang = COALESCE(own.lang, 'en')
    LEFT JOIN code_label AS severity_own ON severity_own.dictionary = 'severity'
      AND severity_own.code = CONVERT(t.severity_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AND severity_own.lang = COALESCE(own.lang, 'en')
    LEFT JOIN code_label AS category_own ON category_own.dictionary = 'category'
      AND category_own.code = CONVERT(t.category_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AND category_own.lang = COALESCE(own.lang, 'en')
    ORDER BY m.id;
  UPDATE mail_batch AS b STRAIGHT_JOIN mail_outbox AS m ON m.id = b.id
    SET m.message_id = b.message_id WHERE m.message_id IS NULL;
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id
    LEFT JOIN mail_batch AS b ON b.id = c.id
    SET m.state = 'cancelled', m.lease_until = NULL, m.smtp_text = 'The ticket is no longer in the ERP.'
    WHERE b.id IS NULL AND m.state = 'sending';
  COMMIT;
END//
DELIMITER ;
