/*
 * The delivery lane's event. CREATE … IF NOT EXISTS keeps what a DBA has done to it: on a replica or
 * a Galera node it may be disabled on purpose.
 */
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS deliver_lane_1
  ON SCHEDULE EVERY 1 SECOND
  COMMENT 'TicketStock: sends queued mail'
  DO CALL deliver_mail(1);
