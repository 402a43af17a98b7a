# Guests are told by their addresses: as bytes of lower case, since collations take "ann" and "ánn" for one. One mailbox has
# many addresses by what follows a "+", and, where a provider passes over them, by dots. All that is not to be told is one sentence.
foreach(pair "COMPANY_ADDRESS s.email" "CONTACT_ADDRESS p.email" "TICKET_OPENER_ADDRESS t.origin_email")
  separate_arguments(pair)
  list(GET pair 0 name)
  list(GET pair 1 column)
  set(${name} "LOWER(TRIM(CONVERT(${column} USING utf8mb4))) COLLATE utf8mb4_bin")
endforeach()
set(GUEST_MAILBOX "CONCAT(REPLACE(SUBSTRING_INDEX(SUBSTRING_INDEX(address, '@', 1), '+', 1), '.', ''), '@', SUBSTRING_INDEX(address, '@', -1))")
quote_sql(GUEST_REFUSED "This was not taken. Check what you have entered, or try again in an hour.")
user_name(MY_NAME me)
set(MY_ACCOUNT "LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER())))")
