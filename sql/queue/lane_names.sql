/*
 * The names of a lane's lock, which tells that it has a turn, and of its journals.
 *
 * this_lane     number of the lane, 1 to 16
 * lane_lock     OUT: for GET_LOCK(), at most 64 characters that nobody can guess (table lock_name)
 * this_journal  OUT: for the library, A-Z, a-z, 0-9, _ and -
 *
 * Reads:      lock_name
 * Called by:  run_lane, take_over_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS lane_names;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE lane_names(
  IN this_lane INT, OUT lane_lock VARCHAR(64) CHARACTER SET utf8mb4, OUT this_journal VARCHAR(100) CHARACTER SET ascii)
  COMMENT 'The names of a lane''s lock and of its journals'
BEGIN
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.lane.', this_lane) INTO lane_lock FROM lock_name;
  SET this_journal = CONCAT(IF('@TICKETSTOCK_SCHEMA@' REGEXP '^[A-Za-z0-9_]+$', '@TICKETSTOCK_SCHEMA@',
    LEFT(SHA2('@TICKETSTOCK_SCHEMA@', 256), 32)), '-', this_lane);
END//
DELIMITER ;
