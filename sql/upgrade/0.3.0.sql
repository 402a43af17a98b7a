/*
 * From 0.2.0 to 0.3.0: columns that delivery needs; sources, counters and dates of tickets. On a new installation it
 * changes nothing.
 */
CALL upgrade_table('mail_outbox', 'claim_id', 'ADD claim_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
  COMMENT ''Claim whose outcome is to come, 16 hex digits; the next claim has another'' AFTER lane,
  MODIFY due_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT ''Not sent before; of a mail that failed: when it did''', 'DO 0');
CALL upgrade_table('lane_state', 'journal_problem', 'ADD journal_problem VARCHAR(200) NULL
  COMMENT ''Why it has no journal in the server''''s data folder; NULL: it has one'' AFTER last_error', 'DO 0');
CALL upgrade_table('rule_warehouse', 'erp_schema', 'ADD erp_schema VARCHAR(64) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci
  NOT NULL DEFAULT ''@ERP_SCHEMA@'' COMMENT ''Schema of the ERP; a copy of it under another name is not watched''', 'DO 0');
DROP PROCEDURE IF EXISTS upgrade_type;
DELIMITER //
CREATE PROCEDURE upgrade_type(
  IN this_table VARCHAR(64), IN this_column VARCHAR(64), IN has_type VARCHAR(200), IN change_it VARCHAR(1000), IN and_then VARCHAR(1000))
  COMMENT 'Changes a table if the type of a column is not like has_type, and then its rows'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*) INTO present FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_NAME = this_table AND COLUMN_NAME = this_column AND COLUMN_TYPE LIKE has_type;
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
/* Manufacturing orders counted as other. */
CALL upgrade_type('rule', 'sources', '%manufacturing%',
  'MODIFY sources SET(''transfer'', ''reception'', ''return'', ''correction'', ''inventory'', ''other'', ''manufacturing'')
    NOT NULL DEFAULT ''transfer,reception,return,correction,inventory,other,manufacturing'' COMMENT ''Kinds of movements that open a ticket''',
  'UPDATE rule SET sources = CONCAT(sources, '',manufacturing'') WHERE FIND_IN_SET(''other'', sources)');
/* A counter that a ref of many digits has brought to its end: prepare_numbers() begins anew above the others. */
CALL upgrade_type('number_slot_1', 'number', 'bigint%', 'MODIFY number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT ''The counter''', 'DELETE FROM number_series WHERE slot = 1');
CALL upgrade_type('number_slot_2', 'number', 'bigint%', 'MODIFY number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT ''The counter''', 'DELETE FROM number_series WHERE slot = 2');
CALL upgrade_type('number_slot_3', 'number', 'bigint%', 'MODIFY number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT ''The counter''', 'DELETE FROM number_series WHERE slot = 3');
CALL upgrade_type('number_slot_4', 'number', 'bigint%', 'MODIFY number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT ''The counter''', 'DELETE FROM number_series WHERE slot = 4');
/* Names of a ticket's status, for the journal; words in mails of the desk. */
CALL upgrade_type('code_label', 'dictionary', '%mail%',
  'MODIFY dictionary ENUM(''type'', ''severity'', ''category'', ''column'', ''event'', ''status'', ''mail'') NOT NULL
    COMMENT ''Dictionary of the code; column, event, mail: words of our own; status: llx_ticket.fk_statut''', 'DO 0');
DROP PROCEDURE upgrade_type;
CALL upgrade_table('number_series', 'reached',
  'MODIFY mask VARCHAR(100) NOT NULL COMMENT ''Mask of the ERP, TS{yy}{mm}-{0000} for mod_ticket_simple, or setting ticket_number_mask'',
  ADD reached BIGINT NOT NULL DEFAULT 0 COMMENT ''Highest number that the ERP''''s tickets were seen to have: the counter is kept above it''', 'DO 0');
CALL upgrade_table('ready_warehouse', 'contact_version',
  'ADD contact_version INT NULL COMMENT ''Its rows in ready_contact; NULL: it has to be prepared anew''', 'DO 0');
CALL upgrade_table('rule', 'assignment',
  'ADD assignment ENUM(''fixed'', ''round_robin'', ''least_open'') NOT NULL DEFAULT ''fixed'' COMMENT ''fixed: every ticket is assignee_id''''s; round_robin: his whose last one is longest ago; least_open: his who has the fewest open ones. Of assignee_id and the group; who is disabled or on leave is passed over''', 'DO 0');
CALL upgrade_table('ready_warehouse', 'turns',
  'ADD turns TEXT CHARACTER SET ascii NULL COMMENT ''Of a rule that is not fixed: whom its next tickets go to, users of the ERP with commas between them; NULL: nobody is there'',
  ADD turns_after INT NULL COMMENT ''Newest movement when turns was made: rowid in the ERP; NULL: the rule is fixed'',
  ADD turn_warehouses TEXT CHARACTER SET ascii NULL COMMENT ''The rule''''s warehouses, with commas between them; NULL: the rule is fixed''', 'DO 0');
CALL upgrade_table('ready_warehouse', 'erp_ahead',
  'ADD erp_ahead INT NULL COMMENT ''Seconds by which the ERP''''s clock is ahead of UTC (erp_clock)'' AFTER ref_width,
  ADD oldest_days INT NULL COMMENT ''Days after which a movement''''s date is history and opens no ticket (setting oldest_movement_days); NULL: never'' AFTER erp_ahead', 'DO 0');
/* In place of special, which install.sql drops once nothing reads it. Rows of before are made again by then, or read everything. */
CALL upgrade_table('ready_warehouse', 'reads_exceptions', 'ADD reads_exceptions TINYINT NOT NULL DEFAULT 1
  COMMENT ''1: one of problem, refuses, warning, mail_kind, sources, tells_source, tells_actor, notify_actor, ends_at, assignee_id is out of the ordinary: a movement reads them too'' AFTER rule_id,
  MODIFY special TINYINT NOT NULL DEFAULT 1', 'DO 0');
CALL upgrade_table('mail_outbox', 'objections', 'ADD objections INT NOT NULL DEFAULT 0 COMMENT ''Times that a relay refused it for what no mail has done'' AFTER attempts,
  ADD compose_failures INT NOT NULL DEFAULT 0 COMMENT ''Times that it could not be composed; it then goes alone'' AFTER objections', 'DO 0');
CALL upgrade_table('opened_ticket', 'has_thread', 'ADD has_thread TINYINT NOT NULL DEFAULT 1
  COMMENT ''1: the ERP''''s ticket keeps the reference that its mails name, so that an answer finds it; 0: of 0.2.0'' AFTER entity', 'UPDATE opened_ticket SET has_thread = 0');
CALL upgrade_table('relay_use', 'claim_id', 'ADD claim_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
  COMMENT ''The claim; a batch without a limit has no row, and changes none'' AFTER lane, ADD KEY claim_id (claim_id)', 'DO 0');
/*
 * A ticket of before is known again by its date, which is that of our record but for the ERP's zone. Rows of the ERP are
 * read into a table first: an UPDATE that joins them locks them for as long as all of ours take.
 */
CREATE TEMPORARY TABLE known_ticket (
  number INT UNSIGNED NOT NULL PRIMARY KEY, track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin, movement_print INT UNSIGNED);
CALL upgrade_table('opened_ticket', 'track_id', 'ADD movement_print INT UNSIGNED NULL
    COMMENT ''What the movement was, not by its number alone; NULL: not known'' AFTER movement_id,
  ADD repetition INT UNSIGNED NOT NULL DEFAULT 0 COMMENT ''0; otherwise the ERP gave the movement''''s rowid once more'' AFTER movement_print,
  ADD track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT ''Its track_id, by which it is known again; NULL: not known to be ours'' AFTER ticket_id,
  DROP KEY movement_id, ADD UNIQUE KEY movement_id (movement_id, repetition),
  DROP KEY ticket_id, ADD UNIQUE KEY ticket_id (ticket_id, track_id)', 'INSERT INTO known_ticket SELECT o.number, t.track_id, @QUOTED_PRINT@
  FROM opened_ticket AS o
  JOIN (SELECT ticket_id, MAX(number) AS number FROM opened_ticket GROUP BY ticket_id) AS newest ON newest.number = o.number
  JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = o.ticket_id
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = o.movement_id
  WHERE CHAR_LENGTH(t.track_id) = 16
    AND MOD(ABS(TIMESTAMPDIFF(SECOND, o.opened_at, t.datec)) + 120, 900) <= 240
    AND ABS(TIMESTAMPDIFF(SECOND, o.opened_at, t.datec)) <= 97200');
UPDATE known_ticket AS k JOIN opened_ticket AS o ON o.number = k.number
  SET o.track_id = k.track_id, o.movement_print = k.movement_print;
DROP TEMPORARY TABLE known_ticket;
CALL upgrade_table('mail_outbox', 'track_id', 'ADD track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
  COMMENT ''Its track_id: a ticket with another one is another ticket'' AFTER ticket_id',
  'UPDATE mail_outbox AS m JOIN opened_ticket AS o ON o.ticket_id = m.ticket_id AND o.track_id IS NOT NULL SET m.track_id = o.track_id');
CALL upgrade_table('grouped_movement', 'opened_number', 'ADD movement_print INT UNSIGNED NULL
    COMMENT ''What the movement was, not by its number alone; NULL: not known'' AFTER movement_id,
  ADD repetition INT UNSIGNED NOT NULL DEFAULT 0 COMMENT ''0; otherwise the ERP gave the movement''''s rowid once more'' AFTER movement_print,
  ADD opened_number INT UNSIGNED NULL COMMENT ''The ticket: opened_ticket.number'' AFTER ticket_id,
  DROP PRIMARY KEY, ADD PRIMARY KEY (movement_id, repetition), ADD KEY opened_number (opened_number)',
  'UPDATE grouped_movement AS g JOIN opened_ticket AS o ON o.ticket_id = g.ticket_id SET g.opened_number = o.number');
CALL upgrade_table('incident', 'movement_print', 'ADD movement_print INT UNSIGNED NULL
  COMMENT ''What the movement was, not by its number alone; NULL: not known'' AFTER movement_id', 'DO 0');
CALL upgrade_table('incident', 'ticket_id', 'MODIFY movement_id INT NULL COMMENT ''The movement: rowid in the ERP; NULL: it is about a ticket'',
  ADD ticket_id INT NULL COMMENT ''Ticket whose change could not be followed: rowid in the ERP; NULL: it is about a movement'' AFTER movement_id,
  MODIFY resolved_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT ''When the ticket was opened, or the change followed, after all'',
  COMMENT = ''TicketStock: tickets that could not be opened, changes that could not be followed''', 'DO 0');
CALL upgrade_table('rule_warehouse', 'watched_since', 'ADD watched_since TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)
  COMMENT ''Since when its movements open tickets as the rule says'' AFTER rule_id',
  'UPDATE rule_warehouse AS w JOIN (SELECT rule_id, MIN(opened_at) AS began FROM opened_ticket GROUP BY rule_id) AS o ON o.rule_id = w.rule_id
  SET w.watched_since = o.began');
CALL upgrade_table('ready_state', 'seen_number', 'ADD seen_number INT UNSIGNED NOT NULL DEFAULT 0
  COMMENT ''Up to where opened_ticket has been looked through for left-overs, round after round''', 'DO 0');
/* The frame stands around mails of the desk too. One that a DBA has changed is kept. */
UPDATE mail_template
  SET html = REPLACE(REPLACE(html, ' · sent by TicketStock when goods arrive</p>', ' · sent by TicketStock</p>'),
    ' · envoyé par TicketStock à l''arrivée de marchandise</p>', ' · envoyé par TicketStock</p>')
  WHERE kind = 'frame' AND SHA2(html, 256) IN ('71f2c75d7b7d25777e11e1e26f395d3c145baf271de840bb209f018bc7737aa4',
    '874cedc669ee314686350fe0c525c48566862447970588060ac3c9964714ecc3');
/* Filled anew by install.sql (fill_again.sql). */
CALL upgrade_table('desk_link', 'state',
  'MODIFY kind ENUM(''user'', ''contact'', ''product'', ''lot'', ''warehouse'', ''own'') NOT NULL
     COMMENT ''user, contact: internal and external contact; own: assigned to a user, created by him, or he is a contact'',
   ADD state ENUM(''todo'', ''doing'', ''closed'') NOT NULL COMMENT ''desk_ticket.state'', ADD status INT NOT NULL COMMENT ''desk_ticket.status'',
   ADD unread TINYINT NOT NULL COMMENT ''desk_ticket.unread'', ADD assignee_id INT NULL COMMENT ''desk_ticket.assignee_id'',
   ADD creator_id INT NULL COMMENT ''desk_ticket.creator_id'', ADD thirdparty_id INT NULL COMMENT ''desk_ticket.thirdparty_id'',
   ADD type_code VARCHAR(32) NULL COMMENT ''desk_ticket.type_code'', ADD severity_code VARCHAR(32) NULL COMMENT ''desk_ticket.severity_code'',
   ADD category_code VARCHAR(32) NULL COMMENT ''desk_ticket.category_code''', 'DELETE FROM desk_link');
/* Goods of older tickets are counted too, by the event. */
CALL upgrade_table('opened_ticket', 'goods_seen', 'ADD goods_seen TINYINT NOT NULL DEFAULT 0 COMMENT ''1: its goods are in goods_due'',
  ADD KEY goods_seen (goods_seen)', 'DO 0');
CALL upgrade_table('ready_warehouse', 'takes_back', 'ADD takes_back TINYINT NOT NULL DEFAULT 0
  COMMENT ''1: goods that come back, or move on, are first looked for in tickets: type_policy.done_when is goods_left''
  AFTER tells_actor,
  MODIFY reads_exceptions TINYINT NOT NULL DEFAULT 1 COMMENT ''1: one of problem, refuses, warning, mail_kind, sources, tells_source, tells_actor, takes_back, notify_actor, ends_at, assignee_id is out of the ordinary: a movement reads them too''', 'DO 0');
CALL upgrade_table('incident', 'dismissed_by', 'ADD dismissed_by VARCHAR(255) NULL COMMENT ''Account that has dismissed it (dismiss_incident), at resolved_at; NULL: nobody'' AFTER resolved_at,
  ADD dismissed_why VARCHAR(500) NULL COMMENT ''Why, in its words'' AFTER dismissed_by', 'DO 0');
/* Of builds between the two. */
CALL upgrade_table('desk_ticket', 'goods_value', 'ADD goods_value DECIMAL(24,8) NULL
  COMMENT ''What those that lie there were worth when they entered; NULL: none do'', ADD KEY goods_value (entity, goods_value, ticket_id)',
  'UPDATE desk_ticket AS k JOIN (SELECT g.ticket_id, g.track_id, @GOODS_VALUE@ AS worth FROM goods_due AS g GROUP BY g.ticket_id, g.track_id) AS w
  ON w.ticket_id = k.ticket_id AND CONVERT(w.track_id USING utf8mb4) COLLATE utf8mb4_bin = k.track_id SET k.goods_value = w.worth');
CALL upgrade_table('type_policy', 'escalate_value_days', 'ADD escalate_value_days INT UNSIGNED NULL
  COMMENT ''Value of the goods that lie there times days from which on the manager is told, once; NULL: he is not'' AFTER escalate_to', 'DO 0');
CALL upgrade_table('type_policy', 'assign_again_days', 'ADD assign_again_days SMALLINT UNSIGNED NULL
  COMMENT ''A ticket for which nobody was there is given to whoever is back within so many days; NULL: it is not'' AFTER escalate_value_days', 'DO 0');
DROP PROCEDURE upgrade_table;
/* What mail_log is asked by. Builds between the two had an index of created_at, which each mail paid for. */
SET @ticketstock_statement = (SELECT CASE WHEN COALESCE(MAX(INDEX_NAME = 'address'), 0) = 0 THEN 'ALTER TABLE mail_outbox ADD KEY address (address)'
    WHEN MAX(INDEX_NAME = 'created_at') = 1 THEN 'ALTER TABLE mail_outbox DROP KEY created_at' ELSE 'DO 0' END
  FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_NAME = 'mail_outbox');
PREPARE change_table FROM @ticketstock_statement;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
SET @ticketstock_statement = NULL;
