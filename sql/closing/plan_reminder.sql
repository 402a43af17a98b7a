/*
 * Plans a reminder of a ticket, and what follows if it does not help: the agents are told, then the manager. Of a ticket that
 * nobody has taken the agents are told first of all. What follows comes so many hours after the one before has happened: who is
 * told late has his hours too.
 *
 * this_ticket     rowid in the ERP
 * this_entity     its entity
 * this_episode    desk_ticket.episode
 * this_step       untaken, unanswered or undone
 * due             when, UTC; NULL: not at all
 * escalate_hours  working hours between one and the next; NULL: nothing follows
 * has_manager     1: there is a manager
 * zone            of the ERP's times (erp_desk_facts)
 *
 * Reads:      ticket_deadline
 * Called by:  plan_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS plan_reminder;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE plan_reminder(IN this_ticket INT, IN this_entity INT,
  IN this_episode INT UNSIGNED, IN this_step VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN due DATETIME(3),
  IN escalate_hours INT, IN has_manager INT, IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Plans a reminder of a ticket, and what follows'
BEGIN
  DECLARE later, told, group_told DATETIME(3);
  CALL plan_step(this_ticket, this_episode, this_step, due);
  IF due IS NOT NULL AND escalate_hours IS NOT NULL THEN
    SELECT COALESCE(MAX(IF(d.step = this_step, d.done_at, NULL)), SYSDATE(3)), COALESCE(MAX(IF(d.step = this_step, NULL, d.done_at)), SYSDATE(3))
      INTO told, group_told FROM ticket_deadline AS d
      WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step IN (this_step, CONCAT(this_step, '_group'));
    CALL add_working_time(this_entity, zone, GREATEST(due, told), escalate_hours * 3600, later);
    IF this_step <> 'untaken' THEN
      CALL plan_step(this_ticket, this_episode, CONCAT(this_step, '_group'), later);
      CALL add_working_time(this_entity, zone, GREATEST(later, group_told), escalate_hours * 3600, later);
    END IF;
    IF has_manager THEN
      CALL plan_step(this_ticket, this_episode, CONCAT(this_step, '_manager'), later);
    END IF;
  END IF;
END//
DELIMITER ;
