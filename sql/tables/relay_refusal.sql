/*
 * Relays that refuse the mails of an entity for what no mail has done: its sender, our name, a quota. Kept apart from
 * relay_state because another entity's mails may go well there. Written by delivery, never by hand.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS relay_refusal (
  relay VARCHAR(64) NOT NULL COMMENT 'Name of the relay',
  entity INT NOT NULL COMMENT 'Entity of the ERP whose mails it refuses',
  failures INT NOT NULL COMMENT 'Sessions in a row in which it refused mails that it had not seen before',
  retry_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'Not asked again for this entity before',
  last_error VARCHAR(600) NULL COMMENT 'Its words',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  PRIMARY KEY (relay, entity)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: relays that refuse an entity''s mails';
