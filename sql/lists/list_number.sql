/*
 * A value of a list's key that names a row of the ERP, as the row's number.
 *
 * That a name is there is told only to who sees every ticket: for others a name that nothing has meets nothing, and one that
 * several rows have the first five of them.
 *
 * this_key     assignee, creator, contact, thirdparty, product, warehouse
 * this_value   name, login, ref or address; me; none; NULL: none
 * is_number    1: it is the number itself
 * me           user of the ERP who asks
 * this_entity  entity of the ERP; 0: all
 * sees_all     1: he sees every ticket of it
 * this_kind    OUT: user or contact, of contacts; otherwise the key
 * numbers      OUT: JSON array of the numbers; null: none; -1: no row has it
 *
 * Error 45000 if there is no such row, or more than one, for who sees every ticket.
 *
 * Called by:  find_party, list_condition
 * Internal
 */
DROP PROCEDURE IF EXISTS list_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_number(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_value VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN is_number INT, IN me INT, IN this_entity INT, IN sees_all INT,
  OUT this_kind VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT numbers VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A value of a list that names a row of the ERP, as its number'
BEGIN
  DECLARE literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE rows_found, met INT DEFAULT 1;
  SET numbers = 'null', this_kind = IF(this_key = 'contact', IF(is_number OR this_value LIKE '%@%', 'contact', 'user'), this_key);
  IF is_number THEN
    SET numbers = this_value;
  ELSEIF this_key IN ('assignee', 'creator', 'contact') AND this_value IN ('me', 'moi') THEN
    SET numbers = me;
  ELSEIF this_value IS NULL OR this_value IN ('none', 'aucun') THEN
    IF this_key NOT IN ('assignee', 'creator', 'thirdparty') THEN
      CALL refuse(CONCAT('Key "', this_key, '" takes names, refs or numbers, not none.'));
    END IF;
  ELSE
    CALL sql_literal(this_value, literal);
    /* A literal, so that the ERP's index is used whatever its charset. */
    SET @ticketstock_number = -2147483648, @ticketstock_statement = CONCAT('SELECT COUNT(*), MIN(n.rowid) INTO @ticketstock_rows, @ticketstock_number FROM ',
      CASE WHEN this_kind IN ('user', 'assignee', 'creator') THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS n @BASE_TABLE@ WHERE n.login'
        WHEN this_kind = 'contact' THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS n @BASE_TABLE@ WHERE n.email'
        WHEN this_kind = 'thirdparty' THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS n @BASE_TABLE@ WHERE n.nom'
        WHEN this_kind = 'product' THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS n @BASE_TABLE@ WHERE n.ref'
        ELSE '`@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS n @BASE_TABLE@ WHERE n.ref' END,
      ' = ', literal, IF(this_entity, CONCAT(' AND n.entity IN (0, ', this_entity, ')'), ''), ' AND n.rowid > ? LIMIT 1');
    PREPARE find_it FROM @ticketstock_statement;
    EXECUTE find_it USING @ticketstock_number;
    SET rows_found = @ticketstock_rows, numbers = COALESCE(@ticketstock_number, -1);
    WHILE @ticketstock_rows > 1 AND met < 5 AND NOT sees_all DO
      EXECUTE find_it USING @ticketstock_number;
      SET numbers = CONCAT(numbers, ', ', @ticketstock_number), met = met + 1;
    END WHILE;
    DEALLOCATE PREPARE find_it;
    SET @ticketstock_statement = NULL, @ticketstock_rows = NULL, @ticketstock_number = NULL;
  END IF;
  SET numbers = CONCAT('[', numbers, ']');
  IF rows_found <> 1 AND sees_all THEN
    CALL refuse(CONCAT('Key "', this_key, '": ', rows_found, ' are named "', LEFT(this_value, 40), '" in the ERP, not one',
      IF(rows_found > 1, '; say its number.', '.')));
  END IF;
END//
DELIMITER ;
