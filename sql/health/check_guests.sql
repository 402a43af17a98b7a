/*
 * health_check's part on guests: links that were revoked and are back, links that somebody guesses addresses for, limits that
 * were reached in this hour, links that lead nowhere.
 *
 * Reads:      desk_account, guest_count, llx_const, llx_ticket, renewed_link, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_guests;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_guests()
  COMMENT 'Part of health_check: guests'
BEGIN
  DECLARE gates, open_gates, tries, failures, tickets, answers, closed INT;
  SELECT @SETTING_guest_tries_per_hour@, @SETTING_guest_failures_per_hour@, @SETTING_guest_tickets_per_hour@, @SETTING_guest_answers_per_hour@
    INTO tries, failures, tickets, answers;
  INSERT INTO finding
    SELECT 'error', 'guests', CONCAT('The link of ticket ', t.ref, ' that was revoked opens it again: the ERP has written it back from what a page had read before.'),
        CONCAT('CALL @TICKETSTOCK_SCHEMA@.new_guest_link(', QUOTE(t.ref), ', NULL)'), 'It gives the ticket another link.'
      FROM renewed_link AS r
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = r.ticket_id
      WHERE CONVERT(t.track_id USING ascii) COLLATE ascii_bin = r.old_track_id LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'guests', CONCAT('Wrong addresses are tried with the link of ticket ', t.ref, ': ', g.number, '. It rests until ', g.ends_at, ' UTC.'),
        CONCAT('CALL @TICKETSTOCK_SCHEMA@.new_guest_link(', QUOTE(t.ref), ', NULL)'), 'If it goes on: it gives the ticket another link.'
      FROM guest_count AS g
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = CAST(g.name AS SIGNED)
      WHERE g.what = 'link' AND g.number >= tries AND g.ends_at > SYSDATE() ORDER BY g.number DESC LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'guests', CASE g.what WHEN 'failure' THEN CONCAT('Links or addresses are guessed by gate "', g.name, '": ', g.number,
          ' wrong tries. Until ', g.ends_at, ' UTC only links of our making are taken.')
        ELSE CONCAT('Guests have reached the limit of gate "', g.name, '": ', g.number, ' ', g.what, '. The next are taken from ', g.ends_at, ' UTC on.') END,
        '', CONCAT('See who comes by it. Setting ', CASE g.what WHEN 'failure' THEN 'guest_failures_per_hour' WHEN 'tickets' THEN 'guest_tickets_per_hour'
          ELSE 'guest_answers_per_hour' END, '.')
      FROM guest_count AS g
      WHERE g.ends_at > SYSDATE() AND (g.what = 'failure' AND g.number >= failures OR g.what = 'tickets' AND g.number >= tickets
        OR g.what = 'answers' AND g.number >= answers);
  SELECT COUNT(*) INTO gates FROM desk_account AS a WHERE a.kind = 'gate';
  SELECT COUNT(*) INTO closed FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    WHERE c.name = 'TICKET_ENABLE_PUBLIC_INTERFACE' AND c.value NOT IN ('', '0');
  SELECT COUNT(*) INTO open_gates FROM setting AS s WHERE s.name = 'guest_gate' AND s.value = 'open';
  IF gates > 0 AND closed = 0 AND open_gates > 0 THEN
    INSERT INTO finding VALUES ('warning', 'guests',
      'Guests are let in by guest_gate = open, but the ERP''s public pages are switched off: the links in their mails lead nowhere.',
      'UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''erp'' WHERE name = ''guest_gate'' AND value = ''open''',
      'Then no guest is let in; or switch them on in the ERP (TICKET_ENABLE_PUBLIC_INTERFACE).');
  END IF;
END//
DELIMITER ;
