/*
 * Finds an active user of the ERP by login.
 *
 * this_login   login
 * this_entity  entity of the ERP; 0: all
 * this_user    OUT: rowid of the user
 *
 * Error 45000 if there is none, or more than one.
 *
 * Reads:      llx_user
 * Called by:  add_desk_account, desk_caller, find_assignee
 * Internal
 */
DROP PROCEDURE IF EXISTS find_user;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_user(
  IN this_login VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_entity INT, OUT this_user INT)
  COMMENT 'Finds an active user of the ERP by login'
BEGIN
  DECLARE number INT;
  SELECT MAX(rowid), COUNT(*) INTO this_user, number FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` @BASE_TABLE@
    WHERE login = this_login COLLATE utf8mb4_unicode_ci AND statut = 1 AND (this_entity = 0 OR entity IN (0, this_entity));
  IF number <> 1 THEN
    CALL refuse(CONCAT('There are ', number, ' active users with login "', LEFT(this_login, 50), '" in the ERP, not one.'));
  END IF;
END//
DELIMITER ;
