/*
 * Learns which accounts of the server are the ERP's: those that change a ticket and write the event of the change, of a user
 * of the ERP, in one connection, as often as others or nearly so. One is believed from three connections on, and only while
 * it has a quarter of what the busiest has: what an import or a DBA has written so is outnumbered soon. What a DBA has said
 * of an account stands. What was done through the desk's own procedures teaches nothing.
 *
 * A change that was looked at before, because it could not be applied yet, is not counted again.
 *
 * Reads:      desk_act, due_change, erp_account, llx_actioncomm
 * Writes:     erp_account
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS learn_account;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE learn_account()
  COMMENT 'Learns which accounts of the server are the ERP''s'
BEGIN
  DECLARE most INT UNSIGNED;
  INSERT INTO erp_account (account, is_erp, learned_at, seen, seen_at, connection)
    SELECT @ACCOUNT_NAME@ AS name, 0, SYSDATE(3), COUNT(DISTINCT c.connection), MAX(c.at), MAX(c.connection)
      FROM due_change AS c
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = c.partner
      LEFT JOIN erp_account AS y ON y.account = @ACCOUNT_NAME@ COLLATE utf8mb4_bin
      WHERE c.kind = 'updated' AND c.account NOT LIKE 'ticketstock@%' AND a.code LIKE 'AC\_TICKET\_%' AND a.fk_user_author > 0
        AND NOT EXISTS (SELECT 1 FROM desk_act AS e WHERE e.ticket_id = c.ticket_id AND e.connection = c.connection
          AND c.id BETWEEN e.first_change AND e.last_change)
        AND (y.seen_at IS NULL OR c.at > y.seen_at AND c.connection <> y.connection)
      GROUP BY name
    ON DUPLICATE KEY UPDATE seen = erp_account.seen + VALUES(seen), seen_at = VALUES(seen_at), connection = VALUES(connection);
  IF ROW_COUNT() > 0 THEN
    SELECT MAX(y.seen) INTO most FROM erp_account AS y;
    UPDATE erp_account SET is_erp = seen >= 3 AND seen * 4 >= most WHERE account <> '' AND learned_at IS NOT NULL;
    IF most > 1000 THEN
      UPDATE erp_account SET seen = seen DIV 2 WHERE account <> '';
    END IF;
  END IF;
END//
DELIMITER ;
