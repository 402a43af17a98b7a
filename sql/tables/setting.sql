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
  (0, 'recipients_per_ticket', '100',
   'Most recipients of a ticket, the assignee first, then members by id; the others get neither contact nor mail: 1 to 1000'),
  (0, 'oldest_movement_days', '7',
   'Days after which the date of a movement that is booked makes it history, which opens no ticket; 0: all open one'),
  (0, 'ticket_number_mask', '',
   'Numbering of our own: SAV{yy}{mm}-{0000}, as TICKET_UNIVERSAL_MASK; its beginning must differ from the ERP''s. Empty: the ERP''s numbering'),
  (0, 'erp_time_zone', '',
   'Zone of the ERP''s times, as Europe/Paris or +02:00; empty: as the newest movements show, else the server''s'),
  (0, 'erp_url', '',
   'Root URL of the ERP, for links in mails: https://erp.example.com (Dolibarr does not keep it in the database)'),
  (0, 'mail_sender', '',
   'Sender''s address; empty: TICKET_NOTIFICATION_EMAIL_FROM, else MAIN_MAIL_EMAIL_FROM of the ERP'),
  (0, 'mail_sender_name', '',
   'Sender''s name; empty: MAIN_INFO_SOCIETE_NOM of the ERP'),
  (0, 'mail_reply_to', '',
   'Address for answers; empty: the sender''s'),
  (0, 'mail_ehlo_name', '',
   'Name that relays are told in EHLO: a full name as erp.example.com, or an address as [192.0.2.1]; empty: the machine''s full name, else its address'),
  (0, 'batch_size', '4000',
   'Most mails handed to a relay in one session, 1 to 4000; a lane begins with 50 and takes more while sessions are short'),
  (0, 'mail_time_zone', '',
   'Zone of a mail''s date, as Europe/Paris or +02:00; empty: the server''s'),
  (0, 'mail_held', '0',
   '1: no mail is sent, the queue waits; set by hold_mail() and resume_mail()'),
  (0, 'when_mails_disabled', 'wait',
   'What becomes of mails while the ERP has MAIN_DISABLE_ALL_MAILS or TICKET_DISABLE_ALL_MAILS: wait or cancel'),
  (0, 'mails_per_hour', '0',
   'Most mails handed to all relays within any hour, the others wait; 0: no limit'),
  (0, 'retry_first_seconds', '30',
   'Pause after a mail was put off for the first time, doubled at each further one, give or take a quarter; 1 to 3600'),
  (0, 'retry_longest_seconds', '3600',
   'Longest such pause, 1 to 86400'),
  (0, 'give_up_after_hours', '120',
   'Hours after which a mail that the relay keeps putting off fails for good, 1 to 8760'),
  (0, 'purge_after_days', '90',
   'Days after which sent and cancelled mails are deleted from mail_outbox; 0: never'),
  (0, 'purge_failed_after_days', '365',
   'Days after which failed mails are deleted from mail_outbox; 0: never')
ON DUPLICATE KEY UPDATE
  /* What 0.1.0 began with; there 1000 was the most. */
  value = IF(setting.name = 'batch_size' AND setting.value = '50' AND setting.meaning LIKE '%1 to 1000;%', VALUES(value), setting.value),
  meaning = VALUES(meaning);
