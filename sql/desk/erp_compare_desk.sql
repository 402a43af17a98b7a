/*
 * Compares desk_ticket, and what lists read beside it, with what the ERP's rows say: of the newest 100 tickets and of the 100
 * below a place. The event check_health moves the place on, minute by minute, until it has come to the oldest. Of desk_link
 * each person's own tickets: lists read these without asking further.
 * Those with a change that is not yet followed are left out; times of ours, which depend on the zone that the ERP is
 * taken to be in, are not compared.
 *
 * place            tickets with a lower rowid are compared; NULL: those below the newest
 * next_place       OUT: where to go on; NULL: all are compared
 * different        OUT: how many tickets differ, or are missing
 * first_different  OUT: rowid of the first; NULL: none
 *
 * Reads:      desk_link, desk_text, desk_ticket, goods_due, llx_actioncomm, llx_ticket, llx_user, ticket_change,
 *             ticket_journal
 * Called by:  erp_check_desk
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_compare_desk;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_compare_desk(IN place INT, OUT next_place INT, OUT different INT,
  OUT first_different INT)
  COMMENT 'Compares desk_ticket with the ERP''s rows'
BEGIN
  DECLARE first_ticket, last_ticket, below, found, first_found, round INT DEFAULT 0;
  DECLARE first_change, last_change BIGINT UNSIGNED;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_desk_facts(zone, language, own_addresses);
  SELECT MAX(t.rowid) + 1 INTO below FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@;
  SET different = 0, first_different = NULL;
  WHILE round < 2 DO
    SELECT MIN(n.rowid), MAX(n.rowid) INTO first_ticket, last_ticket
      FROM (SELECT t.rowid FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        WHERE t.rowid < below ORDER BY t.rowid DESC LIMIT 100) AS n;
    SELECT COUNT(*), MIN(s.ticket_id) INTO found, first_found
      FROM (
        @PART_DESK_ROW@
      ) AS s
      LEFT JOIN desk_ticket AS d ON d.ticket_id = s.ticket_id
      WHERE (d.ticket_id IS NULL OR NOT (d.entity <=> s.entity AND d.ref <=> s.ref AND d.track_id <=> s.track_id
          AND d.status <=> s.status AND d.state <=> s.state AND d.unread <=> s.unread
          AND d.waiting_since_erp <=> s.waiting_since_erp AND d.last_word_id <=> s.last_word_id AND d.episode <=> s.episode
          AND d.assignee_id <=> s.assignee_id AND d.creator_id <=> s.creator_id AND d.type_code <=> s.type_code
          AND d.severity_code <=> s.severity_code AND d.category_code <=> s.category_code
          AND d.thirdparty_id <=> s.thirdparty_id)
        /* As EXISTS it would be made a table of all tickets. */
        OR NOT COALESCE((SELECT CAST(k.subject AS BINARY) = CAST(COALESCE(CONVERT(t.subject USING utf8mb4), '') AS BINARY)
          FROM desk_text AS k JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = k.ticket_id
          WHERE k.ticket_id = s.ticket_id LIMIT 1), 0)
        /* One person each: with IN all tickets of all persons would be read. */
        OR s.assignee_id > 0 AND NOT EXISTS (SELECT 1 FROM desk_link AS l FORCE INDEX (PRIMARY)
          WHERE l.kind = 'own' AND l.number = s.assignee_id AND l.opened_at = d.opened_at AND l.ticket_id = s.ticket_id
            AND l.state = d.state AND l.status = d.status AND l.unread = d.unread AND l.assignee_id <=> d.assignee_id
            AND l.creator_id <=> d.creator_id AND l.thirdparty_id <=> d.thirdparty_id AND l.type_code <=> d.type_code
            AND l.severity_code <=> d.severity_code AND l.category_code <=> d.category_code)
        OR s.creator_id > 0 AND NOT EXISTS (SELECT 1 FROM desk_link AS l FORCE INDEX (PRIMARY)
          WHERE l.kind = 'own' AND l.number = s.creator_id AND l.opened_at = d.opened_at AND l.ticket_id = s.ticket_id
            AND l.state = d.state AND l.status = d.status AND l.unread = d.unread AND l.assignee_id <=> d.assignee_id
            AND l.creator_id <=> d.creator_id AND l.thirdparty_id <=> d.thirdparty_id AND l.type_code <=> d.type_code
            AND l.severity_code <=> d.severity_code AND l.category_code <=> d.category_code))
        AND NOT EXISTS (SELECT 1 FROM ticket_change AS g WHERE g.ticket_id = s.ticket_id);
    SET different = different + found, first_different = LEAST(COALESCE(first_different, first_found), COALESCE(first_found, first_different)),
      round = round + 1, below = LEAST(first_ticket, COALESCE(place, first_ticket)), next_place = first_ticket;
  END WHILE;
END//
DELIMITER ;
