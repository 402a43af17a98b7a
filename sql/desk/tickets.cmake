# Fragments of SQL: the tickets that are followed, and their rows.

# Number of a change, of a ticket or of goods: the next one; any account may say which that is (insert_id), and after the highest
# there would be no more.
set(CHANGE_ID "IF(@@SESSION.insert_id > 0, FLOOR(RAND() * 2305843009213693952), NULL)")
# What lies there of a ticket, of its lines (alias g), was worth when it entered. As much as the column takes: bookings may be hostile.
set(GOODS_VALUE "IF(SUM(g.remaining) > 0, GREATEST(0, LEAST(SUM(g.remaining * COALESCE(g.price, 0)), 9999999999999999)), NULL)")
# The tickets that are to be read: those that changes first_change to last_change are about, or, where first_change is
# NULL, all; in both cases from first_ticket to last_ticket.
set(THESE_TICKETS "(SELECT DISTINCT g.ticket_id FROM ticket_change AS g
          WHERE g.id BETWEEN first_change AND last_change AND g.ticket_id BETWEEN first_ticket AND last_ticket AND g.incident_id IS NULL
        UNION ALL SELECT n.rowid FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS n @BASE_TABLE@
          WHERE first_change IS NULL AND n.rowid BETWEEN first_ticket AND last_ticket)")
check_base_tables(desk/tickets.cmake "${THESE_TICKETS}")
string(CONFIGURE "${THESE_TICKETS}" THESE_TICKETS @ONLY)

# Rows of desk_ticket as the ERP's rows say that they are: for erp_read_desk and erp_compare_desk.
read_part(PART_DESK_ROW desk/parts/desk_row.sql)
