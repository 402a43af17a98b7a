/*
 * Revokes the link that a ticket's customers have, and gives it another, which mails name from now on.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; key as; NULL: none
 *
 * For those who manage the ticket's type. Returns a row with ref and the new track_id, to be handed over. Error 45000 if
 * there is no such ticket, or its type is not managed. It commits: not inside a transaction.
 *
 * Reads:      desk_ticket, llx_user
 * Writes:     ticket_journal
 * Public: agent
 */
DROP PROCEDURE IF EXISTS new_guest_link;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE new_guest_link(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Revokes the link of a ticket and gives it another'
BEGIN
  DECLARE me, my_entity, this_ticket INT;
  DECLARE this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE most_rows BIGINT UNSIGNED DEFAULT @@SESSION.sql_select_limit;
  DECLARE @OWN_STEPS@;
  CALL prepare_session();
  CALL require_no_transaction();
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK AND NO CHAIN NO RELEASE;
      SET time_zone = zone, sql_select_limit = most_rows @RESTORE_STEPS@;
      RESIGNAL;
    END;
    SET time_zone = '+00:00', sql_select_limit = 18446744073709551615 @SERVER_STEPS@;
    CALL begin_changes();
    CALL check_options(options, 'as');
    CALL caller_of_options(options, me, my_entity, this_lang);
    CALL find_act_ticket(this_ref, 'renew', me, my_entity, this_ticket);
    CALL erp_renew_link(this_ticket, track);
    SELECT MAX(k.ref) INTO ref FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
    INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, user_id, way, what, connection)
      SELECT k.ticket_id, k.track_id, k.entity, SYSDATE(3), CONCAT(@MY_NAME@, IF(options IS NULL OR JSON_EXTRACT(options, '$.as') IS NULL, '', CONCAT(' by ', @MY_ACCOUNT@))), me, 'sql', 'link', CONNECTION_ID()
        FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
    COMMIT AND NO CHAIN NO RELEASE;
    SET time_zone = zone, sql_select_limit = most_rows @RESTORE_STEPS@;
    SELECT ref AS ref, track AS track_id;
  END;
END//
DELIMITER ;
