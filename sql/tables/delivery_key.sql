/* The key that the sending function demands. Any account can call any UDF, so this table is the
 * lock: only the definer and DBAs read it. The server's copy stands in @TICKETSTOCK_SECRETS@. */
CREATE TABLE IF NOT EXISTS delivery_key (
  value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '64 hex digits',
  PRIMARY KEY (value)
) ENGINE = InnoDB COMMENT = 'TicketStock: delivery key, one row';

INSERT INTO delivery_key (value)
  SELECT LOWER(HEX(RANDOM_BYTES(32))) FROM (SELECT COUNT(*) AS number FROM delivery_key) AS present
  WHERE present.number = 0;
