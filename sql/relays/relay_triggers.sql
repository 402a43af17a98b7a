/* A relay that the mailer could not use is refused when it is written. */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_inserted BEFORE INSERT ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_updated BEFORE UPDATE ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);
