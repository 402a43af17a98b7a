/*
 * What the desk knows of each ticket that the ERP has: its state, who spoke last, whether an answer is due. A reading of
 * llx_ticket and llx_actioncomm that follow_tickets keeps and rebuild_desk() makes again; nothing is known here only.
 *
 * Keys: list_branch() takes the newest of each value and state from them, in order, and stops at the limit. They hold the
 * type, since what a user may see goes by it: to look up each ticket would take ten times as long.
 *
 * Times are UTC but for waiting_since_erp, which repeats what the ERP wrote, in its own zone, for its own pages.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS desk_ticket (
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  ref VARCHAR(128) NOT NULL COMMENT 'Its ref',
  track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
    COMMENT 'Its track_id, by which it is known again when a rowid comes twice',
  status INT NOT NULL COMMENT 'The ERP''s fk_statut: 0, 1, 2, 3, 5, 7 open, 8, 9 closed',
  state ENUM('todo', 'doing', 'closed') NOT NULL COMMENT 'À traiter (0, 1, 2), En cours (3, 5, 7), Fermé (8, 9)',
  unread TINYINT NOT NULL COMMENT '1: open, and the last customer''s word is younger than the last agent''s',
  by_customer TINYINT NULL COMMENT '1: a customer has opened it, as judged when it was first read; NULL: to be judged again',
  waiting_since TIMESTAMP NULL DEFAULT NULL COMMENT 'First customer''s word that is unanswered; NULL: none',
  waiting_since_erp DATETIME NULL COMMENT 'The same as the ERP wrote it, in the ERP''s zone',
  last_customer_word_at TIMESTAMP NULL DEFAULT NULL COMMENT 'Last customer''s word; NULL: none',
  last_agent_word_at TIMESTAMP NULL DEFAULT NULL COMMENT 'Last agent''s word; NULL: none',
  last_word_id INT NULL COMMENT 'Event (llx_actioncomm.id) of the last word of either; NULL: none, or the ticket''s own text',
  episode INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'From 1, +1 at each reopening',
  assignee_id INT NULL COMMENT 'User it is assigned to; NULL: nobody',
  creator_id INT NULL COMMENT 'User who created it; NULL: a visitor',
  type_code VARCHAR(32) NULL COMMENT 'Code of its type',
  severity_code VARCHAR(32) NULL COMMENT 'Code of its severity',
  category_code VARCHAR(32) NULL COMMENT 'Code of its group',
  thirdparty_id INT NULL COMMENT 'Third party; NULL: none',
  opened_at TIMESTAMP NULL DEFAULT NULL COMMENT 'When it was created; 1970-01-02: the ERP does not say',
  closed_at TIMESTAMP NULL DEFAULT NULL COMMENT 'When it was closed; NULL: it is open',
  goods_due DECIMAL(24,8) NULL COMMENT 'Goods that opened it, in the product''s unit; NULL: it was not opened by goods',
  goods_left DECIMAL(24,8) NULL COMMENT 'Of these, how many have left; NULL: it was not opened by goods',
  goods_value DECIMAL(24,8) NULL COMMENT 'What those that lie there were worth when they entered; NULL: none do',
  PRIMARY KEY (ticket_id),
  KEY ref (ref),
  KEY track_id (track_id),
  KEY opened_at (entity, opened_at, ticket_id),
  KEY closed_at (entity, closed_at, ticket_id),
  KEY waiting_since (entity, waiting_since, ticket_id),
  KEY goods_value (entity, goods_value, ticket_id),
  KEY state (entity, state, opened_at, ticket_id, type_code),
  KEY status (entity, status, opened_at, ticket_id, type_code),
  KEY unread (entity, unread, state, opened_at, ticket_id, type_code),
  KEY type_code (entity, type_code, state, opened_at, ticket_id, severity_code, category_code),
  KEY severity_code (entity, severity_code, state, opened_at, ticket_id, type_code, category_code),
  KEY category_code (entity, category_code, state, opened_at, ticket_id, type_code, severity_code),
  KEY assignee_id (entity, assignee_id, state, opened_at, ticket_id, type_code),
  KEY creator_id (entity, creator_id, state, opened_at, ticket_id, type_code),
  KEY thirdparty_id (entity, thirdparty_id, state, opened_at, ticket_id, type_code)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: every ticket of the ERP, as the desk sees it';
