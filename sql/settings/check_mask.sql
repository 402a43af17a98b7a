/*
 * Says why a mask of our own could meet the ERP's numbering; NULL if it cannot.
 *
 * this_entity  entity of the ERP
 * own          setting ticket_number_mask, not empty
 * problem      OUT: why, in words; NULL: it cannot
 *
 * Two facts to keep apart: a ref is unique in an entity, in a collation that knows no case; and the ERP counts what
 * looks like its mask, where a date may be any characters and the length is the mask's (mod_ticket_simple: TS, four
 * characters, a dash, whatever follows). Compared is what comes before the end of either counter, as a counter may
 * grow; a digit is any digit, and characters beyond ASCII end the comparison, since two of them may be equal to one.
 * Numberings that are not supported are not known, so nothing is said of them.
 *
 * Reads:      llx_const
 * Called by:  check_masks, erp_check_numbers
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_mask;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_mask(
  IN this_entity INT, IN own VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT problem VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says why a mask of our own could meet the ERP''s numbering'
BEGIN
  DECLARE scheme, theirs, counter, own_form, their_form,
    counted_form VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE compared INT;
  SELECT SUBSTRING(MAX(IF(c.name = 'TICKET_ADDON', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'TICKET_UNIVERSAL_MASK', CONCAT(c.entity > 0, c.value), NULL)), 2)
    INTO scheme, theirs
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    WHERE c.name IN ('TICKET_ADDON', 'TICKET_UNIVERSAL_MASK') AND c.entity IN (0, this_entity);
  SET problem = NULL, scheme = COALESCE(scheme, 'mod_ticket_simple'),
    theirs = CASE scheme WHEN 'mod_ticket_universal' THEN theirs WHEN 'mod_ticket_simple' THEN 'TS{yy}{mm}-{0000}' END;
  IF theirs <> '' THEN
    /* 9: a digit; a line end: the counter's. */
    SET counter = REGEXP_SUBSTR(own, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]'),
      own_form = REPLACE(own, counter, CONCAT(REGEXP_SUBSTR(counter, '0+'), '\n')),
      counter = COALESCE(REGEXP_SUBSTR(theirs, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]'), ''),
      their_form = REPLACE(theirs, counter, CONCAT(COALESCE(REGEXP_SUBSTR(counter, '0+'), ''), '\n')),
      own_form = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(own_form, '{yyyy}', '9999'), '{yy}', '99'), '{y}', '9'),
        '{mm}', '99'), '{dd}', '99'),
      counted_form = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(theirs, counter, CONCAT(REGEXP_REPLACE(COALESCE(REGEXP_SUBSTR(counter, '0+'), ''), '0', '_'), '\n')),
        '%', '_'), '\\', '_'), '{yyyy}', '____'), '{yy}', '__'), '{y}', '_'), '{mm}', '__'), '{dd}', '__'),
      their_form = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(their_form, '{yyyy}', '9999'), '{yy}', '99'), '{y}', '9'), '{mm}', '99'), '{dd}', '99'),
      own_form = REGEXP_REPLACE(own_form, '[0-9]', '9'), their_form = REGEXP_REPLACE(their_form, '[0-9]', '9'),
      counted_form = REGEXP_REPLACE(counted_form, '[0-9]', '9'),
      compared = LEAST(CHAR_LENGTH(SUBSTRING_INDEX(own_form, '\n', 1)), CHAR_LENGTH(REGEXP_REPLACE(SUBSTRING_INDEX(their_form, '\n', 1), '[^ -~].*', '')));
    IF LEFT(own_form, compared) = LEFT(their_form, compared)
      OR LEFT(own_form, compared) LIKE LEFT(counted_form, compared)
        AND (scheme = 'mod_ticket_simple' OR CHAR_LENGTH(own_form) <= CHAR_LENGTH(their_form)) THEN
      SET problem = CONCAT('ticket_number_mask "', own, '" could meet the ERP''s numbers (entity ', this_entity,
        '): begin otherwise than "', LEFT(theirs, 100), '".');
    END IF;
  END IF;
END//
DELIMITER ;
