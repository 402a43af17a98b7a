/* A wrong setting is refused when it is written, whoever writes it and however. (upgrade/begin.sql drops the triggers.) */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_inserted BEFORE INSERT ON setting FOR EACH ROW
  CALL check_setting(NEW.entity, NEW.name, NEW.value);
/* Each setting keeps its row of entity 0: without it what reads the setting would stop, or forget a limit, without a word. */
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_updated BEFORE UPDATE ON setting FOR EACH ROW
BEGIN
  IF OLD.entity = 0 AND (NEW.entity <> 0 OR NEW.name <> OLD.name) THEN
    CALL refuse(CONCAT('Setting ', OLD.name, ' keeps its row of entity 0: INSERT another for an entity.'));
  END IF;
  CALL check_setting(NEW.entity, NEW.name, NEW.value);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_kept BEFORE DELETE ON setting FOR EACH ROW
  IF OLD.entity = 0 THEN
    CALL refuse(CONCAT('Setting ', OLD.name, ' keeps its row of entity 0: UPDATE its value; meaning says what is allowed.'));
  END IF//
DELIMITER ;

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER mail_template_inserted BEFORE INSERT ON mail_template FOR EACH ROW
  CALL check_template(NEW.kind, NEW.lang, NEW.subject, NEW.html);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER mail_template_updated BEFORE UPDATE ON mail_template FOR EACH ROW
  CALL check_template(NEW.kind, NEW.lang, NEW.subject, NEW.html);

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_inserted BEFORE INSERT ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_updated BEFORE UPDATE ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);

/* What concerns ready_warehouse stands there at once. The first ticket of a rule finds its number series too. */
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_numbered AFTER INSERT ON rule FOR EACH ROW
BEGIN
  CALL prepare_entity(NEW.entity);
  CALL erp_prepare_rule(NEW.id);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_changed AFTER UPDATE ON rule FOR EACH ROW
BEGIN
  IF NEW.enabled > OLD.enabled OR NEW.sources <> OLD.sources THEN
    UPDATE rule_warehouse SET watched_since = CURRENT_TIMESTAMP(3) WHERE rule_id = NEW.id;
  END IF;
  CALL prepare_entity(NEW.entity);
  CALL erp_prepare_rule(NEW.id);
  IF NEW.id <> OLD.id THEN
    CALL erp_prepare_rule(OLD.id);
  END IF;
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_deleted AFTER DELETE ON rule FOR EACH ROW
  CALL erp_prepare_rule(OLD.id)//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_added AFTER INSERT ON setting FOR EACH ROW
  CALL follow_setting(NEW.entity, NEW.name, NEW.value)//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_changed AFTER UPDATE ON setting FOR EACH ROW
BEGIN
  CALL follow_setting(NEW.entity, NEW.name, NEW.value);
  IF NEW.name <> OLD.name THEN
    CALL follow_setting(OLD.entity, OLD.name, '');
  END IF;
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_deleted AFTER DELETE ON setting FOR EACH ROW
  CALL follow_setting(OLD.entity, OLD.name, '')//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_added AFTER INSERT ON rule_warehouse FOR EACH ROW
  CALL erp_prepare_rule(NEW.rule_id)//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_changed AFTER UPDATE ON rule_warehouse FOR EACH ROW
BEGIN
  IF NEW.warehouse_id <> OLD.warehouse_id THEN
    DELETE FROM ready_warehouse WHERE warehouse_id = OLD.warehouse_id;
  END IF;
  CALL erp_prepare_rule(NEW.rule_id);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_deleted AFTER DELETE ON rule_warehouse FOR EACH ROW
  DELETE FROM ready_warehouse WHERE warehouse_id = OLD.warehouse_id//
DELIMITER ;

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_inserted BEFORE INSERT ON rule_warehouse FOR EACH ROW
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, 1);
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_updated BEFORE UPDATE ON rule_warehouse FOR EACH ROW
BEGIN
  CALL erp_check_watch(NEW.warehouse_id, NEW.rule_id, NEW.warehouse_id <> OLD.warehouse_id);
  IF NEW.warehouse_id <> OLD.warehouse_id THEN
    SET NEW.watched_since = CURRENT_TIMESTAMP(3);
  END IF;
END//
DELIMITER ;

CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_inserted BEFORE INSERT ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_updated BEFORE UPDATE ON relay FOR EACH ROW
  CALL check_relay(NEW.name, NEW.host, NEW.port, NEW.tls, NEW.ca_file, NEW.username, NEW.max_per_minute);
