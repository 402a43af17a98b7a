CREATE DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_shown_updated
BEFORE UPDATE ON `@ERP_PREFIX@ticket_extrafields` FOR EACH ROW
BEGIN
  IF NEW.ticketstock_seq = OLD.ticketstock_seq THEN
    SET NEW.ticketstock_due = OLD.ticketstock_due, NEW.ticketstock_is_due = OLD.ticketstock_is_due,
      NEW.ticketstock_waiting = OLD.ticketstock_waiting, NEW.ticketstock_state = OLD.ticketstock_state;
  END IF;
END
