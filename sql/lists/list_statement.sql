/*
 * The statement of a list: the numbers of its tickets first, from indexes, then what is shown of each.
 *
 * options    JSON of list_tickets; NULL: none
 * statement  OUT: the statement; times in it and in its result are UTC
 *
 * Error 45000 with what is allowed if a key or a value means nothing, or the account may see no tickets.
 *
 * Reads:      desk_ticket
 * Called by:  explain_list, list_tickets
 * Internal
 */
DROP PROCEDURE IF EXISTS list_statement;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_statement(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The statement of a list'
BEGIN
  DECLARE me, my_entity, this_entity INT;
  DECLARE this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE frame, branches, columns_shown LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  DECLARE order_by VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL check_options(options, CONCAT('state,status,type,severity,group,assignee,contact,thirdparty,creator,product,lot,warehouse,',
    'unread,text,opened,closed,waiting,sort,limit,before,as'));
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL list_frame(options, my_entity, frame);
  /* One by one: the next is found by the index, all of them at once by reading it whole. */
  SELECT MIN(entity) INTO this_entity FROM desk_ticket WHERE entity >= my_entity;
  /* Behind the last one there is none: 0 IN (0, NULL) is true. */
  WHILE this_entity IS NOT NULL AND my_entity IN (0, this_entity) DO
    CALL list_entity(options, me, JSON_SET(frame, '$.entity', this_entity), branches);
    SELECT MIN(entity) INTO this_entity FROM desk_ticket WHERE entity > this_entity;
  END WHILE;
  IF branches = '' THEN
    SET branches = '(SELECT d.ticket_id, d.opened_at AS k FROM desk_ticket AS d LIMIT 0)';
  END IF;
  CALL ticket_columns(me, this_lang, columns_shown);
  SET order_by = CONCAT(' ORDER BY p.k ', JSON_UNQUOTE(JSON_EXTRACT(frame, '$.direction')), ', p.ticket_id ',
    JSON_UNQUOTE(JSON_EXTRACT(frame, '$.direction')), ' LIMIT ', JSON_UNQUOTE(JSON_EXTRACT(frame, '$.limit')));
  SET statement = CONCAT('SELECT ', columns_shown, ', CONCAT(', IF(JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted')) = 'goods_value', 'p.k', 'DATE_FORMAT(p.k, ''%Y%m%d%H%i%s'')'),
    ', ''-'', p.ticket_id) AS `before`',
    ' FROM (SELECT p.ticket_id, p.k FROM (', branches, ') AS p', order_by, ') AS p',
    ' STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = p.ticket_id', order_by);
END//
DELIMITER ;
