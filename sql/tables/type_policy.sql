/*
 * What becomes of the tickets of each type: who is told, in which words, whom they are given to. The row that fits best holds: entity and type, entity
 * and "*", 0 and type, 0 and "*".
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS type_policy (
  entity INT NOT NULL COMMENT 'Entity of the ERP; 0: all',
  type_code VARCHAR(32) NOT NULL COMMENT 'Code of the type; *: every ticket',
  tell_agents TINYINT NOT NULL DEFAULT 1 COMMENT '1: a new ticket of a customer is told to the agents of its type',
  tell_customer SET('page', 'rest', 'collector', 'public page', 'sql') NOT NULL DEFAULT 'collector,public page,sql'
    COMMENT 'The customer is told that his ticket has been received, if it came by one of these ways',
  tell_answers ENUM('assignee', 'agents', 'nobody') NOT NULL DEFAULT 'assignee'
    COMMENT 'Who is told of a customer''s answer; assignee: the agents where nobody is assigned',
  assignment ENUM('fixed', 'round_robin', 'least_open') NOT NULL DEFAULT 'fixed'
    COMMENT 'A ticket that nobody has. fixed: it stays so; round_robin, least_open: it is given to an agent who may manage, as rule.assignment',
  words_en TEXT NULL COMMENT 'Sentences for the customer of a new ticket, plain text; NULL: none',
  words_fr TEXT NULL COMMENT 'The same in French',
  PRIMARY KEY (entity, type_code)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what becomes of the tickets of each type';

INSERT IGNORE INTO type_policy (entity, type_code) VALUES (0, '*');
