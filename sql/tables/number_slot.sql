/*
 * The counters of ticket numbers. An auto-increment column is the one counter that holds no lock until
 * COMMIT, and a table has one, so each live series needs a table; a row lives no longer than its statement. BIGINT
 * never ends.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS number_slot_1 (
  number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';

CREATE TABLE IF NOT EXISTS number_slot_2 (
  number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';

CREATE TABLE IF NOT EXISTS number_slot_3 (
  number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';

CREATE TABLE IF NOT EXISTS number_slot_4 (
  number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'The counter',
  PRIMARY KEY (number)
) ENGINE = InnoDB COMMENT = 'TicketStock: counter of a number_series';
