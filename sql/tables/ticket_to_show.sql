/*
 * Tickets of which the ERP's pages may show what is no longer so. Rows are only appended, by triggers on desk_ticket,
 * and deleted once the ticket's row in the ERP says what desk_ticket says: nobody waits for anybody.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS ticket_to_show (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the entry',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  added_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'Since when it waits',
  PRIMARY KEY (id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets whose row for the ERP''s pages has to be written';
