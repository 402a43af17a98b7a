/*
 * The contacts and recipients of a warehouse's tickets: one user a row or, where nothing is out of the ordinary, four
 * members, since each row costs a movement a statement. A changed list is a new version. Those before stay for ten
 * minutes: a movement may be reading one, or somebody else who prepares may be about to name it in ready_warehouse.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS ready_contact (
  warehouse_id INT NOT NULL COMMENT 'Watched warehouse: rowid in the ERP',
  version INT NOT NULL COMMENT 'ready_warehouse.contact_version',
  made_at DATETIME NOT NULL COMMENT 'When the version was made, UTC',
  position INT NOT NULL COMMENT 'Place in the list: 1, 2, …; the assignee comes first',
  is_last TINYINT NOT NULL COMMENT '1: the list ends here',
  contact_type_id INT NULL
    COMMENT 'What they become on the ticket: rowid of the ERP''s c_type_contact; NULL: no contact, or turns are taken',
  assigned_type_id INT NULL COMMENT 'What user_1 becomes if turns are taken, and it is his',
  other_type_id INT NULL COMMENT 'What he becomes if it is another''s; NULL: no contact',
  user_1 INT NOT NULL COMMENT 'User of the ERP',
  lang_1 CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'His language: ISO 639-1; empty: the ERP''s default',
  address_1 VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'His mail address',
  user_2 INT NULL COMMENT 'The next member; NULL: user_1 is the only one, then the others are NULL too',
  lang_2 CHAR(2) CHARACTER SET ascii NULL COMMENT 'As lang_1',
  address_2 VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'As address_1',
  user_3 INT NULL COMMENT 'As user_2',
  lang_3 CHAR(2) CHARACTER SET ascii NULL COMMENT 'As lang_1',
  address_3 VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'As address_1',
  user_4 INT NULL COMMENT 'As user_2',
  lang_4 CHAR(2) CHARACTER SET ascii NULL COMMENT 'As lang_1',
  address_4 VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'As address_1',
  problem VARCHAR(500) NULL COMMENT 'Why user_1 gets no mail; NULL: there is one for each',
  PRIMARY KEY (warehouse_id, version, position)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: whom a warehouse''s tickets are for';
