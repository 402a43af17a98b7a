/*
 * Refuses a rule that could not work, with a sentence (45000). A rule that is not enabled may name what
 * the ERP no longer has: that is how a DBA switches it off.
 *
 * this_label     rule.label, as it is to be written, like all that follow
 * is_enabled     0: what the ERP has is not asked
 * this_entity    entity of the ERP
 * assignee       rowid of the user whom tickets are assigned to
 * contact_group  rowid of the group whose members become contacts
 * type           code of the type
 * severity       code of the severity
 * category       code of the ticket group
 * this_subject   subject, text with placeholders
 * this_message   content, HTML with placeholders
 *
 * Called by:  trigger rule_inserted, trigger rule_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_rule_row;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_rule_row(
  IN this_label VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN is_enabled INT,
  IN this_entity INT, IN assignee INT, IN contact_group INT,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses a rule that could not work'
BEGIN
  DECLARE rule_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT CONCAT('Rule "', this_label, '"');
  IF TRIM(this_subject) = '' THEN
    CALL refuse(CONCAT(rule_name, ' has no subject.'));
  ELSEIF this_subject REGEXP '[[:cntrl:]]' THEN
    CALL refuse(CONCAT(rule_name, ' has a subject with a line end or another control character.'));
  ELSEIF this_subject LIKE '%\_\_SEEN\_BEFORE\_\_%' THEN
    CALL refuse(CONCAT(rule_name, ': __SEEN_BEFORE__ has its place in the content, not in the subject.'));
  END IF;
  CALL check_placeholders('subject', this_subject, NULL);
  CALL check_placeholders('message', this_message, NULL);
  IF is_enabled THEN
    CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
  END IF;
END//
DELIMITER ;
