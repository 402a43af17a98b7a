/*
 * That the ERP's own pages show the desk: a row since show_desk_in_erp(), none after hide_desk_in_erp(); and how far the
 * event show_desk has compared what they show.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS desk_shown (
  erp_schema VARCHAR(64) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NOT NULL
    COMMENT 'Schema of the ERP; a copy of it under another name is left alone',
  shown_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'Since when',
  compared_to INT NULL COMMENT 'Tickets from this one on were compared in this round, the newest first; NULL: no round has begun',
  compared_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the last round ended; NULL: none has',
  last_error VARCHAR(600) NULL COMMENT 'The event''s last error; NULL: none',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  PRIMARY KEY (erp_schema)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: that the ERP''s pages show the desk';
