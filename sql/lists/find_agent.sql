/*
 * Finds a user or a group of users of the ERP by login or name.
 *
 * login_or_group  login of an active user, or name of a group
 * this_user       OUT: rowid of the user; 0: it is a group
 * this_group      OUT: rowid of the group; 0: it is a user
 * this_entity     OUT: its entity; 0: all
 *
 * Error 45000 if there is none, or both.
 *
 * Reads:      llx_user, llx_usergroup
 * Called by:  add_type_agent, remove_type_agent
 * Internal
 */
DROP PROCEDURE IF EXISTS find_agent;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_agent(
  IN login_or_group VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT this_user INT, OUT this_group INT,
  OUT this_entity INT)
  COMMENT 'Finds a user or a group of users of the ERP by login or name'
BEGIN
  DECLARE users, user_groups, group_entity INT;
  SELECT COALESCE(MAX(rowid), 0), MAX(entity), COUNT(*) INTO this_user, this_entity, users
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` @BASE_TABLE@
    WHERE login = login_or_group COLLATE utf8mb4_unicode_ci AND statut = 1;
  SELECT COALESCE(MAX(rowid), 0), MAX(entity), COUNT(*) INTO this_group, group_entity, user_groups
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` @BASE_TABLE@
    WHERE nom = login_or_group COLLATE utf8mb4_unicode_ci;
  IF users + user_groups <> 1 THEN
    CALL refuse(CONCAT(IF(users = 1, 'There is ', 'There are '), users, IF(users = 1, ' active user and ', ' active users and '), user_groups,
      IF(user_groups = 1, ' group named "', ' groups named "'),
      COALESCE(LEFT(login_or_group, 50), 'NULL'), '" in the ERP, not one of them.'));
  END IF;
  SET this_entity = COALESCE(this_entity, group_entity, 0);
END//
DELIMITER ;
