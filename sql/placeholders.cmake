# The placeholders of rules and mails, each declared once: declare.cmake says how, and what comes of it.

# A word of the ERP's dictionaries, in the mail's language where we have it.
foreach(dictionary type severity category)
  set(LABEL_OF_${dictionary} "COALESCE((SELECT l.label FROM code_label AS l
            WHERE l.dictionary = '${dictionary}' AND l.lang = c.lang
              AND l.code = CONVERT(t.${dictionary}_code USING utf8mb4) COLLATE utf8mb4_unicode_ci),
          ${dictionary}.label, t.${dictionary}_code)")
endforeach()

# A sentence or a word of our own in a mail of the desk; else in English.
function(mail_words variable code)
  set(${variable} "COALESCE((SELECT l.label FROM code_label AS l WHERE l.dictionary = 'mail' AND l.lang = c.lang AND l.code = ${code}),
          (SELECT l.label FROM code_label AS l WHERE l.dictionary = 'mail' AND l.lang = 'en' AND l.code = ${code}), '')" PARENT_SCOPE)
endfunction()
mail_words(REASON_WORDS "CONCAT('REASON_', m.reason)")
mail_words(LINK_WORDS "IF(m.is_customer, 'SEE_TICKET', 'OPEN_TICKET')")
# A status whose name stands in the journal, in the ERP's language; the one that the ticket has.
foreach(side old new)
  set(STATUS_${side} "COALESCE((SELECT MAX(n.label) FROM code_label AS l JOIN code_label AS n ON n.dictionary = 'status' AND n.code = l.code
            AND n.lang = c.lang WHERE l.dictionary = 'status' AND l.label = m.${side}_status), m.${side}_status")
endforeach()
set(STATUS_now "(SELECT l.label FROM code_label AS l WHERE l.dictionary = 'status' AND l.code = CAST(t.fk_statut AS CHAR)
            AND l.lang = c.lang), t.fk_statut")
# Where a recipient reads on: a customer on the public page, a user in the ERP; NULL: nowhere.
set(DESK_LINK "IF(m.is_customer, CONCAT(public_page, t.track_id), CONCAT(NULLIF(erp_url, ''), '/ticket/card.php?track_id=', t.track_id))")
set(DESK_BUTTON "COALESCE(ticketstock_render(IF(${DESK_LINK} IS NULL, '', '<p style=\"margin:24px 0\"><a href=\"__U__\" \
style=\"display:inline-block;padding:10px 20px;border:2px solid;border-radius:6px;font-weight:bold;text-decoration:none\">__W__</a></p>'),
          'html', '__U__', ${DESK_LINK}, '__W__', REPLACE(${LINK_WORDS}, '__TICKET_REF__', CONVERT(t.ref USING utf8mb4) COLLATE utf8mb4_unicode_ci)), '')")
# The sentences of the policy that fits best, a line a line.
set(TYPE_WORDS "COALESCE((SELECT IF(COALESCE(IF(c.lang = 'fr', p.words_fr, p.words_en), '') = '', '', CONCAT('<p>',
            REPLACE(CONVERT(ticketstock_render('__W__', 'html', '__W__', IF(c.lang = 'fr', p.words_fr, p.words_en)) USING utf8mb4),
              CHAR(10 USING utf8mb4), '<br>'), '</p>'))
          FROM type_policy AS p WHERE p.entity IN (0, t.entity)
            AND p.type_code IN ('*', CONVERT(t.type_code USING utf8mb4) COLLATE utf8mb4_unicode_ci)
          ORDER BY p.entity DESC, p.type_code = '*' LIMIT 1), '')")

# The same of what it says when a ticket is done, where it closed by itself; what a reminder is about; the days of a mail.
string(REPLACE "words_" "done_words_" DONE_WORDS "${TYPE_WORDS}")
set(DONE_WORDS "IF(m.is_done, ${DONE_WORDS}, '')")
mail_words(STEP_WORDS "CONCAT('STEP_', m.step)")
set(STEP_WORDS "REPLACE(REPLACE(${STEP_WORDS}, '__SINCE__', DATE_FORMAT(m.since, IF(c.lang = 'fr', '%d/%m/%Y %H:%i', '%Y-%m-%d %H:%i'))),
            '__VALUE__', COALESCE(IF(c.lang = 'fr', REPLACE(m.worth, '.', ','), m.worth), ''))")

placeholder(__BODY__ "The mail's own text; the frame must hold it" BODY)
placeholder(__TICKET_REF__ "Ref of the ticket" RULE ref MAIL t.ref SUBJECT FRAME t.ref TEST_FRAME "''" DESK t.ref DESK_SUBJECT)
placeholder(__TICKET_SUBJECT__ "Subject of the ticket" MAIL t.subject SUBJECT FRAME t.subject DESK t.subject DESK_SUBJECT)
placeholder(__TICKET_MESSAGE__ "Content of the ticket" MAIL "REPLACE(COALESCE(t.message, ''), '__SEEN_BEFORE__', '')" AS_HTML)
placeholder(__TICKET_TYPE__ "Type of the ticket" MAIL "${LABEL_OF_type}" DESK "${LABEL_OF_type}")
placeholder(__TICKET_SEVERITY__ "Severity of the ticket" MAIL "${LABEL_OF_severity}" DESK "${LABEL_OF_severity}" USERS_ONLY)
placeholder(__TICKET_GROUP__ "Group of the ticket" MAIL "${LABEL_OF_category}" DESK "${LABEL_OF_category}" USERS_ONLY)
placeholder(__TICKET_URL__ "Address of the ticket's page in the ERP; empty without setting erp_url"
  MAIL "CONCAT(erp_url, '/ticket/card.php?track_id=', t.track_id)"
  DESK "CONCAT(NULLIF(erp_url, ''), '/ticket/card.php?track_id=', t.track_id)" USERS_ONLY)
placeholder(__PRODUCT_REF__ "Ref of the product" RULE p.ref MAIL p.ref SUBJECT)
placeholder(__PRODUCT_LABEL__ "Label of the product" RULE p.label MAIL p.label SUBJECT)
placeholder(__PRODUCT_BARCODE__ "Barcode of the product" RULE p.barcode)
placeholder(__QTY__ "Quantity that entered" RULE quantity MAIL v.value SUBJECT)
placeholder(__BATCH__ "Lot or serial number" RULE lot MAIL v.batch)
placeholder(__SEEN_BEFORE__ "Of a content: the earlier ticket of each product and lot, its agent and how it ended (setting seen_before_days), a second \
later; or nothing" RULE_LATER)
placeholder(__EATBY__ "Eat-by date of the lot" RULE eat_by)
placeholder(__SELLBY__ "Sell-by date of the lot" RULE sell_by)
placeholder(__WAREHOUSE_REF__ "Ref of the warehouse" RULE warehouse_ref MAIL w.ref SUBJECT)
placeholder(__WAREHOUSE_LABEL__ "Short name of the warehouse" RULE warehouse_label MAIL w.lieu)
placeholder(__MOVEMENT_ID__ "Number of the movement" RULE this_movement)
placeholder(__MOVEMENT_LABEL__ "Label of the movement" RULE movement_label MAIL v.label)
placeholder(__INVENTORY_CODE__ "Inventory or movement code" RULE code MAIL v.inventorycode)
placeholder(__SOURCE__ "Kind of movement: transfer, reception, return, correction, inventory, manufacturing, other"
  RULE this_source)
placeholder(__ORIGIN__ "Ref of the document that caused the movement: reception, supplier order, shipment, inventory"
  RULE origin_ref)
placeholder(__THIRDPARTY_NAME__ "Supplier or customer of that document; in mails of the desk the ticket's third party"
  RULE third_party_name DESK "COALESCE(m.thirdparty, '–')" USERS_ONLY)
placeholder(__USER_FULLNAME__ "First and last name of the user who booked the movement" RULE actor_name)
placeholder(__USER_LOGIN__ "Login of that user" RULE actor_login)
placeholder(__DATE__ "Date of the ticket: 2026-11-22" RULE "DATE_FORMAT(opened_on, '%Y-%m-%d')")
placeholder(__TIME__ "Time of the ticket: 17:05" RULE "DATE_FORMAT(opened_on, '%H:%i')")
placeholder(__COMPANY__ "Name of the organisation in the ERP" MAIL company FRAME company TEST_FRAME s.company DESK company
  DIGEST organisation DIGEST_SUBJECT)
placeholder(__RECIPIENT_NAME__ "First and last name of the recipient; of a customer whom the ERP does not know the address"
  MAIL "TRIM(CONCAT_WS(' ', u.firstname, u.lastname))" DESK "COALESCE(m.name, m.address)"
  DIGEST "TRIM(CONCAT_WS(' ', u.firstname, u.lastname))")
placeholder(__WORD__ "The message that the mail tells, cleaned; of a new ticket, and of one that is assigned, its text; of a closed or reopened one why, for users"
  DESK "IF(COALESCE(@DESK_WORD_TEXT@, '') = '', '', '<!--word-->')" DESK_AS_HTML)
placeholder(__WHO__ "Who did it. Customers read the name of the agent who answers, else that of the organisation"
  DESK "COALESCE(m.who, company)")
placeholder(__REASON__ "Why the recipient gets the mail, a sentence" DESK "${REASON_WORDS}")
placeholder(__TICKET_STATUS__ "Status that the ticket has got by what the mail tells, else the one that it has now"
  DESK "${STATUS_new}, ${STATUS_now})")
placeholder(__OLD_STATUS__ "Its status before that" DESK "${STATUS_old}, ${STATUS_now})")
placeholder(__ASSIGNEE__ "User to whom it was assigned, else is assigned now, or –" DESK "COALESCE(m.assignee, '–')" USERS_ONLY)
placeholder(__OLD_ASSIGNEE__ "User to whom it was assigned before, or –" DESK "COALESCE(m.old_assignee, '–')" USERS_ONLY)
placeholder(__TYPE_WORDS__ "What type_policy says to customers of its type (`words_en`, `words_fr`), a paragraph; or nothing"
  DESK "${TYPE_WORDS}" DESK_AS_HTML)
placeholder(__DONE_WORDS__ "Of a ticket that closed by itself what type_policy says (`done_words_en`, `done_words_fr`), a paragraph; or nothing"
  DESK "${DONE_WORDS}" DESK_AS_HTML)
placeholder(__DEADLINE__ "What a reminder is about, and since when" DESK "${STEP_WORDS}" USERS_ONLY)
placeholder(__CLOSES_ON__ "Day on which a ticket closes of which the customer is warned"
  DESK "COALESCE(DATE_FORMAT(m.closes_on, IF(c.lang = 'fr', '%d/%m/%Y', '%Y-%m-%d')), '')")
placeholder(__TICKET_BUTTON__ "A link in the form of a button: customers to the public page, users to the ERP; or nothing"
  DESK "${DESK_BUTTON}" DESK_AS_HTML)
placeholder(__PUBLIC_URL__ "Address of the ticket's public page; empty where the ERP has none (TICKET_ENABLE_PUBLIC_INTERFACE)"
  DESK "CONCAT(public_page, t.track_id)")
placeholder(__NOTICES__ "How many things a digest tells" DIGEST notices DIGEST_SUBJECT)
placeholder(__TICKETS__ "Of how many tickets it tells them" DIGEST tickets DIGEST_SUBJECT)
placeholder(__NOTICE_LIST__ "What it tells, ticket by ticket" DIGEST notice_list DIGEST_AS_HTML)
placeholder(__RELAY__ "The relay that is tried" TEST this_relay)

list(JOIN PRODUCT_COLUMNS ", " PRODUCT_COLUMNS)
list(JOIN PRODUCT_VARIABLES ", " PRODUCT_VARIABLES)
foreach(text SUBJECT HTML FRAME TEST DESK DESK_SUBJECT CUSTOMER DIGEST DIGEST_SUBJECT)
  list(JOIN ${text}_NAMES "," ${text}_NAMES)
endforeach()
file(WRITE ${PROJECT_BINARY_DIR}/placeholders.md
  "| name | rules | mails | is replaced by |\n|---|---|---|---|\n${PLACEHOLDERS_TABLE}")
file(WRITE ${PROJECT_BINARY_DIR}/desk_placeholders.md
  "| name | in subjects | to customers | is replaced by |\n|---|---|---|---|\n${DESK_PLACEHOLDERS_TABLE}")
