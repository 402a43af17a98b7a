/*
 * Claims mails for a lane: a short transaction, nothing locked afterwards.
 *
 * this_lane  the lane, most  how many at most, this_lease  until when they are the lane's
 * claimed    OUT: how many; their numbers stand in the temporary table claimed_mail
 * SKIP LOCKED passes over rows of open movements and of other lanes. READ COMMITTED: no gap locks
 * that a movement's insert would wait for; the COMMIT before it is for servers whose autocommit is off. Mails whose lease has run out (their worker died) are
 * put back first; whether the relay took them nobody knows, so that counts as an attempt.
 */
DROP PROCEDURE IF EXISTS claim_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE claim_mail(
  IN this_lane INT, IN most INT, IN this_lease TIMESTAMP(3), OUT claimed INT)
  COMMENT 'Claims mails for a lane'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  DROP TEMPORARY TABLE IF EXISTS claimed_mail;
  CREATE TEMPORARY TABLE claimed_mail (id BIGINT UNSIGNED PRIMARY KEY) ENGINE = MEMORY;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  INSERT INTO claimed_mail (id)
    SELECT id FROM mail_outbox WHERE state = 'sending' AND lease_until < right_now
    LIMIT 1000 FOR UPDATE SKIP LOCKED;
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id
    SET m.state = 'pending', m.attempts = m.attempts + 1, m.lease_until = NULL;
  DELETE FROM claimed_mail;
  INSERT INTO claimed_mail (id)
    SELECT id FROM mail_outbox WHERE state = 'pending' AND due_at <= right_now
    ORDER BY due_at LIMIT most FOR UPDATE SKIP LOCKED;
  SET claimed = ROW_COUNT();
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m ON m.id = c.id
    SET m.state = 'sending', m.lane = this_lane, m.lease_until = this_lease;
  COMMIT;
END//
DELIMITER ;
