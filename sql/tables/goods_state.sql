/*
 * What was booked before goods were counted, and is counted afterwards (erp_replay_goods).
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS goods_state (
  number TINYINT NOT NULL COMMENT '1: there is one row',
  replay_from INT NULL COMMENT 'Rowid of the next movement to look at; NULL: all were',
  replay_to INT NOT NULL COMMENT 'Rowid of the last',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: how far goods of older tickets are counted';
