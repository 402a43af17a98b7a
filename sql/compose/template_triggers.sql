/* A mail text that could not be sent is refused when it is written. */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER mail_template_inserted BEFORE INSERT ON mail_template FOR EACH ROW
  CALL check_template(NEW.kind, NEW.lang, NEW.subject, NEW.html);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER mail_template_updated BEFORE UPDATE ON mail_template FOR EACH ROW
  CALL check_template(NEW.kind, NEW.lang, NEW.subject, NEW.html);
