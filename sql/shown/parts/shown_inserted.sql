CREATE DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_shown_inserted
BEFORE INSERT ON `@ERP_PREFIX@ticket_extrafields` FOR EACH ROW
BEGIN
  DECLARE is_shown, this_is_due INT;
  DECLARE this_waiting DATETIME;
  DECLARE this_state VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_due TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  IF NEW.ticketstock_made = 0 THEN
    SET NEW.ticketstock_due = NULL, NEW.ticketstock_is_due = NULL, NEW.ticketstock_waiting = NULL,
      NEW.ticketstock_state = NULL, NEW.ticketstock_seq = 0;
    SELECT COUNT(*) INTO is_shown FROM `@TICKETSTOCK_SCHEMA@`.desk_shown WHERE erp_schema = DATABASE();
    IF is_shown THEN
      SELECT MAX(due), MAX(is_due), MAX(waiting), MAX(state) INTO this_due, this_is_due, this_waiting, this_state
        FROM `@TICKETSTOCK_SCHEMA@`.erp_shown_ticket WHERE ticket_id = NEW.fk_object;
      SET NEW.ticketstock_due = this_due, NEW.ticketstock_is_due = this_is_due, NEW.ticketstock_waiting = this_waiting,
        NEW.ticketstock_state = this_state;
      INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_to_show (id, ticket_id) VALUES (@CHANGE_ID@, NEW.fk_object);
    END IF;
  END IF;
END
