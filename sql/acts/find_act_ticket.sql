/*
 * Finds a ticket that the caller may do something to. It goes by the ERP's row as it is now: one that following has not met
 * yet is found too.
 *
 * this_ref     ref, rowid or track_id
 * this_act     claim, assign, unclaim, reply, close, reopen or link (desk_act.act); read: it is to be seen only
 * me           user of the ERP who asks
 * my_entity    entity of the ERP whose tickets are met; 0: all
 * this_ticket  OUT: rowid of the ticket
 *
 * What each may: docs/working.md. Error 45000 if there is none that he sees, one sentence for both; if
 * several fit (find_desk_ticket); or if he may see it, but not do this.
 *
 * Reads:      desk_ticket, erp_group_member, llx_c_type_contact, llx_element_contact, llx_ticket, ticket_change,
 *             type_agent
 * Called by:  assign_ticket, claim_ticket, close_ticket, link_tickets, new_guest_link, reopen_ticket, reply_ticket,
 *             unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS find_act_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_act_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_act VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN me INT, IN my_entity INT, OUT this_ticket INT)
  COMMENT 'Finds a ticket that the caller may do something to'
BEGIN
  DECLARE seen, first_entity, last_entity, is_assignee, is_creator, is_contact INT;
  DECLARE looks_at_changes INT DEFAULT 0;
  DECLARE own_level VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ticket_ref, this_type VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  finding: LOOP
    SELECT COUNT(*), MAX(v.rowid), MIN(v.entity), MAX(v.entity), MAX(v.ref), MAX(v.type_code), MAX(v.level), MAX(v.is_assignee),
        MAX(v.is_creator), MAX(v.is_contact)
      INTO seen, this_ticket, first_entity, last_entity, ticket_ref, this_type, own_level, is_assignee, is_creator, is_contact
      FROM (
        SELECT t.rowid, t.entity, t.ref, t.type_code, @TICKET_LEVEL@ AS level, COALESCE(t.fk_user_assign = me, 0) AS is_assignee,
            COALESCE(t.fk_user_create = me, 0) AS is_creator,
            EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
              JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
              WHERE c.element_id = t.rowid AND c.fk_socpeople = me AND y.element = 'ticket' AND y.source = 'internal') AS is_contact
          FROM (
            SELECT d.ticket_id FROM desk_ticket AS d WHERE d.ref = this_ref
            UNION
            SELECT d.ticket_id FROM desk_ticket AS d WHERE d.track_id = this_ref COLLATE utf8mb4_bin
            UNION
            SELECT IF(this_ref REGEXP '^[0-9]{1,9}$', CAST(LEFT(this_ref, 9) AS UNSIGNED), 0)
            UNION
            SELECT h.ticket_id FROM ticket_change AS h WHERE looks_at_changes AND h.kind = 'inserted'
          ) AS f
          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = f.ticket_id
          WHERE my_entity IN (0, t.entity)
            AND (@TICKET_REF@ = this_ref OR @TICKET_TRACK@ = this_ref COLLATE utf8mb4_bin
              OR this_ref REGEXP '^[0-9]{1,9}$' AND t.rowid = CAST(LEFT(this_ref, 9) AS UNSIGNED))
      ) AS v
      WHERE v.level IS NOT NULL OR v.is_assignee OR v.is_creator OR v.is_contact LIMIT 1;
    IF seen > 0 OR looks_at_changes THEN
      LEAVE finding;
    END IF;
    SET looks_at_changes = 1;
  END LOOP;
  IF first_entity <> last_entity THEN
    CALL refuse(CONCAT('Entities ', first_entity, ' and ', last_entity, ' both have a ticket "', LEFT(this_ref, 40),
      '": say its rowid or track_id.'));
  ELSEIF seen > 1 THEN
    CALL refuse(CONCAT('"', LEFT(this_ref, 40), '" is the ref of one ticket and the rowid or track_id of another: say their track_id.'));
  ELSEIF seen = 0 THEN
    CALL refuse(CONCAT('There is no ticket "', COALESCE(LEFT(this_ref, 60), 'NULL'), '" that you may see.'));
  ELSEIF NOT (this_act = 'read' OR own_level <=> 'manage'
      OR this_act IN ('unclaim', 'reply', 'close', 'reopen', 'link') AND is_assignee
      OR this_act IN ('reply', 'close', 'reopen') AND is_creator
      OR this_act = 'reply' AND is_contact) THEN
    CALL refuse(CONCAT('You may see ', ticket_ref, ', but not ', this_act, ': it takes level manage of type ',
      COALESCE(this_type, '*'), '.'));
  END IF;
END//
DELIMITER ;
