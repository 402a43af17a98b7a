/*
 * Tells of new tickets that goods have opened that the goods were seen before, where a setting asks for it, and gives them to
 * whom the earlier ones are assigned to, where another does.
 *
 * first_ticket  lowest rowid of the tickets that are meant
 * last_ticket   highest
 * first_change  lowest number of their changes in due_change that are meant
 * last_change   highest
 * later         OUT: 1: somebody else has one locked
 *
 * Reads:      desk_ticket, due_change, llx_user, opened_ticket, setting
 * Called by:  erp_follow_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS tell_seen_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE tell_seen_changes(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED, OUT later INT)
  COMMENT 'Tells of new tickets that their goods were seen before'
BEGIN
  DECLARE ended, wanted, most_days, this_ticket, this_entity, former, assignee, same_agent, is_there INT DEFAULT 0;
  DECLARE this_change BIGINT UNSIGNED;
  DECLARE on_leave LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE opened CURSOR FOR
    SELECT k.ticket_id, k.entity, k.assignee_id, d.id FROM due_change AS d
      STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id AND k.state <> 'closed'
      WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change AND d.kind = 'inserted'
        AND EXISTS (SELECT 1 FROM opened_ticket AS o WHERE o.ticket_id = k.ticket_id
          AND o.track_id = CONVERT(k.track_id USING ascii) COLLATE ascii_bin)
      ORDER BY d.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET later = 0;
  SELECT COUNT(*) INTO wanted FROM setting AS s WHERE s.name = 'seen_before_days' AND s.value NOT IN ('', '0');
  IF wanted THEN
    OPEN opened;
    FETCH opened INTO this_ticket, this_entity, former, this_change;
    WHILE NOT ended AND NOT later DO
      SELECT @SETTING_seen_before_days@, @SETTING_seen_before_same_agent@ INTO most_days, same_agent;
      SET assignee = NULL;
      IF most_days > 0 THEN
        CALL erp_tell_seen(this_ticket, assignee, later);
      END IF;
      IF same_agent = 1 AND NOT later AND NOT assignee <=> former THEN
        CALL erp_users_on_leave(on_leave);
        SELECT COUNT(*) INTO is_there FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@
          WHERE u.rowid = assignee AND u.statut = 1 AND COALESCE(u.fk_soc, 0) = 0 AND NOT JSON_CONTAINS(on_leave, CAST(u.rowid AS CHAR));
        IF is_there THEN
          CALL erp_hand_ticket(this_ticket, this_change, 'seen_before', former, assignee, later);
        END IF;
      END IF;
      SET ended = 0;
      FETCH opened INTO this_ticket, this_entity, former, this_change;
    END WHILE;
    CLOSE opened;
  END IF;
END//
DELIMITER ;
