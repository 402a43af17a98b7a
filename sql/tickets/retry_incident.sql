/*
 * Opens the ticket of an incident after the cause has been repaired; or follows the change that it is about, or counts its goods,
 * once more, with the next turn of follow_tickets().
 *
 * this_incident  incident.id
 *
 * Error 45000 if there is no such open incident, if its movement is gone, if the ERP has given its rowid to another
 * one, if its warehouse is watched no more or if the ticket still cannot be opened; the incident then stays open. The
 * other incidents of the same movement are resolved with it. Refused inside a transaction: it commits.
 *
 * Reads:      incident
 * Writes:     incident, opened_ticket
 * Called by:  retry_incidents, retry_since
 * Public
 */
DROP PROCEDURE IF EXISTS retry_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_incident(IN this_incident BIGINT UNSIGNED)
  COMMENT 'Opens the ticket of an incident after repair'
BEGIN
  DECLARE this_movement, watching_rule, this_ticket, changed_ticket, counted INT;
  DECLARE present BIGINT UNSIGNED;
  DECLARE failed_when TIMESTAMP(3);
  DECLARE this_print, old_print INT UNSIGNED;
  DECLARE warning VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* Before the handler, whose ROLLBACK would be the caller's too. */
  CALL require_no_transaction();
  retrying: BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      RESIGNAL;
    END;
    SELECT MAX(movement_id), MAX(movement_print), MAX(happened_at), MAX(ticket_id)
      INTO this_movement, old_print, failed_when, changed_ticket
      FROM incident
      WHERE id = this_incident AND resolved_at IS NULL;
    IF changed_ticket IS NOT NULL THEN
      CALL retry_change(this_incident);
      LEAVE retrying;
    END IF;
    CALL erp_retry_goods(this_incident, counted);
    IF counted THEN
      LEAVE retrying;
    ELSEIF this_movement IS NULL THEN
      CALL refuse(CONCAT('There is no open incident ', COALESCE(this_incident, 'NULL'), ': see table incident.'));
    END IF;
    CALL erp_movement_print(this_movement, this_print);
    IF this_print <> old_print THEN
      CALL refuse(CONCAT('Movement ', this_movement, ' of the ERP is another one than that of incident ', this_incident,
        ': see explain_movement(', this_movement, ').'));
    END IF;
    CALL erp_find_rule(this_movement, watching_rule);
    IF watching_rule IS NULL THEN
      CALL refuse(CONCAT('Movement ', this_movement,
        ' is gone or its warehouse is watched by no enabled rule.'));
    END IF;
    CALL prepare_numbers();
    START TRANSACTION;
    SELECT MAX(id) INTO present FROM incident WHERE id = this_incident AND resolved_at IS NULL FOR UPDATE;
    IF present IS NULL THEN
      CALL refuse(CONCAT('Another session has retried incident ', this_incident, ' at this moment.'));
    END IF;
    CALL erp_find_ticket(this_movement, this_print, failed_when, this_ticket);
    IF this_ticket IS NULL THEN
      /* What is recorded under the rowid is another movement's, or its ticket is no longer in the ERP. */
      UPDATE opened_ticket SET repetition = 1 + FLOOR(RAND() * 4000000000) WHERE movement_id = this_movement
        AND repetition = 0;
      CALL erp_retry_movement(this_movement, watching_rule, warning);
      IF warning IS NOT NULL THEN
        INSERT INTO incident (movement_id, movement_print, sql_state, message, resolved_at)
          VALUES (this_movement, this_print, '01000', warning, NOW(3));
      END IF;
      CALL erp_find_ticket(this_movement, this_print, failed_when, this_ticket);
      IF this_ticket IS NULL THEN
        CALL refuse(CONCAT('Movement ', this_movement,
          ' is of no kind that its rule opens tickets for: CALL explain_movement(', this_movement, ').'));
      END IF;
    END IF;
    UPDATE incident SET resolved_at = NOW(3)
      WHERE movement_id = this_movement AND COALESCE(movement_print, this_print) = this_print AND resolved_at IS NULL;
    COMMIT;
  END;
END//
DELIMITER ;
