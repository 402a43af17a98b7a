/*
 * Declares our fields to the ERP as its administrator would: the fields themselves for every entity; labels in French
 * and English, the menu's entry and, if setting erp_list_due_first asks for it, the list's order for each entity.
 *
 * was_shown  0: it is the first time: users who have chosen their columns get the mark as one more
 *
 * 5 in column list: in list and card, in no form; -5 the same, but a column that each user chooses. perms 0: nobody
 * edits it. The values of the state are texts that Dolibarr has. Labels are keys that can be read where nothing
 * translates them. One row for both keys of the order: of two Dolibarr takes neither.
 *
 * Reads:      llx_const, llx_default_values, llx_extrafields, llx_menu, llx_overwrite_trans, llx_user, setting
 * Writes:     llx_default_values, llx_extrafields, llx_menu, llx_overwrite_trans, llx_user_param
 * Called by:  change_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS declare_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE declare_shown(IN was_shown INT)
  SQL SECURITY INVOKER
  COMMENT 'Declares our fields to the ERP: fields, labels, menu, order'
BEGIN
  DECLARE due_first INT;
  SELECT @SETTING_erp_list_due_first@ INTO due_first;
  INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@extrafields` (name, entity, elementtype, label, type, size, fieldunique,
      fieldrequired, perms, enabled, pos, alwayseditable, param, list, printable, totalizable, langs, help, cssview, csslist, datec)
    SELECT w.name, 0, 'ticket', w.label, w.type, w.size, 0, 0, '0', '1', w.pos, 0, w.param, w.list, 0, 0, 'ticket',
        'Kept by TicketStock, read only', w.css, w.css, NOW()
      FROM (SELECT 'ticketstock_due' AS name, 'Answer due (TicketStock)' AS label, 'html' AS type, '2000' AS size,
          9001 AS pos, '' AS param, '5' AS list, 'nowraponall' AS css
        UNION ALL SELECT 'ticketstock_waiting', 'Waiting since (TicketStock)', 'datetime', '', 9002, '', '5', 'nowraponall'
        UNION ALL SELECT 'ticketstock_state', 'Handling (TicketStock)', 'select', '', 9003,
          'a:1:{s:7:"options";a:3:{i:1;s:9:"ToProcess";i:2;s:10:"InProgress";i:3;s:7:"Closed2";}}', '-5', NULL
        UNION ALL SELECT 'ticketstock_is_due', 'Answer due, yes or no (TicketStock)', 'boolean', '', 9004, '', '-5', 'center'
        ) AS w
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@extrafields` AS x @BASE_TABLE@
        ON CONVERT(x.name USING utf8mb4) COLLATE utf8mb4_bin = w.name AND x.elementtype = 'ticket'
      WHERE x.name IS NULL;
  INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@overwrite_trans` (entity, lang, transkey, transvalue)
    SELECT e.entity, l.lang, w.label, IF(l.lang LIKE 'fr%', w.french, w.english)
      FROM (@SHOWN_ENTITIES@) AS e
      CROSS JOIN (SELECT 'fr_FR' AS lang UNION SELECT 'en_US'
        UNION SELECT CONVERT(u.lang USING utf8mb4) COLLATE utf8mb4_bin FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@
          WHERE u.lang LIKE '__\___'
        UNION SELECT CONVERT(c.value USING utf8mb4) COLLATE utf8mb4_bin FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
          WHERE c.name = 'MAIN_LANG_DEFAULT' AND c.value LIKE '__\___') AS l
      CROSS JOIN (@SHOWN_LABELS@) AS w
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@overwrite_trans` AS x @BASE_TABLE@
        ON x.entity = e.entity AND CONVERT(x.lang USING utf8mb4) COLLATE utf8mb4_bin = l.lang
        AND CONVERT(x.transkey USING utf8mb4) COLLATE utf8mb4_bin = w.label
      WHERE x.rowid IS NULL;
  INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@menu` (menu_handler, entity, module, type, mainmenu, leftmenu, fk_menu, fk_mainmenu,
      fk_leftmenu, position, url, target, titre, prefix, langs, perms, enabled, usertype)
    SELECT 'all', e.entity, 'ticketstock', 'left', 'ticket', 'ticketstock', -1, 'ticket', 'ticket', 104,
        CONCAT('/ticket/list.php?mode=list&search_fk_statut=openall&search_options_ticketstock_is_due=1',
          '&search_options_ticketstock_is_due_boolean=1&sortfield=ef.ticketstock_waiting&sortorder=asc'),
        '', 'Answer due (TicketStock)', '', 'ticket', '$user->hasRight("ticket","read")', 'isModEnabled("ticket")', 2
      FROM (@SHOWN_ENTITIES@) AS e
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@menu` AS x @BASE_TABLE@ ON x.module = 'ticketstock' AND x.entity = e.entity
      WHERE x.rowid IS NULL;
  DELETE x FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@default_values` AS x @BASE_TABLE@
    WHERE due_first = 0 AND x.type = 'sortorder' AND x.param = 'ef.ticketstock_is_due,ef.ticketstock_waiting';
  INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@default_values` (type, user_id, page, param, value, entity)
    SELECT 'sortorder', 0, 'ticket/list.php', 'ef.ticketstock_is_due,ef.ticketstock_waiting', 'desc,asc', e.entity
      FROM (@SHOWN_ENTITIES@) AS e
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@default_values` AS x @BASE_TABLE@
        ON x.type = 'sortorder' AND x.user_id = 0 AND x.page = 'ticket/list.php' AND x.entity = e.entity
      WHERE x.rowid IS NULL AND due_first = 1;
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@user_param` AS u @BASE_TABLE_OF_CHOICES@
    SET u.value = CONCAT(u.value, IF(u.value LIKE '%,', 'ef.ticketstock_due,', ',ef.ticketstock_due'))
    WHERE was_shown = 0 AND u.param = 'MAIN_SELECTEDFIELDS_ticketlist' AND u.value <> ''
      AND u.value NOT LIKE '%ef.ticketstock\_due%';
END//
DELIMITER ;
