/*
 * What happens when goods enter a watched warehouse. add_rule() writes a row from names.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS rule (
  id INT NOT NULL AUTO_INCREMENT COMMENT 'Number of the rule',
  entity INT NOT NULL DEFAULT 1 COMMENT 'Entity of the ERP in which the ticket is opened',
  label VARCHAR(100) NOT NULL COMMENT 'Name of the rule, for DBAs',
  enabled TINYINT NOT NULL DEFAULT 1 COMMENT '1: the rule opens tickets; 0: it does nothing',
  assignee_id INT NOT NULL COMMENT 'User whom the ticket is assigned to: rowid in the ERP',
  contact_group_id INT NOT NULL
    COMMENT 'Group whose members become contacts of the ticket: rowid in the ERP',
  type_code VARCHAR(32) NOT NULL COMMENT 'Code of the ticket''s type in the ERP''s dictionary',
  severity_code VARCHAR(32) NOT NULL COMMENT 'Code of the severity in the ERP''s dictionary',
  category_code VARCHAR(32) NOT NULL
    COMMENT 'Code of the ticket group (category) in the ERP''s dictionary',
  subject VARCHAR(255) NOT NULL COMMENT 'Subject of the ticket; may hold placeholders: __QTY__',
  message MEDIUMTEXT NOT NULL COMMENT 'Content of the ticket, HTML; may hold placeholders',
  grouped_by ENUM('movement', 'operation') NOT NULL DEFAULT 'movement'
    COMMENT 'movement: a ticket for each; operation: one for all movements of one transaction with the same inventory code or origin',
  sources SET('transfer', 'reception', 'return', 'correction', 'inventory', 'other', 'manufacturing')
    NOT NULL DEFAULT 'transfer,reception,return,correction,inventory,other,manufacturing'
    COMMENT 'Kinds of movements that open a ticket',
  notify_actor TINYINT NOT NULL DEFAULT 1
    COMMENT '1: a contact who booked the goods gets the mail too; 0: all but that one',
  assignment ENUM('fixed', 'round_robin', 'least_open') NOT NULL DEFAULT 'fixed'
    COMMENT 'fixed: every ticket is assignee_id''s; round_robin: his whose last one is longest ago; least_open: his who has the fewest open ones. Of assignee_id and the group; who is disabled or on leave is passed over',
  PRIMARY KEY (id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: how tickets are opened';
