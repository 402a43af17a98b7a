/* Accounts and agents that could not work are refused when they are written. */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER desk_account_inserted BEFORE INSERT ON desk_account FOR EACH ROW
  CALL check_desk_account(NEW.account, NEW.kind, NEW.user_id, NEW.entity);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER desk_account_updated BEFORE UPDATE ON desk_account FOR EACH ROW
  CALL check_desk_account(NEW.account, NEW.kind, NEW.user_id, NEW.entity);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_agent_inserted BEFORE INSERT ON type_agent FOR EACH ROW
  CALL check_type_agent(NEW.entity, NEW.type_code, NEW.user_id, NEW.group_id);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_agent_updated BEFORE UPDATE ON type_agent FOR EACH ROW
  CALL check_type_agent(NEW.entity, NEW.type_code, NEW.user_id, NEW.group_id);
