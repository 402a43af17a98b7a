/*
 * Refuses (45000) a text that is empty, too long, or holds what Dolibarr's pages take out of a text that is typed there:
 * scripts, frames, objects, forms, styles, handlers of events, addresses that are programs. Refused, not put right: what an
 * agent has written is kept as he has written it.
 *
 * html  the text, HTML
 *
 * Called by:  new_ticket_options, reply_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS check_html;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_html(IN html MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses a text that is empty, too long or holds scripts'
BEGIN
  DECLARE place, i INT DEFAULT 1;
  DECLARE piece LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* What MySQL and MariaDB say to a text that takes a pattern too long: one of many thousand "<" for instance. */
  DECLARE EXIT HANDLER FOR 3699, 1139
    CALL refuse('The text has so many tags or handlers that it cannot be looked through.');
  IF CHAR_LENGTH(html) > 500000 THEN
    CALL refuse('The text is longer than 500,000 characters.');
  ELSEIF html IS NULL OR CHAR_LENGTH(html) < 20000 AND html NOT LIKE '%<img%'
      AND NOT REGEXP_REPLACE(REPLACE(html, '&nbsp;', ' '), '<[^<>]*>', '') REGEXP '[^[:space:]]' THEN
    CALL refuse('The text is empty.');
  END IF;
  /* Piece by piece, since MySQL gives up a pattern after some ten thousand steps. What begins in the last 200 characters of
     one is whole in the next. */
  WHILE i <= CHAR_LENGTH(html) DO
    SET piece = SUBSTRING(html, i, 20200), i = i + 20000;
    SET place = REGEXP_INSTR(piece, CONCAT('<[[:space:]]{0,9}/?(script|i?frame|frameset|object|embed|applet|form|input|button|textarea|select',
      '|meta|link|base|style|svg|math|xml|title|body|html|head|template|noscript)([^a-z0-9]|$)'));
    IF place BETWEEN 1 AND 20000 THEN
      CALL refuse(CONCAT('The text holds "', SUBSTRING(piece, place, 12), '": such tags are not allowed.'));
    END IF;
    SET place = REGEXP_INSTR(piece, '[[:space:]/"''>]on[a-z]{3,20}[[:space:]]{0,9}=');
    IF place BETWEEN 1 AND 20000 THEN
      CALL refuse(CONCAT('The text holds "', SUBSTRING(piece, place + 1, 20), '", a handler of events: it is not allowed.'));
    END IF;
    SET place = REGEXP_INSTR(piece, CONCAT('[[:space:]/"''](href|src|srcset|action|formaction|background|poster|cite|data|xlink:href)[[:space:]]{0,9}=',
      '[[:space:]]{0,9}["'']?(?!https?://|mailto:|tel:|cid:|data:image/(png|jpe?g|gif|webp);|[#/?"''])'));
    IF place BETWEEN 1 AND 20000 THEN
      CALL refuse(CONCAT('The text holds "', SUBSTRING(piece, place + 1, 25), '": links begin with https://, http://, mailto:, tel:, # or /.'));
    END IF;
  END WHILE;
END//
DELIMITER ;
