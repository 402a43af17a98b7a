/*
 * What the benchmarks of delivery need: a ticket to write about, mails queued at will, the time of a claim.
 */
USE ticketstock;
UPDATE setting SET value = 'https://erp.example.com' WHERE name = 'erp_url';
UPDATE rule SET message = CONCAT('<p>Please test</p>', REPEAT('<p>and answer the customer within two days.</p>', 10));
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, type_mouvement, fk_user_author, label, inventorycode)
  VALUES (NOW(), 3, 'LOT001', 2, 2, 0, 1, 'Bench', 'B1');
DELETE FROM mail_outbox;

DELIMITER //
/* Empties the outbox and queues mails about the last ticket. */
CREATE PROCEDURE bench_queue(IN mails INT)
BEGIN
  DECLARE this_ticket INT;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  SELECT ticket_id, track_id INTO this_ticket, this_track FROM opened_ticket ORDER BY number DESC LIMIT 1;
  TRUNCATE TABLE mail_outbox;
  INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, address, lang, state)
    SELECT 1, this_ticket, this_track, 'opened', 2, CONCAT('user', seq, '@example.com'), 'fr', 'pending' FROM seq_1_to_1000000 WHERE seq <= mails;
END//
/* Delivers until nothing is due, as the lane's event does turn by turn. */
CREATE PROCEDURE bench_drain(IN this_lane INT)
BEGIN
  DECLARE waiting INT DEFAULT 1;
  WHILE waiting DO
    CALL deliver_mail(this_lane);
    SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM mail_outbox WHERE state = 'pending' AND due_at <= SYSDATE(3) LIMIT 1) AS w;
  END WHILE;
END//
/* Microseconds of choosing and claiming a batch, which is put back; the first does not count: it opens the tables. */
CREATE PROCEDURE bench_claim(IN times INT)
BEGIN
  DECLARE this_entity, claimed INT;
  DECLARE this_relay, refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE began TIMESTAMP(6);
  DECLARE total BIGINT DEFAULT 0;
  DECLARE i INT DEFAULT 0;
  WHILE i <= times DO
    SET began = SYSDATE(6);
    CALL choose_batch(this_entity, this_relay, refusal);
    CALL claim_mail(1, this_entity, this_relay, 500, claimed, this_claim);
    SET total = total + IF(i > 0, TIMESTAMPDIFF(MICROSECOND, began, SYSDATE(6)), 0), i = i + 1;
    UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
      SET m.state = 'pending', m.lease_until = NULL;
  END WHILE;
  SELECT total DIV times;
END//
DELIMITER ;
