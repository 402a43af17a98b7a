/*
 * Accounts of the server that the ERP itself uses: what others write to tickets came by SQL. The first account that is
 * seen to write a ticket's event, as the ERP does, is taken for it; others are for the DBA to add.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS erp_account (
  account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'Name of the account, without host',
  learned_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it was seen to write as the ERP does; NULL: the DBA has said so',
  PRIMARY KEY (account)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: accounts of the ERP';
