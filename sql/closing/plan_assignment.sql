/*
 * Plans that a ticket for which nobody was there is given to somebody who is back: every hour of work, beginning with an hour
 * after it was noted (erp_give_again). Who takes a ticket from everybody wants it so. What waits already was asked for before,
 * and does so on when the policy asks for something more.
 *
 * this_ticket   rowid in the ERP
 * this_entity   its entity
 * track         its track_id
 * this_episode  desk_ticket.episode
 * zone          of the ERP's times (erp_desk_facts)
 * asked         type_policy.asked_at; NULL: nothing is asked for, or it is closed
 * again         type_policy.assign_again_days; NULL: it is not, or the ticket is somebody's
 *
 * Reads:      ticket_deadline, ticket_journal
 * Writes:     ticket_deadline
 * Called by:  plan_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS plan_assignment;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE plan_assignment(IN this_ticket INT, IN this_entity INT,
  IN track VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN this_episode INT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN asked DATETIME(3), IN again INT)
  COMMENT 'Plans that a ticket is given to somebody who is back'
BEGIN
  DECLARE missed, due DATETIME(3);
  DECLARE planned, waits INT DEFAULT 0;
  SELECT COUNT(*), COALESCE(SUM(d.done_at IS NULL), 0) INTO planned, waits FROM ticket_deadline AS d
    WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = 'assign';
  IF asked IS NOT NULL AND again IS NOT NULL THEN
    SELECT MAX(IF(h.what = 'assignment' AND h.new_value = 'nobody is there', h.at, NULL)) INTO missed FROM ticket_journal AS h
      WHERE h.id = (SELECT MAX(l.id) FROM ticket_journal AS l
        WHERE l.ticket_id = this_ticket AND l.track_id = track AND l.what IN ('assignment', 'assignee'));
    SET missed = IF((missed >= asked OR waits) AND missed > SYSDATE(3) - INTERVAL again DAY, missed, NULL);
  END IF;
  IF missed IS NULL THEN
    DELETE FROM ticket_deadline WHERE ticket_id = this_ticket AND step = 'assign' AND done_at IS NULL;
  ELSEIF NOT planned THEN
    CALL add_working_time(this_entity, zone, missed, 3600, due);
    CALL plan_step(this_ticket, this_episode, 'assign', due);
  END IF;
END//
DELIMITER ;
