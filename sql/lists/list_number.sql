/*
 * A value of a list's key that names a row of the ERP, as the row's number.
 *
 * this_key     assignee, creator, contact, thirdparty, product, warehouse
 * this_value   name, login, ref or address; me; none; NULL: none
 * is_number    1: it is the number itself
 * me           user of the ERP who asks
 * this_entity  entity of the ERP; 0: all
 * this_kind    OUT: user or contact, of contacts; otherwise the key
 * number       OUT: the number; NULL: none
 *
 * Error 45000 if there is no such row, or more than one.
 *
 * Called by:  list_condition
 * Internal
 */
DROP PROCEDURE IF EXISTS list_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_number(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_value VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN is_number INT, IN me INT, IN this_entity INT, OUT this_kind VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT number BIGINT)
  COMMENT 'A value of a list that names a row of the ERP, as its number'
BEGIN
  DECLARE literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE rows_found INT DEFAULT 1;
  SET number = NULL, this_kind = IF(this_key = 'contact', IF(is_number OR this_value LIKE '%@%', 'contact', 'user'), this_key);
  IF is_number THEN
    SET number = this_value;
  ELSEIF this_key IN ('assignee', 'creator', 'contact') AND this_value IN ('me', 'moi') THEN
    SET number = me;
  ELSEIF this_value IS NULL OR this_value IN ('none', 'aucun') THEN
    IF this_key NOT IN ('assignee', 'creator', 'thirdparty') THEN
      CALL refuse(CONCAT('Key "', this_key, '" takes names, refs or numbers, not none.'));
    END IF;
  ELSE
    CALL sql_literal(this_value, literal);
    /* A literal, so that the ERP's index is used whatever its charset. */
    SET @ticketstock_statement = CONCAT('SELECT COUNT(*), MAX(n.rowid) INTO @ticketstock_rows, @ticketstock_number FROM ',
      CASE WHEN this_kind IN ('user', 'assignee', 'creator') THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS n @BASE_TABLE@ WHERE n.login'
        WHEN this_kind = 'contact' THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS n @BASE_TABLE@ WHERE n.email'
        WHEN this_kind = 'thirdparty' THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS n @BASE_TABLE@ WHERE n.nom'
        WHEN this_kind = 'product' THEN '`@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS n @BASE_TABLE@ WHERE n.ref'
        ELSE '`@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS n @BASE_TABLE@ WHERE n.ref' END,
      ' = ', literal, IF(this_entity, CONCAT(' AND n.entity IN (0, ', this_entity, ')'), ''), ' LIMIT 1');
    PREPARE find_it FROM @ticketstock_statement;
    EXECUTE find_it;
    DEALLOCATE PREPARE find_it;
    SET rows_found = @ticketstock_rows, number = @ticketstock_number,
      @ticketstock_statement = NULL, @ticketstock_rows = NULL, @ticketstock_number = NULL;
  END IF;
  IF rows_found <> 1 THEN
    CALL refuse(CONCAT('Key "', this_key, '": ', rows_found, ' are named "', LEFT(this_value, 40), '" in the ERP, not one',
      IF(rows_found > 1, '; say its number.', '.')));
  END IF;
END//
DELIMITER ;
