# Fragments of SQL for mails: their kinds, and what they show. As @NAME@ in the files of sql/.

# Kinds of mail that tell what happened to a ticket; those that go to users of the ERP only, and those that tell a message.
set(USER_KINDS "'agent_new', 'customer_answered', 'assigned', 'reminder', 'escalation'")
set(DESK_KINDS "'customer_received', 'agent_answered', 'closed', 'reopened', 'warning', ${USER_KINDS}")
# How many kinds there have to be texts of: these, frame, opened, operation, digest.
string(REGEX MATCHALL "'[a-z_]+'" MAIL_KINDS "${DESK_KINDS}")
list(LENGTH MAIL_KINDS MAIL_KINDS)
math(EXPR MAIL_KINDS "${MAIL_KINDS} + 4")
set(ANSWER_KINDS "'customer_answered', 'agent_answered'")
# What such a mail shows of what somebody has written: of an event (alias a) or the ticket (t). Of a collected mail what
# stands before it in the ERP goes: a head with its Message-ID, up to a line. What is longer than a mail should be is cut.
set(is_of_event "c.kind IN (${ANSWER_KINDS}, 'closed', 'reopened')")
set(DESK_WORD_TEXT "COALESCE(CONVERT(m.why USING utf8mb4) COLLATE utf8mb4_bin, CONVERT(IF(${is_of_event}, a.note, t.message) USING utf8mb4) COLLATE utf8mb4_bin)")
set(WORD_MESSAGE_ID "CONVERT(IF(${is_of_event}, a.email_msgid, t.email_msgid) USING utf8mb4) COLLATE utf8mb4_bin")
set(head_end "CONCAT('-----<br>', CHAR(10 USING utf8mb4))")
set(without_head "IF(LOCATE(NULLIF(${WORD_MESSAGE_ID}, ''), ${DESK_WORD_TEXT}) BETWEEN 1 AND LOCATE(${head_end}, ${DESK_WORD_TEXT}),
          SUBSTRING(${DESK_WORD_TEXT}, LOCATE(${head_end}, ${DESK_WORD_TEXT}) + 10), ${DESK_WORD_TEXT})")
set(DESK_WORD_TEXT "CONCAT(LEFT(${without_head}, 100000), IF(CHAR_LENGTH(${without_head}) > 100000, ' …', ''))")
# message_id(VARIABLE COLUMN): a Message-ID of the ERP's as the mailer takes one; NULL if it is none.
function(message_id variable column)
  set(id "REPLACE(REPLACE(CONVERT(${column} USING utf8mb4) COLLATE utf8mb4_bin, '<', ''), '>', '')")
  set(${variable} "IF(${id} NOT REGEXP '[^!-~]' AND ${id} REGEXP '^[^@]+@[^@]+$' AND CHAR_LENGTH(${id}) <= 250, ${id}, NULL)" PARENT_SCOPE)
endfunction()
message_id(TICKET_MESSAGE_ID t.email_msgid)
message_id(EVENT_MESSAGE_ID b.email_msgid)
# same_address(VARIABLE COLUMN ADDRESS): whether a column of the ERP holds an address.
function(same_address variable column address)
  set(${variable} "LOWER(CONVERT(${column} USING utf8mb4)) COLLATE utf8mb4_bin = LOWER(${address})" PARENT_SCOPE)
endfunction()
same_address(CONTACT_HAS_ADDRESS p.email f.address)
same_address(PARTY_HAS_ADDRESS y.email f.address)
same_address(REQUESTER_HAS_ADDRESS t.origin_email f.address)
same_address(REQUESTER_IS_RECIPIENT t.origin_email m.address)
# The frame of a mail in whose language there is none: English, else whichever there is.
set(FRAME_LANG "(SELECT COALESCE(MAX(IF(a.lang = 'en', a.lang, NULL)), MIN(a.lang)) FROM mail_template AS a WHERE a.kind = 'frame' AND a.html <> '')")
# Of a mail of the desk (alias f) with its recipient (u) as a user. A manager may be a mere address (type_policy.escalate_to).
set(IS_CUSTOMER "(f.recipient_user_id IS NULL AND COALESCE(f.reason, '') <> 'manager' OR COALESCE(u.fk_soc, 0) > 0)")
