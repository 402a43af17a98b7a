/*
 * What lists look for that the ERP has no index of, newest ticket first: contacts of tickets, and the goods that opened
 * them. It only says where to look: a list asks the ERP's own rows of what it finds here, and those that follow_links()
 * has not met yet. Rows whose ticket or contact is gone stay and do no harm.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS desk_link (
  kind ENUM('user', 'contact', 'product', 'lot', 'warehouse') NOT NULL
    COMMENT 'user, contact: internal and external contact',
  number INT UNSIGNED NOT NULL
    COMMENT 'rowid in the ERP of the user, contact, product or warehouse; of a lot CRC32 of its name',
  opened_at TIMESTAMP NOT NULL DEFAULT '1970-01-02 00:00:00' COMMENT 'desk_ticket.opened_at',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  row_id INT NOT NULL COMMENT 'Row that says so: of a contact llx_element_contact.rowid, of goods the movement',
  PRIMARY KEY (kind, number, opened_at, ticket_id),
  KEY row_id (kind, row_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets by contact and by goods, for lists';
