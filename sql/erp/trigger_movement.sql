/*
 * The trigger on the ERP's stock movements. It reads one row of one table; a movement that leaves
 * goods or enters a warehouse that nobody watches costs no more.
 *
 * The sign of value says whether goods enter, not type_mouvement. MAX gives a row always and, with
 * SELECT … INTO, locks none. The handler is for a TicketStock that is damaged or being upgraded
 * (table, procedure, column or right missing): goods are booked even then.
 */
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_movement`;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` TRIGGER `@ERP_SCHEMA@`.`ticketstock_movement`
AFTER INSERT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` FOR EACH ROW
BEGIN
  DECLARE watching_rule INT;
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146, 1305, 1370
  BEGIN
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    INSERT INTO `@TICKETSTOCK_SCHEMA@`.incident (movement_id, message)
      VALUES (NEW.rowid, 'TicketStock is damaged or was being installed: see health_check(), then retry_incident().');
  END;
  IF NEW.value > 0 THEN
    SELECT MAX(rule_id) INTO watching_rule FROM `@TICKETSTOCK_SCHEMA@`.rule_warehouse
      WHERE warehouse_id = NEW.fk_entrepot;
    IF watching_rule IS NOT NULL THEN
      CALL `@TICKETSTOCK_SCHEMA@`.open_ticket(NEW.rowid, watching_rule);
    END IF;
  END IF;
END//
DELIMITER ;
