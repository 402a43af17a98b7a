/*
 * Who is it? Answers by the name part of USER(), which stays the session's inside of our routines, and desk_account.
 *
 * this_login   value of the key "as": on whose behalf an app asks; NULL: not said
 * this_user    OUT: user of the ERP
 * this_entity  OUT: entity of the ERP whose tickets are met, the account's or else the user's; 0: all
 * this_lang    OUT: fr or en: the user's language, else the entity's, else en
 *
 * Error 45000 if the account is nobody to the desk, is of a kind that sees no tickets, or names nobody.
 *
 * Reads:      desk_account, llx_const, llx_user
 * Called by:  caller_of_options
 * Internal
 */
DROP PROCEDURE IF EXISTS desk_caller;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE desk_caller(
  IN this_login VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT this_user INT, OUT this_entity INT,
  OUT this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Who is it?'
BEGIN
  DECLARE name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    DEFAULT LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER())));
  DECLARE this_kind VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE active, own_entity INT;
  SELECT MAX(kind), MAX(user_id), MAX(entity) INTO this_kind, this_user, this_entity FROM desk_account
    WHERE account = name;
  IF this_kind IS NULL THEN
    CALL refuse(CONCAT('Account "', name, '" is nobody to the desk: CALL add_desk_account(…) says who it is.'));
  ELSEIF this_kind NOT IN ('person', 'app') THEN
    CALL refuse(CONCAT('Account "', name, '" is of kind ', this_kind, ', which sees no tickets.'));
  ELSEIF this_kind = 'person' AND this_login IS NOT NULL THEN
    CALL refuse(CONCAT('Account "', name, '" is a person: only an app says "as".'));
  ELSEIF this_kind = 'app' AND this_login IS NULL THEN
    CALL refuse(CONCAT('Account "', name, '" is an app: the key "as" names the login on whose behalf it asks.'));
  ELSEIF this_kind = 'app' THEN
    CALL find_user(this_login, this_entity, this_user);
  END IF;
  SELECT MAX(LOWER(LEFT(lang, 2))), MAX(entity), COUNT(*) INTO this_lang, own_entity, active
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` @BASE_TABLE@
    WHERE rowid = this_user AND statut = 1;
  IF active = 0 THEN
    CALL refuse(CONCAT('The user of account "', name, '" is no longer active in the ERP.'));
  END IF;
  SET this_entity = IF(this_entity = 0, own_entity, this_entity);
  IF COALESCE(this_lang, '') NOT IN ('fr', 'en') THEN
    SELECT LOWER(LEFT(MAX(c.value), 2)) INTO this_lang FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
      WHERE c.name = 'MAIN_LANG_DEFAULT' AND c.entity = this_entity;
  END IF;
  SET this_lang = IF(this_lang = 'fr', 'fr', 'en');
END//
DELIMITER ;
