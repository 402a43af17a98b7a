/*
 * Plans anew what is to become of tickets that changes which were just followed are about. Where no policy asks for
 * anything, and nothing is planned, it costs one look for all of them.
 *
 * first_ticket  lowest rowid of the tickets that are meant
 * last_ticket   highest
 * first_change  lowest number of their changes in due_change that are meant
 * last_change   highest
 * zone          of the ERP's times (erp_desk_facts)
 *
 * Reads:      desk_ticket, due_change, ticket_deadline, type_policy
 * Called by:  erp_follow_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS plan_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE plan_changes(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Plans anew what is to become of changed tickets'
BEGIN
  DECLARE asked, planned, ended, this_ticket INT DEFAULT 0;
  DECLARE changed CURSOR FOR SELECT DISTINCT d.ticket_id FROM due_change AS d
    WHERE d.ticket_id BETWEEN first_ticket AND last_ticket AND d.id BETWEEN first_change AND last_change
      AND (EXISTS (SELECT 1 FROM desk_ticket AS k JOIN type_policy AS p ON @POLICY_FITS@
          WHERE k.ticket_id = d.ticket_id AND @POLICY_PLANS@)
        /* Steps that plan_ticket() lets stand are no reason to call it. */
        OR EXISTS (SELECT 1 FROM ticket_deadline AS l WHERE l.ticket_id = d.ticket_id AND l.done_at IS NULL
          AND l.step NOT IN ('goods_left', 'document')));
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT COUNT(*) INTO asked FROM type_policy AS p WHERE @POLICY_PLANS@;
  SELECT COUNT(*) INTO planned FROM (SELECT 1 FROM ticket_deadline AS l WHERE l.done_at IS NULL LIMIT 1) AS w;
  IF asked OR planned THEN
    OPEN changed;
    FETCH changed INTO this_ticket;
    WHILE NOT ended DO
      CALL plan_ticket(this_ticket, zone);
      SET ended = 0;
      FETCH changed INTO this_ticket;
    END WHILE;
    CLOSE changed;
  END IF;
END//
DELIMITER ;
