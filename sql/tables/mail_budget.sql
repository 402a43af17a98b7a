/*
 * The budgets of the desk's mails, and when an incident last told that one was used up: one an hour.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS mail_budget (
  name ENUM('ticket', 'address', 'strangers') NOT NULL
    COMMENT 'ticket: settings mails_per_ticket_hour, address: mails_per_address_hour, strangers: mails_to_strangers_hour',
  told_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When the last incident was written',
  PRIMARY KEY (name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: budgets of the desk''s mails';
