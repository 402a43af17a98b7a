/*
 * Does what a step was planned for still hold? Asked when the step is due, in its transaction, for what may have changed
 * since without the plan being made again.
 *
 * this_ticket  rowid in the ERP
 * this_step    ticket_deadline.step
 * holds        OUT: 1: it is to happen; 0: it is no longer to come
 * facts        OUT: what it rests on, for the journal and the ERP's event; NULL: nothing more is to be said
 *
 * Reads:      desk_ticket, linked_document
 * Called by:  erp_take_step
 * Internal
 */
DROP PROCEDURE IF EXISTS step_holds;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE step_holds(IN this_ticket INT,
  IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT holds INT,
  OUT facts VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Does what a step was planned for still hold'
BEGIN
  SET facts = NULL;
  CASE this_step
  WHEN 'goods_left' THEN
    SELECT COALESCE(MAX(k.goods_due > 0 AND k.goods_left >= k.goods_due), 0) INTO holds
      FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
    IF holds THEN
      CALL erp_goods_facts(this_ticket, facts);
    END IF;
  WHEN 'document' THEN
    CALL erp_read_documents(this_ticket, this_ticket);
    SELECT COALESCE(MIN(l.is_done) AND MAX(l.is_new), 0), GROUP_CONCAT(l.ref ORDER BY l.ref SEPARATOR ', ') INTO holds, facts
      FROM linked_document AS l WHERE l.ticket_id = this_ticket;
  ELSE
    SET holds = 1;
  END CASE;
END//
DELIMITER ;
