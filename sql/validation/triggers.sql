/* A wrong setting is refused when it is written, whoever writes it and however. (upgrade/begin.sql drops the triggers.) */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_inserted BEFORE INSERT ON setting FOR EACH ROW
  CALL check_setting(NEW.name, NEW.value);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_updated BEFORE UPDATE ON setting FOR EACH ROW
  CALL check_setting(NEW.name, NEW.value);

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_inserted BEFORE INSERT ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_updated BEFORE UPDATE ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);
/* The first ticket of a new rule finds its number series ready. */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_numbered AFTER INSERT ON rule FOR EACH ROW
  CALL prepare_numbers();

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_inserted BEFORE INSERT ON rule_warehouse FOR EACH ROW
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, 1);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_updated BEFORE UPDATE ON rule_warehouse FOR EACH ROW
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, NEW.warehouse_id <> OLD.warehouse_id);

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_inserted BEFORE INSERT ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_updated BEFORE UPDATE ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);
