/*
 * Accounts of the server that have changed tickets as the ERP does, and which of them are the ERP's own: what others write
 * to tickets came by SQL. Learned by learn_account(); what a DBA says stands: a row without learned_at.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS erp_account (
  account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'Name of the account, without host',
  is_erp TINYINT NOT NULL DEFAULT 1 COMMENT '1: it is the ERP''s; 0: it is not',
  learned_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it was first seen to write as the ERP does; NULL: the DBA has said what it is',
  seen INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'In how many connections it was; all are halved where one passes 1,000',
  seen_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it was last; NULL: never',
  connection BIGINT UNSIGNED NULL COMMENT 'CONNECTION_ID() of that; NULL: never',
  PRIMARY KEY (account)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: accounts of the ERP';
