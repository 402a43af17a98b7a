/*
 * Counts mails of a state that are due within a time, by the index alone: entity by entity, because the index begins with
 * it, and of each entity 10,000 at most.
 *
 * this_state  of table mail_outbox
 * since       the first moment; a mail that failed: when that was
 * until       the moment behind the last
 * number      OUT: how many; more than 10,000 of an entity count as 10,000
 * oldest      OUT: the first moment at which one of them was due; NULL: there is none
 *
 * Reads:      mail_outbox
 * Called by:  check_ahead, check_limits, check_queue, keep_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS count_mails;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE count_mails(IN this_state VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN since TIMESTAMP(3), IN until TIMESTAMP(3), OUT number INT, OUT oldest TIMESTAMP(3))
  COMMENT 'Counts mails by the index alone'
BEGIN
  DECLARE this_entity, some INT;
  DECLARE first_due TIMESTAMP(3);
  SET number = 0, oldest = NULL;
  CALL next_entity(this_state, this_entity);
  WHILE this_entity IS NOT NULL DO
    SELECT COUNT(*), MIN(d.due_at) INTO some, first_due
      FROM (SELECT m.due_at FROM mail_outbox AS m FORCE INDEX (claim)
        WHERE m.state = this_state AND m.entity = this_entity AND m.due_at >= since AND m.due_at < until
        ORDER BY m.due_at LIMIT 10000) AS d;
    SET number = number + some, oldest = LEAST(COALESCE(oldest, first_due), COALESCE(first_due, oldest));
    CALL next_entity(this_state, this_entity);
  END WHILE;
END//
DELIMITER ;
