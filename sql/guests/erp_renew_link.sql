/*
 * Gives a ticket another track_id: the link that holds the old one opens nothing any more. Whatever names a ticket of ours by
 * it is changed too; what its mails refer to stays.
 *
 * this_ticket  rowid in the ERP
 * track        OUT: the new track_id
 *
 * To be called in a transaction. Error 45000 if a mail of the ticket is being sent, whose text is made by the old one.
 *
 * Reads:      llx_ticket, mail_outbox, renewed_link
 * Writes:     desk_ticket, goods_due, llx_ticket, mail_outbox, muted_ticket, opened_ticket, renewed_link,
 *             ticket_journal
 * Called by:  new_guest_link
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_renew_link;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_renew_link(IN this_ticket INT,
  OUT track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Gives a ticket another track_id'
BEGIN
  DECLARE sending INT;
  /* Where Dolibarr has written the one before back, ours have the one of the last time. */
  DECLARE old_track, last_track VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin;
  SELECT t.track_id INTO old_track FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket FOR UPDATE;
  SELECT COALESCE(MAX(r.track_id), old_track) INTO last_track FROM renewed_link AS r WHERE r.ticket_id = this_ticket;
  SELECT COUNT(IF(m.state = 'sending', 1, NULL)) INTO sending FROM mail_outbox AS m WHERE m.ticket_id = this_ticket FOR UPDATE;
  IF sending > 0 THEN
    CALL refuse('A mail of the ticket is being sent: call it again in a minute.');
  END IF;
  INSERT INTO renewed_link (ticket_id, track_id, old_track_id, thread)
    VALUES (this_ticket, '', old_track, LEFT(SHA2(old_track, 256), 24))
    ON DUPLICATE KEY UPDATE old_track_id = old_track, renewed_at = CURRENT_TIMESTAMP(3);
  SET track = @NEW_TRACK_ID@;
  UPDATE renewed_link AS r SET r.track_id = track WHERE r.ticket_id = this_ticket;
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.track_id = track WHERE t.rowid = this_ticket;
  UPDATE opened_ticket AS o SET o.track_id = track WHERE o.ticket_id = this_ticket AND o.track_id IN (old_track, last_track);
  UPDATE goods_due AS g SET g.track_id = track WHERE g.ticket_id = this_ticket AND g.track_id IN (old_track, last_track);
  UPDATE mail_outbox AS m SET m.track_id = track WHERE m.ticket_id = this_ticket AND m.track_id IN (old_track, last_track);
  UPDATE desk_ticket AS k SET k.track_id = track WHERE k.ticket_id = this_ticket AND k.track_id IN (old_track, last_track);
  UPDATE muted_ticket AS u SET u.track_id = track WHERE u.ticket_id = this_ticket AND u.track_id IN (old_track, last_track);
  UPDATE ticket_journal AS j SET j.track_id = track WHERE j.ticket_id = this_ticket AND j.track_id IN (old_track, last_track);
END//
DELIMITER ;
