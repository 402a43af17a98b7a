/*
 * Notes that something was found to be whole, so that it need not be looked at again before it is changed. Where nothing can be
 * written (a replica) it is looked at each time. Only the event notes it (keep_findings): a caller of health_check() may have a
 * transaction open, and would keep the row locked.
 *
 * this_name   what was looked at
 * this_print  what it was then
 *
 * Writes:     installed_part
 * Called by:  check_parts, check_settings, check_texts
 * Internal
 */
DROP PROCEDURE IF EXISTS note_checked;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE note_checked(IN this_name VARCHAR(128) CHARACTER SET utf8mb4, IN this_print BIGINT)
  COMMENT 'Notes that something was found to be whole'
BEGIN
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  IF NOT @@GLOBAL.read_only AND @ticketstock_keeping THEN
    INSERT INTO installed_part (kind, place, name, definition, print, checked_at) VALUES ('checked', '', this_name, '', this_print, SYSDATE())
      ON DUPLICATE KEY UPDATE print = VALUES(print), checked_at = VALUES(checked_at);
  END IF;
END//
DELIMITER ;
