/*
 * What the event show_desk does: the ERP's pages show what desk_ticket says, a second later.
 *
 * Small on purpose, as follow_tickets: a turn without work costs what has to be read and parsed for it. There is work if
 * a ticket waits, or a comparison goes on (erp_find_behind).
 *
 * Reads:      desk_shown, ticket_to_show
 * Internal
 */
DROP PROCEDURE IF EXISTS keep_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE keep_shown()
  COMMENT 'Keeps what the ERP''s pages show as desk_ticket says, if there is something to do'
BEGIN
  DECLARE work INT;
  SELECT COUNT(*) INTO work FROM desk_shown AS s
    WHERE s.erp_schema = '@ERP_SCHEMA@' AND (s.compared_to IS NOT NULL OR s.compared_at IS NULL
      OR s.compared_at < SYSDATE(3) - INTERVAL 1 HOUR OR EXISTS (SELECT 1 FROM ticket_to_show AS q LIMIT 1));
  IF work THEN
    CALL run_showing();
  END IF;
END//
DELIMITER ;
