# The placeholders of rules and mails, each declared once: declare.cmake says how, and what comes of it.

# A word of the ERP's dictionaries, in the mail's language where we have it.
foreach(dictionary type severity category)
  set(LABEL_OF_${dictionary} "COALESCE((SELECT l.label FROM code_label AS l
            WHERE l.dictionary = '${dictionary}' AND l.lang = c.lang
              AND l.code = CONVERT(t.${dictionary}_code USING utf8mb4) COLLATE utf8mb4_unicode_ci),
          ${dictionary}.label, t.${dictionary}_code)")
endforeach()

placeholder(__BODY__ "The mail's own text; the frame must hold it" BODY)
placeholder(__TICKET_REF__ "Ref of the ticket" RULE ref MAIL t.ref SUBJECT FRAME t.ref TEST_FRAME "''")
placeholder(__TICKET_SUBJECT__ "Subject of the ticket" MAIL t.subject SUBJECT FRAME t.subject)
placeholder(__TICKET_MESSAGE__ "Content of the ticket" MAIL "COALESCE(t.message, '')" AS_HTML)
placeholder(__TICKET_TYPE__ "Type of the ticket" MAIL "${LABEL_OF_type}")
placeholder(__TICKET_SEVERITY__ "Severity of the ticket" MAIL "${LABEL_OF_severity}")
placeholder(__TICKET_GROUP__ "Group of the ticket" MAIL "${LABEL_OF_category}")
placeholder(__TICKET_URL__ "Address of the ticket's page in the ERP; empty without setting erp_url"
  MAIL "CONCAT(erp_url, '/ticket/card.php?track_id=', t.track_id)")
placeholder(__PRODUCT_REF__ "Ref of the product" RULE p.ref MAIL p.ref SUBJECT)
placeholder(__PRODUCT_LABEL__ "Label of the product" RULE p.label MAIL p.label SUBJECT)
placeholder(__PRODUCT_BARCODE__ "Barcode of the product" RULE p.barcode)
placeholder(__QTY__ "Quantity that entered" RULE quantity MAIL v.value SUBJECT)
placeholder(__BATCH__ "Lot or serial number" RULE lot MAIL v.batch)
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
placeholder(__THIRDPARTY_NAME__ "Supplier or customer of that document" RULE third_party_name)
placeholder(__USER_FULLNAME__ "First and last name of the user who booked the movement" RULE actor_name)
placeholder(__USER_LOGIN__ "Login of that user" RULE actor_login)
placeholder(__DATE__ "Date of the ticket: 2026-11-22" RULE "DATE_FORMAT(opened_on, '%Y-%m-%d')")
placeholder(__TIME__ "Time of the ticket: 17:05" RULE "DATE_FORMAT(opened_on, '%H:%i')")
placeholder(__COMPANY__ "Name of the organisation in the ERP" MAIL company FRAME company TEST_FRAME s.company)
placeholder(__RECIPIENT_NAME__ "First and last name of the recipient"
  MAIL "TRIM(CONCAT_WS(' ', u.firstname, u.lastname))")
placeholder(__RELAY__ "The relay that is tried" TEST this_relay)

list(JOIN PRODUCT_COLUMNS ", " PRODUCT_COLUMNS)
list(JOIN PRODUCT_VARIABLES ", " PRODUCT_VARIABLES)
foreach(text SUBJECT HTML FRAME TEST)
  list(JOIN ${text}_NAMES "," ${text}_NAMES)
endforeach()
file(WRITE ${PROJECT_BINARY_DIR}/placeholders.md
  "| name | rules | mails | is replaced by |\n|---|---|---|---|\n${PLACEHOLDERS_TABLE}")
