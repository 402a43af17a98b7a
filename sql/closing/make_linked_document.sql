/*
 * Makes the empty temporary table linked_document: documents of the ERP that tickets wait for.
 *
 * Called by:  run_deadlines
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS make_linked_document;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE make_linked_document()
  COMMENT 'Makes the empty temporary table linked_document'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS linked_document;
  CREATE TEMPORARY TABLE linked_document (
    ticket_id INT NOT NULL, kind VARCHAR(20) NOT NULL, document_id INT NOT NULL, ref VARCHAR(255) NOT NULL, is_done TINYINT NOT NULL,
    is_new TINYINT NOT NULL DEFAULT 1, PRIMARY KEY (ticket_id, kind, document_id)
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
