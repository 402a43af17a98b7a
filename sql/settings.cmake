# The settings, each declared once: declare.cmake says how, and what comes of it.

setting(on_error EACH_ENTITY PREPARED DEFAULT record CHOICE record refuse
  MEANING "When a ticket cannot be opened: record (book the goods, write an incident) or refuse (reject the movement)")
setting(recipients_per_ticket EACH_ENTITY PREPARED DEFAULT 100 RANGE 1 1000
  MEANING "Most recipients of a ticket, the assignee first, then members by id; the others get neither contact nor \
mail: 1 to 1000")
setting(oldest_movement_days EACH_ENTITY PREPARED DEFAULT 7 DIGITS 5 TAKES "a number of days, 0 for no limit"
  MEANING "Days after which the date of a movement that is booked makes it history, which opens no ticket; 0: all \
open one")
setting(seen_before_days EACH_ENTITY PREPARED DEFAULT 0 DIGITS 5 TAKES "a number of days, 0 for never"
  MEANING "Days within which goods of a product and lot that opened a ticket and come back are seen before: __SEEN_BEFORE__ in a \
rule's content names that ticket; 0: never")
setting(seen_before_same_agent EACH_ENTITY DEFAULT 0 CHOICE 0 1
  MEANING "1: a ticket whose goods were seen before (seen_before_days) is given to whom the earlier one is assigned to, unless \
disabled or on leave")
setting(ticket_number_mask EACH_ENTITY EMPTY_COUNTS PREPARED
  CHECK [[this_value = '' OR CHAR_LENGTH(this_value) <= 60
        AND this_value COLLATE utf8mb4_bin REGEXP CONCAT('^[A-Za-z][A-Za-z0-9_./-]*',
          '([{](yyyy|yy|y|mm|dd)[}][A-Za-z0-9_./-]*)*',
          '[{]0{1,12}([+][0-9]{1,9})?(@([0-9]|1[0-2]|99))?[}][A-Za-z0-9_./-]*',
          '([{](yyyy|yy|y|mm|dd)[}][A-Za-z0-9_./-]*)*$')
        AND (this_value NOT REGEXP '@' OR this_value REGEXP '[{]y+[}]')
        AND (this_value NOT REGEXP '@99' OR this_value REGEXP '[{]mm[}]')]]
  TAKES "empty, or a letter, then one counter: SAV{yy}{mm}-{0000}; @ needs the year, @99 the month"
  MEANING "Numbering of our own: SAV{yy}{mm}-{0000}, as TICKET_UNIVERSAL_MASK; its beginning must differ from the \
ERP's. Empty: the ERP's numbering")
setting(erp_time_zone PREPARED
  CHECK "this_value = '' OR CHAR_LENGTH(this_value) <= 64
        AND CONVERT_TZ('2026-01-01', '+00:00', this_value) IS NOT NULL"
  TAKES "empty, a distance to UTC (+02:00) or a zone of mysql.time_zone_name"
  MEANING "Zone of the ERP's times, as Europe/Paris or +02:00; empty: as the newest movements show, else the server's")
setting(erp_url EACH_ENTITY
  CHECK [[this_value = '' OR this_value REGEXP '^https?://[^[:space:]"<>]+$' AND CHAR_LENGTH(this_value) <= 500]]
  TAKES "empty or a URL that begins with http:// or https://, of at most 500 characters"
  MEANING "Root URL of the ERP, for links in mails: https://erp.example.com (Dolibarr does not keep it in the \
database)")
setting(mail_sender EACH_ENTITY FAULT address
  MEANING "Sender's address; empty: TICKET_NOTIFICATION_EMAIL_FROM, else MAIN_MAIL_EMAIL_FROM of the ERP")
setting(mail_sender_name EACH_ENTITY
  CHECK "this_value NOT REGEXP '[[:cntrl:]]' AND CHAR_LENGTH(this_value) <= 200"
  TAKES "a name of at most 200 characters on one line"
  MEANING "Sender's name; empty: MAIN_INFO_SOCIETE_NOM of the ERP")
setting(mail_reply_to EACH_ENTITY FAULT address
  MEANING "Address for answers; empty: the sender's")
setting(mail_ehlo_name EACH_ENTITY
  CHECK [[this_value = '' OR CHAR_LENGTH(this_value) <= 253 AND REPLACE(this_value, '\n', ' ') = this_value AND (
        this_value REGEXP '^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$'
        OR this_value REGEXP CONCAT('^\\[(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])',
          '([.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\\]$'))]]
  TAKES "empty, a full name as erp.example.com, or an address as [192.0.2.1]"
  MEANING "Name that relays are told in EHLO: a full name as erp.example.com, or an address as [192.0.2.1]; empty: \
the machine's full name, else its address")
setting(batch_size DEFAULT 4000 RANGE 1 4000
  MEANING "Most mails handed to a relay in one session, 1 to 4000; a lane begins with 50 and takes more while \
sessions are short")
setting(mail_time_zone EACH_ENTITY FAULT zone
  MEANING "Zone of a mail's date, as Europe/Paris or +02:00; empty: the server's")
setting(mail_held DEFAULT 0
  CHECK "this_value REGEXP '^([01]|2[0-9]{3}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})$'"
  TAKES "0, 1 or a time in UTC as 2026-11-28 21:00:00"
  MEANING "1, or a time in UTC that is not over: no mail is sent, the queue waits; set by hold_mail() and resume_mail()")
setting(when_mails_disabled EACH_ENTITY DEFAULT wait CHOICE wait cancel
  MEANING "What becomes of mails while the ERP has MAIN_DISABLE_ALL_MAILS or TICKET_DISABLE_ALL_MAILS: wait or cancel")
setting(mails_per_hour DEFAULT 0 DIGITS 9 TAKES "a number of mails, 0 for no limit"
  MEANING "Most mails handed to all relays within any hour, the others wait; 0: no limit")
setting(retry_first_seconds DEFAULT 30 RANGE 1 3600
  MEANING "Pause after a mail was put off for the first time, doubled at each further one, give or take a quarter; 1 \
to 3600")
setting(retry_longest_seconds DEFAULT 3600 RANGE 1 86400
  MEANING "Longest such pause, 1 to 86400")
setting(give_up_after_hours DEFAULT 120 RANGE 1 8760
  MEANING "Hours after which a mail that the relay keeps putting off fails for good, 1 to 8760")
setting(purge_after_days DEFAULT 90 DIGITS 5 TAKES "a number of days, 0 for never"
  MEANING "Days after which sent and cancelled mails are deleted from mail_outbox, and with them decisions on mails, the \
desk's acts and steps of tickets that happened; 0: never")
setting(purge_failed_after_days DEFAULT 365 DIGITS 5 TAKES "a number of days, 0 for never"
  MEANING "Days after which failed mails are deleted from mail_outbox; 0: never")
setting(purge_goods_after_days DEFAULT 365 DIGITS 5 TAKES "a number of days, 0 for never"
  MEANING "Days after the closing of a ticket, and after its goods were last counted, until it is forgotten which movement took \
them; a shipment that is deleted later opens a new ticket; 0: never")
setting(erp_list_due_first DEFAULT 0 CHOICE 0 1
  MEANING "1: the ERP's list of tickets begins with those whose answer is due, unless a user clicks on another order; \
CALL show_desk_in_erp() follows it")
setting(guest_gate EACH_ENTITY DEFAULT erp CHOICE erp open closed
  MEANING "Whether guests may write: erp (where the ERP's constant TICKET_ENABLE_PUBLIC_INTERFACE is on), open or closed")
setting(guest_tickets_per_day DEFAULT 10 RANGE 1 1000
  MEANING "Most tickets that guests open under one address within a day (UTC), 1 to 1000")
setting(guest_tickets_per_hour DEFAULT 60 RANGE 1 100000
  MEANING "Most tickets that are opened by one gate within an hour, 1 to 100000")
setting(guest_answers_per_day DEFAULT 50 RANGE 1 1000
  MEANING "Most answers of guests under one address within a day (UTC), 1 to 1000")
setting(guest_answers_per_hour DEFAULT 300 RANGE 1 100000
  MEANING "Most answers by one gate within an hour, 1 to 100000")
setting(guest_tries_per_hour DEFAULT 10 RANGE 1 1000
  MEANING "Wrong addresses that may be tried with one link within an hour; then the link rests for the hour, 1 to 1000")
setting(guest_failures_per_hour DEFAULT 200 RANGE 1 1000000
  MEANING "Wrong tries by one gate within an hour; then it takes links of our making only, for the hour, 1 to 1000000")
setting(desk_mails EACH_ENTITY DEFAULT 1 CHOICE 0 1
  MEANING "0: the desk mails nobody; 1: about tickets of types that somebody manages (add_type_agent) it mails agents and \
customers as mail_duty and type_policy say")
setting(tell_within_hours DEFAULT 24 DIGITS 5 TAKES "a number of hours, 0 for no limit"
  MEANING "Hours after which nobody is told any more of what happened to a ticket; one, or a message, that is older when \
it is written is imported or restored; 0: no limit")
setting(import_size DEFAULT 100 DIGITS 6 TAKES "a number of writes, 0 for no limit"
  MEANING "A connection that does more than this to tickets within ten minutes, without the desk's procedures, imports: \
nobody is told; 0: no limit")
setting(mails_per_ticket_hour DEFAULT 10 DIGITS 6 TAKES "a number of mails, 0 for no limit"
  MEANING "Most mails of the desk to one address about one ticket within any hour, the others are not sent; 0: no limit")
setting(mails_per_address_hour DEFAULT 60 DIGITS 6 TAKES "a number of mails, 0 for no limit"
  MEANING "Most mails of the desk to one customer's address within any hour, the others are not sent; 0: no limit")
setting(mails_to_strangers_hour DEFAULT 200 DIGITS 6 TAKES "a number of mails, 0 for no limit"
  MEANING "Most mails of the desk within any hour to all requesters whose tickets have no third party, the others are \
not sent; 0: no limit")
setting(rest_days DEFAULT 30 DIGITS 5 TAKES "a number of days, 0 for none"
  MEANING "Days for which a customer's address gets no mail of the desk after one came back undelivered; 0: it gets them")
setting(count_inventory DEFAULT 0 CHOICE 0 1
  MEANING "Whether goods that an inventory takes off a warehouse have left, for tickets that wait for them: 0 (no: they are due \
until somebody closes the ticket) or 1")
setting(close_pause_minutes EACH_ENTITY DEFAULT 60 RANGE 0 99999
  MEANING "Minutes between what a ticket is done by, goods that left or a document, and its closing, so that a mistake can be \
undone: 0 to 99999")
setting(steps_per_hour DEFAULT 100 DIGITS 6 TAKES "a number of tickets, 0 for no limit"
  MEANING "Most tickets that within an hour close by silence, as many by documents, are warned of, and have each of their reminders; \
the others wait for the next; 0: no limit")

list(JOIN SETTINGS_OF_ENTITIES ", " SETTINGS_OF_ENTITIES)
list(JOIN PREPARED_SETTINGS ", " PREPARED_SETTINGS)
file(WRITE ${PROJECT_BINARY_DIR}/settings.md
  "| name | default | scope | meaning, and what is allowed |\n|---|---|---|---|\n${SETTINGS_TABLE}")
