/*
 * A wrong setting is refused when it is written, whoever writes it and however; what it changes beforehand is changed
 * at once. (upgrade/begin.sql drops the triggers.)
 */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_inserted BEFORE INSERT ON setting FOR EACH ROW
  CALL check_setting(NEW.entity, NEW.name, NEW.value);
/* Each setting keeps its row of entity 0: without it what reads the setting would stop, or forget a limit, without a
   word. */
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_updated BEFORE UPDATE ON setting FOR EACH ROW
BEGIN
  IF OLD.entity = 0 AND (NEW.entity <> 0 OR NEW.name <> OLD.name) THEN
    CALL refuse(CONCAT('Setting ', OLD.name, ' keeps its row of entity 0: INSERT another for an entity.'));
  END IF;
  CALL check_setting(NEW.entity, NEW.name, NEW.value);
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_kept BEFORE DELETE ON setting FOR EACH ROW
  /* One that is none may go: a restore of another version's rows has brought it. */
  IF OLD.entity = 0 AND CASE OLD.name@SETTING_DEFAULTS@ END IS NOT NULL THEN
    CALL refuse(CONCAT('Setting ', OLD.name,
      ' keeps its row of entity 0: UPDATE its value; meaning says what is allowed.'));
  END IF//
DELIMITER ;

DELIMITER //
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
DELIMITER ;
