# Fragments of SQL: who has said what.

# by_mail(VARIABLE ADDRESS SUBJECT): whose word a mail is. Machine: own addresses, the postmaster's, and subjects as the
# programs write them that answer by themselves or give back what they could not deliver: whole, or up to a colon, or, of
# RFC 5230's "Auto: ", before a subject of the ERP's, which begins with the company's name in brackets. A customer who is
# taken for a machine waits unseen, so words alone (undelivered, out of office) decide nothing. Agent: an address of an
# internal user.
function(by_mail variable address subject)
  in_utf8(address "${address}")
  address_of(address "${address}")
  in_utf8(subject "${subject}")
  in_utf8(user_address i.email)
  set(${variable} "CASE WHEN FIND_IN_SET(${address}, own_addresses) > 0 OR ${address} REGEXP '^(mailer-daemon|postmaster)@'
                    OR ${subject} REGEXP CONCAT('^[[:space:]]*((auto(matic|mated|matische)?[- ]?(reply|response|antwort)|auto-?submitted',
                      '|r[eé]ponse automatique|out of (the )?office( reply| autoreply)?|absen(ce|t) du bureau|abwesenheits(notiz|nachricht)',
                      '|undeliver(ed|able)|unzustellbar|non remis|returned mail|delivery status notification|failure notice|message d.absence)[[:space:]]*(:|$)',
                      '|undelivered mail returned to sender|delivery status notification [(]',
                      '|mail delivery (failed|failure|subsystem)|delivery (failure|has failed))') OR ${subject} LIKE 'auto:%[%'
                    THEN 'machine'
                  WHEN EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS i @BASE_TABLE@
                    WHERE ${user_address} = ${address} AND COALESCE(i.fk_soc, 0) = 0) THEN 'agent'
                  ELSE 'customer' END")
  string(CONFIGURE "${${variable}}" ${variable} @ONLY)
  set(${variable} "${${variable}}" PARENT_SCOPE)
endfunction()
# Of an event (alias a) with its author (u), of a ticket (t, k in desk_ticket): customer, agent, note, machine. A visitor
# has no author, and only he has none; the author of a collected mail is the collector's. An author who was deleted is a
# customer where a customer has opened the ticket by him, else an agent.
set(DESK_CODES "'TICKET_MSG', 'TICKET_MSG_SENTBYMAIL', 'AC_TICKET_SENTBYMAIL', 'AC_EMAIL', 'AC_EMAIL_IN'")
by_mail(mail_word a.email_from a.email_subject)
set(DESK_WORD "CASE WHEN a.code IN ('TICKET_MSG', 'TICKET_MSG_SENTBYMAIL', 'AC_TICKET_SENTBYMAIL')
                    THEN IF(a.fk_user_author > 0 AND NOT COALESCE(IF(u.rowid IS NULL, k.by_customer = 1
                      AND t.fk_user_create = a.fk_user_author AND COALESCE(t.email_msgid, '') = '', u.fk_soc > 0), 0), 'agent', 'customer')
                  WHEN a.code NOT IN ('AC_EMAIL', 'AC_EMAIL_IN') OR COALESCE(a.email_from, '') = '' THEN 'note'
                  ELSE ${mail_word} END")
# Of a ticket (alias t) with its creator (c): 1 if a customer has opened it. A visitor has an address and no user, a
# mail a Message-ID; those of goods have neither address.
by_mail(mail_word t.origin_email t.subject)
set(BY_CUSTOMER "CASE WHEN COALESCE(c.fk_soc, 0) > 0 THEN 1 WHEN COALESCE(t.origin_email, '') = '' THEN 0
                  WHEN COALESCE(t.fk_user_create, 0) <= 0 THEN 1 WHEN COALESCE(t.email_msgid, '') = '' THEN 0
                  ELSE ${mail_word} = 'customer' END")
address_of(ADDRESS_OF address)
