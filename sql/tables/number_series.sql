/*
 * The series that ticket numbers are taken from: one for each entity, numbering mask and period in
 * which the mask counts. Rows are made ahead by prepare_numbers(), which also lets the counters follow the numbers that
 * Dolibarr gives; the path of a movement reads none.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS number_series (
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  mask VARCHAR(100) NOT NULL
    COMMENT 'Mask of the ERP, TS{yy}{mm}-{0000} for mod_ticket_simple, or setting ticket_number_mask',
  period CHAR(6) NOT NULL COMMENT 'yyyymm or yyyy where the mask counts from 1 again, else empty',
  slot TINYINT NOT NULL COMMENT 'Counter: table number_slot_n, n = 1 to 4',
  base BIGINT NOT NULL COMMENT 'The number in the ref is the counter''s value minus this',
  ends_at DATETIME NULL COMMENT 'When the period ends; NULL: never',
  seen_ticket INT NOT NULL DEFAULT 0 COMMENT 'The counter has followed the ERP''s tickets up to this rowid',
  reached BIGINT NOT NULL DEFAULT 0
    COMMENT 'Highest number that the ERP''s tickets were seen to have: the counter is kept above it',
  PRIMARY KEY (entity, mask, period)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'TicketStock: series of ticket numbers';
