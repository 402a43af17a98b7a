/*
 * Tickets of which a user wants to be told no more but what is for him: mute_ticket().
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS muted_ticket (
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  user_id INT NOT NULL COMMENT 'User of the ERP',
  track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
    COMMENT 'Its track_id: a rowid may come again for another ticket',
  muted_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'Since when',
  PRIMARY KEY (ticket_id, user_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets of which users want to be told no more';
