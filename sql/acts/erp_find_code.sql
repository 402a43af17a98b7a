/*
 * Finds an active code of a ticket's type, severity or group by what it is called, or the ERP's default.
 *
 * this_key     type, severity or group
 * word         the code, or its label in French, in English or as the dictionary has it; NULL: the default
 * this_entity  entity of the ticket
 * this_code    OUT: the code as the dictionary has it; NULL: a group where there is no default
 *
 * Error 45000 if there is none.
 *
 * Reads:      code_label, llx_c_ticket_category, llx_c_ticket_severity, llx_c_ticket_type
 * Called by:  erp_guest_codes, new_ticket_options
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_find_code;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_code(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN word VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_entity INT,
  OUT this_code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Finds an active code of a ticket''s type, severity or group'
BEGIN
  DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
  SET this_code = NULL;
  SELECT d.code INTO this_code
    FROM (
      SELECT 'type' AS dictionary, t.code, t.label, t.use_default, t.pos FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@
        WHERE t.active = 1 AND t.entity IN (0, this_entity)
      UNION ALL
      SELECT 'severity', s.code, s.label, s.use_default, s.pos FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS s @BASE_TABLE@
        WHERE s.active = 1 AND s.entity IN (0, this_entity)
      UNION ALL
      SELECT 'group', g.code, g.label, g.use_default, g.pos FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS g @BASE_TABLE@
        WHERE g.active = 1 AND g.entity IN (0, this_entity)
    ) AS d
    LEFT JOIN code_label AS l ON l.dictionary = IF(this_key = 'group', 'category', this_key) AND l.label = word AND l.code = CONVERT(d.code USING utf8mb4) COLLATE utf8mb4_unicode_ci
    WHERE d.dictionary = this_key AND (word IS NULL AND d.use_default = 1 OR d.code = word COLLATE utf8mb4_unicode_ci
      OR d.label = word COLLATE utf8mb4_unicode_ci OR l.code IS NOT NULL)
    ORDER BY d.code = word COLLATE utf8mb4_unicode_ci DESC, d.pos, d.code LIMIT 1;
  IF this_code IS NULL AND word IS NOT NULL THEN
    CALL refuse(CONCAT('Key "', this_key, '": there is no active "', LEFT(word, 40), '" in entity ', this_entity, '.'));
  ELSEIF this_code IS NULL AND this_key <> 'group' THEN
    CALL refuse(CONCAT('Key "', this_key, '" is required: the ERP has no default.'));
  END IF;
END//
DELIMITER ;
