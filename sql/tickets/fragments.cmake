# Fragments of SQL for a ticket of a movement, and its parts.

# What a movement (alias m) was: its rowid comes again for another one after a restore of the ERP, this does not. Only
# columns that the ERP never changes afterwards (merged products change fk_product). Not a view: servers keep the hint
# above in a view as one for all purposes, and then no key is used.
# Of a row with the alias m, of the movement that fires the trigger, of the parameters of erp_write_ticket.
set(MOVEMENT_PRINT "CRC32(CONCAT_WS('|', m.datem, m.fk_product, m.fk_entrepot, m.value, m.fk_user_author))")
string(REPLACE "m." "NEW." NEW_PRINT "${MOVEMENT_PRINT}")
string(REPLACE "'" "''" QUOTED_PRINT "${MOVEMENT_PRINT}")
set(BOOKED_PRINT "CRC32(CONCAT_WS('|', booked_at, product, this_warehouse, quantity, actor))")

# The reference of a ticket's own, unique for ever, that its mails name, made of its track_id, which it does not give
# away: where it stands in the ticket's row, Dolibarr's mail collector finds the ticket of an answer without any constant.
set(THREAD_ID "CONCAT(LEFT(SHA2(track, 256), 24), '@ticketstock.invalid')")
# Of a row of opened_ticket (alias o), of a ticket (alias t): made of the first track_id, where it was given another link.
foreach(row "OPENED o.ticket_id o.track_id" "TICKET t.rowid t.track_id")
  separate_arguments(row)
  list(POP_FRONT row name ticket track)
  set(${name}_THREAD_ID "CONCAT(COALESCE((SELECT CONVERT(r.thread USING utf8mb4) COLLATE utf8mb4_unicode_ci FROM renewed_link AS r
        WHERE r.ticket_id = ${ticket} AND r.track_id = ${track}), LEFT(SHA2(${track}, 256), 24)), '@ticketstock.invalid')")
endforeach()

# A new ticket's ref, by a mask's parts and its next number, and its track_id.
set(REF_FORMAT "counter = REGEXP_SUBSTR(this_mask, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]'),
      ref_width = CHAR_LENGTH(REGEXP_SUBSTR(counter, '0+')),
      format = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(this_mask, '%', '%%'), counter, '{number}'),
        '{yyyy}', '%Y'), '{yy}', '%y'), '{mm}', '%m'), '{dd}', '%d')")
set(REF_OF_NUMBER "REPLACE(REPLACE(DATE_FORMAT(opened_on, ref_format), '{y}', RIGHT(YEAR(opened_on), 1)),
        '{number}', LPAD(number, GREATEST(ref_width, CHAR_LENGTH(number)), '0'))")
set(NEW_TRACK_ID "REPLACE(LOWER(CONCAT(
            RIGHT(CONCAT('0000000', CONV(HEX(RANDOM_BYTES(8)), 16, 35)), 8),
            RIGHT(CONCAT('0000000', CONV(HEX(RANDOM_BYTES(8)), 16, 35)), 8))), '0', 'z')")
# The row of a ticket that somebody opens: erp_new_ticket. Below, that of a movement.
set(ROW_STATUS "IF(assignee IS NULL, 0, 2)")
set(ROW_NOTIFIES "notifies")
set(ROW_COLUMNS ", origin_email, model_pdf")
set(ROW_VALUES ", this_email, ''")
read_part(PART_NEW_ROW tickets/parts/ticket_row.sql)
# A column that was set before it costs less than the variable.
set(ROW_STATUS "IF(fk_user_assign IS NULL, 0, 2)")
set(ROW_NOTIFIES 0)
set(ROW_COLUMNS "")
set(ROW_VALUES "")
# erp_write_ticket, which a movement calls, in parts of one idea each: a call of its own would cost the movement. A part
# may hold those before it: tickets/parts/NAME.sql is @PART_NAME@.
foreach(slot RANGE 1 4)
  string(APPEND TAKE_SLOT "WHEN ${slot} THEN
      INSERT INTO number_slot_${slot} VALUES (NULL);
      DELETE FROM number_slot_${slot} WHERE number_slot_${slot}.number = LAST_INSERT_ID();
    ")
endforeach()
foreach(name operation shared_ticket source turn exceptions number texts ticket_row record event contacts)
  string(TOUPPER ${name} NAME)
  read_part(PART_${NAME} tickets/parts/${name}.sql)
endforeach()
