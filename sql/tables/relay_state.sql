/*
 * How each relay is doing; written by delivery, never by hand.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS relay_state (
  relay VARCHAR(64) NOT NULL COMMENT 'Name of the relay',
  failures INT NOT NULL DEFAULT 0 COMMENT 'Sessions in a row that failed',
  retry_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'Not used again before; NULL: usable',
  last_error VARCHAR(600) NULL COMMENT 'Why the last failed session failed',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  PRIMARY KEY (relay)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: state of the relays';
