/*
 * What the names of our locks (GET_LOCK) begin with. Any account can take a lock whose name it can guess, and would
 * stop delivery with it, so it is random. Replicas may share it: such locks hold on one server only.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS lock_name (
  number TINYINT NOT NULL COMMENT '1: there is one row',
  prefix CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Random hex digits',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: beginning of the names of its locks, which nobody may guess';

INSERT INTO lock_name (number, prefix)
  SELECT 1, LOWER(HEX(RANDOM_BYTES(16))) FROM (SELECT COUNT(*) AS number FROM lock_name) AS present
  WHERE present.number = 0;
