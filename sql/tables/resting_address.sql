/*
 * Customers' addresses that get no mail of the desk for a while, because one came back undelivered for good. wake_address()
 * ends it, and so does a mail that the customer writes from there.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS resting_address (
  address VARCHAR(255) NOT NULL COMMENT 'The address',
  rested_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'Since when',
  until TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'Until when: setting rest_days; NULL: until it is woken',
  ticket_id INT NOT NULL COMMENT 'Ticket that the mail came back to: rowid in the ERP',
  event_id INT NOT NULL COMMENT 'The mail that came back: llx_actioncomm.id',
  PRIMARY KEY (address)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: addresses that mails came back from';
