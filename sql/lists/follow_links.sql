/*
 * Notes in desk_link what came since the last run: contacts, which no trigger tells of, and goods that were added to a
 * ticket. Of the rows before those that were met the newest 10,000 (goods: 1,000) are looked at again, since numbers are
 * given before COMMIT; lists do so too. What the desk does not know yet is noted when it is followed. A transaction a ticket, since
 * following writes the same rows. Not to be called inside a transaction.
 *
 * Reads:      desk_link, desk_ticket, grouped_movement, llx_c_type_contact, llx_element_contact, llx_stock_mouvement,
 *             opened_ticket
 * Called by:  keep_prepared
 * Internal
 */
DROP PROCEDURE IF EXISTS follow_links;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_links()
  COMMENT 'Notes contacts and goods that came since the last run'
BEGIN
  DECLARE met, newest, first_ticket INT;
  DECLARE ended INT DEFAULT 0;
  DECLARE late_contacts CURSOR FOR
    SELECT DISTINCT d.ticket_id FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
        AND y.element = 'ticket'
      STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = c.element_id
      LEFT JOIN desk_link AS x ON x.kind = IF(y.source = 'internal', 'user', 'contact') AND x.number = c.fk_socpeople
        AND x.opened_at = d.opened_at AND x.ticket_id = d.ticket_id AND x.row_id >= c.rowid
      WHERE c.rowid > met - 10000 AND x.ticket_id IS NULL;
  /* Two, not one over a UNION: MySQL (docs/servers.md). */
  DECLARE late_goods CURSOR FOR
    SELECT DISTINCT d.ticket_id FROM opened_ticket AS o STRAIGHT_JOIN @UNMET_GOODS_OF_o@
      WHERE o.movement_id > met AND x.ticket_id IS NULL;
  DECLARE late_lines CURSOR FOR
    SELECT DISTINCT d.ticket_id FROM grouped_movement AS g STRAIGHT_JOIN opened_ticket AS o ON o.number = g.opened_number
      STRAIGHT_JOIN @UNMET_GOODS_OF_g@
      WHERE g.movement_id > met AND x.ticket_id IS NULL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  /* READ COMMITTED: INSERT … SELECT locks no row of the ERP then. */
  CALL begin_changes();
  SELECT COALESCE(MAX(row_id), 0) INTO met FROM desk_link WHERE kind = 'user';
  SELECT GREATEST(met, COALESCE(MAX(row_id), 0)) INTO met FROM desk_link WHERE kind = 'contact';
  SELECT COALESCE(MAX(c.rowid), 0) INTO newest FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@;
  IF newest <> met THEN
    OPEN late_contacts;
    FETCH late_contacts INTO first_ticket;
    WHILE NOT ended DO
      CALL begin_changes();
      CALL read_links(first_ticket, first_ticket, NULL, NULL);
      FETCH late_contacts INTO first_ticket;
    END WHILE;
    CLOSE late_contacts;
    SET ended = 0;
  END IF;
  SELECT COALESCE(MAX(row_id), 0) INTO met FROM desk_link WHERE kind = 'product';
  SELECT GREATEST(COALESCE(MAX(o.movement_id), 0), COALESCE((SELECT MAX(g.movement_id) FROM grouped_movement AS g), 0)) INTO newest
    FROM opened_ticket AS o;
  IF newest <> met THEN
    SET met = met - 1000;
    OPEN late_goods;
    FETCH late_goods INTO first_ticket;
    WHILE NOT ended DO
      CALL begin_changes();
      CALL read_links(first_ticket, first_ticket, NULL, NULL);
      FETCH late_goods INTO first_ticket;
    END WHILE;
    CLOSE late_goods;
    SET ended = 0;
    OPEN late_lines;
    FETCH late_lines INTO first_ticket;
    WHILE NOT ended DO
      CALL begin_changes();
      CALL read_links(first_ticket, first_ticket, NULL, NULL);
      FETCH late_lines INTO first_ticket;
    END WHILE;
    CLOSE late_lines;
  END IF;
  COMMIT;
END//
DELIMITER ;
