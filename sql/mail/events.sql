/*
 * The events: delivery, ticket numbers made ahead, old mails deleted. CREATE … IF NOT EXISTS keeps what a DBA has
 * done to it: on a replica or a Galera node it may be disabled on purpose.
 */
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS deliver_lane_1
  ON SCHEDULE EVERY 1 SECOND
  COMMENT 'TicketStock: sends queued mail'
  DO CALL deliver_mail(1);

DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS prepare_numbers
  ON SCHEDULE EVERY 10 SECOND
  COMMENT 'TicketStock: makes the series of ticket numbers ahead'
  DO BEGIN
    CALL prepare_numbers();
    COMMIT;
  END//
DELIMITER ;

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS purge_mail
  ON SCHEDULE EVERY 1 HOUR
  COMMENT 'TicketStock: deletes old mails'
  DO CALL delete_old_mail(@ticketstock_deleted);

CALL prepare_numbers();
