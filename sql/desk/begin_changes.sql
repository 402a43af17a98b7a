/*
 * Begins a transaction in which changes are applied.
 *
 * READ COMMITTED: no gap locks that the ERP's statements would wait for, and what it reads after it has locked a change
 * is as young as the change.
 *
 * Called by:  claim_changes, create_guest_ticket, delete_old_goods, erp_follow_goods, erp_follow_singly, erp_take_step,
 *             erp_try_changes, erp_try_step, follow_goods, follow_links, new_guest_link, plan_all, purge_deadlines,
 *             reply_as_guest, run_following, watch_documents
 * Internal
 */
DROP PROCEDURE IF EXISTS begin_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_changes()
  COMMENT 'Begins a transaction in which changes are applied'
BEGIN
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  SAVEPOINT ticketstock_own;
END//
DELIMITER ;
