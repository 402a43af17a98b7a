/*
 * Lets a user, or each member of a group, see or manage the tickets of a type; once more changes the level.
 *
 * this_type       code of the type; *: every ticket
 * login_or_group  login of an active user, or name of a group of users, whose members it is then about
 * this_level      read: sees all of the type; manage: also claims, assigns, answers, closes
 *
 * Entity of the agents is that of the user or group: 0 of one that all entities have.
 *
 * Error 45000 with a sentence if a name is unknown or not unique.
 *
 * Writes:     type_agent
 * Public
 */
DROP PROCEDURE IF EXISTS add_type_agent;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE add_type_agent(
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN login_or_group VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_level VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Makes a user or a group agents of a type'
BEGIN
  DECLARE this_user, this_group, this_entity INT;
  IF COALESCE(this_level, '') NOT IN ('read', 'manage') THEN
    CALL refuse(CONCAT('level takes read or manage, not "', COALESCE(this_level, 'NULL'), '".'));
  ELSEIF this_type IS NULL THEN
    CALL refuse('A type is required: the code of one, or * for every ticket.');
  END IF;
  CALL find_agent(login_or_group, this_user, this_group, this_entity);
  INSERT INTO type_agent (entity, type_code, user_id, group_id, level)
    VALUES (this_entity, this_type, this_user, this_group, this_level)
    ON DUPLICATE KEY UPDATE level = this_level;
END//
DELIMITER ;
