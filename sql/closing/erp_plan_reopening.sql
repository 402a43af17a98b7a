/*
 * Plans what is to become of a ticket to which its customer has written after it was closed: within so many days it is
 * opened again, unless the ERP has done so; later a linked one is opened.
 *
 * this_ticket   rowid in the ERP
 * track         its track_id
 * this_episode  desk_ticket.episode
 * days          type_policy.reopen_days
 * asked         type_policy.asked_at: words of before are left; NULL: one waits already
 *
 * Whether the customer's word has opened it is told by the journal: the word of the same connection, within a minute. Who has
 * set the status of a closed ticket after the word, from solved to abandoned, has seen it. Who has closed it has too, but for
 * a page that within five minutes of our reopening wrote the ticket back as it had read it before: no event of a closing, no
 * new date. That is put right once.
 *
 * Reads:      desk_ticket, llx_actioncomm, ticket_deadline, ticket_journal
 * Called by:  plan_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_plan_reopening;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_plan_reopening(IN this_ticket INT,
  IN track VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN this_episode INT UNSIGNED, IN days INT,
  IN asked DATETIME(3))
  COMMENT 'Plans what is to become of a closed ticket to which its customer has written'
BEGIN
  DECLARE closing, reopening, settled, word BIGINT UNSIGNED;
  DECLARE closed_on, wrote_on, succeeded TIMESTAMP(3);
  DECLARE is_closed, written_back, reopened INT;
  SELECT MAX(k.state = 'closed') INTO is_closed FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SELECT MAX(IF(j.what = 'state' AND j.new_value = 'closed', j.id, NULL)), MAX(IF(j.what = 'state' AND j.old_value = 'closed', j.id, NULL)),
      MAX(j.id) INTO closing, reopening, settled
    FROM ticket_journal AS j WHERE j.ticket_id = this_ticket AND j.track_id = track AND j.what IN ('state', 'status');
  SELECT COUNT(*) INTO written_back FROM ticket_journal AS j JOIN ticket_journal AS r ON r.id = reopening
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = j.event_id AND a.code = 'AC_TICKET_MODIFY'
    WHERE j.id = closing AND is_closed AND closing > reopening AND r.way = 'event' AND j.connection <> r.connection
      AND j.at <= r.at + INTERVAL 5 MINUTE;
  IF written_back THEN
    SELECT COUNT(*) INTO reopened FROM ticket_journal AS j JOIN ticket_journal AS r ON r.id = reopening
      WHERE j.ticket_id = this_ticket AND j.track_id = track AND j.what = 'state' AND j.old_value = 'closed' AND j.way = 'event'
        AND j.at >= r.at - INTERVAL 5 MINUTE;
    IF reopened = 1 THEN
      SELECT MAX(IF(j.what = 'state' AND j.new_value = 'closed', j.id, NULL)), MAX(j.id) INTO closing, settled
        FROM ticket_journal AS j JOIN ticket_journal AS r ON r.id = reopening
        WHERE j.ticket_id = this_ticket AND j.track_id = track AND j.what IN ('state', 'status') AND j.id < reopening
          AND NOT (j.change_id = r.change_id AND j.at = r.at);
    END IF;
  END IF;
  SELECT MAX(j.at) INTO closed_on FROM ticket_journal AS j WHERE j.id = closing;
  SELECT MAX(j.id) INTO word FROM ticket_journal AS j LEFT JOIN ticket_journal AS r ON r.id = reopening
    WHERE j.ticket_id = this_ticket AND j.track_id = track AND j.what = 'customer word' AND j.at >= closed_on AND COALESCE(j.at >= asked, 1)
      AND IF(is_closed, j.id > settled, r.id > closing AND j.connection = r.connection
        AND j.at BETWEEN r.at - INTERVAL 1 MINUTE AND r.at + INTERVAL 1 MINUTE);
  SELECT MAX(j.at) INTO wrote_on FROM ticket_journal AS j WHERE j.id = word;
  SELECT MAX(d.done_at) INTO succeeded FROM ticket_deadline AS d
    WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = 'successor';
  IF is_closed AND (wrote_on <= closed_on + INTERVAL days DAY OR wrote_on > succeeded) THEN
    CALL plan_step(this_ticket, this_episode, 'reopen', wrote_on);
  ELSEIF wrote_on > closed_on + INTERVAL days DAY AND succeeded IS NULL THEN
    CALL plan_step(this_ticket, this_episode, 'successor', wrote_on);
  END IF;
END//
DELIMITER ;
