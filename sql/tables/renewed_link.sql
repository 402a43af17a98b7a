/*
 * Tickets that were given another link. What their mails refer to stays as it was, so that answers find them.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS renewed_link (
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Its track_id since then, which the link holds',
  old_track_id VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The one before, which opens nothing any more',
  thread CHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Reference of its mails: made of its first track_id',
  renewed_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When',
  PRIMARY KEY (ticket_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets that were given another link';
