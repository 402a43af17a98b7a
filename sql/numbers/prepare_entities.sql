/*
 * Makes the series of numbers that entities need, or lets them follow the ERP: those with a rule, of accounts of the desk, and
 * where a ticket was opened through it before.
 *
 * Reads:      desk_account, number_series, rule
 * Called by:  follow_setting, prepare_numbers
 * Internal
 */
DROP PROCEDURE IF EXISTS prepare_entities;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_entities()
  COMMENT 'Makes the series of numbers of every entity that needs one'
BEGIN
  DECLARE this_entity INT DEFAULT -1;
  REPEAT
    /* No cursor, since there is a UNION: MySQL (docs/servers.md). */
    SELECT MIN(e.entity) INTO this_entity
      FROM (SELECT r.entity FROM rule AS r UNION SELECT d.entity FROM desk_account AS d WHERE d.entity > 0
        UNION SELECT n.entity FROM number_series AS n) AS e
      WHERE e.entity > this_entity;
    IF this_entity IS NOT NULL THEN
      CALL prepare_entity(this_entity);
    END IF;
  UNTIL this_entity IS NULL END REPEAT;
END//
DELIMITER ;
