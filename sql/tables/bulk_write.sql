/*
 * How many things that are told each connection has done to tickets within ten minutes: what does more than setting
 * import_size is an import, of which nobody is told.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS bulk_write (
  connection BIGINT UNSIGNED NOT NULL COMMENT 'CONNECTION_ID() of it; a server that was restarted gives numbers again',
  first_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When the ten minutes began',
  things INT UNSIGNED NOT NULL COMMENT 'How many since',
  told TINYINT NOT NULL DEFAULT 0 COMMENT '1: there is an incident of it',
  PRIMARY KEY (connection)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: connections that write many tickets';
