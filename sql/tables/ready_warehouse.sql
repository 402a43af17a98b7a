/*
 * What is known of a ticket before its movement: a row for each watched warehouse, so that a movement reads one row
 * instead of ten tables. prepare_rules() makes the rows and changes only those that differ; nobody else writes them.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS ready_warehouse (
  warehouse_id INT NOT NULL COMMENT 'Watched warehouse: rowid in the ERP',
  fingerprint CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'SHA-256 of all that follows',
  rule_id INT NOT NULL COMMENT 'The rule that watches it',
  reads_exceptions TINYINT NOT NULL
    COMMENT '1: one of problem, refuses, warning, mail_kind, sources, tells_source, tells_actor, takes_back, notify_actor, ends_at, assignee_id is out of the ordinary: a movement reads them too',
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
  tells_source TINYINT NOT NULL
    COMMENT 'Whether the kind of the movement matters: 0 no, 1 yes, 2 also transfer or correction',
  tells_actor TINYINT NOT NULL COMMENT '1: the texts name who booked the goods',
  takes_back TINYINT NOT NULL DEFAULT 0
    COMMENT '1: goods that come back, or move on, are first looked for in tickets: type_policy.done_when is goods_left',
  notify_actor TINYINT NOT NULL COMMENT '1: who booked the goods gets the mail too',
  event_type INT NULL COMMENT 'Type of the ticket''s event in the ERP; NULL: the ERP keeps none',
  event_label VARCHAR(128) NULL COMMENT 'Its words, with placeholder',
  ref_format VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL
    COMMENT 'The numbering mask as DATE_FORMAT takes it, with {number}',
  ref_width INT NULL COMMENT 'Least digits of the number',
  erp_ahead INT NULL COMMENT 'Seconds by which the ERP''s clock is ahead of UTC (erp_clock)',
  oldest_days INT NULL COMMENT
    'Days after which a movement''s date is history and opens no ticket (setting oldest_movement_days); NULL: never',
  slot TINYINT NULL COMMENT 'Counter of the series (number_series)',
  base BIGINT NULL COMMENT 'What is taken off the counter''s value',
  ends_at DATETIME NULL COMMENT 'When the period of that series ends; NULL: never',
  next_slot TINYINT NULL COMMENT 'Counter of the period after it',
  next_base BIGINT NULL COMMENT 'What is taken off that one''s value',
  contact_version INT NULL COMMENT 'Its rows in ready_contact; NULL: it has to be prepared anew',
  turns TEXT CHARACTER SET ascii NULL
    COMMENT 'Of a rule that is not fixed: whom its next tickets go to, users of the ERP with commas between them; NULL: nobody is there',
  turns_after INT NULL COMMENT 'Newest movement when turns was made: rowid in the ERP; NULL: the rule is fixed',
  turn_warehouses TEXT CHARACTER SET ascii NULL COMMENT 'The rule''s warehouses, with commas between them; NULL: the rule is fixed',
  PRIMARY KEY (warehouse_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what is known of a warehouse''s tickets beforehand';

CREATE TABLE IF NOT EXISTS ready_state (
  number TINYINT NOT NULL COMMENT '1: there is one row',
  compared_at TIMESTAMP(3) NOT NULL COMMENT 'When ready_warehouse was last compared with the ERP',
  seen_number INT UNSIGNED NOT NULL DEFAULT 0
    COMMENT 'Up to where opened_ticket has been looked through for left-overs, round after round',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: age of ready_warehouse';
