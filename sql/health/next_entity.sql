/*
 * The next entity that has mails of a state. ORDER BY … LIMIT 1 reads one entry of the index; MIN() of a state that a variable
 * says reads them all.
 *
 * this_state   of table mail_outbox
 * this_entity  INOUT: entity of the ERP; NULL: the first, or there is no further one
 *
 * Reads:      mail_outbox
 * Called by:  check_put_off, check_queue, count_mails, erp_check_cancelled
 * Internal
 */
DROP PROCEDURE IF EXISTS next_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE next_entity(IN this_state VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT this_entity INT)
  COMMENT 'The next entity that has mails of a state'
BEGIN
  DECLARE next INT;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET next = NULL;
  SELECT m.entity INTO next FROM mail_outbox AS m FORCE INDEX (claim)
    WHERE m.state = this_state AND m.entity > COALESCE(this_entity, -2147483648) ORDER BY m.entity LIMIT 1;
  SET this_entity = next;
END//
DELIMITER ;
