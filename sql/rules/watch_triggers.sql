/* A warehouse is watched by one rule, of its own entity; ready_warehouse follows at once. */
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

DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_added AFTER INSERT ON rule_warehouse FOR EACH ROW
  CALL follow_rule(NEW.rule_id)//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_changed AFTER UPDATE ON rule_warehouse FOR EACH ROW
BEGIN
  IF NEW.warehouse_id <> OLD.warehouse_id THEN
    DELETE FROM ready_warehouse WHERE warehouse_id = OLD.warehouse_id;
    DELETE FROM ready_contact WHERE warehouse_id = OLD.warehouse_id;
  END IF;
  CALL follow_rule(NEW.rule_id);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER rule_warehouse_deleted AFTER DELETE ON rule_warehouse FOR EACH ROW
BEGIN
  DELETE FROM ready_warehouse WHERE warehouse_id = OLD.warehouse_id;
  DELETE FROM ready_contact WHERE warehouse_id = OLD.warehouse_id;
END//
DELIMITER ;
