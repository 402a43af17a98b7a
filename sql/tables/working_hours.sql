/*
 * When somebody works, in the ERP's zone: deadlines in hours and working days count these times only. An entity's own rows
 * replace those of all entities. No row: every hour of every day that is no closed_day.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS working_hours (
  entity INT NOT NULL DEFAULT 0 COMMENT 'Entity of the ERP; 0: all',
  weekday TINYINT NOT NULL COMMENT '1: Monday … 7: Sunday',
  opens TIME NOT NULL COMMENT 'From',
  closes TIME NOT NULL COMMENT 'To; 24:00: midnight. A day may have several rows',
  PRIMARY KEY (entity, weekday, opens),
  CONSTRAINT hours_of_a_day CHECK (weekday BETWEEN 1 AND 7 AND opens >= '00:00:00' AND opens < closes AND closes <= '24:00:00')
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: when somebody works';
