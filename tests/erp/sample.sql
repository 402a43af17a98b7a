-- Sample data of the test ERP: one small company (entity 1) with a few rows of
-- a second entity, written as Dolibarr writes them. llx_stock_mouvement stays
-- empty, so that facts/movements.tsv can be replayed with its own rowids; its
-- products, warehouses, lots, receptions and shipments are all here.
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Users. Admin belongs to every entity (0). Dave is disabled, Erin has no mail
-- address, Carol's name needs quoting in a mail header.
INSERT INTO llx_user (rowid, entity, login, admin, employee, datec, fk_user_creat, firstname, lastname, email, lang, statut) VALUES
  (1, 0, 'admin', 1, 1, '2026-01-05 09:00:00', NULL, NULL, 'SuperAdmin', 'admin@example.com', NULL, 1),
  (2, 1, 'alice', 0, 1, '2026-01-05 09:10:00', 1, 'Alice', 'Martin', 'alice@example.com', 'fr_FR', 1),
  (3, 1, 'bob', 0, 1, '2026-01-05 09:11:00', 1, 'Bob', 'O''Neil', 'bob@example.com', 'en_US', 1),
  (4, 1, 'carol', 0, 1, '2026-01-05 09:12:00', 1, 'Carol "CJ"', 'Jones, Jr.', 'carol@example.com', NULL, 1),
  (5, 1, 'dave', 0, 1, '2026-01-05 09:13:00', 1, 'Dave', 'Gone', 'dave@example.com', 'en_US', 0),
  (6, 1, 'erin', 0, 1, '2026-01-05 09:14:00', 1, 'Erin', 'Mailless', NULL, 'en_US', 1),
  (7, 1, 'françois', 0, 1, '2026-01-05 09:15:00', 1, 'François', 'Lefèvre', 'francois@example.com', 'fr_FR', 1),
  (8, 2, 'zoe2', 0, 1, '2026-01-05 09:16:00', 1, 'Zoé', 'Second', 'zoe2@example.com', 'fr_FR', 1);

INSERT INTO llx_usergroup (rowid, nom, entity, datec, note) VALUES
  (1, 'Workshop team', 1, '2026-01-05 10:00:00', ''),
  (2, 'After-sales', 1, '2026-01-05 10:01:00', ''),
  (3, 'Empty group', 1, '2026-01-05 10:02:00', ''),
  (4, 'Team entity 2', 2, '2026-01-05 10:03:00', '');

INSERT INTO llx_usergroup_user (entity, fk_user, fk_usergroup) VALUES
  (1, 2, 1), (1, 3, 1), (1, 4, 1),
  (1, 3, 2), (1, 7, 2), (1, 5, 2), (1, 6, 2),
  (2, 8, 4);

INSERT INTO llx_const (name, entity, value, type, visible, note) VALUES
  ('MAIN_VERSION_LAST_INSTALL', 0, '22.0.4', 'chaine', 0, 'Dolibarr version for last install'),
  ('MAIN_INFO_SOCIETE_NOM', 1, 'Pompes & Jardins', 'chaine', 0, ''),
  ('MAIN_LANG_DEFAULT', 1, 'fr_FR', 'chaine', 0, ''),
  ('MAIN_MAIL_EMAIL_FROM', 1, 'erp@example.com', 'chaine', 0, ''),
  ('MAIN_MODULE_AGENDA', 1, '1', 'string', 0, NULL),
  ('MAIN_MODULE_STOCK', 1, '1', 'string', 0, NULL);

INSERT INTO llx_societe (rowid, nom, name_alias, entity, status, code_client, code_fournisseur, town, fk_pays, email, client, fournisseur, datec, fk_user_creat) VALUES
  (1, 'Hydro Fournitures', '', 1, 1, NULL, 'SU2601-00001', 'Lyon', 1, 'ventes@example.org', 0, 1, '2026-01-06 08:00:00', 1),
  (2, 'Camping du Lac', '', 1, 1, 'CU2601-00001', NULL, 'Annecy', 1, 'accueil@example.net', 1, 0, '2026-01-06 08:05:00', 1);

-- A contact of the customer. Its rowid is a user's too: which of the two a row
-- of llx_element_contact means depends on the source of its contact type.
INSERT INTO llx_socpeople (rowid, datec, fk_soc, entity, lastname, firstname, fk_pays, email, fk_user_creat) VALUES
  (2, '2026-01-06 08:06:00', 2, 1, 'Durand', 'Paul', 1, 'paul@example.net', 1);

INSERT INTO llx_entrepot (rowid, ref, datec, entity, description, lieu, fk_pays, statut, fk_user_author) VALUES
  (1, 'MAIN', '2026-01-06 09:00:00', 1, '', 'Main stock', 1, 1, 1),
  (2, 'SAV', '2026-01-06 09:01:00', 1, 'Returned goods that wait for repair', 'Service après-vente', 1, 1, 1),
  (3, 'WORKSHOP', '2026-01-06 09:02:00', 1, '', 'Atelier', 1, 1, 1),
  (4, 'SHOP', '2026-01-06 09:03:00', 1, '', 'Shop', 1, 1, 1),
  (5, 'SAV2', '2026-01-06 09:04:00', 2, '', 'After-sales of entity 2', 1, 1, 1);

-- stock is the sum over the warehouses in llx_product_stock, as Dolibarr keeps it.
INSERT INTO llx_product (rowid, ref, entity, datec, label, description, price, price_ttc, price_base_type, tva_tx, fk_user_author, tobatch, fk_product_type, stock, pmp) VALUES
  (1, 'PUMP-100', 1, '2026-01-07 08:00:00', 'Water pump 100 W', '', 20, 24, 'HT', 20, 1, 0, 0, 105, 12.5),
  (2, 'HOSE-20', 1, '2026-01-07 08:01:00', 'Tuyau d''arrosage 20 m <vert> & "souple"', '', 15, 18, 'HT', 20, 1, 0, 0, 40, 7),
  (3, 'BATT-12', 1, '2026-01-07 08:02:00', 'Battery 12 V', '', 30, 36, 'HT', 20, 1, 1, 0, 70, 3),
  (4, 'SPRAY-1', 1, '2026-01-07 08:03:00', 'Sprayer <script>alert(1)</script>', '', 9, 10.8, 'HT', 20, 1, 0, 0, 3, 4);

-- No row for product 1 in warehouse 2: its stock there is 0.
INSERT INTO llx_product_stock (rowid, fk_product, fk_entrepot, reel) VALUES
  (1, 1, 1, 100),
  (2, 1, 4, 5),
  (3, 2, 1, 40),
  (4, 3, 1, 62),
  (5, 3, 2, 8),
  (6, 4, 4, 3);

INSERT INTO llx_product_lot (rowid, entity, fk_product, batch, eatby, sellby, datec, fk_user_creat) VALUES
  (1, 1, 3, 'LOT001', '2027-12-31', '2027-06-30', '2026-11-02 08:00:00', 1),
  (2, 1, 3, 'LOT002', '2028-12-31', NULL, '2026-11-02 08:01:00', 1);

INSERT INTO llx_product_batch (fk_product_stock, eatby, sellby, batch, qty) VALUES
  (4, '2027-12-31', '2027-06-30', 'LOT001', 50),
  (4, '2028-12-31', NULL, 'LOT002', 12),
  (5, '2027-12-31', '2027-06-30', 'LOT001', 8);

-- The origins that the replayed movements name: reception 1, shipments 1 and 2.
-- Dolibarr had given shipment 2 the number of shipment 1, deleted by then; here
-- both exist, so the second has a number of its own.
INSERT INTO llx_commande_fournisseur (rowid, ref, entity, ref_supplier, fk_soc, date_creation, date_valid, date_approve, date_commande, fk_user_author, fk_user_valid, fk_user_approve, source, fk_statut) VALUES
  (1, 'CF2611-0001', 1, 'HF-4711', 1, '2026-11-03 08:00:00', '2026-11-03 08:01:00', '2026-11-03 08:02:00', '2026-11-03', 1, 1, 1, 0, 3);

INSERT INTO llx_reception (rowid, ref, entity, fk_soc, date_creation, fk_user_author, date_valid, fk_user_valid, fk_statut) VALUES
  (1, 'RCP2611-0001', 1, 1, '2026-11-20 08:00:00', 1, '2026-11-20 08:01:00', 1, 1);

INSERT INTO llx_element_element (fk_source, sourcetype, fk_target, targettype) VALUES
  (1, 'order_supplier', 1, 'reception');

INSERT INTO llx_expedition (rowid, ref, entity, fk_soc, date_creation, fk_user_author, date_valid, fk_user_valid, fk_statut) VALUES
  (1, 'SH2611-0001', 1, 2, '2026-11-20 09:00:00', 1, '2026-11-20 09:01:00', 1, 1),
  (2, 'SH2611-0002', 1, 2, '2026-11-20 10:00:00', 1, '2026-11-20 10:01:00', 1, 1);

INSERT INTO llx_inventory (rowid, entity, ref, date_creation, fk_user_creat, fk_warehouse, status, title, date_inventory) VALUES
  (1, 1, 'INV-SAV-1', '2026-11-21 08:00:00', 1, 2, 0, 'Yearly count of SAV', '2026-11-30 00:00:00');

-- Ticket module: left out, from here to the end, when it is not switched on.
INSERT INTO llx_const (name, entity, value, type, visible, note) VALUES
  ('MAIN_MODULE_TICKET', 1, '1', 'string', 0, NULL),
  ('MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE', 1, '1', 'chaine', 0, ''),
  ('TICKET_ADDON', 1, 'mod_ticket_simple', 'chaine', 0, 'Ticket ref module'),
  ('TICKET_NOTIFICATION_EMAIL_FROM', 1, 'tickets@example.com', 'chaine', 0, '');

-- Two tickets opened by hand: the first assigned to Bob, the second not yet read.
INSERT INTO llx_ticket (rowid, entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign, subject, message, fk_statut, progress, type_code, category_code, severity_code, datec, notify_tiers_at_create) VALUES
  (1, 1, 'TS2610-0001', 'k3v9q2mz7xw1tb5h', NULL, NULL, NULL, 1, 3, 'Compressor of the workshop leaks', '<p>Oil under the compressor since Monday.</p>', 2, 0, 'ISSUE', 'OTHER', 'NORMAL', '2026-10-12 14:30:00', 0),
  (2, 1, 'TS2611-0002', 'r8d4nuc6y1pj5esa', 2, NULL, NULL, 2, NULL, 'Pompe bruyante après réparation', '<p>Le client demande un &eacute;change.</p>', 0, 0, 'REQUEST', 'OTHER', 'HIGH', '2026-11-04 08:15:00', 0);

INSERT INTO llx_element_contact (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
  SELECT '2026-10-12 14:30:00', 4, 1, rowid, 3
  FROM llx_c_type_contact
  WHERE element = 'ticket' AND source = 'internal' AND code = 'SUPPORTTEC';

-- The events of both tickets; ref repeats the id.
INSERT INTO llx_actioncomm (id, ref, entity, datec, datep, datep2, fk_action, code, fk_user_author, fk_user_action, transparency, percent, location, durationp, label, note, fk_element, elementtype)
  SELECT ticket.rowid, ticket.rowid, ticket.entity, ticket.datec, ticket.datec, ticket.datec,
    action.id, 'AC_TICKET_CREATE', ticket.fk_user_create, ticket.fk_user_create, 0, -1, '', 0,
    CONCAT('Ticket ', ticket.ref, ' créé'), CONCAT('Ticket ', ticket.ref, ' créé'), ticket.rowid, 'ticket'
  FROM llx_ticket ticket
  JOIN llx_c_actioncomm action ON action.code = 'AC_OTH_AUTO';

INSERT INTO llx_actioncomm_resources (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
  SELECT id, 'user', fk_user_author, '0', 0, 0 FROM llx_actioncomm WHERE elementtype = 'ticket';
