DECLARE me, my_entity, this_ticket, event, repeated, owns, notifies, version INT;
  DECLARE number BIGINT UNSIGNED;
  DECLARE this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE big_selects INT DEFAULT @@SESSION.sql_big_selects;
  DECLARE safe_updates INT DEFAULT @@SESSION.sql_safe_updates;
  DECLARE most_rows BIGINT UNSIGNED DEFAULT @@SESSION.sql_select_limit;
  DECLARE @OWN_STEPS@;
  DECLARE EXIT HANDLER FOR 1213, 1317, 1422, 1180
  BEGIN
    IF owns THEN
      ROLLBACK AND NO CHAIN NO RELEASE;
    END IF;
    @RESTORE_SESSION@;
    RESIGNAL;
  END;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    CALL undo_work(owns);
    @RESTORE_SESSION@;
    RESIGNAL;
  END;
  SET time_zone = '+00:00', sql_big_selects = 1, sql_safe_updates = 0, sql_select_limit = 18446744073709551615 @SERVER_STEPS@;
