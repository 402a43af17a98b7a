/* A choice that could not be kept is refused when it is written. */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER mail_choice_inserted BEFORE INSERT ON mail_choice FOR EACH ROW
  CALL erp_check_mail_choice(NEW.user_id, NEW.event, NEW.how, NEW.minutes, NEW.hour);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER mail_choice_updated BEFORE UPDATE ON mail_choice FOR EACH ROW
  CALL erp_check_mail_choice(NEW.user_id, NEW.event, NEW.how, NEW.minutes, NEW.hour);
