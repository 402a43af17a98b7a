/*
 * Settings that hold for all entities (0) or one; an entity's own value wins.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS setting (
  entity INT NOT NULL DEFAULT 0 COMMENT 'Entity of the ERP that the value is for; 0 = all',
  name VARCHAR(64) NOT NULL COMMENT 'Name of the setting',
  value VARCHAR(1000) NOT NULL COMMENT 'Value, as text',
  meaning VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'What the setting does and what is allowed',
  PRIMARY KEY (entity, name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: settings';

/* Every setting with its default (settings.cmake); a value that a DBA has set is kept, its meaning renewed. */
INSERT INTO setting (entity, name, value, meaning) VALUES
@SETTING_ROWS@
ON DUPLICATE KEY UPDATE
  /* What 0.1.0 began with; there 1000 was the most. */
  value = IF(setting.name = 'batch_size' AND setting.value = '50' AND setting.meaning LIKE '%1 to 1000;%',
    VALUES(value), setting.value),
  meaning = VALUES(meaning);
