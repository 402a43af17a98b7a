/*
 * Lists whom the next tickets of a rule or a type go to, in turn.
 *
 * this_rule      rule.id; 0: it is about a type
 * this_entity    entity of the tickets
 * this_type      of a type its code; of a rule empty, or * for tickets that are given later
 * assignee       of a rule its assignee; NULL: none
 * contact_group  of a rule its group; NULL: none
 * most           of a rule, how many of them are looked at, as erp_list_contacts() does; the others get no mail
 * strategy       round_robin or least_open
 * turns          OUT: rowids of users with commas between them; NULL: nobody is there
 *
 * Candidates are a rule's assignee and group, or the agents who may manage a type. Who is disabled, external or on leave is
 * passed over. round_robin: each once, whose last ticket is longest ago first. least_open: as if each of the next hundred
 * tickets went to whoever has the fewest open ones then. Of equals the one whose last ticket is longest ago.
 *
 * Reads:      assignment_turn, desk_ticket, erp_group_member, llx_ticket, llx_user, ticket_change, type_agent
 * Called by:  check_assignment, erp_give_again, erp_prepare_turns, give_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_list_turns;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_list_turns(IN this_rule INT, IN this_entity INT,
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN assignee INT, IN contact_group INT,
  IN most INT, IN strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT turns MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Lists whom the next tickets of a rule or a type go to'
BEGIN
  DECLARE ended, this_user, is_active, tickets INT DEFAULT 0;
  DECLARE this_turn BIGINT UNSIGNED;
  DECLARE on_leave, not_followed, people LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '[]';
  DECLARE candidates CURSOR FOR
    SELECT u.rowid, u.statut = 1 AND COALESCE(u.fk_soc, 0) = 0, COALESCE(g.turn, 0)
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@
      LEFT JOIN assignment_turn AS g ON g.rule_id = this_rule AND g.entity = this_entity AND g.type_code = this_type
        AND g.user_id = u.rowid
      WHERE u.rowid = assignee OR u.rowid IN (SELECT m.user_id FROM erp_group_member AS m
          WHERE m.group_id = contact_group AND m.entity IN (0, this_entity))
        OR EXISTS (SELECT 1 FROM type_agent AS a WHERE this_rule = 0 AND a.level = 'manage' AND a.entity IN (0, this_entity)
          AND a.type_code IN ('*', this_type) AND (a.user_id = u.rowid OR a.group_id IN (SELECT n.group_id
            FROM erp_group_member AS n WHERE n.user_id = u.rowid AND n.entity IN (0, this_entity))))
      ORDER BY u.rowid <> assignee, u.rowid LIMIT most;
  DECLARE ordered CURSOR FOR
    SELECT p.user_id
      FROM JSON_TABLE(people, '$[*]' COLUMNS (user_id INT PATH '$[0]', turn BIGINT UNSIGNED PATH '$[1]', tickets INT PATH '$[2]')) AS p
      JOIN JSON_TABLE(CONCAT('[0', REPEAT(',0', IF(strategy = 'least_open', 99, 0)), ']'), '$[*]' COLUMNS (more FOR ORDINALITY)) AS n
      ORDER BY p.tickets + n.more, p.turn, p.user_id LIMIT 1000;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL erp_users_on_leave(on_leave);
  IF strategy = 'least_open' THEN
    SELECT COALESCE(JSON_OBJECTAGG(w.user_id, w.tickets), '{}') INTO not_followed
      FROM (SELECT t.fk_user_assign AS user_id, COUNT(*) AS tickets FROM ticket_change AS d
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = d.ticket_id AND t.fk_user_assign > 0
        LEFT JOIN desk_ticket AS f ON f.ticket_id = d.ticket_id
        WHERE d.kind = 'inserted' AND f.ticket_id IS NULL GROUP BY t.fk_user_assign) AS w;
  END IF;
  OPEN candidates;
  FETCH candidates INTO this_user, is_active, this_turn;
  WHILE NOT ended DO
    IF is_active AND NOT JSON_CONTAINS(on_leave, CAST(this_user AS CHAR)) THEN
      SET tickets = 0;
      IF strategy = 'least_open' THEN
        SELECT COUNT(*) + COALESCE(JSON_EXTRACT(not_followed, CONCAT('$."', this_user, '"')), 0) INTO tickets FROM desk_ticket AS k
          WHERE k.entity = this_entity AND k.assignee_id = this_user AND k.state IN ('todo', 'doing');
      END IF;
      SET people = JSON_ARRAY_APPEND(people, '$', JSON_ARRAY(this_user, this_turn, tickets));
    END IF;
    FETCH candidates INTO this_user, is_active, this_turn;
  END WHILE;
  CLOSE candidates;
  SET turns = NULL, ended = 0;
  OPEN ordered;
  FETCH ordered INTO this_user;
  WHILE NOT ended AND (strategy = 'round_robin' OR COALESCE(CHAR_LENGTH(turns), 0) < 600) DO
    SET turns = CONCAT_WS(',', turns, this_user);
    FETCH ordered INTO this_user;
  END WHILE;
  CLOSE ordered;
END//
DELIMITER ;
