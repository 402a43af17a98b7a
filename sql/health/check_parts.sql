/*
 * health_check's part on the installation itself: what of it is missing, another account's, or not as install.sql has made it;
 * lost rights; tables and columns that the ERP has lost since, or keeps in an engine without transactions.
 *
 * Prints are compared on the version of the server that they were made on. Events that are missing: check_events. What was
 * found to be whole is not listed again before its sum is another one, nor summed up before somebody has changed tables,
 * routines or rights on the server (count_changes).
 *
 * Reads:      finding, installed_part, present_part
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_parts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_parts()
  COMMENT 'Part of health_check: what is missing or was altered'
parts: BEGIN
  DECLARE is_same_server, before_this, found, rights INT;
  DECLARE changes, total, total_after BIGINT;
  DECLARE of_schema VARCHAR(64) CHARACTER SET utf8mb4;
  /* Tables whose columns are not to be named too: those that are missing, those that were converted. */
  DECLARE gone, converted TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  CALL count_changes(changes, before_this);
  IF before_this THEN
    LEAVE parts;
  END IF;
  CALL sum_present_parts(total);
  SELECT COUNT(*) INTO before_this FROM installed_part AS i WHERE i.kind = 'checked' AND i.place = '' AND i.name = 'sum' AND i.print = total;
  IF before_this THEN
    CALL note_checked('parts', changes);
    LEAVE parts;
  END IF;
  SELECT COUNT(*) INTO before_this FROM finding AS f WHERE f.topic <> '';
  CALL list_present_parts();
  SELECT COUNT(*) INTO is_same_server FROM installed_part AS i WHERE i.kind = 'server' AND i.name = VERSION();
  SELECT COALESCE(GROUP_CONCAT(IF(p.kind IS NULL, i.name, NULL)), ''), COALESCE(GROUP_CONCAT(IF(i.print <> p.print, i.name, NULL)), '') INTO gone, converted
    FROM installed_part AS i LEFT JOIN present_part AS p ON p.kind = i.kind AND p.place = i.place AND p.name = i.name WHERE i.kind = 'table';
  INSERT INTO finding
    SELECT IF(i.kind IN ('index', 'constraint'), 'warning', 'error'), 'installation',
        CONCAT('The ', i.kind, ' ', IF(i.place = '', '', CONCAT(i.place, '.')), i.name, ' is missing.'),
        CASE WHEN i.kind = 'column' THEN CONCAT('ALTER TABLE `@TICKETSTOCK_SCHEMA@`.`', i.place, '` ADD COLUMN ', i.definition)
          WHEN i.kind IN ('index', 'constraint') THEN CONCAT('ALTER TABLE `@TICKETSTOCK_SCHEMA@`.`', i.place, '` ADD ', i.definition)
          ELSE @INSTALL_AGAIN@ END,
        CASE i.kind WHEN 'table' THEN 'It is made again, empty: what was in it is in your backup.' WHEN 'column' THEN 'What was in it is in your backup.'
          WHEN 'index' THEN 'Statements that use it read the whole table.' WHEN 'constraint' THEN 'Rows are written that should be refused.' ELSE 'What uses it fails.' END
      FROM installed_part AS i LEFT JOIN present_part AS p ON p.kind = i.kind AND p.place = i.place AND p.name = i.name
      WHERE i.kind IN ('table', 'column', 'index', 'constraint', 'procedure', 'view', 'trigger') AND p.kind IS NULL AND NOT FIND_IN_SET(i.place, gone)
      ORDER BY i.kind, i.place, i.name LIMIT 20;
  INSERT INTO finding
    SELECT IF(p.kind = 'event', 'warning', 'error'), 'installation', CONCAT('The ', p.kind, ' ', p.name, ' belongs to ', p.note, ' and not to ticketstock@localhost.'),
        IF(p.kind = 'event', CONCAT('ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.', p.name, ' ENABLE'), @INSTALL_AGAIN@),
        'It acts with the rights of that account, and not at all once that is gone.'
      FROM present_part AS p LEFT JOIN installed_part AS i ON i.kind = p.kind AND i.place = p.place AND i.name = p.name
      WHERE p.kind IN ('procedure', 'view', 'trigger', 'event') AND p.note <> 'ticketstock@localhost'
        AND (i.kind IS NOT NULL OR p.kind = 'event' AND p.name LIKE 'deliver\_lane\_%' OR p.kind = 'trigger' AND p.name LIKE 'ticketstock\_%') LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'installation', CONCAT('The ', i.kind, ' ', IF(i.place = '', '', CONCAT(i.place, '.')), i.name, ' is not as install.sql has made it',
        IF(i.kind IN ('column', 'index'), CONCAT(': it is ', p.note), ''), '.'),
        CASE WHEN i.kind = 'column' THEN CONCAT('ALTER TABLE `@TICKETSTOCK_SCHEMA@`.`', i.place, '` MODIFY COLUMN ', i.definition)
          WHEN i.kind = 'index' THEN CONCAT('ALTER TABLE `@TICKETSTOCK_SCHEMA@`.`', i.place, '` DROP INDEX `', i.name, '`, ADD ', i.definition)
          WHEN i.kind = 'table' THEN CONCAT('ALTER TABLE `@TICKETSTOCK_SCHEMA@`.`', i.name, '` CONVERT TO CHARACTER SET ', i.definition)
          WHEN i.kind = 'event' THEN CONCAT('DROP EVENT @TICKETSTOCK_SCHEMA@.', i.name)
          ELSE @INSTALL_AGAIN@ END,
        'Somebody has altered it.'
      FROM installed_part AS i JOIN present_part AS p ON p.kind = i.kind AND p.place = i.place AND p.name = i.name
      WHERE is_same_server AND i.print <> p.print AND NOT (i.kind = 'column' AND FIND_IN_SET(i.place, converted)) AND p.note <=> IF(i.kind IN ('procedure', 'view', 'trigger', 'event'), 'ticketstock@localhost', p.note)
      ORDER BY i.kind, i.place, i.name LIMIT 20;
  INSERT INTO finding
    SELECT 'error', 'installation', CONCAT('The table ', p.name, ' is ', p.note, ': what fails half way is not undone.'),
        CONCAT('ALTER TABLE `@TICKETSTOCK_SCHEMA@`.`', p.name, '` ENGINE = InnoDB'), 'Somebody has altered it.'
      FROM present_part AS p JOIN installed_part AS i ON i.kind = 'table' AND i.place = '' AND i.name = p.name
      WHERE p.kind = 'table' AND p.note <> 'InnoDB';
  SELECT COUNT(*) INTO rights FROM present_part AS p WHERE p.kind = 'right';
  INSERT INTO finding
    SELECT 'error', 'account', CONCAT('The account ticketstock@localhost has lost the right ', i.name, ' on ', IF(i.place = '', '@TICKETSTOCK_SCHEMA@.*', CONCAT('@ERP_SCHEMA@.', i.place)), '.'),
        CONCAT('GRANT ', i.name, ' ON ', IF(i.place = '', '`@TICKETSTOCK_SCHEMA@`.*', CONCAT('`@ERP_SCHEMA@`.`', i.place, '`')), ' TO `ticketstock`@`localhost`'),
        'Everything runs in its name: what needs the right fails, movements of watched warehouses too.'
      FROM installed_part AS i LEFT JOIN present_part AS p ON p.kind = i.kind AND p.place = i.place AND p.name = i.name
      WHERE i.kind = 'right' AND p.kind IS NULL AND rights > 0 ORDER BY i.place, i.name LIMIT 20;
  IF rights = 0 THEN
    INSERT INTO finding VALUES ('error', 'account', 'The account ticketstock@localhost has no right left here: it was given another host or other rights, and one of another host may stand in for it.',
      @INSTALL_AGAIN@, 'It makes the account and its rights again. See SELECT User, Host FROM mysql.user WHERE User = ''ticketstock''');
  END IF;
  CALL erp_check_tables();
  DROP TEMPORARY TABLE present_part;
  SELECT DEFAULT_COLLATION_NAME INTO of_schema FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '@TICKETSTOCK_SCHEMA@';
  IF of_schema <> 'utf8mb4_unicode_ci' THEN
    INSERT INTO finding VALUES ('warning', 'installation', CONCAT('The schema @TICKETSTOCK_SCHEMA@ has the collation ', of_schema, ' and not utf8mb4_unicode_ci.'),
      'ALTER DATABASE `@TICKETSTOCK_SCHEMA@` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', 'Tables and routines that are made there without one get it.');
  END IF;
  SELECT COUNT(*) INTO found FROM finding AS f WHERE f.topic <> '';
  IF found = before_this AND @ticketstock_keeping THEN
    CALL note_checked('parts', changes);
    /* What was mended while it was listed was not whole before. */
    CALL sum_present_parts(total_after);
    IF total_after = total THEN
      CALL note_checked('sum', total);
    END IF;
  END IF;
END parts//
DELIMITER ;
