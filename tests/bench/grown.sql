-- Fills a test ERP with what years of use leave behind.
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A ticket's row numbers are 1000 and its number, so that the test ERP's own rows stay; a thousand products and three
-- recipients; a movement every ten minutes. Without checks the server fills an empty table in one go.

USE dolibarr;
DELIMITER //
/* When ticket number n of so many was opened: a moment that every time zone has. */
CREATE FUNCTION opened(n INT, tickets INT) RETURNS DATETIME DETERMINISTIC
  RETURN FROM_UNIXTIME(1793000000 - (tickets - n) * 600)//

CREATE PROCEDURE fill_erp(IN tickets INT)
BEGIN
  SET unique_checks = 0, foreign_key_checks = 0;
  INSERT INTO llx_stock_mouvement (rowid, tms, datem, fk_product, batch, fk_entrepot, value, price, type_mouvement,
      fk_user_author, label, inventorycode, fk_origin, origintype, fk_projet)
    SELECT 1000 + seq, opened(seq, tickets), opened(seq, tickets), 1 + seq % 1000, CONCAT('LOT', seq % 97), 2, 2, 3, 0,
        1, 'Bench', CONCAT('I', seq), 0, '', 0
      FROM seq_1_to_1000000 WHERE seq <= tickets;
  INSERT INTO llx_ticket (rowid, entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
      subject, message, fk_statut, progress, type_code, category_code, severity_code, datec, notify_tiers_at_create, tms)
    SELECT 1000 + seq, 1, CONCAT('TS', DATE_FORMAT(opened(seq, tickets), '%y%m'), '-', LPAD(seq, 7, '0')), LEFT(MD5(seq), 16), NULL,
        NULL, NULL, 1, 2, 'Returned: 2 x BATT-12', '<p>Please test <b>Battery 12 V</b>, lot LOT001.</p>', 8, 0, 'ISSUE',
        'OTHER', 'HIGH', opened(seq, tickets), 0, opened(seq, tickets)
      FROM seq_1_to_1000000 WHERE seq <= tickets;
  INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    SELECT opened(1 + seq DIV 5, tickets), 4, 1001 + seq DIV 5, IF(seq % 5, 156, 155), 2 + seq % 5
      FROM seq_0_to_4999999 WHERE seq < 5 * tickets;
  INSERT INTO llx_actioncomm (id, ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author,
      fk_user_action, label, note, fk_element, elementtype, durationp, transparency, location)
    SELECT 1000 + seq, 1000 + seq, 1, opened(seq, tickets), opened(seq, tickets), opened(seq, tickets), 40,
        'AC_TICKET_CREATE', -1, 1, 1, 'Ticket créé', 'Ticket créé', 1000 + seq, 'ticket', 0, 0, ''
      FROM seq_1_to_1000000 WHERE seq <= tickets;
  INSERT INTO llx_actioncomm_resources (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
    SELECT 1000 + seq, 'user', 1, '0', 0, 0 FROM seq_1_to_1000000 WHERE seq <= tickets;
END//

CREATE PROCEDURE fill_own(IN tickets INT)
BEGIN
  SET unique_checks = 0, foreign_key_checks = 0;
  INSERT INTO ticketstock.opened_ticket (movement_id, ticket_id, rule_id, entity, opened_at)
    SELECT 1000 + seq, 1000 + seq, 1, 1, opened(seq, tickets) FROM seq_1_to_1000000 WHERE seq <= tickets;
  TRUNCATE TABLE ticketstock.mail_outbox;
  INSERT INTO ticketstock.mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, attempts, due_at,
      lane, relay, smtp_code, smtp_text, message_id, created_at, sent_at)
    SELECT 1, 1001 + seq DIV 5, 'opened', 2 + seq % 5, CONCAT('user', seq % 5, '@example.com'), 'fr', 'sent', 1,
        opened(1 + seq DIV 5, tickets), 1, 'bench', 250, '2.0.0 Ok',
        CONCAT('ticketstock-', seq, '-', 1001 + seq DIV 5, '@example.com'), opened(1 + seq DIV 5, tickets), opened(1 + seq DIV 5, tickets)
      FROM seq_0_to_4999999 WHERE seq < 5 * tickets;
END//

/* Mails that wait, among those that were sent. */
CREATE PROCEDURE queue_mails(IN mails INT)
  INSERT INTO ticketstock.mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, address, lang, state)
    SELECT 1, 1, (SELECT MAX(o.track_id) FROM ticketstock.opened_ticket o WHERE o.ticket_id = 1), 'opened', 2, CONCAT('user', seq, '@example.com'), 'fr', 'pending'
      FROM seq_1_to_1000000 WHERE seq <= mails//
DELIMITER ;
