/*
 * Who an account of the server is to the desk. An account without a row is nobody, whatever its name.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS desk_account (
  account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
    COMMENT 'Account of the server: its name without the host, as USER() says it',
  kind ENUM('person', 'app', 'gate', 'report') NOT NULL
    COMMENT 'person: a user of the ERP; app: whoever "as" names, call by call; gate: guests only; report: views only',
  user_id INT NULL COMMENT 'Person: the user of the ERP; NULL: none, of the other kinds',
  entity INT NOT NULL COMMENT 'Entity of the ERP whose tickets it meets; 0: all',
  PRIMARY KEY (account)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: who an account of the server is to the desk';
