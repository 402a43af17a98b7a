/*
 * Makes the temporary tables of counting: goods_batch, the movements that are counted together; goods_new, tickets whose
 * lines are written; goods_touched, tickets of which something has changed, and by which movement; goods_settled, these
 * tickets, and what becomes of them; goods_told, lines that are written of them; goods_known, changes that are known already.
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
    movement_id INT NOT NULL, schema_print INT UNSIGNED NOT NULL, counts TINYINT NOT NULL, PRIMARY KEY (movement_id, schema_print)
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DROP TEMPORARY TABLE IF EXISTS goods_new;
  CREATE TEMPORARY TABLE goods_new (number INT UNSIGNED NOT NULL PRIMARY KEY) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DROP TEMPORARY TABLE IF EXISTS goods_touched;
  CREATE TEMPORARY TABLE goods_touched (
    ticket_id INT NOT NULL, goods_movement_id BIGINT UNSIGNED NOT NULL, track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (ticket_id, goods_movement_id)
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DROP TEMPORARY TABLE IF EXISTS goods_settled;
  CREATE TEMPORARY TABLE goods_settled (
    number INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ticket_id INT NOT NULL,
    track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL, present TINYINT NOT NULL, status INT NOT NULL, known TINYINT NOT NULL,
    this_entity INT NOT NULL, episode INT NOT NULL, is_wanted TINYINT NOT NULL, due DECIMAL(24,8) NULL, there DECIMAL(24,8) NULL,
    by_value TINYINT NOT NULL, worth DECIMAL(24,8) NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DROP TEMPORARY TABLE IF EXISTS goods_told;
  CREATE TEMPORARY TABLE goods_told (
    number INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ticket_id INT NOT NULL, actor_id INT NULL, booker VARCHAR(255) NULL,
    line VARCHAR(255) NOT NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DROP TEMPORARY TABLE IF EXISTS goods_known;
  CREATE TEMPORARY TABLE goods_known (id BIGINT UNSIGNED NOT NULL PRIMARY KEY) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
