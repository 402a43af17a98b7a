/*
 * What happened to one ticket that the caller may see, the oldest first.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; key as; NULL: none
 *
 * Times are UTC. Error 45000 if there is none that the caller may see, or the ref is not unique.
 *
 * Reads:      desk_ticket, ticket_journal
 * Public: agent
 */
DROP PROCEDURE IF EXISTS journal_of_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE journal_of_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Shows what happened to one ticket'
BEGIN
  DECLARE me, my_entity, this_ticket INT;
  DECLARE this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone, sql_big_selects = big_selects;
    RESIGNAL;
  END;
  SET time_zone = '+00:00', sql_big_selects = 1;
  CALL check_options(options, 'as');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL find_desk_ticket(this_ref, me, my_entity, this_ticket);
  SELECT j.at, j.who, j.way, j.what, j.old_value, j.new_value, j.mail_id
    FROM desk_ticket AS d JOIN ticket_journal AS j ON j.ticket_id = d.ticket_id AND j.track_id = d.track_id
    WHERE d.ticket_id = this_ticket ORDER BY j.id LIMIT 1000000;
  SET time_zone = zone, sql_big_selects = big_selects;
END//
DELIMITER ;
