/*
 * Whoever writes desk_ticket, what the ERP's pages show follows: a ticket whose answer has become due, or whose state has
 * changed, is put into ticket_to_show. Nothing is while the desk is not shown.
 */
DROP TRIGGER IF EXISTS desk_ticket_added;
DROP TRIGGER IF EXISTS desk_ticket_changed;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER desk_ticket_added AFTER INSERT ON desk_ticket FOR EACH ROW
BEGIN
  DECLARE is_shown INT;
  SELECT COUNT(*) INTO is_shown FROM desk_shown AS s;
  IF is_shown THEN
    INSERT INTO ticket_to_show (ticket_id) VALUES (NEW.ticket_id);
  END IF;
END//
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER desk_ticket_changed AFTER UPDATE ON desk_ticket FOR EACH ROW
BEGIN
  DECLARE is_shown INT;
  IF NOT (NEW.unread = OLD.unread AND NEW.state = OLD.state AND NEW.waiting_since_erp <=> OLD.waiting_since_erp
      AND NEW.entity = OLD.entity) THEN
    SELECT COUNT(*) INTO is_shown FROM desk_shown AS s;
    IF is_shown THEN
      INSERT INTO ticket_to_show (ticket_id) VALUES (NEW.ticket_id);
    END IF;
  END IF;
END//
DELIMITER ;
