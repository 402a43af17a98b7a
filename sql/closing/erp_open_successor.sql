/*
 * Opens a ticket for what a customer has written to one that was closed long ago, and links both; the old one is closed
 * again if the ERP has opened it by his word.
 *
 * this_ticket  the old ticket: rowid in the ERP; the caller has locked its row, and knows it to be as desk_ticket says
 * happened     OUT: 1
 *
 * The new one has the old one's requester, third party, contact, type, severity, group and subject, and his words as text.
 * Nobody has it yet. Nobody is told that the old one is closed again.
 *
 * Reads:      code_label, desk_ticket, llx_actioncomm, llx_c_type_contact, llx_const, llx_element_contact, llx_ticket,
 *             llx_user, ticket_journal
 * Writes:     llx_element_element, llx_ticket, ticket_journal
 * Called by:  erp_take_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_open_successor;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_open_successor(IN this_ticket INT, OUT happened INT)
  COMMENT 'Opens a ticket for what a customer has written to a closed one'
BEGIN
  DECLARE number BIGINT UNSIGNED;
  DECLARE this_entity, party, contact, author, word, repeated, event, new_ticket, expected_status INT;
  DECLARE address VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE title VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE words MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(j.event_id) INTO word FROM ticket_journal AS j WHERE j.ticket_id = this_ticket AND j.what = 'customer word';
  /* An external user has written on the ERP's page: it is his. */
  SELECT MAX(@EVENT_TEXT@), MAX(LEFT(@EVENT_ADDRESS@, 128)), MAX(IF(u.fk_soc > 0 AND a.code LIKE 'TICKET\_MSG%', u.rowid, NULL))
    INTO words, address, author FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = a.fk_user_author WHERE a.id = word;
  SELECT MAX(t.entity), MAX(NULLIF(t.fk_soc, 0)), COALESCE(MAX(NULLIF(t.origin_email, '')), NULLIF(address, '')), MAX(t.type_code),
      MAX(t.severity_code), MAX(t.category_code), MAX(t.subject), MAX(t.fk_statut)
    INTO this_entity, party, address, type, severity, category, title, expected_status
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket;
  SELECT MAX(c.fk_socpeople) INTO contact FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
      AND y.element = 'ticket' AND y.source = 'external' AND y.code = 'SUPPORTCLI'
    WHERE c.element_id = this_ticket;
  CALL begin_act('itself', NULL, 'TicketStock', 0, 1, NULL, number, repeated);
  CALL erp_new_ticket(this_entity, author, IF(author IS NULL, address, NULL), party, contact, NULL, type, severity, category, title, words, 1, new_ticket, ref,
    track, event);
  CALL end_act(number, new_ticket, event);
  INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_element` (fk_source, sourcetype, fk_target, targettype)
    VALUES (this_ticket, 'ticket', new_ticket, 'ticket');
  INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, way, what, new_value, event_id, connection)
    SELECT k.ticket_id, k.track_id, k.entity, SYSDATE(3), 'TicketStock', 'event', 'successor', ref, word, CONNECTION_ID()
      FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  IF expected_status NOT IN (8, 9) THEN
    SELECT REPLACE(MAX(l.label), '__TICKET_REF__', ref) INTO why FROM desk_ticket AS k
      JOIN code_label AS l ON l.dictionary = 'event' AND l.code = 'SUCCEEDED' AND l.lang = @TICKET_LANGUAGE@ WHERE k.ticket_id = this_ticket;
    CALL begin_act('itself', NULL, 'TicketStock', 0, 0, NULL, number, repeated);
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_statut = 8, t.progress = 100
      WHERE t.rowid = this_ticket AND t.fk_statut = expected_status;
    CALL act_reason(why);
    CALL erp_add_event(this_ticket, 'AC_TICKET_CLOSE', NULL, NULL, NULL, why, event);
    CALL end_act(number, this_ticket, event);
  END IF;
  SET happened = 1;
END//
DELIMITER ;
