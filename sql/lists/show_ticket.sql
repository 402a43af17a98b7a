/*
 * One ticket that the caller may see: what a list shows of it, its text, its contacts.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; key as; NULL: none
 *
 * Times are UTC. Error 45000 if there is none that the caller may see, or the ref is not unique.
 *
 * Public: agent
 */
DROP PROCEDURE IF EXISTS show_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE show_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Shows one ticket'
BEGIN
  DECLARE me, my_entity, this_ticket INT;
  DECLARE this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE columns_shown LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE longest BIGINT UNSIGNED DEFAULT @@SESSION.group_concat_max_len;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone, sql_big_selects = big_selects, group_concat_max_len = longest, @ticketstock_statement = NULL;
    RESIGNAL;
  END;
  SET time_zone = '+00:00', sql_big_selects = 1, group_concat_max_len = 100000;
  CALL check_options(options, 'as');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL find_desk_ticket(this_ref, me, my_entity, this_ticket);
  CALL ticket_columns(me, this_lang, columns_shown);
  SET @ticketstock_statement = CONCAT('SELECT ', columns_shown, ', d.ticket_id, d.entity, d.episode, d.goods_due, d.goods_left,',
    ' (SELECT t.message FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = d.ticket_id) AS message,',
    ' (SELECT GROUP_CONCAT(w.who ORDER BY w.who SEPARATOR '', '') FROM (',
    ' SELECT u.login AS who FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@',
    ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact',
    ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = c.fk_socpeople',
    ' WHERE c.element_id = ', this_ticket, ' AND y.element = ''ticket'' AND y.source = ''internal''',
    ' UNION SELECT CONCAT_WS('' '', e.firstname, e.lastname) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@',
    ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact',
    ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS e @BASE_TABLE@ ON e.rowid = c.fk_socpeople',
    ' WHERE c.element_id = ', this_ticket, ' AND y.element = ''ticket'' AND y.source = ''external'') AS w) AS contacts',
    ' FROM desk_ticket AS d WHERE d.ticket_id = ', this_ticket, ' LIMIT 1');
  PREPARE show_it FROM @ticketstock_statement;
  EXECUTE show_it;
  DEALLOCATE PREPARE show_it;
  SET time_zone = zone, sql_big_selects = big_selects, group_concat_max_len = longest, @ticketstock_statement = NULL;
END//
DELIMITER ;
