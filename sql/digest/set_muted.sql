/*
 * Mutes a ticket for the caller, or no longer.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; key as; NULL: none
 * wanted    1: he is told no more but what is for him; 0: again
 *
 * A row: ticket_id, ref, muted. Once more changes nothing. Error 45000 if there is none that the caller may see, or the
 * ref is not unique.
 *
 * Reads:      desk_ticket
 * Writes:     muted_ticket
 * Called by:  mute_ticket, unmute_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS set_muted;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE set_muted(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN wanted INT)
  COMMENT 'Mutes a ticket for the caller, or no longer'
BEGIN
  DECLARE me, my_entity, this_ticket INT;
  DECLARE this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ticket_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_track VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET sql_big_selects = big_selects;
    RESIGNAL;
  END;
  SET sql_big_selects = 1;
  CALL check_options(options, 'as');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL find_desk_ticket(this_ref, me, my_entity, this_ticket);
  SELECT k.ref, k.track_id INTO ticket_ref, this_track FROM desk_ticket AS k WHERE k.ticket_id = this_ticket LIMIT 1;
  IF wanted THEN
    INSERT INTO muted_ticket (ticket_id, user_id, track_id)
      VALUES (this_ticket, me, this_track) ON DUPLICATE KEY UPDATE track_id = this_track;
  ELSE
    DELETE FROM muted_ticket WHERE ticket_id = this_ticket AND user_id = me;
  END IF;
  SELECT this_ticket AS ticket_id, ticket_ref AS ref, wanted AS muted;
  SET sql_big_selects = big_selects;
END//
DELIMITER ;
