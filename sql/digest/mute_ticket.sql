/*
 * Tells the caller nothing more of a ticket but what is for him: that it is assigned to him, an answer while it is his.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; key as; NULL: none
 *
 * A row: ticket_id, ref, muted (1). Once more changes nothing. Error 45000 if there is none that the caller may see, or the
 * ref is not unique.
 *
 * Public: agent
 */
DROP PROCEDURE IF EXISTS mute_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE mute_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Tells the caller no more of a ticket but what is for him'
BEGIN
  CALL set_muted(this_ref, options, 1);
END//
DELIMITER ;
