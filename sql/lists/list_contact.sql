/*
 * The condition that one of some people is a contact of the ticket. desk_link says where to look, the ERP what is so.
 *
 * users     JSON array of rowids of users: internal contacts
 * people    JSON array of rowids of contacts: external ones
 * this_one  OUT: the condition (list_condition)
 *
 * Reads:      desk_link
 * Called by:  list_condition, list_permitted
 * Internal
 */
DROP PROCEDURE IF EXISTS list_contact;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_contact(
  IN users LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN people LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The condition that one of some people is a contact of the ticket'
BEGIN
  DECLARE i, met INT DEFAULT 0;
  DECLARE places LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '[]';
  DECLARE tests, who, late LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE linked VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT CONCAT('(SELECT COUNT(*) FROM desk_link AS y FORCE INDEX (PRIMARY)',
    ' WHERE y.kind = ''~'' AND y.number = # AND y.opened_at = d.opened_at AND y.ticket_id = d.ticket_id) > 0');
  DECLARE rows_of_contacts VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT CONCAT('(SELECT COUNT(*)',
    ' FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@',
    ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact',
    ' WHERE c.element_id = d.ticket_id AND y.element = ''ticket''');
  /* Servers differ in whether a number of a variable is a number in JSON. */
  SET users = REPLACE(users, '"', ''), people = REPLACE(people, '"', '');
  SELECT COALESCE(MAX(row_id), 0) INTO met FROM desk_link WHERE kind = 'user';
  SELECT GREATEST(met, COALESCE(MAX(row_id), 0)) - 10000 INTO met FROM desk_link WHERE kind = 'contact';
  SET tests = CONCAT_WS(' OR ',
    IF(JSON_LENGTH(users), CONCAT(rows_of_contacts, ' AND y.source = ''internal'' AND c.fk_socpeople + 0 IN (',
      TRIM(BOTH '[' FROM TRIM(BOTH ']' FROM users)), ')) > 0'), NULL),
    IF(JSON_LENGTH(people), CONCAT(rows_of_contacts, ' AND y.source = ''external'' AND c.fk_socpeople + 0 IN (',
      TRIM(BOTH '[' FROM TRIM(BOTH ']' FROM people)), ')) > 0'), NULL));
  WHILE i < JSON_LENGTH(users) DO
    SET places = JSON_ARRAY_APPEND(places, '$', CONCAT('x.kind = ''user'' AND x.number = ',
      JSON_UNQUOTE(JSON_EXTRACT(users, CONCAT('$[', i, ']'))))), i = i + 1;
  END WHILE;
  SET i = 0;
  WHILE i < JSON_LENGTH(people) DO
    SET places = JSON_ARRAY_APPEND(places, '$', CONCAT('x.kind = ''contact'' AND x.number = ',
      JSON_UNQUOTE(JSON_EXTRACT(people, CONCAT('$[', i, ']'))))), i = i + 1;
  END WHILE;
  SET who = CONCAT_WS(', ', NULLIF(TRIM(BOTH '[' FROM TRIM(BOTH ']' FROM users)), ''),
    NULLIF(TRIM(BOTH '[' FROM TRIM(BOTH ']' FROM people)), ''));
  /* Contacts that follow_links() has not met, or who were taken away and are back: what is noted of their tickets is old. */
  SET late = CONCAT('`@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS l @BASE_TABLE@',
    ' STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = l.element_id WHERE l.fk_socpeople IN (', who, ') AND l.rowid > ', met, ' AND NOT (');
  IF JSON_LENGTH(users) THEN
    SET late = CONCAT(late, 'l.fk_socpeople IN (', TRIM(BOTH '[' FROM TRIM(BOTH ']' FROM users)), ') AND ',
      REPLACE(REPLACE(linked, '~', 'user'), '#', 'l.fk_socpeople AND y.row_id >= l.rowid'), IF(JSON_LENGTH(people), ' OR ', ''));
  END IF;
  IF JSON_LENGTH(people) THEN
    SET late = CONCAT(late, 'l.fk_socpeople IN (', TRIM(BOTH '[' FROM TRIM(BOTH ']' FROM people)), ') AND ',
      REPLACE(REPLACE(linked, '~', 'contact'), '#', 'l.fk_socpeople AND y.row_id >= l.rowid'));
  END IF;
  SET late = CONCAT(late, ')'), @ticketstock_statement = CONCAT('SELECT COUNT(*) INTO @ticketstock_rows FROM (SELECT d.ticket_id FROM ', late, ' LIMIT 1) AS p LIMIT 1');
  PREPARE probe FROM @ticketstock_statement;
  EXECUTE probe;
  DEALLOCATE PREPARE probe;
  SET this_one = JSON_OBJECT('alias', 'x', 'source', 'desk_link AS x FORCE INDEX (PRIMARY)', 'by_state', 0,
    'places', JSON_EXTRACT(places, '$'), 'test', CONCAT('(', tests, ')'),
    'way', JSON_OBJECT('leads', 1, 'ordered', 'opened_at', 'dear', 1, 'near', 0, 'link', 1, 'cost', 0, 'needs', 256, 'covers', 0));
  IF @ticketstock_rows THEN
    SET this_one = JSON_SET(this_one, '$.late', late);
  ELSEIF JSON_LENGTH(places) = 1 THEN
    SET this_one = JSON_SET(this_one, '$.way.quick', 1, '$.quick', REPLACE(REPLACE(linked, '~', IF(JSON_LENGTH(users), 'user', 'contact')), '#', who));
  END IF;
  SET @ticketstock_statement = NULL, @ticketstock_rows = NULL;
END//
DELIMITER ;
