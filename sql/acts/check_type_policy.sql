/*
 * Refuses a row of type_policy that could not work, with a sentence (45000).
 *
 * this_entity  type_policy.entity, as it is to be written, like all that follow
 * this_type    code of the type; *: every ticket
 * words_en     sentences for the customer; NULL: none
 * words_fr     the same in French
 *
 * Reads:      llx_const
 * Called by:  trigger type_policy_inserted, trigger type_policy_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_type_policy;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_type_policy(IN this_entity INT,
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN words_en TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN words_fr TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses a policy of a type that could not work'
BEGIN
  DECLARE present INT;
  CALL check_type(this_entity, this_type);
  SELECT COUNT(*) INTO present FROM (@SHOWN_ENTITIES@) AS e WHERE e.entity = this_entity;
  IF this_entity > 0 AND NOT present THEN
    CALL refuse(CONCAT('There is no entity ', this_entity, ' in the ERP; 0 means all.'));
  ELSEIF CHAR_LENGTH(words_en) > 5000 OR CHAR_LENGTH(words_fr) > 5000 THEN
    CALL refuse('words_en and words_fr take up to 5,000 characters of plain text.');
  END IF;
END//
DELIMITER ;
