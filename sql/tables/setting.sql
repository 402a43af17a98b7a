/* Settings that hold for all entities (0) or one; an entity's own value wins. */
CREATE TABLE IF NOT EXISTS setting (
  entity INT NOT NULL DEFAULT 0 COMMENT 'Entity of the ERP that the value is for; 0 = all',
  name VARCHAR(64) NOT NULL COMMENT 'Name of the setting',
  value VARCHAR(1000) NOT NULL COMMENT 'Value, as text',
  meaning VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'What the setting does and what is allowed',
  PRIMARY KEY (entity, name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: settings';

/* Every setting with its default; a value that a DBA has set is kept, its meaning renewed. */
INSERT INTO setting (entity, name, value, meaning) VALUES
  (0, 'on_error', 'record',
   'When a ticket cannot be opened: record (book the goods, write an incident) or refuse (reject the movement)'),
  (0, 'erp_url', '',
   'Root URL of the ERP, for links in mails: https://erp.example.com (Dolibarr does not keep it in the database)'),
  (0, 'mail_sender', '',
   'Sender''s address; empty: TICKET_NOTIFICATION_EMAIL_FROM, else MAIN_MAIL_EMAIL_FROM of the ERP'),
  (0, 'mail_sender_name', '',
   'Sender''s name; empty: MAIN_INFO_SOCIETE_NOM of the ERP'),
  (0, 'mail_reply_to', '',
   'Address for answers; empty: the sender''s'),
  (0, 'batch_size', '50',
   'Most mails handed to the relay in one session, 1 to 1000; what 20 seconds do not suffice for waits'),
  (0, 'give_up_after_hours', '120',
   'Hours after which a mail that the relay keeps putting off fails for good')
ON DUPLICATE KEY UPDATE meaning = VALUES(meaning);
