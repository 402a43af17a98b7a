/*
 * What health_check says where there is nothing to say: version, role of the server, and how much there is of what.
 *
 * Reads:      desk_state, desk_ticket, finding, mail_outbox, rule
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS sum_up;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE sum_up()
  COMMENT 'Part of health_check: the line of a healthy installation'
BEGIN
  DECLARE found, rules, relays, lanes, waiting, filling INT;
  DECLARE tickets BIGINT;
  DECLARE names TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE server_role VARCHAR(10) CHARACTER SET utf8mb4;
  /* With a condition: to count a whole table MySQL starts threads, which takes longer than all of this. */
  SELECT COUNT(*) INTO found FROM finding AS f WHERE f.topic <> '';
  IF found = 0 THEN
    CALL find_server_role(server_role);
    SELECT COUNT(*) INTO rules FROM rule AS r WHERE r.enabled = 1;
    CALL list_relays(relays, names);
    SELECT COUNT(*) INTO lanes FROM information_schema.EVENTS AS v
      WHERE v.EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND v.EVENT_NAME LIKE 'deliver\_lane\_%' AND v.STATUS = 'ENABLED';
    SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM mail_outbox AS m WHERE m.state = 'pending' LIMIT 10001) AS w;
    SELECT COUNT(*) INTO tickets FROM (SELECT 1 FROM desk_ticket AS d LIMIT 50001) AS k;
    SELECT COUNT(s.fill_below) INTO filling FROM desk_state AS s WHERE s.number = 1;
    INSERT INTO finding VALUES ('ok', 'summary', CONCAT('TicketStock @PROJECT_VERSION@, ', server_role, ': rules ', rules, ', relays ', relays,
      ', lanes ', lanes, ', tickets ', IF(tickets > 50000, 'more than 50000', tickets), IF(filling, ' (the desk is being filled)', ''), ', mails that wait ',
      IF(waiting > 10000, 'more than 10000', waiting), '.'), '', 'Nothing is wrong.');
  END IF;
END//
DELIMITER ;
