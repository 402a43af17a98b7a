/*
 * What is shown of a ticket, d in the statement: names in place of numbers, words in a language. By a subquery each: a
 * label that was joined would be sorted by. What goods are worth is for who may see the ticket's type, not for its customer.
 *
 * me             user of the ERP who asks
 * this_lang      fr or en
 * columns_shown  OUT: the columns, as they follow SELECT
 *
 * Called by:  list_statement, show_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS ticket_columns;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE ticket_columns(
  IN me INT, IN this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT columns_shown LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'What is shown of a ticket'
BEGIN
  DECLARE states, statuses VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_label VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT CONCAT(
    'COALESCE((SELECT l.label FROM code_label AS l WHERE l.code = d.~_code AND l.dictionary = ''~'' AND l.lang = ''', this_lang,
    '''), (SELECT MAX(e.label) FROM desk_code AS e WHERE e.dictionary = ''#'' AND e.code = d.~_code), d.~_code)');
  DECLARE level LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* Not ASCII: in hexadecimal, whatever the session's charset. */
  SET states = IF(this_lang = 'fr', CONCAT('_utf8mb4 X''', HEX('À traiter'), ''', ''En cours'', _utf8mb4 X''', HEX('Fermé'), ''''),
      '''To do'', ''In progress'', ''Closed'''),
    statuses = IF(this_lang = 'fr', CONCAT('''Non lu'', ''Lu'', _utf8mb4 X''', HEX('Assigné'),
        ''', ''En cours'', ''Information manquante'', ''En attente'', _utf8mb4 X''', HEX('Résolu'), ''', _utf8mb4 X''',
        HEX('Abandonné'), ''''),
      '''Unread'', ''Read'', ''Assigned'', ''In progress'', ''Need more info'', ''Waiting'', ''Solved'', ''Abandoned''');
  CALL level_column(me, level);
  SET columns_shown = CONCAT('d.ref, (SELECT b.subject FROM desk_text AS b WHERE b.ticket_id = d.ticket_id) AS subject,',
    ' ELT(d.state + 0, ', states, ') AS state, ELT(FIELD(d.status, 0, 1, 2, 3, 5, 7, 8, 9), ', statuses, ') AS status,',
    ' d.unread, d.waiting_since, ', REPLACE(REPLACE(this_label, '~', 'type'), '#', 'type'), ' AS type, ',
    REPLACE(REPLACE(this_label, '~', 'severity'), '#', 'severity'), ' AS severity, ',
    REPLACE(REPLACE(this_label, '~', 'category'), '#', 'group'), ' AS ticket_group,',
    ' (SELECT u.login FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = d.assignee_id) AS assignee,',
    ' (SELECT s.nom FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ WHERE s.rowid = d.thirdparty_id) AS thirdparty,',
    ' (SELECT u.login FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = d.creator_id) AS creator,',
    ' d.opened_at, d.closed_at, IF(', level, ' = ''own'', NULL, d.goods_value) AS goods_value,',
    ' d.last_customer_word_at, d.last_agent_word_at, d.last_word_id, d.track_id, ', level, ' AS level');
END//
DELIMITER ;
