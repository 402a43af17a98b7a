/*
 * health_check's part on the desk in the ERP's pages: what is missing of it, what an administrator of the ERP has deleted,
 * whether the pages are behind. Nothing while it is not shown.
 *
 * Reads:      desk_shown, llx_const, llx_default_values, llx_extrafields, ticket_to_show
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_shown()
  COMMENT 'Part of health_check: the desk in the ERP''s pages'
BEGIN
  DECLARE is_shown, number, declared, fields INT;
  DECLARE names, reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE oldest TIMESTAMP(3);
  DECLARE take_out VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT 'Or take the desk out of the pages: CALL @TICKETSTOCK_SCHEMA@.hide_desk_in_erp()';
  DECLARE again VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT /*M! 'CALL @TICKETSTOCK_SCHEMA@.show_desk_in_erp()' */ /*!80000 '$ mysql < @SQL_FOLDER@/show_desk.sql' */;
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146, 1176
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    INSERT INTO finding VALUES ('error', 'shown', CONCAT('The ERP''s pages cannot be looked over: ', reason),
      again, take_out);
  END;
  SELECT COUNT(*), MAX(CONCAT(s.last_error_at, ' UTC: ', s.last_error)) INTO is_shown, reason FROM desk_shown AS s;
  IF is_shown THEN
    SELECT COUNT(*), COALESCE(SUM(x.name IN ('ticketstock_due', 'ticketstock_is_due', 'ticketstock_waiting', 'ticketstock_state')), 0)
      INTO fields, declared FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@extrafields` AS x @BASE_TABLE@ WHERE x.elementtype = 'ticket';
    SELECT GROUP_CONCAT(w.name SEPARATOR ', ') INTO names FROM (@SHOWN_COLUMNS@) AS w
      LEFT JOIN information_schema.COLUMNS AS c ON c.TABLE_SCHEMA = '@ERP_SCHEMA@'
        AND c.TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND c.COLUMN_NAME = w.name
      WHERE c.COLUMN_NAME IS NULL;
    IF names IS NOT NULL THEN
      INSERT INTO finding VALUES ('error', 'shown', CONCAT('@ERP_PREFIX@ticket_extrafields lacks ', names,
        ': the ERP''s list of tickets is an error for everybody, and tickets cannot be saved.'),
        again, take_out);
    END IF;
    SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
      WHERE EVENT_OBJECT_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME IN ('ticketstock_shown_inserted', 'ticketstock_shown_updated')
        AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@ticket_extrafields';
    IF number < 2 THEN
      INSERT INTO finding VALUES ('error', 'shown',
        'A trigger on @ERP_PREFIX@ticket_extrafields is missing: whoever saves a ticket in the ERP writes old values back.', again, take_out);
    END IF;
    IF declared < 4 THEN
      INSERT INTO finding VALUES ('warning', 'shown', CONCAT(4 - declared, ' of our 4 fields are not declared in the ERP: an administrator has deleted them, or an installation stopped.'),
        again, take_out);
    END IF;
    SELECT COUNT(*) INTO number FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@default_values` AS x @BASE_TABLE@
      WHERE x.type = 'sortorder' AND x.page = 'ticket/list.php' AND x.param LIKE '%ef.%';
    IF number > 0 AND fields = 0 THEN
      INSERT INTO finding VALUES ('error', 'shown',
        'The ERP''s list of tickets is an error for everybody: its default order names a field, and no field is declared.',
        again, take_out);
    END IF;
    SELECT COUNT(*) INTO number FROM information_schema.EVENTS
      WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND EVENT_NAME = 'show_desk' AND STATUS = 'ENABLED';
    IF number = 0 THEN
      INSERT INTO finding VALUES ('warning', 'shown', 'The event show_desk is not enabled on this server: the ERP''s pages stay as they are.',
        'ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.show_desk ENABLE', 'It has to run where the ERP writes, and there only.');
    END IF;
    SELECT COUNT(*), MIN(q.added_at) INTO number, oldest FROM ticket_to_show AS q;
    IF oldest < SYSDATE(3) - INTERVAL 5 MINUTE THEN
      INSERT INTO finding VALUES ('warning', 'shown', CONCAT('The ERP''s pages are behind: ', number, ' changes wait, the oldest since ', oldest, ' UTC.'),
        '', 'A transaction that stays open holds them up: SELECT * FROM information_schema.INNODB_TRX ORDER BY trx_started. After show_desk_in_erp() it takes a while.');
    END IF;
    IF reason IS NOT NULL THEN
      INSERT INTO finding VALUES ('warning', 'shown', CONCAT('The event show_desk has failed at ', reason),
        '', 'Remove the cause: the next turn that ends well ends this. See docs/pages.md.');
    END IF;
    SELECT COUNT(*) INTO number FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
      WHERE c.name = 'MAIN_ENABLE_OVERWRITE_TRANSLATION' AND c.value = '1';
    IF number = 0 THEN
      INSERT INTO finding VALUES ('warning', 'shown', 'Our labels in the ERP are not translated: its constant MAIN_ENABLE_OVERWRITE_TRANSLATION is not 1.',
        '', 'In the ERP: Home, Setup, Translation, enable the overwriting of translations.');
    END IF;
  END IF;
END//
DELIMITER ;
