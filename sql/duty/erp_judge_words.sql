/*
 * Looks at words of tickets that came by mail, before the tickets are read: one that came within a minute of our mail to that
 * address, with a subject as of what answers by itself, is a machine's; a mail of ours that came back undelivered for good
 * rests its customer's address; a customer who writes from an address wakes it.
 *
 * first_ticket  lowest rowid of the tickets that are meant
 * last_ticket   highest
 * first_change  lowest number of their changes in due_change that are meant
 * last_change   highest
 *
 * Reads:      due_change, llx_actioncomm, mail_outbox, ticket_journal
 * Writes:     resting_address, ticket_journal
 * Called by:  erp_follow_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_judge_words;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_judge_words(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED)
  COMMENT 'Looks at words of tickets that came by mail'
BEGIN
  DECLARE ended, this_ticket, this_event, at_once INT DEFAULT 0;
  DECLARE this_entry BIGINT UNSIGNED;
  DECLARE this_at TIMESTAMP(3);
  DECLARE said, this_address, title VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE words CURSOR FOR
    SELECT j.ticket_id, j.id, j.at, j.what, j.event_id, LEFT(@EVENT_ADDRESS@, 255), LEFT(COALESCE(@EVENT_SUBJECT@, ''), 255)
      FROM due_change AS d STRAIGHT_JOIN ticket_journal AS j ON j.change_id = d.id AND j.ticket_id = d.ticket_id AND j.at = d.at
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = j.event_id
      WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change
        AND d.code IN ('AC_EMAIL', 'AC_EMAIL_IN')
        AND j.what IN ('customer word', 'machine word');
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN words;
  FETCH words INTO this_ticket, this_entry, this_at, said, this_event, this_address, title;
  WHILE NOT ended DO
    SELECT COUNT(*) INTO at_once FROM mail_outbox AS m WHERE m.ticket_id = this_ticket AND m.address = this_address
      AND m.sent_at BETWEEN this_at - INTERVAL 1 MINUTE AND this_at;
    IF said = 'machine word' THEN
      IF this_address REGEXP '^(mailer-daemon|postmaster)@' AND title REGEXP @HARD_BOUNCE@ AND title NOT REGEXP 'delay|warning|retard' THEN
        CALL erp_rest_address(this_ticket, this_event);
      END IF;
    ELSEIF at_once AND title REGEXP @LIKELY_MACHINE@ THEN
      UPDATE ticket_journal SET what = 'machine word' WHERE id = this_entry;
    ELSE
      DELETE FROM resting_address WHERE address = this_address;
    END IF;
    FETCH words INTO this_ticket, this_entry, this_at, said, this_event, this_address, title;
  END WHILE;
  CLOSE words;
END//
DELIMITER ;
