/*
 * Finds the tickets of which changes that have been journaled may have to be told to somebody: most are not, and cost
 * together one look.
 *
 * first_ticket   lowest rowid of the tickets that are meant
 * last_ticket    highest
 * first_change   lowest number of their changes in due_change that are meant
 * last_change    highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines
 *
 * Reads:      due_change, opened_ticket, type_agent
 * Called by:  erp_follow_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS tell_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE tell_changes(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Finds the tickets of which changes may have to be told'
BEGIN
  DECLARE this_ticket, ended INT DEFAULT 0;
  DECLARE told CURSOR FOR
    SELECT DISTINCT d.ticket_id FROM due_change AS d
      WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change AND @IS_TOLD@
        AND EXISTS (SELECT 1 FROM type_agent AS g WHERE g.level = 'manage')
        AND NOT (d.kind = 'inserted' AND EXISTS (SELECT 1 FROM opened_ticket AS o WHERE o.ticket_id = d.ticket_id));
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN told;
  FETCH told INTO this_ticket;
  WHILE NOT ended DO
    CALL tell_ticket(this_ticket, first_change, last_change, zone, own_addresses);
    SET ended = 0;
    FETCH told INTO this_ticket;
  END WHILE;
  CLOSE told;
END//
DELIMITER ;
