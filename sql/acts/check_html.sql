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
  DECLARE found VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* No pattern may begin again at each "<" and go to the end: a text of these only would take hours. */
  IF CHAR_LENGTH(html) > 500000 THEN
    CALL refuse('The text is longer than 500,000 characters.');
  ELSEIF html IS NULL OR NOT (REGEXP_REPLACE(REPLACE(html, '&nbsp;', ' '), '<[^<>]*>', '') REGEXP '[^[:space:]]' OR html LIKE '%<img%') THEN
    CALL refuse('The text is empty.');
  END IF;
  SET found = LEFT(REGEXP_SUBSTR(html, CONCAT('<[[:space:]]{0,9}/?(script|i?frame|frameset|object|embed|applet|form|input|button|textarea|select',
    '|meta|link|base|style|svg|math|xml|title|body|html|head|template|noscript)([^a-z0-9]|$)')), 500);
  IF found <> '' THEN
    CALL refuse(CONCAT('The text holds "', LEFT(found, 20), '": such tags are not allowed.'));
  END IF;
  SET found = LEFT(REGEXP_SUBSTR(html, '[[:space:]/"''>]on[a-z]{3,20}[[:space:]]{0,9}='), 500);
  IF found <> '' THEN
    CALL refuse(CONCAT('The text holds "', TRIM(LEFT(found, 30)), '", a handler of events: it is not allowed.'));
  END IF;
  SET found = LEFT(REGEXP_SUBSTR(html, CONCAT('[[:space:]/"''](href|src|srcset|action|formaction|background|poster|cite|data|xlink:href)[[:space:]]{0,9}=',
    '[[:space:]]{0,9}["'']?(?!https?://|mailto:|tel:|cid:|data:image/(png|jpe?g|gif|webp);|[#/?"''])[^[:space:]]{0,20}')), 500);
  IF found <> '' THEN
    CALL refuse(CONCAT('The text holds', LEFT(found, 40), ': links begin with https://, http://, mailto:, tel:, # or /.'));
  END IF;
END//
DELIMITER ;
