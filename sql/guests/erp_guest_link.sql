/*
 * Finds the ticket of a guest's link. One that was revoked is none, also if Dolibarr has written it back.
 *
 * this_track   track_id; empty: one that there is not
 * gate_entity  entity of the ERP whose tickets the gate meets; 0: all
 * this_ticket  OUT: rowid of the ticket; NULL: none
 * this_entity  OUT: its entity; NULL: none
 * ref          OUT: its ref
 * title        OUT: title of a message of it, as Dolibarr writes it
 * is_ours      OUT: 1: the track_id is of our making, and so cannot be guessed. Dolibarr's own has only a million values
 *
 * Reads:      desk_act, llx_const, llx_ticket, opened_ticket, renewed_link
 * Called by:  reply_as_guest
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_guest_link;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_guest_link(IN this_track VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
  IN gate_entity INT, OUT this_ticket INT, OUT this_entity INT,
  OUT ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT title VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT is_ours INT)
  COMMENT 'Finds the ticket of a guest''s link'
BEGIN
  DECLARE company VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(t.rowid), MAX(t.entity), MAX(t.ref), MAX(t.subject) INTO this_ticket, this_entity, ref, title
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.track_id = this_track AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = this_track AND gate_entity IN (0, t.entity)
      AND NOT EXISTS (SELECT 1 FROM renewed_link AS r WHERE r.ticket_id = t.rowid AND r.track_id <> this_track);
  SELECT SUBSTRING(MAX(CONCAT(c.entity > 0, LEFT(c.value, 100))), 2) INTO company FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    WHERE c.name = 'MAIN_INFO_SOCIETE_NOM' AND c.entity IN (0, this_entity);
  SET title = LEFT(CONCAT('[', COALESCE(company, ''), ' - Ticket ', ref, '] ', COALESCE(title, '')), 255);
  SELECT COUNT(*) > 0 INTO is_ours
    FROM (
      SELECT o.ticket_id FROM opened_ticket AS o WHERE o.ticket_id = this_ticket AND o.track_id = this_track
      UNION ALL
      SELECT d.ticket_id FROM desk_act AS d WHERE d.ticket_id = this_ticket AND d.act IN ('create', 'guest create')
      UNION ALL
      SELECT r.ticket_id FROM renewed_link AS r WHERE r.ticket_id = this_ticket AND r.track_id = this_track
    ) AS f;
END//
DELIMITER ;
