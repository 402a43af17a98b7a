/*
 * Begins an act of the desk: its row of desk_act, which end_act() completes. To be called before anything is read, so that
 * of two calls with one key the second waits for the first and gets its result.
 *
 * this_act      desk_act.act
 * actor         user of the ERP who does it; NULL: a guest
 * this_address  address of the guest; NULL: a user
 * by_app        1: an app, on the user's behalf
 * notifies      0: nobody is to be told
 * this_key      the caller's key; NULL: none
 * number        OUT: desk_act.id
 * repeated      OUT: 1: the same account has used the key before: desk_act.id is that act's, and nothing is to be done.
 *               Not so of one that was killed half way and committed by whatever its session did next: it is done now
 *
 * Error 45000 if the key was used for another act, or by another user.
 *
 * Reads:      desk_act, ticket_change
 * Writes:     desk_act
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_guest_ticket, create_ticket, erp_close_itself,
 *             erp_open_successor, erp_reopen_goods, erp_reopen_itself, erp_write_assignee, link_tickets, reopen_ticket,
 *             reply_as_guest, reply_ticket, unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS begin_act;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_act(
  IN this_act VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN actor INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN by_app INT, IN notifies INT,
  IN this_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT number BIGINT UNSIGNED, OUT repeated INT)
  COMMENT 'Begins an act of the desk'
BEGIN
  DECLARE name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    DEFAULT LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER())));
  DECLARE same, half_done INT;
  DECLARE first BIGINT UNSIGNED;
  SET repeated = 0, number = NULL;
  BEGIN
    DECLARE EXIT HANDLER FOR 1062 SET repeated = 1;
    INSERT INTO desk_act (act, user_id, address, account, by_app, notify, act_key, connection)
      VALUES (this_act, actor, this_address, name, by_app, notifies, this_key, CONNECTION_ID());
    SET number = LAST_INSERT_ID();
  END;
  IF repeated THEN
    /* Locks: the newest row is read, whatever the transaction's snapshot holds. */
    SELECT d.id, d.act = this_act AND d.user_id <=> actor AND d.address <=> this_address, d.ticket_id = 0 INTO number, same, half_done
      FROM desk_act AS d
      WHERE d.account = name AND d.act_key = this_key LIMIT 1 LOCK IN SHARE MODE;
    IF NOT same THEN
      CALL refuse(CONCAT('Key "', this_key, '" stands for another act already: each act needs a key of its own.'));
    END IF;
    SET repeated = NOT half_done;
  END IF;
  IF NOT repeated THEN
    SELECT COALESCE(MAX(c.id), 0) + 1 INTO first FROM ticket_change AS c LIMIT 1;
    UPDATE desk_act SET first_change = first, connection = CONNECTION_ID(), at = CURRENT_TIMESTAMP(3) WHERE id = number;
  END IF;
END//
DELIMITER ;
