/*
 * What becomes of tickets by themselves, and when: reminders, warnings, closings. Each step of a ticket happens once an
 * episode: the key. A step that is no longer to come is deleted; one that has happened stays.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS ticket_deadline (
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  episode INT UNSIGNED NOT NULL COMMENT 'desk_ticket.episode: a ticket that comes back starts its own clock',
  step VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL
    COMMENT 'goods_left, document, silence: it is closed; silence_warning; untaken, unanswered, undone, and with _group or _manager: reminders; value_manager: so much lies there so long; reopen, successor: a customer''s word came after the closing; assign: nobody was there to be given it',
  due_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'Not before, UTC',
  done_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it happened; NULL: it is to come',
  PRIMARY KEY (ticket_id, episode, step),
  KEY due_at (done_at, due_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what becomes of tickets by themselves, and when';
