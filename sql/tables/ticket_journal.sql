/*
 * What happened to each ticket: who, by which way, what, the old and the new value in names. Rows are only appended.
 *
 * A number of a change may come again, where ticket_change was emptied, made again or restored: a change is told by it and
 * its time.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS ticket_journal (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the entry',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
    COMMENT 'Its track_id: a rowid may come again for another ticket',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  at TIMESTAMP(3) NOT NULL COMMENT 'When it was done, UTC, by the server''s clock',
  who VARCHAR(255) NOT NULL COMMENT 'Name of the user, address of the customer, account of the server, or TicketStock',
  user_id INT NULL COMMENT 'The user of the ERP, where it is one',
  way ENUM('page', 'rest', 'collector', 'public page', 'sql', 'goods', 'event', 'unknown') NOT NULL
    COMMENT 'By which way it came',
  what VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL
    COMMENT 'created, state, status, assignee, type, severity, group, thirdparty, subject, customer word, agent word, note, machine word, deleted, stale write …',
  old_value VARCHAR(255) NULL COMMENT 'Before, in names; NULL: nothing',
  new_value VARCHAR(255) NULL COMMENT 'After, in names; NULL: nothing',
  mail_id BIGINT UNSIGNED NULL COMMENT 'A mail that it caused: mail_outbox.id; NULL: none',
  event_id INT NULL COMMENT 'Event of the ERP that says it: llx_actioncomm.id; NULL: none',
  change_id BIGINT UNSIGNED NULL COMMENT 'The change that it comes from: ticket_change.id',
  connection BIGINT UNSIGNED NULL COMMENT 'CONNECTION_ID() of who did it; NULL: not known',
  PRIMARY KEY (id),
  UNIQUE KEY change_id (change_id, what, ticket_id, at),
  KEY ticket_id (ticket_id, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what happened to each ticket';
