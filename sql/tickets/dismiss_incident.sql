/*
 * Ends an incident that is not to be repaired: there will be no ticket, or the change is not followed, or the goods not counted.
 * Who said so, when and why stays in its row (dismissed_by, resolved_at, dismissed_why). The other incidents of a
 * movement that opened no ticket end with it. Of a change of a ticket: the next change of that ticket, or rebuild_desk(), reads it anew.
 *
 * this_incident  incident.id
 * why            text, for whoever asks later; at most 500 characters
 *
 * Error 45000 if there is no such open incident, or if why is empty or too long. Refused inside a transaction: it commits.
 *
 * Reads:      incident, stock_change, ticket_change
 * Writes:     incident, stock_change, ticket_change
 * Public
 */
DROP PROCEDURE IF EXISTS dismiss_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE dismiss_incident(IN this_incident BIGINT UNSIGNED,
  IN why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Ends an incident that is not to be repaired'
BEGIN
  DECLARE this_movement, this_print BIGINT;
  DECLARE this_change, these_goods BIGINT UNSIGNED;
  DECLARE present, of_goods INT;
  DECLARE counted TEXT CHARACTER SET ascii;
  DECLARE account VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT LEFT(SESSION_USER(), 255);
  /* Before the handler, whose ROLLBACK would be the caller's too. */
  CALL require_no_transaction();
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      RESIGNAL;
    END;
    IF COALESCE(TRIM(why), '') = '' THEN
      CALL refuse('dismiss_incident takes a reason, for whoever asks later: dismiss_incident(17, ''Booked by mistake'').');
    ELSEIF CHAR_LENGTH(why) > 500 THEN
      CALL refuse(CONCAT('The reason has ', CHAR_LENGTH(why), ' characters: 500 at most.'));
    END IF;
    /* Found without locks, and deleted by their numbers: movements append to these tables at this moment. */
    SELECT MAX(i.movement_id) INTO this_movement FROM incident AS i WHERE i.id = this_incident;
    SELECT MAX(c.id) INTO this_change FROM ticket_change AS c WHERE c.incident_id = this_incident;
    SELECT MAX(IF(c.incident_id = this_incident, c.schema_print, NULL)), GROUP_CONCAT(c.incident_id) INTO these_goods, counted
      FROM stock_change AS c WHERE c.movement_id = this_movement AND c.incident_id IS NOT NULL;
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT COUNT(*), MAX(movement_id), MAX(movement_print), MAX(message LIKE 'Its goods are not counted:%')
      INTO present, this_movement, this_print, of_goods
      FROM incident WHERE id = this_incident AND resolved_at IS NULL FOR UPDATE;
    IF present = 0 THEN
      CALL refuse(CONCAT('There is no open incident ', COALESCE(this_incident, 'NULL'), ': see view incident_overview.'));
    END IF;
    UPDATE incident SET resolved_at = NOW(3), dismissed_by = account, dismissed_why = why
      WHERE resolved_at IS NULL AND (id = this_incident OR movement_id = this_movement AND these_goods IS NULL AND NOT of_goods
        AND message NOT LIKE 'Its goods are not counted:%' AND NOT COALESCE(FIND_IN_SET(id, counted), 0)
        AND COALESCE(movement_print, this_print, 0) = COALESCE(this_print, movement_print, 0));
    DELETE FROM ticket_change WHERE id = this_change;
    DELETE FROM stock_change WHERE movement_id = this_movement AND schema_print = these_goods;
    COMMIT;
  END;
END//
DELIMITER ;
