/*
 * What an older trigger has written since the tables were changed lacks what tickets are known by; and delivery has not
 * known them. Read without locks, changed row by row: an UPDATE that looks for them locks what movements write meanwhile,
 * and costs them a deadlock.
 */
DROP PROCEDURE IF EXISTS know_tickets;
DELIMITER //
CREATE PROCEDURE know_tickets(IN began TIMESTAMP(3))
  COMMENT 'Gives tickets that an older trigger opened since a moment what they are known by'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_number, this_print INT UNSIGNED;
  DECLARE this_mail BIGINT UNSIGNED;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE tickets CURSOR FOR
    SELECT o.number, t.track_id, @MOVEMENT_PRINT@ FROM opened_ticket AS o
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = o.ticket_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = o.movement_id
      WHERE o.track_id IS NULL AND o.opened_at >= began AND CHAR_LENGTH(t.track_id) = 16
        AND t.datec BETWEEN o.opened_at - INTERVAL 27 HOUR AND o.opened_at + INTERVAL 27 HOUR;
  DECLARE mails CURSOR FOR
    SELECT m.id, o.track_id FROM mail_outbox AS m JOIN opened_ticket AS o ON o.ticket_id = m.ticket_id AND o.track_id IS NOT NULL
      WHERE m.track_id IS NULL AND m.created_at >= began AND m.state IN ('pending', 'cancelled');
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN tickets;
  FETCH tickets INTO this_number, this_track, this_print;
  WHILE NOT ended DO
    UPDATE opened_ticket SET track_id = this_track, movement_print = this_print WHERE number = this_number AND track_id IS NULL;
    FETCH tickets INTO this_number, this_track, this_print;
  END WHILE;
  CLOSE tickets;
  SET ended = 0;
  OPEN mails;
  FETCH mails INTO this_mail, this_track;
  WHILE NOT ended DO
    UPDATE mail_outbox
      SET state = IF(state = 'cancelled' AND smtp_text = 'The ticket is no longer in the ERP.', 'pending', state), track_id = this_track
      WHERE id = this_mail AND track_id IS NULL AND state IN ('pending', 'cancelled');
    FETCH mails INTO this_mail, this_track;
  END WHILE;
  CLOSE mails;
END//
DELIMITER ;
CALL know_tickets(@ticketstock_began);
DROP PROCEDURE know_tickets;
/* Routines of older versions whose work others do now: last, because until here an older trigger may have called them. */
DROP PROCEDURE IF EXISTS erp_movement_entity;
DROP PROCEDURE IF EXISTS erp_operation_key;
DROP PROCEDURE IF EXISTS operation_key;
DROP PROCEDURE IF EXISTS erp_track_id;
DROP PROCEDURE IF EXISTS raise_slot;
DROP PROCEDURE IF EXISTS queue_mail;
DROP PROCEDURE IF EXISTS join_or_open_ticket;
DROP PROCEDURE IF EXISTS erp_constants;
DROP PROCEDURE IF EXISTS erp_number_mask;
DROP PROCEDURE IF EXISTS erp_ticket_ref;
DROP PROCEDURE IF EXISTS next_number;
DROP PROCEDURE IF EXISTS open_ticket;
DROP PROCEDURE IF EXISTS record_incident;
DROP PROCEDURE IF EXISTS transaction_key;
DROP PROCEDURE IF EXISTS join_operation;
DROP PROCEDURE IF EXISTS erp_now;
DROP PROCEDURE IF EXISTS erp_next_ref;
DROP PROCEDURE IF EXISTS erp_origin;
DROP PROCEDURE IF EXISTS erp_insert_ticket;
DROP PROCEDURE IF EXISTS erp_render_ticket;
DROP PROCEDURE IF EXISTS erp_add_line;
DROP PROCEDURE IF EXISTS erp_write_event;
DROP PROCEDURE IF EXISTS erp_write_contacts;
DROP PROCEDURE IF EXISTS erp_join_ticket;
/* Columns of 0.2.0 that its routines read until here. */
SELECT IF(COUNT(*) = 0, 'DO 0', 'ALTER TABLE ready_warehouse DROP contacts, DROP special, ALTER reads_exceptions DROP DEFAULT')
  INTO @ticketstock_statement FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_NAME = 'ready_warehouse' AND COLUMN_NAME = 'special';
PREPARE change_table FROM @ticketstock_statement;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
SET @ticketstock_statement = NULL;
