/*
 * TicketStock 0.1.0: installs or upgrades the plugin.
 *
 *     mariadb < install.sql        (or: mysql < install.sql)
 *
 * Run by an account that may create schemas, accounts, functions and triggers. It can be run again:
 * rules, settings, templates and the queue are kept.
 */
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION sql_notes = 0;

CREATE DATABASE IF NOT EXISTS `ticketstock`
  CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
USE `ticketstock`;

/*
 * The account in whose name everything runs. Nobody can log in as it. It gets a password that nobody
 * knows because a server that checks passwords refuses an account without one (1819).
 */
SET @ticketstock_statement = CONCAT('CREATE USER IF NOT EXISTS `ticketstock`@`localhost`',
  ' IDENTIFIED BY ''aA-1', HEX(RANDOM_BYTES(30)), ''' ACCOUNT LOCK');
PREPARE create_account FROM @ticketstock_statement;
EXECUTE create_account;
DEALLOCATE PREPARE create_account;
SET @ticketstock_statement = NULL;

/* The library's functions. A server that cannot load it stops the installation here (1126). */
CREATE FUNCTION IF NOT EXISTS ticketstock_version RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_check RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_render RETURNS STRING SONAME 'ticketstock.so';
CREATE AGGREGATE FUNCTION IF NOT EXISTS ticketstock_send RETURNS STRING SONAME 'ticketstock.so';

/*
 * Stops the installation if the ERP's schema lacks a table. Dolibarr creates the tables of a module
 * only when the module is activated.
 */
DROP PROCEDURE IF EXISTS erp_require;
DELIMITER //
CREATE PROCEDURE erp_require()
  COMMENT 'Fails with a sentence if a table of the ERP is missing'
BEGIN
  DECLARE missing TEXT CHARACTER SET utf8mb4;
  DECLARE sentence VARCHAR(1000) CHARACTER SET utf8mb4;
  SELECT GROUP_CONCAT(needed.name ORDER BY needed.name SEPARATOR ', ') INTO missing
    FROM (SELECT 'llx_stock_mouvement' AS name UNION ALL SELECT 'llx_entrepot'
          UNION ALL SELECT 'llx_product' UNION ALL SELECT 'llx_ticket'
          UNION ALL SELECT 'llx_c_ticket_type' UNION ALL SELECT 'llx_c_ticket_severity'
          UNION ALL SELECT 'llx_c_ticket_category' UNION ALL SELECT 'llx_element_contact'
          UNION ALL SELECT 'llx_c_type_contact' UNION ALL SELECT 'llx_user'
          UNION ALL SELECT 'llx_usergroup' UNION ALL SELECT 'llx_usergroup_user'
          UNION ALL SELECT 'llx_const' UNION ALL SELECT 'llx_actioncomm'
          UNION ALL SELECT 'llx_actioncomm_resources' UNION ALL SELECT 'llx_c_actioncomm'
          UNION ALL SELECT 'llx_societe') AS needed
    LEFT JOIN information_schema.TABLES AS present
      ON present.TABLE_SCHEMA = 'dolibarr' AND present.TABLE_NAME = needed.name
    WHERE present.TABLE_NAME IS NULL;
  IF missing IS NOT NULL THEN
    SET sentence = CONCAT('Activate the modules Stock and Ticket in the ERP first: dolibarr lacks ', missing);
    SET sentence = IF(CHAR_LENGTH(sentence) > 128, CONCAT(LEFT(sentence, 127), '…'), sentence);
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = sentence;
  END IF;
END//
DELIMITER ;
CALL erp_require();
DROP PROCEDURE erp_require;

/* Settings that hold for all entities (0) or one; an entity's own value wins. */
CREATE TABLE IF NOT EXISTS setting (
  entity INT NOT NULL DEFAULT 0 COMMENT 'Entity of the ERP that the value is for; 0 = all',
  name VARCHAR(64) NOT NULL COMMENT 'Name of the setting',
  value VARCHAR(1000) NOT NULL COMMENT 'Value, as text',
  meaning VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'What the setting does and what is allowed',
  PRIMARY KEY (entity, name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: settings';

/* Every setting with its default; a value that a DBA has set is kept, its meaning renewed. */
INSERT INTO setting (entity, name, value, meaning) VALUES
  (0, 'on_error', 'record',
   'When a ticket cannot be opened: record (book the goods, write an incident) or refuse (reject the movement)'),
  (0, 'erp_url', '',
   'Root URL of the ERP, for links in mails: https://erp.example.com (Dolibarr does not keep it in the database)'),
  (0, 'mail_sender', '',
   'Sender''s address; empty: TICKET_NOTIFICATION_EMAIL_FROM, else MAIN_MAIL_EMAIL_FROM of the ERP'),
  (0, 'mail_sender_name', '',
   'Sender''s name; empty: MAIN_INFO_SOCIETE_NOM of the ERP'),
  (0, 'mail_reply_to', '',
   'Address for answers; empty: the sender''s'),
  (0, 'batch_size', '50',
   'Most mails handed to the relay in one session, 1 to 1000; what 20 seconds do not suffice for waits'),
  (0, 'give_up_after_hours', '120',
   'Hours after which a mail that the relay keeps putting off fails for good')
ON DUPLICATE KEY UPDATE meaning = VALUES(meaning);

/* What happens when goods enter a watched warehouse. add_rule() writes a row from names. */
CREATE TABLE IF NOT EXISTS rule (
  id INT NOT NULL AUTO_INCREMENT COMMENT 'Number of the rule',
  entity INT NOT NULL DEFAULT 1 COMMENT 'Entity of the ERP in which the ticket is opened',
  label VARCHAR(100) NOT NULL COMMENT 'Name of the rule, for DBAs',
  enabled TINYINT NOT NULL DEFAULT 1 COMMENT '1: the rule opens tickets; 0: it does nothing',
  assignee_id INT NOT NULL COMMENT 'User whom the ticket is assigned to: rowid in the ERP',
  contact_group_id INT NOT NULL
    COMMENT 'Group whose members become contacts of the ticket: rowid in the ERP',
  type_code VARCHAR(32) NOT NULL COMMENT 'Code of the ticket''s type in the ERP''s dictionary',
  severity_code VARCHAR(32) NOT NULL COMMENT 'Code of the severity in the ERP''s dictionary',
  category_code VARCHAR(32) NOT NULL
    COMMENT 'Code of the ticket group (category) in the ERP''s dictionary',
  subject VARCHAR(255) NOT NULL COMMENT 'Subject of the ticket; may hold placeholders: __QTY__',
  message MEDIUMTEXT NOT NULL COMMENT 'Content of the ticket, HTML; may hold placeholders',
  grouped_by ENUM('movement', 'operation') NOT NULL DEFAULT 'movement'
    COMMENT 'movement: a ticket for each; operation: one for all movements of one transaction with the same inventory code or origin',
  sources SET('transfer', 'reception', 'return', 'correction', 'inventory', 'other')
    NOT NULL DEFAULT 'transfer,reception,return,correction,inventory,other'
    COMMENT 'Kinds of movements that open a ticket',
  notify_actor TINYINT NOT NULL DEFAULT 1
    COMMENT '1: a contact who booked the goods gets the mail too; 0: all but that one',
  PRIMARY KEY (id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: how tickets are opened';

/* The watched warehouses: the one table that every movement reads. */
CREATE TABLE IF NOT EXISTS rule_warehouse (
  warehouse_id INT NOT NULL COMMENT 'Watched warehouse: rowid in the ERP',
  rule_id INT NOT NULL COMMENT 'Rule that opens the ticket',
  PRIMARY KEY (warehouse_id),
  KEY rule_id (rule_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: which warehouse is watched by which rule';

/* The SMTP relays. Passwords do not stand here but in the secrets file: password.<name> = … */
CREATE TABLE IF NOT EXISTS relay (
  name VARCHAR(64) NOT NULL COMMENT 'Name of the relay, also in the secrets file',
  priority INT NOT NULL DEFAULT 10 COMMENT 'The lowest that is usable gets the mails',
  host VARCHAR(255) NOT NULL COMMENT 'Host name or IPv4 address',
  port SMALLINT UNSIGNED NOT NULL DEFAULT 25 COMMENT 'TCP port',
  tls ENUM('none', 'starttls') NOT NULL DEFAULT 'none'
    COMMENT 'starttls: TLS is required (RFC 3207); none: never used',
  verify_certificate TINYINT NOT NULL DEFAULT 1
    COMMENT '1: the certificate must be valid for host; 0: any certificate will do',
  username VARCHAR(255) NULL COMMENT 'Account at the relay (RFC 4954); NULL: no authentication',
  enabled TINYINT NOT NULL DEFAULT 1 COMMENT '1: in use; 0: passed over',
  PRIMARY KEY (name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: SMTP relays';

/* How each relay is doing; written by delivery, never by hand. */
CREATE TABLE IF NOT EXISTS relay_state (
  relay VARCHAR(64) NOT NULL COMMENT 'Name of the relay',
  failures INT NOT NULL DEFAULT 0 COMMENT 'Sessions in a row that failed',
  retry_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'Not used again before; NULL: usable',
  last_error VARCHAR(600) NULL COMMENT 'Why the last failed session failed',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  PRIMARY KEY (relay)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: state of the relays';

/* What each lane of delivery last failed at; a lane that fails goes on at its next turn. */
CREATE TABLE IF NOT EXISTS lane_state (
  lane INT NOT NULL COMMENT 'Number of the lane',
  last_error VARCHAR(600) NULL COMMENT 'The error that ended its last failed turn',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  PRIMARY KEY (lane)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: state of the delivery lanes';

/* Mail texts. DBAs may change them; an upgrade keeps what they wrote. */
CREATE TABLE IF NOT EXISTS mail_template (
  kind VARCHAR(32) NOT NULL COMMENT 'Kind of mail: opened (a ticket of one movement), operation (of several)',
  lang CHAR(2) NOT NULL COMMENT 'Language: ISO 639-1, en is the last resort',
  subject VARCHAR(255) NOT NULL COMMENT 'Subject; placeholders are replaced by plain text',
  html MEDIUMTEXT NOT NULL COMMENT 'Body, HTML; placeholders are replaced by escaped text',
  PRIMARY KEY (kind, lang)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: mail texts';

/* What people read for a code of the ERP's dictionaries; other codes show the dictionary's label. */
CREATE TABLE IF NOT EXISTS code_label (
  dictionary ENUM('type', 'severity', 'category', 'column', 'event') NOT NULL COMMENT 'Dictionary of the code; column, event: words of our own',
  code VARCHAR(32) NOT NULL COMMENT 'Code in the dictionary',
  lang CHAR(2) NOT NULL COMMENT 'Language: ISO 639-1',
  label VARCHAR(128) NOT NULL COMMENT 'The label',
  PRIMARY KEY (dictionary, code, lang)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: labels of the ERP''s standard codes by language';

/* Our own record of every ticket. */
CREATE TABLE IF NOT EXISTS opened_ticket (
  number INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Counts our tickets; the number in a ref comes from number_series',
  movement_id INT NOT NULL COMMENT 'Movement that opened the ticket: rowid in the ERP',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  rule_id INT NOT NULL COMMENT 'Rule that opened it',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  opened_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was opened',
  PRIMARY KEY (number),
  UNIQUE KEY movement_id (movement_id),
  KEY ticket_id (ticket_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: which movement opened which ticket';

/* Movements that were added as a line to the ticket of their operation; the first stands in opened_ticket. */
CREATE TABLE IF NOT EXISTS grouped_movement (
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  added_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was added',
  PRIMARY KEY (movement_id),
  KEY ticket_id (ticket_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: further lines of tickets grouped by operation';

/*
 * The series that ticket numbers are taken from: one for each entity, numbering mask and period in
 * which the mask counts. Rows are made ahead by prepare_numbers(); the path of a movement reads them
 * and writes none.
 */
CREATE TABLE IF NOT EXISTS number_series (
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  mask VARCHAR(100) NOT NULL COMMENT 'Mask of the ERP, TS{yy}{mm}-{0000} for mod_ticket_simple',
  period CHAR(6) NOT NULL COMMENT 'yyyymm or yyyy where the mask counts from 1 again, else empty',
  slot TINYINT NOT NULL COMMENT 'Counter: table number_slot_n, n = 1 to 4',
  base BIGINT NOT NULL COMMENT 'The number in the ref is the counter''s value minus this',
  ends_at DATETIME NULL COMMENT 'When the period ends; NULL: never',
  PRIMARY KEY (entity, mask, period)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'TicketStock: series of ticket numbers';

/*
 * The counters of ticket numbers. An auto-increment column is the one counter that holds no lock until
 * COMMIT, and a table has one, so each live series needs a table; a row lives no longer than its statement.
 */
CREATE TABLE IF NOT EXISTS number_slot_1 (
  number INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';

CREATE TABLE IF NOT EXISTS number_slot_2 (
  number INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';

CREATE TABLE IF NOT EXISTS number_slot_3 (
  number INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';

CREATE TABLE IF NOT EXISTS number_slot_4 (
  number INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';

/* What may stand in a rule's subject and message; anything else that looks like a placeholder is
 * refused when the rule is written. */
CREATE TABLE IF NOT EXISTS placeholder (
  name VARCHAR(40) NOT NULL COMMENT 'The placeholder, underscores included',
  meaning VARCHAR(255) NOT NULL COMMENT 'What it is replaced by',
  PRIMARY KEY (name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'TicketStock: placeholders of rules';

INSERT INTO placeholder (name, meaning) VALUES
  ('__TICKET_REF__', 'Ref of the ticket'),
  ('__PRODUCT_REF__', 'Ref of the product'),
  ('__PRODUCT_LABEL__', 'Label of the product'),
  ('__PRODUCT_BARCODE__', 'Barcode of the product'),
  ('__QTY__', 'Quantity that entered'),
  ('__BATCH__', 'Lot or serial number'),
  ('__EATBY__', 'Eat-by date of the lot'),
  ('__SELLBY__', 'Sell-by date of the lot'),
  ('__WAREHOUSE_REF__', 'Ref of the warehouse'),
  ('__WAREHOUSE_LABEL__', 'Short name of the warehouse'),
  ('__MOVEMENT_ID__', 'Number of the movement'),
  ('__MOVEMENT_LABEL__', 'Label of the movement'),
  ('__INVENTORY_CODE__', 'Inventory or movement code'),
  ('__SOURCE__', 'Kind of movement: transfer, reception, return, correction, inventory, other'),
  ('__ORIGIN__', 'Ref of the document that caused the movement: reception, supplier order, shipment, inventory'),
  ('__THIRDPARTY_NAME__', 'Supplier or customer of that document'),
  ('__USER_FULLNAME__', 'First and last name of the user who booked the movement'),
  ('__USER_LOGIN__', 'Login of that user'),
  ('__DATE__', 'Date of the ticket: 2026-11-22'),
  ('__TIME__', 'Time of the ticket: 17:05')
ON DUPLICATE KEY UPDATE meaning = VALUES(meaning);

/* The queue: one row for each recipient of each mail. The text is made when it is sent. */
CREATE TABLE IF NOT EXISTS mail_outbox (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the mail',
  ticket_id INT NULL COMMENT 'Ticket that the mail is about: rowid in the ERP',
  kind VARCHAR(32) NOT NULL COMMENT 'Kind of mail: names its template',
  recipient_user_id INT NULL COMMENT 'Recipient: user''s rowid in the ERP',
  address VARCHAR(255) NOT NULL COMMENT 'Recipient''s address as it stood in the ERP',
  lang CHAR(2) NOT NULL COMMENT 'Recipient''s language: ISO 639-1',
  state ENUM('pending', 'sending', 'sent', 'failed', 'cancelled') NOT NULL
    COMMENT 'sent: a relay took it (2xx); failed: refused for good; cancelled: never handed over',
  attempts INT NOT NULL DEFAULT 0 COMMENT 'Times that a relay was asked to take it',
  due_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'Not sent before',
  lease_until TIMESTAMP(3) NULL DEFAULT NULL
    COMMENT 'While sending: when another lane may take it over',
  lane INT NULL COMMENT 'Lane that sends or sent it',
  relay VARCHAR(64) NULL COMMENT 'Relay that was asked last',
  smtp_code SMALLINT UNSIGNED NULL COMMENT 'Its reply code (RFC 5321); 0: words of ours',
  smtp_text VARCHAR(500) NULL COMMENT 'Its words, or why the mail was not sent',
  message_id VARCHAR(255) NULL COMMENT 'Message-ID without brackets; the same at every attempt',
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was queued',
  sent_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the relay had taken it',
  PRIMARY KEY (id),
  KEY claim (state, due_at),
  KEY ticket_id (ticket_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: mail queue';

/* The key that the sending function demands. Any account can call any UDF, so this table is the
 * lock: only the definer and DBAs read it. The server's copy stands in /etc/ticketstock/secrets. */
CREATE TABLE IF NOT EXISTS delivery_key (
  value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '64 hex digits',
  PRIMARY KEY (value)
) ENGINE = InnoDB COMMENT = 'TicketStock: delivery key, one row';

INSERT INTO delivery_key (value)
  SELECT LOWER(HEX(RANDOM_BYTES(32))) FROM (SELECT COUNT(*) AS number FROM delivery_key) AS present
  WHERE present.number = 0;

/* Movements that should have opened a ticket and could not. */
CREATE TABLE IF NOT EXISTS incident (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the incident',
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  happened_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it happened',
  sql_state CHAR(5) NULL COMMENT 'SQLSTATE of the error; 45000: a sentence of ours',
  error_number INT NULL COMMENT 'Error number of the server',
  message VARCHAR(1000) NOT NULL COMMENT 'What went wrong',
  resolved_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the ticket was opened after all',
  PRIMARY KEY (id),
  KEY movement_id (movement_id),
  KEY resolved_at (resolved_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets that could not be opened';

/*
 * What the definer may do: everything with its own rows, in the ERP only what follows. It reads no
 * password hash: of users and constants only the columns that are needed.
 */
GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE, EVENT, TRIGGER, CREATE TEMPORARY TABLES
  ON `ticketstock`.* TO `ticketstock`@`localhost`;

GRANT TRIGGER, SELECT ON `dolibarr`.`llx_stock_mouvement` TO `ticketstock`@`localhost`;
GRANT SELECT, INSERT, UPDATE (message) ON `dolibarr`.`llx_ticket` TO `ticketstock`@`localhost`;
GRANT SELECT (id), INSERT, UPDATE (ref) ON `dolibarr`.`llx_actioncomm` TO `ticketstock`@`localhost`;
GRANT INSERT ON `dolibarr`.`llx_actioncomm_resources` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_c_actioncomm` TO `ticketstock`@`localhost`;
GRANT SELECT (rowid, nom) ON `dolibarr`.`llx_societe` TO `ticketstock`@`localhost`;
GRANT SELECT, INSERT ON `dolibarr`.`llx_element_contact` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_entrepot` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_product` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_c_ticket_type` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_c_ticket_severity` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_c_ticket_category` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_c_type_contact` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_usergroup` TO `ticketstock`@`localhost`;
GRANT SELECT ON `dolibarr`.`llx_usergroup_user` TO `ticketstock`@`localhost`;
GRANT SELECT (rowid, entity, login, firstname, lastname, email, lang, statut)
  ON `dolibarr`.`llx_user` TO `ticketstock`@`localhost`;
GRANT SELECT (name, entity, value)
  ON `dolibarr`.`llx_const` TO `ticketstock`@`localhost`;
/*!80000 GRANT SELECT ON performance_schema.events_transactions_current TO `ticketstock`@`localhost` */;

/*
 * The documents that cause movements: their tables exist only where the modules were activated, so each
 * grant is made if its table is there. After a module was activated, run install.sql again.
 */
DROP PROCEDURE IF EXISTS erp_grant_optional;
DELIMITER //
CREATE PROCEDURE erp_grant_optional(IN this_table VARCHAR(64), IN columns VARCHAR(100))
  COMMENT 'Grants reading columns of a table of the ERP if it exists'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*) INTO present FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = 'dolibarr' AND TABLE_NAME = this_table;
  IF present = 1 THEN
    SET @ticketstock_statement = CONCAT('GRANT SELECT (', columns, ') ON `dolibarr`.`', this_table,
      '` TO `ticketstock`@`localhost`');
    PREPARE grant_optional FROM @ticketstock_statement;
    EXECUTE grant_optional;
    DEALLOCATE PREPARE grant_optional;
    SET @ticketstock_statement = NULL;
  END IF;
END//
DELIMITER ;
CALL erp_grant_optional('llx_reception', 'rowid, ref, fk_soc');
CALL erp_grant_optional('llx_commande_fournisseur', 'rowid, ref, fk_soc');
CALL erp_grant_optional('llx_expedition', 'rowid, ref, fk_soc');
CALL erp_grant_optional('llx_inventory', 'rowid, ref');
DROP PROCEDURE erp_grant_optional;

/* Labels that Dolibarr's interface shows for its standard codes, and its words for what we write. */
INSERT IGNORE INTO code_label (dictionary, code, lang, label) VALUES
  ('type', 'COM', 'en', 'Commercial question'),
  ('type', 'COM', 'fr', 'Question commerciale'),
  ('type', 'HELP', 'en', 'Request for functional help'),
  ('type', 'HELP', 'fr', 'Demande d''aide fonctionnelle'),
  ('type', 'ISSUE', 'en', 'Issue or bug'),
  ('type', 'ISSUE', 'fr', 'Question ou bug'),
  ('type', 'PROBLEM', 'en', 'Problem'),
  ('type', 'PROBLEM', 'fr', 'Problème'),
  ('type', 'REQUEST', 'en', 'Change or enhancement request'),
  ('type', 'REQUEST', 'fr', 'Demande de changement ou d''amélioration'),
  ('type', 'PROJECT', 'en', 'Project'),
  ('type', 'PROJECT', 'fr', 'Projet'),
  ('type', 'OTHER', 'en', 'Other'),
  ('type', 'OTHER', 'fr', 'Autre'),
  ('severity', 'LOW', 'en', 'Low'),
  ('severity', 'LOW', 'fr', 'Faible'),
  ('severity', 'NORMAL', 'en', 'Normal'),
  ('severity', 'NORMAL', 'fr', 'Normal'),
  ('severity', 'HIGH', 'en', 'High'),
  ('severity', 'HIGH', 'fr', 'Élevé'),
  ('severity', 'BLOCKING', 'en', 'Critical/Blocking'),
  ('severity', 'BLOCKING', 'fr', 'Critique/bloquant'),
  ('category', 'OTHER', 'en', 'Other'),
  ('category', 'OTHER', 'fr', 'Autre'),
  ('column', 'PRODUCT', 'en', 'Product'),
  ('column', 'PRODUCT', 'fr', 'Produit'),
  ('column', 'QUANTITY', 'en', 'Quantity'),
  ('column', 'QUANTITY', 'fr', 'Quantité'),
  ('column', 'LOT', 'en', 'Lot/serial'),
  ('column', 'LOT', 'fr', 'Lot/série'),
  ('column', 'WAREHOUSE', 'en', 'Warehouse'),
  ('column', 'WAREHOUSE', 'fr', 'Entrepôt'),
  ('event', 'CREATED', 'en', 'Ticket __TICKET_REF__ created'),
  ('event', 'CREATED', 'fr', 'Ticket __TICKET_REF__ créé');

/*
 * Raises a sentence as an SQL error (45000). Servers keep 128 characters of a message; a longer one
 * is an error of its own on MySQL, so it is cut here.
 */
DROP PROCEDURE IF EXISTS refuse;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE refuse(
  IN sentence VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Raises a sentence as an SQL error'
BEGIN
  DECLARE cut VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET cut = IF(CHAR_LENGTH(sentence) > 128, CONCAT(LEFT(sentence, 127), '…'), sentence);
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = cut;
END//
DELIMITER ;

/* The entity of a movement: its warehouse's, since movements have none. NULL if there is none. */
DROP PROCEDURE IF EXISTS erp_movement_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_entity(IN this_movement INT, OUT this_entity INT)
  COMMENT 'The entity of a movement'
BEGIN
  SELECT MAX(e.entity) INTO this_entity
    FROM `dolibarr`.`llx_stock_mouvement` AS m
    JOIN `dolibarr`.`llx_entrepot` AS e ON e.rowid = m.fk_entrepot
    WHERE m.rowid = this_movement;
END//
DELIMITER ;

/*
 * Keeps why a movement's ticket could not be opened, or, where setting on_error of the warehouse's
 * entity says refuse, raises it. A failure to write the incident is swallowed: not even that may stop the movement.
 */
DROP PROCEDURE IF EXISTS record_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_incident(
  IN this_movement INT, IN state CHAR(5) CHARACTER SET utf8mb4, IN error INT,
  IN reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Keeps, or raises, why a ticket could not be opened'
BEGIN
  DECLARE this_entity INT;
  DECLARE policy VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION SET policy = 'record';
    CALL erp_movement_entity(this_movement, this_entity);
    SELECT COALESCE(MAX(IF(entity > 0, value, NULL)), MAX(value)) INTO policy FROM setting
      WHERE entity IN (0, this_entity) AND name = 'on_error';
  END;
  IF COALESCE(policy, 'record') <> 'refuse' THEN
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      INSERT INTO incident (movement_id, sql_state, error_number, message)
        VALUES (this_movement, state, error, reason);
    END;
  END IF;
  IF policy = 'refuse' THEN
    CALL refuse(reason);
  END IF;
END//
DELIMITER ;

/*
 * The ERP's constants that a ticket needs, in one read; the entity's own value wins over that of all
 * entities (0). NULL where a constant is not set.
 *
 * scheme, universal_mask, fiscal_month  the numbering, for erp_number_mask()
 * lang  OUT: the language of the entity as far as we speak it, fr or en
 * keeps_events  OUT: 1 if the ERP keeps events of new tickets
 * The names are literals: compared with a variable, a column in utf8mb3 could not use its index.
 */
DROP PROCEDURE IF EXISTS erp_constants;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_constants(
  IN this_entity INT,
  OUT scheme VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT universal_mask VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT fiscal_month VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT keeps_events INT)
  COMMENT 'The ERP''s constants that a ticket needs'
BEGIN
  DECLARE events VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(IF(c.name = 'TICKET_ADDON', c.value, NULL)),
      MAX(IF(c.name = 'TICKET_UNIVERSAL_MASK', c.value, NULL)),
      MAX(IF(c.name = 'SOCIETE_FISCAL_MONTH_START', c.value, NULL)),
      MAX(IF(c.name = 'MAIN_LANG_DEFAULT', IF(c.value LIKE 'fr%', 'fr', 'en'), NULL)),
      MAX(IF(c.name = 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE', c.value, NULL))
    INTO scheme, universal_mask, fiscal_month, lang, events
    FROM `dolibarr`.`llx_const` AS c
    LEFT JOIN `dolibarr`.`llx_const` AS own
      ON own.name = c.name AND own.entity = this_entity AND c.entity = 0 AND this_entity <> 0
    WHERE c.name IN ('TICKET_ADDON', 'TICKET_UNIVERSAL_MASK', 'SOCIETE_FISCAL_MONTH_START',
        'MAIN_LANG_DEFAULT', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE')
      AND c.entity IN (0, this_entity) AND own.name IS NULL;
  SET lang = COALESCE(lang, 'en'), keeps_events = COALESCE(events, '') NOT IN ('', '0');
END//
DELIMITER ;

/*
 * The present in the ERP's own time convention: PHP's zone, which the database does not know.
 *
 * booked_at  the movement's datem, written by PHP. Where it is a whole number of quarter-hours (the
 *            step of all time zones) away from the server's clock, give or take two minutes, that
 *            distance is PHP's zone; otherwise its date was forced and tells nothing.
 * erp_now    OUT: the present
 */
DROP PROCEDURE IF EXISTS erp_now;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_now(IN booked_at DATETIME, OUT erp_now DATETIME)
  COMMENT 'The present in the ERP''s time convention'
BEGIN
  DECLARE distance, zone_distance INT;
  SET distance = COALESCE(TIMESTAMPDIFF(SECOND, NOW(), booked_at), 0);
  SET zone_distance = ROUND(distance / 900) * 900;
  IF ABS(zone_distance) > 26 * 3600 OR ABS(distance - zone_distance) > 120 THEN
    SET zone_distance = 0;
  END IF;
  SET erp_now = NOW() + INTERVAL zone_distance SECOND;
END//
DELIMITER ;

/*
 * A ticket's ref: the mask with date and number put in. The width of the counter is the least: a number
 * that needs more digits gets them (LPAD alone would truncate it).
 */
DROP PROCEDURE IF EXISTS erp_ticket_ref;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_ticket_ref(
  IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN number BIGINT, IN opened_on DATETIME,
  OUT ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A ticket''s ref from mask, number and date'
BEGIN
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    DEFAULT REGEXP_SUBSTR(this_mask, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
  DECLARE width INT DEFAULT CHAR_LENGTH(REGEXP_SUBSTR(counter, '0+'));
  SET ref = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(this_mask,
    counter, IF(CHAR_LENGTH(number) > width, number, LPAD(number, width, '0'))),
    '{yyyy}', DATE_FORMAT(opened_on, '%Y')), '{yy}', DATE_FORMAT(opened_on, '%y')),
    '{y}', RIGHT(YEAR(opened_on), 1)), '{mm}', DATE_FORMAT(opened_on, '%m')), '{dd}', DATE_FORMAT(opened_on, '%d'));
END//
DELIMITER ;

/*
 * A random track_id: 16 characters of a-z and 1-9, as Dolibarr's. It opens the public ticket page, so it
 * comes from the server's cryptographic source: of 128 random characters of base64 those that fit, about 70,
 * of which the first 16; each is as likely as any other.
 */
DROP PROCEDURE IF EXISTS erp_track_id;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_track_id(
  OUT track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A random track_id'
BEGIN
  SET track_id = LEFT(REGEXP_REPLACE(
    CONVERT(TO_BASE64(RANDOM_BYTES(96)) USING utf8mb4) COLLATE utf8mb4_bin, '[^a-z1-9]', ''), 16);
END//
DELIMITER ;

/*
 * The numbering of an entity's tickets as the ERP is set: mod_ticket_simple, or mod_ticket_universal's
 * mask, and the period that a moment falls into.
 *
 * scheme, universal, fiscal_month  from erp_constants()
 * this_mask     OUT: the mask; mod_ticket_simple is the mask TS{yy}{mm}-{0000}
 * this_period   OUT: yyyymm for @99, yyyy for @1 to @12 (the year in which it began), else empty
 * first_number  OUT: the first number of a period, 1 more than the offset
 * starts_at, ends_at  OUT: the period, NULL where it has no bound
 * Fact: {0000+offset@month}, in either order; @0 is the month of SOCIETE_FISCAL_MONTH_START if that is set.
 * Error 45000 for a mask without a counter or with parts that depend on third party or user.
 */
DROP PROCEDURE IF EXISTS erp_number_mask;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_number_mask(
  IN scheme VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN universal VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN fiscal_month VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN at_moment DATETIME,
  OUT this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  OUT this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  OUT first_number BIGINT, OUT starts_at DATETIME, OUT ends_at DATETIME)
  COMMENT 'The numbering of an entity''s tickets as the ERP is set'
BEGIN
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE reset_month INT;
  SET this_mask = 'TS{yy}{mm}-{0000}', this_period = '', first_number = 1, starts_at = NULL, ends_at = NULL;
  IF scheme = 'mod_ticket_universal' THEN
    SET counter = REGEXP_SUBSTR(universal, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
    IF COALESCE(counter, '') = '' OR CHAR_LENGTH(universal) > 100
      OR REGEXP_REPLACE(REPLACE(universal, counter, ''), '[{](yyyy|yy|y|mm|dd)[}]', '') LIKE '%{%' THEN
      CALL refuse(CONCAT('TICKET_UNIVERSAL_MASK "', COALESCE(universal, ''),
        '" has no counter or a part that is not supported.'));
    END IF;
    SET this_mask = universal;
    SET first_number = 1 + COALESCE(SUBSTRING(NULLIF(REGEXP_SUBSTR(counter, '[+][0-9]+'), ''), 2), 0);
    SET reset_month = SUBSTRING(NULLIF(REGEXP_SUBSTR(counter, '@[0-9]+'), ''), 2);
    IF reset_month = 0 THEN
      SET reset_month = IF(fiscal_month REGEXP '^([1-9]|1[0-2])$', fiscal_month, NULL);
    END IF;
  ELSEIF scheme <> 'mod_ticket_simple' THEN
    CALL refuse(CONCAT('TICKET_ADDON "', scheme, '" is no numbering that is supported.'));
  END IF;
  IF reset_month = 99 THEN
    SET starts_at = CAST(DATE_FORMAT(at_moment, '%Y-%m-01') AS DATETIME);
    SET ends_at = starts_at + INTERVAL 1 MONTH, this_period = DATE_FORMAT(starts_at, '%Y%m');
  ELSEIF reset_month BETWEEN 1 AND 12 THEN
    SET starts_at = CAST(CONCAT(YEAR(at_moment), '-', reset_month, '-01') AS DATETIME);
    SET starts_at = starts_at - INTERVAL IF(MONTH(at_moment) < reset_month, 1, 0) YEAR;
    SET ends_at = starts_at + INTERVAL 1 YEAR, this_period = DATE_FORMAT(starts_at, '%Y');
  END IF;
END//
DELIMITER ;

/*
 * The highest number that the ERP's tickets of an entity have in a mask and a period; 0 if none.
 *
 * A period is recognised by the tickets' date of creation, which Dolibarr writes into the ref too. All
 * parts of a mask but the counter have a fixed width, so the counter is what lies between them, at any
 * width. It reads all tickets: never in the path of a movement but where numbers collide.
 */
DROP PROCEDURE IF EXISTS erp_highest_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_highest_number(
  IN this_entity INT, IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN starts_at DATETIME, IN ends_at DATETIME, OUT highest BIGINT)
  COMMENT 'The highest ticket number of an entity in a mask and a period'
BEGIN
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    DEFAULT REGEXP_SUBSTR(this_mask, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
  DECLARE pattern, head, tail VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET head = REPLACE(SUBSTRING_INDEX(this_mask, counter, 1), '%', '_');
  SET tail = REPLACE(SUBSTRING_INDEX(this_mask, counter, -1), '%', '_');
  SET head = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(head, '{yyyy}', '____'), '{yy}', '__'),
    '{y}', '_'), '{mm}', '__'), '{dd}', '__');
  SET tail = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(tail, '{yyyy}', '____'), '{yy}', '__'),
    '{y}', '_'), '{mm}', '__'), '{dd}', '__');
  SET pattern = CONCAT(head, REPEAT('_', CHAR_LENGTH(REGEXP_SUBSTR(counter, '0+'))), '%', tail);
  SELECT COALESCE(MAX(CAST(found.digits AS UNSIGNED)), 0) INTO highest
    FROM (
      SELECT SUBSTRING(t.ref, 1 + CHAR_LENGTH(head),
          CHAR_LENGTH(t.ref) - CHAR_LENGTH(head) - CHAR_LENGTH(tail)) AS digits
        FROM `dolibarr`.`llx_ticket` AS t
        WHERE t.entity = this_entity AND t.ref LIKE pattern COLLATE utf8mb4_unicode_ci
          AND (starts_at IS NULL OR t.datec >= starts_at) AND (ends_at IS NULL OR t.datec < ends_at)
    ) AS found
    WHERE found.digits REGEXP '^[0-9]{1,15}$';
END//
DELIMITER ;

/*
 * Takes the next value of a counter. Nobody waits for it, and no value is given twice; one that is
 * rolled back is a gap.
 *
 * slot  1 to 4 (number_series.slot), taken  OUT
 */
DROP PROCEDURE IF EXISTS take_slot_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE take_slot_number(IN slot INT, OUT taken BIGINT)
  COMMENT 'Takes the next value of a counter'
BEGIN
  CASE slot
  WHEN 1 THEN
    INSERT INTO number_slot_1 VALUES (NULL);
    SET taken = LAST_INSERT_ID();
    DELETE FROM number_slot_1 WHERE number = taken;
  WHEN 2 THEN
    INSERT INTO number_slot_2 VALUES (NULL);
    SET taken = LAST_INSERT_ID();
    DELETE FROM number_slot_2 WHERE number = taken;
  WHEN 3 THEN
    INSERT INTO number_slot_3 VALUES (NULL);
    SET taken = LAST_INSERT_ID();
    DELETE FROM number_slot_3 WHERE number = taken;
  WHEN 4 THEN
    INSERT INTO number_slot_4 VALUES (NULL);
    SET taken = LAST_INSERT_ID();
    DELETE FROM number_slot_4 WHERE number = taken;
  END CASE;
END//
DELIMITER ;

/*
 * Raises a counter to at least a value: numbers below were given by others (Dolibarr, an import). An
 * explicit value moves an auto-increment column; a lower one changes nothing.
 */
DROP PROCEDURE IF EXISTS raise_slot;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE raise_slot(IN slot INT, IN least BIGINT)
  COMMENT 'Raises a counter to at least a value'
BEGIN
  DECLARE EXIT HANDLER FOR 1062 BEGIN END;
  IF least > 0 THEN
    CASE slot
    WHEN 1 THEN
      INSERT INTO number_slot_1 VALUES (least);
      DELETE FROM number_slot_1 WHERE number = least;
    WHEN 2 THEN
      INSERT INTO number_slot_2 VALUES (least);
      DELETE FROM number_slot_2 WHERE number = least;
    WHEN 3 THEN
      INSERT INTO number_slot_3 VALUES (least);
      DELETE FROM number_slot_3 WHERE number = least;
    WHEN 4 THEN
      INSERT INTO number_slot_4 VALUES (least);
      DELETE FROM number_slot_4 WHERE number = least;
    END CASE;
  END IF;
END//
DELIMITER ;

/*
 * Makes the series of an entity for the period that holds a moment, if it is not there yet.
 *
 * this_entity  entity of the ERP, at_moment  in the server's zone
 * It begins above the highest number that the ERP has in that period, in a counter that no live series
 * uses, so that numbers have no gaps; with more than four live series some share a counter and have gaps.
 * One value of the counter is used up to learn where it stands; a counter that stands lower is raised, so that it
 * reads as the ref does.
 */
DROP PROCEDURE IF EXISTS prepare_series;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_series(
  IN this_entity INT, IN at_moment DATETIME)
  COMMENT 'Makes the series of an entity for a period'
BEGIN
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE scheme, universal, fiscal_month VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE keeps_events INT;
  DECLARE first_number, highest, taken BIGINT;
  DECLARE starts_at, this_end DATETIME;
  DECLARE known, free_slot INT;
  CALL erp_constants(this_entity, scheme, universal, fiscal_month, this_lang, keeps_events);
  CALL erp_number_mask(scheme, universal, fiscal_month, at_moment, this_mask, this_period, first_number, starts_at, this_end);
  SELECT COUNT(*) INTO known FROM number_series
    WHERE entity = this_entity AND mask = this_mask AND period = this_period;
  IF known = 0 THEN
    SELECT s.slot INTO free_slot
      FROM (SELECT 1 AS slot UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS s
      LEFT JOIN number_series AS n ON n.slot = s.slot
        AND (n.ends_at IS NULL OR n.ends_at > NOW() - INTERVAL 1 DAY)
      GROUP BY s.slot ORDER BY COUNT(n.slot), s.slot LIMIT 1;
    CALL erp_highest_number(this_entity, this_mask, starts_at, this_end, highest);
    SET highest = GREATEST(highest, first_number - 1);
    CALL take_slot_number(free_slot, taken);
    IF taken <= highest THEN
      CALL raise_slot(free_slot, highest);
      SET taken = highest;
    END IF;
    INSERT INTO number_series (entity, mask, period, slot, base, ends_at)
      VALUES (this_entity, this_mask, this_period, free_slot, taken - highest, this_end);
  END IF;
END//
DELIMITER ;

/*
 * Makes the series that are needed now and in the coming month, for every entity with a rule. Called by
 * an event every few seconds, so that a change of the mask in the ERP is followed at once, and whenever a
 * rule is written. A mask that cannot be used is left to health_check().
 */
DROP PROCEDURE IF EXISTS prepare_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_numbers()
  COMMENT 'Makes the series of ticket numbers that are needed now and in the coming month'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE entities CURSOR FOR SELECT DISTINCT entity FROM rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN entities;
  FETCH entities INTO this_entity;
  WHILE NOT ended DO
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      CALL prepare_series(this_entity, NOW());
      CALL prepare_series(this_entity, NOW() + INTERVAL 1 MONTH);
    END;
    FETCH entities INTO this_entity;
  END WHILE;
  CLOSE entities;
END//
DELIMITER ;

/*
 * Gives a new ticket its number.
 *
 * this_entity  entity of the ERP; this_mask, this_period, first_number, starts_at, ends_at  from
 * erp_number_mask(); attempt  1, 2, … within one ticket
 * number  OUT
 * No lock is held and nobody is waited for: the series is read, the counter is an auto-increment
 * column. After three numbers that Dolibarr had given already all up to its highest are passed over, one by one:
 * each value is ours alone, so connections that do so at once do not meet (with one value raised explicitly
 * they deadlocked); only thousands at a time, after an import, are jumped. A series that
 * nobody has prepared (the mask was changed seconds ago, or events are off) is replaced by Dolibarr's own way,
 * highest plus one; uk_ticket_ref then sorts out who was first.
 */
DROP PROCEDURE IF EXISTS next_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE next_number(
  IN this_entity INT,
  IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN first_number BIGINT, IN starts_at DATETIME, IN ends_at DATETIME,
  IN attempt INT, OUT number BIGINT)
  COMMENT 'Gives a new ticket its number'
BEGIN
  DECLARE this_slot INT;
  DECLARE this_base, highest BIGINT;
  SELECT MAX(slot), MAX(base) INTO this_slot, this_base FROM number_series
    WHERE entity = this_entity AND mask = this_mask AND period = this_period;
  IF this_slot IS NULL OR attempt % 4 = 0 THEN
    CALL erp_highest_number(this_entity, this_mask, starts_at, ends_at, highest);
    SET highest = GREATEST(highest, first_number - 1);
  END IF;
  IF this_slot IS NULL THEN
    SET number = highest + attempt;
  ELSE
    CALL take_slot_number(this_slot, number);
    SET number = number - this_base;
    IF highest - number > 5000 THEN
      CALL raise_slot(this_slot, this_base + highest + CONNECTION_ID() % 100);
    END IF;
    WHILE number <= highest DO
      CALL take_slot_number(this_slot, number);
      SET number = number - this_base;
    END WHILE;
  END IF;
END//
DELIMITER ;

/*
 * The document that caused a movement: its ref and its third party; NULL where it is not found.
 *
 * origin_type, origin_id  as they stand in the movement
 * The tables of a module that was never activated do not exist (1146), and without them there is no
 * grant (1142): then nothing is known of the document, and the ticket is opened all the same.
 */
DROP PROCEDURE IF EXISTS erp_origin;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_origin(
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  OUT origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT)
  COMMENT 'The document that caused a movement'
BEGIN
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146 BEGIN END;
  IF origin_type = 'reception' THEN
    SELECT MAX(ref), MAX(fk_soc) INTO origin_ref, third_party
      FROM `dolibarr`.`llx_reception` WHERE rowid = origin_id;
  ELSEIF origin_type IN ('order_supplier', 'supplier_order', 'commande_fournisseur') THEN
    SELECT MAX(ref), MAX(fk_soc) INTO origin_ref, third_party
      FROM `dolibarr`.`llx_commande_fournisseur` WHERE rowid = origin_id;
  ELSEIF origin_type IN ('shipping', 'expedition') THEN
    SELECT MAX(ref), MAX(fk_soc) INTO origin_ref, third_party
      FROM `dolibarr`.`llx_expedition` WHERE rowid = origin_id;
  ELSEIF origin_type = 'inventory' THEN
    SELECT MAX(ref) INTO origin_ref
      FROM `dolibarr`.`llx_inventory` WHERE rowid = origin_id;
  END IF;
END//
DELIMITER ;

/*
 * What kind of operation a movement that enters goods belongs to, and the document that caused it.
 *
 * this_movement  rowid of the movement
 * this_source    OUT: transfer, reception, return, correction, inventory or other
 * origin_ref     OUT: ref of the document, third_party  OUT: its third party's rowid, both NULL if none
 * Facts: the origin says it where there is one; no origin is 0 and ''. A deleted shipment has neither
 * origin nor inventory code and type 3; a direct reception has type 3 and a code; a transfer is
 * preceded by its own goods leaving another warehouse under the same code.
 */
DROP PROCEDURE IF EXISTS erp_movement_source;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_source(
  IN this_movement INT,
  OUT this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT)
  COMMENT 'The kind of operation of a movement, and its document'
BEGIN
  DECLARE origin_type, code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE origin_id, this_product, movement_type, counterparts INT;
  DECLARE quantity DOUBLE;
  SELECT MAX(m.origintype), MAX(m.fk_origin), MAX(m.inventorycode), MAX(m.fk_product), MAX(m.type_mouvement), MAX(m.value)
    INTO origin_type, origin_id, code, this_product, movement_type, quantity
    FROM `dolibarr`.`llx_stock_mouvement` AS m WHERE m.rowid = this_movement;
  SET origin_ref = NULL, third_party = NULL;
  IF COALESCE(origin_type, '') <> '' AND origin_id > 0 THEN
    CALL erp_origin(origin_type, origin_id, origin_ref, third_party);
    SET this_source = CASE
      WHEN origin_type = 'inventory' THEN 'inventory'
      WHEN origin_type IN ('reception', 'order_supplier', 'supplier_order', 'commande_fournisseur', 'invoice_supplier') THEN 'reception'
      WHEN origin_type IN ('shipping', 'expedition', 'delivery', 'commande', 'order', 'facture', 'invoice') THEN 'return'
      ELSE 'other' END;
  ELSEIF movement_type = 2 OR movement_type = 3 AND COALESCE(code, '') = '' THEN
    SET this_source = 'return';
  ELSEIF movement_type = 3 THEN
    SET this_source = 'reception';
  ELSE
    SELECT COUNT(*) INTO counterparts FROM (
        SELECT m.rowid FROM `dolibarr`.`llx_stock_mouvement` AS m
          WHERE m.rowid BETWEEN this_movement - 200 AND this_movement - 1 AND m.fk_product = this_product
            AND m.value = -quantity AND m.type_mouvement = 1 AND m.inventorycode <=> code COLLATE utf8mb4_unicode_ci
          ORDER BY m.rowid DESC LIMIT 1
      ) AS counterpart;
    SET this_source = IF(counterparts > 0, 'transfer', 'correction');
  END IF;
END//
DELIMITER ;

/*
 * What the movements of one operation have in common: inventory code and origin document; the label where
 * there is neither, as when a shipment is deleted.
 */
DROP PROCEDURE IF EXISTS erp_operation_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_operation_key(
  IN this_movement INT, OUT operation VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'What the movements of one operation have in common'
BEGIN
  SELECT MAX(CONCAT_WS(' ', m.fk_origin, m.origintype, COALESCE(NULLIF(m.inventorycode, ''), m.label))) INTO operation
    FROM `dolibarr`.`llx_stock_mouvement` AS m WHERE m.rowid = this_movement;
END//
DELIMITER ;

/*
 * Raises a sentence (45000), which begins with rule_name, if a rule does not fit the ERP as it is now: the dictionaries' codes, the
 * assignee, the group. Codes must be active in the ticket's entity.
 */
DROP PROCEDURE IF EXISTS erp_check_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_rule(
  IN rule_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN ticket_entity INT, IN assignee INT, IN contact_group INT,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Raises a sentence if a rule does not fit the ERP'
BEGIN
  DECLARE has_user, has_group, has_type, has_severity, has_category INT;
  SELECT (SELECT COUNT(*) FROM `dolibarr`.`llx_user` WHERE rowid = assignee),
      (SELECT COUNT(*) FROM `dolibarr`.`llx_usergroup` WHERE rowid = contact_group),
      (SELECT COUNT(*) FROM `dolibarr`.`llx_c_ticket_type`
        WHERE code = type COLLATE utf8mb4_unicode_ci AND active = 1 AND entity IN (0, ticket_entity)),
      (SELECT COUNT(*) FROM `dolibarr`.`llx_c_ticket_severity`
        WHERE code = severity COLLATE utf8mb4_unicode_ci AND active = 1 AND entity IN (0, ticket_entity)),
      (SELECT COUNT(*) FROM `dolibarr`.`llx_c_ticket_category`
        WHERE code = category COLLATE utf8mb4_unicode_ci AND active = 1 AND entity IN (0, ticket_entity))
    INTO has_user, has_group, has_type, has_severity, has_category;
  IF ticket_entity IS NULL THEN
    CALL refuse('The movement''s warehouse is not in the ERP''s table of warehouses.');
  ELSEIF NOT has_user THEN
    CALL refuse(CONCAT(rule_name, ': user ', assignee, ' (assignee_id) does not exist in the ERP.'));
  ELSEIF NOT has_group THEN
    CALL refuse(CONCAT(rule_name, ': group ', contact_group, ' (contact_group_id) does not exist in the ERP.'));
  ELSEIF NOT has_type THEN
    CALL refuse(CONCAT(rule_name, ': "', type, '" is no active ticket type of entity ', ticket_entity, '.'));
  ELSEIF NOT has_severity THEN
    CALL refuse(CONCAT(rule_name, ': "', severity, '" is no active ticket severity of entity ', ticket_entity, '.'));
  ELSEIF NOT has_category THEN
    CALL refuse(CONCAT(rule_name, ': "', category, '" is no active ticket group of entity ', ticket_entity, '.'));
  END IF;
END//
DELIMITER ;

/* Finds the enabled rule that watches the warehouse of a movement; NULL if there is none. */
DROP PROCEDURE IF EXISTS erp_find_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_rule(
  IN this_movement INT, OUT watching_rule INT)
  COMMENT 'Finds the enabled rule that watches a movement''s warehouse'
BEGIN
  SELECT MAX(r.id) INTO watching_rule
    FROM `dolibarr`.`llx_stock_mouvement` AS m
    JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    JOIN rule AS r ON r.id = w.rule_id AND r.enabled = 1
    WHERE m.rowid = this_movement AND m.value > 0;
END//
DELIMITER ;

/*
 * Inserts the ticket's row, with the columns that Dolibarr writes and every version has.
 *
 * this_ticket  OUT: its rowid, NULL if its ref or track_id is taken (uk_ticket_ref, 1062): Dolibarr
 *              has opened a ticket of that number meanwhile, take the next
 * An ERP in utf8mb3 cannot keep an emoji that a rule has (1366): such characters become "?".
 */
DROP PROCEDURE IF EXISTS erp_insert_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_insert_ticket(
  IN ticket_entity INT,
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN third_party INT, IN actor INT, IN assignee INT,
  IN this_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN type VARCHAR(32) CHARACTER SET utf8mb4, IN severity VARCHAR(32) CHARACTER SET utf8mb4,
  IN category VARCHAR(32) CHARACTER SET utf8mb4, IN created_at DATETIME, OUT this_ticket INT)
  COMMENT 'Inserts a ticket as Dolibarr would; NULL if its number is taken'
BEGIN
  DECLARE fits INT DEFAULT 0;
  DECLARE tries INT DEFAULT 0;
  DECLARE EXIT HANDLER FOR 1062 SET this_ticket = NULL;
  DECLARE CONTINUE HANDLER FOR 1366 SET fits = 0;
  REPEAT
    SET fits = 1, tries = tries + 1;
    INSERT INTO `dolibarr`.`llx_ticket`
        (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
         subject, message, fk_statut, resolution, progress, timing,
         type_code, category_code, severity_code, datec, notify_tiers_at_create)
      VALUES (ticket_entity, this_ref, this_track_id, third_party, NULL, NULL, actor, assignee,
         this_subject, this_message, 2, NULL, 0, NULL,
         type, category, severity, created_at, 0);
    IF NOT fits THEN
      SET this_subject = REGEXP_REPLACE(this_subject, '[\\x{10000}-\\x{10FFFF}]', '?');
      SET this_message = REGEXP_REPLACE(this_message, '[\\x{10000}-\\x{10FFFF}]', '?');
    END IF;
  UNTIL fits OR tries = 2 END REPEAT;
  IF NOT fits THEN
    CALL refuse('The ERP''s ticket table does not take the ticket''s text: see its character set.');
  END IF;
  SET this_ticket = LAST_INSERT_ID();
END//
DELIMITER ;

/*
 * Queues one mail to one recipient. A recipient who cannot get it is recorded all the same, as a
 * cancelled row that says why.
 *
 * this_ticket  rowid of the ticket, this_kind  mail_template.kind, recipient  rowid of the user
 * this_address  as it stands in the ERP, may be NULL; only its outline is looked at here, the
 *               mailer checks every character
 * this_lang    ISO 639-1, is_active  whether the user is enabled in the ERP
 */
DROP PROCEDURE IF EXISTS queue_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE queue_mail(
  IN this_ticket INT, IN this_kind VARCHAR(32) CHARACTER SET utf8mb4, IN recipient INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_lang CHAR(2) CHARACTER SET utf8mb4, IN is_active INT)
  COMMENT 'Queues one mail to one recipient'
BEGIN
  DECLARE problem VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE trimmed VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT TRIM(COALESCE(this_address, ''));
  IF COALESCE(is_active, 0) <> 1 THEN
    SET problem = CONCAT('User ', recipient, ' is disabled in the ERP.');
  ELSEIF trimmed = '' THEN
    SET problem = CONCAT('User ', recipient, ' has no mail address in the ERP: enter one there.');
  ELSEIF trimmed NOT LIKE '_%@_%' OR trimmed LIKE '%@%@%' OR trimmed REGEXP '[^!-~]' THEN
    SET problem = CONCAT('User ', recipient, ' has a mail address in the ERP that is none: correct it there.');
  END IF;
  INSERT INTO mail_outbox (ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
    VALUES (this_ticket, this_kind, recipient, trimmed, this_lang,
      IF(problem IS NULL, 'pending', 'cancelled'), problem);
END//
DELIMITER ;

/*
 * Makes subject and content of a ticket from its rule, with every placeholder of table placeholder.
 *
 * this_movement, this_rule  what the values come from; this_ref, this_source, origin_ref, third_party,
 * opened_on  what was found out before
 * subject   OUT: text, at most 255 characters; message  OUT: HTML, values escaped
 */
DROP PROCEDURE IF EXISTS erp_render_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_render_ticket(
  IN this_movement INT, IN this_rule INT,
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN third_party INT, IN opened_on DATETIME,
  OUT subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Makes subject and content of a ticket from its rule'
BEGIN
  SELECT LEFT(CONVERT(ticketstock_render(r.subject, 'text',
        '__TICKET_REF__', this_ref, '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label,
        '__PRODUCT_BARCODE__', p.barcode, '__QTY__', m.value, '__BATCH__', m.batch,
        '__EATBY__', m.eatby, '__SELLBY__', m.sellby, '__WAREHOUSE_REF__', e.ref,
        '__WAREHOUSE_LABEL__', e.lieu, '__MOVEMENT_ID__', m.rowid, '__MOVEMENT_LABEL__', m.label,
        '__INVENTORY_CODE__', m.inventorycode, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', s.nom, '__USER_FULLNAME__', TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
        '__USER_LOGIN__', u.login, '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'),
        '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4), 255),
      CONVERT(ticketstock_render(r.message, 'html',
        '__TICKET_REF__', this_ref, '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label,
        '__PRODUCT_BARCODE__', p.barcode, '__QTY__', m.value, '__BATCH__', m.batch,
        '__EATBY__', m.eatby, '__SELLBY__', m.sellby, '__WAREHOUSE_REF__', e.ref,
        '__WAREHOUSE_LABEL__', e.lieu, '__MOVEMENT_ID__', m.rowid, '__MOVEMENT_LABEL__', m.label,
        '__INVENTORY_CODE__', m.inventorycode, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', s.nom, '__USER_FULLNAME__', TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
        '__USER_LOGIN__', u.login, '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'),
        '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4)
    INTO subject, message
    FROM `dolibarr`.`llx_stock_mouvement` AS m
    JOIN rule AS r ON r.id = this_rule
    LEFT JOIN `dolibarr`.`llx_entrepot` AS e ON e.rowid = m.fk_entrepot
    LEFT JOIN `dolibarr`.`llx_product` AS p ON p.rowid = m.fk_product
    LEFT JOIN `dolibarr`.`llx_user` AS u ON u.rowid = m.fk_user_author
    LEFT JOIN `dolibarr`.`llx_societe` AS s ON s.rowid = third_party
    WHERE m.rowid = this_movement;
  IF message IS NULL THEN
    CALL refuse(CONCAT('Rule ', this_rule, ': the content is larger than 16 MB with its values, or memory is out.'));
  END IF;
END//
DELIMITER ;

/*
 * Adds a movement as a line to the table at the end of a ticket's content; begins the table if there is
 * none.
 *
 * this_movement  rowid of the movement, this_lang  language of the head of the table
 * message        INOUT: the content, HTML; it ends with the table from then on
 */
DROP PROCEDURE IF EXISTS erp_add_line;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_add_line(
  IN this_movement INT, IN this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Adds a movement as a line to a ticket''s content'
BEGIN
  DECLARE line, head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE table_end CHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '</table>';
  SELECT CONVERT(ticketstock_render('<tr><td>__PRODUCT__</td><td>__QTY__</td><td>__BATCH__</td><td>__WAREHOUSE__</td></tr>',
      'html', '__PRODUCT__', CONCAT_WS(' ', p.ref, p.label), '__QTY__', m.value, '__BATCH__', m.batch,
      '__WAREHOUSE__', e.ref) USING utf8mb4) INTO line
    FROM `dolibarr`.`llx_stock_mouvement` AS m
    LEFT JOIN `dolibarr`.`llx_product` AS p ON p.rowid = m.fk_product
    LEFT JOIN `dolibarr`.`llx_entrepot` AS e ON e.rowid = m.fk_entrepot
    WHERE m.rowid = this_movement;
  IF message LIKE '%<table class="ticketstock"%</table>' THEN
    SET message = CONCAT(LEFT(message, CHAR_LENGTH(message) - CHAR_LENGTH(table_end)), line, table_end);
  ELSE
    SELECT CONCAT('<tr>', GROUP_CONCAT('<th align="left">', label, '</th>'
        ORDER BY FIELD(code, 'PRODUCT', 'QUANTITY', 'LOT', 'WAREHOUSE') SEPARATOR ''), '</tr>')
      INTO head FROM code_label AS l WHERE l.dictionary = 'column' AND l.lang = this_lang;
    SET message = CONCAT(message, '<table class="ticketstock" border="1" cellpadding="4">', head, line, table_end);
  END IF;
END//
DELIMITER ;

/*
 * Writes the event of a new ticket that Dolibarr's ticket page lists, where the ERP is set to keep such events
 * (MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE). Its ref is its own number.
 */
DROP PROCEDURE IF EXISTS erp_write_event;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_event(
  IN this_ticket INT, IN ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_entity INT, IN this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN actor INT, IN opened_on DATETIME)
  COMMENT 'Writes the event of a new ticket'
BEGIN
  DECLARE words VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE event_type, event INT;
  SELECT MAX(id) INTO event_type FROM `dolibarr`.`llx_c_actioncomm` WHERE code = 'AC_OTH_AUTO';
  IF event_type IS NULL THEN
    CALL refuse('The ERP lacks event type AC_OTH_AUTO (c_actioncomm), which events of tickets need.');
  END IF;
  SELECT MAX(label) INTO words FROM code_label
    WHERE dictionary = 'event' AND code = 'CREATED' AND lang = this_lang;
  SET words = REPLACE(words, '__TICKET_REF__', ref);
  INSERT INTO `dolibarr`.`llx_actioncomm`
      (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action,
       label, note, fk_element, elementtype, durationp, transparency, location)
    VALUES ('', this_entity, opened_on, opened_on, opened_on, event_type, 'AC_TICKET_CREATE', -1, actor, actor,
       words, words, this_ticket, 'ticket', 0, 0, '');
  SET event = LAST_INSERT_ID();
  UPDATE `dolibarr`.`llx_actioncomm` SET ref = event WHERE id = event;
  INSERT INTO `dolibarr`.`llx_actioncomm_resources`
      (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
    VALUES (event, 'user', COALESCE(actor, 0), '0', 0, 0);
END//
DELIMITER ;

/*
 * Makes assignee and group members contacts of a ticket and queues a mail to each.
 *
 * The assignee is SUPPORTTEC, once (Dolibarr's page allows one only), the members CONTRIBUTOR. A
 * disabled member becomes no contact and gets no mail; the outbox says so. The types' rowids differ
 * between installs: they are looked up by code. A group without active members is no reason to lose the
 * ticket: it is opened for the assignee, and an incident that needs no retry says so.
 */
DROP PROCEDURE IF EXISTS erp_write_contacts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_contacts(
  IN this_movement INT, IN this_ticket INT, IN this_rule INT, IN ticket_entity INT, IN assignee INT,
  IN contact_group INT, IN actor INT, IN created_at DATETIME,
  IN default_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN mail_kind VARCHAR(32) CHARACTER SET utf8mb4)
  COMMENT 'Makes assignee and group members contacts and queues their mails'
BEGIN
  DECLARE ended, members INT DEFAULT 0;
  DECLARE assignee_type, member_type, contact, is_active, notifies_actor INT;
  DECLARE contact_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contact_lang VARCHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contacts CURSOR FOR
    SELECT u.rowid, u.statut, u.email, u.lang FROM `dolibarr`.`llx_user` AS u WHERE u.rowid = assignee
    UNION
    SELECT u.rowid, u.statut, u.email, u.lang FROM `dolibarr`.`llx_user` AS u
      WHERE u.rowid IN (SELECT fk_user FROM `dolibarr`.`llx_usergroup_user`
        WHERE fk_usergroup = contact_group AND entity IN (0, ticket_entity))
    ORDER BY rowid <> assignee, rowid;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;

  SELECT MAX(IF(code = 'SUPPORTTEC', rowid, NULL)), MAX(IF(code = 'CONTRIBUTOR', rowid, NULL))
    INTO assignee_type, member_type FROM `dolibarr`.`llx_c_type_contact`
    WHERE element = 'ticket' AND source = 'internal' AND active = 1;
  IF assignee_type IS NULL OR member_type IS NULL THEN
    CALL refuse('The ERP lacks contact type SUPPORTTEC or CONTRIBUTOR for tickets (c_type_contact).');
  END IF;
  SELECT MAX(notify_actor) INTO notifies_actor FROM rule WHERE id = this_rule;
  OPEN contacts;
  FETCH contacts INTO contact, is_active, contact_address, contact_lang;
  WHILE NOT ended DO
    IF contact = assignee OR is_active = 1 THEN
      INSERT INTO `dolibarr`.`llx_element_contact`
          (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
        VALUES (created_at, 4, this_ticket, IF(contact = assignee, assignee_type, member_type), contact);
    END IF;
    SET members = members + IF(contact <> assignee AND is_active = 1, 1, 0);
    IF notifies_actor OR NOT contact <=> actor THEN
      CALL queue_mail(this_ticket, mail_kind, contact, contact_address,
        LEFT(COALESCE(NULLIF(contact_lang, ''), default_lang), 2), is_active);
    END IF;
    FETCH contacts INTO contact, is_active, contact_address, contact_lang;
  END WHILE;
  CLOSE contacts;
  IF members = 0 THEN
    INSERT INTO incident (movement_id, sql_state, message, resolved_at)
      VALUES (this_movement, '01000', CONCAT('Rule ', this_rule, ': its group ', contact_group,
        ' has no active member besides the assignee, who alone became a contact of the ticket.'), NOW(3));
  END IF;
END//
DELIMITER ;

/*
 * Writes the ticket of a movement as Dolibarr would: ticket, event, contacts, and our queued mails.
 *
 * this_movement  rowid of the movement, this_rule  rule that opens the ticket
 * this_ticket  OUT: rowid of the ticket, NULL if the rule leaves movements of this kind out
 * Raises a sentence (45000) where the rule does not fit the ERP; the caller undoes.
 * Reads with SELECT … INTO and cursors only: those lock nothing (IF EXISTS, SET = (SELECT …) and
 * INSERT … SELECT would, until COMMIT).
 */
DROP PROCEDURE IF EXISTS erp_write_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_ticket(
  IN this_movement INT, IN this_rule INT, OUT this_ticket INT)
  COMMENT 'Writes the ticket of a movement, its event, contacts and mails'
writing: BEGIN
  DECLARE this_entity, assignee, contact_group, actor, third_party INT;
  DECLARE type, severity, category, this_source, grouped VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE wanted_sources VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE rule_name, origin_ref, subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ref, track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE booked_at, opened_on, starts_at, ends_at DATETIME;
  DECLARE scheme, universal, fiscal_month VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE keeps_events INT;
  DECLARE first_number, number BIGINT;
  DECLARE attempt INT DEFAULT 0;

  SELECT e.entity, m.datem, m.fk_user_author, CONCAT('Rule ', r.id, ' (', r.label, ')'), r.assignee_id,
      r.contact_group_id, r.type_code, r.severity_code, r.category_code, r.grouped_by, r.sources
    INTO this_entity, booked_at, actor, rule_name, assignee,
      contact_group, type, severity, category, grouped, wanted_sources
    FROM `dolibarr`.`llx_stock_mouvement` AS m JOIN rule AS r ON r.id = this_rule
    LEFT JOIN `dolibarr`.`llx_entrepot` AS e ON e.rowid = m.fk_entrepot
    WHERE m.rowid = this_movement;
  CALL erp_movement_source(this_movement, this_source, origin_ref, third_party);
  IF NOT FIND_IN_SET(this_source, wanted_sources) THEN
    LEAVE writing;
  END IF;
  CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
  CALL erp_now(booked_at, opened_on);
  CALL erp_constants(this_entity, scheme, universal, fiscal_month, this_lang, keeps_events);
  CALL erp_number_mask(scheme, universal, fiscal_month, opened_on, this_mask, this_period, first_number, starts_at, ends_at);
  REPEAT
    SET attempt = attempt + 1;
    CALL next_number(this_entity, this_mask, this_period, first_number,
      starts_at, ends_at, attempt, number);
    CALL erp_ticket_ref(this_mask, number, opened_on, ref);
    CALL erp_track_id(track_id);
    CALL erp_render_ticket(this_movement, this_rule, ref, this_source, origin_ref, third_party, opened_on, subject, message);
    IF grouped = 'operation' THEN
      CALL erp_add_line(this_movement, this_lang, message);
    END IF;
    CALL erp_insert_ticket(this_entity, ref, track_id, third_party, actor, assignee, subject, message,
      type, severity, category, opened_on, this_ticket);
  UNTIL this_ticket IS NOT NULL OR attempt = 100 END REPEAT;
  IF this_ticket IS NULL THEN
    CALL refuse(CONCAT('No free ticket number up to ', ref, ': call retry_incident().'));
  END IF;
  INSERT INTO opened_ticket (movement_id, ticket_id, rule_id, entity)
    VALUES (this_movement, this_ticket, this_rule, this_entity);
  IF keeps_events THEN
    CALL erp_write_event(this_ticket, ref, this_entity, this_lang, actor, opened_on);
  END IF;
  CALL erp_write_contacts(this_movement, this_ticket, this_rule, this_entity, assignee, contact_group, actor, opened_on, this_lang,
    IF(grouped = 'operation', 'operation', 'opened'));
END//
DELIMITER ;

/*
 * Adds a movement to the ticket that an earlier movement of the same transaction has opened. The row is
 * the transaction's own, so its update waits for nobody. The table of lines is there, so no language is needed.
 */
DROP PROCEDURE IF EXISTS erp_join_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_join_ticket(IN this_movement INT, IN this_ticket INT)
  COMMENT 'Adds a movement to a ticket'
BEGIN
  DECLARE content MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(message) INTO content
    FROM `dolibarr`.`llx_ticket` WHERE rowid = this_ticket;
  CALL erp_add_line(this_movement, NULL, content);
  UPDATE `dolibarr`.`llx_ticket` SET message = content WHERE rowid = this_ticket;
  INSERT INTO grouped_movement (movement_id, ticket_id) VALUES (this_movement, this_ticket);
END//
DELIMITER ;

/*
 * Tells the session's transactions apart: the same key within one, another in the next.
 *
 * MySQL counts transactions in performance_schema. MariaDB has no such count, but how often the session
 * began and ended one tells the same; outside BEGIN each statement is a transaction, known by its time.
 * Each server passes over the other's comment. Without performance_schema's instrument of transactions a
 * statement is all that MySQL tells.
 */
DROP PROCEDURE IF EXISTS transaction_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE transaction_key(
  OUT transaction VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Tells the session''s transactions apart'
BEGIN
  /*M!
  SELECT GROUP_CONCAT(VARIABLE_VALUE ORDER BY VARIABLE_NAME) INTO transaction
    FROM information_schema.SESSION_STATUS
    WHERE VARIABLE_NAME IN ('COM_BEGIN', 'COM_COMMIT', 'COM_ROLLBACK', 'COM_XA_START', 'COM_XA_COMMIT');
  SET transaction = CONCAT(transaction, ' ', IF(@@in_transaction, '', NOW(6)));
  */
  /*!80000
  SELECT MAX(EVENT_ID) INTO transaction FROM performance_schema.events_transactions_current
    WHERE THREAD_ID = PS_CURRENT_THREAD_ID();
  */
  SET transaction = COALESCE(transaction, NOW(6));
END//
DELIMITER ;

/*
 * Adds a movement to the ticket of its operation, or opens that ticket with its first movement.
 *
 * An operation is what one transaction does for one rule under one inventory code or origin. Which
 * ticket that is, the session remembers in two user variables; a new transaction has another key, and
 * a ticket that was rolled back is not found, so a stale memory does no harm.
 */
DROP PROCEDURE IF EXISTS join_or_open_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE join_or_open_ticket(IN this_movement INT, IN this_rule INT)
  COMMENT 'Adds a movement to the ticket of its operation, or opens it'
BEGIN
  DECLARE this_ticket INT;
  DECLARE transaction, operation VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  CALL transaction_key(transaction);
  CALL erp_operation_key(this_movement, operation);
  SET operation = CONCAT(this_rule, ' ', transaction, ' ', operation);
  IF operation = CONVERT(@ticketstock_operation USING utf8mb4) COLLATE utf8mb4_bin THEN
    SELECT MAX(ticket_id) INTO this_ticket FROM opened_ticket
      WHERE ticket_id = CAST(@ticketstock_operation_ticket AS SIGNED) AND rule_id = this_rule;
  END IF;
  IF this_ticket IS NOT NULL THEN
    CALL erp_join_ticket(this_movement, this_ticket);
  ELSE
    CALL erp_write_ticket(this_movement, this_rule, this_ticket);
    SET @ticketstock_operation = operation, @ticketstock_operation_ticket = this_ticket;
  END IF;
END//
DELIMITER ;

/*
 * Opens the ticket of a movement, with contacts and queued mails, in the caller's transaction.
 *
 * this_movement  rowid of the movement
 * this_rule      rule that watches its warehouse; a disabled rule does nothing
 * The movement always wins: on an error the savepoint undoes what was written (a trigger has no
 * statement-level rollback of its own), an incident keeps the reason and the caller goes on.
 * Setting on_error = refuse raises the reason instead. Deadlocks and lock timeouts reach no handler;
 * they are the server's to report.
 */
DROP PROCEDURE IF EXISTS open_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE open_ticket(
  IN this_movement INT, IN this_rule INT)
  COMMENT 'Opens the ticket of a movement; an error becomes an incident'
BEGIN
  DECLARE is_enabled, this_ticket INT;
  DECLARE grouped VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE state CHAR(5) CHARACTER SET utf8mb4;
  DECLARE error INT;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1
      state = RETURNED_SQLSTATE, error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
    ROLLBACK TO SAVEPOINT ticketstock_open_ticket;
    IF state <> '45000' THEN
      SET reason = CONCAT('The server would not write the ticket: ', reason, ' (error ', error,
        '). Repair the table, column, right or function that it names, then CALL retry_incident().');
    END IF;
    CALL record_incident(this_movement, state, error, reason);
  END;
  SAVEPOINT ticketstock_open_ticket;
  SELECT MAX(enabled), MAX(grouped_by) INTO is_enabled, grouped FROM rule WHERE id = this_rule;
  IF is_enabled IS NULL THEN
    CALL refuse(CONCAT('The warehouse is watched by rule ', this_rule,
      ', which does not exist: correct table rule_warehouse.'));
  ELSEIF is_enabled AND grouped = 'operation' THEN
    CALL join_or_open_ticket(this_movement, this_rule);
  ELSEIF is_enabled THEN
    CALL erp_write_ticket(this_movement, this_rule, this_ticket);
  END IF;
  RELEASE SAVEPOINT ticketstock_open_ticket;
END//
DELIMITER ;

/*
 * Opens the ticket of an incident after the cause has been repaired.
 *
 * this_incident  incident.id
 * Error 45000 if there is no such open incident, if its warehouse is watched no more or if the
 * ticket still cannot be opened; the incident then stays open. The other incidents of the same
 * movement are resolved with it.
 */
DROP PROCEDURE IF EXISTS retry_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_incident(IN this_incident BIGINT UNSIGNED)
  COMMENT 'Opens the ticket of an incident after repair'
BEGIN
  DECLARE this_movement, watching_rule, opened, this_ticket INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  SELECT MAX(movement_id) INTO this_movement FROM incident
    WHERE id = this_incident AND resolved_at IS NULL;
  IF this_movement IS NULL THEN
    CALL refuse(CONCAT('There is no open incident ', this_incident, ': see table incident.'));
  END IF;
  CALL erp_find_rule(this_movement, watching_rule);
  IF watching_rule IS NULL THEN
    CALL refuse(CONCAT('Movement ', this_movement,
      ' is gone or its warehouse is watched by no enabled rule.'));
  END IF;
  START TRANSACTION;
  SELECT COUNT(*) INTO opened FROM opened_ticket WHERE movement_id = this_movement;
  IF opened = 0 THEN
    CALL erp_write_ticket(this_movement, watching_rule, this_ticket);
  END IF;
  UPDATE incident SET resolved_at = NOW(3)
    WHERE movement_id = this_movement AND resolved_at IS NULL;
  COMMIT;
END//
DELIMITER ;

/*
 * Refuses to watch a warehouse that does not exist, that is watched already or that belongs to another
 * entity than the rule, with a sentence (45000).
 *
 * this_warehouse, this_rule  as they are to be written; is_new  0 where only the rule changes
 */
DROP PROCEDURE IF EXISTS erp_check_watch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_watch(
  IN this_warehouse INT, IN this_rule INT, IN is_new INT)
  COMMENT 'Refuses to watch a warehouse that cannot be watched'
BEGIN
  DECLARE rule_entity, warehouse_entity, other_rule INT;
  SELECT MAX(entity) INTO rule_entity FROM rule WHERE id = this_rule;
  SELECT MAX(entity) INTO warehouse_entity FROM `dolibarr`.`llx_entrepot` WHERE rowid = this_warehouse;
  SELECT MAX(rule_id) INTO other_rule FROM rule_warehouse WHERE warehouse_id = this_warehouse;
  IF rule_entity IS NULL THEN
    CALL refuse(CONCAT('There is no rule ', this_rule, ': see rule_overview.'));
  ELSEIF warehouse_entity IS NULL THEN
    CALL refuse(CONCAT('There is no warehouse ', this_warehouse, ' in the ERP.'));
  ELSEIF warehouse_entity <> rule_entity THEN
    CALL refuse(CONCAT('Warehouse ', this_warehouse, ' belongs to entity ', warehouse_entity,
      ', rule ', this_rule, ' to entity ', rule_entity, '.'));
  ELSEIF is_new AND other_rule IS NOT NULL THEN
    CALL refuse(CONCAT('Warehouse ', this_warehouse, ' is watched already, by rule ', other_rule, '.'));
  END IF;
END//
DELIMITER ;

/*
 * Refuses an unknown setting or a value that is not allowed, with a sentence (45000).
 */
DROP PROCEDURE IF EXISTS check_setting;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_setting(
  IN this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_value VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses an unknown setting or a value that is not allowed'
BEGIN
  DECLARE allowed VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CASE this_name
  WHEN 'on_error' THEN
    SET allowed = IF(this_value IN ('record', 'refuse'), NULL, 'record or refuse');
  WHEN 'erp_url' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^https?://[^[:space:]"<>]+$', NULL,
      'empty or a URL that begins with http:// or https://');
  WHEN 'mail_sender' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^[!-~]+@[!-~]+$' AND this_value NOT LIKE '%@%@%', NULL,
      'empty or a bare mail address');
  WHEN 'mail_reply_to' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^[!-~]+@[!-~]+$' AND this_value NOT LIKE '%@%@%', NULL,
      'empty or a bare mail address');
  WHEN 'mail_sender_name' THEN
    SET allowed = IF(this_value NOT REGEXP '[[:cntrl:]]' AND CHAR_LENGTH(this_value) <= 200, NULL,
      'a name of at most 200 characters on one line');
  WHEN 'batch_size' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 1000, NULL, 'a number from 1 to 1000');
  WHEN 'give_up_after_hours' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 8760, NULL, 'a number from 1 to 8760');
  ELSE
    CALL refuse(CONCAT('There is no setting "', this_name, '": SELECT name, meaning FROM setting.'));
  END CASE;
  IF allowed IS NOT NULL THEN
    CALL refuse(CONCAT('Setting ', this_name, ' takes ', allowed, ', not "', LEFT(this_value, 40), '".'));
  END IF;
END//
DELIMITER ;

/*
 * Refuses a text with a placeholder that does not exist, with a sentence (45000) that names it.
 *
 * what  the column, for the sentence; text  subject or content of a rule
 */
DROP PROCEDURE IF EXISTS check_placeholders;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_placeholders(
  IN what VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN text MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Refuses a text with an unknown placeholder'
BEGIN
  DECLARE this_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE known INT DEFAULT 1;
  WHILE known AND text REGEXP '__[A-Za-z0-9]+(_[A-Za-z0-9]+)*__' DO
    SET this_name = REGEXP_SUBSTR(text, '__[A-Za-z0-9]+(_[A-Za-z0-9]+)*__');
    SELECT COUNT(*) INTO known FROM placeholder WHERE name = this_name;
    SET text = REPLACE(text, this_name, '');
  END WHILE;
  IF NOT known THEN
    CALL refuse(CONCAT('There is no placeholder ', this_name, ' (in ', what, '): SELECT name, meaning FROM placeholder.'));
  END IF;
END//
DELIMITER ;

/*
 * Refuses a rule that could not work, with a sentence (45000). A rule that is not enabled may name what
 * the ERP no longer has: that is how a DBA switches it off.
 */
DROP PROCEDURE IF EXISTS check_rule_row;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_rule_row(
  IN this_label VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN is_enabled INT,
  IN this_entity INT, IN assignee INT, IN contact_group INT,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses a rule that could not work'
BEGIN
  DECLARE rule_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT CONCAT('Rule "', this_label, '"');
  IF TRIM(this_subject) = '' THEN
    CALL refuse(CONCAT(rule_name, ' has no subject.'));
  END IF;
  CALL check_placeholders('subject', this_subject);
  CALL check_placeholders('message', this_message);
  IF is_enabled THEN
    CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
  END IF;
END//
DELIMITER ;

/*
 * Refuses a relay that the mailer could not use, with a sentence (45000).
 */
DROP PROCEDURE IF EXISTS check_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_relay(
  IN this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_host VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_port INT)
  COMMENT 'Refuses a relay that the mailer could not use'
BEGIN
  IF this_name NOT REGEXP '^[A-Za-z0-9._-]+$' THEN
    CALL refuse('A relay''s name is made of letters, digits, ".", "_" and "-": it stands in the secrets file too.');
  ELSEIF this_host LIKE '%:%' THEN
    CALL refuse('host takes a name or an IPv4 address, without a port; IPv6 addresses are not supported.');
  ELSEIF this_host NOT REGEXP '^[A-Za-z0-9._-]+$' THEN
    CALL refuse('host takes a host name or an IPv4 address.');
  ELSEIF this_port = 465 THEN
    CALL refuse('Port 465 speaks TLS from the first byte, which is not supported: use 587 with tls = starttls.');
  ELSEIF this_port < 1 THEN
    CALL refuse('port takes a number from 1 to 65535, mostly 25 or 587.');
  END IF;
END//
DELIMITER ;

/* A wrong setting is refused when it is written, whoever writes it and however. */
DROP TRIGGER IF EXISTS setting_inserted;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_inserted BEFORE INSERT ON setting FOR EACH ROW
  CALL check_setting(NEW.name, NEW.value);
DROP TRIGGER IF EXISTS setting_updated;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_updated BEFORE UPDATE ON setting FOR EACH ROW
  CALL check_setting(NEW.name, NEW.value);

DROP TRIGGER IF EXISTS rule_inserted;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_inserted BEFORE INSERT ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);
DROP TRIGGER IF EXISTS rule_updated;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_updated BEFORE UPDATE ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);
/* The first ticket of a new rule finds its number series ready. */
DROP TRIGGER IF EXISTS rule_numbered;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_numbered AFTER INSERT ON rule FOR EACH ROW
  CALL prepare_numbers();

DROP TRIGGER IF EXISTS rule_warehouse_inserted;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_inserted BEFORE INSERT ON rule_warehouse FOR EACH ROW
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, 1);
DROP TRIGGER IF EXISTS rule_warehouse_updated;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_updated BEFORE UPDATE ON rule_warehouse FOR EACH ROW
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, NEW.warehouse_id <> OLD.warehouse_id);

DROP TRIGGER IF EXISTS relay_inserted;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_inserted BEFORE INSERT ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port);
DROP TRIGGER IF EXISTS relay_updated;
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_updated BEFORE UPDATE ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port);

/*
 * Lets a rule watch one more warehouse.
 *
 * this_rule  rule.id, warehouse_ref  ref of the warehouse, in the rule's entity
 * Error 45000 with a sentence if one of them is unknown or the warehouse is watched already.
 */
DROP PROCEDURE IF EXISTS watch_warehouse;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE watch_warehouse(
  IN this_rule INT, IN warehouse_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Lets a rule watch one more warehouse'
BEGIN
  DECLARE this_warehouse INT;
  SELECT MAX(e.rowid) INTO this_warehouse
    FROM `dolibarr`.`llx_entrepot` AS e JOIN rule AS r ON r.entity = e.entity
    WHERE r.id = this_rule AND e.ref = warehouse_ref COLLATE utf8mb4_unicode_ci;
  IF this_warehouse IS NULL THEN
    CALL refuse(CONCAT('Rule ', this_rule, ' or a warehouse with ref "', warehouse_ref,
      '" in its entity does not exist.'));
  END IF;
  INSERT INTO rule_warehouse (warehouse_id, rule_id) VALUES (this_warehouse, this_rule);
END//
DELIMITER ;

/*
 * Writes a rule from names, and lets it watch a warehouse. More warehouses: watch_warehouse().
 *
 * this_label  name of the rule; warehouse_ref  ref of the warehouse; assignee_login  login of the user
 * whom tickets are assigned to; group_name  group whose members become contacts; type, severity,
 * category  codes of the dictionaries; this_subject  text, this_message  HTML, with placeholders.
 * Result: a row with rule_id. Error 45000 with a sentence if a name is unknown or not unique, a code
 * is not active or the warehouse is watched already; nothing is written then.
 */
DROP PROCEDURE IF EXISTS add_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE add_rule(
  IN this_label VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN warehouse_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN assignee_login VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN group_name VARCHAR(180) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes a rule from names and lets it watch a warehouse'
BEGIN
  DECLARE this_entity, assignee, contact_group, number, new_rule INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  SELECT MAX(entity), COUNT(*) INTO this_entity, number
    FROM `dolibarr`.`llx_entrepot` WHERE ref = warehouse_ref COLLATE utf8mb4_unicode_ci;
  IF number <> 1 THEN
    CALL refuse(CONCAT('There are ', number, ' warehouses with ref "', warehouse_ref, '" in the ERP, not one.'));
  END IF;
  SELECT MAX(rowid), COUNT(*) INTO assignee, number FROM `dolibarr`.`llx_user`
    WHERE login = assignee_login COLLATE utf8mb4_unicode_ci AND entity IN (0, this_entity);
  IF number <> 1 THEN
    CALL refuse(CONCAT('There are ', number, ' users with login "', assignee_login, '" in the ERP, not one.'));
  END IF;
  SELECT MAX(rowid), COUNT(*) INTO contact_group, number FROM `dolibarr`.`llx_usergroup`
    WHERE nom = group_name COLLATE utf8mb4_unicode_ci AND entity IN (0, this_entity);
  IF number <> 1 THEN
    CALL refuse(CONCAT('There are ', number, ' groups named "', group_name, '" in the ERP, not one.'));
  END IF;
  START TRANSACTION;
  INSERT INTO rule (entity, label, assignee_id, contact_group_id,
      type_code, severity_code, category_code, subject, message)
    VALUES (this_entity, this_label, assignee, contact_group,
      type, severity, category, this_subject, this_message);
  SET new_rule = LAST_INSERT_ID();
  CALL watch_warehouse(new_rule, warehouse_ref);
  COMMIT;
  SELECT new_rule AS rule_id;
END//
DELIMITER ;

/*
 * Says why a movement opened a ticket, or why not.
 *
 * this_movement  rowid of the movement in the ERP
 * Result: one row: movement_id, ticket_ref (NULL if there is none), explanation.
 */
DROP PROCEDURE IF EXISTS explain_movement;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE explain_movement(IN this_movement INT)
  COMMENT 'Says why a movement opened a ticket, or why not'
BEGIN
  DECLARE found, this_warehouse, watching_rule, is_enabled, this_ticket, first_movement, open_incident, third_party INT;
  DECLARE quantity DOUBLE;
  DECLARE wanted VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE warehouse, rule_name, ticket_ref, origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE answer VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*), MAX(m.value), MAX(m.fk_entrepot), MAX(e.ref), MAX(w.rule_id), MAX(r.enabled), MAX(r.sources),
      MAX(CONCAT('rule ', r.id, ' (', r.label, ')'))
    INTO found, quantity, this_warehouse, warehouse, watching_rule, is_enabled, wanted, rule_name
    FROM `dolibarr`.`llx_stock_mouvement` AS m
    LEFT JOIN `dolibarr`.`llx_entrepot` AS e ON e.rowid = m.fk_entrepot
    LEFT JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    LEFT JOIN rule AS r ON r.id = w.rule_id
    WHERE m.rowid = this_movement;
  SELECT MAX(o.ticket_id), MAX(o.movement_id) INTO this_ticket, first_movement FROM (
      SELECT ticket_id, NULL AS movement_id FROM opened_ticket WHERE movement_id = this_movement
      UNION ALL
      SELECT g.ticket_id, f.movement_id FROM grouped_movement AS g JOIN opened_ticket AS f ON f.ticket_id = g.ticket_id
        WHERE g.movement_id = this_movement
    ) AS o;
  SELECT MAX(ref) INTO ticket_ref FROM `dolibarr`.`llx_ticket` WHERE rowid = this_ticket;
  SELECT MAX(id) INTO open_incident FROM incident WHERE movement_id = this_movement AND resolved_at IS NULL;
  SET warehouse = COALESCE(warehouse, CONCAT('number ', this_warehouse));
  IF found = 0 THEN
    SET answer = 'There is no such movement in the ERP.';
  ELSEIF this_ticket IS NOT NULL AND first_movement IS NOT NULL THEN
    SET answer = CONCAT('It was added as a line to the ticket that movement ', first_movement, ' of the same operation had opened.');
  ELSEIF this_ticket IS NOT NULL THEN
    SET answer = CONCAT(quantity, ' entered warehouse ', warehouse, ', which is watched: its ticket was opened.');
  ELSEIF open_incident IS NOT NULL THEN
    SELECT CONCAT('It should have opened a ticket and failed: ', message, ' After repair: CALL retry_incident(', id, ').')
      INTO answer FROM incident WHERE id = open_incident;
  ELSEIF COALESCE(quantity, 0) <= 0 THEN
    SET answer = CONCAT('No goods entered: its quantity is ', COALESCE(quantity, 'NULL'), '.');
  ELSEIF watching_rule IS NULL THEN
    SET answer = CONCAT('Warehouse ', warehouse, ' is not watched: CALL watch_warehouse(rule, ref) if it should be.');
  ELSEIF NOT is_enabled THEN
    SET answer = CONCAT('Warehouse ', warehouse, ' is watched by ', rule_name, ', which is not enabled.');
  ELSE
    CALL erp_movement_source(this_movement, this_source, origin_ref, third_party);
    SET answer = IF(FIND_IN_SET(this_source, wanted),
      CONCAT('There is no record of it: it was written before warehouse ', warehouse, ' was watched, or while the trigger was missing.'),
      CONCAT('It is a ', this_source, '; ', rule_name, ' opens tickets for ', wanted, '.'));
  END IF;
  SELECT this_movement AS movement_id, ticket_ref, answer AS explanation;
END//
DELIMITER ;

/* The rules with names in place of ids, one row for each watched warehouse. */
DROP VIEW IF EXISTS rule_overview;
CREATE DEFINER = `ticketstock`@`localhost` VIEW rule_overview AS
SELECT r.id AS rule_id, r.entity, r.label, r.enabled, e.ref AS warehouse, u.login AS assignee,
    g.nom AS contact_group, r.type_code, r.severity_code, r.category_code, r.subject
  FROM rule AS r
  LEFT JOIN rule_warehouse AS w ON w.rule_id = r.id
  LEFT JOIN `dolibarr`.`llx_entrepot` AS e ON e.rowid = w.warehouse_id
  LEFT JOIN `dolibarr`.`llx_user` AS u ON u.rowid = r.assignee_id
  LEFT JOIN `dolibarr`.`llx_usergroup` AS g ON g.rowid = r.contact_group_id;

/*
 * The settings and mail constants that hold in each entity that has a warehouse or a rule: the entity's
 * own value, else that of all entities (0). An empty value counts as none.
 */
DROP VIEW IF EXISTS erp_effective_setting;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_effective_setting AS
SELECT e.entity, v.name, COALESCE(MAX(IF(v.entity = 0, NULL, v.value)), MAX(v.value)) AS value
  FROM (SELECT entity FROM rule
        UNION SELECT entity FROM `dolibarr`.`llx_entrepot`) AS e
  JOIN (
    SELECT entity, name, value FROM setting
    UNION ALL
    SELECT entity, CONVERT(name USING utf8mb4) COLLATE utf8mb4_unicode_ci,
        CONVERT(value USING utf8mb4) COLLATE utf8mb4_unicode_ci
      FROM `dolibarr`.`llx_const`
      WHERE name IN ('TICKET_NOTIFICATION_EMAIL_FROM', 'MAIN_MAIL_EMAIL_FROM',
        'MAIN_INFO_SOCIETE_NOM', 'EMAIL_ALTERNATIVE_HOST_SIGNATURE')
  ) AS v ON v.entity IN (0, e.entity) AND v.value <> ''
  GROUP BY e.entity, v.name;

/*
 * What a mail of each entity says of its sender: our settings first, the ERP's constants where ours
 * are empty. mail_host is the right side of Message-IDs: the host by which Dolibarr's mail collector
 * knows its own mails, if it is set there, else the domain of the sender.
 */
DROP VIEW IF EXISTS erp_mail_setting;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_mail_setting AS
SELECT c.entity, c.sender, COALESCE(c.sender_name, c.company) AS sender_name,
    c.reply_to, c.company, COALESCE(c.erp_url, '') AS erp_url,
    COALESCE(c.signature_host, SUBSTRING_INDEX(c.sender, '@', -1)) AS mail_host
  FROM (
    SELECT e.entity,
        COALESCE(MAX(IF(e.name = 'mail_sender', e.value, NULL)),
          MAX(IF(e.name = 'TICKET_NOTIFICATION_EMAIL_FROM', e.value, NULL)),
          MAX(IF(e.name = 'MAIN_MAIL_EMAIL_FROM', e.value, NULL))) AS sender,
        MAX(IF(e.name = 'mail_sender_name', e.value, NULL)) AS sender_name,
        MAX(IF(e.name = 'mail_reply_to', e.value, NULL)) AS reply_to,
        MAX(IF(e.name = 'MAIN_INFO_SOCIETE_NOM', e.value, NULL)) AS company,
        MAX(IF(e.name = 'erp_url', TRIM(TRAILING '/' FROM e.value), NULL)) AS erp_url,
        MAX(IF(e.name = 'EMAIL_ALTERNATIVE_HOST_SIGNATURE', e.value, NULL)) AS signature_host
      FROM erp_effective_setting AS e GROUP BY e.entity
  ) AS c;

/* The mails of a new installation; what a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('opened', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Goods have arrived in warehouse <strong>__WAREHOUSE_REF__</strong>: ticket <a href="__TICKET_URL__">__TICKET_REF__</a> has been opened.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Severity</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Group</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Product</th><td>__PRODUCT_REF__ __PRODUCT_LABEL__</td></tr>
<tr><th align="left">Quantity</th><td>__QTY__</td></tr>
<tr><th align="left">Lot/serial</th><td>__BATCH__</td></tr>
<tr><th align="left">Warehouse</th><td>__WAREHOUSE_REF__ __WAREHOUSE_LABEL__</td></tr>
<tr><th align="left">Movement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
'),
('opened', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>De la marchandise est arrivée dans l''entrepôt <strong>__WAREHOUSE_REF__</strong> : le ticket <a href="__TICKET_URL__">__TICKET_REF__</a> a été ouvert.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Sévérité</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Groupe</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Produit</th><td>__PRODUCT_REF__ __PRODUCT_LABEL__</td></tr>
<tr><th align="left">Quantité</th><td>__QTY__</td></tr>
<tr><th align="left">Lot/série</th><td>__BATCH__</td></tr>
<tr><th align="left">Entrepôt</th><td>__WAREHOUSE_REF__ __WAREHOUSE_LABEL__</td></tr>
<tr><th align="left">Mouvement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
'),
('operation', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Goods have arrived in warehouse <strong>__WAREHOUSE_REF__</strong>: ticket <a href="__TICKET_URL__">__TICKET_REF__</a> has been opened.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Severity</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Group</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Movement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
'),
('operation', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>De la marchandise est arrivée dans l''entrepôt <strong>__WAREHOUSE_REF__</strong> : le ticket <a href="__TICKET_URL__">__TICKET_REF__</a> a été ouvert.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Sévérité</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Groupe</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Mouvement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
');

/* The queue at a glance: one row. */
DROP VIEW IF EXISTS mail_status;
CREATE DEFINER = `ticketstock`@`localhost` VIEW mail_status AS
SELECT
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'pending') AS pending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sending') AS sending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sent') AS sent,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'failed') AS failed,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'cancelled') AS cancelled,
    (SELECT MIN(created_at) FROM mail_outbox WHERE state IN ('pending', 'sending')) AS oldest_pending,
    (SELECT MAX(sent_at) FROM mail_outbox WHERE state = 'sent') AS last_delivery;

/*
 * Chooses the relay for the next session: enabled, not backing off, lowest priority first; NULL if
 * there is none. A dead relay charges no mail an attempt; it is asked again when its pause is over.
 */
DROP PROCEDURE IF EXISTS choose_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_relay(
  OUT chosen VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses the relay for the next session'
BEGIN
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET chosen = NULL;
  SELECT r.name INTO chosen FROM relay AS r
    LEFT JOIN relay_state AS s ON s.relay = r.name
    WHERE r.enabled = 1 AND (s.retry_at IS NULL OR s.retry_at <= SYSDATE(3))
    ORDER BY r.priority, r.name LIMIT 1;
END//
DELIMITER ;

/*
 * Claims mails for a lane: a short transaction, nothing locked afterwards.
 *
 * this_lane  the lane, most  how many at most, this_lease  until when they are the lane's
 * claimed    OUT: how many; their numbers stand in the temporary table claimed_mail
 * SKIP LOCKED passes over rows of open movements and of other lanes. READ COMMITTED: no gap locks
 * that a movement's insert would wait for; the COMMIT before it is for servers whose autocommit is off. Mails whose lease has run out (their worker died) are
 * put back first; whether the relay took them nobody knows, so that counts as an attempt.
 */
DROP PROCEDURE IF EXISTS claim_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE claim_mail(
  IN this_lane INT, IN most INT, IN this_lease TIMESTAMP(3), OUT claimed INT)
  COMMENT 'Claims mails for a lane'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  DROP TEMPORARY TABLE IF EXISTS claimed_mail;
  CREATE TEMPORARY TABLE claimed_mail (id BIGINT UNSIGNED PRIMARY KEY) ENGINE = MEMORY;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  INSERT INTO claimed_mail (id)
    SELECT id FROM mail_outbox WHERE state = 'sending' AND lease_until < right_now
    LIMIT 1000 FOR UPDATE SKIP LOCKED;
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id
    SET m.state = 'pending', m.attempts = m.attempts + 1, m.lease_until = NULL;
  DELETE FROM claimed_mail;
  INSERT INTO claimed_mail (id)
    SELECT id FROM mail_outbox WHERE state = 'pending' AND due_at <= right_now
    ORDER BY due_at LIMIT most FOR UPDATE SKIP LOCKED;
  SET claimed = ROW_COUNT();
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id
    SET m.state = 'sending', m.lane = this_lane, m.lease_until = this_lease;
  COMMIT;
END//
DELIMITER ;

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
    STRAIGHT_JOIN `dolibarr`.`llx_ticket` AS t ON t.rowid = m.ticket_id
    STRAIGHT_JOIN opened_ticket AS o ON o.ticket_id = t.rowid
    JOIN erp_mail_setting AS s ON s.entity = t.entity
    LEFT JOIN `dolibarr`.`llx_stock_mouvement` AS v ON v.rowid = o.movement_id
    LEFT JOIN `dolibarr`.`llx_product` AS p ON p.rowid = v.fk_product
    LEFT JOIN `dolibarr`.`llx_entrepot` AS w ON w.rowid = v.fk_entrepot
    LEFT JOIN `dolibarr`.`llx_user` AS u ON u.rowid = m.recipient_user_id
    LEFT JOIN `dolibarr`.`llx_c_ticket_type` AS type
      ON type.code = t.type_code AND type.entity = t.entity
    LEFT JOIN `dolibarr`.`llx_c_ticket_severity` AS severity
      ON severity.code = t.severity_code AND severity.entity = t.entity
    LEFT JOIN `dolibarr`.`llx_c_ticket_category` AS category
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

/*
 * Records how a session with a relay went. After a failure the relay is left alone for 2 s, doubled
 * with each further one up to 5 minutes; other relays are used meanwhile.
 */
DROP PROCEDURE IF EXISTS record_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_relay(
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN was_usable INT,
  IN reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Records how a session with a relay went'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  IF was_usable THEN
    UPDATE relay_state SET failures = 0, retry_at = NULL WHERE relay = this_relay AND failures > 0;
  ELSE
    INSERT INTO relay_state (relay, failures, retry_at, last_error, last_error_at)
      VALUES (this_relay, 1, right_now + INTERVAL 2 SECOND, reason, right_now)
      ON DUPLICATE KEY UPDATE
        retry_at = right_now + INTERVAL LEAST(300, POW(2, LEAST(failures, 10) + 1)) SECOND,
        failures = failures + 1, last_error = reason, last_error_at = right_now;
  END IF;
END//
DELIMITER ;

/*
 * Records what became of a batch: one statement for all mails, one for the relay.
 *
 * outcomes  the JSON of ticketstock_send
 * sent → sent; refused → failed; deferred, uncertain → tried again after 30 s, doubled each time up
 * to an hour, give or take a quarter, and failed after give_up_after_hours; untried → at once and
 * without an attempt charged. A mail that the lane holds no more is another lane's to record.
 * STRAIGHT_JOIN from the batch: the other way round the rows of open transactions are waited for.
 */
DROP PROCEDURE IF EXISTS record_outcomes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_outcomes(
  IN this_lane INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN outcomes LONGTEXT CHARACTER SET utf8mb4)
  COMMENT 'Records what became of a batch'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE give_up_after INT;
  IF outcomes IS NULL THEN
    CALL refuse('The library could not make a batch (out of memory): the mails are tried again.');
  END IF;
  SELECT MAX(CAST(value AS UNSIGNED)) INTO give_up_after FROM setting
    WHERE entity = 0 AND name = 'give_up_after_hours';
  UPDATE JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (
      id BIGINT UNSIGNED PATH '$.id', result VARCHAR(16) PATH '$.state',
      code INT PATH '$.code', words VARCHAR(500) PATH '$.text')) AS o
    STRAIGHT_JOIN mail_outbox AS m ON m.id = o.id
    SET m.state = CASE
          WHEN o.result = 'sent' THEN 'sent'
          WHEN o.result = 'refused' THEN 'failed'
          WHEN o.result = 'untried' THEN 'pending'
          WHEN m.created_at < right_now - INTERVAL COALESCE(give_up_after, 120) HOUR THEN 'failed'
          ELSE 'pending' END,
        m.due_at = IF(o.result IN ('deferred', 'uncertain'), right_now + INTERVAL
          ROUND(LEAST(3600, 30 * POW(2, LEAST(m.attempts, 10))) * (0.75 + RAND() / 2)) SECOND, m.due_at),
        m.attempts = m.attempts + IF(o.result = 'untried', 0, 1),
        m.lease_until = NULL, m.relay = this_relay,
        m.smtp_code = IF(o.result = 'untried', m.smtp_code, o.code),
        m.smtp_text = IF(o.result = 'untried', m.smtp_text, o.words),
        m.sent_at = IF(o.result = 'sent', right_now, NULL)
    WHERE m.state = 'sending' AND m.lane = this_lane;
  CALL record_relay(this_relay, JSON_VALUE(outcomes, '$.relay.usable') IN ('true', '1'),
    CONCAT_WS(' ', NULLIF(JSON_VALUE(outcomes, '$.relay.code'), '0'), JSON_VALUE(outcomes, '$.relay.text')));
END//
DELIMITER ;

/*
 * Hands the lane's claimed mails to a relay in one session and records what became of each.
 *
 * The statement that calls the UDF, and with it the network, reads one temporary table and nothing
 * else: no transaction, no lock, no metadata lock of a real table (the COMMITs: also where autocommit is off). The key goes in a user variable:
 * a procedure's variable would stand in the process list as NAME_CONST('…') with the binary log on.
 */
DROP PROCEDURE IF EXISTS send_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE send_batch(
  IN this_lane INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Sends the claimed mails of a lane'
BEGIN
  DECLARE relay_host, relay_user VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE relay_port, verify INT;
  DECLARE relay_tls VARCHAR(16) CHARACTER SET utf8mb4;
  DECLARE outcomes LONGTEXT CHARACTER SET utf8mb4;
  CALL erp_fill_batch();
  SELECT MAX(host), MAX(port), MAX(tls), MAX(verify_certificate), MAX(username)
    INTO relay_host, relay_port, relay_tls, verify, relay_user FROM relay WHERE name = this_relay;
  SELECT MAX(value) INTO @ticketstock_delivery_key FROM delivery_key;
  COMMIT;
  SELECT CONVERT(ticketstock_send(@ticketstock_delivery_key,
      'relay.name', this_relay, 'relay.host', relay_host, 'relay.port', relay_port,
      'relay.tls', relay_tls, 'relay.verify_certificate', verify, 'relay.username', relay_user,
      'mail', b.id, 'sender', b.sender, 'sender_name', b.sender_name, 'reply_to', b.reply_to,
      'recipient', b.recipient, 'recipient_name', b.recipient_name,
      'message_id', b.message_id, 'references', b.reference,
      'subject', ticketstock_render(b.subject, 'text',
        '__TICKET_REF__', b.ticket_ref, '__TICKET_SUBJECT__', b.ticket_subject,
        '__QTY__', b.quantity, '__PRODUCT_REF__', b.product_ref,
        '__PRODUCT_LABEL__', b.product_label, '__WAREHOUSE_REF__', b.warehouse_ref),
      'html', ticketstock_render(b.html, 'html',
        '__TICKET_REF__', b.ticket_ref, '__TICKET_SUBJECT__', b.ticket_subject,
        'html:__TICKET_MESSAGE__', b.ticket_message, '__TICKET_TYPE__', b.type_label,
        '__TICKET_SEVERITY__', b.severity_label, '__TICKET_GROUP__', b.category_label,
        '__TICKET_URL__', b.ticket_url, '__PRODUCT_REF__', b.product_ref,
        '__PRODUCT_LABEL__', b.product_label, '__QTY__', b.quantity, '__BATCH__', b.lot,
        '__WAREHOUSE_REF__', b.warehouse_ref, '__WAREHOUSE_LABEL__', b.warehouse_label,
        '__MOVEMENT_LABEL__', b.movement_label, '__INVENTORY_CODE__', b.inventory_code,
        '__RECIPIENT_NAME__', b.recipient_name, '__COMPANY__', b.company)) USING utf8mb4)
    INTO outcomes FROM mail_batch AS b;
  SET @ticketstock_delivery_key = NULL;
  DROP TEMPORARY TABLE mail_batch;
  CALL record_outcomes(this_lane, this_relay, outcomes);
  COMMIT;
END//
DELIMITER ;

/*
 * One turn of a delivery lane: sends what is due, for at most ten seconds, then one session's time
 * (20 s). Called every second by the lane's event; the lock guards against overlap.
 *
 * this_lane  number of the lane
 * An error ends the turn and is kept in lane_state; the lane's mails are put back for a minute: some
 * may have gone out without a record, and must not go out every second. Not to be called inside a transaction: it commits.
 */
DROP PROCEDURE IF EXISTS deliver_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE deliver_mail(IN this_lane INT)
  COMMENT 'One turn of a delivery lane'
BEGIN
  DECLARE until_when TIMESTAMP(3) DEFAULT SYSDATE(3) + INTERVAL 10 SECOND;
  DECLARE relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE most, claimed INT;
  DECLARE lane_lock VARCHAR(64) CHARACTER SET utf8mb4
    DEFAULT CONCAT('ticketstock.lane.', this_lane);
  DECLARE reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    SET @ticketstock_delivery_key = NULL;
    UPDATE mail_outbox
      SET state = 'pending', lease_until = NULL, due_at = SYSDATE(3) + INTERVAL 60 SECOND
      WHERE state = 'sending' AND lane = this_lane;
    INSERT INTO lane_state (lane, last_error, last_error_at) VALUES (this_lane, reason, SYSDATE(3))
      ON DUPLICATE KEY UPDATE last_error = VALUES(last_error), last_error_at = VALUES(last_error_at);
    COMMIT;
    DO RELEASE_LOCK(lane_lock);
  END;
  IF GET_LOCK(lane_lock, 0) = 1 THEN
    SELECT LEAST(GREATEST(MAX(CAST(value AS UNSIGNED)), 1), 1000) INTO most FROM setting
      WHERE entity = 0 AND name = 'batch_size';
    REPEAT
      SET claimed = 0;
      CALL choose_relay(relay);
      IF relay IS NOT NULL THEN
        CALL claim_mail(this_lane, COALESCE(most, 50), SYSDATE(3) + INTERVAL 60 SECOND, claimed);
        IF claimed > 0 THEN
          CALL send_batch(this_lane, relay);
        END IF;
      END IF;
    UNTIL claimed = 0 OR SYSDATE(3) >= until_when END REPEAT;
    DO RELEASE_LOCK(lane_lock);
  END IF;
END//
DELIMITER ;

/*
 * The events: delivery, and ticket numbers made ahead. CREATE … IF NOT EXISTS keeps what a DBA has done to it: on a replica or
 * a Galera node it may be disabled on purpose.
 */
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS deliver_lane_1
  ON SCHEDULE EVERY 1 SECOND
  COMMENT 'TicketStock: sends queued mail'
  DO CALL deliver_mail(1);

DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS prepare_numbers
  ON SCHEDULE EVERY 5 SECOND
  COMMENT 'TicketStock: makes the series of ticket numbers ahead'
  DO BEGIN
    CALL prepare_numbers();
    COMMIT;
  END//
DELIMITER ;

CALL prepare_numbers();

/* health_check's part on the server: library, key, event scheduler, trigger. */
DROP PROCEDURE IF EXISTS check_server;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_server()
  COMMENT 'Part of health_check: library, key, events, trigger'
BEGIN
  DECLARE number INT;
  DECLARE answer VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      GET DIAGNOSTICS CONDITION 1 answer = MESSAGE_TEXT;
    END;
    SET answer = CONVERT(ticketstock_version() USING utf8mb4);
    IF answer = '0.1.0' THEN
      SELECT MAX(value) INTO @ticketstock_delivery_key FROM delivery_key;
      SET answer = CONVERT(ticketstock_check(@ticketstock_delivery_key) USING utf8mb4);
    ELSE
      SET answer = CONCAT('The library is version ', answer, ', the SQL is 0.1.0.');
    END IF;
  END;
  SET @ticketstock_delivery_key = NULL;
  INSERT INTO finding VALUES (IF(answer = 'ok', 'ok', 'error'), 'library', answer,
    IF(answer = 'ok', '', 'No mail can be sent. Install library and SQL of one version; see INSTALL.md on the key file /etc/ticketstock/secrets.'));

  INSERT INTO finding VALUES (IF(@@GLOBAL.event_scheduler = 'ON', 'ok', 'error'), 'events',
    CONCAT('event_scheduler is ', @@GLOBAL.event_scheduler, '.'),
    IF(@@GLOBAL.event_scheduler = 'ON', '', 'No mail is sent. Write event_scheduler = ON into the server''s option file and SET GLOBAL event_scheduler = ON.'));
  SELECT COUNT(*) INTO number FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = 'ticketstock' AND EVENT_NAME LIKE 'deliver\_lane\_%' AND STATUS = 'ENABLED';
  INSERT INTO finding VALUES (IF(number > 0, 'ok', 'error'), 'events',
    CONCAT(number, ' delivery lanes are enabled on this server.'),
    IF(number > 0, '', 'No mail is sent here. On the server that shall send: ALTER EVENT ticketstock.deliver_lane_1 ENABLE.'));

  SELECT COUNT(*) INTO number FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = 'ticketstock' AND EVENT_NAME = 'prepare_numbers' AND STATUS = 'ENABLED';
  IF number = 0 THEN
    INSERT INTO finding VALUES ('warning', 'events', 'The event prepare_numbers is not enabled on this server.',
      'Where the ERP writes: ALTER EVENT ticketstock.prepare_numbers ENABLE. Without it a new month''s first tickets wait for each other.');
  END IF;

  SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = 'dolibarr' AND TRIGGER_NAME = 'ticketstock_movement'
      AND EVENT_OBJECT_TABLE = 'llx_stock_mouvement';
  INSERT INTO finding VALUES (IF(number = 1, 'ok', 'error'), 'trigger',
    IF(number = 1, 'Movements are watched.', 'The trigger ticketstock_movement is missing.'),
    IF(number = 1, '', 'No ticket is opened. Run install.sql again.'));
END//
DELIMITER ;

/* health_check's part on mail: relays, lanes, mails that wait or failed, incidents. */
DROP PROCEDURE IF EXISTS check_queue;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_queue()
  COMMENT 'Part of health_check: relays, lanes, mails, incidents'
BEGIN
  DECLARE number INT;
  DECLARE oldest TIMESTAMP(3);
  SELECT COUNT(*) INTO number FROM relay WHERE enabled = 1;
  INSERT INTO finding VALUES (IF(number > 0, 'ok', 'error'), 'relay', CONCAT(number, ' relays are enabled.'),
    IF(number > 0, '', 'No mail is sent. INSERT INTO relay (name, host, port) VALUES (''main'', ''mail.example.com'', 25).'));
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('Relay ', relay, ' failed ', failures, ' times, last: ', last_error),
        CONCAT('It is tried again after ', retry_at, '; mails wait, none is lost.')
      FROM relay_state WHERE failures > 0;
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' failed at ', last_error_at, ': ', last_error),
        'Its mails are tried again; remove the cause.'
      FROM lane_state WHERE last_error_at > NOW(3) - INTERVAL 1 HOUR;

  SELECT COUNT(*), MIN(due_at) INTO number, oldest FROM mail_outbox
    WHERE state IN ('pending', 'sending') AND due_at < NOW(3) - INTERVAL 5 MINUTE;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails are more than 5 minutes late, the oldest since ', oldest, '.'),
      'See the findings on relay, lane and events.');
  END IF;
  SELECT COUNT(*) INTO number FROM mail_outbox WHERE state = 'failed' AND created_at > NOW(3) - INTERVAL 7 DAY;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails of the last 7 days were refused.'),
      'SELECT address, smtp_code, smtp_text FROM mail_outbox WHERE state = ''failed''.');
  END IF;
  SELECT COUNT(*) INTO number FROM mail_outbox WHERE state = 'cancelled' AND created_at > NOW(3) - INTERVAL 7 DAY;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails of the last 7 days had no recipient who could get them.'),
      'SELECT recipient_user_id, smtp_text FROM mail_outbox WHERE state = ''cancelled''.');
  END IF;
  INSERT INTO finding
    SELECT 'error', 'incident', CONCAT('Movement ', movement_id, ' opened no ticket: ', message),
        CONCAT('Remove the cause, then CALL ticketstock.retry_incident(', id, ').')
      FROM incident WHERE resolved_at IS NULL ORDER BY id DESC LIMIT 20;
END//
DELIMITER ;

/* health_check's part on what the ERP has to give: rules that fit, links, a sender. */
DROP PROCEDURE IF EXISTS erp_check_rules;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_rules()
  COMMENT 'Part of health_check: rules against the ERP'
BEGIN
  DECLARE ended, number INT DEFAULT 0;
  DECLARE this_entity, assignee, contact_group INT;
  DECLARE rule_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE scheme, universal, fiscal_month VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE keeps_events INT;
  DECLARE first_number BIGINT;
  DECLARE starts_at, ends_at DATETIME;
  DECLARE rules CURSOR FOR
    SELECT CONCAT('Rule ', r.id, ' (', r.label, ')'), r.entity, r.assignee_id, r.contact_group_id, r.type_code, r.severity_code, r.category_code
      FROM rule AS r WHERE r.enabled = 1;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN rules;
  FETCH rules INTO rule_name, this_entity, assignee, contact_group, type, severity, category;
  WHILE NOT ended DO
    SET number = number + 1;
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
        INSERT INTO finding VALUES ('error', 'rule', reason, 'Correct the rule or the ERP: until then its movements open no ticket.');
      END;
      CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
      CALL erp_constants(this_entity, scheme, universal, fiscal_month, this_lang, keeps_events);
      CALL erp_number_mask(scheme, universal, fiscal_month, NOW(), this_mask, this_period, first_number, starts_at, ends_at);
    END;
    FETCH rules INTO rule_name, this_entity, assignee, contact_group, type, severity, category;
  END WHILE;
  CLOSE rules;
  INSERT INTO finding VALUES (IF(number > 0, 'ok', 'warning'), 'rule', CONCAT(number, ' rules are enabled.'),
    IF(number > 0, '', 'No ticket is opened. CALL ticketstock.add_rule(...), see README.md.'));
  INSERT INTO finding
    SELECT 'warning', 'rule', CONCAT('Rule ', r.id, ' (', r.label, '): its group has no active member.'),
        'Only the assignee is told. Fill the group in the ERP or name another.'
      FROM rule AS r
      LEFT JOIN `dolibarr`.`llx_usergroup_user` AS g ON g.fk_usergroup = r.contact_group_id
      LEFT JOIN `dolibarr`.`llx_user` AS u ON u.rowid = g.fk_user AND u.statut = 1
      WHERE r.enabled = 1 GROUP BY r.id, r.label HAVING COUNT(u.rowid) = 0;
  INSERT INTO finding
    SELECT 'error', 'mail', CONCAT('Entity ', entity, ' has no sender''s address.'),
        'UPDATE setting SET value = ''erp@example.com'' WHERE name = ''mail_sender''.'
      FROM erp_mail_setting WHERE sender IS NULL AND entity IN (SELECT entity FROM rule);
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('Mails of entity ', entity, ' hold no working link.'),
        'UPDATE setting SET value = ''https://erp.example.com'' WHERE name = ''erp_url''.'
      FROM erp_mail_setting WHERE erp_url = '' AND entity IN (SELECT entity FROM rule);
END//
DELIMITER ;

/*
 * Looks the installation over.
 *
 * Result: rows of severity (error, warning, ok), topic, finding, what_to_do; the worst first.
 * Temporary tables have a primary key because a server may demand it (sql_require_primary_key).
 */
DROP PROCEDURE IF EXISTS health_check;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE health_check()
  COMMENT 'Looks the installation over: severity, topic, finding, what to do'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS finding;
  CREATE TEMPORARY TABLE finding (
    number INT NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY,
    severity ENUM('error', 'warning', 'ok') NOT NULL, topic VARCHAR(20) NOT NULL,
    finding VARCHAR(800) NOT NULL, what_to_do VARCHAR(400) NOT NULL
  ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL check_server();
  CALL check_queue();
  CALL erp_check_rules();
  SELECT severity, topic, finding, what_to_do FROM finding ORDER BY severity, topic, finding;
  DROP TEMPORARY TABLE finding;
END//
DELIMITER ;

/*
 * The trigger on the ERP's stock movements. It reads one row of one table; a movement that leaves
 * goods or enters a warehouse that nobody watches costs no more.
 *
 * The sign of value says whether goods enter, not type_mouvement. MAX gives a row always and, with
 * SELECT … INTO, locks none. The handler is for a TicketStock that is damaged or being upgraded
 * (table, procedure, column or right missing): goods are booked even then.
 */
DROP TRIGGER IF EXISTS `dolibarr`.`ticketstock_movement`;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER `dolibarr`.`ticketstock_movement`
AFTER INSERT ON `dolibarr`.`llx_stock_mouvement` FOR EACH ROW
BEGIN
  DECLARE watching_rule INT;
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146, 1305, 1370
  BEGIN
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    INSERT INTO `ticketstock`.incident (movement_id, message)
      VALUES (NEW.rowid, 'TicketStock is damaged or was being installed: see health_check(), then retry_incident().');
  END;
  IF NEW.value > 0 THEN
    SELECT MAX(rule_id) INTO watching_rule FROM `ticketstock`.rule_warehouse
      WHERE warehouse_id = NEW.fk_entrepot;
    IF watching_rule IS NOT NULL THEN
      CALL `ticketstock`.open_ticket(NEW.rowid, watching_rule);
    END IF;
  END IF;
END//
DELIMITER ;

/* What a DBA sees at the end of the installation. */
CALL health_check();

