/*
 * Asks once more when what waits for a user is to go, after he has chosen anew.
 *
 * this_user  user of the ERP
 *
 * Reads:      mail_decision, ticket_journal
 * Writes:     mail_decision
 * Called by:  set_mail_choice
 * Internal
 */
DROP PROCEDURE IF EXISTS ask_again;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE ask_again(IN this_user INT)
  COMMENT 'Asks once more when what waits for a user is to go'
BEGIN
  DECLARE ended, this_entity INT DEFAULT 0;
  DECLARE this_decision BIGINT UNSIGNED;
  DECLARE leaves_at DATETIME(3);
  DECLARE chosen VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE refusal VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE waiting CURSOR FOR
    SELECT d.id, j.entity FROM mail_decision AS d JOIN ticket_journal AS j ON j.id = d.journal_id
      WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL AND d.user_id = this_user ORDER BY d.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN waiting;
  FETCH waiting INTO this_decision, this_entity;
  WHILE NOT ended DO
    CALL ask_choice(this_decision, this_entity, chosen, leaves_at, refusal);
    IF refusal IS NOT NULL THEN
      CALL leave_out(this_decision, refusal);
    ELSE
      UPDATE mail_decision SET how = COALESCE(chosen, 'window'), goes_at = COALESCE(leaves_at, SYSDATE(3))
        WHERE id = this_decision AND mail_id IS NULL AND goes_at IS NOT NULL;
    END IF;
    SET ended = 0;
    FETCH waiting INTO this_decision, this_entity;
  END WHILE;
  CLOSE waiting;
END//
DELIMITER ;
