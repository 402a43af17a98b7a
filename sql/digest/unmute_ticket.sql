/*
 * Tells the caller again of a ticket that he has muted.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; key as; NULL: none
 *
 * A row: ticket_id, ref, muted (0). Once more changes nothing. Error 45000 if there is none that the caller may see, or the
 * ref is not unique.
 *
 * Public: agent
 */
DROP PROCEDURE IF EXISTS unmute_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE unmute_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Tells the caller again of a ticket that he has muted'
BEGIN
  CALL set_muted(this_ref, options, 0);
END//
DELIMITER ;
