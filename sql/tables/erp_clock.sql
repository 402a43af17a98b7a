/*
 * The clock of the ERP, which writes the times of its own zone and does not say which: erp_learn_clock() finds it out.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS erp_clock (
  number TINYINT NOT NULL COMMENT '1: there is one row',
  as_server TINYINT NOT NULL COMMENT '1: the ERP keeps the zone of the server (time_zone); 0: another',
  ahead INT NOT NULL COMMENT 'Seconds by which its clock is ahead of UTC',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: clock of the ERP';
