/*
 * Says when a user wants to be told of an event; what is not said stays as it is.
 *
 * this_login  his login, which is the caller's own; NULL: the caller's
 * this_event  opened (goods have arrived), agent_new, customer_answered, assigned, closed, reopened; *: all for which nothing is chosen
 * options     JSON; keys as, how (now, window, daily, never; null: as for *), minutes (of the window, 1 to 240), hour (of
 *             daily, 0 to 23); NULL or {}: nothing is changed
 *
 * What waits for him is asked anew. Rows: his choices, how many things wait by each, and when (UTC) the first of them goes.
 * Error 45000 with a sentence if it is not the caller's login, or a value means nothing.
 *
 * Reads:      llx_user, mail_choice, mail_choice_overview
 * Writes:     mail_choice
 * Public: agent
 */
DROP PROCEDURE IF EXISTS set_mail_choice;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE set_mail_choice(
  IN this_login VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_event VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says when a user wants to be told of an event'
BEGIN
  DECLARE me, my_entity, mine, this_minutes, this_hour INT;
  DECLARE this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_how, word LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone, sql_big_selects = big_selects;
    RESIGNAL;
  END;
  SET time_zone = '+00:00', sql_big_selects = 1;
  CALL check_options(options, 'as,how,minutes,hour');
  CALL caller_of_options(options, me, my_entity, this_lang);
  SELECT COUNT(*) INTO mine FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@
    WHERE u.rowid = me AND u.login = COALESCE(this_login, u.login) COLLATE utf8mb4_unicode_ci;
  IF mine = 0 THEN
    CALL refuse('Everybody chooses for himself: the login is to be your own.');
  ELSEIF COALESCE(this_event, '') NOT IN ('*', 'opened', 'agent_new', 'customer_answered', 'assigned', 'closed', 'reopened') THEN
    CALL refuse('event takes opened, agent_new, customer_answered, assigned, closed, reopened, or * for all.');
  END IF;
  SELECT MAX(o.how), COALESCE(MAX(o.minutes), 15), COALESCE(MAX(o.hour), 8) INTO this_how, this_minutes, this_hour FROM (
    SELECT CONCAT(c.how) AS how, c.minutes, c.hour FROM mail_choice AS c
      WHERE c.user_id = me AND c.event IN ('*', this_event) ORDER BY c.event = '*' LIMIT 1) AS o;
  SET word = JSON_EXTRACT(options, '$.minutes');
  IF word NOT REGEXP '^[0-9]{1,3}$' THEN
    CALL refuse('Key "minutes" takes a number from 1 to 240.');
  END IF;
  SET this_minutes = COALESCE(word, this_minutes), word = JSON_EXTRACT(options, '$.hour');
  IF word NOT REGEXP '^[0-9]{1,2}$' THEN
    CALL refuse('Key "hour" takes a number from 0 to 23.');
  END IF;
  SET this_hour = COALESCE(word, this_hour);
  CALL act_text(options, 'how', 20, word);
  IF word NOT IN ('now', 'window', 'daily', 'never') THEN
    CALL refuse('Key "how" takes now, window, daily or never; null: as for *.');
  ELSEIF JSON_EXTRACT(options, '$.how') IS NOT NULL AND word IS NULL THEN
    DELETE FROM mail_choice WHERE user_id = me AND event = this_event;
  ELSEIF COALESCE(word, JSON_EXTRACT(options, '$.minutes'), JSON_EXTRACT(options, '$.hour')) IS NOT NULL THEN
    INSERT INTO mail_choice (user_id, event, how, minutes, hour)
      VALUES (me, this_event, COALESCE(word, this_how, 'now'), this_minutes, this_hour)
      ON DUPLICATE KEY UPDATE how = COALESCE(word, this_how, 'now'), minutes = this_minutes, hour = this_hour;
  END IF;
  CALL ask_again(me);
  SELECT o.event, o.how, o.minutes, o.hour, o.waiting, o.next_at FROM mail_choice_overview AS o WHERE o.user_id = me ORDER BY o.event LIMIT 10;
  SET time_zone = zone, sql_big_selects = big_selects;
END//
DELIMITER ;
