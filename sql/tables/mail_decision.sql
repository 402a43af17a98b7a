/*
 * Who was to be told of what happened to a ticket, and why he was, or was not: one row for each person of each event, which
 * makes it one mail.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS mail_decision (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the decision',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  journal_id BIGINT UNSIGNED NOT NULL COMMENT 'What happened: ticket_journal.id',
  event VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL COMMENT 'Event of mail_duty, which is the kind of the mail; opened, operation: goods, only of what has waited',
  user_id INT NULL COMMENT 'User of the ERP; NULL: a customer',
  address VARCHAR(255) NOT NULL COMMENT 'Address as it stood in the ERP; #17: user 17, who has none; empty: everybody',
  stranger TINYINT NOT NULL DEFAULT 0 COMMENT '1: a requester whom the ERP does not know: the ticket has no third party',
  reason ENUM('assignee', 'agent', 'contact', 'requester', 'actor', 'everybody') NOT NULL
    COMMENT 'Why he was thought of: assigned to him, agent of the type, contact of the ticket, asked for it, did it himself',
  sender ENUM('ours', 'erp', 'nobody') NOT NULL COMMENT 'Who mails him',
  why VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'Why we do not; cancelled: a budget was used up; empty: we do',
  event_id INT NULL COMMENT 'Message of the ERP that the mail tells: llx_actioncomm.id; NULL: none, or the ticket''s own text',
  mail_id BIGINT UNSIGNED NULL COMMENT 'The mail: mail_outbox.id; NULL: none of ours',
  at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was decided',
  how ENUM('window', 'daily') NULL COMMENT 'It waits, or has waited, for others, as the user has chosen (mail_choice); NULL: it has not',
  goes_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it goes then; without a mail it waits',
  PRIMARY KEY (id),
  UNIQUE KEY journal_id (journal_id, address),
  KEY ticket_id (ticket_id, address, at),
  KEY address (address, at),
  KEY stranger (stranger, at),
  KEY at (at),
  KEY mail_id (mail_id, goes_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: who was told of what happened to a ticket, and why';
