/*
 * From 0.2.0 to 0.3.0: columns that the journals of delivery need. On a new installation it changes nothing.
 */
CALL upgrade_table('mail_outbox', 'claim_id', 'ADD claim_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
  COMMENT ''Claim whose outcome is to come, 16 hex digits; the next claim has another'' AFTER lane', 'DO 0');
CALL upgrade_table('lane_state', 'journal_problem', 'ADD journal_problem VARCHAR(200) NULL
  COMMENT ''Why it has no journal in the server''''s data folder; NULL: it has one'' AFTER last_error', 'DO 0');
CALL upgrade_table('rule_warehouse', 'erp_schema', 'ADD erp_schema VARCHAR(64) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci
  NOT NULL DEFAULT ''@ERP_SCHEMA@'' COMMENT ''Schema of the ERP; a copy of it under another name is not watched''', 'DO 0');
DROP PROCEDURE upgrade_table;
