/*
 * How each lane of delivery is doing; a lane that fails goes on at its next turn.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS lane_state (
  lane INT NOT NULL COMMENT 'Number of the lane',
  heartbeat_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it last showed that it is alive, every 20 s or so',
  last_sent_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When a relay last took a mail from it',
  last_error VARCHAR(600) NULL COMMENT 'The error that ended its last failed turn',
  journal_problem VARCHAR(200) NULL COMMENT 'Why it has no journal in the server''s data folder; NULL: it has one',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  PRIMARY KEY (lane)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: state of the delivery lanes';
