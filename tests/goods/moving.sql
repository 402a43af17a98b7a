-- What the writers of goods.sh call: one operation on the stock of a product, as Dolibarr books it, and what has to be so at
-- the end.
-- SPDX-License-Identifier: GPL-3.0-or-later
INSERT INTO llx_entrepot (rowid, ref, datec, entity, statut) VALUES (8, 'OTHER', NOW(), 1, 1);
CREATE TABLE stock (product INT NOT NULL, warehouse INT NOT NULL, lot VARCHAR(128) NOT NULL, amount DECIMAL(24,8) NOT NULL DEFAULT 0,
  PRIMARY KEY (product, warehouse, lot)) ENGINE = InnoDB CHARACTER SET utf8mb4;
CREATE TABLE shipped (number INT NOT NULL AUTO_INCREMENT PRIMARY KEY, product INT NOT NULL, warehouse INT NOT NULL, lot VARCHAR(128) NOT NULL,
  amount DECIMAL(24,8) NOT NULL, KEY product (product)) ENGINE = InnoDB CHARACTER SET utf8mb4;
CREATE TABLE locked (product INT NOT NULL PRIMARY KEY) ENGINE = InnoDB;
INSERT INTO locked WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n;
INSERT IGNORE INTO llx_product (rowid, ref, entity, datec, label, tobatch, pmp) SELECT product, CONCAT('P', product), 1, NOW(), 'P', 0, 2.5 FROM locked;
UPDATE ticketstock.setting SET value = '0' WHERE name = 'close_pause_minutes';
UPDATE ticketstock.setting SET value = '1' WHERE name = 'count_inventory';
CALL ticketstock.add_rule('Goods', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Goods', 'Text');
CALL ticketstock.watch_warehouse(1, 'WORKSHOP');
CALL ticketstock.add_rule('Other', 'OTHER', 'bob', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Other', 'Text');
CALL ticketstock.set_type_policy('ISSUE', '{"done_when": "goods_left"}');
DELIMITER //
CREATE PROCEDURE move(IN product INT, IN warehouse INT, IN lot VARCHAR(128) CHARACTER SET utf8mb4, IN amount DECIMAL(24,8), IN kind INT,
  IN words VARCHAR(100) CHARACTER SET utf8mb4, IN code VARCHAR(100) CHARACTER SET utf8mb4, IN document INT, IN origin VARCHAR(64) CHARACTER SET utf8mb4)
BEGIN
  INSERT INTO llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, price, type_mouvement, fk_user_author, label, inventorycode,
      fk_origin, origintype, fk_projet)
    VALUES (NOW(), product, NULLIF(lot, ''), warehouse, amount, 2.5, kind, 1, words, code, document, origin, 0);
  INSERT INTO stock VALUES (product, warehouse, lot, amount) ON DUPLICATE KEY UPDATE stock.amount = stock.amount + VALUES(amount);
END//
-- kind: 0 enters, 1 leaves, 2 shipment, 3 all of it shipped, 4 shipment reopened, 5 deleted, 6 transferred, 7 inventory, 8 ticket closed
-- by hand, 9 ticket deleted, 10 reception and part of it back; undone: rolled back
CREATE PROCEDURE act(IN this INT, IN kind INT, IN at INT, IN other INT, IN thousandths INT, IN undone INT)
BEGIN
  DECLARE present INT;
  DECLARE this_lot VARCHAR(128) CHARACTER SET utf8mb4 DEFAULT IF(this MOD 3, '', CONCAT('L', thousandths MOD 3));
  DECLARE there, amount DECIMAL(24,8) DEFAULT thousandths / 1000;
  DECLARE document, ticket INT;
  START TRANSACTION;
  /* As Dolibarr's update of the product's stock: one transaction after the other. */
  SELECT product INTO present FROM locked WHERE product = this FOR UPDATE;
  IF kind IN (0, 10) THEN
    CALL move(this, at, this_lot, amount, 3, CONCAT('Reception R-', thousandths, ' validated'), IF(kind = 10, NULL, 'C1'), IF(kind = 10, thousandths, 0),
      IF(kind = 10, 'reception', ''));
    IF kind = 10 THEN
      CALL move(this, at, this_lot, -amount / 2, 2, CONCAT('Reception R-', thousandths, ' back to draft'), NULL, thousandths, 'reception');
    END IF;
  ELSEIF kind IN (1, 2, 3, 6, 7) THEN
    SELECT COALESCE(MAX(s.amount), 0), MAX(s.lot) INTO there, this_lot
      FROM (SELECT n.amount, n.lot FROM stock AS n WHERE n.product = this AND n.warehouse = at AND n.amount > 0 ORDER BY n.lot LIMIT 1) AS s;
    SET amount = IF(kind = 3 OR amount > there, there, amount);
    IF amount > 0 THEN
      IF kind IN (2, 3) THEN
        INSERT INTO shipped (product, warehouse, lot, amount) VALUES (this, at, this_lot, amount);
        SET document = LAST_INSERT_ID();
        CALL move(this, at, this_lot, -amount, 2, CONCAT('Shipment SH-', document, ' validated'), NULL, document, 'shipping');
      ELSEIF kind = 6 THEN
        CALL move(this, at, this_lot, -amount, 1, 'Transfer', CONCAT('T', thousandths), 0, '');
        CALL move(this, other, this_lot, amount, 0, 'Transfer', CONCAT('T', thousandths), 0, '');
      ELSE
        CALL move(this, at, this_lot, -amount, IF(kind = 7, 1, 2), 'Out', 'C2', IF(kind = 7, 1, 0), IF(kind = 7, 'inventory', ''));
      END IF;
    END IF;
  ELSEIF kind IN (4, 5) THEN
    SELECT MAX(s.number) INTO document FROM shipped AS s WHERE s.product = this;
    IF document IS NOT NULL THEN
      SELECT s.warehouse, s.lot, s.amount INTO at, this_lot, amount FROM shipped AS s WHERE s.number = document;
      DELETE FROM shipped WHERE number = document;
      IF kind = 4 THEN
        CALL move(this, at, this_lot, amount, 2, CONCAT('Shipment SH-', document, ' classified re-open'), NULL, document, 'shipping');
      ELSE
        CALL move(this, at, this_lot, amount, 3, CONCAT('Shipment SH-', document, ' deleted'), NULL, 0, '');
      END IF;
    END IF;
  ELSE
    SELECT MAX(g.ticket_id) INTO ticket FROM ticketstock.goods_due AS g WHERE g.product_id = this;
    IF kind = 8 THEN
      UPDATE llx_ticket SET fk_statut = 8, progress = 100, date_close = NOW() WHERE rowid = ticket AND fk_statut <> 8;
    ELSE
      DELETE FROM llx_ticket WHERE rowid = ticket;
    END IF;
  END IF;
  IF undone THEN
    ROLLBACK;
  ELSE
    COMMIT;
  END IF;
END//
-- What differs, a sentence a row.
CREATE PROCEDURE judge()
BEGIN
  SELECT CONCAT('Product ', s.product, ', warehouse ', s.warehouse, ', lot "', s.lot, '": ', s.amount, ' is there, ', COALESCE(g.due, 0), ' is due') AS difference
    FROM (SELECT m.fk_product AS product, m.fk_entrepot AS warehouse, COALESCE(m.batch, '') AS lot, SUM(CAST(m.value AS DECIMAL(24,8))) AS amount
      FROM llx_stock_mouvement AS m WHERE m.rowid > 2000000 AND m.fk_entrepot IN (2, 3, 8) GROUP BY 1, 2, 3) AS s
    LEFT JOIN (SELECT product_id, warehouse_id, lot, SUM(remaining) AS due FROM ticketstock.goods_due GROUP BY 1, 2, 3) AS g
      ON g.product_id = s.product AND g.warehouse_id = s.warehouse AND g.lot = CONVERT(s.lot USING utf8mb4) COLLATE utf8mb4_unicode_ci
    WHERE s.amount <> COALESCE(g.due, 0) LIMIT 10;
  SELECT CONCAT('Line ', g.id, ': ', g.remaining, ' of ', g.quantity, ' is there, matches say ', COALESCE(SUM(b.quantity), 0)) AS difference
    FROM ticketstock.goods_due AS g LEFT JOIN ticketstock.goods_match AS b ON b.goods_due_id = g.id
    GROUP BY g.id, g.remaining, g.quantity, g.gone HAVING g.remaining <> g.quantity - COALESCE(SUM(b.quantity), 0) OR g.gone <> (g.remaining = 0)
      OR g.remaining < 0 LIMIT 10;
  SELECT CONCAT('Movement ', m.rowid, ' was counted ', COUNT(DISTINCT x.id), ' times, took ', COALESCE(SUM(b.quantity), 0), ' of ', m.value) AS difference
    FROM llx_stock_mouvement AS m LEFT JOIN ticketstock.goods_movement AS x ON x.movement_id = m.rowid
    LEFT JOIN ticketstock.goods_match AS b ON b.goods_movement_id = x.id
    WHERE m.rowid > 2000000 AND m.value < 0 AND m.fk_entrepot IN (2, 3, 8) GROUP BY m.rowid, m.value
    HAVING COUNT(DISTINCT x.id) <> 1 OR COALESCE(SUM(b.quantity), 0) <> -CAST(m.value AS DECIMAL(24,8)) LIMIT 10;
  SELECT CONCAT('Ticket ', w.ticket_id, IF(w.there > 0, ' was closed by itself, and goods are there', ' is open, and all has left')) AS difference
    FROM (SELECT g.ticket_id, SUM(g.remaining) AS there FROM ticketstock.goods_due AS g JOIN llx_ticket AS t ON t.rowid = g.ticket_id GROUP BY 1) AS w
    JOIN llx_ticket AS t ON t.rowid = w.ticket_id JOIN ticketstock.desk_ticket AS k ON k.ticket_id = t.rowid
    LEFT JOIN ticketstock.ticket_deadline AS l ON l.ticket_id = t.rowid AND l.episode = k.episode AND l.step = 'goods_left'
    WHERE IF(t.fk_statut = 8, w.there > 0 AND l.done_at IS NOT NULL, w.there = 0) LIMIT 10;
  SELECT CONCAT('Ticket ', l.ticket_id, ' was closed ', (SELECT COUNT(*) FROM ticketstock.ticket_journal AS j WHERE j.ticket_id = l.ticket_id AND j.what = 'done'),
      ' times by ', COUNT(*), ' steps') AS difference
    FROM ticketstock.ticket_deadline AS l WHERE l.done_at IS NOT NULL GROUP BY l.ticket_id
    HAVING COUNT(*) <> (SELECT COUNT(*) FROM ticketstock.ticket_journal AS j WHERE j.ticket_id = l.ticket_id AND j.what = 'done') LIMIT 10;
  SELECT CONCAT('Mail ', m.kind, ' of ticket ', m.ticket_id, ' to user ', m.recipient_user_id, ' ', COUNT(*), ' times') AS difference
    FROM ticketstock.mail_outbox AS m GROUP BY m.ticket_id, m.kind, m.recipient_user_id HAVING COUNT(*) > 1 LIMIT 10;
  SELECT CONCAT('Incident ', i.id, ': ', i.message) AS difference FROM ticketstock.incident AS i WHERE i.resolved_at IS NULL LIMIT 10;
END//
DELIMITER ;
ALTER TABLE llx_stock_mouvement AUTO_INCREMENT = 2000001;
