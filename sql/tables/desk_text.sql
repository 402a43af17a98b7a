/*
 * The subject of each ticket, for lists that look for words: the ERP's table has no index on it. Kept with desk_ticket.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS desk_text (
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  subject VARCHAR(255) NOT NULL COMMENT 'Its subject',
  PRIMARY KEY (ticket_id),
  FULLTEXT KEY words (subject)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: subjects of tickets, by their words';
