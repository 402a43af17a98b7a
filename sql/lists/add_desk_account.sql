/*
 * Says who an account of the server is to the desk; once more for an account changes it.
 *
 * this_account  name of the account of the server, without its host
 * this_kind     person, app, gate or report
 * this_login    person: login of the user in the ERP; NULL for the other kinds
 *
 * A person meets the tickets of the user's entity, the other kinds those of all: desk_account.entity can be changed.
 *
 * Error 45000 with a sentence if the login is unknown, or missing, or the kind is none.
 *
 * Reads:      llx_user
 * Writes:     desk_account
 * Public
 */
DROP PROCEDURE IF EXISTS add_desk_account;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE add_desk_account(
  IN this_account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_login VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says who an account of the server is to the desk'
BEGIN
  DECLARE this_user INT DEFAULT NULL;
  DECLARE this_entity INT DEFAULT 0;
  IF COALESCE(this_kind, '') NOT IN ('person', 'app', 'gate', 'report') THEN
    CALL refuse(CONCAT('kind takes person, app, gate or report, not "', COALESCE(LEFT(this_kind, 32), 'NULL'), '".'));
  ELSEIF this_account IS NULL THEN
    CALL refuse('account takes the name of an account of the server, without its host.');
  END IF;
  IF this_login IS NOT NULL THEN
    CALL find_user(this_login, 0, this_user);
    SELECT MAX(entity) INTO this_entity FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` @BASE_TABLE@ WHERE rowid = this_user;
  END IF;
  INSERT INTO desk_account (account, kind, user_id, entity) VALUES (this_account, this_kind, this_user, this_entity)
    ON DUPLICATE KEY UPDATE kind = this_kind, user_id = this_user, entity = this_entity;
END//
DELIMITER ;
