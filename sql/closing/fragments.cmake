# Fragments of SQL for closing and deadlines: policies, turns, documents that tickets wait for.

# What a policy says of closing and deadlines: columns, which are keys too (closing/).
set(CLOSING_KEYS done_when documents silence_days warning_days done_words_en done_words_fr reopen_days take_hours answer_hours
  done_days escalate_hours escalate_to escalate_value_days assign_again_days)
list(JOIN CLOSING_KEYS ", " CLOSING_COLUMNS)
list(SUBLIST CLOSING_KEYS 2 -1 CLOSING_VALUES)
list(TRANSFORM CLOSING_VALUES PREPEND "p.")
foreach(value IN LISTS CLOSING_VALUES ITEMS p.asked_at)
  list(APPEND POLICY_PRINT "COALESCE(${value}, '-')")
endforeach()
list(JOIN POLICY_PRINT ", " POLICY_PRINT)
# Steps that come one by one and are no flood: of goods, of customers' words, assignments.
set(STEPS_ONE_BY_ONE "'goods_left', 'reopen', 'successor', 'assign'")
# How an event's procedure begins that does nothing where nothing waits, after its variables; and how it goes on, waiting being known.
set(BEGIN_TURN "DECLARE waiting INT;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  /*M! IF @@in_transaction THEN CALL require_no_transaction(); END IF; */
  /*!80000 CALL require_no_transaction(); */
  SET time_zone = '+00:00'")
foreach(turn run_following run_digests run_deadlines)
  set(TURN_OF_${turn} "COMMIT;
  IF waiting AND NOT @@GLOBAL.read_only THEN
    CALL ${turn}();
  END IF")
endforeach()
# What plans of tickets depend on beside the tickets: policies, working hours, closed days, in terms of plan_all().
set(POLICY_PRINT "CONCAT_WS(',', zone,
      (SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', p.entity, p.type_code, p.done_when, p.documents, ${POLICY_PRINT}))), 0) FROM type_policy AS p),
      (SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', w.entity, w.weekday, w.opens, w.closes))), 0) FROM working_hours AS w),
      (SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', c.entity, c.day))), 0) FROM closed_day AS c))")
list(JOIN CLOSING_VALUES ", " CLOSING_VALUES)
list(JOIN CLOSING_KEYS "," CLOSING_KEYS)
# Of a ticket (alias k): the language of what is written into the ERP, fr or en.
string(CONFIGURE "IF((SELECT SUBSTRING(MAX(CONCAT(c.entity > 0, c.value)), 2) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
        WHERE c.name = 'MAIN_LANG_DEFAULT' AND c.entity IN (0, k.entity)) LIKE 'fr%', 'fr', 'en')" TICKET_LANGUAGE @ONLY)
# Of a policy (alias p) and a ticket (k in desk_ticket): it is the one that fits best.
set(POLICY_FITS "(p.entity, p.type_code) = (SELECT z.entity, z.type_code FROM type_policy AS z
        WHERE z.entity IN (0, k.entity) AND z.type_code IN ('*', k.type_code) ORDER BY z.entity DESC, z.type_code = '*' LIMIT 1)")
# Of a policy (alias p): there is something that plan_ticket() plans. Steps of goods and documents come from elsewhere.
set(POLICY_PLANS "p.asked_at IS NOT NULL AND (p.done_when = 'silence' OR p.reopen_days IS NOT NULL OR p.take_hours IS NOT NULL
        OR p.answer_hours IS NOT NULL OR p.done_days IS NOT NULL
        OR p.escalate_value_days IS NOT NULL OR p.assign_again_days IS NOT NULL)")
# Documents that tickets may wait for: kind, element of the ERP and its table, what is left out, what is done (alias r).
function(read_documents kind element table left_out done)
  foreach(way "source target" "target source")
    separate_arguments(way)
    list(GET way 0 mine)
    list(GET way 1 other)
    string(APPEND text "INSERT IGNORE INTO linked_document (ticket_id, kind, document_id, ref, is_done)
      SELECT k.ticket_id, '${kind}', r.rowid, LEFT(CONVERT(r.ref USING utf8mb4), 255), ${done}
        FROM desk_ticket AS k JOIN type_policy AS p ON ${POLICY_FITS} AND p.done_when = 'document' AND FIND_IN_SET('${kind}', p.documents)
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_element` AS e @BASE_TABLE@ ON e.fk_${mine} = k.ticket_id AND e.${mine}type = 'ticket'
          AND e.${other}type = '${element}'
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@${table}` AS r @BASE_TABLE@ ON r.rowid = e.fk_${other} AND NOT (${left_out})
        WHERE k.ticket_id BETWEEN first_ticket AND last_ticket AND k.state <> 'closed';
    ")
  endforeach()
  check_base_tables(closing/fragments.cmake "${text}")
  string(CONFIGURE "${text}" text @ONLY)
  set(READ_DOCUMENTS "${READ_DOCUMENTS}BEGIN
    DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146, 1176 BEGIN END;
    ${text}END;
  " PARENT_SCOPE)
endfunction()
read_documents(intervention fichinter fichinter "FALSE" "r.fk_statut IN (2, 3)")
read_documents(shipment shipping expedition "r.fk_statut = -1" "r.fk_statut IN (1, 2, 3)")
read_documents(order commande commande "r.fk_statut = -1" "r.fk_statut = 3")
read_documents(invoice facture facture "r.fk_statut = 3" "r.paye = 1")
read_documents(credit_note invoice_supplier facture_fourn "r.type <> 2 OR r.fk_statut = 3" "r.fk_statut IN (1, 2)")
