/*
 * Takes a user or a group from the agents of a type.
 *
 * this_type       code of the type; *: every ticket
 * login_or_group  login of an active user, or name of a group of users, whose members it is then about
 *
 * Entity of the agents is that of the user or group: 0 of one that all entities have.
 *
 * Error 45000 with a sentence if a name is unknown or not unique, or is no agent of the type.
 *
 * Writes:     type_agent
 * Public
 */
DROP PROCEDURE IF EXISTS remove_type_agent;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE remove_type_agent(
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN login_or_group VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Takes a user or a group from the agents of a type'
BEGIN
  DECLARE this_user, this_group, this_entity INT;
  CALL find_agent(login_or_group, this_user, this_group, this_entity);
  DELETE FROM type_agent WHERE entity = this_entity AND type_code = this_type
    AND user_id = this_user AND group_id = this_group;
  IF ROW_COUNT() = 0 THEN
    CALL refuse(CONCAT('"', login_or_group, '" is no agent of type "', COALESCE(this_type, 'NULL'), '".'));
  END IF;
END//
DELIMITER ;
