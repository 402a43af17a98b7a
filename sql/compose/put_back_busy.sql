/*
 * Puts the mails of desk_mail back whose ticket the ERP has locked: they are tried again in five seconds, uncharged.
 *
 * Reads:      claimed_mail, desk_mail, mail_outbox
 * Writes:     claimed_mail, mail_outbox
 * Called by:  erp_read_desk_mails
 * Internal
 */
DROP PROCEDURE IF EXISTS put_back_busy;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE put_back_busy()
  COMMENT 'Puts mails back whose ticket the ERP has locked'
BEGIN
  UPDATE desk_mail AS d STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = d.id
    SET m.state = 'pending', m.lease_until = NULL, m.claim_id = NULL, m.due_at = SYSDATE(3) + INTERVAL 5 SECOND
    WHERE d.is_busy AND m.state = 'sending';
  DELETE c FROM desk_mail AS d STRAIGHT_JOIN claimed_mail AS c ON c.id = d.id WHERE d.is_busy;
  COMMIT;
END//
DELIMITER ;
