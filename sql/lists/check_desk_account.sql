/*
 * Refuses a row of desk_account that could not work, with a sentence (45000).
 *
 * this_account  desk_account.account, as it is to be written, like all that follow
 * this_kind     person, app, gate or report
 * this_user     user of the ERP; NULL: none
 * this_entity   entity of the ERP; 0: all
 *
 * Reads:      llx_user
 * Called by:  trigger desk_account_inserted, trigger desk_account_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_desk_account;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_desk_account(
  IN this_account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN this_kind VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_user INT, IN this_entity INT)
  COMMENT 'Refuses an account of the desk that could not work'
BEGIN
  DECLARE present INT;
  IF this_account = '' OR this_account REGEXP '[[:cntrl:]]' THEN
    CALL refuse('account takes the name of an account of the server, without its host.');
  ELSEIF this_entity < 0 THEN
    CALL refuse('entity takes the number of an entity of the ERP, or 0 for all.');
  ELSEIF this_kind = 'person' AND this_user IS NULL THEN
    CALL refuse(CONCAT('Account "', this_account, '" is a person: user_id takes a user of the ERP.'));
  ELSEIF this_kind <> 'person' AND this_user IS NOT NULL THEN
    CALL refuse(CONCAT('Account "', this_account, '" is no person: user_id is NULL.'));
  ELSEIF this_user IS NOT NULL THEN
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` @BASE_TABLE@
      WHERE rowid = this_user AND statut = 1 AND (this_entity = 0 OR entity IN (0, this_entity));
    IF present = 0 THEN
      CALL refuse(CONCAT('User ', this_user, ' is not an active user of entity ', this_entity, ' in the ERP.'));
    END IF;
  END IF;
END//
DELIMITER ;
