/*
 * Is the caller a gate, by which guests write? As desk_caller(): by the name part of USER() and desk_account.
 *
 * name         OUT: name of the account
 * this_entity  OUT: entity of the ERP whose tickets it meets; 0: all
 *
 * Error 45000 if the account is no gate.
 *
 * Reads:      desk_account
 * Called by:  create_guest_ticket, reply_as_guest
 * Internal
 */
DROP PROCEDURE IF EXISTS guest_gate;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE guest_gate(
  OUT name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT this_entity INT)
  COMMENT 'Is the caller a gate'
BEGIN
  DECLARE this_kind VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET name = LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER())));
  SELECT MAX(kind), MAX(entity) INTO this_kind, this_entity FROM desk_account WHERE account = name;
  IF COALESCE(this_kind, '') <> 'gate' THEN
    CALL refuse(CONCAT('Account "', name, '" is no gate: CALL add_desk_account(''', name, ''', ''gate'', NULL) makes it one.'));
  END IF;
END//
DELIMITER ;
