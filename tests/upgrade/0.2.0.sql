/*
 * TicketStock 0.2.0: installs or upgrades the plugin.
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

/*
 * The library's functions. A server that cannot load it stops the installation here (1126). Dropped first, because
 * a server that has an older library loaded lets go of it with its last function.
 */
DROP FUNCTION IF EXISTS ticketstock_version;
DROP FUNCTION IF EXISTS ticketstock_check;
DROP FUNCTION IF EXISTS ticketstock_render;
DROP FUNCTION IF EXISTS ticketstock_preview;
DROP FUNCTION IF EXISTS ticketstock_send;
CREATE FUNCTION ticketstock_version RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_check RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_render RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_preview RETURNS STRING SONAME 'ticketstock.so';
CREATE AGGREGATE FUNCTION ticketstock_send RETURNS STRING SONAME 'ticketstock.so';

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

/* Rows of this version are not for the checks of an older one to judge: they are made again at the end. */
DROP TRIGGER IF EXISTS setting_inserted;
DROP TRIGGER IF EXISTS setting_updated;
DROP TRIGGER IF EXISTS rule_inserted;
DROP TRIGGER IF EXISTS rule_updated;
DROP TRIGGER IF EXISTS rule_numbered;
DROP TRIGGER IF EXISTS rule_warehouse_inserted;
DROP TRIGGER IF EXISTS rule_warehouse_updated;
DROP TRIGGER IF EXISTS relay_inserted;
DROP TRIGGER IF EXISTS relay_updated;
DROP TRIGGER IF EXISTS rule_changed;
DROP TRIGGER IF EXISTS rule_deleted;
DROP TRIGGER IF EXISTS setting_added;
DROP TRIGGER IF EXISTS setting_changed;
DROP TRIGGER IF EXISTS setting_deleted;
DROP TRIGGER IF EXISTS rule_warehouse_added;
DROP TRIGGER IF EXISTS rule_warehouse_changed;
DROP TRIGGER IF EXISTS rule_warehouse_deleted;

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
  (0, 'recipients_per_ticket', '100',
   'Most recipients of a ticket, the assignee first, then members by id; the others get neither contact nor mail: 1 to 1000'),
  (0, 'erp_url', '',
   'Root URL of the ERP, for links in mails: https://erp.example.com (Dolibarr does not keep it in the database)'),
  (0, 'mail_sender', '',
   'Sender''s address; empty: TICKET_NOTIFICATION_EMAIL_FROM, else MAIN_MAIL_EMAIL_FROM of the ERP'),
  (0, 'mail_sender_name', '',
   'Sender''s name; empty: MAIN_INFO_SOCIETE_NOM of the ERP'),
  (0, 'mail_reply_to', '',
   'Address for answers; empty: the sender''s'),
  (0, 'batch_size', '4000',
   'Most mails handed to a relay in one session, 1 to 4000; a lane begins with 50 and takes more while sessions are short'),
  (0, 'mail_time_zone', '',
   'Zone of a mail''s date, as Europe/Paris or +02:00; empty: the server''s'),
  (0, 'mail_held', '0',
   '1: no mail is sent, the queue waits; set by hold_mail() and resume_mail()'),
  (0, 'when_mails_disabled', 'wait',
   'What becomes of mails while the ERP has MAIN_DISABLE_ALL_MAILS or TICKET_DISABLE_ALL_MAILS: wait or cancel'),
  (0, 'mails_per_hour', '0',
   'Most mails handed to all relays within any hour, the others wait; 0: no limit'),
  (0, 'retry_first_seconds', '30',
   'Pause after a mail was put off for the first time, doubled at each further one, give or take a quarter; 1 to 3600'),
  (0, 'retry_longest_seconds', '3600',
   'Longest such pause, 1 to 86400'),
  (0, 'give_up_after_hours', '120',
   'Hours after which a mail that the relay keeps putting off fails for good, 1 to 8760'),
  (0, 'purge_after_days', '90',
   'Days after which sent and cancelled mails are deleted from mail_outbox; 0: never'),
  (0, 'purge_failed_after_days', '365',
   'Days after which failed mails are deleted from mail_outbox; 0: never')
ON DUPLICATE KEY UPDATE
  /* What 0.1.0 began with; there 1000 was the most. */
  value = IF(setting.name = 'batch_size' AND setting.value = '50' AND setting.meaning LIKE '%1 to 1000;%', VALUES(value), setting.value),
  meaning = VALUES(meaning);

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
  host VARCHAR(255) NOT NULL COMMENT 'Host name, also an international one, or IPv4 address',
  port SMALLINT UNSIGNED NOT NULL DEFAULT 25 COMMENT 'TCP port',
  tls VARCHAR(16) NOT NULL DEFAULT 'none'
    COMMENT 'starttls: TLS is required (RFC 3207); none: never used',
  verify_certificate TINYINT NOT NULL DEFAULT 1
    COMMENT '1: the certificate must be valid for host; 0: any certificate will do',
  ca_file VARCHAR(255) NULL
    COMMENT 'PEM file on the server with the authorities to trust, absolute path; NULL: the system''s',
  username VARCHAR(255) NULL COMMENT 'Account at the relay (RFC 4954); NULL: no authentication',
  max_per_minute INT UNSIGNED NULL
    COMMENT 'Most mails handed to it within any 60 seconds, the others wait; NULL: no limit',
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

/* What was handed to relays within the last hour, a row for each batch; kept where a limit is set. */
CREATE TABLE IF NOT EXISTS relay_use (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the batch',
  relay VARCHAR(64) NOT NULL COMMENT 'Name of the relay',
  lane INT NOT NULL COMMENT 'Lane that handed it over',
  used_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was claimed',
  mails INT NOT NULL COMMENT 'Mails claimed; once the batch is over: those that the relay was asked to take',
  PRIMARY KEY (id),
  KEY used_at (used_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: use of the relays, for their limits';

/* How each lane of delivery is doing; a lane that fails goes on at its next turn. */
CREATE TABLE IF NOT EXISTS lane_state (
  lane INT NOT NULL COMMENT 'Number of the lane',
  heartbeat_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it last showed that it is alive, every 20 s or so',
  last_sent_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When a relay last took a mail from it',
  last_error VARCHAR(600) NULL COMMENT 'The error that ended its last failed turn',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  PRIMARY KEY (lane)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: state of the delivery lanes';

/* Mail texts. DBAs may change them; an upgrade keeps what they wrote. */
CREATE TABLE IF NOT EXISTS mail_template (
  kind VARCHAR(32) NOT NULL COMMENT 'Kind of mail: opened (a ticket of one movement), operation (of several), test; frame: what stands around each',
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
 * which the mask counts. Rows are made ahead by prepare_numbers(), which also lets the counters follow the numbers that
 * Dolibarr gives; the path of a movement reads none.
 */
CREATE TABLE IF NOT EXISTS number_series (
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  mask VARCHAR(100) NOT NULL COMMENT 'Mask of the ERP, TS{yy}{mm}-{0000} for mod_ticket_simple',
  period CHAR(6) NOT NULL COMMENT 'yyyymm or yyyy where the mask counts from 1 again, else empty',
  slot TINYINT NOT NULL COMMENT 'Counter: table number_slot_n, n = 1 to 4',
  base BIGINT NOT NULL COMMENT 'The number in the ref is the counter''s value minus this',
  ends_at DATETIME NULL COMMENT 'When the period ends; NULL: never',
  seen_ticket INT NOT NULL DEFAULT 0 COMMENT 'The counter has followed the ERP''s tickets up to this rowid',
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
  entity INT NOT NULL COMMENT 'Entity of the ERP that the ticket belongs to',
  ticket_id INT NULL COMMENT 'Ticket that the mail is about: rowid in the ERP',
  kind VARCHAR(32) NOT NULL COMMENT 'Kind of mail: names its template',
  recipient_user_id INT NULL COMMENT 'Recipient: user''s rowid in the ERP',
  copy_of BIGINT UNSIGNED NULL COMMENT 'Mail that this one is a blind copy of: its number',
  address VARCHAR(255) NOT NULL COMMENT 'Recipient''s address as it stood in the ERP',
  lang CHAR(2) NOT NULL COMMENT 'Recipient''s language: ISO 639-1; empty: the ERP''s default',
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
  retried_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When retry_mail() gave it its time anew',
  sent_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the relay had taken it',
  PRIMARY KEY (id),
  KEY claim (state, entity, due_at),
  KEY ticket_id (ticket_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: mail queue';

/*
 * What is known of a ticket before its movement: a row for each watched warehouse, so that a movement reads one row
 * instead of ten tables. prepare_rules() makes the rows and changes only those that differ; nobody else writes them.
 */
CREATE TABLE IF NOT EXISTS ready_warehouse (
  warehouse_id INT NOT NULL COMMENT 'Watched warehouse: rowid in the ERP',
  fingerprint CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'SHA-256 of all that follows',
  rule_id INT NOT NULL COMMENT 'The rule that watches it',
  special TINYINT NOT NULL COMMENT '1: one of problem, refuses, warning, mail_kind, sources, tells_source, tells_actor, notify_actor, ends_at is out of the ordinary',
  problem VARCHAR(600) NULL COMMENT 'Why its movements open no ticket; NULL: they do',
  problem_number INT NULL COMMENT 'Error number, where these are words of the server',
  refuses TINYINT NOT NULL COMMENT '1: a movement without its ticket is rejected (setting on_error)',
  warning VARCHAR(600) NULL COMMENT 'What goes into an incident although the ticket is opened',
  entity INT NULL COMMENT 'Entity of the ERP',
  warehouse_ref VARCHAR(255) NULL COMMENT 'Ref of the warehouse',
  warehouse_label VARCHAR(255) NULL COMMENT 'Its short name',
  assignee_id INT NULL COMMENT 'User whom the ticket is assigned to',
  type_code VARCHAR(32) NULL COMMENT 'Code of the type',
  severity_code VARCHAR(32) NULL COMMENT 'Code of the severity',
  category_code VARCHAR(32) NULL COMMENT 'Code of the ticket group',
  subject VARCHAR(255) NULL COMMENT 'Subject, with placeholders',
  message MEDIUMTEXT NULL COMMENT 'Content, with placeholders',
  mail_kind VARCHAR(32) NOT NULL COMMENT 'Kind of its mails: opened; operation where an operation shares a ticket',
  table_head TEXT NULL COMMENT 'Head of the table of an operation''s movements, HTML',
  sources VARCHAR(100) NOT NULL COMMENT 'Kinds of movements that open a ticket; empty: none does, the rule is disabled',
  tells_source TINYINT NOT NULL COMMENT 'Whether the kind of the movement matters: 0 no, 1 yes, 2 also transfer or correction',
  tells_actor TINYINT NOT NULL COMMENT '1: the texts name who booked the goods',
  notify_actor TINYINT NOT NULL COMMENT '1: who booked the goods gets the mail too',
  event_type INT NULL COMMENT 'Type of the ticket''s event in the ERP; NULL: the ERP keeps none',
  event_label VARCHAR(128) NULL COMMENT 'Its words, with placeholder',
  ref_format VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'The numbering mask as DATE_FORMAT takes it, with {number}',
  ref_width INT NULL COMMENT 'Least digits of the number',
  slot TINYINT NULL COMMENT 'Counter of the series (number_series)',
  base BIGINT NULL COMMENT 'What is taken off the counter''s value',
  ends_at DATETIME NULL COMMENT 'When the period of that series ends; NULL: never',
  next_slot TINYINT NULL COMMENT 'Counter of the period after it',
  next_base BIGINT NULL COMMENT 'What is taken off that one''s value',
  contacts MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL
    COMMENT 'Assignee and members: 1, contact type (0: no contact), user, language, address, why there is no mail; or 4, contact type, then user, language and address of four; a tab between, a character 8 at the end',
  PRIMARY KEY (warehouse_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what is known of a warehouse''s tickets beforehand';

CREATE TABLE IF NOT EXISTS ready_state (
  number TINYINT NOT NULL COMMENT '1: there is one row',
  compared_at TIMESTAMP(3) NOT NULL COMMENT 'When ready_warehouse was last compared with the ERP',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: age of ready_warehouse';

/*
 * The key that the sending functions demand. Any account can call any UDF, so they have two locks: the library asks
 * the server who calls, and this key, which only the definer and DBAs read. The server's copy stands in
 * /etc/ticketstock/secrets. Each server has a key of its own: nothing that is written here goes into the binary log, and
 * so to no replica.
 */
CREATE TABLE IF NOT EXISTS delivery_key (
  value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '64 hex digits',
  next_value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'Key that change_delivery_key() will put in its place; NULL: none',
  PRIMARY KEY (value)
) ENGINE = InnoDB COMMENT = 'TicketStock: delivery key, one row; to be changed by new_delivery_key() only';

SET @ticketstock_binary_log = @@SESSION.sql_log_bin;
SET SESSION sql_log_bin = 0;
INSERT INTO delivery_key (value)
  SELECT LOWER(HEX(RANDOM_BYTES(32))) FROM (SELECT COUNT(*) AS number FROM delivery_key) AS present
  WHERE present.number = 0;
SET SESSION sql_log_bin = @ticketstock_binary_log;

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
 * From 0.1.0 to 0.2.0: columns and an index that delivery needs, relay.tls as text; the mail texts of 0.1.0 that
 * nobody has changed make room for the new ones. On a new installation it changes nothing.
 */
DROP PROCEDURE IF EXISTS upgrade_table;
DELIMITER //
CREATE PROCEDURE upgrade_table(
  IN this_table VARCHAR(64), IN this_column VARCHAR(64), IN change_it VARCHAR(1000), IN and_then VARCHAR(1000))
  COMMENT 'Changes a table if it lacks a column, and then its rows'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*) INTO present FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = 'ticketstock' AND TABLE_NAME = this_table AND COLUMN_NAME = this_column;
  IF present = 0 THEN
    SET @ticketstock_statement = CONCAT('ALTER TABLE ', this_table, ' ', change_it);
    PREPARE change_table FROM @ticketstock_statement;
    EXECUTE change_table;
    SET @ticketstock_statement = and_then;
    PREPARE change_table FROM @ticketstock_statement;
    EXECUTE change_table;
    DEALLOCATE PREPARE change_table;
    SET @ticketstock_statement = NULL;
  END IF;
END//
DELIMITER ;
CALL upgrade_table('mail_outbox', 'entity', 'ADD entity INT NOT NULL COMMENT ''Entity of the ERP that the ticket belongs to'' AFTER id,
  ADD copy_of BIGINT UNSIGNED NULL COMMENT ''Mail that this one is a blind copy of: its number'' AFTER recipient_user_id,
  ADD retried_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT ''When retry_mail() gave it its time anew'' AFTER created_at,
  MODIFY lang CHAR(2) NOT NULL COMMENT ''Recipient''''s language: ISO 639-1; empty: the ERP''''s default'',
  DROP KEY claim, ADD KEY claim (state, entity, due_at)',
  'UPDATE mail_outbox AS m LEFT JOIN opened_ticket AS o ON o.ticket_id = m.ticket_id SET m.entity = COALESCE(o.entity, 1)');
CALL upgrade_table('relay', 'ca_file', 'MODIFY host VARCHAR(255) NOT NULL COMMENT ''Host name, also an international one, or IPv4 address'',
  MODIFY tls VARCHAR(16) NOT NULL DEFAULT ''none'' COMMENT ''starttls: TLS is required (RFC 3207); none: never used'',
  ADD ca_file VARCHAR(255) NULL COMMENT ''PEM file on the server with the authorities to trust, absolute path; NULL: the system''''s'' AFTER verify_certificate,
  ADD max_per_minute INT UNSIGNED NULL COMMENT ''Most mails handed to it within any 60 seconds, the others wait; NULL: no limit'' AFTER username', 'DO 0');
CALL upgrade_table('lane_state', 'heartbeat_at', 'ADD heartbeat_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT ''When it last showed that it is alive, every 20 s or so'' AFTER lane,
  ADD last_sent_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT ''When a relay last took a mail from it'' AFTER heartbeat_at', 'DO 0');
CALL upgrade_table('number_series', 'seen_ticket', 'ADD seen_ticket INT NOT NULL DEFAULT 0 COMMENT ''The counter has followed the ERP''''s tickets up to this rowid''', 'DO 0');
CALL upgrade_table('delivery_key', 'next_value', 'ADD next_value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL
  COMMENT ''Key that change_delivery_key() will put in its place; NULL: none'',
  COMMENT = ''TicketStock: delivery key, one row; to be changed by new_delivery_key() only''', 'DO 0');
ALTER TABLE mail_template MODIFY kind VARCHAR(32) NOT NULL
  COMMENT 'Kind of mail: opened (a ticket of one movement), operation (of several), test; frame: what stands around each';
DELETE FROM mail_template WHERE SHA2(html, 256) IN (
  '0e40ab338b883bfbb06ca3b58b5a23dee5dcfeffdb9d3e6e431225aa20273d5f',
  'bd4cb66f84916e16cb4ab74711e7fbf62ac0da8a32fbff51751cf81e407352af',
  'a818cedabb86b4f7af357a988d4881612e00c0e84b4cb59eca60d3ba50f912f6',
  'ec72621aa410c3f7ae6938f7421c36013c80f9cce60f81b780c08002ce919dbc');
DROP PROCEDURE upgrade_table;
/* Routines of 0.1.0 whose work others do now. */
DROP PROCEDURE IF EXISTS erp_movement_entity;
DROP PROCEDURE IF EXISTS erp_operation_key;
DROP PROCEDURE IF EXISTS erp_track_id;
DROP PROCEDURE IF EXISTS raise_slot;
DROP PROCEDURE IF EXISTS queue_mail;
DROP PROCEDURE IF EXISTS join_or_open_ticket;
DROP PROCEDURE IF EXISTS erp_constants;
DROP PROCEDURE IF EXISTS erp_number_mask;
DROP PROCEDURE IF EXISTS erp_ticket_ref;
DROP PROCEDURE IF EXISTS next_number;
DROP PROCEDURE IF EXISTS open_ticket;
DROP PROCEDURE IF EXISTS record_incident;
DROP PROCEDURE IF EXISTS transaction_key;
DROP PROCEDURE IF EXISTS join_operation;
DROP PROCEDURE IF EXISTS erp_now;
DROP PROCEDURE IF EXISTS erp_next_ref;
DROP PROCEDURE IF EXISTS erp_origin;
DROP PROCEDURE IF EXISTS erp_insert_ticket;
DROP PROCEDURE IF EXISTS erp_render_ticket;
DROP PROCEDURE IF EXISTS erp_add_line;
DROP PROCEDURE IF EXISTS erp_write_event;
DROP PROCEDURE IF EXISTS erp_write_contacts;
DROP PROCEDURE IF EXISTS erp_join_ticket;

/*
 * What the definer may do: everything with its own rows, in the ERP only what follows. It reads no
 * password hash: of users and constants only the columns that are needed.
 */
GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE, EVENT, TRIGGER, CREATE TEMPORARY TABLES
  ON `ticketstock`.* TO `ticketstock`@`localhost`;

GRANT TRIGGER, SELECT ON `dolibarr`.`llx_stock_mouvement` TO `ticketstock`@`localhost`;
GRANT SELECT, INSERT, UPDATE (message) ON `dolibarr`.`llx_ticket` TO `ticketstock`@`localhost`;
GRANT SELECT (id), INSERT, UPDATE (ref) ON `dolibarr`.`llx_actioncomm` TO `ticketstock`@`localhost`;
GRANT SELECT (rowid), INSERT ON `dolibarr`.`llx_actioncomm_resources` TO `ticketstock`@`localhost`;
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
  ('event', 'CREATED', 'fr', 'Ticket __TICKET_REF__ créé'),
  ('event', 'MAIL_FAILED', 'en', 'Mail about ticket __TICKET_REF__ to __ADDRESS__ could not be delivered:'),
  ('event', 'MAIL_FAILED', 'fr', 'Le mail du ticket __TICKET_REF__ à __ADDRESS__ n''a pas pu être remis :');

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

/*
 * The users of the ERP as recipients: address, language, and why a user cannot get mail, if so. Only the outline
 * of an address is looked at here, the mailer checks every character.
 *
 * problem: NULL, or the reason in words
 */
DROP VIEW IF EXISTS erp_mail_recipient;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_mail_recipient AS
SELECT u.rowid AS user_id, u.login, COALESCE(u.statut, 0) = 1 AS active, TRIM(COALESCE(u.email, '')) AS address, LEFT(COALESCE(u.lang, ''), 2) AS lang,
    CASE WHEN COALESCE(u.statut, 0) <> 1 THEN CONCAT('User ', u.rowid, ' is disabled in the ERP.')
      WHEN TRIM(COALESCE(u.email, '')) = '' THEN CONCAT('User ', u.rowid, ' has no mail address in the ERP: enter one there.')
      WHEN TRIM(u.email) NOT REGEXP '^[!-~]+@[^[:space:][:cntrl:]@,;<>"]+$'
        THEN CONCAT('User ', u.rowid, ' has a mail address in the ERP that is none: correct it there.')
    END AS problem
  FROM `dolibarr`.`llx_user` AS u IGNORE INDEX FOR GROUP BY (PRIMARY);

/*
 * What the ERP's constants say of an entity's new tickets: the numbering (mod_ticket_simple, or
 * mod_ticket_universal's mask), the language, the events. One read; the entity's own value wins over that of
 * all entities (0).
 *
 * this_mask     OUT: the mask; mod_ticket_simple is the mask TS{yy}{mm}-{0000}
 * first_number  OUT: the first number of a period, 1 more than the offset
 * reset_month   OUT: when it counts from first_number again: 99 each month, 1 to 12 each year, NULL never
 * lang          OUT: the language of the entity as far as we speak it, fr or en
 * keeps_events  OUT: 1 if the ERP keeps events of new tickets
 * Fact: {0000+offset@month}, in either order; @0 is the month of SOCIETE_FISCAL_MONTH_START if that is set.
 * Error 45000 for a mask without a counter or with parts that depend on third party or user.
 * The names are literals: compared with a variable, a column in utf8mb3 could not use its index. The digit before
 * each value, 1 for the entity's own, makes MAX take that one.
 */
DROP PROCEDURE IF EXISTS erp_numbering;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_numbering(
  IN this_entity INT, OUT this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  OUT first_number BIGINT, OUT reset_month INT,
  OUT lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT keeps_events INT)
  COMMENT 'What the ERP''s constants say of an entity''s new tickets'
BEGIN
  DECLARE scheme, universal, fiscal_month, events, erp_lang VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  SELECT SUBSTRING(MAX(IF(c.name = 'TICKET_ADDON', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'TICKET_UNIVERSAL_MASK', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'SOCIETE_FISCAL_MONTH_START', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'MAIN_LANG_DEFAULT', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE', CONCAT(c.entity > 0, c.value), NULL)), 2)
    INTO scheme, universal, fiscal_month, erp_lang, events
    FROM `dolibarr`.`llx_const` AS c IGNORE INDEX FOR GROUP BY (PRIMARY)
    WHERE c.name IN ('TICKET_ADDON', 'TICKET_UNIVERSAL_MASK', 'SOCIETE_FISCAL_MONTH_START',
        'MAIN_LANG_DEFAULT', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE')
      AND c.entity IN (0, this_entity);
  SET lang = IF(erp_lang LIKE 'fr%', 'fr', 'en'), keeps_events = COALESCE(events, '') NOT IN ('', '0');
  SET this_mask = 'TS{yy}{mm}-{0000}', first_number = 1, reset_month = NULL;
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
END//
DELIMITER ;

/*
 * The period in which a numbering mask counts that holds a moment.
 *
 * reset_month  99: a month; 1 to 12: a year that begins with that month; NULL: there is none
 * this_period  OUT: yyyymm; yyyy in which it began; empty
 * starts_at, ends_at  OUT: NULL where it has no bound
 */
DROP PROCEDURE IF EXISTS erp_period;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_period(
  IN at_moment DATETIME, IN reset_month INT,
  OUT this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT starts_at DATETIME, OUT ends_at DATETIME)
  COMMENT 'The period in which a numbering mask counts'
BEGIN
  SET this_period = '', starts_at = NULL, ends_at = NULL;
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
 * The highest number that the ERP's newer tickets of an entity have in a mask and a period; 0 if none.
 *
 * seen  INOUT: tickets up to this rowid are passed over; then the newest rowid
 * A period is recognised by the tickets' date of creation, which Dolibarr writes into the ref too. All
 * parts of a mask but the counter have a fixed width, so the counter is what lies between them, at any
 * width. From 0 on it reads all tickets: never in the path of a movement.
 */
DROP PROCEDURE IF EXISTS erp_highest_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_highest_number(
  IN this_entity INT, IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN starts_at DATETIME, IN ends_at DATETIME, INOUT seen INT, OUT highest BIGINT)
  COMMENT 'The highest ticket number of an entity in a mask and a period'
BEGIN
  DECLARE newest INT;
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
  SELECT COALESCE(MAX(t.rowid), 0) INTO newest FROM `dolibarr`.`llx_ticket` AS t IGNORE INDEX FOR GROUP BY (PRIMARY);
  SELECT COALESCE(MAX(CAST(found.digits AS UNSIGNED)), 0) INTO highest
    FROM (
      SELECT SUBSTRING(t.ref, 1 + CHAR_LENGTH(head),
          CHAR_LENGTH(t.ref) - CHAR_LENGTH(head) - CHAR_LENGTH(tail)) AS digits
        FROM `dolibarr`.`llx_ticket` AS t IGNORE INDEX FOR GROUP BY (PRIMARY)
        WHERE t.rowid > seen AND t.entity = this_entity AND t.ref LIKE pattern COLLATE utf8mb4_unicode_ci
          AND (starts_at IS NULL OR t.datec >= starts_at) AND (ends_at IS NULL OR t.datec < ends_at)
    ) AS found
    WHERE found.digits REGEXP '^[0-9]{1,15}$';
  SET seen = newest;
END//
DELIMITER ;

/*
 * Takes a value of a counter. Nobody waits for it, and no value is given twice; one that is rolled back is
 * a gap.
 *
 * slot    1 to 4 (number_series.slot)
 * wanted  NULL for the next value; else the counter goes on after this one if it stands lower: numbers below
 *         were given by others (Dolibarr, an import)
 * taken   OUT: the value
 */
DROP PROCEDURE IF EXISTS take_slot_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE take_slot_number(
  IN slot INT, IN wanted BIGINT, OUT taken BIGINT)
  COMMENT 'Takes a value of a counter'
BEGIN
  DECLARE EXIT HANDLER FOR 1062 SET taken = wanted;
  CASE slot
  WHEN 1 THEN
    INSERT INTO number_slot_1 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_1 WHERE number = taken;
  WHEN 2 THEN
    INSERT INTO number_slot_2 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_2 WHERE number = taken;
  WHEN 3 THEN
    INSERT INTO number_slot_3 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_3 WHERE number = taken;
  WHEN 4 THEN
    INSERT INTO number_slot_4 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_4 WHERE number = taken;
  END CASE;
END//
DELIMITER ;

/*
 * Makes the series of an entity for the period that holds a moment, if it is not there yet; else lets its counter follow
 * the numbers of tickets that Dolibarr has opened since.
 *
 * this_entity  entity of the ERP, at_moment  in the server's zone; this_end  OUT: end of the period, NULL if it has none
 * A new series begins above the highest number that the ERP has in that period, in a counter that no live series
 * uses, so that numbers have no gaps; with more than four live series some share a counter and have gaps.
 * One value of the counter is used up to learn where it stands; a counter that stands lower is raised, so that it
 * reads as the ref does.
 */
DROP PROCEDURE IF EXISTS prepare_series;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_series(
  IN this_entity INT, IN at_moment DATETIME, OUT this_end DATETIME)
  COMMENT 'Makes the series of an entity for a period, or lets it follow the ERP'
BEGIN
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE keeps_events, reset_month INT;
  DECLARE first_number, highest, taken, this_base BIGINT;
  DECLARE starts_at DATETIME;
  DECLARE this_slot, seen, newest INT;
  CALL erp_numbering(this_entity, this_mask, first_number, reset_month, this_lang, keeps_events);
  CALL erp_period(at_moment, reset_month, this_period, starts_at, this_end);
  SELECT MAX(slot), MAX(base), COALESCE(MAX(seen_ticket), 0) INTO this_slot, this_base, seen FROM number_series
    WHERE entity = this_entity AND mask = this_mask AND period = this_period;
  SET newest = seen;
  CALL erp_highest_number(this_entity, this_mask, starts_at, this_end, newest, highest);
  IF this_slot IS NULL THEN
    SELECT s.slot INTO this_slot
      FROM (SELECT 1 AS slot UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS s
      LEFT JOIN number_series AS n ON n.slot = s.slot
        AND (n.ends_at IS NULL OR n.ends_at > NOW() - INTERVAL 27 HOUR)
      GROUP BY s.slot ORDER BY COUNT(n.slot), s.slot LIMIT 1;
    SET highest = GREATEST(highest, first_number - 1);
    CALL take_slot_number(this_slot, NULL, taken);
    IF taken <= highest THEN
      CALL take_slot_number(this_slot, highest, taken);
    END IF;
    INSERT INTO number_series (entity, mask, period, slot, base, ends_at, seen_ticket)
      VALUES (this_entity, this_mask, this_period, this_slot, taken - highest, this_end, newest);
  ELSEIF newest <> seen THEN
    IF highest > 0 THEN
      CALL take_slot_number(this_slot, this_base + highest, taken);
    END IF;
    UPDATE number_series SET seen_ticket = newest WHERE entity = this_entity AND mask = this_mask AND period = this_period;
  END IF;
END//
DELIMITER ;

/*
 * Makes the series that an entity needs: for the period of 27 hours ago (see find_series) and the one after it. A mask
 * that cannot be used is left to health_check() and ready_warehouse.
 */
DROP PROCEDURE IF EXISTS prepare_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_entity(IN this_entity INT)
  COMMENT 'Makes the series that an entity needs now and in the coming period'
BEGIN
  DECLARE this_end DATETIME;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  CALL prepare_series(this_entity, NOW() - INTERVAL 27 HOUR, this_end);
  IF this_end IS NOT NULL THEN
    CALL prepare_series(this_entity, this_end, this_end);
  END IF;
END//
DELIMITER ;

/*
 * The series that an entity's tickets are numbered in now, and the one that follows. A ticket's date may be up to a day
 * before or after the server's, where PHP keeps another zone: the present is 27 hours ago.
 *
 * this_entity, this_mask, reset_month  of erp_numbering()
 * this_slot, this_base    OUT: the series' counter and what is taken off its value; NULL if it has not been made
 * this_end                OUT: when it ends; NULL: never
 * next_slot, next_base    OUT: of the series after it, or the same again under a mask that never begins anew; NULL if it has not been made
 */
DROP PROCEDURE IF EXISTS find_series;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_series(
  IN this_entity INT, IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN reset_month INT,
  OUT this_slot INT, OUT this_base BIGINT, OUT this_end DATETIME, OUT next_slot INT, OUT next_base BIGINT)
  COMMENT 'The series that an entity''s tickets are numbered in'
BEGIN
  DECLARE this_period, next_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE starts_at, next_end DATETIME;
  CALL erp_period(NOW() - INTERVAL 27 HOUR, reset_month, this_period, starts_at, this_end);
  CALL erp_period(this_end, reset_month, next_period, starts_at, next_end);
  SELECT MAX(IF(period = this_period, slot, NULL)), MAX(IF(period = this_period, base, NULL)),
      MAX(IF(period = next_period, slot, NULL)), MAX(IF(period = next_period, base, NULL))
    INTO this_slot, this_base, next_slot, next_base
    FROM number_series WHERE entity = this_entity AND mask = this_mask AND period IN (this_period, next_period);
END//
DELIMITER ;

/*
 * What kind of operation a movement that enters goods belongs to, and the document that caused it.
 *
 * this_movement  rowid of the movement; tells_transfer  0: a transfer may pass for a correction, which spares
 *                reading the movements before; the others as they stand in the movement
 * this_source    OUT: transfer, reception, return, correction, inventory or other
 * origin_ref, third_party, third_party_name  OUT: the document's, NULL if none
 * Facts: the origin says it where there is one; no origin is 0 and ''. A deleted shipment has neither
 * origin nor inventory code and type 3; a direct reception has type 3 and a code; a transfer is
 * preceded by its own goods leaving another warehouse under the same code, within 200 rows where many book
 * at once. "+ 0" keeps the optimizer from the product's index, by which it reads all movements of the product.
 * The tables of a module that was never activated do not exist (1146), and without them there is no grant (1142):
 * then nothing is known of the document, and the ticket is opened all the same.
 */
DROP PROCEDURE IF EXISTS erp_movement_source;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_source(
  IN this_movement INT, IN tells_transfer INT,
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  IN code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN movement_type INT,
  IN product INT, IN quantity DOUBLE,
  OUT this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT,
  OUT third_party_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The kind of operation of a movement, and its document'
BEGIN
  DECLARE counterpart INT;
  IF COALESCE(origin_type, '') <> '' AND origin_id > 0 THEN
    SET this_source = CASE
      WHEN origin_type = 'inventory' THEN 'inventory'
      WHEN origin_type IN ('reception', 'order_supplier', 'supplier_order', 'commande_fournisseur', 'invoice_supplier') THEN 'reception'
      WHEN origin_type IN ('shipping', 'expedition', 'delivery', 'commande', 'order', 'facture', 'invoice') THEN 'return'
      ELSE 'other' END;
    BEGIN
      DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146 BEGIN END;
      IF origin_type = 'reception' THEN
        SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
          FROM `dolibarr`.`llx_reception` AS d IGNORE INDEX FOR GROUP BY (PRIMARY)
          LEFT JOIN `dolibarr`.`llx_societe` AS s IGNORE INDEX FOR GROUP BY (PRIMARY) ON s.rowid = d.fk_soc WHERE d.rowid = origin_id;
      ELSEIF origin_type IN ('order_supplier', 'supplier_order', 'commande_fournisseur') THEN
        SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
          FROM `dolibarr`.`llx_commande_fournisseur` AS d IGNORE INDEX FOR GROUP BY (PRIMARY)
          LEFT JOIN `dolibarr`.`llx_societe` AS s IGNORE INDEX FOR GROUP BY (PRIMARY) ON s.rowid = d.fk_soc WHERE d.rowid = origin_id;
      ELSEIF origin_type IN ('shipping', 'expedition') THEN
        SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
          FROM `dolibarr`.`llx_expedition` AS d IGNORE INDEX FOR GROUP BY (PRIMARY)
          LEFT JOIN `dolibarr`.`llx_societe` AS s IGNORE INDEX FOR GROUP BY (PRIMARY) ON s.rowid = d.fk_soc WHERE d.rowid = origin_id;
      ELSEIF origin_type = 'inventory' THEN
        SELECT MAX(d.ref) INTO origin_ref
          FROM `dolibarr`.`llx_inventory` AS d IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE d.rowid = origin_id;
      END IF;
    END;
  ELSEIF movement_type = 2 OR movement_type = 3 AND COALESCE(code, '') = '' THEN
    SET this_source = 'return';
  ELSEIF movement_type = 3 THEN
    SET this_source = 'reception';
  ELSEIF NOT tells_transfer THEN
    SET this_source = 'correction';
  ELSE
    SELECT MAX(m.rowid) INTO counterpart
      FROM `dolibarr`.`llx_stock_mouvement` AS m IGNORE INDEX FOR GROUP BY (PRIMARY)
      WHERE m.rowid BETWEEN this_movement - 200 AND this_movement - 1 AND m.fk_product + 0 = product
        AND m.value = -quantity AND m.type_mouvement = 1 AND m.inventorycode <=> code COLLATE utf8mb4_unicode_ci;
    SET this_source = IF(counterpart IS NULL, 'correction', 'transfer');
  END IF;
END//
DELIMITER ;

/*
 * Raises a sentence (45000), which begins with rule_name, if a rule does not fit the ERP as it is now: the dictionaries' codes, the
 * assignee, the group. Codes must be active in the ticket's entity. One statement reads all: it is in the path of a movement.
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
  DECLARE this_user, this_group, this_type, this_severity, this_category INT;
  SELECT u.rowid, g.rowid, t.rowid, s.rowid, c.rowid
    INTO this_user, this_group, this_type, this_severity, this_category
    FROM (SELECT 1 AS one) AS always
    LEFT JOIN `dolibarr`.`llx_user` AS u IGNORE INDEX FOR GROUP BY (PRIMARY) ON u.rowid = assignee
    LEFT JOIN `dolibarr`.`llx_usergroup` AS g IGNORE INDEX FOR GROUP BY (PRIMARY) ON g.rowid = contact_group
    LEFT JOIN `dolibarr`.`llx_c_ticket_type` AS t IGNORE INDEX FOR GROUP BY (PRIMARY)
      ON t.code = type COLLATE utf8mb4_unicode_ci AND t.active = 1 AND t.entity IN (0, ticket_entity)
    LEFT JOIN `dolibarr`.`llx_c_ticket_severity` AS s IGNORE INDEX FOR GROUP BY (PRIMARY)
      ON s.code = severity COLLATE utf8mb4_unicode_ci AND s.active = 1 AND s.entity IN (0, ticket_entity)
    LEFT JOIN `dolibarr`.`llx_c_ticket_category` AS c IGNORE INDEX FOR GROUP BY (PRIMARY)
      ON c.code = category COLLATE utf8mb4_unicode_ci AND c.active = 1 AND c.entity IN (0, ticket_entity)
    LIMIT 1;
  IF ticket_entity IS NULL THEN
    CALL refuse('The movement''s warehouse is not in the ERP''s table of warehouses.');
  ELSEIF this_user IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': user ', assignee, ' (assignee_id) does not exist in the ERP.'));
  ELSEIF this_group IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': group ', contact_group, ' (contact_group_id) does not exist in the ERP.'));
  ELSEIF this_type IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': "', type, '" is no active ticket type of entity ', ticket_entity, '.'));
  ELSEIF this_severity IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': "', severity, '" is no active ticket severity of entity ', ticket_entity, '.'));
  ELSEIF this_category IS NULL THEN
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
    FROM `dolibarr`.`llx_stock_mouvement` AS m IGNORE INDEX FOR GROUP BY (PRIMARY)
    JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    JOIN rule AS r ON r.id = w.rule_id AND r.enabled = 1
    WHERE m.rowid = this_movement AND m.value > 0;
END//
DELIMITER ;

/*
 * Lists assignee and group members as contacts of a rule's tickets and recipients of their mails.
 *
 * The assignee is SUPPORTTEC, once (Dolibarr's page allows one only), the members CONTRIBUTOR. The types'
 * rowids differ between installs: they are looked up by code. A disabled member becomes no contact. Who cannot
 * get a mail is listed all the same, with the reason, for a cancelled row. Members are taken in the order of their ids
 * up to the limit.
 *
 * most  setting recipients_per_ticket; by_four  1: four members without a problem that follow each other share a record
 * list  OUT: as ready_warehouse.contacts; note  OUT: what is to be kept in an incident of a ticket, or NULL: a group without
 *       active members, or with too many, is no reason to lose the ticket
 * Error 45000 with a sentence if the ERP lacks a contact type.
 */
DROP PROCEDURE IF EXISTS erp_list_contacts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_list_contacts(
  IN this_rule INT, IN this_entity INT, IN assignee INT, IN contact_group INT, IN most INT, IN by_four INT,
  OUT list MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT note VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Lists the contacts of a rule''s tickets'
BEGIN
  DECLARE ended, listed, waiting, active_members, left_out INT DEFAULT 0;
  DECLARE assignee_type, member_type, type, contact, is_active INT;
  DECLARE fields, four, singles TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contact_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE problem VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contacts CURSOR FOR
    SELECT u.user_id, u.active, u.address, u.lang, COALESCE(u.problem, '')
      FROM (SELECT assignee AS user_id
        UNION SELECT g.fk_user FROM `dolibarr`.`llx_usergroup_user` AS g IGNORE INDEX FOR GROUP BY (PRIMARY)
          WHERE g.fk_usergroup = contact_group AND g.entity IN (0, this_entity)) AS c
      JOIN erp_mail_recipient AS u ON u.user_id = c.user_id
      ORDER BY c.user_id <> assignee, c.user_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT MAX(IF(t.code = 'SUPPORTTEC', t.rowid, NULL)), MAX(IF(t.code = 'CONTRIBUTOR', t.rowid, NULL)) INTO assignee_type, member_type
    FROM `dolibarr`.`llx_c_type_contact` AS t IGNORE INDEX FOR GROUP BY (PRIMARY)
    WHERE t.element = 'ticket' AND t.source = 'internal' AND t.code IN ('SUPPORTTEC', 'CONTRIBUTOR') AND t.active = 1;
  SET list = '', singles = '', four = CONCAT_WS('\t', 4, member_type);
  OPEN contacts;
  FETCH contacts INTO contact, is_active, address, contact_lang, problem;
  WHILE NOT ended DO
    IF IF(contact = assignee, assignee_type, member_type) IS NULL THEN
      CALL refuse('The ERP lacks contact type SUPPORTTEC or CONTRIBUTOR for tickets (c_type_contact).');
    END IF;
    IF listed = most THEN
      SET left_out = left_out + 1;
    ELSE
      SET listed = listed + 1, active_members = active_members + (contact <> assignee AND is_active),
        type = CASE WHEN contact = assignee THEN assignee_type WHEN is_active THEN member_type ELSE 0 END,
        fields = CONCAT_WS('\t', contact, contact_lang, REPLACE(REPLACE(address, '\t', '?'), '\b', '?'));
      IF by_four AND contact <> assignee AND problem = '' THEN
        SET waiting = waiting + 1, four = CONCAT_WS('\t', four, fields), singles = CONCAT(singles, CONCAT_WS('\t', 1, type, fields, ''), '\b');
        IF waiting = 4 THEN
          SET list = CONCAT(list, four, '\b'), waiting = 0, four = CONCAT_WS('\t', 4, member_type), singles = '';
        END IF;
      ELSE
        SET list = CONCAT(list, singles, CONCAT_WS('\t', 1, type, fields, problem), '\b'), waiting = 0, four = CONCAT_WS('\t', 4, member_type),
          singles = '';
      END IF;
    END IF;
    FETCH contacts INTO contact, is_active, address, contact_lang, problem;
  END WHILE;
  CLOSE contacts;
  SET list = CONCAT(list, singles);
  IF left_out > 0 THEN
    SET note = CONCAT('Rule ', this_rule, ': its group ', contact_group, ' has ', left_out, ' members more than the ', most,
      ' recipients that setting recipients_per_ticket allows: those with the highest ids became no contacts and get no mail.');
  ELSEIF active_members = 0 THEN
    SET note = CONCAT('Rule ', this_rule, ': its group ', contact_group,
      ' has no active member besides the assignee, who alone became a contact of the ticket.');
  END IF;
END//
DELIMITER ;

/*
 * Makes the rows of ready_warehouse for the warehouses of a rule, where they differ from what the ERP, the rule and the
 * settings say now.
 *
 * this_rule  rule.id, also of a rule that is gone
 * What forbids its tickets stands in the row, as the sentence for the incident. It reads with SELECT … INTO and cursors,
 * which lock nothing in the ERP, and writes nothing where nothing has changed.
 */
DROP PROCEDURE IF EXISTS erp_prepare_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_prepare_rule(IN this_rule INT)
  COMMENT 'Makes a rule''s rows of ready_warehouse'
BEGIN
  DECLARE rule_exists, refuses, this_entity, assignee, contact_group, tells_source, tells_actor, notifies_actor,
    keeps_events, event_type, reset_month, ref_width, this_slot, next_slot, known, recipients, this_warehouse, warehouse_entity INT;
  DECLARE ended INT DEFAULT 0;
  DECLARE first_number, this_base, next_base BIGINT;
  DECLARE this_end DATETIME;
  DECLARE rule_name, this_subject, warehouse_ref, warehouse_label VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE type, severity, category, wanted_sources, kind VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE words VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason, note, obstacle VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason_number, obstacle_number INT;
  DECLARE this_mask, counter, format VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE list MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE print CHAR(64) CHARACTER SET ascii;
  DECLARE warehouses CURSOR FOR
    SELECT w.warehouse_id FROM rule_warehouse AS w WHERE w.rule_id = this_rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT MAX(r.id), MAX(r.entity), MAX(CONCAT('Rule ', r.id, ' (', r.label, ')')), MAX(r.assignee_id), MAX(r.contact_group_id),
      MAX(r.type_code), MAX(r.severity_code), MAX(r.category_code), MAX(r.subject), MAX(r.message),
      COALESCE(MAX(IF(r.grouped_by = 'operation', 'operation', NULL)), 'opened'), COALESCE(MAX(r.notify_actor), 1),
      COALESCE(MAX(IF(r.enabled, r.sources, '')), 'any'),
      COALESCE(MAX(CASE WHEN FIND_IN_SET('transfer', r.sources) = 0 OR FIND_IN_SET('correction', r.sources) = 0
          OR CONCAT(r.subject, r.message) LIKE '%\_\_SOURCE\_\_%' THEN 2
        WHEN r.sources <> 'transfer,reception,return,correction,inventory,other' THEN 1 END), 0),
      COALESCE(MAX(CONCAT(r.subject, r.message) LIKE '%\_\_USER\_%'), 0)
    INTO rule_exists, this_entity, rule_name, assignee, contact_group,
      type, severity, category, this_subject, this_message,
      kind, notifies_actor, wanted_sources, tells_source, tells_actor
    FROM rule AS r WHERE r.id = this_rule;
  SELECT COALESCE(MAX(IF(entity > 0, value, NULL)), MAX(value), '') = 'refuse' INTO refuses
    FROM setting WHERE entity IN (0, this_entity) AND name = 'on_error';
  SELECT COALESCE(MAX(IF(entity > 0, CAST(value AS SIGNED), NULL)), MAX(CAST(value AS SIGNED)), 100) INTO recipients
    FROM setting WHERE entity IN (0, this_entity) AND name = 'recipients_per_ticket';
  reading: BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      GET DIAGNOSTICS CONDITION 1 reason_number = MYSQL_ERRNO, reason = MESSAGE_TEXT;
      /* Servers keep 128 characters of a message that is raised. */
      SET reason_number = NULLIF(reason_number, 1644), reason = IF(CHAR_LENGTH(reason) > 128, CONCAT(LEFT(reason, 127), '…'), reason);
    END;
    IF rule_exists IS NULL THEN
      CALL refuse(CONCAT('The warehouse is watched by rule ', this_rule, ', which does not exist: correct table rule_warehouse.'));
    ELSEIF wanted_sources = '' THEN
      LEAVE reading;
    END IF;
    CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
    CALL erp_numbering(this_entity, this_mask, first_number, reset_month, this_lang, keeps_events);
    CALL find_series(this_entity, this_mask, reset_month, this_slot, this_base, this_end, next_slot, next_base);
    SET counter = REGEXP_SUBSTR(this_mask, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]'), ref_width = CHAR_LENGTH(REGEXP_SUBSTR(counter, '0+')),
      format = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(this_mask, '%', '%%'), counter, '{number}'),
        '{yyyy}', '%Y'), '{yy}', '%y'), '{mm}', '%m'), '{dd}', '%d');
    SELECT CONCAT('<table class="ticketstock" border="1" cellpadding="4"><tr>', GROUP_CONCAT('<th align="left">', l.label, '</th>'
        ORDER BY FIELD(l.code, 'PRODUCT', 'QUANTITY', 'LOT', 'WAREHOUSE') SEPARATOR ''), '</tr>')
      INTO head FROM code_label AS l WHERE l.dictionary = 'column' AND l.lang = this_lang;
    IF keeps_events THEN
      SELECT MAX(a.id) INTO event_type FROM `dolibarr`.`llx_c_actioncomm` AS a IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE a.code = 'AC_OTH_AUTO';
      SELECT MAX(l.label) INTO words FROM code_label AS l WHERE l.dictionary = 'event' AND l.code = 'CREATED' AND l.lang = this_lang;
      IF event_type IS NULL THEN
        CALL refuse('The ERP lacks event type AC_OTH_AUTO (c_actioncomm), which events of tickets need.');
      END IF;
    END IF;
    CALL erp_list_contacts(this_rule, this_entity, assignee, contact_group, recipients, notifies_actor, list, note);
  END;
  OPEN warehouses;
  FETCH warehouses INTO this_warehouse;
  WHILE NOT ended DO
    SET obstacle = NULL, obstacle_number = NULL, warehouse_ref = NULL, warehouse_label = NULL;
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 obstacle_number = MYSQL_ERRNO, obstacle = MESSAGE_TEXT;
        SET obstacle = IF(CHAR_LENGTH(obstacle) > 128, CONCAT(LEFT(obstacle, 127), '…'), obstacle);
      END;
      SELECT MAX(e.entity), MAX(e.ref), MAX(e.lieu) INTO warehouse_entity, warehouse_ref, warehouse_label
        FROM `dolibarr`.`llx_entrepot` AS e IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE e.rowid = this_warehouse;
    END;
    SET obstacle = CASE WHEN obstacle IS NOT NULL THEN obstacle
      WHEN warehouse_entity IS NULL THEN 'The movement''s warehouse is not in the ERP''s table of warehouses.'
      WHEN warehouse_entity <> this_entity THEN
        LEFT(CONCAT(rule_name, ': warehouse ', this_warehouse, ' belongs to another entity, ', warehouse_entity, '.'), 128) END;
    SET print = SHA2(JSON_ARRAY(this_rule, COALESCE(obstacle, reason), IF(obstacle IS NULL, reason_number, obstacle_number), refuses, note,
      this_entity, warehouse_ref, warehouse_label, assignee, type, severity, category, this_subject, SHA2(this_message, 256),
      kind, head, wanted_sources, tells_source, tells_actor, notifies_actor, event_type, words,
      format, ref_width, this_slot, this_base, this_end, next_slot, next_base, SHA2(list, 256)), 256);
    SELECT COUNT(*) INTO known FROM ready_warehouse WHERE warehouse_id = this_warehouse AND fingerprint = print;
    IF known = 0 THEN
      REPLACE INTO ready_warehouse (warehouse_id, fingerprint, rule_id, special,
          problem, problem_number, refuses, warning,
          entity, warehouse_ref, warehouse_label, assignee_id, type_code, severity_code, category_code, subject, message,
          mail_kind, table_head, sources, tells_source, tells_actor, notify_actor, event_type, event_label,
          ref_format, ref_width, slot, base, ends_at, next_slot, next_base, contacts)
        VALUES (this_warehouse, print, this_rule, COALESCE(obstacle, reason, note) IS NOT NULL OR refuses OR kind = 'operation'
            OR wanted_sources = '' OR tells_source OR tells_actor OR NOT notifies_actor OR this_end IS NOT NULL,
          COALESCE(obstacle, reason), IF(obstacle IS NULL, reason_number, obstacle_number), refuses, note,
          this_entity, warehouse_ref, warehouse_label, assignee, type, severity, category, this_subject, this_message,
          kind, head, wanted_sources, tells_source, tells_actor, notifies_actor, event_type, words,
          format, ref_width, this_slot, this_base, this_end, next_slot, next_base, list);
    END IF;
    FETCH warehouses INTO this_warehouse;
  END WHILE;
  CLOSE warehouses;
END//
DELIMITER ;

/*
 * Makes ready_warehouse agree with rules, settings and the ERP as they are now. The event prepare_numbers does so every
 * few seconds; call it for what was changed in the ERP to be followed at once.
 */
DROP PROCEDURE IF EXISTS prepare_rules;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_rules()
  COMMENT 'Lets what was changed in the ERP be followed at once'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_rule, this_warehouse INT;
  DECLARE rules CURSOR FOR SELECT DISTINCT rule_id FROM rule_warehouse;
  DECLARE left_overs CURSOR FOR
    SELECT r.warehouse_id FROM ready_warehouse AS r LEFT JOIN rule_warehouse AS w ON w.warehouse_id = r.warehouse_id WHERE w.warehouse_id IS NULL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN rules;
  FETCH rules INTO this_rule;
  WHILE NOT ended DO
    CALL erp_prepare_rule(this_rule);
    FETCH rules INTO this_rule;
  END WHILE;
  CLOSE rules;
  SET ended = 0;
  OPEN left_overs;
  FETCH left_overs INTO this_warehouse;
  WHILE NOT ended DO
    DELETE FROM ready_warehouse WHERE warehouse_id = this_warehouse;
    FETCH left_overs INTO this_warehouse;
  END WHILE;
  CLOSE left_overs;
END//
DELIMITER ;

/*
 * Makes ready what tickets need beforehand: the series of numbers of every entity with a rule, then ready_warehouse. Called
 * by the event of its name every few seconds, so that a change in the ERP is followed soon.
 */
DROP PROCEDURE IF EXISTS prepare_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_numbers()
  COMMENT 'Makes ready what tickets need beforehand: series of numbers, ready_warehouse'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE entities CURSOR FOR SELECT DISTINCT entity FROM rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN entities;
  FETCH entities INTO this_entity;
  WHILE NOT ended DO
    CALL prepare_entity(this_entity);
    FETCH entities INTO this_entity;
  END WHILE;
  CLOSE entities;
  CALL prepare_rules();
  REPLACE INTO ready_state (number, compared_at) VALUES (1, SYSDATE(3));
END//
DELIMITER ;

/*
 * Tells operations apart: what one transaction does for one rule under one inventory code or origin.
 *
 * operation  INOUT: code or origin; then with rule and transaction
 *
 * MySQL counts transactions in performance_schema. MariaDB has no such count, but how often the session
 * began and ended one tells the same; outside BEGIN each statement is a transaction, known by its time.
 * Each server passes over the other's comment. Without performance_schema's instrument of transactions a
 * statement is all that MySQL tells.
 */
DROP PROCEDURE IF EXISTS operation_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE operation_key(
  IN this_rule INT, INOUT operation VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Tells operations apart by rule and transaction'
BEGIN
  DECLARE transaction VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
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
  SET operation = CONCAT(this_rule, ' ', COALESCE(transaction, NOW(6)), ' ', operation);
END//
DELIMITER ;

/*
 * Writes the ticket of a movement as Dolibarr would: ticket, event, contacts, and our queued mails; or adds
 * the movement to the ticket of its operation.
 *
 * this_movement  rowid of the movement, this_rule  rule that opens the ticket, booked_at to origin_type  columns of the movement
 * joins        1: a rule grouped by operation adds the movement to the operation's ticket, 0: it opens another
 * warning      OUT: what should be kept in an incident although the ticket is there, or NULL
 * Raises a sentence (45000) where there can be no ticket; the caller undoes. @ticketstock_refuses is 1 from then on
 * where setting on_error rejects such a movement.
 * It reads with SELECT … INTO only, which locks nothing (IF EXISTS, SET = (SELECT …) and INSERT … SELECT would, until
 * COMMIT; so would a table that the same routine writes, unless an alias makes it another to the server). Each table
 * and routine that is named here, directly or not, costs every movement a little, watched or not, and so does each
 * alias of a table; each statement and each variable costs a watched one: docs/speed.md.
 */
DROP PROCEDURE IF EXISTS erp_write_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_ticket(
  IN this_movement INT, IN this_warehouse INT, IN this_rule INT, IN joins INT, IN booked_at DATETIME, IN actor INT, IN product INT,
  IN quantity DOUBLE, IN lot VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN eat_by DATE, IN sell_by DATE,
  IN movement_type INT, IN movement_label VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT warning TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes the ticket of a movement, its event, contacts and mails'
writing: BEGIN
  DECLARE special, this_entity, assignee, silent_user, event_type, ref_width, this_slot, third_party, this_ticket, event, distance,
    tries, unfit, contact_type, user_1, user_2, user_3, user_4 INT;
  DECLARE attempt INT DEFAULT 0;
  DECLARE this_base, number BIGINT;
  DECLARE opened_on DATETIME;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE mail_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT 'opened';
  DECLARE product_ref, product_label, barcode, warehouse_ref, warehouse_label, actor_name, actor_login, this_source,
    origin_ref, third_party_name, ref, subject, template_subject, words VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE line, template, message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ref_format, operation TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE contacts, contact MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

  SELECT r.special, r.entity, r.warehouse_ref, r.warehouse_label, r.assignee_id, r.type_code, r.severity_code, r.category_code,
      r.subject, r.message, r.event_type, r.event_label, r.ref_format, r.ref_width, r.slot, r.base, r.contacts,
      p.ref, p.label, p.barcode
    INTO special, this_entity, warehouse_ref, warehouse_label, assignee, type, severity, category,
      template_subject, template, event_type, words, ref_format, ref_width, this_slot, this_base, contacts,
      product_ref, product_label, barcode
    FROM ready_warehouse AS r LEFT JOIN `dolibarr`.`llx_product` AS p IGNORE INDEX FOR GROUP BY (PRIMARY) ON p.rowid = product
    WHERE r.warehouse_id = this_warehouse;
  /* The present in PHP's zone, which the database does not know: a datem that is a whole number of quarter-hours (the
     step of all zones) off the server's clock, give or take two minutes, tells it; otherwise the date was forced. */
  SET distance = TIMESTAMPDIFF(SECOND, NOW(), booked_at), opened_on = NOW() + INTERVAL IF(ABS(ROUND(distance / 900)) <= 104
    AND ABS(distance - ROUND(distance / 900) * 900) <= 120, ROUND(distance / 900) * 900, 0) SECOND;
  IF special IS NULL THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The warehouse is not prepared yet: CALL prepare_rules(), then retry_incident().';
  ELSEIF special OR origin_id > 0 THEN
    BEGIN
      DECLARE problem_number, tells_source, tells_actor INT;
      DECLARE problem TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      DECLARE wanted_sources VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      DECLARE table_head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      SELECT r.problem, r.problem_number, r.refuses, r.warning, r.sources, r.tells_source, r.tells_actor, r.mail_kind, r.table_head,
          IF(r.notify_actor, NULL, actor), IF(r.ends_at <= opened_on, r.next_slot, r.slot), IF(r.ends_at <= opened_on, r.next_base, r.base)
        INTO problem, problem_number, @ticketstock_refuses, warning, wanted_sources, tells_source, tells_actor, mail_kind, table_head,
          silent_user, this_slot, this_base
        FROM ready_warehouse AS r WHERE r.warehouse_id = this_warehouse;
      IF tells_source OR origin_id > 0 THEN
        CALL erp_movement_source(this_movement, tells_source = 2, origin_type, origin_id, code, movement_type, product, quantity,
          this_source, origin_ref, third_party, third_party_name);
      END IF;
      IF wanted_sources = '' OR tells_source AND NOT FIND_IN_SET(this_source, wanted_sources) THEN
        SET warning = NULL;
        LEAVE writing;
      END IF;
      IF mail_kind = 'operation' THEN
        SET line = CONVERT(ticketstock_render(
            '<tr><td>__PRODUCT__</td><td>__QTY__</td><td>__BATCH__</td><td>__WAREHOUSE__</td></tr>', 'html',
            '__PRODUCT__', CONCAT_WS(' ', product_ref, product_label), '__QTY__', quantity, '__BATCH__', lot,
            '__WAREHOUSE__', warehouse_ref) USING utf8mb4),
          operation = CONCAT_WS(' ', origin_id, origin_type, COALESCE(NULLIF(code, ''), movement_label));
        IF joins THEN
          /* The session remembers which ticket is its operation's; a new transaction has another key. The ticket is the
             transaction's own, so the update waits for nobody; one that was rolled back is not looked for, since the gap
             where it was would be locked. An agent may have written below the table: then another begins. */
          CALL operation_key(this_rule, operation);
          IF operation = CONVERT(@ticketstock_operation USING utf8mb4) COLLATE utf8mb4_bin THEN
            SELECT MAX(o.ticket_id) INTO this_ticket FROM opened_ticket AS o
              WHERE o.ticket_id = CAST(@ticketstock_operation_ticket AS SIGNED);
          END IF;
          IF this_ticket IS NOT NULL THEN
            UPDATE `dolibarr`.`llx_ticket` IGNORE INDEX FOR GROUP BY (PRIMARY)
              SET message = CONCAT(IF(`llx_ticket`.message LIKE '%<table class="ticketstock"%</table>',
                  LEFT(`llx_ticket`.message, CHAR_LENGTH(`llx_ticket`.message) - CHAR_LENGTH('</table>')),
                  CONCAT(`llx_ticket`.message, table_head)), line, '</table>')
              WHERE rowid = this_ticket;
            INSERT INTO grouped_movement (movement_id, ticket_id) VALUES (this_movement, this_ticket);
            SET warning = NULL;
            LEAVE writing;
          END IF;
        END IF;
        /* It ends the content. */
        SET line = CONCAT(table_head, line, '</table>');
      END IF;
      IF problem_number IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = problem_number, MESSAGE_TEXT = problem;
      ELSEIF problem IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;
      END IF;
      IF tells_actor THEN
        SELECT TRIM(CONCAT_WS(' ', MAX(u.firstname), MAX(u.lastname))), MAX(u.login) INTO actor_name, actor_login
          FROM `dolibarr`.`llx_user` AS u IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE u.rowid = actor;
      END IF;
    END;
  END IF;

  /* Reads nothing: refused if there is a view in a table's place. */
  SELECT COUNT(*) INTO unfit FROM `dolibarr`.`llx_ticket` IGNORE INDEX FOR GROUP BY (PRIMARY) JOIN `dolibarr`.`llx_element_contact` IGNORE INDEX FOR GROUP BY (PRIMARY)
    JOIN `dolibarr`.`llx_actioncomm` IGNORE INDEX FOR GROUP BY (PRIMARY) JOIN `dolibarr`.`llx_actioncomm_resources` IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE FALSE;
  REPEAT
    SET attempt = attempt + 1, tries = 0, unfit = 0;
    /* As take_slot_number(), which a movement would pay for. */
    CASE this_slot
    WHEN 1 THEN
      INSERT INTO number_slot_1 VALUES (NULL);
      DELETE FROM number_slot_1 WHERE number_slot_1.number = LAST_INSERT_ID();
    WHEN 2 THEN
      INSERT INTO number_slot_2 VALUES (NULL);
      DELETE FROM number_slot_2 WHERE number_slot_2.number = LAST_INSERT_ID();
    WHEN 3 THEN
      INSERT INTO number_slot_3 VALUES (NULL);
      DELETE FROM number_slot_3 WHERE number_slot_3.number = LAST_INSERT_ID();
    WHEN 4 THEN
      INSERT INTO number_slot_4 VALUES (NULL);
      DELETE FROM number_slot_4 WHERE number_slot_4.number = LAST_INSERT_ID();
    ELSE
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'No series of ticket numbers has been made: see health_check(), then retry_incident().';
    END CASE;
    SET number = LAST_INSERT_ID() - this_base;
    SET ref = REPLACE(REPLACE(DATE_FORMAT(opened_on, ref_format), '{y}', RIGHT(YEAR(opened_on), 1)),
        '{number}', LPAD(number, GREATEST(ref_width, CHAR_LENGTH(number)), '0')),
      subject = LEFT(CONVERT(ticketstock_render(template_subject, 'text',
        '__TICKET_REF__', ref, '__PRODUCT_REF__', product_ref, '__PRODUCT_LABEL__', product_label,
        '__PRODUCT_BARCODE__', barcode, '__QTY__', quantity, '__BATCH__', lot, '__EATBY__', eat_by, '__SELLBY__', sell_by,
        '__WAREHOUSE_REF__', warehouse_ref, '__WAREHOUSE_LABEL__', warehouse_label, '__MOVEMENT_ID__', this_movement,
        '__MOVEMENT_LABEL__', movement_label, '__INVENTORY_CODE__', code, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', third_party_name, '__USER_FULLNAME__', actor_name, '__USER_LOGIN__', actor_login,
        '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'), '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4), 255),
      message = CONCAT(CONVERT(ticketstock_render(template, 'html',
        '__TICKET_REF__', ref, '__PRODUCT_REF__', product_ref, '__PRODUCT_LABEL__', product_label,
        '__PRODUCT_BARCODE__', barcode, '__QTY__', quantity, '__BATCH__', lot, '__EATBY__', eat_by, '__SELLBY__', sell_by,
        '__WAREHOUSE_REF__', warehouse_ref, '__WAREHOUSE_LABEL__', warehouse_label, '__MOVEMENT_ID__', this_movement,
        '__MOVEMENT_LABEL__', movement_label, '__INVENTORY_CODE__', code, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', third_party_name, '__USER_FULLNAME__', actor_name, '__USER_LOGIN__', actor_login,
        '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'), '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4), COALESCE(line, ''));
    IF message IS NULL THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The rule''s content is larger than 16 MB with its values, or memory is out.';
    END IF;
    BEGIN
      /* The ref or the track_id is taken (1062): Dolibarr has opened a ticket of that number meanwhile, take the next.
         An ERP in utf8mb3 cannot keep an emoji that a rule has (1366): such characters become "?". */
      DECLARE EXIT HANDLER FOR 1062 BEGIN END;
      DECLARE CONTINUE HANDLER FOR 1366 SET unfit = unfit + 1,
        subject = REGEXP_REPLACE(subject, '[\\x{10000}-\\x{10FFFF}]', '?'), message = REGEXP_REPLACE(message, '[\\x{10000}-\\x{10FFFF}]', '?');
      /* The track_id opens the public ticket page: 16 random characters of a-z and 1-9 from the server's cryptographic
         source, twice the last eight digits of a number of 64 bits to the base of 35, with z for 0. */
      REPEAT
        SET tries = tries + 1;
        INSERT INTO `dolibarr`.`llx_ticket`
            (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
             subject, message, fk_statut, resolution, progress, timing,
             type_code, category_code, severity_code, datec, notify_tiers_at_create)
          VALUES (this_entity, ref, REPLACE(LOWER(CONCAT(
              RIGHT(CONCAT('0000000', CONV(HEX(RANDOM_BYTES(8)), 16, 35)), 8),
              RIGHT(CONCAT('0000000', CONV(HEX(RANDOM_BYTES(8)), 16, 35)), 8))), '0', 'z'),
            third_party, NULL, NULL, actor, assignee,
            subject, message, 2, NULL, 0, NULL,
            type, category, severity, opened_on, 0);
      UNTIL unfit < tries OR tries = 2 END REPEAT;
      IF unfit = 2 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The ERP''s ticket table does not take the ticket''s text: see its character set.';
      END IF;
      SET this_ticket = LAST_INSERT_ID();
    END;
    /* A long text is rendered and refused fewer times: the movement waits for seconds at most. */
  UNTIL this_ticket IS NOT NULL OR attempt >= GREATEST(100, LEAST(10000, 20000000 DIV (1 + CHAR_LENGTH(template)))) END REPEAT;
  IF this_ticket IS NULL THEN
    SET words = CONCAT('No free ticket number up to ', ref, ': call retry_incident().');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = words;
  END IF;
  INSERT INTO opened_ticket (movement_id, ticket_id, rule_id, entity)
    VALUES (this_movement, this_ticket, this_rule, this_entity);

  /* The event that Dolibarr's ticket page lists, if the ERP keeps such events; its ref is its own number. */
  IF event_type IS NOT NULL THEN
    SET words = REPLACE(words, '__TICKET_REF__', ref);
    INSERT INTO `dolibarr`.`llx_actioncomm`
        (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action,
         label, note, fk_element, elementtype, durationp, transparency, location)
      VALUES ('', this_entity, opened_on, opened_on, opened_on, event_type, 'AC_TICKET_CREATE', -1, actor, actor,
         words, words, this_ticket, 'ticket', 0, 0, '');
    SET event = LAST_INSERT_ID();
    UPDATE `dolibarr`.`llx_actioncomm` IGNORE INDEX FOR GROUP BY (PRIMARY) SET ref = event WHERE id = event;
    INSERT INTO `dolibarr`.`llx_actioncomm_resources`
        (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
      VALUES (event, 'user', COALESCE(actor, 0), '0', 0, 0);
  END IF;

  /* Members by four: fewer statements. INSERT … SELECT would be one, and take the AUTO-INC lock of the ERP's table. */
  WHILE contacts <> '' DO
    SET contact = SUBSTRING_INDEX(contacts, '\b', 1), contacts = SUBSTRING(contacts, CHAR_LENGTH(contact) + 2),
      contact_type = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 2), '\t', -1),
      user_1 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 3), '\t', -1);
    IF contact LIKE '4%' THEN
      SET user_2 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 6), '\t', -1),
        user_3 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 9), '\t', -1),
        user_4 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 12), '\t', -1);
      INSERT INTO `dolibarr`.`llx_element_contact` (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
        VALUES (opened_on, 4, this_ticket, contact_type, user_1), (opened_on, 4, this_ticket, contact_type, user_2),
          (opened_on, 4, this_ticket, contact_type, user_3), (opened_on, 4, this_ticket, contact_type, user_4);
      INSERT INTO mail_outbox (entity, ticket_id, kind, recipient_user_id, lang, address, state) VALUES
        (this_entity, this_ticket, mail_kind, user_1,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 4), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 5), '\t', -1), 'pending'),
        (this_entity, this_ticket, mail_kind, user_2,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 7), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 8), '\t', -1), 'pending'),
        (this_entity, this_ticket, mail_kind, user_3,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 10), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 11), '\t', -1), 'pending'),
        (this_entity, this_ticket, mail_kind, user_4,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 13), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 14), '\t', -1), 'pending');
    ELSE
      IF contact_type THEN
        INSERT INTO `dolibarr`.`llx_element_contact` (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
          VALUES (opened_on, 4, this_ticket, contact_type, user_1);
      END IF;
      IF NOT user_1 <=> silent_user THEN
        SET words = NULLIF(SUBSTRING_INDEX(contact, '\t', -1), '');
        INSERT INTO mail_outbox (entity, ticket_id, kind, recipient_user_id, lang, address, state, smtp_text)
          VALUES (this_entity, this_ticket, mail_kind, user_1,
            SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 4), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 5), '\t', -1),
            IF(words IS NULL, 'pending', 'cancelled'), words);
      END IF;
    END IF;
  END WHILE;
  IF mail_kind = 'operation' AND joins THEN
    SET @ticketstock_operation = operation, @ticketstock_operation_ticket = this_ticket;
  END IF;
END//
DELIMITER ;

/*
 * Writes the ticket of a movement that is in the ERP already, as erp_write_ticket() does: a ticket of its own, also where the
 * rule is grouped by operation.
 */
DROP PROCEDURE IF EXISTS erp_retry_movement;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_retry_movement(
  IN this_movement INT, IN this_rule INT, OUT warning VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes the ticket of a movement that is in the ERP already'
BEGIN
  DECLARE warehouse, actor, product, movement_type, origin_id INT;
  DECLARE booked_at DATETIME;
  DECLARE quantity DOUBLE;
  DECLARE eat_by, sell_by DATE;
  DECLARE lot, movement_label, code, origin_type VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT m.fk_entrepot, m.datem, m.fk_user_author, m.fk_product, m.value, m.batch, m.eatby, m.sellby, m.type_mouvement, m.label,
      m.inventorycode, m.fk_origin, m.origintype
    INTO warehouse, booked_at, actor, product, quantity, lot, eat_by, sell_by, movement_type, movement_label,
      code, origin_id, origin_type
    FROM `dolibarr`.`llx_stock_mouvement` AS m IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE m.rowid = this_movement;
  CALL erp_write_ticket(this_movement, warehouse, this_rule, 0, booked_at, actor, product, quantity, lot, eat_by, sell_by,
    movement_type, movement_label, code, origin_id, origin_type, warning);
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
  DECLARE this_movement, watching_rule, opened INT;
  DECLARE warning VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
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
  CALL prepare_numbers();
  START TRANSACTION;
  SELECT COUNT(*) INTO opened FROM opened_ticket WHERE movement_id = this_movement;
  IF opened = 0 THEN
    CALL erp_retry_movement(this_movement, watching_rule, warning);
    IF warning IS NOT NULL THEN
      INSERT INTO incident (movement_id, sql_state, message, resolved_at) VALUES (this_movement, '01000', warning, NOW(3));
    END IF;
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
  SELECT MAX(entity) INTO warehouse_entity FROM `dolibarr`.`llx_entrepot` IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE rowid = this_warehouse;
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
  WHEN 'recipients_per_ticket' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 1000, NULL, 'a number from 1 to 1000');
  WHEN 'erp_url' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^https?://[^[:space:]"<>]+$' AND CHAR_LENGTH(this_value) <= 500, NULL,
      'empty or a URL that begins with http:// or https://, of at most 500 characters');
  WHEN 'mail_sender' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^[!-~]+@[!-~]+$' AND this_value NOT LIKE '%@%@%' AND CHAR_LENGTH(this_value) <= 254, NULL,
      'empty or a bare mail address');
  WHEN 'mail_reply_to' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^[!-~]+@[!-~]+$' AND this_value NOT LIKE '%@%@%' AND CHAR_LENGTH(this_value) <= 254, NULL,
      'empty or a bare mail address');
  WHEN 'mail_sender_name' THEN
    SET allowed = IF(this_value NOT REGEXP '[[:cntrl:]]' AND CHAR_LENGTH(this_value) <= 200, NULL,
      'a name of at most 200 characters on one line');
  WHEN 'batch_size' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 4000, NULL, 'a number from 1 to 4000');
  WHEN 'mail_time_zone' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^([A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*|[+-][0-9]{2}:[0-9]{2})$',
      NULL, 'empty, the name of a zone (Europe/Paris) or a distance to UTC (+02:00)');
  WHEN 'mail_held' THEN
    SET allowed = IF(this_value IN ('0', '1'), NULL, '0 or 1');
  WHEN 'when_mails_disabled' THEN
    SET allowed = IF(this_value IN ('wait', 'cancel'), NULL, 'wait or cancel');
  WHEN 'mails_per_hour' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,9}$', NULL, 'a number of mails, 0 for no limit');
  WHEN 'retry_first_seconds' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 3600, NULL, 'a number from 1 to 3600');
  WHEN 'retry_longest_seconds' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,5}$' AND this_value BETWEEN 1 AND 86400, NULL, 'a number from 1 to 86400');
  WHEN 'give_up_after_hours' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 8760, NULL, 'a number from 1 to 8760');
  WHEN 'purge_after_days' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,5}$', NULL, 'a number of days, 0 for never');
  WHEN 'purge_failed_after_days' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,5}$', NULL, 'a number of days, 0 for never');
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
  ELSEIF this_subject REGEXP '[[:cntrl:]]' THEN
    CALL refuse(CONCAT(rule_name, ' has a subject with a line end or another control character.'));
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
  IN this_host VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_port INT,
  IN this_tls VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_ca_file VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_username VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN per_minute BIGINT)
  COMMENT 'Refuses a relay that the mailer could not use'
BEGIN
  IF this_name NOT REGEXP '^[A-Za-z0-9._-]+$' THEN
    CALL refuse('A relay''s name is made of letters, digits, ".", "_" and "-": it stands in the secrets file too.');
  ELSEIF this_host LIKE '%:%' THEN
    CALL refuse('host takes a name or an IPv4 address, without a port; IPv6 addresses are not supported.');
  ELSEIF this_host = '' OR this_host REGEXP '[[:space:][:cntrl:]/@,;<>"()\\[]' OR REPLACE(this_host, ']', '') <> this_host THEN
    CALL refuse('host takes a host name or an IPv4 address.');
  ELSEIF this_port = 465 THEN
    CALL refuse('Port 465 speaks TLS from the first byte, which is not supported: use 587 with tls = starttls.');
  ELSEIF this_port < 1 THEN
    CALL refuse('port takes a number from 1 to 65535, mostly 25 or 587.');
  ELSEIF this_tls IN ('ssl', 'tls', 'smtps', 'implicit') THEN
    CALL refuse('TLS from the first byte is not supported: use tls = starttls, mostly with port 587.');
  ELSEIF this_tls NOT IN ('none', 'starttls') THEN
    CALL refuse(CONCAT('tls takes none or starttls, not "', this_tls, '".'));
  ELSEIF this_ca_file NOT LIKE '/%' OR this_ca_file REGEXP '[[:cntrl:]]' THEN
    CALL refuse('ca_file takes the absolute path of a PEM file on the server, or NULL.');
  ELSEIF this_username REGEXP '[[:cntrl:]]' OR LENGTH(this_username) > 255 THEN
    CALL refuse('username takes at most 255 bytes without control characters.');
  ELSEIF per_minute < 1 THEN
    CALL refuse('max_per_minute takes a number of mails from 1, or NULL for no limit; to stop a relay set enabled = 0.');
  END IF;
END//
DELIMITER ;

/* A wrong setting is refused when it is written, whoever writes it and however. (upgrade/begin.sql drops the triggers.) */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_inserted BEFORE INSERT ON setting FOR EACH ROW
  CALL check_setting(NEW.name, NEW.value);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_updated BEFORE UPDATE ON setting FOR EACH ROW
  CALL check_setting(NEW.name, NEW.value);

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_inserted BEFORE INSERT ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_updated BEFORE UPDATE ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);

/* What concerns ready_warehouse stands there at once. The first ticket of a rule finds its number series too. */
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_numbered AFTER INSERT ON rule FOR EACH ROW
BEGIN
  CALL prepare_entity(NEW.entity);
  CALL erp_prepare_rule(NEW.id);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_changed AFTER UPDATE ON rule FOR EACH ROW
BEGIN
  CALL prepare_entity(NEW.entity);
  CALL erp_prepare_rule(NEW.id);
  IF NEW.id <> OLD.id THEN
    CALL erp_prepare_rule(OLD.id);
  END IF;
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_deleted AFTER DELETE ON rule FOR EACH ROW
  CALL erp_prepare_rule(OLD.id)//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_added AFTER INSERT ON setting FOR EACH ROW
  IF NEW.name IN ('on_error', 'recipients_per_ticket') THEN CALL prepare_rules(); END IF//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_changed AFTER UPDATE ON setting FOR EACH ROW
  IF 'on_error' IN (NEW.name, OLD.name) OR 'recipients_per_ticket' IN (NEW.name, OLD.name) THEN CALL prepare_rules(); END IF//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_deleted AFTER DELETE ON setting FOR EACH ROW
  IF OLD.name IN ('on_error', 'recipients_per_ticket') THEN CALL prepare_rules(); END IF//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_added AFTER INSERT ON rule_warehouse FOR EACH ROW
  CALL erp_prepare_rule(NEW.rule_id)//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_changed AFTER UPDATE ON rule_warehouse FOR EACH ROW
BEGIN
  IF NEW.warehouse_id <> OLD.warehouse_id THEN
    DELETE FROM ready_warehouse WHERE warehouse_id = OLD.warehouse_id;
  END IF;
  CALL erp_prepare_rule(NEW.rule_id);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_deleted AFTER DELETE ON rule_warehouse FOR EACH ROW
  DELETE FROM ready_warehouse WHERE warehouse_id = OLD.warehouse_id//
DELIMITER ;

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_inserted BEFORE INSERT ON rule_warehouse FOR EACH ROW
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, 1);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_updated BEFORE UPDATE ON rule_warehouse FOR EACH ROW
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, NEW.warehouse_id <> OLD.warehouse_id);

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_inserted BEFORE INSERT ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_updated BEFORE UPDATE ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);

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
    FROM `dolibarr`.`llx_entrepot` AS e IGNORE INDEX FOR GROUP BY (PRIMARY) JOIN rule AS r ON r.entity = e.entity
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
    FROM `dolibarr`.`llx_entrepot` IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE ref = warehouse_ref COLLATE utf8mb4_unicode_ci;
  IF number <> 1 THEN
    CALL refuse(CONCAT('There are ', number, ' warehouses with ref "', warehouse_ref, '" in the ERP, not one.'));
  END IF;
  SELECT MAX(rowid), COUNT(*) INTO assignee, number FROM `dolibarr`.`llx_user` IGNORE INDEX FOR GROUP BY (PRIMARY)
    WHERE login = assignee_login COLLATE utf8mb4_unicode_ci AND entity IN (0, this_entity);
  IF number <> 1 THEN
    CALL refuse(CONCAT('There are ', number, ' users with login "', assignee_login, '" in the ERP, not one.'));
  END IF;
  SELECT MAX(rowid), COUNT(*) INTO contact_group, number FROM `dolibarr`.`llx_usergroup` IGNORE INDEX FOR GROUP BY (PRIMARY)
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
  DECLARE found, this_warehouse, watching_rule, is_enabled, this_ticket, first_movement, open_incident, third_party, origin_id, movement_type, product INT;
  DECLARE quantity DOUBLE;
  DECLARE wanted VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE warehouse, rule_name, ticket_ref, origin_type, code, origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE answer VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*), MAX(m.value), MAX(m.fk_entrepot), MAX(e.ref), MAX(w.rule_id), MAX(r.enabled), MAX(r.sources),
      MAX(CONCAT('rule ', r.id, ' (', r.label, ')'))
    INTO found, quantity, this_warehouse, warehouse, watching_rule, is_enabled, wanted, rule_name
    FROM `dolibarr`.`llx_stock_mouvement` AS m IGNORE INDEX FOR GROUP BY (PRIMARY)
    LEFT JOIN `dolibarr`.`llx_entrepot` AS e IGNORE INDEX FOR GROUP BY (PRIMARY) ON e.rowid = m.fk_entrepot
    LEFT JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    LEFT JOIN rule AS r ON r.id = w.rule_id
    WHERE m.rowid = this_movement;
  SELECT MAX(o.ticket_id), MAX(o.movement_id) INTO this_ticket, first_movement FROM (
      SELECT ticket_id, NULL AS movement_id FROM opened_ticket WHERE movement_id = this_movement
      UNION ALL
      SELECT g.ticket_id, f.movement_id FROM grouped_movement AS g JOIN opened_ticket AS f ON f.ticket_id = g.ticket_id
        WHERE g.movement_id = this_movement
    ) AS o;
  SELECT MAX(ref) INTO ticket_ref FROM `dolibarr`.`llx_ticket` IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE rowid = this_ticket;
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
    SELECT m.origintype, m.fk_origin, m.inventorycode, m.type_mouvement, m.fk_product
      INTO origin_type, origin_id, code, movement_type, product
      FROM `dolibarr`.`llx_stock_mouvement` AS m IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE m.rowid = this_movement;
    CALL erp_movement_source(this_movement, 1, origin_type, origin_id, code, movement_type, product, quantity,
      this_source, origin_ref, third_party, origin_ref);
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
  LEFT JOIN `dolibarr`.`llx_entrepot` AS e IGNORE INDEX FOR GROUP BY (PRIMARY) ON e.rowid = w.warehouse_id
  LEFT JOIN `dolibarr`.`llx_user` AS u IGNORE INDEX FOR GROUP BY (PRIMARY) ON u.rowid = r.assignee_id
  LEFT JOIN `dolibarr`.`llx_usergroup` AS g IGNORE INDEX FOR GROUP BY (PRIMARY) ON g.rowid = r.contact_group_id;

/*
 * The settings and mail constants that hold in each entity that has a warehouse or a rule: the entity's
 * own value, else that of all entities (0). An empty value counts as none.
 *
 * Cut to 500 characters, more than any of them needs: a longer text would make the server put every table in between on
 * disk (five for each reading, 2 ms).
 */
DROP VIEW IF EXISTS erp_effective_setting;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_effective_setting AS
SELECT e.entity, v.name, COALESCE(MAX(IF(v.entity = 0, NULL, v.value)), MAX(v.value)) AS value
  FROM (SELECT entity FROM rule
        UNION SELECT entity FROM `dolibarr`.`llx_entrepot` IGNORE INDEX FOR GROUP BY (PRIMARY)) AS e
  JOIN (
    SELECT entity, name, LEFT(value, 500) AS value FROM setting
    UNION ALL
    SELECT entity, CONVERT(name USING utf8mb4) COLLATE utf8mb4_unicode_ci,
        LEFT(CONVERT(value USING utf8mb4) COLLATE utf8mb4_unicode_ci, 500)
      FROM `dolibarr`.`llx_const` IGNORE INDEX FOR GROUP BY (PRIMARY)
      WHERE name IN ('TICKET_NOTIFICATION_EMAIL_FROM', 'MAIN_MAIL_EMAIL_FROM',
        'MAIN_INFO_SOCIETE_NOM', 'EMAIL_ALTERNATIVE_HOST_SIGNATURE', 'MAIN_LANG_DEFAULT', 'MAIN_MAIL_SENDMODE_TICKET',
        'MAIN_MAIL_SMTP_SERVER', 'MAIN_MAIL_SMTP_SERVER_TICKET', 'MAIN_MAIL_SMTP_PORT', 'MAIN_MAIL_SMTP_PORT_TICKET',
        'MAIN_MAIL_SMTPS_ID', 'MAIN_MAIL_SMTPS_ID_TICKET', 'MAIN_MAIL_SMTPS_AUTH_TYPE',
        'MAIN_MAIL_SMTPS_AUTH_TYPE_TICKET', 'MAIN_MAIL_EMAIL_TLS', 'MAIN_MAIL_EMAIL_TLS_TICKET',
        'MAIN_MAIL_EMAIL_STARTTLS', 'MAIN_MAIL_EMAIL_STARTTLS_TICKET', 'MAIN_MAIL_EMAIL_SMTP_ALLOW_SELF_SIGNED',
        'MAIN_MAIL_EMAIL_SMTP_ALLOW_SELF_SIGNED_TICKET')
  ) AS v ON v.entity IN (0, e.entity) AND v.value <> ''
  GROUP BY e.entity, v.name;

/*
 * What a mail of each entity says of its sender: our settings first, the ERP's constants where ours
 * are empty. mail_host is the right side of Message-IDs: the host by which Dolibarr's mail collector
 * knows its own mails, if it is set there, else the domain of the sender; where neither is ASCII, which a Message-ID has
 * to be, a name made from it. problem: NULL, or why the entity's mails cannot be sent, in words; they wait then.
 */
DROP VIEW IF EXISTS erp_mail_setting;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_mail_setting AS
SELECT c.entity, c.sender, COALESCE(c.sender_name, c.company) AS sender_name,
    c.reply_to, c.company, COALESCE(c.erp_url, '') AS erp_url, c.lang, c.zone,
    IF(COALESCE(c.signature_host, SUBSTRING_INDEX(c.sender, '@', -1)) REGEXP '^[A-Za-z0-9.-]+$',
      COALESCE(c.signature_host, SUBSTRING_INDEX(c.sender, '@', -1)),
      CONCAT(LEFT(SHA2(c.sender, 256), 32), '.invalid')) AS mail_host,
    CASE WHEN c.sender IS NULL THEN 'has no sender''s address'
      WHEN c.sender NOT REGEXP '^[!-~]+@[^[:space:][:cntrl:]@,;<>"]+$' THEN CONCAT('has a sender that is no bare mail address: ', c.sender)
      WHEN c.reply_to NOT REGEXP '^[!-~]+@[^[:space:][:cntrl:]@,;<>"]+$' THEN CONCAT('has an address for answers that is none: ', c.reply_to)
    END AS problem
  FROM (
    SELECT e.entity,
        COALESCE(MAX(IF(e.name = 'mail_sender', e.value, NULL)),
          MAX(IF(e.name = 'TICKET_NOTIFICATION_EMAIL_FROM', e.value, NULL)),
          MAX(IF(e.name = 'MAIN_MAIL_EMAIL_FROM', e.value, NULL))) AS sender,
        MAX(IF(e.name = 'mail_sender_name', e.value, NULL)) AS sender_name,
        MAX(IF(e.name = 'mail_reply_to', e.value, NULL)) AS reply_to,
        MAX(IF(e.name = 'MAIN_INFO_SOCIETE_NOM', e.value, NULL)) AS company,
        LEFT(MAX(IF(e.name = 'MAIN_LANG_DEFAULT', e.value, NULL)), 2) AS lang,
        MAX(IF(e.name = 'mail_time_zone', e.value, NULL)) AS zone,
        MAX(IF(e.name = 'erp_url', TRIM(TRAILING '/' FROM e.value), NULL)) AS erp_url,
        MAX(IF(e.name = 'EMAIL_ALTERNATIVE_HOST_SIGNATURE', e.value, NULL)) AS signature_host
      FROM erp_effective_setting AS e GROUP BY e.entity
  ) AS c;

/*
 * What stands around the body of every mail: __BODY__ is the mail's own text. No colours of text or ground, so
 * that readers in dark mode choose both; one column, so that it reads well on a phone.
 */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('frame', 'en', '__TICKET_SUBJECT__',
'<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>__TICKET_SUBJECT__</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
th { width: 1%; padding: 6px 20px 6px 0; white-space: nowrap; border-bottom: 1px solid #88888866; text-align: left; vertical-align: top; font-weight: normal; opacity: .75; }
td { padding: 6px 0; border-bottom: 1px solid #88888866; vertical-align: top; overflow-wrap: anywhere; }
table.ticketstock { width: 100%; border: 0; border-collapse: collapse; font-size: 14px; }
table.ticketstock th, table.ticketstock td { width: auto; padding: 6px 10px 6px 0; border-width: 0 0 1px; white-space: normal; }
table.ticketstock td { overflow-wrap: break-word; }
table.ticketstock td:nth-child(3) { overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
</style></head>
<body style="margin:0;padding:0">
<div style="max-width:640px;margin:0 auto;padding:16px;font-family:''Segoe UI'',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:break-word">
__BODY__<p style="margin-top:32px;font-size:13px;opacity:.75">__COMPANY__ · sent by TicketStock when goods arrive</p>
</div>
</body></html>
'),
('frame', 'fr', '__TICKET_SUBJECT__',
'<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>__TICKET_SUBJECT__</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
th { width: 1%; padding: 6px 20px 6px 0; white-space: nowrap; border-bottom: 1px solid #88888866; text-align: left; vertical-align: top; font-weight: normal; opacity: .75; }
td { padding: 6px 0; border-bottom: 1px solid #88888866; vertical-align: top; overflow-wrap: anywhere; }
table.ticketstock { width: 100%; border: 0; border-collapse: collapse; font-size: 14px; }
table.ticketstock th, table.ticketstock td { width: auto; padding: 6px 10px 6px 0; border-width: 0 0 1px; white-space: normal; }
table.ticketstock td { overflow-wrap: break-word; }
table.ticketstock td:nth-child(3) { overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
</style></head>
<body style="margin:0;padding:0">
<div style="max-width:640px;margin:0 auto;padding:16px;font-family:''Segoe UI'',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:break-word">
__BODY__<p style="margin-top:32px;font-size:13px;opacity:.75">__COMPANY__ · envoyé par TicketStock à l''arrivée de marchandise</p>
</div>
</body></html>
');

/* The mail about a ticket of one movement. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('opened', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Goods have arrived in warehouse <strong>__WAREHOUSE_REF__</strong>: ticket <strong>__TICKET_REF__</strong> has been opened.</p>
<p style="margin:24px 0"><a href="__TICKET_URL__" style="display:inline-block;padding:10px 20px;border:2px solid;border-radius:6px;font-weight:bold;text-decoration:none">Open ticket __TICKET_REF__</a></p>
<div>__TICKET_MESSAGE__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
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
'),
('opened', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>De la marchandise est arrivée dans l''entrepôt <strong>__WAREHOUSE_REF__</strong> : le ticket <strong>__TICKET_REF__</strong> a été ouvert.</p>
<p style="margin:24px 0"><a href="__TICKET_URL__" style="display:inline-block;padding:10px 20px;border:2px solid;border-radius:6px;font-weight:bold;text-decoration:none">Ouvrir le ticket __TICKET_REF__</a></p>
<div>__TICKET_MESSAGE__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
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
');

/* The mail about a ticket of an operation, whose content ends with a line for each movement. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('operation', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Goods have arrived in warehouse <strong>__WAREHOUSE_REF__</strong>: ticket <strong>__TICKET_REF__</strong> has been opened.</p>
<p style="margin:24px 0"><a href="__TICKET_URL__" style="display:inline-block;padding:10px 20px;border:2px solid;border-radius:6px;font-weight:bold;text-decoration:none">Open ticket __TICKET_REF__</a></p>
<div>__TICKET_MESSAGE__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Severity</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Group</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Movement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
'),
('operation', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>De la marchandise est arrivée dans l''entrepôt <strong>__WAREHOUSE_REF__</strong> : le ticket <strong>__TICKET_REF__</strong> a été ouvert.</p>
<p style="margin:24px 0"><a href="__TICKET_URL__" style="display:inline-block;padding:10px 20px;border:2px solid;border-radius:6px;font-weight:bold;text-decoration:none">Ouvrir le ticket __TICKET_REF__</a></p>
<div>__TICKET_MESSAGE__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Sévérité</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Groupe</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Mouvement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
');

/* The mail of test_mail(). */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('test', 'en', 'Test mail of TicketStock',
'<p>This mail was sent by the database server through relay <strong>__RELAY__</strong>. The alert mails of TicketStock take the same way.</p>
'),
('test', 'fr', 'Mail d''essai de TicketStock',
'<p>Ce mail a été envoyé par le serveur de base de données par le relais <strong>__RELAY__</strong>. Les mails d''alerte de TicketStock prennent le même chemin.</p>
');

/* The queue at a glance: one row. lanes: what each lane last showed of itself. */
DROP VIEW IF EXISTS mail_status;
CREATE DEFINER = `ticketstock`@`localhost` VIEW mail_status AS
SELECT
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'pending') AS pending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sending') AS sending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sent') AS sent,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'failed') AS failed,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'cancelled') AS cancelled,
    (SELECT MIN(created_at) FROM mail_outbox WHERE state IN ('pending', 'sending')) AS oldest_pending,
    (SELECT MAX(last_sent_at) FROM lane_state) AS last_delivery,
    (SELECT IF(MAX(value) = '1', 'yes', 'no') FROM setting WHERE entity = 0 AND name = 'mail_held') AS held,
    (SELECT GROUP_CONCAT('lane ', lane, ': ', COALESCE(CONCAT('alive at ', heartbeat_at), 'never ran'),
        COALESCE(CONCAT(', failed at ', last_error_at, ': ', last_error), '') ORDER BY lane SEPARATOR '; ') FROM lane_state) AS lanes;

/*
 * The ERP's constants on its relay that hold in each entity, under their plain names: where the entity's
 * MAIN_MAIL_SENDMODE_TICKET is other than default, the values of the _TICKET set.
 */
DROP VIEW IF EXISTS erp_relay_constant;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_relay_constant AS
SELECT s.entity, TRIM(TRAILING '_TICKET' FROM s.name) AS name, s.value
  FROM erp_effective_setting AS s
  LEFT JOIN erp_effective_setting AS mode ON mode.entity = s.entity AND mode.name = 'MAIN_MAIL_SENDMODE_TICKET'
  WHERE (s.name LIKE 'MAIN\_MAIL\_SMTP%' OR s.name LIKE 'MAIN\_MAIL\_EMAIL\_%TLS%' OR s.name LIKE 'MAIN\_MAIL\_EMAIL\_SMTP%')
    AND (s.name LIKE '%\_TICKET') = (COALESCE(mode.value, 'default') <> 'default');

/*
 * The relay that the ERP itself uses, of each entity: its mail constants, those with _TICKET as a whole where
 * MAIN_MAIL_SENDMODE_TICKET is set to other than default. Used where table relay is empty. The password is
 * encrypted in the ERP; ours stands in the secrets file, password.<name> = … The host is part of the name, so that
 * whoever can write the ERP's constants cannot have the password sent to another host.
 *
 * problem: NULL, or why it cannot be used, in words
 */
DROP VIEW IF EXISTS erp_relay;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_relay AS
SELECT c.entity, LEFT(CONCAT('dolibarr.', c.host), 64) AS name, c.host,
    IF(c.port REGEXP '^[0-9]{1,5}$', CAST(c.port AS UNSIGNED), 25) AS port,
    IF(c.starttls, 'starttls', 'none') AS tls, IF(c.self_signed, 0, 1) AS verify_certificate,
    IF(c.auth = 'NONE', NULL, c.username) AS username,
    CASE WHEN c.implicit_tls THEN
        'It is set to TLS from the first byte (MAIN_MAIL_EMAIL_TLS), which is not supported: set it to STARTTLS, port 587, or write a relay of our own.'
      WHEN c.auth = 'XOAUTH2' THEN
        'It is set to OAuth (MAIN_MAIL_SMTPS_AUTH_TYPE), which is not supported: write a relay with user name and password into table relay.'
      WHEN c.port = '465' THEN
        'Port 465 speaks TLS from the first byte, which is not supported: use 587 with STARTTLS.'
      WHEN c.host LIKE '%:%' OR c.host LIKE '%/%' THEN
        'MAIN_MAIL_SMTP_SERVER must be a host name or an IPv4 address.'
      WHEN CHAR_LENGTH(c.host) > 55 THEN
        'MAIN_MAIL_SMTP_SERVER has more than 55 characters: write a relay of our own.'
      END AS problem
  FROM (
    SELECT entity,
        MAX(IF(name = 'MAIN_MAIL_SMTP_SERVER', value, NULL)) AS host,
        MAX(IF(name = 'MAIN_MAIL_SMTP_PORT', value, NULL)) AS port,
        MAX(IF(name = 'MAIN_MAIL_SMTPS_ID', value, NULL)) AS username,
        MAX(IF(name = 'MAIN_MAIL_SMTPS_AUTH_TYPE', value, '')) AS auth,
        MAX(IF(name = 'MAIN_MAIL_EMAIL_STARTTLS', value <> '0', 0)) AS starttls,
        MAX(IF(name = 'MAIN_MAIL_EMAIL_TLS', value <> '0', 0)) AS implicit_tls,
        MAX(IF(name = 'MAIN_MAIL_EMAIL_SMTP_ALLOW_SELF_SIGNED', value <> '0', 0)) AS self_signed
      FROM erp_relay_constant GROUP BY entity
  ) AS c WHERE c.host IS NOT NULL;

/*
 * The relays that mail may go to: those of table relay that are enabled or, while that table is empty, the
 * ERP's own, entity by entity.
 *
 * entity  NULL: for all entities; problem  NULL, or why it cannot be used, in words
 */
DROP VIEW IF EXISTS available_relay;
CREATE DEFINER = `ticketstock`@`localhost` VIEW available_relay AS
SELECT NULL AS entity, name, priority, host, port, tls, verify_certificate, ca_file, username, NULL AS problem
  FROM relay WHERE enabled = 1
UNION ALL
SELECT entity, CONVERT(name USING utf8mb4) COLLATE utf8mb4_unicode_ci, 10, host, port, tls, verify_certificate, NULL,
    username, problem
  FROM erp_relay WHERE (SELECT COUNT(*) FROM relay) = 0;

/*
 * The switches that an administrator of the ERP has set on mail, as they stand now; the entity's own value
 * wins over that of all entities (0).
 *
 * off_by       OUT: the constant that stops mail, NULL: none does. A MAIN_MAIL_FORCE_SENDTO that is no
 *              address stops it too: no mail may go to its real recipient then
 * forced_to    OUT: address that gets every mail instead (MAIN_MAIL_FORCE_SENDTO), or NULL
 * excluded     OUT: addresses that get none, separated by commas without blanks, or NULL
 * replaced_by  OUT: address that gets the mails of the excluded ones instead, or NULL
 * copy_to      OUT: addresses that get a blind copy, separated by commas without blanks, or NULL; none
 *              with forced_to. An entry __USER_EMAIL__ (the web user) is passed over: there is none here
 */
DROP PROCEDURE IF EXISTS erp_mail_switches;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_mail_switches(
  IN this_entity INT,
  OUT off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT forced_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT excluded TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The ERP''s switches on mail, as they stand now'
BEGIN
  DECLARE no_copies VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(IF(c.name IN ('MAIN_DISABLE_ALL_MAILS', 'TICKET_DISABLE_ALL_MAILS') AND c.value <> '0', c.name, NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_FORCE_SENDTO', TRIM(c.value), NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_FORCE_NOT_SENDING_TO', REPLACE(REPLACE(c.value, ' ', ''), ';', ','), NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_FORCE_NOT_SENDING_TO_REPLACE', TRIM(c.value), NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_AUTOCOPY_TO', REPLACE(REPLACE(REPLACE(c.value, ' ', ''), ';', ','), '__USER_EMAIL__', ''), NULL)),
      MAX(IF(c.name = 'TICKET_DISABLE_MAIL_AUTOCOPY_TO' AND c.value <> '0', c.value, NULL))
    INTO off_by, forced_to, excluded, replaced_by, copy_to, no_copies
    FROM `dolibarr`.`llx_const` AS c IGNORE INDEX FOR GROUP BY (PRIMARY)
    LEFT JOIN `dolibarr`.`llx_const` AS own IGNORE INDEX FOR GROUP BY (PRIMARY)
      ON own.name = c.name AND own.entity = this_entity AND c.entity = 0 AND this_entity <> 0
    WHERE c.name IN ('MAIN_DISABLE_ALL_MAILS', 'TICKET_DISABLE_ALL_MAILS', 'MAIN_MAIL_FORCE_SENDTO',
        'MAIN_MAIL_FORCE_NOT_SENDING_TO', 'MAIN_MAIL_FORCE_NOT_SENDING_TO_REPLACE', 'MAIN_MAIL_AUTOCOPY_TO',
        'TICKET_DISABLE_MAIL_AUTOCOPY_TO')
      AND c.entity IN (0, this_entity) AND own.name IS NULL AND c.value <> '';
  IF forced_to LIKE '%<%>%' THEN
    SET forced_to = SUBSTRING_INDEX(SUBSTRING_INDEX(forced_to, '<', -1), '>', 1);
  END IF;
  IF off_by IS NULL AND (forced_to NOT LIKE '_%@_%' OR forced_to REGEXP '[[:space:][:cntrl:],;<>"]' OR forced_to LIKE '%@%@%') THEN
    SET off_by = 'MAIN_MAIL_FORCE_SENDTO';
  END IF;
  IF forced_to IS NOT NULL OR no_copies IS NOT NULL THEN
    SET copy_to = NULL;
  END IF;
END//
DELIMITER ;

/*
 * Chooses the relay for the next session of an entity's mails: usable, not backing off, lowest priority
 * first; NULL if there is none. A dead relay charges no mail an attempt; it is asked again when its pause is
 * over, and then gets the mails again.
 */
DROP PROCEDURE IF EXISTS choose_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_relay(
  IN this_entity INT, OUT chosen VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses the relay for the next session'
BEGIN
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET chosen = NULL;
  SELECT r.name INTO chosen FROM available_relay AS r
    LEFT JOIN relay_state AS s ON s.relay = r.name
    WHERE COALESCE(r.entity, this_entity) = this_entity AND r.problem IS NULL
      AND (s.retry_at IS NULL OR s.retry_at <= SYSDATE(3))
    ORDER BY r.priority, r.name LIMIT 1;
END//
DELIMITER ;

/*
 * Says what happens to the due mails of an entity: a relay gets them, they are cancelled, or, if neither, they wait.
 *
 * this_relay  OUT: the relay, or NULL; refusal  OUT: why they are to be cancelled, or NULL
 */
DROP PROCEDURE IF EXISTS choose_way;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_way(
  IN this_entity INT, OUT this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says what happens to the due mails of an entity'
BEGIN
  DECLARE policy, problem VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  SELECT MAX(s.problem) INTO problem FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  IF off_by IS NULL AND problem IS NULL THEN
    CALL choose_relay(this_entity, this_relay);
  ELSEIF off_by <> 'MAIN_MAIL_FORCE_SENDTO' THEN
    SELECT COALESCE(MAX(IF(entity > 0, value, NULL)), MAX(value)) INTO policy FROM setting
      WHERE entity IN (0, this_entity) AND name = 'when_mails_disabled';
    IF policy = 'cancel' THEN
      SET refusal = CONCAT('The ERP stops all mail: constant ', off_by, '.');
    END IF;
  END IF;
END//
DELIMITER ;

/*
 * Chooses what a lane sends next: the entity whose oldest mail has been due for longest and that may send,
 * and a relay for it.
 *
 * this_entity  OUT: NULL if there is nothing to do; this_relay  OUT: the relay
 * refusal      OUT: NULL, or why the entity's due mails are to be cancelled instead (then there is no relay)
 * Of each entity one entry of the index is read, however many mails wait: entity by entity, because MIN … GROUP BY
 * would read them all.
 */
DROP PROCEDURE IF EXISTS choose_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_batch(
  OUT this_entity INT, OUT this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses entity and relay of a lane''s next batch'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE next_entity INT DEFAULT -1;
  DECLARE next_due, oldest_due TIMESTAMP(3);
  DECLARE next_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE next_refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET this_entity = NULL, this_relay = NULL, refusal = NULL, oldest_due = SYSDATE(3);
  REPEAT
    SELECT entity, due_at INTO next_entity, next_due FROM mail_outbox
      WHERE state = 'pending' AND entity > next_entity ORDER BY entity, due_at LIMIT 1;
    IF NOT ended AND next_due <= oldest_due THEN
      CALL choose_way(next_entity, next_relay, next_refusal);
      IF next_relay IS NOT NULL OR next_refusal IS NOT NULL THEN
        SET this_entity = next_entity, this_relay = next_relay, refusal = next_refusal, oldest_due = next_due;
      END IF;
    END IF;
  UNTIL ended END REPEAT;
END//
DELIMITER ;

/*
 * How many mails the next batch to a relay may have: the setting batch_size, and what the relay's limit per
 * minute and the ceiling per hour leave. To be called in the transaction that claims the batch: where a
 * limit is set its row is locked, so that lanes count one after the other.
 *
 * this_relay  NULL: the mails go nowhere, no limit counts
 * most        OUT: how many, 0 if the limit is reached; is_limited  OUT: 1 if use has to be recorded
 */
DROP PROCEDURE IF EXISTS batch_allowance;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE batch_allowance(
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT most INT, OUT is_limited INT)
  COMMENT 'How many mails the next batch to a relay may have'
BEGIN
  DECLARE per_minute, per_hour, used BIGINT;
  SELECT LEAST(GREATEST(MAX(IF(name = 'batch_size', CAST(value AS UNSIGNED), NULL)), 1), 4000),
      NULLIF(MAX(IF(name = 'mails_per_hour', CAST(value AS UNSIGNED), NULL)), 0)
    INTO most, per_hour FROM setting WHERE entity = 0 AND name IN ('batch_size', 'mails_per_hour');
  SELECT MAX(max_per_minute) INTO per_minute FROM relay WHERE name = this_relay;
  SET per_hour = IF(this_relay IS NULL, NULL, per_hour);
  SET most = COALESCE(most, 4000), is_limited = per_minute IS NOT NULL OR per_hour IS NOT NULL;
  IF per_hour IS NOT NULL THEN
    SELECT MAX(CAST(value AS UNSIGNED)) INTO per_hour FROM setting
      WHERE entity = 0 AND name = 'mails_per_hour' FOR UPDATE;
    SELECT COALESCE(SUM(mails), 0) INTO used FROM relay_use WHERE used_at > SYSDATE(3) - INTERVAL 1 HOUR;
    SET most = GREATEST(LEAST(most, per_hour - used), 0);
  END IF;
  IF per_minute IS NOT NULL THEN
    SELECT MAX(max_per_minute) INTO per_minute FROM relay WHERE name = this_relay FOR UPDATE;
    SELECT COALESCE(SUM(mails), 0) INTO used FROM relay_use
      WHERE relay = this_relay AND used_at > SYSDATE(3) - INTERVAL 1 MINUTE;
    SET most = GREATEST(LEAST(most, per_minute - used), 0);
  END IF;
END//
DELIMITER ;

/*
 * Begins the short transaction that claims mails, with an empty temporary table claimed_mail.
 *
 * room  OUT: how many mails fit into it (a row takes less than 2 kB); where max_heap_table_size is small it would be full
 * READ COMMITTED: no gap locks that a movement's insert would wait for. The COMMIT before it is for servers
 * whose autocommit is off.
 */
DROP PROCEDURE IF EXISTS begin_claim;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_claim(OUT room INT)
  COMMENT 'Begins the transaction that claims mails'
BEGIN
  SET room = GREATEST(LEAST(@@max_heap_table_size DIV 2000, 4000), 1);
  DROP TEMPORARY TABLE IF EXISTS claimed_mail;
  CREATE TEMPORARY TABLE claimed_mail (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, ticket_id INT NULL, kind VARCHAR(32) NOT NULL,
    recipient_user_id INT NULL, copy_of BIGINT UNSIGNED NULL, address VARCHAR(255) NOT NULL,
    lang CHAR(2) NOT NULL, message_id VARCHAR(255) CHARACTER SET ascii NULL
  ) ENGINE = MEMORY CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
END//
DELIMITER ;

/*
 * Puts mails back whose lease has run out: the lane that had them died with its server, or was cut off. Whether
 * the relay took them nobody knows, so that counts as an attempt.
 */
DROP PROCEDURE IF EXISTS take_over_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE take_over_mail()
  COMMENT 'Puts mails back whose lease has run out'
BEGIN
  DECLARE expired, room INT;
  SELECT COUNT(*) INTO expired FROM mail_outbox WHERE state = 'sending' AND lease_until < SYSDATE(3);
  IF expired > 0 THEN
    CALL begin_claim(room);
    INSERT INTO claimed_mail (id, kind, address, lang)
      SELECT id, kind, address, lang FROM mail_outbox WHERE state = 'sending' AND lease_until < SYSDATE(3)
      LIMIT room FOR UPDATE SKIP LOCKED;
    UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
      SET m.state = 'pending', m.attempts = m.attempts + 1, m.lease_until = NULL,
        m.smtp_code = 0, m.smtp_text = 'Its lane died while it was being sent: the relay may have taken it.';
    COMMIT;
  END IF;
END//
DELIMITER ;

/*
 * Claims an entity's due mails for a lane: a short transaction, nothing locked afterwards.
 *
 * this_relay  the relay that they shall go to, for its limits; wanted  how many the lane would like
 * claimed     OUT: how many; they stand in the temporary table claimed_mail and are the lane's for 60 s,
 *             three times what a session may take
 * With the claim a mail gets its Message-ID, always the same for it, so that a repeat after a crash is recognised.
 * SKIP LOCKED passes over rows of open movements and of other lanes; STRAIGHT_JOIN and FORCE INDEX keep the UPDATE from
 * scanning a small outbox, and so from waiting for them.
 */
DROP PROCEDURE IF EXISTS claim_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE claim_mail(
  IN this_lane INT, IN this_entity INT,
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN wanted INT, OUT claimed INT)
  COMMENT 'Claims mails for a lane'
BEGIN
  DECLARE right_now TIMESTAMP(3);
  DECLARE room, most, is_limited INT;
  DECLARE mail_host, reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    /* Not RESIGNAL: a lane would read the warning of ROLLBACK about claimed_mail, which keeps its rows. */
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    ROLLBACK;
    CALL refuse(reason);
  END;
  SELECT MAX(s.mail_host) INTO mail_host FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  CALL begin_claim(room);
  CALL batch_allowance(this_relay, most, is_limited);
  SET right_now = SYSDATE(3), most = LEAST(most, wanted, room);
  INSERT INTO claimed_mail (id, ticket_id, kind, recipient_user_id, copy_of, address, lang, message_id)
    SELECT id, ticket_id, kind, recipient_user_id, copy_of, address, lang,
        COALESCE(message_id, CONCAT('ticketstock-', id, '-', ticket_id, '@', mail_host)) FROM mail_outbox
      WHERE state = 'pending' AND entity = this_entity AND due_at <= right_now
      ORDER BY due_at LIMIT most FOR UPDATE SKIP LOCKED;
  SET claimed = ROW_COUNT();
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.state = 'sending', m.lane = this_lane, m.lease_until = right_now + INTERVAL 60 SECOND, m.message_id = c.message_id;
  IF is_limited AND claimed > 0 THEN
    INSERT INTO relay_use (relay, lane, used_at, mails) VALUES (this_relay, this_lane, right_now, claimed);
  END IF;
  COMMIT;
END//
DELIMITER ;

/*
 * Gives every claimed mail the language of a template that exists: the recipient's, else the ERP's, else
 * English.
 *
 * erp_lang  ISO 639-1, may be NULL
 */
DROP PROCEDURE IF EXISTS choose_language;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_language(
  IN erp_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Gives every claimed mail the language of a template that exists'
BEGIN
  UPDATE claimed_mail AS c
    LEFT JOIN mail_template AS own ON own.kind = c.kind AND own.lang = c.lang
    LEFT JOIN mail_template AS common ON common.kind = c.kind AND common.lang = erp_lang
    SET c.lang = COALESCE(own.lang, common.lang, 'en');
END//
DELIMITER ;

/*
 * Makes the empty temporary table mail_batch: mails ready to be handed to the mailer, a column for each of
 * its fields (udf/batch.h). The HTML stays the bytes that the library made: as text it would be looked through twice.
 */
DROP PROCEDURE IF EXISTS make_mail_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE make_mail_batch()
  COMMENT 'Makes the empty temporary table mail_batch'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS mail_batch;
  CREATE TEMPORARY TABLE mail_batch (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, problem VARCHAR(500) NULL,
    sender VARCHAR(1000) NULL, sender_name VARCHAR(1000) NULL, reply_to VARCHAR(1000) NULL,
    recipient VARCHAR(255) NULL, shown_recipient VARCHAR(255) NULL, recipient_name VARCHAR(255) NULL,
    message_id VARCHAR(400) NULL, reference VARCHAR(400) NULL, feedback_id VARCHAR(200) NULL, zone VARCHAR(64) NULL,
    subject TEXT NULL, html LONGBLOB NULL
  ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
END//
DELIMITER ;

/*
 * Writes the mails of claimed_mail, all of one entity, into the new mail_batch, as the ERP's rows and switches
 * stand now. A mail that may not go out has a problem there; one whose ticket is gone is not there.
 *
 * READ COMMITTED: otherwise INSERT … SELECT locks the rows that it reads, and waits for open movements.
 * Message-ID: always the same for a mail, so that a repeat after a crash is recognised; the reference is the
 * form by which Dolibarr's mail collector finds the ticket of an answer.
 */
DROP PROCEDURE IF EXISTS erp_fill_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_batch(IN this_entity INT)
  COMMENT 'Writes the claimed mails of an entity into mail_batch'
BEGIN
  DECLARE off_by, zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sender, sender_name, reply_to, company, erp_url, mail_host VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE erp_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  SELECT MAX(s.sender), MAX(s.sender_name), MAX(s.reply_to), MAX(s.company), MAX(s.erp_url), MAX(s.mail_host), MAX(s.lang), MAX(s.zone)
    INTO sender, sender_name, reply_to, company, erp_url, mail_host, erp_lang, zone
    FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  CALL make_mail_batch();
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  CALL choose_language(erp_lang);
  INSERT INTO mail_batch
  SELECT c.id,
      IF(FIND_IN_SET(c.address, excluded) AND replaced_by IS NULL,
        'The ERP sends no mail to this address: constant MAIN_MAIL_FORCE_NOT_SENDING_TO.', NULL),
      sender, sender_name, reply_to,
      COALESCE(forced_to, IF(FIND_IN_SET(c.address, excluded), replaced_by, c.address)),
      IF(c.copy_of IS NULL, NULL, COALESCE(original.address, u.email)), TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
      COALESCE(c.message_id, CONCAT('ticketstock-', c.id, '-', t.rowid, '@', mail_host)),
      CONCAT('dolibarr-tic', t.rowid, '@', mail_host), CONCAT(t.ref, ':', c.kind, ':ticketstock'), zone,
      CONVERT(ticketstock_render(template.subject, 'text', '__TICKET_REF__', t.ref, '__TICKET_SUBJECT__', t.subject,
        '__QTY__', v.value, '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label, '__WAREHOUSE_REF__', w.ref) USING utf8mb4),
      ticketstock_render(COALESCE(frame.html, english.html), 'html', '__TICKET_REF__', t.ref,
        '__TICKET_SUBJECT__', t.subject, '__COMPANY__', company,
        'html:__BODY__', ticketstock_render(template.html, 'html',
          '__TICKET_REF__', t.ref, '__TICKET_SUBJECT__', t.subject, 'html:__TICKET_MESSAGE__', COALESCE(t.message, ''),
          '__TICKET_TYPE__', COALESCE((SELECT l.label FROM code_label AS l WHERE l.dictionary = 'type' AND l.lang = c.lang
            AND l.code = CONVERT(t.type_code USING utf8mb4) COLLATE utf8mb4_unicode_ci), type.label, t.type_code),
          '__TICKET_SEVERITY__', COALESCE((SELECT l.label FROM code_label AS l WHERE l.dictionary = 'severity' AND l.lang = c.lang
            AND l.code = CONVERT(t.severity_code USING utf8mb4) COLLATE utf8mb4_unicode_ci), severity.label, t.severity_code),
          '__TICKET_GROUP__', COALESCE((SELECT l.label FROM code_label AS l WHERE l.dictionary = 'category' AND l.lang = c.lang
            AND l.code = CONVERT(t.category_code USING utf8mb4) COLLATE utf8mb4_unicode_ci), category.label, t.category_code),
          '__TICKET_URL__', CONCAT(erp_url, '/ticket/card.php?track_id=', t.track_id),
          '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label, '__QTY__', v.value, '__BATCH__', v.batch,
          '__WAREHOUSE_REF__', w.ref, '__WAREHOUSE_LABEL__', w.lieu, '__MOVEMENT_LABEL__', v.label,
          '__INVENTORY_CODE__', v.inventorycode, '__COMPANY__', company,
          '__RECIPIENT_NAME__', TRIM(CONCAT_WS(' ', u.firstname, u.lastname))))
    FROM claimed_mail AS c
    STRAIGHT_JOIN `dolibarr`.`llx_ticket` AS t IGNORE INDEX FOR GROUP BY (PRIMARY) ON t.rowid = c.ticket_id
    STRAIGHT_JOIN opened_ticket AS o ON o.ticket_id = t.rowid
    LEFT JOIN `dolibarr`.`llx_stock_mouvement` AS v IGNORE INDEX FOR GROUP BY (PRIMARY) ON v.rowid = o.movement_id
    LEFT JOIN `dolibarr`.`llx_product` AS p IGNORE INDEX FOR GROUP BY (PRIMARY) ON p.rowid = v.fk_product
    LEFT JOIN `dolibarr`.`llx_entrepot` AS w IGNORE INDEX FOR GROUP BY (PRIMARY) ON w.rowid = v.fk_entrepot
    LEFT JOIN `dolibarr`.`llx_user` AS u IGNORE INDEX FOR GROUP BY (PRIMARY) ON u.rowid = c.recipient_user_id
    LEFT JOIN `dolibarr`.`llx_c_ticket_type` AS type IGNORE INDEX FOR GROUP BY (PRIMARY) ON type.code = t.type_code AND type.entity = t.entity
    LEFT JOIN `dolibarr`.`llx_c_ticket_severity` AS severity IGNORE INDEX FOR GROUP BY (PRIMARY) ON severity.code = t.severity_code AND severity.entity = t.entity
    LEFT JOIN `dolibarr`.`llx_c_ticket_category` AS category IGNORE INDEX FOR GROUP BY (PRIMARY) ON category.code = t.category_code AND category.entity = t.entity
    LEFT JOIN mail_template AS template ON template.kind = c.kind AND template.lang = c.lang
    LEFT JOIN mail_template AS frame ON frame.kind = 'frame' AND frame.lang = c.lang
    LEFT JOIN mail_template AS english ON english.kind = 'frame' AND english.lang = 'en'
    LEFT JOIN mail_outbox AS original ON original.id = c.copy_of;
  COMMIT;
END//
DELIMITER ;

/*
 * Cancels what of the lane's batch cannot go out: mails whose ticket is gone and those with a problem, which leave
 * mail_batch.
 */
DROP PROCEDURE IF EXISTS settle_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE settle_batch(IN this_lane INT)
  COMMENT 'Cancels what cannot go out'
BEGIN
  UPDATE claimed_mail AS c LEFT JOIN mail_batch AS b ON b.id = c.id
    STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.lease_until = NULL, m.smtp_code = 0, m.state = 'cancelled',
      m.smtp_text = COALESCE(b.problem, 'The ticket is no longer in the ERP.')
    WHERE (b.id IS NULL OR b.problem IS NOT NULL) AND m.state = 'sending' AND m.lane = this_lane;
  DELETE FROM mail_batch WHERE problem IS NOT NULL;
  COMMIT;
END//
DELIMITER ;

/*
 * Hands the mails of mail_batch to a relay in one session.
 *
 * outcomes  OUT: the JSON of ticketstock_send, NULL if mail_batch is empty
 * The statement that calls the UDF, and with it the network, reads one temporary table and nothing else: no
 * transaction, no lock, no metadata lock of a real table (the COMMITs: also where autocommit is off). The key
 * goes in a user variable: a procedure's variable would stand in the process list as NAME_CONST('…') with the
 * binary log on.
 */
DROP PROCEDURE IF EXISTS hand_over;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE hand_over(
  IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT outcomes LONGTEXT CHARACTER SET utf8mb4)
  COMMENT 'Hands the mails of mail_batch to a relay in one session'
BEGIN
  DECLARE relay_host, relay_user, relay_ca VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE relay_port, verify, mails INT;
  DECLARE relay_tls VARCHAR(16) CHARACTER SET utf8mb4;
  SELECT MAX(host), MAX(port), MAX(tls), MAX(verify_certificate), MAX(ca_file), MAX(username)
    INTO relay_host, relay_port, relay_tls, verify, relay_ca, relay_user FROM available_relay
    WHERE name = this_relay AND COALESCE(entity, this_entity) = this_entity;
  SELECT COUNT(*) INTO mails FROM mail_batch;
  SELECT MAX(value) INTO @ticketstock_delivery_key FROM delivery_key;
  COMMIT;
  IF mails > 0 THEN
    SELECT CONVERT(ticketstock_send(@ticketstock_delivery_key,
        'relay.name', this_relay, 'relay.host', relay_host, 'relay.port', relay_port, 'relay.tls', relay_tls,
        'relay.verify_certificate', verify, 'relay.ca_file', relay_ca, 'relay.username', relay_user,
        'mail', b.id, 'sender', b.sender, 'sender_name', b.sender_name, 'reply_to', b.reply_to,
        'recipient', b.recipient, 'to', b.shown_recipient, 'recipient_name', b.recipient_name,
        'message_id', b.message_id, 'references', b.reference, 'feedback_id', b.feedback_id, 'zone', b.zone,
        'subject', b.subject, 'html', b.html) USING utf8mb4)
      INTO outcomes FROM mail_batch AS b;
    IF outcomes IS NULL THEN
      SET @ticketstock_delivery_key = NULL;
      CALL refuse('The library could not make a batch (out of memory): the mails are tried again.');
    END IF;
  END IF;
  SET @ticketstock_delivery_key = NULL;
END//
DELIMITER ;

/*
 * Records how a session with a relay went. After a failure the relay is left alone for 2 s, doubled with each
 * further one up to 5 minutes; other relays are used meanwhile. A relay that took mails before it ended the
 * session works: it gets the shortest pause. Of lanes that fail at the same time one counts.
 *
 * was_usable  1: the session ended well; made_progress  1: a mail was sent; reason  the relay's words or ours
 */
DROP PROCEDURE IF EXISTS record_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_relay(
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN was_usable INT, IN made_progress INT,
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
        failures = IF(made_progress, 1, failures + IF(retry_at > right_now, 0, 1)),
        retry_at = IF(NOT made_progress AND retry_at > right_now, retry_at,
          right_now + INTERVAL LEAST(300, POW(2, LEAST(failures, 10))) SECOND),
        last_error = reason, last_error_at = right_now;
  END IF;
END//
DELIMITER ;

/*
 * Queues the blind copies that the ERP wants of every mail (MAIN_MAIL_AUTOCOPY_TO), of those that a relay has
 * just taken from the lane. A copy is a mail of its own, with a fate of its own; none is made for whom the mail
 * was meant anyway.
 *
 * A cursor and VALUES: INSERT … SELECT would hold the table's counter against open movements.
 */
DROP PROCEDURE IF EXISTS copy_sent_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE copy_sent_mail(
  IN this_lane INT, IN this_entity INT, IN outcomes LONGTEXT CHARACTER SET utf8mb4)
  COMMENT 'Queues the blind copies that the ERP wants'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by, copy_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to, rest TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mail BIGINT UNSIGNED;
  DECLARE this_ticket, recipient INT;
  DECLARE this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sent_mails CURSOR FOR
    SELECT m.id, m.ticket_id, m.kind, m.recipient_user_id, m.address, m.lang
      FROM JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (
        id BIGINT UNSIGNED PATH '$.id', result VARCHAR(16) PATH '$.state')) AS o
      STRAIGHT_JOIN mail_outbox AS m ON m.id = o.id
      WHERE o.result = 'sent' AND m.state = 'sent' AND m.lane = this_lane AND m.copy_of IS NULL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  IF copy_to LIKE '%@%' THEN
    OPEN sent_mails;
    FETCH sent_mails INTO this_mail, this_ticket, this_kind, recipient, this_address, this_lang;
    WHILE NOT ended DO
      SET rest = copy_to;
      WHILE rest <> '' DO
        SET copy_address = LEFT(SUBSTRING_INDEX(rest, ',', 1), 255),
          rest = IF(rest LIKE '%,%', SUBSTRING(rest, CHAR_LENGTH(SUBSTRING_INDEX(rest, ',', 1)) + 2), '');
        IF copy_address LIKE '_%@_%' AND copy_address <> this_address THEN
          INSERT INTO mail_outbox (entity, ticket_id, kind, recipient_user_id, copy_of, address, lang, state)
            VALUES (this_entity, this_ticket, this_kind, recipient, this_mail, copy_address, this_lang, 'pending');
        END IF;
      END WHILE;
      FETCH sent_mails INTO this_mail, this_ticket, this_kind, recipient, this_address, this_lang;
    END WHILE;
    CLOSE sent_mails;
  END IF;
END//
DELIMITER ;

/*
 * Writes an event on the ticket of a mail that has failed: whom it was for and why, in the ERP's language.
 *
 * An event that the ERP does not take is no reason to lose the outcome: the reason stands in
 * lane_state.last_error then.
 */
DROP PROCEDURE IF EXISTS erp_tell_failure;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_failure(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Writes an event on the ticket of a mail that has failed'
BEGIN
  DECLARE this_ticket, ticket_entity, author, this_lane, event_type, event INT;
  DECLARE right_now DATETIME DEFAULT SYSDATE();
  DECLARE ticket_ref, address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE erp_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE words VARCHAR(1500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    INSERT INTO lane_state (lane, last_error, last_error_at)
      VALUES (this_lane, LEFT(CONCAT('Mail ', this_mail, ' has failed, and the ERP took no event of it: ', reason), 600), right_now)
      ON DUPLICATE KEY UPDATE last_error = VALUES(last_error), last_error_at = VALUES(last_error_at);
  END;
  SELECT MAX(m.lane), MAX(t.rowid), MAX(t.entity), MAX(t.fk_user_create), MAX(t.ref), MAX(m.address),
      MAX(CONCAT_WS(' ', NULLIF(m.smtp_code, 0), m.smtp_text))
    INTO this_lane, this_ticket, ticket_entity, author, ticket_ref, address, reason
    FROM mail_outbox AS m JOIN `dolibarr`.`llx_ticket` AS t IGNORE INDEX FOR GROUP BY (PRIMARY) ON t.rowid = m.ticket_id WHERE m.id = this_mail;
  IF this_ticket IS NOT NULL THEN
    SELECT MAX(lang) INTO erp_lang FROM erp_mail_setting WHERE entity = ticket_entity;
    SELECT COALESCE(MAX(IF(lang = erp_lang, label, NULL)), MAX(IF(lang = 'en', label, NULL))) INTO words FROM code_label
      WHERE dictionary = 'event' AND code = 'MAIL_FAILED' AND lang IN (erp_lang, 'en');
    SET words = REPLACE(REPLACE(words, '__TICKET_REF__', ticket_ref), '__ADDRESS__', address);
    SELECT MAX(id) INTO event_type FROM `dolibarr`.`llx_c_actioncomm` IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE code = 'AC_OTH_AUTO';
    SET words = REGEXP_REPLACE(CONCAT(words, ' ', reason), '[\\x{10000}-\\x{10FFFF}]', '?');
    /* Reads nothing: refused if there is a view in a table's place. */
    SELECT COUNT(*) INTO event FROM `dolibarr`.`llx_actioncomm` AS a IGNORE INDEX FOR GROUP BY (PRIMARY)
      JOIN `dolibarr`.`llx_actioncomm_resources` AS r IGNORE INDEX FOR GROUP BY (PRIMARY) WHERE FALSE;
    INSERT INTO `dolibarr`.`llx_actioncomm`
        (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action,
         label, note, fk_element, elementtype, durationp, transparency, location)
      VALUES ('', ticket_entity, right_now, right_now, right_now, event_type, 'AC_OTH_AUTO', -1, author, author,
         LEFT(words, 255), words, this_ticket, 'ticket', 0, 0, '');
    SET event = LAST_INSERT_ID();
    UPDATE `dolibarr`.`llx_actioncomm` IGNORE INDEX FOR GROUP BY (PRIMARY) SET ref = event WHERE id = event;
    INSERT INTO `dolibarr`.`llx_actioncomm_resources`
        (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
      VALUES (event, 'user', COALESCE(author, 0), '0', 0, 0);
  END IF;
END//
DELIMITER ;

/*
 * Writes an event on the ticket for every mail of a batch that has failed for good, so that ERP users see that
 * a contact was not told. Whether the ERP keeps events of new tickets does not matter: this is no routine.
 */
DROP PROCEDURE IF EXISTS erp_tell_failures;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_failures(
  IN this_lane INT, IN outcomes LONGTEXT CHARACTER SET utf8mb4)
  COMMENT 'Writes events on tickets for mails that have failed'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_mail BIGINT UNSIGNED;
  DECLARE failed_mails CURSOR FOR
    SELECT m.id FROM JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id')) AS o
      STRAIGHT_JOIN mail_outbox AS m ON m.id = o.id
      WHERE m.state = 'failed' AND m.lane = this_lane;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN failed_mails;
  FETCH failed_mails INTO this_mail;
  WHILE NOT ended DO
    CALL erp_tell_failure(this_mail);
    FETCH failed_mails INTO this_mail;
  END WHILE;
  CLOSE failed_mails;
END//
DELIMITER ;

/*
 * Records what became of a batch: one statement for all mails, then what follows from it, in one transaction.
 *
 * outcomes  the JSON of ticketstock_send, untried  OUT: how many mails the relay was not asked to take
 * sent → sent; refused → failed; deferred, uncertain → tried again after retry_first_seconds, doubled each time
 * up to retry_longest_seconds, give or take a quarter, and failed after give_up_after_hours; untried → at once
 * and without an attempt charged; interrupted (its turn was when the relay ended the session) → as untried, but after
 * the first pause, so that a mail that a relay always stumbles over does not keep the others. A mail that the lane holds no more is another lane's to record.
 * STRAIGHT_JOIN from the batch, by the primary key: otherwise a small outbox is scanned, and rows that others have
 * locked are waited for.
 */
DROP PROCEDURE IF EXISTS record_outcomes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_outcomes(
  IN this_lane INT, IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN outcomes LONGTEXT CHARACTER SET utf8mb4, OUT untried INT)
  COMMENT 'Records what became of a batch'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE give_up_after, first_pause, longest_pause, sent, tried INT;
  SELECT MAX(IF(name = 'give_up_after_hours', CAST(value AS UNSIGNED), NULL)),
      MAX(IF(name = 'retry_first_seconds', CAST(value AS UNSIGNED), NULL)),
      MAX(IF(name = 'retry_longest_seconds', CAST(value AS UNSIGNED), NULL))
    INTO give_up_after, first_pause, longest_pause FROM setting
    WHERE entity = 0 AND name IN ('give_up_after_hours', 'retry_first_seconds', 'retry_longest_seconds');
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  UPDATE JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (
      id BIGINT UNSIGNED PATH '$.id', result VARCHAR(16) PATH '$.state',
      code INT PATH '$.code', words VARCHAR(500) PATH '$.text')) AS o
    STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
    SET m.state = CASE
          WHEN o.result = 'sent' THEN 'sent'
          WHEN o.result = 'refused' THEN 'failed'
          WHEN o.result IN ('untried', 'interrupted') THEN 'pending'
          WHEN COALESCE(m.retried_at, m.created_at) < right_now - INTERVAL COALESCE(give_up_after, 120) HOUR THEN 'failed'
          ELSE 'pending' END,
        m.due_at = IF(o.result IN ('deferred', 'uncertain', 'interrupted'), right_now + INTERVAL
          ROUND(LEAST(COALESCE(longest_pause, 3600),
              COALESCE(first_pause, 30) * IF(o.result = 'interrupted', 1, POW(2, LEAST(m.attempts, 20))))
            * (0.75 + RAND() / 2)) SECOND, m.due_at),
        m.attempts = m.attempts + IF(o.result IN ('untried', 'interrupted'), 0, 1),
        m.lease_until = NULL, m.relay = this_relay,
        m.smtp_code = IF(o.result IN ('untried', 'interrupted'), m.smtp_code, o.code),
        m.smtp_text = IF(o.result IN ('untried', 'interrupted'), m.smtp_text, o.words),
        m.sent_at = IF(o.result = 'sent', right_now, NULL)
    WHERE m.state = 'sending' AND m.lane = this_lane;
  SELECT COALESCE(SUM(result = 'sent'), 0), COALESCE(SUM(result <> 'untried'), 0), COALESCE(SUM(result = 'untried'), 0)
    INTO sent, tried, untried
    FROM JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (result VARCHAR(16) PATH '$.state')) AS o;
  UPDATE relay_use SET mails = tried WHERE relay = this_relay AND lane = this_lane ORDER BY id DESC LIMIT 1;
  IF sent > 0 THEN
    CALL copy_sent_mail(this_lane, this_entity, outcomes);
    UPDATE lane_state SET last_sent_at = right_now WHERE lane = this_lane;
  END IF;
  IF sent < tried THEN
    CALL erp_tell_failures(this_lane, outcomes);
  END IF;
  CALL record_relay(this_relay, JSON_VALUE(outcomes, '$.relay.usable') IN ('true', '1'), sent > 0,
    CONCAT_WS(' ', NULLIF(JSON_VALUE(outcomes, '$.relay.code'), '0'), JSON_VALUE(outcomes, '$.relay.text')));
  COMMIT;
END//
DELIMITER ;

/*
 * Sends the mails that a lane has claimed, all of one entity, to a relay and records what became of each.
 *
 * untried  OUT: how many of them the relay was not asked to take: they did not fit into the batch, or the session ended
 *          before their turn
 */
DROP PROCEDURE IF EXISTS send_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE send_batch(
  IN this_lane INT, IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT untried INT)
  COMMENT 'Sends the claimed mails of a lane'
BEGIN
  DECLARE outcomes LONGTEXT CHARACTER SET utf8mb4;
  SET untried = 0;
  CALL erp_fill_batch(this_entity);
  CALL settle_batch(this_lane);
  CALL hand_over(this_entity, this_relay, outcomes);
  DROP TEMPORARY TABLE mail_batch;
  IF outcomes IS NOT NULL THEN
    CALL record_outcomes(this_lane, this_entity, this_relay, outcomes, untried);
  END IF;
END//
DELIMITER ;

/* Cancels the mails that a lane has claimed; reason  why, in words. */
DROP PROCEDURE IF EXISTS cancel_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE cancel_batch(
  IN this_lane INT, IN reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Cancels the mails that a lane has claimed'
BEGIN
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.state = 'cancelled', m.lease_until = NULL, m.smtp_code = 0, m.smtp_text = reason
    WHERE m.state = 'sending' AND m.lane = this_lane;
  COMMIT;
END//
DELIMITER ;

/*
 * Lets a lane show that it is alive: writes its heartbeat if the last is 5 s old or more, so that idle lanes
 * write little.
 */
DROP PROCEDURE IF EXISTS heartbeat;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE heartbeat(IN this_lane INT)
  COMMENT 'Lets a lane show that it is alive'
BEGIN
  DECLARE last_beat TIMESTAMP(3);
  SELECT MAX(heartbeat_at) INTO last_beat FROM lane_state WHERE lane = this_lane;
  IF last_beat IS NULL OR last_beat < SYSDATE(3) - INTERVAL 5 SECOND THEN
    INSERT INTO lane_state (lane, heartbeat_at) VALUES (this_lane, SYSDATE(3))
      ON DUPLICATE KEY UPDATE heartbeat_at = VALUES(heartbeat_at);
  END IF;
  COMMIT;
END//
DELIMITER ;

/*
 * One turn of a delivery lane: sends what is due, for at most ten seconds, then one session's time
 * (20 s). The lock guards against overlap. Batches grow while the relay is quick, since a session has a price, and all
 * of a batch is tried, since large mails do not fit into one; they shrink where the relay is slow, so that other lanes
 * have their share and a session does not run into its limit.
 *
 * this_lane  number of the lane
 * An error ends the turn and is kept in lane_state; the lane's mails are put back for a minute: some may have
 * gone out without a record, and must not go out every second. Not to be called inside a transaction: it
 * commits.
 */
DROP PROCEDURE IF EXISTS run_lane;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_lane(IN this_lane INT)
  COMMENT 'One turn of a delivery lane'
BEGIN
  DECLARE until_when TIMESTAMP(3) DEFAULT SYSDATE(3) + INTERVAL 10 SECOND;
  DECLARE relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_entity, claimed, untried INT;
  DECLARE wanted INT DEFAULT 50;
  DECLARE began TIMESTAMP(3);
  DECLARE held VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE lane_lock VARCHAR(64) CHARACTER SET utf8mb4
    DEFAULT CONCAT('ticketstock.lane.', this_lane);
  DECLARE reason, refusal VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
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
    CALL take_over_mail();
    REPEAT
      CALL heartbeat(this_lane);
      SET claimed = 0, this_entity = NULL;
      SELECT MAX(value) INTO held FROM setting WHERE entity = 0 AND name = 'mail_held';
      IF held <> '1' THEN
        CALL choose_batch(this_entity, relay, refusal);
      END IF;
      IF this_entity IS NOT NULL THEN
        SET began = SYSDATE(3);
        CALL claim_mail(this_lane, this_entity, relay, wanted, claimed);
        IF claimed > 0 AND refusal IS NULL THEN
          CALL send_batch(this_lane, this_entity, relay, untried);
          SET wanted = CASE WHEN SYSDATE(3) < began + INTERVAL 1 SECOND AND untried = 0 THEN LEAST(wanted * 4, 4000)
            WHEN SYSDATE(3) > began + INTERVAL 4 SECOND THEN GREATEST(wanted DIV 2, 10) ELSE wanted END;
        ELSEIF claimed > 0 THEN
          CALL cancel_batch(this_lane, refusal);
        END IF;
      END IF;
    UNTIL claimed = 0 OR SYSDATE(3) >= until_when END REPEAT;
    COMMIT;
    DO RELEASE_LOCK(lane_lock);
  END IF;
END//
DELIMITER ;

/*
 * What a lane's event calls, lane 1 every second, the others every five: a turn, if a mail waits, and every twenty
 * seconds in any case, to show that the lane is alive.
 *
 * this_lane  number of the lane
 * Small on purpose: an event begins with an empty cache of routines, so an idle turn costs what has to be read and
 * parsed for it. Not to be called inside a transaction: it commits.
 */
DROP PROCEDURE IF EXISTS deliver_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE deliver_mail(IN this_lane INT)
  COMMENT 'One turn of a delivery lane, if there is something to do'
BEGIN
  DECLARE waiting INT;
  SELECT COUNT(*) INTO waiting
    FROM (SELECT 1 FROM mail_outbox WHERE state IN ('pending', 'sending') LIMIT 1) AS w;
  IF waiting OR SECOND(SYSDATE()) % 20 < IF(this_lane = 1, 1, 5) THEN
    COMMIT;
    CALL run_lane(this_lane);
  END IF;
END//
DELIMITER ;

/*
 * Sets how many lanes deliver mail at the same time: makes or drops the events deliver_lane_1 to _16.
 *
 * lanes  1 to 16; the first looks for mail every second, the others, which are for much mail, every five
 * Result: a row with the number of lanes. Error 45000 if the number is not allowed. A lane that is dropped ends
 * its session first, which is waited for (20 s at most).
 */
DROP PROCEDURE IF EXISTS set_lanes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE set_lanes(IN lanes INT)
  COMMENT 'Sets how many lanes deliver mail at the same time, 1 to 16'
BEGIN
  DECLARE this_lane INT DEFAULT 1;
  DECLARE lane_lock VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE EXIT HANDLER FOR 1227
    CALL refuse(CONCAT('Event deliver_lane_', this_lane, ' belongs to another account since it was altered: DROP EVENT it and call again.'));
  IF lanes IS NULL OR lanes NOT BETWEEN 1 AND 16 THEN
    CALL refuse(CONCAT('set_lanes takes a number from 1 to 16, not ', COALESCE(lanes, 'NULL'), '.'));
  END IF;
  WHILE this_lane <= 16 DO
    SET @ticketstock_statement = IF(this_lane <= lanes,
      CONCAT('CREATE EVENT IF NOT EXISTS `ticketstock`.deliver_lane_', this_lane,
        ' ON SCHEDULE EVERY ', IF(this_lane = 1, 1, 5), ' SECOND COMMENT ''TicketStock: sends queued mail'' DO CALL deliver_mail(', this_lane, ')'),
      CONCAT('DROP EVENT IF EXISTS `ticketstock`.deliver_lane_', this_lane));
    PREPARE change_lane FROM @ticketstock_statement;
    EXECUTE change_lane;
    DEALLOCATE PREPARE change_lane;
    SET this_lane = this_lane + 1;
  END WHILE;
  SET @ticketstock_statement = NULL, this_lane = lanes + 1;
  WHILE this_lane <= 16 DO
    SET lane_lock = CONCAT('ticketstock.lane.', this_lane);
    DO GET_LOCK(lane_lock, 30);
    DELETE FROM lane_state WHERE lane = this_lane;
    DO RELEASE_LOCK(lane_lock);
    SET this_lane = this_lane + 1;
  END WHILE;
  SELECT lanes;
END//
DELIMITER ;

/* Stops the whole queue: lanes end the session that they are in and begin none. Nothing is lost. */
DROP PROCEDURE IF EXISTS hold_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE hold_mail()
  COMMENT 'Stops the whole queue until resume_mail()'
BEGIN
  UPDATE setting SET value = '1' WHERE entity = 0 AND name = 'mail_held';
END//
DELIMITER ;

/* Lets the queue go on after hold_mail(). */
DROP PROCEDURE IF EXISTS resume_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE resume_mail()
  COMMENT 'Lets the queue go on after hold_mail()'
BEGIN
  UPDATE setting SET value = '0' WHERE entity = 0 AND name = 'mail_held';
END//
DELIMITER ;

/* Raises a sentence (45000) if there is no such mail, if it was sent, or if it is being sent. */
DROP PROCEDURE IF EXISTS require_idle_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE require_idle_mail(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Raises a sentence unless a mail waits or has ended unsent'
BEGIN
  DECLARE this_state VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE when_sent TIMESTAMP(3);
  SELECT MAX(CONCAT(state)), MAX(sent_at) INTO this_state, when_sent FROM mail_outbox WHERE id = this_mail;
  IF this_state IS NULL THEN
    CALL refuse(CONCAT('There is no mail ', COALESCE(this_mail, 'NULL'), ': see table mail_outbox.'));
  ELSEIF this_state = 'sent' THEN
    CALL refuse(CONCAT('Mail ', this_mail, ' was sent at ', when_sent, '.'));
  ELSEIF this_state = 'sending' THEN
    CALL refuse(CONCAT('Mail ', this_mail, ' is being sent at this moment: see in half a minute what became of it.'));
  END IF;
END//
DELIMITER ;

/*
 * Puts a mail that failed, was cancelled or waits for its next attempt into the queue at once, with all its
 * time anew. Its address is read from the ERP again: somebody may have corrected it there.
 *
 * this_mail  mail_outbox.id
 * Error 45000 if there is no such mail, if it was sent or is being sent, or if its recipient cannot get mail.
 */
DROP PROCEDURE IF EXISTS retry_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_mail(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Puts a mail into the queue again, at once'
BEGIN
  DECLARE this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL require_idle_mail(this_mail);
  SELECT MAX(IF(m.copy_of IS NULL, r.address, NULL)), MAX(IF(m.copy_of IS NULL, r.problem, NULL)) INTO this_address, reason
    FROM mail_outbox AS m LEFT JOIN erp_mail_recipient AS r ON r.user_id = m.recipient_user_id WHERE m.id = this_mail;
  IF reason IS NOT NULL THEN
    CALL refuse(reason);
  END IF;
  UPDATE mail_outbox
    SET state = 'pending', attempts = 0, due_at = SYSDATE(3), retried_at = SYSDATE(3),
      address = COALESCE(this_address, address)
    WHERE id = this_mail AND state IN ('pending', 'failed', 'cancelled');
END//
DELIMITER ;

/*
 * Takes a mail out of the queue.
 *
 * this_mail  mail_outbox.id
 * Error 45000 if there is no such mail, if it was sent, or if it is being sent at this moment.
 */
DROP PROCEDURE IF EXISTS cancel_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE cancel_mail(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Takes a mail out of the queue'
BEGIN
  CALL require_idle_mail(this_mail);
  UPDATE mail_outbox SET state = 'cancelled', smtp_code = 0, smtp_text = CONCAT('Cancelled by ', SESSION_USER(), '.')
    WHERE id = this_mail AND state IN ('pending', 'failed', 'cancelled');
END//
DELIMITER ;

/*
 * Deletes mails that are older than the settings purge_after_days (sent, cancelled) and purge_failed_after_days,
 * and the use of relays that no limit counts any more: 1,000 rows a transaction, so that nobody waits.
 *
 * deleted  OUT: how many mails
 * The age of a mail counts from when it was due last. Entity by entity, because the index begins with it.
 */
DROP PROCEDURE IF EXISTS delete_old_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE delete_old_mail(OUT deleted BIGINT)
  COMMENT 'Deletes old mails in small steps'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity, step, days, failed_days INT;
  DECLARE this_state VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE old CURSOR FOR SELECT state, entity FROM mail_outbox
    WHERE state IN ('sent', 'failed', 'cancelled') GROUP BY state, entity;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT NULLIF(MAX(IF(name = 'purge_after_days', CAST(value AS UNSIGNED), NULL)), 0),
      NULLIF(MAX(IF(name = 'purge_failed_after_days', CAST(value AS UNSIGNED), NULL)), 0)
    INTO days, failed_days FROM setting WHERE entity = 0 AND name IN ('purge_after_days', 'purge_failed_after_days');
  SET deleted = 0;
  OPEN old;
  FETCH old INTO this_state, this_entity;
  WHILE NOT ended DO
    REPEAT
      COMMIT;
      SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
      START TRANSACTION;
      DELETE FROM mail_outbox
        WHERE state = this_state AND entity = this_entity
          AND due_at < SYSDATE(3) - INTERVAL IF(this_state = 'failed', failed_days, days) DAY
        ORDER BY due_at LIMIT 1000;
      SET step = ROW_COUNT(), deleted = deleted + step;
    UNTIL step < 1000 END REPEAT;
    FETCH old INTO this_state, this_entity;
  END WHILE;
  CLOSE old;
  DELETE FROM relay_use WHERE used_at < SYSDATE(3) - INTERVAL 1 HOUR ORDER BY id LIMIT 100000;
  COMMIT;
END//
DELIMITER ;

/*
 * Deletes old mails now; an event does it every hour (delete_old_mail).
 *
 * Result: a row with the number of deleted mails. Not to be called inside a transaction: it commits.
 */
DROP PROCEDURE IF EXISTS purge_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE purge_mail()
  COMMENT 'Deletes old mails as the settings say'
BEGIN
  DECLARE deleted BIGINT;
  CALL delete_old_mail(deleted);
  SELECT deleted AS deleted_mails;
END//
DELIMITER ;

/*
 * Writes a test mail into mail_batch, from an entity's sender and in the ERP's language.
 *
 * this_address  recipient; this_relay  named in the text
 * Error 45000 with a sentence if the ERP's switches or a missing sender let nothing out.
 */
DROP PROCEDURE IF EXISTS erp_fill_test;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_test(
  IN this_entity INT, IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes a test mail into mail_batch'
BEGIN
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  IF off_by IS NOT NULL THEN
    CALL refuse(CONCAT('The ERP stops all mail: see its constant ', off_by, '.'));
  END IF;
  SELECT MAX(s.problem), IF(COUNT(*) = 0, 'has no sender''s address', NULL) INTO reason, off_by
    FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  IF reason IS NOT NULL OR off_by IS NOT NULL THEN
    CALL refuse(CONCAT('Entity ', this_entity, ' ', COALESCE(reason, off_by), ': see setting mail_sender.'));
  END IF;
  INSERT INTO mail_batch (id, sender, sender_name, reply_to, recipient, message_id, zone, subject, html)
    SELECT 0, s.sender, s.sender_name, s.reply_to, COALESCE(forced_to, this_address),
        CONCAT('ticketstock-test-', LOWER(HEX(RANDOM_BYTES(8))), '@', s.mail_host), s.zone, t.subject,
        ticketstock_render(f.html, 'html', '__TICKET_REF__', '', '__TICKET_SUBJECT__', t.subject, '__COMPANY__', s.company,
          'html:__BODY__', ticketstock_render(t.html, 'html', '__RELAY__', this_relay))
      FROM erp_mail_setting AS s
      JOIN mail_template AS t ON t.kind = 'test' AND t.lang IN (COALESCE(s.lang, 'en'), 'en')
      JOIN mail_template AS f ON f.kind = 'frame' AND f.lang = t.lang
      WHERE s.entity = this_entity ORDER BY t.lang = s.lang DESC LIMIT 1;
END//
DELIMITER ;

/*
 * Sends a mail at once, past the queue, and says how the relay answered. The relay is the first by priority, also
 * if it is backing off: where it takes the mail, the queue uses it again at once.
 *
 * this_address  recipient, a bare address; the ERP's MAIN_MAIL_FORCE_SENDTO wins over it
 * Result: a row with relay, recipient, outcome (sent, refused, deferred, uncertain, untried, interrupted), code (SMTP; 0: words of
 * ours), words. Error 45000 with a sentence if no mail can be sent at all.
 * Waits for the relay: 20 s at most. Not to be called inside a transaction: it commits.
 */
DROP PROCEDURE IF EXISTS test_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE test_mail(
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Sends a test mail at once and says how the relay answered'
BEGIN
  DECLARE this_entity INT;
  DECLARE this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE outcomes, answer LONGTEXT CHARACTER SET utf8mb4;
  DECLARE this_outcome VARCHAR(20) CHARACTER SET utf8mb4;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET this_relay = NULL;
  SELECT COALESCE(MIN(entity), 1) INTO this_entity FROM rule;
  SELECT name, problem INTO this_relay, reason FROM available_relay
    WHERE COALESCE(entity, this_entity) = this_entity ORDER BY priority, name LIMIT 1;
  IF this_relay IS NULL THEN
    CALL refuse('There is no relay: INSERT INTO relay (name, host, port) VALUES (''main'', ''mail.example.com'', 25).');
  ELSEIF reason IS NOT NULL THEN
    CALL refuse(CONCAT('The ERP''s own relay: ', reason));
  END IF;
  CALL make_mail_batch();
  CALL erp_fill_test(this_entity, this_address, this_relay);
  CALL hand_over(this_entity, this_relay, outcomes);
  SET this_outcome = JSON_VALUE(outcomes, '$.mails[0].state'),
    answer = JSON_EXTRACT(outcomes, IF(this_outcome IN ('untried', 'interrupted'), '$.relay', '$.mails[0]'));
  CALL record_relay(this_relay, JSON_VALUE(outcomes, '$.relay.usable') IN ('true', '1'), this_outcome = 'sent',
    CONCAT_WS(' ', NULLIF(JSON_VALUE(outcomes, '$.relay.code'), '0'), JSON_VALUE(outcomes, '$.relay.text')));
  COMMIT;
  SELECT this_relay AS relay, recipient, this_outcome AS outcome, JSON_VALUE(answer, '$.code') AS code,
      JSON_VALUE(answer, '$.text') AS words
    FROM mail_batch;
  DROP TEMPORARY TABLE mail_batch;
END//
DELIMITER ;

/*
 * Returns the mail that a user gets about a ticket, as it would go out now, without sending it.
 *
 * this_ref  ref of the ticket, which has to be one of ours; this_login  login of the user
 * Result: a row with the finished message (RFC 5322), or why it cannot be composed. Error 45000 with a sentence
 * if ticket or user is not known, or the user can get no mail. Not to be called inside a transaction: it commits.
 */
DROP PROCEDURE IF EXISTS preview_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE preview_mail(
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_login VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Returns the mail that a user gets about a ticket, without sending it'
BEGIN
  DECLARE this_entity, this_ticket, this_user, room INT;
  DECLARE this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address, reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE message LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(t.entity), MAX(t.rowid), MAX(IF(r.grouped_by = 'operation', 'operation', 'opened'))
    INTO this_entity, this_ticket, this_kind
    FROM `dolibarr`.`llx_ticket` AS t IGNORE INDEX FOR GROUP BY (PRIMARY) JOIN opened_ticket AS o ON o.ticket_id = t.rowid
    LEFT JOIN rule AS r ON r.id = o.rule_id WHERE t.ref = this_ref COLLATE utf8mb4_unicode_ci;
  SELECT MAX(user_id), MAX(address), MAX(lang), MAX(problem) INTO this_user, this_address, this_lang, reason
    FROM erp_mail_recipient WHERE login = this_login COLLATE utf8mb4_unicode_ci;
  IF this_ticket IS NULL THEN
    CALL refuse(CONCAT('There is no ticket of ours with ref "', COALESCE(this_ref, 'NULL'), '" in the ERP.'));
  ELSEIF this_user IS NULL THEN
    CALL refuse(CONCAT('There is no user with login "', COALESCE(this_login, 'NULL'), '" in the ERP.'));
  ELSEIF reason IS NOT NULL THEN
    CALL refuse(reason);
  END IF;
  CALL begin_claim(room);
  INSERT INTO claimed_mail (id, ticket_id, kind, recipient_user_id, address, lang)
    VALUES (0, this_ticket, this_kind, this_user, this_address, this_lang);
  COMMIT;
  CALL erp_fill_batch(this_entity);
  SELECT MAX(problem) INTO reason FROM mail_batch;
  IF reason IS NOT NULL THEN
    CALL refuse(reason);
  END IF;
  SELECT MAX(value) INTO @ticketstock_delivery_key FROM delivery_key;
  COMMIT;
  SELECT CONVERT(ticketstock_preview(@ticketstock_delivery_key, 'mail', b.id, 'sender', b.sender,
      'sender_name', b.sender_name, 'reply_to', b.reply_to, 'recipient', b.recipient, 'recipient_name', b.recipient_name,
      'message_id', b.message_id, 'references', b.reference, 'feedback_id', b.feedback_id, 'zone', b.zone,
      'subject', b.subject, 'html', b.html) USING utf8mb4) INTO message FROM mail_batch AS b;
  SET @ticketstock_delivery_key = NULL;
  DROP TEMPORARY TABLE mail_batch;
  SELECT message;
END//
DELIMITER ;

/*
 * The events: delivery, ticket numbers made ahead, old mails deleted. CREATE … IF NOT EXISTS keeps what a DBA has
 * done to it: on a replica or a Galera node it may be disabled on purpose.
 */
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS deliver_lane_1
  ON SCHEDULE EVERY 1 SECOND
  COMMENT 'TicketStock: sends queued mail'
  DO CALL deliver_mail(1);

DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS prepare_numbers
  ON SCHEDULE EVERY 10 SECOND
  COMMENT 'TicketStock: makes the series of ticket numbers ahead'
  DO BEGIN
    CALL prepare_numbers();
    COMMIT;
  END//
DELIMITER ;

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS purge_mail
  ON SCHEDULE EVERY 1 HOUR
  COMMENT 'TicketStock: deletes old mails'
  DO CALL delete_old_mail(@ticketstock_deleted);

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
    IF answer = '0.2.0' THEN
      SELECT MAX(value) INTO @ticketstock_delivery_key FROM delivery_key;
      SET answer = CONVERT(ticketstock_check(@ticketstock_delivery_key) USING utf8mb4);
    ELSE
      SET answer = CONCAT('The library is version ', answer, ', the SQL is 0.2.0.');
    END IF;
  END;
  SET @ticketstock_delivery_key = NULL;
  INSERT INTO finding VALUES (
    CASE WHEN answer = 'ok' THEN 'ok' WHEN answer LIKE 'ok, but %' THEN 'warning' ELSE 'error' END, 'library', answer,
    CASE WHEN answer = 'ok' THEN ''
      WHEN answer LIKE 'ok, but %' THEN 'Mail is sent; any account that gets the key can send too. Keep table delivery_key out of dumps and accounts out of performance_schema, or use a server of docs/servers.md.'
      ELSE 'No mail can be sent. Install library and SQL of one version; see INSTALL.md on the key file /etc/ticketstock/secrets.' END);

  INSERT INTO finding VALUES (IF(@@GLOBAL.event_scheduler = 'ON', 'ok', 'error'), 'events',
    CONCAT('event_scheduler is ', @@GLOBAL.event_scheduler, '.'),
    IF(@@GLOBAL.event_scheduler = 'ON', '', 'No mail is sent. Write event_scheduler = ON into the server''s option file and SET GLOBAL event_scheduler = ON.'));
  SELECT COUNT(*) INTO number FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = 'ticketstock' AND EVENT_NAME LIKE 'deliver\_lane\_%' AND STATUS = 'ENABLED';
  INSERT INTO finding VALUES (IF(number > 0, 'ok', 'error'), 'events',
    CONCAT(number, ' delivery lanes are enabled on this server.'),
    IF(number > 0, '', 'No mail is sent here. On the server that shall send: ALTER DEFINER = `ticketstock`@`localhost` EVENT ticketstock.deliver_lane_1 ENABLE.'));

  SELECT COUNT(*) INTO number FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = 'ticketstock' AND EVENT_NAME = 'prepare_numbers' AND STATUS = 'ENABLED';
  IF number = 0 THEN
    INSERT INTO finding VALUES ('warning', 'events', 'The event prepare_numbers is not enabled on this server.',
      'Where the ERP writes: ALTER DEFINER = `ticketstock`@`localhost` EVENT ticketstock.prepare_numbers ENABLE. Without it changes in the ERP are not followed, movements try the numbers that Dolibarr gave one by one, and no new period of a mask begins.');
  END IF;
  INSERT INTO finding
    SELECT 'warning', 'events', CONCAT('Tickets are opened by what the ERP said at ', compared_at, ': users, groups, codes, constants that changed since are not followed.'),
        'See the event prepare_numbers and the server''s error log. CALL ticketstock.prepare_rules() follows them once.'
      FROM ready_state WHERE compared_at < NOW(3) - INTERVAL 2 MINUTE;

  SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = 'dolibarr' AND TRIGGER_NAME = 'ticketstock_movement'
      AND EVENT_OBJECT_TABLE = 'llx_stock_mouvement';
  INSERT INTO finding VALUES (IF(number = 1, 'ok', 'error'), 'trigger',
    IF(number = 1, 'Movements are watched.', 'The trigger ticketstock_movement is missing.'),
    IF(number = 1, '', 'No ticket is opened. Run install.sql again.'));
END//
DELIMITER ;

/* health_check's part on what keeps mail waiting on purpose: a held queue, the ERP's switches, limits that are reached. */
DROP PROCEDURE IF EXISTS check_limits;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_limits()
  COMMENT 'Part of health_check: held queue, switches, limits'
BEGIN
  DECLARE waiting INT;
  SELECT COUNT(*) INTO waiting FROM mail_outbox WHERE state = 'pending' AND due_at <= NOW(3);
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('The queue is held: ', waiting, ' mails wait.'), 'CALL ticketstock.resume_mail().'
      FROM setting WHERE entity = 0 AND name = 'mail_held' AND value = '1';
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('The limit of ', s.value, ' mails an hour is reached: ', waiting, ' mails wait.'),
        'They go out as the limit allows, none is lost. See setting mails_per_hour.'
      FROM setting AS s WHERE s.entity = 0 AND s.name = 'mails_per_hour' AND s.value <> '0' AND waiting > 0 AND s.value <=
        (SELECT COALESCE(SUM(mails), 0) FROM relay_use WHERE used_at > NOW(3) - INTERVAL 1 HOUR);
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('Relay ', r.name, ' has got its limit of ', r.max_per_minute, ' mails a minute: ', waiting, ' mails wait.'),
        'They go out as the limit allows, none is lost. See relay.max_per_minute.'
      FROM relay AS r WHERE waiting > 0 AND r.enabled = 1 AND r.max_per_minute <=
        (SELECT COALESCE(SUM(u.mails), 0) FROM relay_use AS u WHERE u.relay = r.name AND u.used_at > NOW(3) - INTERVAL 1 MINUTE);
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' has not shown itself since ', heartbeat_at, '.'),
        'Its mails are taken over by the others. See the events deliver_lane_… and the server''s error log.'
      FROM lane_state WHERE heartbeat_at < NOW(3) - INTERVAL 2 MINUTE;
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
  SELECT COUNT(*) INTO number FROM available_relay
    WHERE problem IS NULL AND (entity IS NULL OR entity IN (SELECT entity FROM rule));
  INSERT INTO finding VALUES (IF(number > 0, 'ok', 'error'), 'relay', CONCAT(number, ' relays can be used.'),
    IF(number > 0, '', 'No mail is sent. INSERT INTO relay (name, host, port) VALUES (''main'', ''mail.example.com'', 25).'));
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('The ERP''s own relay of entity ', entity, ' cannot be used.'), problem
      FROM available_relay WHERE problem IS NOT NULL AND entity IN (SELECT entity FROM rule);
  INSERT INTO finding
    SELECT 'error', 'relay', CONCAT('Relay ', relay, ' failed ', failures, ' times, last: ', last_error),
        CONCAT('It is tried again after ', retry_at, '; mails wait, none is lost.')
      FROM relay_state WHERE failures > 0;
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' failed at ', last_error_at, ': ', last_error),
        'Its mails are tried again; remove the cause.'
      FROM lane_state WHERE last_error_at > NOW(3) - INTERVAL 1 HOUR;
  CALL check_limits();

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
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reset_month, keeps_events INT;
  DECLARE first_number BIGINT;
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
      CALL erp_numbering(this_entity, this_mask, first_number, reset_month, this_lang, keeps_events);
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
      LEFT JOIN `dolibarr`.`llx_usergroup_user` AS g IGNORE INDEX FOR GROUP BY (PRIMARY) ON g.fk_usergroup = r.contact_group_id
      LEFT JOIN `dolibarr`.`llx_user` AS u IGNORE INDEX FOR GROUP BY (PRIMARY) ON u.rowid = g.fk_user AND u.statut = 1
      WHERE r.enabled = 1 GROUP BY r.id, r.label HAVING COUNT(u.rowid) = 0;
  INSERT INTO finding
    SELECT 'error', 'mail', CONCAT('Entity ', entity, ' ', problem, '.'),
        'Its mails wait. UPDATE setting SET value = ''erp@example.com'' WHERE name = ''mail_sender'' (or ''mail_reply_to'').'
      FROM erp_mail_setting WHERE problem IS NOT NULL AND entity IN (SELECT entity FROM rule);
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('Mails of entity ', entity, ' hold no working link.'),
        'UPDATE setting SET value = ''https://erp.example.com'' WHERE name = ''erp_url''.'
      FROM erp_mail_setting WHERE erp_url = '' AND entity IN (SELECT entity FROM rule);
END//
DELIMITER ;

/* health_check's part on the ERP's switches that stop or redirect mail, entity by entity. */
DROP PROCEDURE IF EXISTS erp_check_switches;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_switches()
  COMMENT 'Part of health_check: the ERP''s switches on mail'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE entities CURSOR FOR SELECT DISTINCT entity FROM rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN entities;
  FETCH entities INTO this_entity;
  WHILE NOT ended DO
    CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
    IF off_by = 'MAIN_MAIL_FORCE_SENDTO' THEN
      INSERT INTO finding VALUES ('error', 'mail',
        CONCAT('The ERP''s constant MAIN_MAIL_FORCE_SENDTO of entity ', this_entity, ' is no mail address.'),
        'Its mails wait: correct the constant to one bare address, or empty it.');
    ELSEIF off_by IS NOT NULL THEN
      INSERT INTO finding VALUES ('warning', 'mail', CONCAT('The ERP stops all mail of entity ', this_entity, ': constant ', off_by, '.'),
        'They wait or are cancelled as setting when_mails_disabled says.');
    ELSEIF forced_to IS NOT NULL THEN
      INSERT INTO finding VALUES ('warning', 'mail',
        CONCAT('All mails of entity ', this_entity, ' go to ', forced_to, ': constant MAIN_MAIL_FORCE_SENDTO.'),
        'Right for a test system; elsewhere empty the constant in the ERP.');
    END IF;
    FETCH entities INTO this_entity;
  END WHILE;
  CLOSE entities;
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
  CALL erp_check_switches();
  SELECT severity, topic, finding, what_to_do FROM finding ORDER BY severity, topic, finding;
  DROP TEMPORARY TABLE finding;
END//
DELIMITER ;

/*
 * Makes a new delivery key beside the one in use, which still holds: the first step of exchanging it. Where there
 * is none, as on a replica that has become the server that sends, it makes the first. A DBA's: with the rights of
 * who calls it, who must be allowed to keep it out of the binary log.
 */
DROP PROCEDURE IF EXISTS new_delivery_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE new_delivery_key()
  SQL SECURITY INVOKER
  COMMENT 'Makes a new delivery key; the one in use still holds'
BEGIN
  DECLARE logged BOOLEAN DEFAULT @@SESSION.sql_log_bin;
  DECLARE present INT;
  COMMIT;
  SET SESSION sql_log_bin = 0;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      SET SESSION sql_log_bin = logged;
      RESIGNAL;
    END;
    SELECT COUNT(*) INTO present FROM delivery_key;
    /* Never in a variable of this procedure: it would stand in the process list. */
    UPDATE delivery_key SET next_value = LOWER(HEX(RANDOM_BYTES(32)));
    INSERT INTO delivery_key (value) SELECT LOWER(HEX(RANDOM_BYTES(32))) FROM DUAL WHERE present = 0;
    COMMIT;
  END;
  SET SESSION sql_log_bin = logged;
  SELECT IF(present = 0, 'Write "key = " and delivery_key.value into the key file /etc/ticketstock/secrets.',
    'Append "key = " and delivery_key.next_value to the key file /etc/ticketstock/secrets, then CALL change_delivery_key().') AS next_step;
END//
DELIMITER ;

/*
 * Puts the key of new_delivery_key() in the place of the one in use, as soon as the key file opens with it: the
 * file has a line for both, so that no mail waits. A DBA's, as new_delivery_key().
 * Errors: 45000, no new key was made, or the file does not have it; the old key holds then.
 */
DROP PROCEDURE IF EXISTS change_delivery_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE change_delivery_key()
  SQL SECURITY INVOKER
  COMMENT 'Puts the key of new_delivery_key() in the place of the one in use'
BEGIN
  DECLARE logged BOOLEAN DEFAULT @@SESSION.sql_log_bin;
  DECLARE answer VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  COMMIT;
  SELECT MAX(next_value) INTO @ticketstock_delivery_key FROM delivery_key;
  IF @ticketstock_delivery_key IS NULL THEN
    CALL refuse('There is no new delivery key: CALL new_delivery_key() first.');
  END IF;
  BEGIN
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET answer = NULL;
    SET answer = CONVERT(ticketstock_check(@ticketstock_delivery_key) USING utf8mb4);
  END;
  SET @ticketstock_delivery_key = NULL;
  /* "ok, but …" on a server that does not tell who calls. */
  IF answer IS NULL OR answer NOT LIKE 'ok%' THEN
    CALL refuse('The old delivery key holds: the key file has no line yet with "key = " and delivery_key.next_value.');
  END IF;
  COMMIT;
  SET SESSION sql_log_bin = 0;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      SET SESSION sql_log_bin = logged;
      RESIGNAL;
    END;
    UPDATE delivery_key SET value = next_value, next_value = NULL WHERE next_value IS NOT NULL;
    COMMIT;
  END;
  SET SESSION sql_log_bin = logged;
  SELECT 'The new delivery key holds. Take the old line out of the key file /etc/ticketstock/secrets.' AS next_step;
END//
DELIMITER ;

/*
 * The trigger on the ERP's stock movements. For a movement that leaves goods it reads nothing, for one that enters a
 * warehouse that nobody watches one row of one table.
 *
 * The sign of value says whether goods enter, not type_mouvement. SELECT … INTO locks no row; a handler for none is
 * quicker than MAX(), which always gives one.
 * The movement always wins: on an error the savepoint undoes what was written (a trigger has no
 * statement-level rollback of its own), an incident keeps the reason and the goods are booked. Setting
 * on_error = refuse raises the reason instead. Deadlocks and lock timeouts reach no handler; they are the
 * server's to report. Not even an incident that cannot be written stops the movement. The outer handler is for a
 * TicketStock that is damaged or being upgraded (table, procedure, column or right missing).
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
    BEGIN
      DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
      SELECT rule_id INTO watching_rule FROM `ticketstock`.rule_warehouse
        WHERE warehouse_id = NEW.fk_entrepot;
    END;
    IF watching_rule IS NOT NULL THEN
      BEGIN
        DECLARE state CHAR(5) CHARACTER SET utf8mb4;
        DECLARE error INT;
        DECLARE reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
        DECLARE EXIT HANDLER FOR SQLEXCEPTION
        BEGIN
          GET DIAGNOSTICS CONDITION 1
            state = RETURNED_SQLSTATE, error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
          ROLLBACK TO SAVEPOINT ticketstock_open_ticket;
          IF error <> 1644 THEN
            /* 45000 with another number: the server's words to prepare_rules(). */
            SET state = IF(state = '45000', 'HY000', state), reason = CONCAT('The server would not write the ticket: ', reason,
              ' (error ', error, '). Repair the table, column, right or function that it names, then CALL retry_incident().');
          END IF;
          IF @ticketstock_refuses THEN
            SET reason = IF(CHAR_LENGTH(reason) > 128, CONCAT(LEFT(reason, 127), '…'), reason);
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = reason;
          END IF;
          BEGIN
            DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
            INSERT INTO `ticketstock`.incident (movement_id, sql_state, error_number, message)
              VALUES (NEW.rowid, state, error, reason);
          END;
        END;
        SAVEPOINT ticketstock_open_ticket;
        SET @ticketstock_refuses = 0;
        CALL `ticketstock`.erp_write_ticket(NEW.rowid, NEW.fk_entrepot, watching_rule, 1, NEW.datem, NEW.fk_user_author, NEW.fk_product,
          NEW.value, NEW.batch, NEW.eatby, NEW.sellby, NEW.type_mouvement, NEW.label, NEW.inventorycode, NEW.fk_origin, NEW.origintype, reason);
        RELEASE SAVEPOINT ticketstock_open_ticket;
        IF reason IS NOT NULL THEN
          BEGIN
            DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
            INSERT INTO `ticketstock`.incident (movement_id, sql_state, message, resolved_at)
              VALUES (NEW.rowid, '01000', reason, NOW(3));
          END;
        END IF;
      END;
    END IF;
  END IF;
END//
DELIMITER ;

/* What a DBA sees at the end of the installation. */
CALL health_check();

