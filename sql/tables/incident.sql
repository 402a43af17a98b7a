/*
 * Movements that should have opened a ticket and could not, or whose goods cannot be counted; changes of tickets that cannot be
 * followed.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS incident (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the incident',
  movement_id INT NULL COMMENT 'The movement: rowid in the ERP; NULL: it is about a ticket',
  ticket_id INT NULL COMMENT 'Ticket whose change could not be followed: rowid in the ERP; NULL: it is about a movement',
  movement_print INT UNSIGNED NULL COMMENT 'What the movement was, not by its number alone; NULL: not known',
  happened_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it happened',
  sql_state CHAR(5) NULL COMMENT 'SQLSTATE of the error; 45000: a sentence of ours',
  error_number INT NULL COMMENT 'Error number of the server',
  message VARCHAR(1000) NOT NULL COMMENT 'What went wrong',
  resolved_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the ticket was opened, or the change followed, after all',
  dismissed_by VARCHAR(255) NULL COMMENT 'Account that has dismissed it (dismiss_incident), at resolved_at; NULL: nobody',
  dismissed_why VARCHAR(500) NULL COMMENT 'Why, in its words',
  PRIMARY KEY (id),
  KEY movement_id (movement_id),
  KEY resolved_at (resolved_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets that could not be opened, changes that could not be followed';
