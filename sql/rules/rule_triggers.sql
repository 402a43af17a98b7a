/* A rule that could not work is refused when it is written. What concerns ready_warehouse stands there at once; the
   first ticket of a rule finds its number series too. */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_inserted BEFORE INSERT ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_updated BEFORE UPDATE ON rule FOR EACH ROW
  CALL check_rule_row(NEW.label, NEW.enabled, NEW.entity, NEW.assignee_id, NEW.contact_group_id,
    NEW.type_code, NEW.severity_code, NEW.category_code, NEW.subject, NEW.message);

DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_numbered AFTER INSERT ON rule FOR EACH ROW
BEGIN
  CALL prepare_entity(NEW.entity);
  CALL follow_rule(NEW.id);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_changed AFTER UPDATE ON rule FOR EACH ROW
BEGIN
  IF NEW.enabled > OLD.enabled OR NEW.sources <> OLD.sources THEN
    UPDATE rule_warehouse SET watched_since = CURRENT_TIMESTAMP(3) WHERE rule_id = NEW.id;
  END IF;
  CALL prepare_entity(NEW.entity);
  CALL follow_rule(NEW.id);
  IF NEW.id <> OLD.id THEN
    CALL follow_rule(OLD.id);
  END IF;
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_deleted AFTER DELETE ON rule FOR EACH ROW
  CALL follow_rule(OLD.id)//
DELIMITER ;
