/* A policy that could not work is refused when it is written. */
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_policy_inserted BEFORE INSERT ON type_policy FOR EACH ROW
BEGIN
  CALL check_type_policy(NEW.entity, NEW.type_code, NEW.words_en, NEW.words_fr);
  CALL check_type_closing(NEW.done_when, NEW.documents, NEW.silence_days, NEW.warning_days, NEW.done_words_en, NEW.done_words_fr,
    NEW.escalate_to, NEW.escalate_value_days);
  SET NEW.asked_at = IF(NEW.done_when = 'by_hand' AND NEW.reopen_days IS NULL AND NEW.take_hours IS NULL AND NEW.answer_hours IS NULL
    AND NEW.done_days IS NULL AND NEW.escalate_value_days IS NULL
    AND NEW.assign_again_days IS NULL, NULL, COALESCE(NEW.asked_at, NOW(3)));
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_policy_updated BEFORE UPDATE ON type_policy FOR EACH ROW
BEGIN
  CALL check_type_policy(NEW.entity, NEW.type_code, NEW.words_en, NEW.words_fr);
  CALL check_type_closing(NEW.done_when, NEW.documents, NEW.silence_days, NEW.warning_days, NEW.done_words_en, NEW.done_words_fr,
    NEW.escalate_to, NEW.escalate_value_days);
  /* What is newly asked for is asked from now on, unless somebody says since when: or old tickets would all be late at once. */
  SET NEW.asked_at = CASE WHEN NEW.done_when = 'by_hand' AND NEW.reopen_days IS NULL AND NEW.take_hours IS NULL AND NEW.answer_hours IS NULL
      AND NEW.done_days IS NULL AND NEW.escalate_value_days IS NULL AND NEW.assign_again_days IS NULL THEN NULL
    WHEN NOT NEW.asked_at <=> OLD.asked_at THEN COALESCE(NEW.asked_at, NOW(3))
    WHEN NEW.done_when = 'silence' AND (OLD.done_when <> 'silence' OR NEW.silence_days < OLD.silence_days)
      OR NEW.reopen_days IS NOT NULL AND OLD.reopen_days IS NULL OR NEW.take_hours IS NOT NULL AND OLD.take_hours IS NULL
      OR NEW.answer_hours IS NOT NULL AND OLD.answer_hours IS NULL OR NEW.done_days IS NOT NULL AND OLD.done_days IS NULL
      OR NEW.escalate_hours IS NOT NULL AND OLD.escalate_hours IS NULL OR NEW.escalate_to IS NOT NULL AND OLD.escalate_to IS NULL
      OR NEW.escalate_value_days IS NOT NULL AND OLD.escalate_value_days IS NULL
      OR NEW.assign_again_days IS NOT NULL AND OLD.assign_again_days IS NULL THEN NOW(3)
    ELSE COALESCE(NEW.asked_at, NOW(3)) END;
END//
DELIMITER ;
/* Which goods are first looked for in tickets depends on it (ready_warehouse.takes_back). */
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_policy_added AFTER INSERT ON type_policy FOR EACH ROW
  CALL prepare_rules();
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_policy_changed AFTER UPDATE ON type_policy FOR EACH ROW
  CALL prepare_rules();
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER type_policy_deleted AFTER DELETE ON type_policy FOR EACH ROW
  CALL prepare_rules();
