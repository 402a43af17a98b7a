/*
 * Tells of the tickets in claimed_mail that their goods were seen before, if following has not done so yet: the mail is as
 * quick as it is.
 *
 * Reads:      claimed_mail, llx_ticket, setting
 * Called by:  erp_fill_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_tell_seen_mails;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_seen_mails()
  COMMENT 'Tells of tickets that are mailed that their goods were seen before'
BEGIN
  DECLARE ended, wanted, this_ticket, assignee, later INT DEFAULT 0;
  DECLARE tickets CURSOR FOR
    SELECT DISTINCT c.ticket_id FROM claimed_mail AS c STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
      ON t.rowid = c.ticket_id AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = c.track_id
      WHERE c.kind IN ('opened', 'operation') AND t.message LIKE '%\_\_SEEN\_BEFORE\_\_%';
  /* Better a mail without it than none. */
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT COUNT(*) INTO wanted FROM setting AS s WHERE s.name = 'seen_before_days' AND s.value NOT IN ('', '0');
  IF wanted THEN
    OPEN tickets;
    FETCH tickets INTO this_ticket;
    WHILE NOT ended DO
      CALL erp_tell_seen(this_ticket, assignee, later);
      SET ended = 0;
      FETCH tickets INTO this_ticket;
    END WHILE;
    CLOSE tickets;
  END IF;
END//
DELIMITER ;
