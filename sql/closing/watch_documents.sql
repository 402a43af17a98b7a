/*
 * Looks once a minute whether what tickets wait for is done: such a ticket closes after the pause, unless the document is
 * opened again meanwhile. Where no policy waits for documents nothing is read.
 *
 * Reads:      desk_state, desk_ticket, linked_document, setting, ticket_deadline, type_policy
 * Writes:     desk_state, ticket_deadline
 * Called by:  run_deadlines
 * Internal
 */
DROP PROCEDURE IF EXISTS watch_documents;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE watch_documents()
  COMMENT 'Looks whether documents that tickets wait for are done'
BEGIN
  DECLARE asked, looks, ended, this_ticket, this_entity, is_done, pause INT DEFAULT 0;
  DECLARE this_episode INT UNSIGNED;
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE found CURSOR FOR
    SELECT k.ticket_id, k.entity, k.episode, COALESCE(MIN(l.is_done) AND MAX(l.is_new), 0)
      FROM desk_ticket AS k STRAIGHT_JOIN linked_document AS l ON l.ticket_id = k.ticket_id
      LEFT JOIN ticket_deadline AS d ON d.ticket_id = k.ticket_id AND d.episode = k.episode AND d.step = 'document'
      WHERE k.state <> 'closed'
      GROUP BY k.ticket_id, k.entity, k.episode HAVING MAX(d.ticket_id IS NOT NULL) <> COALESCE(MIN(l.is_done) AND MAX(l.is_new), 0);
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT COUNT(*) INTO asked FROM type_policy AS p WHERE p.done_when = 'document';
  SELECT COUNT(*) INTO looks FROM desk_state AS s WHERE s.number = 1
    AND NOT COALESCE(s.documents_at BETWEEN right_now - INTERVAL 55 SECOND AND right_now, 0);
  IF asked AND looks THEN
    CALL begin_changes();
    CALL erp_read_documents(-2147483648, 2147483647);
    OPEN found;
    FETCH found INTO this_ticket, this_entity, this_episode, is_done;
    WHILE NOT ended DO
      IF is_done THEN
        SELECT @SETTING_close_pause_minutes@ INTO pause;
        CALL plan_step(this_ticket, this_episode, 'document', right_now + INTERVAL pause MINUTE);
      ELSE
        DELETE FROM ticket_deadline WHERE ticket_id = this_ticket AND episode = this_episode AND step = 'document' AND done_at IS NULL;
      END IF;
      SET ended = 0;
      FETCH found INTO this_ticket, this_entity, this_episode, is_done;
    END WHILE;
    CLOSE found;
    UPDATE desk_state SET documents_at = right_now WHERE number = 1;
    COMMIT;
  END IF;
END//
DELIMITER ;
