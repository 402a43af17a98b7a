/*
 * Adds to what the branches of a list share that they ask for tickets opened within a range, and which share of all these
 * are. The condition is given its number for lists in another order.
 *
 * this_one  the condition (list_range); its member n is set
 * frame     the list (list_frame, list_scale); opened, opened_share are set
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_opened;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_opened(
  INOUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Adds to a list when its tickets were opened'
BEGIN
  DECLARE newest TIMESTAMP DEFAULT JSON_UNQUOTE(JSON_EXTRACT(frame, '$.newest'));
  DECLARE since TIMESTAMP DEFAULT REPLACE(NULLIF(JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.since')), 'null'), '''', '');
  DECLARE until TIMESTAMP DEFAULT REPLACE(NULLIF(JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.until')), 'null'), '''', '');
  DECLARE whole DOUBLE DEFAULT JSON_EXTRACT(frame, '$.tickets') * JSON_EXTRACT(frame, '$.middle_gap');
  SET this_one = JSON_SET(this_one, '$.way.n', JSON_EXTRACT(frame, '$.tickets')),
    frame = JSON_SET(frame, '$.opened', CONCAT(' AND ', JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.test'))), '$.opened_share',
      LEAST(1, GREATEST(1e-6, TIMESTAMPDIFF(SECOND, COALESCE(since, newest - INTERVAL whole SECOND), LEAST(COALESCE(until, newest), newest)) / whole)));
END//
DELIMITER ;
