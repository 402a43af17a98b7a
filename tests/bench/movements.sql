-- What the benchmarks of a movement need, in the test ERP with TicketStock installed: a rule whose ticket
-- has five contacts, a table of movements without the trigger, and the rows of a ticket without TicketStock.
-- SPDX-License-Identifier: GPL-3.0-or-later

USE dolibarr;
-- Nobody mails meanwhile; the series of numbers is made when the rule is.
SET GLOBAL event_scheduler = OFF;

INSERT INTO llx_user (rowid, entity, login, lastname, statut, email, lang) VALUES
  (21, 1, 'u21', 'One', 1, 'one@example.com', 'fr_FR'), (22, 1, 'u22', 'Two', 1, 'two@example.com', 'en_US');
INSERT INTO llx_usergroup_user (entity, fk_user, fk_usergroup) VALUES (1, 21, 1), (1, 22, 1);
CALL ticketstock.add_rule('bench', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER',
  'Returned: __QTY__ x __PRODUCT_REF__', '<p>Please test <b>__PRODUCT_LABEL__</b>, lot __BATCH__.</p>');

-- The same table without a trigger. Its rowids are its own, since opened_ticket keeps each once.
CREATE TABLE bare_mouvement LIKE llx_stock_mouvement;
ALTER TABLE bare_mouvement AUTO_INCREMENT = 1000000000;

-- Triggers that do next to nothing: what the server takes for them, no trigger goes below.
CREATE TABLE if_mouvement LIKE bare_mouvement;
CREATE TABLE read_mouvement LIKE bare_mouvement;
CREATE TABLE names_mouvement LIKE bare_mouvement;

DELIMITER //
CREATE TRIGGER if_inserted AFTER INSERT ON if_mouvement FOR EACH ROW
  IF NEW.value > 1000000 THEN SET @never = 1; END IF//
CREATE TRIGGER read_inserted AFTER INSERT ON read_mouvement FOR EACH ROW
BEGIN
  DECLARE watching_rule INT;
  SELECT MAX(rule_id) INTO watching_rule FROM ticketstock.rule_warehouse WHERE warehouse_id = NEW.fk_entrepot;
END//
CREATE TRIGGER names_inserted AFTER INSERT ON names_mouvement FOR EACH ROW
  IF NEW.value > 1000000 THEN
    INSERT INTO llx_ticket (ref) VALUES ('');
    INSERT INTO llx_element_contact (statut) VALUES (4);
    INSERT INTO llx_actioncomm (ref) VALUES ('');
    INSERT INTO llx_actioncomm_resources (fk_element) VALUES (1);
    INSERT INTO ticketstock.opened_ticket (rule_id) VALUES (1);
    INSERT INTO ticketstock.mail_outbox (entity) VALUES (1);
    INSERT INTO ticketstock.incident (movement_id) VALUES (1);
    INSERT INTO ticketstock.number_slot_1 VALUES (NULL);
  END IF//

-- The least that a trigger can do which writes a ticket as docs/notes/performance-log.md describes it: one read that tells whether, one
-- of what the texts need, the texts, a number, the rows, with constants for all else; no error is handled but by a savepoint.
CREATE TABLE minimal_mouvement LIKE bare_mouvement//
ALTER TABLE minimal_mouvement AUTO_INCREMENT = 500000000//
CREATE TRIGGER minimal_inserted AFTER INSERT ON minimal_mouvement FOR EACH ROW
BEGIN
  DECLARE watching_rule, number, ticket, event INT;
  DECLARE this_subject, this_message VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE product_ref, product_label VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(rule_id) INTO watching_rule FROM ticketstock.rule_warehouse WHERE warehouse_id = NEW.fk_entrepot;
  IF watching_rule IS NOT NULL THEN
    SAVEPOINT minimal;
    SELECT r.subject, r.message, p.ref, p.label INTO this_subject, this_message, product_ref, product_label
      FROM ticketstock.ready_warehouse AS r LEFT JOIN llx_product AS p ON p.rowid = NEW.fk_product WHERE r.warehouse_id = NEW.fk_entrepot;
    INSERT INTO ticketstock.number_slot_1 VALUES (NULL);
    SET number = LAST_INSERT_ID();
    DELETE FROM ticketstock.number_slot_1 WHERE number_slot_1.number = number;
    SET this_subject = CONVERT(ticketstock_render(this_subject, 'text', '__QTY__', NEW.value, '__PRODUCT_REF__', product_ref) USING utf8mb4),
      this_message = CONVERT(ticketstock_render(this_message, 'html', '__PRODUCT_LABEL__', product_label, '__BATCH__', NEW.batch) USING utf8mb4);
    INSERT INTO llx_ticket (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
        subject, message, fk_statut, resolution, progress, timing, type_code, category_code, severity_code, datec,
        notify_tiers_at_create)
      VALUES (1, CONCAT('TS2611-', number), CONCAT(NEW.rowid), NULL, NULL, NULL, 1, 2, this_subject, this_message, 2, NULL, 0, NULL, 'ISSUE', 'OTHER', 'HIGH',
        NEW.datem, 0);
    SET ticket = LAST_INSERT_ID();
    INSERT INTO ticketstock.opened_ticket (movement_id, ticket_id, rule_id, entity) VALUES (NEW.rowid, ticket, watching_rule, 1);
    INSERT INTO llx_actioncomm (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author,
        fk_user_action, label, note, fk_element, elementtype, durationp, transparency, location)
      VALUES ('', 1, NEW.datem, NEW.datem, NEW.datem, 40, 'AC_TICKET_CREATE', -1, 1, 1, 'Ticket created', 'Ticket created', ticket,
        'ticket', 0, 0, '');
    SET event = LAST_INSERT_ID();
    UPDATE llx_actioncomm SET ref = event WHERE id = event;
    INSERT INTO llx_actioncomm_resources (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
      VALUES (event, 'user', 1, '0', 0, 0);
    INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
      VALUES (NEW.datem, 4, ticket, 155, 2), (NEW.datem, 4, ticket, 156, 3), (NEW.datem, 4, ticket, 156, 4),
        (NEW.datem, 4, ticket, 156, 21), (NEW.datem, 4, ticket, 156, 22);
    INSERT INTO ticketstock.mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state) VALUES
      (1, ticket, 'opened', 2, 'alice@example.com', 'fr', 'pending'), (1, ticket, 'opened', 3, 'bob@example.com', 'en', 'pending'),
      (1, ticket, 'opened', 4, 'carol@example.com', '', 'pending'), (1, ticket, 'opened', 21, 'one@example.com', 'fr', 'pending'),
      (1, ticket, 'opened', 22, 'two@example.com', 'en', 'pending');
    RELEASE SAVEPOINT minimal;
  END IF;
END//

-- A movement and the rows of its ticket, with constants: one INSERT for each row.
CREATE PROCEDURE bare_ticket()
BEGIN
  DECLARE movement, ticket, event INT;
  START TRANSACTION;
  INSERT INTO bare_mouvement (datem, fk_product, batch, fk_entrepot, value, type_mouvement, fk_user_author,
      label, inventorycode, price, fk_projet, fk_origin, origintype)
    VALUES ('2026-11-22 17:05:00', 3, 'LOT001', 2, 2, 0, 1, 'Bench', 'B1', 3, 0, 0, '');
  SET movement = LAST_INSERT_ID();
  INSERT INTO llx_ticket (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
      subject, message, fk_statut, resolution, progress, timing, type_code, category_code, severity_code, datec,
      notify_tiers_at_create)
    VALUES (1, movement, movement, NULL, NULL, NULL, 1, 2, 'Returned: 2 x BATT-12',
      '<p>Please test <b>Battery 12 V</b>, lot LOT001.</p>', 2, NULL, 0, NULL, 'ISSUE', 'OTHER', 'HIGH',
      '2026-11-22 17:05:00', 0);
  SET ticket = LAST_INSERT_ID();
  INSERT INTO ticketstock.opened_ticket (movement_id, ticket_id, rule_id, entity) VALUES (movement, ticket, 1, 1);
  INSERT INTO llx_actioncomm (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author,
      fk_user_action, label, note, fk_element, elementtype, durationp, transparency, location)
    VALUES (movement, 1, '2026-11-22 17:05:00', '2026-11-22 17:05:00', '2026-11-22 17:05:00', 40,
      'AC_TICKET_CREATE', -1, 1, 1, 'Ticket TS2611-0001 créé', 'Ticket TS2611-0001 créé', ticket, 'ticket', 0, 0, '');
  SET event = LAST_INSERT_ID();
  INSERT INTO llx_actioncomm_resources (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
    VALUES (event, 'user', 1, '0', 0, 0);
  INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    VALUES ('2026-11-22 17:05:00', 4, ticket, 155, 2);
  INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    VALUES ('2026-11-22 17:05:00', 4, ticket, 156, 3);
  INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    VALUES ('2026-11-22 17:05:00', 4, ticket, 156, 4);
  INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    VALUES ('2026-11-22 17:05:00', 4, ticket, 156, 21);
  INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    VALUES ('2026-11-22 17:05:00', 4, ticket, 156, 22);
  INSERT INTO ticketstock.mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
    VALUES (1, ticket, 'opened', 2, 'alice@example.com', 'fr', 'pending', NULL);
  INSERT INTO ticketstock.mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
    VALUES (1, ticket, 'opened', 3, 'bob@example.com', 'en', 'pending', NULL);
  INSERT INTO ticketstock.mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
    VALUES (1, ticket, 'opened', 4, 'carol@example.com', '', 'pending', NULL);
  INSERT INTO ticketstock.mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
    VALUES (1, ticket, 'opened', 21, 'one@example.com', 'fr', 'pending', NULL);
  INSERT INTO ticketstock.mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
    VALUES (1, ticket, 'opened', 22, 'two@example.com', 'en', 'pending', NULL);
  COMMIT;
END//
DELIMITER ;
