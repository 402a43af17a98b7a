/*
 * What may stand in a rule's subject and message; anything else that looks like a placeholder is
 * refused when the rule is written. The rows: placeholders.cmake.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS placeholder (
  name VARCHAR(40) NOT NULL COMMENT 'The placeholder, underscores included',
  meaning VARCHAR(255) NOT NULL COMMENT 'What it is replaced by',
  PRIMARY KEY (name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'TicketStock: placeholders of rules';

INSERT INTO placeholder (name, meaning) VALUES
@PLACEHOLDER_ROWS@
ON DUPLICATE KEY UPDATE meaning = VALUES(meaning);
