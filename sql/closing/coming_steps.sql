/*
 * What is to become of tickets by itself, as policies are now: of each type how many tickets have which step on which day.
 *
 * Reads:      desk_ticket, ticket_deadline
 * Public
 */
DROP VIEW IF EXISTS coming_steps;
CREATE DEFINER = `ticketstock`@`localhost` VIEW coming_steps AS
SELECT k.entity, k.type_code, d.step, DATE(d.due_at) AS day, COUNT(*) AS tickets, MIN(d.due_at) AS first_due_at,
    MIN(k.ref) AS example
  FROM ticket_deadline AS d JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id
  WHERE d.done_at IS NULL
  GROUP BY k.entity, k.type_code, d.step, DATE(d.due_at);
