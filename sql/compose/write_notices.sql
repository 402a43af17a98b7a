/*
 * Writes what a digest tells, ticket by ticket: a link, then who did what and when, and why it is told. What has been settled
 * since it was queued is left out. Beyond 200 things it tells only how many more there are.
 *
 * this_mail  mail_outbox.id; of a blind copy its original's
 * this_lang  of the mail, ISO 639-1
 * zone       of its times, as CONVERT_TZ() takes it
 * erp_url    root URL of the ERP; empty: no links
 * html       OUT: the list; NULL: nothing is left
 * notices    OUT: how many things it tells
 * tickets    OUT: of how many tickets
 *
 * Reads:      code_label, erp_group_member, llx_ticket, llx_user, mail_decision, muted_ticket, ticket_journal,
 *             type_agent
 * Called by:  erp_fill_digests
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_write_notices;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_notices(IN this_mail BIGINT UNSIGNED,
  IN this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN erp_url VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT html LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT notices INT, OUT tickets INT)
  COMMENT 'Writes what a digest tells'
BEGIN
  DECLARE ended, this_ticket, last_ticket INT DEFAULT 0;
  DECLARE this_ref, title, url, said, why, moment VARCHAR(1500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE told CURSOR FOR
    SELECT d.ticket_id, CONVERT(t.ref USING utf8mb4), CONVERT(t.subject USING utf8mb4),
        IF(erp_url = '', NULL, CONCAT(erp_url, '/ticket/card.php?track_id=', CONVERT(t.track_id USING utf8mb4))),
        REPLACE(@NOTICE_WORDS@, '__WHO__', j.who), @NOTICE_REASON@,
        DATE_FORMAT(CONVERT_TZ(j.at, '+00:00', zone), IF(this_lang = 'fr', '%d/%m/%Y %H:%i', '%Y-%m-%d %H:%i'))
      FROM mail_decision AS d @SETTLED_TABLES@
      WHERE d.mail_id = this_mail AND @PART_SETTLED@ IS NULL
      ORDER BY d.ticket_id, d.journal_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET html = NULL, notices = 0, tickets = 0;
  OPEN told;
  FETCH told INTO this_ticket, this_ref, title, url, said, why, moment;
  WHILE NOT ended DO
    SET tickets = tickets + (this_ticket <> last_ticket), notices = notices + 1;
    IF this_ticket <> last_ticket AND notices <= 200 THEN
      SET html = CONCAT(COALESCE(html, ''), CONVERT(ticketstock_render(CONCAT(
        '<p style="margin:24px 0 4px;overflow-wrap:anywhere"><strong>',
        IF(url IS NULL, '[__R__] __T__', '<a href="__U__">[__R__] __T__</a>'), '</strong></p>\n'),
        'html', '__R__', this_ref, '__T__', title, '__U__', url) USING utf8mb4));
    END IF;
    IF notices <= 200 THEN
      SET html = CONCAT(html, CONVERT(ticketstock_render(
        '<p style="margin:0 0 8px;padding-left:16px;border-left:3px solid #88888866">__S__<br><span style="font-size:13px;opacity:.75">__M__ · __Y__</span></p>\n',
        'html', '__S__', said, '__M__', moment, '__Y__', why) USING utf8mb4));
    END IF;
    SET last_ticket = this_ticket;
    FETCH told INTO this_ticket, this_ref, title, url, said, why, moment;
  END WHILE;
  CLOSE told;
  IF notices > 200 THEN
    SELECT l.label INTO said FROM code_label AS l WHERE l.dictionary = 'mail' AND l.lang IN (this_lang, 'en') AND l.code = 'NOTICE_MORE'
      ORDER BY l.lang = this_lang DESC LIMIT 1;
    SET html = CONCAT(html, CONVERT(ticketstock_render('<p style="margin:24px 0 4px">__S__</p>\n', 'html',
      '__S__', REPLACE(said, '__NUMBER__', notices - 200)) USING utf8mb4));
  END IF;
END//
DELIMITER ;
