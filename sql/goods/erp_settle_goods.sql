/*
 * What becomes of the tickets whose goods have left, come back or moved on: desk_ticket says how much; where their type asks
 * for it (type_policy.done_when = goods_left), a line in the ticket's events and the journal says by what, and the closing is
 * planned, called off, or undone.
 *
 * language  of the lines, ISO 639-1
 * is_old    1: it happened before goods were counted: nothing is said or planned
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      goods_touched
 * Called by:  erp_follow_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_settle_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_settle_goods(
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN is_old INT)
  COMMENT 'What becomes of tickets whose goods have left, or come back'
BEGIN
  DECLARE ended, this_ticket INT DEFAULT 0;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE tickets CURSOR FOR SELECT DISTINCT w.ticket_id, w.track_id FROM goods_touched AS w ORDER BY w.ticket_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN tickets;
  FETCH tickets INTO this_ticket, this_track;
  WHILE NOT ended DO
    CALL erp_settle_ticket(this_ticket, this_track, language, is_old);
    SET ended = 0;
    FETCH tickets INTO this_ticket, this_track;
  END WHILE;
  CLOSE tickets;
END//
DELIMITER ;
