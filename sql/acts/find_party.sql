/*
 * Finds a third party, or an external contact, by what a key of the options says.
 *
 * found        value of the key, JSON: a name, an address or a number; NULL: none
 * this_key     thirdparty or contact
 * me           user of the ERP who asks
 * this_entity  entity of the ticket
 * party        OUT: its rowid; NULL: none
 *
 * Error 45000 if there is none, or more than one.
 *
 * Reads:      llx_societe, llx_socpeople
 * Called by:  new_ticket_options
 * Internal
 */
DROP PROCEDURE IF EXISTS find_party;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_party(IN found LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN me INT, IN this_entity INT, OUT party INT)
  COMMENT 'Finds a third party or an external contact'
BEGIN
  DECLARE present INT;
  DECLARE kind VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE numbers VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET party = NULL;
  IF found <> 'null' THEN
    IF NOT (JSON_TYPE(found) = 'STRING' AND CHAR_LENGTH(found) BETWEEN 3 AND 250 OR found REGEXP '^[0-9]{1,9}$') THEN
      CALL refuse(CONCAT('Key "', this_key, '" takes ', IF(this_key = 'contact', 'an address', 'a name'), ' or a number.'));
    END IF;
    CALL list_number(this_key, JSON_UNQUOTE(found), JSON_TYPE(found) <> 'STRING', me, this_entity, 1, kind, numbers);
    SET party = IF(numbers = '[null]', NULL, TRIM(BOTH '[' FROM TRIM(BOTH ']' FROM numbers)));
    IF party IS NULL OR kind <> this_key THEN
      CALL refuse(CONCAT('Key "contact" takes the address or the number of an external contact, not ', LEFT(found, 40), '.'));
    ELSEIF this_key = 'contact' THEN
      SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@
        WHERE p.rowid = party AND p.entity IN (0, this_entity) LIMIT 1;
    ELSE
      SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@
        WHERE s.rowid = party AND s.entity IN (0, this_entity) LIMIT 1;
    END IF;
    IF NOT present THEN
      CALL refuse(CONCAT('Key "', this_key, '": entity ', this_entity, ' has no number ', party, '.'));
    END IF;
  END IF;
END//
DELIMITER ;
