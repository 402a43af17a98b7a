/*
 * Says why a ticket could not be claimed (45000): "Bob Martin took TS2611-0011 12 s ago."
 *
 * this_ticket  rowid of the ticket in the ERP
 * this_ref     its ref
 * status       its status
 * assignee     user it is assigned to; NULL: nobody
 * me           user of the ERP who wanted it
 *
 * Reads:      desk_act, llx_actioncomm, llx_user
 * Called by:  claim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_refuse_claim;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_refuse_claim(IN this_ticket INT,
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN status INT, IN assignee INT, IN me INT)
  COMMENT 'Says why a ticket could not be claimed'
BEGIN
  DECLARE age, age_of_act INT;
  DECLARE right_now, taken DATETIME;
  DECLARE name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF status IN (8, 9) THEN
    CALL refuse(CONCAT(this_ref, ' is closed: CALL reopen_ticket() first.'));
  ELSEIF assignee = me THEN
    CALL refuse(CONCAT(this_ref, ' is yours already.'));
  END IF;
  /* Locks, so that what the faster one has written is read whatever the transaction's snapshot holds. */
  SELECT MAX(a.datec) INTO taken FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@
    WHERE a.fk_element = this_ticket AND a.elementtype = 'ticket' AND a.code = 'AC_TICKET_ASSIGNED' LIMIT 1 LOCK IN SHARE MODE;
  SELECT TIMESTAMPDIFF(SECOND, MAX(d.at), SYSDATE()) INTO age_of_act FROM desk_act AS d
    WHERE d.ticket_id = this_ticket AND d.act IN ('claim', 'assign') LIMIT 1 LOCK IN SHARE MODE;
  CALL erp_right_now(right_now);
  SET age = TIMESTAMPDIFF(SECOND, taken, right_now), age = LEAST(COALESCE(age, age_of_act), COALESCE(age_of_act, age)),
    age = GREATEST(0, age);
  SELECT COALESCE(@USER_ASSIGNEE@, CONCAT('User ', assignee)) INTO name;
  CALL refuse(IF(age IS NULL, CONCAT(LEFT(name, 60), ' has ', this_ref, ' already.'),
    CONCAT(LEFT(name, 60), ' took ', this_ref, ' ', @AGO@, ' ago.')));
END//
DELIMITER ;
