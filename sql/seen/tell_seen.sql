/*
 * Puts into the content of a ticket that goods have opened, in the place of __SEEN_BEFORE__, which earlier tickets were of the
 * same product and lot, whose they are and how they ended; nothing where there are none.
 *
 * this_ticket   rowid in the ERP
 * earlier_user  OUT: whom the newest of them is assigned to; NULL: nobody, or there is none
 * later         OUT: 1: somebody else has the ticket locked, its content is as it was; else 0
 *
 * In the language of the ticket's entity.
 *
 * Reads:      code_label, desk_ticket, erp_clock, llx_const, llx_ticket, llx_user, opened_ticket, seen_before, setting,
 *             ticket_journal
 * Writes:     llx_ticket
 * Called by:  erp_tell_seen_mails, tell_seen_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_tell_seen;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_seen(IN this_ticket INT, OUT earlier_user INT, OUT later INT)
  COMMENT 'Puts into the content of a ticket that its goods were seen before'
BEGIN
  DECLARE ended, this_entity, most_days, days, assignee, clock_ahead, locked INT DEFAULT 0;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE language CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sentence, ending, lot, ref, agent, status, closed_on, closed_by, words TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE tickets CURSOR FOR
    SELECT s.lot, s.days, k.ref, k.assignee_id, @SEEN_AGENT@, COALESCE(l.label, k.status),
        DATE_FORMAT(TIMESTAMP('1970-01-01') + INTERVAL UNIX_TIMESTAMP(k.closed_at) + clock_ahead SECOND, '%Y-%m-%d'),
        (SELECT j.who FROM ticket_journal AS j WHERE j.ticket_id = k.ticket_id AND j.track_id = k.track_id AND j.what = 'state'
          AND j.new_value = 'closed' ORDER BY j.id DESC LIMIT 1)
      FROM seen_before AS s JOIN desk_ticket AS k ON k.ticket_id = s.ticket_id
      LEFT JOIN code_label AS l ON l.dictionary = 'status' AND l.code = CAST(k.status AS CHAR) AND l.lang = language
      ORDER BY s.number;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT MAX(o.track_id), MAX(o.entity) INTO this_track, this_entity FROM opened_ticket AS o
    WHERE o.number = (SELECT MAX(n.number) FROM opened_ticket AS n WHERE n.ticket_id = this_ticket);
  SELECT @SETTING_seen_before_days@ INTO most_days;
  SELECT IF(SUBSTRING(MAX(CONCAT(c.entity > 0, c.value)), 2) LIKE 'fr%', 'fr', 'en') INTO language
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@ WHERE c.name = 'MAIN_LANG_DEFAULT' AND c.entity IN (0, this_entity);
  SELECT COALESCE(MAX(c.ahead), 0) INTO clock_ahead FROM erp_clock AS c WHERE c.number = 1;
  SELECT MAX(IF(l.code = 'SEEN_BEFORE', l.label, NULL)), MAX(IF(l.code = 'ENDED', l.label, NULL)) INTO sentence, ending
    FROM code_label AS l WHERE l.dictionary = 'event' AND l.lang = language;
  CALL erp_find_seen(this_ticket, this_track, this_entity, most_days);
  SET ended = 0, earlier_user = NULL;
  OPEN tickets;
  FETCH tickets INTO lot, days, ref, assignee, agent, status, closed_on, closed_by;
  WHILE NOT ended DO
    SET earlier_user = IF(words IS NULL, assignee, earlier_user),
      words = CONCAT_WS('<br>', words, CONVERT(ticketstock_render(CONCAT(sentence, ', __STATUS__', IF(closed_on IS NULL, '', ending), '.'),
        'html', '__DAYS__', @DAYS_WORDS@, '__BATCH__', lot, '__TICKET_REF__', ref, '__AGENT__', COALESCE(agent, '–'), '__STATUS__', status,
        '__DATE__', closed_on, '__WHO__', COALESCE(closed_by, '–')) USING utf8mb4));
    FETCH tickets INTO lot, days, ref, assignee, agent, status, closed_on, closed_by;
  END WHILE;
  CLOSE tickets;
  DROP TEMPORARY TABLE seen_before;
  SELECT COUNT(*) INTO later FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket AND t.message LIKE '%\_\_SEEN\_BEFORE\_\_%';
  SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket AND t.message LIKE '%\_\_SEEN\_BEFORE\_\_%' FOR UPDATE SKIP LOCKED;
  IF locked THEN
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.message = REPLACE(t.message, '__SEEN_BEFORE__', COALESCE(words, ''))
      WHERE t.rowid = this_ticket;
    SET later = 0;
  END IF;
END//
DELIMITER ;
