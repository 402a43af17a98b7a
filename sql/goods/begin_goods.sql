/*
 * Makes the temporary tables of counting: goods_batch, the movements that are counted together; goods_new, tickets whose
 * lines are written; goods_touched, tickets of which something has changed, and by which movement.
 *
 * Called by:  follow_goods
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS begin_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_goods()
  COMMENT 'Makes the temporary tables of counting goods'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS goods_batch;
  CREATE TEMPORARY TABLE goods_batch (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, movement_id INT NOT NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DROP TEMPORARY TABLE IF EXISTS goods_new;
  CREATE TEMPORARY TABLE goods_new (number INT UNSIGNED NOT NULL PRIMARY KEY) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DROP TEMPORARY TABLE IF EXISTS goods_touched;
  CREATE TEMPORARY TABLE goods_touched (
    ticket_id INT NOT NULL, goods_movement_id BIGINT UNSIGNED NOT NULL, track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (ticket_id, goods_movement_id)
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
