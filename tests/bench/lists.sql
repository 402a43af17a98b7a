-- Fills a test ERP with what a desk has after four years: 1,000,000 tickets and 3,000,000 contacts.
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Row numbers begin at 1000000, so that the test ERP's own rows stay. A ticket every two minutes; 100 agents, 200 users,
-- 20,000 third parties with 40,000 contacts; a fifth of the tickets come from goods. Of the older tickets 0.2 % are open,
-- of the newest 20,000 half are. Codes, users and third parties are skewed: some have most of the tickets, some few.
-- unique_checks = 0: the server fills an empty table in one go.

USE dolibarr;
DELIMITER //
/* A number from 0 to 99999 that looks thrown, the same for the same ticket and purpose. */
CREATE FUNCTION thrown(n INT, purpose INT) RETURNS INT DETERMINISTIC
  RETURN CONV(LEFT(MD5(n * 31 + purpose), 7), 16, 10) % 100000//

CREATE PROCEDURE fill_people()
BEGIN
  INSERT INTO llx_user (rowid, entity, login, firstname, lastname, email, lang, statut)
    SELECT 1000 + seq, 1, CONCAT('agent', seq), 'Agent', seq, CONCAT('agent', seq, '@example.com'), 'fr_FR', 1 FROM seq_1_to_200;
  INSERT INTO llx_societe (rowid, nom, entity, status, client, fournisseur)
    SELECT 1000 + seq, CONCAT('Client ', seq), 1, 1, 1, 0 FROM seq_1_to_20000;
  INSERT INTO llx_socpeople (rowid, fk_soc, entity, lastname, firstname, email, statut)
    SELECT 1000 + seq, 1000 + seq DIV 2, 1, CONCAT('Contact ', seq), 'C', CONCAT('contact', seq, '@example.net'), 1
      FROM seq_1_to_40000;
  INSERT INTO llx_product (rowid, ref, entity, label, tobatch, fk_product_type)
    SELECT 1000 + seq, CONCAT('PROD-', seq), 1, CONCAT('Product ', seq), 1, 0 FROM seq_1_to_2000;
  INSERT INTO llx_product_lot (rowid, entity, fk_product, batch)
    SELECT 1000 + seq, 1, 1001 + seq % 2000, CONCAT('L', LPAD(seq, 5, '0')) FROM seq_0_to_9999;
  INSERT INTO llx_c_ticket_category (rowid, entity, code, label, pos, active, use_default, public)
    SELECT 1000 + seq, 1, CONCAT('GROUP', seq), CONCAT('Group ', seq), seq, 1, 0, 0 FROM seq_1_to_9;
END//

CREATE PROCEDURE fill_tickets(IN tickets INT)
BEGIN
  SET unique_checks = 0, foreign_key_checks = 0;
  INSERT INTO llx_ticket (rowid, entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
      subject, message, fk_statut, progress, type_code, category_code, severity_code, datec, date_close, notify_tiers_at_create, tms)
    SELECT 1000000 + seq, 1, CONCAT('TS', DATE_FORMAT(t, '%y%m'), '-', LPAD(seq, 7, '0')), LEFT(MD5(seq), 16),
        IF(a % 5 = 0, NULL, 1001 + POW(b / 100000, 2) * 20000), NULL, NULL, IF(c < 30000, NULL, 1001 + c % 200),
        IF(d < 5000, NULL, 1001 + FLOOR(POW(d / 100000, 2) * 100)),
        CONCAT(ELT(1 + a % 8, 'Panne', 'Retour', 'Question sur', 'Réparation de', 'Facture pour', 'Livraison de', 'Garantie', 'Bruit'),
          ' ', ELT(1 + b % 10, 'pompe', 'batterie', 'tuyau', 'filtre', 'moteur', 'vanne', 'compresseur', 'arrosage', 'tondeuse', 'robot'),
          IF(c % 1000 = 7, ' fissure', ''), IF(c = 4242, ' zirconium', ''), ' numéro ', e),
        '<p>Le client demande un échange, voir la photo jointe. Merci de rappeler avant midi si possible.</p>',
        s, IF(s > 7, 100, 0),
        ELT(1 + (a >= 40000) + (a >= 60000) + (a >= 80000) + (a >= 90000) + (a >= 96000) + (a >= 99500),
          'COM', 'HELP', 'ISSUE', 'PROBLEM', 'REQUEST', 'PROJECT', 'OTHER'),
        CONCAT('GROUP', 1 + FLOOR(POW(e / 100000, 2) * 9)),
        ELT(1 + (b >= 65000) + (b >= 85000) + (b >= 99500), 'NORMAL', 'LOW', 'HIGH', 'BLOCKING'),
        t, IF(s > 7, t + INTERVAL 1 + d MINUTE, NULL), 0, t
      FROM (SELECT seq, FROM_UNIXTIME(1793000000 - (1000000 - seq) * 120) AS t, thrown(seq, 1) AS a, thrown(seq, 2) AS b,
            thrown(seq, 3) AS c, thrown(seq, 4) AS d, thrown(seq, 5) AS e,
            IF(thrown(seq, 6) < IF(seq > 980000, 50000, 200), ELT(1 + thrown(seq, 7) % 6, 0, 1, 2, 3, 5, 7), IF(thrown(seq, 6) > 96000, 9, 8)) AS s
          FROM seq_1_to_1000000 WHERE seq <= tickets) AS made;
  INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    SELECT FROM_UNIXTIME(1793000000 - (1000000 - seq DIV 3) * 120), 4, 1000001 + seq DIV 3, ELT(1 + seq % 3, 42, 43, 44),
        CASE seq % 3 WHEN 0 THEN 1001 + FLOOR(POW(thrown(1 + seq DIV 3, 4) / 100000, 2) * 100)
          WHEN 1 THEN 1001 + thrown(seq, 8) % 200 ELSE 1001 + thrown(seq, 9) * 2 % 40000 END
      FROM seq_0_to_2999999 WHERE seq < 3 * tickets;
  INSERT INTO llx_stock_mouvement (rowid, tms, datem, fk_product, batch, fk_entrepot, value, price, type_mouvement,
      fk_user_author, label, inventorycode, fk_origin, origintype, fk_projet)
    SELECT 1000 + seq, FROM_UNIXTIME(1793000000 - (1000000 - seq) * 120), FROM_UNIXTIME(1793000000 - (1000000 - seq) * 120),
        1001 + l % 2000, CONCAT('L', LPAD(l, 5, '0')), IF(seq % 5, 1, 2 + (seq % 100 = 0)), 1, 3, 0, 1, 'Bench', '', 0, '', 0
      FROM (SELECT seq, FLOOR(POW(thrown(seq, 10) / 100000, 2) * 10000) AS l FROM seq_1_to_1000000 WHERE seq <= tickets) AS made;
END//

/* What the desk knows of them: as rebuild_desk() makes it. */
CREATE PROCEDURE fill_desk()
BEGIN
  DECLARE first_ticket INT DEFAULT 1000000;
  SET unique_checks = 0, foreign_key_checks = 0, time_zone = '+00:00';
  INSERT INTO ticketstock.opened_ticket (movement_id, ticket_id, track_id, rule_id, entity, opened_at)
    SELECT t.rowid - 999000, t.rowid, t.track_id, 1, 1, t.datec FROM llx_ticket AS t WHERE t.rowid > 1000000 AND t.rowid % 5 = 0;
  TRUNCATE TABLE ticketstock.desk_ticket;
  TRUNCATE TABLE ticketstock.desk_text;
  TRUNCATE TABLE ticketstock.desk_link;
  INSERT INTO ticketstock.desk_ticket (ticket_id, entity, ref, track_id, status, state, unread, waiting_since, last_customer_word_at,
      last_agent_word_at, assignee_id, creator_id, type_code, severity_code, category_code, thirdparty_id, opened_at, closed_at)
    SELECT t.rowid, t.entity, t.ref, t.track_id, t.fk_statut, IF(t.fk_statut > 7, 'closed', IF(t.fk_statut > 2, 'doing', 'todo')),
        t.fk_statut IN (0, 3), IF(t.fk_statut IN (0, 3), t.datec, NULL), t.datec, IF(t.fk_statut IN (0, 3), NULL, t.datec),
        t.fk_user_assign, t.fk_user_create, t.type_code, t.severity_code, t.category_code, t.fk_soc, t.datec, t.date_close
      FROM llx_ticket AS t;
  INSERT INTO ticketstock.desk_text (ticket_id, subject) SELECT t.rowid, t.subject FROM llx_ticket AS t;
  /* Filling an empty table in one go, MariaDB would give up at the first row that is there twice. */
  SET unique_checks = 1, foreign_key_checks = 1;
  CALL ticketstock.read_links(1, 999999, NULL, NULL);
  WHILE first_ticket <= 2000000 DO
    CALL ticketstock.read_links(first_ticket, first_ticket + 9999, NULL, NULL);
    SET first_ticket = first_ticket + 10000;
  END WHILE;
END//
DELIMITER ;
