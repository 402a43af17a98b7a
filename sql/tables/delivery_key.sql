/*
 * The key that the sending functions demand. Any account can call any UDF, so they have two locks: the library asks
 * the server who calls, and this key, which only the definer and DBAs read. The server's copy stands in
 * @TICKETSTOCK_SECRETS@. Each server has a key of its own: nothing that is written here goes into the binary log, and
 * so to no replica.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS delivery_key (
  value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '64 hex digits',
  next_value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'Key that change_delivery_key() will put in its place; NULL: none',
  PRIMARY KEY (value)
) ENGINE = InnoDB COMMENT = 'TicketStock: delivery key, one row; to be changed by new_delivery_key() only';

SET @ticketstock_binary_log = @@SESSION.sql_log_bin;
SET SESSION sql_log_bin = 0;
INSERT INTO delivery_key (value)
  SELECT LOWER(HEX(RANDOM_BYTES(32))) FROM (SELECT COUNT(*) AS number FROM delivery_key) AS present
  WHERE present.number = 0;
SET SESSION sql_log_bin = @ticketstock_binary_log;
