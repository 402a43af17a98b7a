/*
 * What health_check finds, as the event check_health saw it last: view health shows it.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS health_finding (
  number INT NOT NULL COMMENT 'Place: the worst first',
  severity ENUM('error', 'warning', 'ok') NOT NULL COMMENT 'How bad it is',
  topic VARCHAR(20) NOT NULL COMMENT 'What it is about',
  finding VARCHAR(800) NOT NULL COMMENT 'What is wrong',
  remedy VARCHAR(800) NOT NULL COMMENT 'A whole statement, or $ and a command line; empty: none can mend it',
  explanation VARCHAR(800) NOT NULL COMMENT 'What else there is to know',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what was found wrong';
