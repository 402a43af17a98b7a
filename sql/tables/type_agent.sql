/*
 * The agents of each type of ticket: users, and groups of users.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS type_agent (
  entity INT NOT NULL COMMENT 'Entity of the ERP; 0: all',
  type_code VARCHAR(32) NOT NULL COMMENT 'Code of the type; *: every ticket',
  user_id INT NOT NULL DEFAULT 0 COMMENT 'User of the ERP; 0: it is a group',
  group_id INT NOT NULL DEFAULT 0 COMMENT 'Group of users of the ERP, whose members it is about; 0: it is a user',
  level ENUM('read', 'manage') NOT NULL COMMENT 'read: sees all of the type; manage: also claims, assigns, answers, closes',
  PRIMARY KEY (entity, type_code, user_id, group_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: agents of each type of ticket';
