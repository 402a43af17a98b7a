/*
 * What was done to tickets in the ERP and is not yet followed: triggers on the ERP's tables append to it, and
 * follow_tickets() deletes what it has applied. A change that cannot be applied stays, with its incident.
 *
 * The constraint refuses a row of a copy of the ERP, which the copy's trigger swallows. (Not an ENUM: that error is a
 * warning to handlers, SQLSTATE 01000.) No index but the key: each would cost the ERP's statement.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS ticket_change (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the change; those of one ticket''s row are in order',
  kind ENUM('inserted', 'updated', 'deleted', 'event', 'reread') NOT NULL
    COMMENT 'Statement on the ticket, or an event of it (llx_actioncomm); reread: an event is gone, the ticket has another rowid, or could not be read',
  erp_schema VARCHAR(64) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NOT NULL COMMENT 'Schema of the ERP',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  event_id INT NULL COMMENT 'The event: llx_actioncomm.id',
  code VARCHAR(50) NULL COMMENT 'The event''s code',
  entity INT NULL COMMENT 'Of a ticket that was updated or deleted: its entity',
  ref VARCHAR(128) NULL COMMENT 'Its ref',
  track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'Its track_id',
  old_status INT NULL COMMENT 'fk_statut before',
  new_status INT NULL COMMENT 'fk_statut after',
  old_assignee INT NULL COMMENT 'Assigned user before; NULL: nobody',
  new_assignee INT NULL COMMENT 'Assigned user after; NULL: nobody',
  old_type VARCHAR(32) NULL COMMENT 'Code of the type before',
  new_type VARCHAR(32) NULL COMMENT 'Code of the type after',
  old_severity VARCHAR(32) NULL COMMENT 'Code of the severity before',
  new_severity VARCHAR(32) NULL COMMENT 'Code of the severity after',
  old_category VARCHAR(32) NULL COMMENT 'Code of the group before',
  new_category VARCHAR(32) NULL COMMENT 'Code of the group after',
  old_thirdparty INT NULL COMMENT 'Third party before; NULL: none',
  new_thirdparty INT NULL COMMENT 'Third party after; NULL: none',
  old_closed DATETIME NULL COMMENT 'date_close before, in the ERP''s zone',
  new_closed DATETIME NULL COMMENT 'date_close after',
  old_ref VARCHAR(128) NULL COMMENT 'Ref before',
  subject_changed TINYINT NULL COMMENT '1: the subject was changed',
  opener_changed TINYINT NULL COMMENT '1: who has opened it was changed',
  account VARCHAR(384) NOT NULL COMMENT 'USER(), 128 and 255 characters: account and host of the server that did it',
  connection BIGINT UNSIGNED NOT NULL COMMENT 'CONNECTION_ID() of it',
  at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When, by the server''s clock',
  incident_id BIGINT UNSIGNED NULL COMMENT 'Incident that says why it cannot be applied; NULL: it waits',
  PRIMARY KEY (id),
  CONSTRAINT of_the_erp CHECK (erp_schema = '@ERP_SCHEMA@')
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: changes of tickets that are not yet followed';
