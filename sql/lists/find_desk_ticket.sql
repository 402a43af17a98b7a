/*
 * Finds a ticket that the caller may see.
 *
 * this_ref     ref, rowid or track_id
 * me           user of the ERP who asks
 * my_entity    entity of the ERP whose tickets are met; 0: all
 * this_ticket  OUT: rowid of the ticket
 *
 * Error 45000 if there is none or it may not be seen, one sentence for both; or if several fit: the ref of two entities, or
 * of one the ref and of another the rowid.
 *
 * Reads:      desk_ticket, erp_group_member, llx_c_type_contact, llx_element_contact, type_agent
 * Called by:  journal_of_ticket, set_muted, show_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS find_desk_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_desk_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN me INT, IN my_entity INT, OUT this_ticket INT)
  COMMENT 'Finds a ticket that the caller may see'
BEGIN
  DECLARE seen INT;
  DECLARE first_entity, last_entity INT;
  SELECT COUNT(*), MAX(f.ticket_id), MIN(f.entity), MAX(f.entity) INTO seen, this_ticket, first_entity, last_entity
    FROM (
      SELECT d.ticket_id, d.entity, d.type_code, d.assignee_id, d.creator_id FROM desk_ticket AS d WHERE d.ref = this_ref
      UNION
      SELECT d.ticket_id, d.entity, d.type_code, d.assignee_id, d.creator_id FROM desk_ticket AS d
        WHERE d.track_id = this_ref COLLATE utf8mb4_bin
      UNION
      SELECT d.ticket_id, d.entity, d.type_code, d.assignee_id, d.creator_id FROM desk_ticket AS d
        WHERE this_ref REGEXP '^[0-9]{1,9}$' AND d.ticket_id = CAST(this_ref AS UNSIGNED)
    ) AS f
    WHERE my_entity IN (0, f.entity) AND (f.assignee_id = me OR f.creator_id = me
      OR EXISTS (SELECT 1 FROM type_agent AS a WHERE a.entity IN (0, f.entity) AND a.type_code IN ('*', f.type_code)
        AND (a.user_id = me OR a.group_id IN (SELECT g.group_id FROM erp_group_member AS g
          WHERE g.user_id = me AND g.entity IN (0, f.entity))))
      OR EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
        WHERE c.element_id = f.ticket_id AND c.fk_socpeople = me AND y.element = 'ticket' AND y.source = 'internal'));
  IF first_entity <> last_entity THEN
    CALL refuse(CONCAT('Entities ', first_entity, ' and ', last_entity, ' both have a ticket "', LEFT(this_ref, 40),
      '": say its rowid or track_id.'));
  ELSEIF seen > 1 THEN
    CALL refuse(CONCAT('"', LEFT(this_ref, 40), '" is the ref of one ticket and the rowid or track_id of another: say their track_id.'));
  ELSEIF seen = 0 THEN
    CALL refuse(CONCAT('There is no ticket "', COALESCE(LEFT(this_ref, 60), 'NULL'), '" that you may see.'));
  END IF;
END//
DELIMITER ;
