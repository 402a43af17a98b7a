/*
 * What was handed to relays within the last hour, a row for each batch; kept where a limit is set.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS relay_use (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the batch',
  relay VARCHAR(64) NOT NULL COMMENT 'Name of the relay',
  lane INT NOT NULL COMMENT 'Lane that handed it over',
  claim_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'The claim; a batch without a limit has no row, and changes none',
  used_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was claimed',
  mails INT NOT NULL COMMENT 'Mails claimed; once the batch is over: those that the relay was asked to take',
  PRIMARY KEY (id),
  KEY used_at (used_at),
  KEY claim_id (claim_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: use of the relays, for their limits';
