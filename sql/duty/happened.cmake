# Fragments of SQL: who is told of what happened to a ticket (duty/).

# Who is told of what happened to a ticket (duty/): the entries of its journal, and, for preview_policy, of some days.
in_utf8(ACTOR_MAIL w.email)
set(ACTOR_MAIL "(SELECT NULLIF(TRIM(${ACTOR_MAIL}), '') FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS w @BASE_TABLE@
            WHERE w.rowid = COALESCE(x.user_id, j.user_id))")
string(CONFIGURE "${ACTOR_MAIL}" ACTOR_MAIL @ONLY)
function(bare_address variable text)
  set(${variable} "TRIM(IF(${text} LIKE '%<%', SUBSTRING_INDEX(SUBSTRING_INDEX(${text}, '<', -1), '>', 1), ${text}))" PARENT_SCOPE)
endfunction()
in_utf8(address "COALESCE(NULLIF(t.origin_replyto, ''), t.origin_email, '')")
bare_address(REQUESTER "${address}")
set(REQUESTER "CONVERT(${REQUESTER} USING utf8mb4) COLLATE utf8mb4_unicode_ci")
bare_address(CONSTANT_ADDRESS s.value)
in_utf8(CONTACT_MAIL s.email)
in_utf8(PARTY_MAIL s.email)
in_utf8(address "COALESCE(u.email, '')")
set(USER_MAIL "CONVERT(COALESCE(NULLIF(TRIM(${address}), ''), CONCAT('#', u.rowid)) USING utf8mb4) COLLATE utf8mb4_unicode_ci")
set(USER_PROBLEM "CONVERT(CASE WHEN COALESCE(u.statut, 0) <> 1 THEN CONCAT('User ', u.rowid, ' is disabled in the ERP.')
          WHEN COALESCE(u.fk_soc, 0) > 0 THEN CONCAT('User ', u.rowid, ' is an external user.')
          WHEN COALESCE(TRIM(u.email), '') = '' THEN CONCAT('User ', u.rowid, ' has no mail address in the ERP: enter one there.') END
          USING utf8mb4) COLLATE utf8mb4_unicode_ci")
set(INTERNAL_CONTACTS "SELECT c.fk_socpeople FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
                          JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
                          WHERE c.element_id = h.ticket_id AND y.element = 'ticket' AND y.source = 'internal'")
string(CONFIGURE "${INTERNAL_CONTACTS}" INTERNAL_CONTACTS @ONLY)
# Of a change (alias d): it may be told to somebody.
set(IS_TOLD "(d.kind = 'inserted' OR d.kind = 'event' AND d.code IN (${DESK_CODES})
        OR d.kind = 'updated' AND (NOT d.old_assignee <=> d.new_assignee OR NOT d.old_type <=> d.new_type
          OR COALESCE(d.old_status IN (8, 9), 0) <> COALESCE(d.new_status IN (8, 9), 0)))")
# Of a change (alias d): there may be a ticket that nobody has and whose type or rule gives it to somebody.
set(IS_FREE "(d.kind IN ('inserted', 'updated') AND d.new_assignee IS NULL AND (d.kind = 'inserted' OR NOT d.old_type <=> d.new_type))")
