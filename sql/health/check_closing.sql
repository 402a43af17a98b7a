/*
 * health_check's part on what becomes of tickets by themselves: nothing is said as long as no policy asks for anything.
 *
 * Reads:      llx_user, setting, ticket_deadline, type_policy
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_closing;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_closing()
  COMMENT 'Part of health_check: what becomes of tickets by themselves'
BEGIN
  DECLARE asked, late, held, most INT;
  DECLARE oldest TIMESTAMP(3);
  DECLARE full_steps VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE documents VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*) INTO asked FROM type_policy AS p WHERE p.asked_at IS NOT NULL;
  IF asked THEN
    CALL find_full_steps(full_steps);
    SELECT @SETTING_steps_per_hour@ INTO most;
    SELECT COUNT(*), MIN(d.due_at) INTO late, oldest
      FROM ticket_deadline AS d WHERE d.done_at IS NULL AND d.due_at < NOW(3) - INTERVAL 10 MINUTE AND NOT FIND_IN_SET(d.step, full_steps);
    SELECT COUNT(*) INTO held FROM ticket_deadline AS d
      WHERE full_steps <> '' AND d.done_at IS NULL AND d.due_at < NOW(3) AND FIND_IN_SET(d.step, full_steps);
    IF held THEN
      INSERT INTO finding VALUES ('warning', 'closing', CONCAT('Steps of tickets come later than policies say: ', held, ' wait, and ', most,
          ' an hour are taken (', full_steps, ').'), 'SELECT * FROM @TICKETSTOCK_SCHEMA@.coming_steps',
        'Are they meant? If not, correct the policy: set_type_policy(). Setting steps_per_hour says how many are taken.');
    END IF;
    IF late THEN
      INSERT INTO finding VALUES ('warning', 'closing', CONCAT(late, IF(late = 1, ' step of a ticket is due and has', ' steps of tickets are due and have'), ' not happened, the oldest since ', oldest, ' UTC.'),
        '', 'See the event follow_deadlines, incidents of tickets, and the server''s error log.');
    END IF;
    INSERT INTO finding
      SELECT 'warning', 'closing', CONCAT('Type ', p.type_code, ' of ', IF(p.entity = 0, 'all entities', CONCAT('entity ', p.entity)),
          ': its manager ', p.escalate_to, ' is no active user of the ERP with an address.'),
          '', CONCAT('Name another: CALL @TICKETSTOCK_SCHEMA@.set_type_policy(''', p.type_code, ''', ''{"entity": ', p.entity, ', "escalate_to": "…"}'')')
        FROM type_policy AS p LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON @USER_LOGIN@ = p.escalate_to
        WHERE p.escalate_to NOT LIKE '%@%' AND (COALESCE(u.statut, 0) <> 1 OR COALESCE(u.email, '') = '');
    SELECT GROUP_CONCAT(n.name ORDER BY n.name SEPARATOR ', ') INTO documents
      FROM (SELECT 'intervention' AS name, 'fichinter' AS table_name UNION ALL SELECT 'shipment', 'expedition' UNION ALL SELECT 'order', 'commande'
        UNION ALL SELECT 'invoice', 'facture' UNION ALL SELECT 'credit_note', 'facture_fourn') AS n
      WHERE EXISTS (SELECT 1 FROM type_policy AS p WHERE p.done_when = 'document' AND FIND_IN_SET(n.name, p.documents))
        AND NOT EXISTS (SELECT 1 FROM information_schema.COLUMN_PRIVILEGES AS c WHERE c.TABLE_SCHEMA = '@ERP_SCHEMA@'
          AND c.TABLE_NAME = CONCAT('@ERP_PREFIX@', n.table_name) AND c.COLUMN_NAME IN ('fk_statut', 'paye'));
    IF documents IS NOT NULL THEN
      INSERT INTO finding VALUES ('warning', 'closing', CONCAT('Tickets wait for documents that we may not read, or that the ERP does not have: ', documents, '.'),
        @INSTALL_AGAIN@, 'Activate the module in the ERP before.');
    END IF;
  END IF;
END//
DELIMITER ;
