-- What the benchmarks of following need, in the test ERP with TicketStock installed.
-- SPDX-License-Identifier: GPL-3.0-or-later
USE dolibarr;
CREATE TABLE applied (changed_at TIMESTAMP(3) NULL, applied_at TIMESTAMP(3) NULL);
DELIMITER //
CREATE TRIGGER ticketstock.applied AFTER INSERT ON ticketstock.ticket_journal FOR EACH ROW
  INSERT INTO dolibarr.applied VALUES (NEW.at, SYSDATE(3))//
-- So many tickets more, as an agent opens them.
CREATE PROCEDURE fill_tickets(IN number INT)
  INSERT INTO llx_ticket (entity, ref, track_id, fk_user_create, subject, message, fk_statut, type_code, severity_code,
      category_code, datec)
    SELECT 1, CONCAT('B', seq), CONCAT('b', seq), 1, 'Bench', '<p>Bench</p>', 0, 'ISSUE', 'NORMAL', 'OTHER', NOW()
      FROM (WITH RECURSIVE n AS (SELECT 1 AS seq UNION ALL SELECT seq + 1 FROM n WHERE seq < 1000)
        SELECT a.seq + 1000 * (b.seq - 1) AS seq FROM n AS a JOIN n AS b) AS s WHERE seq <= number//
-- 50 changes a second for so many seconds.
CREATE PROCEDURE change_tickets(IN seconds INT)
BEGIN
  DECLARE began DATETIME(6) DEFAULT SYSDATE(6);
  DECLARE done INT DEFAULT 0;
  WHILE done < 50 * seconds DO
    UPDATE llx_ticket SET fk_statut = IF(fk_statut = 3, 2, 3) WHERE ref = CONCAT('B', 1 + done MOD 1000) AND entity = 1;
    SET done = done + 1;
    DO SLEEP(GREATEST(0, done / 50 - TIMESTAMPDIFF(MICROSECOND, began, SYSDATE(6)) / 1000000));
  END WHILE;
END//
-- 200 movements a second for so many seconds: goods enter and leave in turn.
CREATE PROCEDURE move_goods(IN seconds INT)
BEGIN
  DECLARE began DATETIME(6) DEFAULT SYSDATE(6);
  DECLARE done INT DEFAULT 0;
  WHILE done < 200 * seconds DO
    INSERT INTO llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, type_mouvement, fk_user_author, label,
        inventorycode, price, fk_projet, fk_origin, origintype)
      VALUES (NOW(), 3, 'LOT001', 2, IF(done MOD 2, -2, 2), IF(done MOD 2, 2, 3), 1, 'Bench', 'B1', 3, 0, 0, '');
    SET done = done + 1;
    DO SLEEP(GREATEST(0, done / 200 - TIMESTAMPDIFF(MICROSECOND, began, SYSDATE(6)) / 1000000));
  END WHILE;
END//
CREATE TABLE counted (left_at TIMESTAMP(6) NULL, counted_at TIMESTAMP(6) NULL)//
/* When it was booked is known to a second: of the movement's row. */
CREATE TRIGGER ticketstock.counted AFTER INSERT ON ticketstock.goods_movement FOR EACH ROW
  INSERT INTO dolibarr.counted SELECT m.tms, SYSDATE(6) FROM dolibarr.llx_stock_mouvement AS m WHERE m.rowid = NEW.movement_id//
CREATE PROCEDURE book_movements(IN number INT)
BEGIN
  WHILE number > 0 DO
    INSERT INTO llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, type_mouvement, fk_user_author, label,
        inventorycode, price, fk_projet, fk_origin, origintype)
      VALUES (NOW(), 3, 'LOT001', 2, 2, 0, 1, 'Bench', 'B1', 3, 0, 0, '');
    SET number = number - 1;
  END WHILE;
END//
CREATE PROCEDURE timed_bookings(IN number INT)
BEGIN
  DECLARE began DATETIME(6) DEFAULT SYSDATE(6);
  CALL book_movements(number);
  SELECT TIMESTAMPDIFF(MICROSECOND, began, SYSDATE(6)) / number AS microseconds;
END//
DELIMITER ;
