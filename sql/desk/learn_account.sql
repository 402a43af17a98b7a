/*
 * Takes the first account that has written an event as the ERP does for the ERP's own, unless there is one.
 *
 * Reads:      due_change, erp_account, ticket_change
 * Writes:     erp_account
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS learn_account;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE learn_account()
  COMMENT 'Learns which account of the server is the ERP''s'
BEGIN
  DECLARE known INT;
  DECLARE seen_account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  SELECT COUNT(*) INTO known FROM erp_account;
  IF known = 0 THEN
    SELECT MAX(@ACCOUNT_NAME@) INTO seen_account FROM due_change AS c
      WHERE c.id = (SELECT MIN(e.id) FROM ticket_change AS e WHERE e.kind = 'event' AND e.code LIKE 'AC\_TICKET\_%');
    IF seen_account IS NOT NULL THEN
      INSERT IGNORE INTO erp_account (account, learned_at) VALUES (seen_account, SYSDATE(3));
    END IF;
  END IF;
END//
DELIMITER ;
