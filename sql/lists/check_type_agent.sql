/*
 * Refuses a row of type_agent that could not work, with a sentence (45000).
 *
 * this_entity  type_agent.entity, as it is to be written, like all that follow
 * this_type    code of the type; *: every ticket
 * this_user    user of the ERP; 0: it is a group
 * this_group   group of the ERP; 0: it is a user
 *
 * Reads:      llx_user, llx_usergroup
 * Called by:  trigger type_agent_inserted, trigger type_agent_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_type_agent;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_type_agent(
  IN this_entity INT, IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_user INT, IN this_group INT)
  COMMENT 'Refuses agents of a type that could not work'
BEGIN
  DECLARE present INT;
  CALL check_type(this_entity, this_type);
  IF (this_user > 0) + (this_group > 0) <> 1 OR this_user < 0 OR this_group < 0 THEN
    CALL refuse('One of user_id and group_id names who is the agent, the other is 0.');
  END IF;
  IF this_user > 0 THEN
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` @BASE_TABLE@
      WHERE rowid = this_user AND statut = 1 AND (this_entity = 0 OR entity IN (0, this_entity));
  ELSE
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` @BASE_TABLE@
      WHERE rowid = this_group AND (this_entity = 0 OR entity IN (0, this_entity));
  END IF;
  IF present = 0 THEN
    CALL refuse(CONCAT(IF(this_user > 0, 'User ', 'Group '), GREATEST(this_user, this_group),
      IF(this_user > 0, ' is not an active user', ' is not a group'), ' of entity ', this_entity, ' in the ERP.'));
  END IF;
END//
DELIMITER ;
