/*
 * health_check's part on ticket numbers: masks that could meet, and the ERP's table without the key that keeps refs
 * apart.
 *
 * Reads:      rule, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_numbers()
  COMMENT 'Part of health_check: ticket numbers'
BEGIN
  DECLARE ended, keys_there INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE own VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE problem VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE entities CURSOR FOR SELECT DISTINCT r.entity FROM rule AS r ORDER BY r.entity;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN entities;
  FETCH entities INTO this_entity;
  WHILE NOT ended DO
    SELECT @SETTING_ticket_number_mask@ INTO own;
    IF own <> '' THEN
      CALL erp_check_mask(this_entity, own, problem);
      IF problem IS NOT NULL THEN
        INSERT INTO finding VALUES ('error', 'numbers', problem,
          'UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''X{yy}{mm}-{0000}'' WHERE name = ''ticket_number_mask''',
          'Until then a movement may wait for a ticket that the ERP has open. Any mask will do that cannot meet the ERP''s.');
      END IF;
    END IF;
    FETCH entities INTO this_entity;
  END WHILE;
  CLOSE entities;
  SELECT COUNT(*) INTO keys_there FROM (
      SELECT i.INDEX_NAME FROM information_schema.STATISTICS AS i
        WHERE i.TABLE_SCHEMA = '@ERP_SCHEMA@' AND i.TABLE_NAME = '@ERP_PREFIX@ticket' AND i.NON_UNIQUE = 0
        GROUP BY i.INDEX_NAME HAVING SUM(LOWER(i.COLUMN_NAME) = 'ref') = 1
          AND SUM(LOWER(i.COLUMN_NAME) NOT IN ('ref', 'entity')) = 0
    ) AS fitting;
  IF keys_there = 0 THEN
    INSERT INTO finding VALUES ('error', 'numbers',
      'The ERP''s table @ERP_PREFIX@ticket has no unique key on ref and entity: a number that the ERP has just given may be given once more.',
      'ALTER TABLE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` ADD UNIQUE KEY uk_ticket_ref (ref, entity)',
      'Double refs are to be mended before: SELECT ref, entity FROM `@ERP_SCHEMA@`.@ERP_PREFIX@ticket GROUP BY ref, entity HAVING COUNT(*) > 1. Or see setting ticket_number_mask.');
  END IF;
END//
DELIMITER ;
