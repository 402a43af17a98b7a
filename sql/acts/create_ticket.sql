/*
 * Opens a ticket, whose requester the caller is.
 *
 * options  JSON; keys subject (required), message (HTML, as of reply_ticket; required), type, severity, group (codes or
 *          labels; the ERP's defaults), thirdparty (name or rowid), contact (address or rowid of an external contact),
 *          assignee (login), entity (number, of who meets all), notify, as, key
 *
 * Everybody may open tickets, of any active type; to assign one takes level manage of its type. An external user's ticket
 * is his third party's.
 *
 * A row: ticket_id, ref, track_id, event_id (AC_TICKET_CREATE; NULL: the ERP keeps none), act_id, repeated. Error 45000 with
 * a sentence, and nothing is written, if a value means nothing, or if the caller may not. In a transaction it is part of it.
 *
 * Reads:      llx_user
 * Public: agent
 */
DROP PROCEDURE IF EXISTS create_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE create_ticket(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Opens a ticket'
BEGIN
  DECLARE third_party, customer, assignee, ticket_entity INT;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE subject, message LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  @PART_ACT@
  /* The text may be longer than options are, and have brackets. */
  CALL check_options(IF(JSON_VALID(options), COALESCE(JSON_REMOVE(options, '$.message', '$.subject'), options), options),
    'as,key,notify,subject,message,type,severity,group,thirdparty,contact,assignee,entity');
  IF options IS NULL OR CHAR_LENGTH(options) > 600000 THEN
    CALL refuse('Options are required, of up to 600,000 characters: {"subject": "Pump", "message": "It leaks"}.');
  END IF;
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL act_options(options, this_key, notifies, version);
  CALL begin_work(owns);
  CALL begin_act('create', me, NULL, JSON_EXTRACT(options, '$.as') IS NOT NULL, notifies, this_key, number, repeated);
  IF NOT repeated THEN
    CALL new_ticket_options(options, me, my_entity, ticket_entity, subject, message, type, severity, category, third_party, customer,
      assignee);
    CALL erp_new_ticket(ticket_entity, me, NULL, third_party, customer, assignee, type, severity, category, subject, message, 0,
      this_ticket, this_ref, this_track, event);
    IF notifies AND assignee <> me THEN
      CALL erp_note_mail(this_ticket, me, (SELECT u.email FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = me));
    END IF;
    CALL end_act(number, this_ticket, event);
  END IF;
  CALL end_work(owns);
  CALL show_act(number, repeated);
  @RESTORE_SESSION@;
END//
DELIMITER ;
