/*
 * Type, severity and group of a guest's ticket: active codes of the ERP's dictionaries, of groups the public ones; where he
 * says none, the dictionary's default, else none.
 *
 * this_entity  entity of the ERP
 * options      JSON object with keys type, severity, group; NULL: none
 * type         OUT: code of the type; NULL: none
 * severity     OUT: code of the severity; NULL: none
 * category     OUT: code of the group; NULL: none
 *
 * Error 45000 for a code that there is not.
 *
 * Reads:      llx_c_ticket_category, llx_c_ticket_severity, llx_c_ticket_type
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_guest_codes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_guest_codes(IN this_entity INT,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Type, severity and group of a guest''s ticket'
BEGIN
  DECLARE type_said, severity_said, category_said VARCHAR(33) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET type_said = LEFT(JSON_UNQUOTE(JSON_EXTRACT(options, '$.type')), 33),
    severity_said = LEFT(JSON_UNQUOTE(JSON_EXTRACT(options, '$.severity')), 33),
    category_said = LEFT(JSON_UNQUOTE(JSON_EXTRACT(options, '$.group')), 33);
  SELECT SUBSTRING(MIN(CONCAT(LPAD(CAST(d.pos AS SIGNED), 10, '0'), d.code)), 11) INTO type
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS d @BASE_TABLE@
    WHERE d.active = 1 AND d.entity = this_entity AND IF(type_said IS NULL, d.use_default = 1, d.code = type_said COLLATE utf8mb4_unicode_ci);
  SELECT SUBSTRING(MIN(CONCAT(LPAD(CAST(d.pos AS SIGNED), 10, '0'), d.code)), 11) INTO severity
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS d @BASE_TABLE@
    WHERE d.active = 1 AND d.entity = this_entity AND IF(severity_said IS NULL, d.use_default = 1, d.code = severity_said COLLATE utf8mb4_unicode_ci);
  SELECT SUBSTRING(MIN(CONCAT(COALESCE(d.public, 0) <> 1, LPAD(d.pos, 10, '0'), d.code)), 12) INTO category
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS d @BASE_TABLE@
    WHERE d.active = 1 AND d.entity = this_entity
      AND IF(category_said IS NULL, d.use_default = 1, d.public = 1 AND d.code = category_said COLLATE utf8mb4_unicode_ci);
  IF type_said IS NOT NULL AND type IS NULL THEN
    CALL refuse(CONCAT('There is no type "', type_said, '" for guests.'));
  ELSEIF severity_said IS NOT NULL AND severity IS NULL THEN
    CALL refuse(CONCAT('There is no severity "', severity_said, '" for guests.'));
  ELSEIF category_said IS NOT NULL AND category IS NULL THEN
    CALL refuse(CONCAT('There is no group "', category_said, '" for guests.'));
  END IF;
END//
DELIMITER ;
