/*
 * How often guests have done what is counted, within an hour or a day; rows whose time is over are deleted.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS guest_count (
  what ENUM('link', 'pair', 'failure', 'ticket', 'tickets', 'answer', 'answers') NOT NULL
    COMMENT 'link: wrong addresses with a link, pair: one of them; failure: of a gate; ticket, answer: of an address; tickets, answers: of a gate',
  name VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
    COMMENT 'Rowid of the ticket, below 0: a link that no ticket has; with the address; account of the gate; address',
  ends_at TIMESTAMP NOT NULL COMMENT 'When the hour or the day is over',
  number INT UNSIGNED NOT NULL COMMENT 'How often',
  PRIMARY KEY (what, name, ends_at),
  KEY ends_at (ends_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what guests have done within an hour or a day';
