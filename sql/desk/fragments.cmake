# Fragments of SQL for following: events, people, stale writes.

# Why somebody did something, of an event (alias a) of our procedures: what follows its title.
in_utf8(note a.note)
set(REASON_OF_EVENT "IF(LOCATE(${EVENT_LABEL}, ${note}) = 1, NULLIF(TRIM(LEADING '<br>' FROM TRIM(LEADING CHAR(10 USING utf8mb4)
          FROM SUBSTRING(${note}, CHAR_LENGTH(${EVENT_LABEL}) + 1))), ''), NULL)")
set(TICKET_TRACK "CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin")
in_utf8(address t.origin_email)
set(TICKET_ADDRESS "COALESCE(${address}, '')")
in_utf8(address a.email_from)
address_of(EVENT_ADDRESS "${address}")
set(ACCOUNT_NAME "LEFT(c.account, CHAR_LENGTH(c.account) - CHAR_LENGTH(SUBSTRING_INDEX(c.account, '@', -1)) - 1)")
set(IS_ERP "(NOT EXISTS (SELECT 1 FROM erp_account AS y WHERE y.is_erp) OR EXISTS (SELECT 1 FROM erp_account AS y
                WHERE y.is_erp AND y.account = ${ACCOUNT_NAME} COLLATE utf8mb4_bin))")
# The newest change of a column before that of erp_find_stale, if it may be one that was undone; as the alias that is given.
foreach(pair "status s" "closed d" "assignee a")
  separate_arguments(pair)
  list(GET pair 0 column)
  list(GET pair 1 as)
  string(TOUPPER "LAST_${column}" name)
  set(${name} "recent_write AS ${as} ON ${as}.number = (SELECT MAX(e.number) FROM recent_write AS e
          WHERE e.ticket_id = this_ticket AND e.number < stale_write AND NOT e.old_${column} <=> e.new_${column})
        AND ${as}.connection <> w.connection AND NOT ${as}.puts_right AND ${as}.at >= w.at - INTERVAL 5 MINUTE")
endforeach()
in_utf8(address b.email_from)
address_of(MAIL_ADDRESS "${address}")
# Who a customer is to users: the name of the contact of the ticket's (alias t) third party who has the address, and the
# address; else what the column says.
foreach(pair "SENDER e.email_from" "REQUESTER t.origin_email")
  separate_arguments(pair)
  list(GET pair 0 who)
  list(GET pair 1 column)
  in_utf8(written "${column}")
  address_of(address "${written}")
  in_utf8(first p.firstname)
  in_utf8(last p.lastname)
  string(CONFIGURE "COALESCE((SELECT CONCAT(NULLIF(TRIM(CONCAT_WS(' ', ${first}, ${last})), ''), ' (', ${address}, ')')
              FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@ WHERE p.fk_soc = t.fk_soc AND t.fk_soc > 0 AND p.statut = 1
                AND LOWER(CONVERT(p.email USING utf8mb4)) COLLATE utf8mb4_bin = CONVERT(${address} USING utf8mb4) COLLATE utf8mb4_bin ORDER BY p.rowid LIMIT 1), NULLIF(${written}, ''))"
    NAME_OF_${who} @ONLY)
endforeach()
user_name(AUTHOR_NAME a.fk_user_author)
in_utf8(user_address i.email)
string(CONFIGURE "(SELECT MIN(i.rowid) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS i @BASE_TABLE@
                  WHERE ${user_address} = ${EVENT_ADDRESS} AND COALESCE(i.fk_soc, 0) = 0)" SENDER_ID @ONLY)
user_name(SENDER_NAME "${SENDER_ID}")
string(REPLACE "a.email_from" "e.email_from" MAIL_SENDER_ID "${SENDER_ID}")
user_name(CREATOR_NAME t.fk_user_create)
user_name(ACT_NAME z.user_id)
foreach(who author former assignee)
  string(TOUPPER "user_${who}" name)
  user_name(${name} ${who})
endforeach()
