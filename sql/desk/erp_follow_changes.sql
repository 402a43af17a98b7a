/*
 * Applies changes that are in due_change, of one ticket or of many together: journal, desk_ticket, and the changes are
 * deleted. Together, because each statement that reads and writes a ticket costs the server more than the ticket does.
 * Where another session holds one of the changes, a ticket's row of desk_ticket, or of the ERP if it is to be put right,
 * nothing is done this time.
 *
 * first_ticket   lowest rowid of the tickets that are meant
 * last_ticket    highest
 * first_change   lowest number of the changes that are meant
 * last_change    highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * language       of labels
 * own_addresses  addresses of machines
 * later          OUT: 1: nothing was done; 0: they are applied
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      desk_ticket, due_change, llx_ticket, recent_write, ticket_change
 * Writes:     desk_text, desk_ticket, muted_ticket, recent_write, ticket_change
 * Called by:  erp_try_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_follow_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_changes(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT later INT)
  COMMENT 'Applies changes of tickets'
BEGIN
  DECLARE wanted, claimed, known, present, opener_changed, maybe_stale, by_mail, may_be_told, is_free, is_new, this_ticket, ended INT DEFAULT 0;
  DECLARE stale CURSOR FOR SELECT DISTINCT d.ticket_id FROM due_change AS d
    WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change
      AND d.kind = 'updated' AND NOT (d.old_assignee <=> d.new_assignee AND d.old_closed <=> d.new_closed)
      /* Only what somebody else has done within five minutes can be undone: erp_find_stale.sql. */
      AND EXISTS (SELECT 1 FROM recent_write AS e WHERE e.ticket_id = d.ticket_id AND e.connection <> d.connection
        AND e.at >= d.at - INTERVAL 5 MINUTE);
  DECLARE gone CURSOR FOR SELECT DISTINCT d.ticket_id FROM due_change AS d
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = d.ticket_id
    WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change AND t.rowid IS NULL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT COUNT(*), COALESCE(MAX(d.opener_changed), 0),
      SUM(d.kind = 'updated' AND NOT (d.old_assignee <=> d.new_assignee AND d.old_closed <=> d.new_closed)),
      MAX(d.code IN ('AC_EMAIL', 'AC_EMAIL_IN')), MAX(@IS_TOLD@), MAX(@IS_FREE@),
      MAX(d.kind = 'inserted')
    INTO wanted, opener_changed, maybe_stale, by_mail, may_be_told, is_free, is_new FROM due_change AS d
    WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change;
  SAVEPOINT ticketstock_follow;
  SELECT COUNT(*) INTO claimed FROM due_change AS d STRAIGHT_JOIN ticket_change AS c ON c.id = d.id
    WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change FOR UPDATE SKIP LOCKED;
  SELECT COUNT(*) INTO known FROM due_change AS d STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id
    WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change;
  SELECT COUNT(*) INTO present FROM due_change AS d STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id
    WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change FOR UPDATE SKIP LOCKED;
  SET later = claimed < wanted OR present < known;
  IF NOT later THEN
    CALL erp_write_journal(first_ticket, last_ticket, first_change, last_change, language, own_addresses);
    INSERT INTO recent_write (change_id, ticket_id, at, account, connection, puts_right, old_status, new_status, old_assignee,
        new_assignee, old_closed, new_closed)
      SELECT c.id, c.ticket_id, c.at, @ACCOUNT_NAME@, c.connection, c.account LIKE 'ticketstock@%', c.old_status, c.new_status,
          c.old_assignee, c.new_assignee, c.old_closed, c.new_closed
        FROM due_change AS c
        WHERE c.ticket_id BETWEEN first_ticket AND last_ticket AND c.id BETWEEN first_change AND last_change
          AND c.kind = 'updated'
          AND NOT (c.old_status <=> c.new_status AND c.old_assignee <=> c.new_assignee AND c.old_closed <=> c.new_closed)
        ORDER BY c.id;
    IF maybe_stale THEN
      SET ended = 0;
      OPEN stale;
      FETCH stale INTO this_ticket;
      WHILE NOT ended AND NOT later DO
        CALL erp_note_stale(this_ticket, first_change, last_change, later);
        SET ended = 0;
        FETCH stale INTO this_ticket;
      END WHILE;
      CLOSE stale;
    END IF;
  END IF;
  IF NOT later THEN
    IF by_mail THEN
      CALL erp_judge_words(first_ticket, last_ticket, first_change, last_change);
    END IF;
    IF opener_changed THEN
      UPDATE due_change AS d STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id SET k.by_customer = NULL
        WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change
          AND d.opener_changed = 1;
    END IF;
    CALL erp_read_desk(first_ticket, last_ticket, first_change, last_change, zone, own_addresses);
    IF is_free THEN
      CALL assign_new(first_ticket, last_ticket, first_change, last_change, later);
    END IF;
    IF is_new AND NOT later THEN
      CALL tell_seen_changes(first_ticket, last_ticket, first_change, last_change, later);
    END IF;
  END IF;
  IF NOT later THEN
    IF may_be_told THEN
      CALL tell_changes(first_ticket, last_ticket, first_change, last_change, zone, own_addresses);
    END IF;
    SET ended = 0;
    OPEN gone;
    FETCH gone INTO this_ticket;
    WHILE NOT ended DO
      DELETE FROM desk_ticket WHERE desk_ticket.ticket_id = this_ticket;
      DELETE FROM desk_text WHERE desk_text.ticket_id = this_ticket;
      DELETE FROM muted_ticket WHERE muted_ticket.ticket_id = this_ticket;
      FETCH gone INTO this_ticket;
    END WHILE;
    CLOSE gone;
    DELETE c FROM due_change AS d STRAIGHT_JOIN ticket_change AS c ON c.id = d.id
      WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change;
  ELSE
    ROLLBACK TO SAVEPOINT ticketstock_follow;
  END IF;
  RELEASE SAVEPOINT ticketstock_follow;
END//
DELIMITER ;
