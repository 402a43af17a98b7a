/*
 * Plans a step of a ticket, unless it has happened in this episode.
 *
 * this_ticket   rowid in the ERP
 * this_episode  desk_ticket.episode
 * this_step     ticket_deadline.step
 * due           when, UTC; NULL: not at all
 *
 * Writes:     ticket_deadline
 * Called by:  erp_plan_reopening, plan_assignment, plan_reminder, plan_ticket, watch_documents
 * Internal
 */
DROP PROCEDURE IF EXISTS plan_step;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE plan_step(IN this_ticket INT, IN this_episode INT UNSIGNED,
  IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN due DATETIME(3))
  COMMENT 'Plans a step of a ticket'
BEGIN
  IF due IS NOT NULL THEN
    INSERT INTO ticket_deadline (ticket_id, episode, step, due_at)
      VALUES (this_ticket, this_episode, this_step, LEAST(due, TIMESTAMP('2037-12-30')))
      ON DUPLICATE KEY UPDATE due_at = IF(done_at IS NULL, VALUES(due_at), due_at);
  END IF;
END//
DELIMITER ;
