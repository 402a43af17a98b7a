/*
 * What becomes of the tickets of each type: who is told, in which words, whom they are given to; when they are done, and by when they are to be. The
 * row that fits best holds: entity and type, entity and "*", 0 and type, 0 and "*". Of what is not asked for nothing happens.
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
  done_when ENUM('by_hand', 'goods_left', 'document', 'silence') NOT NULL DEFAULT 'by_hand'
    COMMENT 'When a ticket is done and closes by itself; by_hand: never',
  documents SET('intervention', 'shipment', 'order', 'invoice', 'credit_note') NOT NULL DEFAULT ''
    COMMENT 'document: those that have to be done, linked to the ticket',
  silence_days SMALLINT UNSIGNED NULL COMMENT 'silence: days without a word after ours',
  warning_days SMALLINT UNSIGNED NULL COMMENT 'silence: the customer is warned so many days before; NULL: he is not',
  done_words_en TEXT NULL COMMENT 'What it means that such a ticket is done, for the customer, plain text; NULL: nothing is said',
  done_words_fr TEXT NULL COMMENT 'The same in French',
  reopen_days SMALLINT UNSIGNED NULL
    COMMENT 'A customer''s word reopens a closed ticket within so many days, later it opens a linked one; NULL: as the ERP does',
  take_hours SMALLINT UNSIGNED NULL COMMENT 'Working hours in which somebody is to take a ticket; NULL: no limit',
  answer_hours SMALLINT UNSIGNED NULL COMMENT 'Working hours in which a customer is to have an answer; NULL: no limit',
  done_days SMALLINT UNSIGNED NULL COMMENT 'Working days in which a ticket is to be closed; NULL: no limit',
  escalate_hours SMALLINT UNSIGNED NULL
    COMMENT 'Working hours after a reminder in which the agents, and as many later the manager, are told; NULL: they are not',
  escalate_to VARCHAR(255) NULL COMMENT 'The manager: login of a user of the ERP, or an address; NULL: nobody',
  escalate_value_days INT UNSIGNED NULL
    COMMENT 'Value of the goods that lie there times days from which on the manager is told, once; NULL: he is not',
  assign_again_days SMALLINT UNSIGNED NULL
    COMMENT 'A ticket for which nobody was there is given to whoever is back within so many days; NULL: it is not',
  asked_at TIMESTAMP(3) NULL DEFAULT NULL
    COMMENT 'Since when it asks for all of these, or for silence so short: no clock begins before; NULL: it asks for nothing. Kept by the server, may be set earlier',
  PRIMARY KEY (entity, type_code)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what becomes of the tickets of each type';

INSERT IGNORE INTO type_policy (entity, type_code) VALUES (0, '*');
