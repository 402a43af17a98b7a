/*
 * What lists look for that the ERP has no index of, newest ticket first: each person's own tickets, contacts of tickets, and
 * the goods that opened them. It only says where to look: a list asks desk_ticket and the ERP's own rows of what it finds
 * here, and of contacts those that follow_links() has not met yet. Rows whose ticket or contact is gone stay and do no harm.
 *
 * From state on it repeats desk_ticket: to look up a ticket there takes ten times as long as to read on here. read_links
 * keeps what is so of each ticket that is followed.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS desk_link (
  kind ENUM('user', 'contact', 'product', 'lot', 'warehouse', 'own') NOT NULL
    COMMENT 'user, contact: internal and external contact; own: assigned to a user, created by him, or he is a contact',
  number INT UNSIGNED NOT NULL
    COMMENT 'rowid in the ERP of the user, contact, product or warehouse; of a lot CRC32 of its name',
  opened_at TIMESTAMP NOT NULL DEFAULT '1970-01-02 00:00:00' COMMENT 'desk_ticket.opened_at',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  row_id INT NOT NULL COMMENT 'Newest row that says so: of a contact llx_element_contact.rowid, of goods the movement; of own the ticket',
  state ENUM('todo', 'doing', 'closed') NOT NULL COMMENT 'desk_ticket.state',
  status INT NOT NULL COMMENT 'desk_ticket.status',
  unread TINYINT NOT NULL COMMENT 'desk_ticket.unread',
  assignee_id INT NULL COMMENT 'desk_ticket.assignee_id',
  creator_id INT NULL COMMENT 'desk_ticket.creator_id',
  thirdparty_id INT NULL COMMENT 'desk_ticket.thirdparty_id',
  type_code VARCHAR(32) NULL COMMENT 'desk_ticket.type_code',
  severity_code VARCHAR(32) NULL COMMENT 'desk_ticket.severity_code',
  category_code VARCHAR(32) NULL COMMENT 'desk_ticket.category_code',
  PRIMARY KEY (kind, number, opened_at, ticket_id),
  KEY row_id (kind, row_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets by person, by contact and by goods, for lists';
