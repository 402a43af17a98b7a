/*
 * Who mails whom of what happened to a ticket, by which way it came: the ERP mails some of it itself. sender is a choice,
 * which an upgrade keeps; the rest is what Dolibarr does, and is written anew by install.sql.
 *
 * ours: we do, where the ERP has not done it itself, so that nobody gets two mails or none. erp: the ERP only, if somebody
 * asks it to. One row for each way, event and person.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS mail_duty (
  event VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL COMMENT 'What happened, which is the kind of the mail',
  person ENUM('requester', 'contact', 'assignee', 'agent', 'manager') NOT NULL
    COMMENT 'Whom it is told; contact: external contacts, or the third party where there is neither contact nor requester',
  source ENUM('page', 'rest', 'collector', 'public page', 'sql', 'goods') NOT NULL
    COMMENT 'By which way it came; sql: also our own procedures; goods: TicketStock itself',
  sender ENUM('ours', 'erp', 'nobody') NOT NULL COMMENT 'ours: we, unless the ERP has; erp: the ERP, or nobody; nobody: not we',
  erp_mails ENUM('never', 'always', 'asked') NOT NULL COMMENT 'Does the ERP mail it by itself; asked: where a user has ticked it',
  erp_if VARCHAR(64) NULL COMMENT 'Only while this constant of the ERP is on; NULL: whatever is on',
  erp_unless VARCHAR(64) NULL COMMENT 'Not while this constant of the ERP is on; NULL: whatever is on',
  PRIMARY KEY (event, person, source)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: who mails whom of what happened to a ticket';

INSERT INTO mail_duty (event, person, source, sender, erp_mails, erp_if, erp_unless)
  SELECT f.event, f.person, f.source,
      CASE WHEN f.source = 'goods' AND f.event NOT IN ('assigned', 'closed', 'reopened', 'warning', 'reminder', 'escalation') THEN 'nobody'
        WHEN f.event = 'agent_answered' AND f.source <> 'sql' THEN IF(f.erp_mails = 'asked', 'erp', 'nobody')
        WHEN f.event = 'reopened' AND f.person <> 'assignee' AND f.source IN ('collector', 'public page') THEN 'nobody'
        ELSE 'ours' END, f.erp_mails,
      IF(f.event = 'customer_answered' AND f.erp_mails = 'always', 'TICKET_PUBLIC_NOTIFICATION_NEW_MESSAGE_ENABLED', NULL),
      IF(f.event IN ('customer_answered', 'agent_answered', 'assigned') AND f.erp_mails <> 'never', 'TICKET_DISABLE_ALL_MAILS', NULL)
    FROM (
      SELECT e.event, e.person, w.source,
          CASE CONCAT(e.event, ' ', e.person, ' ', w.source)
            WHEN 'customer_received requester public page' THEN 'always'
            WHEN 'customer_received contact page' THEN 'asked'
            WHEN 'customer_received contact rest' THEN 'asked'
            WHEN 'customer_answered assignee page' THEN 'asked'
            WHEN 'customer_answered assignee public page' THEN 'always'
            WHEN 'agent_answered requester page' THEN 'asked'
            WHEN 'agent_answered contact page' THEN 'asked'
            WHEN 'assigned assignee page' THEN 'always'
            WHEN 'closed contact page' THEN 'asked'
            WHEN 'closed assignee page' THEN 'asked'
            ELSE 'never' END AS erp_mails
        FROM (
          SELECT 'customer_received' AS event, 'requester' AS person UNION ALL SELECT 'customer_received', 'contact'
          UNION ALL SELECT 'agent_new', 'agent'
          UNION ALL SELECT 'customer_answered', 'assignee' UNION ALL SELECT 'customer_answered', 'agent'
          UNION ALL SELECT 'agent_answered', 'requester' UNION ALL SELECT 'agent_answered', 'contact'
          UNION ALL SELECT 'assigned', 'assignee'
          UNION ALL SELECT 'closed', 'requester' UNION ALL SELECT 'closed', 'contact' UNION ALL SELECT 'closed', 'assignee'
          UNION ALL SELECT 'reopened', 'requester' UNION ALL SELECT 'reopened', 'contact' UNION ALL SELECT 'reopened', 'assignee'
          UNION ALL SELECT 'warning', 'requester' UNION ALL SELECT 'warning', 'contact'
          UNION ALL SELECT 'reminder', 'assignee' UNION ALL SELECT 'reminder', 'agent'
          UNION ALL SELECT 'escalation', 'agent' UNION ALL SELECT 'escalation', 'manager'
        ) AS e
        JOIN (SELECT 'page' AS source UNION ALL SELECT 'rest' UNION ALL SELECT 'collector' UNION ALL SELECT 'public page'
          UNION ALL SELECT 'sql' UNION ALL SELECT 'goods') AS w
          ON e.event NOT IN ('warning', 'reminder', 'escalation') OR w.source = 'goods'
    ) AS f
  ON DUPLICATE KEY UPDATE erp_mails = VALUES(erp_mails), erp_if = VALUES(erp_if), erp_unless = VALUES(erp_unless);
