/*
 * Counts what guests do within an hour or a day, and tells how often it was. The row is locked until COMMIT, so that calls
 * at one time cannot pass a limit together.
 *
 * this_what  guest_count.what
 * this_name  guest_count.name
 * seconds    length of the time: 3600 or 86400; it begins anew at the full hour, or at midnight (UTC)
 * step       what is added; 0: it is looked at and locked only
 * number     OUT: how often, this time included
 *
 * The session's zone is UTC. SYSDATE(): NOW() is what the session sets it to.
 *
 * Reads:      guest_count
 * Writes:     guest_count
 * Called by:  create_guest_ticket, reply_as_guest
 * Internal
 */
DROP PROCEDURE IF EXISTS count_guest;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE count_guest(
  IN this_what VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_name VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN seconds INT, IN step INT, OUT number INT)
  COMMENT 'Counts what guests do'
BEGIN
  DECLARE ends TIMESTAMP DEFAULT FROM_UNIXTIME((UNIX_TIMESTAMP(SYSDATE()) DIV seconds + 1) * seconds);
  INSERT INTO guest_count (what, name, ends_at, number) VALUES (this_what, this_name, ends, step)
    ON DUPLICATE KEY UPDATE guest_count.number = guest_count.number + step;
  SELECT MAX(g.number) INTO number FROM guest_count AS g
    WHERE g.what = this_what AND g.name = this_name AND g.ends_at = ends;
END//
DELIMITER ;
