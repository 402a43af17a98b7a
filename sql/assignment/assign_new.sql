/*
 * Gives new tickets, and tickets of a new type, that nobody has to agents, where their type's policy asks for it. Of those
 * that goods have opened the rule has decided already, and the journal says where nobody was there.
 *
 * first_ticket  lowest rowid of the tickets that are meant
 * last_ticket   highest
 * first_change  lowest number of their changes in due_change that are meant
 * last_change   highest
 * later         OUT: 1: somebody else has one of them locked
 *
 * Once: who takes a ticket from everybody wants it so. Imports are not given to anybody, as nobody is told of them.
 *
 * Reads:      bulk_write, desk_ticket, due_change, opened_ticket, rule, setting, type_policy
 * Called by:  erp_follow_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS assign_new;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE assign_new(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED, OUT later INT)
  COMMENT 'Gives new tickets that nobody has to agents'
BEGIN
  DECLARE ended, this_ticket, this_entity, of_rule, tell_within, import_limit INT DEFAULT 0;
  DECLARE this_change BIGINT UNSIGNED;
  DECLARE this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE free CURSOR FOR
    SELECT k.ticket_id, k.entity, COALESCE(k.type_code, ''), MAX(d.id), MAX(o.number) IS NOT NULL,
        COALESCE(MAX(CONCAT(r.assignment)), MAX(CONCAT(p.assignment)))
      FROM due_change AS d STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id AND k.assignee_id IS NULL
        AND k.state <> 'closed'
      LEFT JOIN opened_ticket AS o ON d.kind = 'inserted' AND o.ticket_id = k.ticket_id AND o.track_id = CONVERT(k.track_id USING ascii) COLLATE ascii_bin
      LEFT JOIN rule AS r ON r.id = o.rule_id
      LEFT JOIN type_policy AS p ON o.number IS NULL AND (p.entity, p.type_code) = (SELECT z.entity, z.type_code
        FROM type_policy AS z WHERE z.entity IN (0, k.entity) AND z.type_code IN ('*', k.type_code)
        ORDER BY z.entity DESC, z.type_code = '*' LIMIT 1)
      LEFT JOIN bulk_write AS w ON w.connection = d.connection
      WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change AND @IS_FREE@
        AND IF(o.number IS NULL, p.assignment, r.assignment) <> 'fixed'
        AND (o.number IS NOT NULL OR NOT (tell_within > 0 AND (d.at < SYSDATE(3) - INTERVAL tell_within HOUR
            OR d.kind = 'inserted' AND k.opened_at < d.at - INTERVAL tell_within HOUR)
          OR import_limit > 0 AND COALESCE(w.things > import_limit AND d.at >= w.first_at - INTERVAL 10 MINUTE, 0)))
      GROUP BY k.ticket_id, k.entity, k.type_code ORDER BY MAX(d.id);
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT @SETTING_tell_within_hours@, @SETTING_import_size@ INTO tell_within, import_limit;
  SET later = 0;
  OPEN free;
  FETCH free INTO this_ticket, this_entity, this_type, this_change, of_rule, strategy;
  WHILE NOT ended AND NOT later DO
    IF of_rule THEN
      CALL erp_note_assignment(this_ticket, this_change, strategy, NULL);
    ELSE
      CALL give_ticket(this_ticket, this_entity, this_type, this_change, strategy, later);
    END IF;
    SET ended = 0;
    FETCH free INTO this_ticket, this_entity, this_type, this_change, of_rule, strategy;
  END WHILE;
  CLOSE free;
END//
DELIMITER ;
