/*
 * Refuses what a row of type_policy says of closing and deadlines if it could not work, with a sentence (45000).
 *
 * done_when      type_policy.done_when, as it is to be written, like all that follow
 * documents      those that are wanted, with commas between
 * silence_days   days; NULL: none
 * warning_days   days; NULL: none
 * done_words_en  sentences for the customer; NULL: none
 * done_words_fr  the same in French
 * escalate_to    login or address; NULL: nobody
 * value_days     type_policy.escalate_value_days; NULL: none
 *
 * Reads:      llx_user
 * Called by:  trigger type_policy_inserted, trigger type_policy_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_type_closing;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_type_closing(
  IN done_when VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN documents VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN silence_days INT, IN warning_days INT,
  IN done_words_en TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN done_words_fr TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN escalate_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN value_days INT UNSIGNED)
  COMMENT 'Refuses what a policy says of closing and deadlines if it could not work'
BEGIN
  DECLARE known INT;
  IF done_when = 'document' AND documents = '' THEN
    CALL refuse('done_when document needs documents: intervention, shipment, order, invoice, credit_note.');
  ELSEIF done_when = 'silence' AND COALESCE(silence_days, 0) = 0 THEN
    CALL refuse('done_when silence needs silence_days: a number of days from 1 on.');
  ELSEIF warning_days >= silence_days OR warning_days > 0 AND silence_days IS NULL THEN
    CALL refuse('warning_days is counted back from silence_days, and has to be less.');
  ELSEIF CHAR_LENGTH(done_words_en) > 5000 OR CHAR_LENGTH(done_words_fr) > 5000 THEN
    CALL refuse('done_words_en and done_words_fr take up to 5,000 characters of plain text.');
  ELSEIF value_days = 0 OR value_days > 0 AND escalate_to IS NULL THEN
    CALL refuse('escalate_value_days is a number from 1 on, and needs escalate_to: who is told.');
  ELSEIF escalate_to LIKE '%@%' THEN
    IF ticketstock_fault('address', escalate_to) IS NOT NULL THEN
      CALL refuse(CONCAT('escalate_to: ', CONVERT(ticketstock_fault('address', escalate_to) USING utf8mb4), '.'));
    END IF;
  ELSEIF escalate_to IS NOT NULL THEN
    SELECT COUNT(*) INTO known FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE @USER_LOGIN@ = escalate_to;
    IF NOT known THEN
      CALL refuse(CONCAT('escalate_to: there is no user with login "', LEFT(escalate_to, 40), '" in the ERP.'));
    END IF;
  END IF;
END//
DELIMITER ;
