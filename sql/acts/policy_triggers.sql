/* A policy that could not work is refused when it is written. */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_policy_inserted BEFORE INSERT ON type_policy FOR EACH ROW
  CALL check_type_policy(NEW.entity, NEW.type_code, NEW.words_en, NEW.words_fr);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_policy_updated BEFORE UPDATE ON type_policy FOR EACH ROW
  CALL check_type_policy(NEW.entity, NEW.type_code, NEW.words_en, NEW.words_fr);
