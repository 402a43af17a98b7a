/*
 * Whom the last ticket of each rule and type was given to, and before that, for those that go round. Only events write it:
 * a movement finds whose turn it is in ready_warehouse.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS assignment_turn (
  rule_id INT NOT NULL COMMENT 'The rule; 0: it is about a type',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  type_code VARCHAR(32) NOT NULL COMMENT 'Code of the type; empty: it is about a rule; *: about tickets of a rule that were given later',
  user_id INT NOT NULL COMMENT 'User of the ERP',
  turn BIGINT UNSIGNED NOT NULL
    COMMENT 'The higher, the later was his last ticket: of a rule opened_ticket.number, else a count',
  PRIMARY KEY (rule_id, entity, type_code, user_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: whose last ticket was when';
