/*
 * Refuses (45000) options that are no JSON object of the keys that are allowed.
 *
 * options  JSON; NULL: none
 * allowed  the keys, separated by commas, none behind them
 *
 * An unknown key: a row with the keys that are allowed, and the error.
 *
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_guest_ticket, create_ticket, journal_of_ticket,
 *             link_tickets, list_range, list_statement, new_guest_link, reopen_ticket, reply_ticket, set_mail_choice,
 *             set_muted, set_type_policy, show_ticket, unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS check_options;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_options(IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN allowed VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses options that are no JSON object of allowed keys'
BEGIN
  DECLARE position, number INT DEFAULT 0;
  DECLARE key_names LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF options IS NOT NULL THEN
    /* Servers differ in how deep JSON may be, and MySQL fails where it is deeper. */
    IF CHAR_LENGTH(options) > 20000 THEN
      CALL refuse('The options are longer than 20,000 characters.');
    ELSEIF CHAR_LENGTH(options) - CHAR_LENGTH(REPLACE(REPLACE(options, '[', ''), '{', '')) > 30 THEN
      CALL refuse('The options have more than 30 opening brackets.');
    ELSEIF NOT JSON_VALID(options) THEN
      CALL refuse('The options are no valid JSON: an object is wanted, such as {"state": "todo", "limit": 20}.');
    ELSEIF JSON_TYPE(options) <> 'OBJECT' THEN
      CALL refuse('The options are no JSON object: one is wanted, such as {"state": "todo", "limit": 20}.');
    END IF;
    SET key_names = JSON_KEYS(options), number = JSON_LENGTH(key_names);
    IF number > CHAR_LENGTH(allowed) - CHAR_LENGTH(REPLACE(allowed, ',', '')) + 1 THEN
      CALL refuse('The options have a key more than once, or more keys than there are.');
    END IF;
    WHILE position < number DO
      SET name = LEFT(JSON_UNQUOTE(JSON_EXTRACT(key_names, CONCAT('$[', position, ']'))), 255);
      IF NOT FIND_IN_SET(name COLLATE utf8mb4_bin, allowed COLLATE utf8mb4_bin) THEN
        SELECT REPLACE(allowed, ',', ', ') AS allowed_keys LIMIT 1;
        CALL refuse(CONCAT('There is no key "', LEFT(name, 30), '". Allowed: ', REPLACE(allowed, ',', ' ')));
      END IF;
      SET position = position + 1;
    END WHILE;
  END IF;
END//
DELIMITER ;
