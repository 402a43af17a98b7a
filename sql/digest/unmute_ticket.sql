/*
 * Tells the caller again of a ticket that he has muted.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; key as; NULL: none
 *
 * A row: ticket_id, ref, muted (0). Once more changes nothing. Error 45000 if there is none that the caller may see, or the
 * ref is not unique.
 *
 * Reads:      desk_ticket
 * Writes:     muted_ticket
 * Public: agent
 */
DROP PROCEDURE IF EXISTS unmute_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE unmute_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Tells the caller again of a ticket that he has muted'
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
  DELETE FROM muted_ticket WHERE ticket_id = this_ticket AND user_id = me;
  SELECT this_ticket AS ticket_id, ticket_ref AS ref, 0 AS muted;
  SET sql_big_selects = big_selects;
END//
DELIMITER ;
