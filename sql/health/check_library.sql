/*
 * health_check's part on library, mailer and key file: whether mail could be sent, asked of the library itself; functions
 * that are missing.
 *
 * Reads:      delivery_key
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_library;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_library()
  COMMENT 'Part of health_check: library, mailer, key file'
BEGIN
  DECLARE keys_there INT DEFAULT 1;
  DECLARE secret VARCHAR(255) CHARACTER SET ascii;
  DECLARE answer, missing VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE key_line, new_file, mend VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  BEGIN
    DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      GET DIAGNOSTICS CONDITION 1 answer = MESSAGE_TEXT;
      SET answer = REPLACE(answer, 'Can''t initialize function ''ticketstock_check''; ', '');
    END;
    SET answer = CONVERT(ticketstock_version() USING utf8mb4);
    IF answer = '@PROJECT_VERSION@' THEN
      SELECT COUNT(*), MAX(value) INTO keys_there, secret FROM delivery_key;
      IF keys_there = 0 THEN
        SET answer = 'the table delivery_key is empty';
      ELSE
        SET answer = CONVERT(ticketstock_check(secret) USING utf8mb4);
      END IF;
      IF answer LIKE 'ok%' THEN
        CALL check_scheduler();
      END IF;
    ELSE
      SET answer = CONCAT('the library is version ', answer, ', the SQL is @PROJECT_VERSION@');
    END IF;
  END;
  CALL missing_functions(missing);
  SET answer = IF(missing IS NULL, COALESCE(answer, 'the library gives no answer'), CONCAT('the server has no function ', missing));
  IF answer <> 'ok' THEN
    SET key_line = CONCAT(/*M! 'mariadb' */ /*!80000 'mysql' */, ' -N -e "SELECT CONCAT(''key = '', value) FROM @TICKETSTOCK_SCHEMA@.delivery_key"'),
      new_file = CONCAT('install -d -m 755 @SECRETS_FOLDER@ && (umask 077; ', key_line, ' > @TICKETSTOCK_SECRETS@) && chown --reference=', @@datadir, ' @TICKETSTOCK_SECRETS@');
    SET mend = CASE
      WHEN answer LIKE '%no secrets file%' THEN CONCAT('$ ', new_file)
      WHEN answer LIKE '%secrets file is open to others%' THEN '$ chmod 600 @TICKETSTOCK_SECRETS@'
      WHEN answer LIKE '%cannot read the secrets file%' OR answer LIKE '%secrets file has a wrong owner%'
        THEN CONCAT('$ chmod 600 @TICKETSTOCK_SECRETS@ && chown --reference=', @@datadir, ' @TICKETSTOCK_SECRETS@')
      WHEN answer LIKE '%secrets file is a link%' THEN CONCAT('$ cp --remove-destination "$(readlink -f @TICKETSTOCK_SECRETS@)" @TICKETSTOCK_SECRETS@',
        ' && chmod 600 @TICKETSTOCK_SECRETS@ && chown --reference=', @@datadir, ' @TICKETSTOCK_SECRETS@')
      WHEN answer LIKE '%secrets file is %' AND answer NOT LIKE '%larger%' THEN CONCAT('$ mv -T --backup=numbered @TICKETSTOCK_SECRETS@ @TICKETSTOCK_SECRETS@.old && ', new_file)
      WHEN answer LIKE '%"key = <64 digits>"%' OR answer LIKE '%wrong key%' THEN CONCAT('$ (echo; ', key_line, ') >> @TICKETSTOCK_SECRETS@')
      WHEN keys_there = 0 THEN CONCAT('$ sed -n "s/^key *= *\\([0-9a-f]*\\).*/SET SESSION sql_log_bin = 0; INSERT INTO @TICKETSTOCK_SCHEMA@.delivery_key (value) VALUES (''\\1'')/p"',
        ' @TICKETSTOCK_SECRETS@ | head -n 1 | ', /*M! 'mariadb' */ /*!80000 'mysql' */)
      WHEN answer LIKE '%(errno 13)' THEN CONCAT('$ chmod 755 ', SUBSTRING_INDEX(answer, ' cannot be run', 1))
      WHEN missing IS NOT NULL OR answer LIKE 'the library is version %' THEN @INSTALL_AGAIN@
      ELSE '' END;
    INSERT INTO finding VALUES (IF(answer LIKE 'ok, but %', 'warning', 'error'), 'library',
      CONCAT(CASE WHEN answer LIKE 'ok, but %' THEN CONCAT('Mail can be sent, ', SUBSTRING(answer, 5))
        WHEN answer LIKE '%version%' THEN CONCAT(UPPER(LEFT(answer, 1)), SUBSTRING(answer, 2)) ELSE CONCAT('No mail can be sent: ', answer) END, '.'), mend,
      CASE WHEN answer LIKE '%only lock%' THEN
          'Any account that gets the key can send too. Keep table delivery_key out of dumps, or use a server of docs/servers.md.'
        WHEN answer LIKE '% is gone%' THEN 'Install the library of this version again; do not restart the server before.'
        WHEN answer LIKE '%MiB left%' THEN 'Where it is full neither goods are booked nor mails sent.'
        WHEN answer LIKE '%version%' THEN 'Install library, mailer and SQL of one package, then run install.sql: it lets go of the library that is loaded.'
        WHEN missing IS NOT NULL THEN 'Without them no mail is sent. Where the file @TICKETSTOCK_PLUGIN_DIR@/ticketstock.so is missing install it first.'
        WHEN answer LIKE '%secrets%' OR answer LIKE '%key%' THEN 'No mail is sent. The key file is @TICKETSTOCK_SECRETS@: it belongs to the server''s account or root, mode 600, and has a line "key = " and the value in delivery_key. Relays'' passwords stand there too.'
        WHEN answer LIKE '%errno 13%' THEN 'No mail is sent. If its rights are right: is it on a file system that is mounted noexec, or does AppArmor or SELinux forbid it?'
        ELSE 'No mail is sent. Install the mailer of this version, and what it needs (INSTALL.md).' END);
  END IF;
END//
DELIMITER ;
