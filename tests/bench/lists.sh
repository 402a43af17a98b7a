# The benchmark of lists: 1,000,000 tickets, 3,000,000 contacts; sourced by bench.sh, after grown.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

# start_lists: a server of its own, with a buffer pool that such an ERP's server has.
start_lists() {
  mkdir -p "$folder/lists"
  SERVER_OPTIONS="--innodb-buffer-pool-size=2G --innodb-log-file-size=512M --innodb-flush-log-at-trx-commit=2"
  start_mariadb "$folder/lists" "$build"
  SERVER_OPTIONS=
  "$tests/erp/make_erp.py" --charset utf8mb3 | on lists
  on lists -e "SET GLOBAL event_scheduler = OFF"
  on lists <"$tests/bench/lists.sql"
  on lists dolibarr -e "CALL fill_people(); CALL fill_tickets(1000000)"
  on lists <"$build/install.sql" >/dev/null
  on lists dolibarr -e "CALL fill_desk()"
  on lists ticketstock -e "CALL add_desk_account('root', 'app', NULL); CALL add_type_agent('*', 'agent50', 'manage');
    CALL add_type_agent('PROBLEM', 'agent60', 'read')"
  on lists -N -e "ANALYZE TABLE ticketstock.desk_ticket, ticketstock.desk_link, ticketstock.desk_text, ticketstock.opened_ticket,
    dolibarr.llx_ticket, dolibarr.llx_element_contact, dolibarr.llx_stock_mouvement" >/dev/null
}

# time_lists FILE: a line for each list of the file and each of three users: name, user, median of seven in milliseconds.
time_lists() {
  while read -r name options; do
    for user in agent50 agent60 agent170; do
      case $options in
      '{}') whole="{\"as\": \"$user\"}" ;;
      *) whole="${options%\}}, \"as\": \"$user\"}" ;;
      esac
      for turn in 1 2 3 4 5 6 7 8; do
        echo "SET @began = SYSDATE(6); CALL list_tickets('$whole'); SELECT 'took', '$name', '$user', $turn, TIMESTAMPDIFF(MICROSECOND, @began, SYSDATE(6));"
      done
    done
  done <"$1" >"$folder/lists.statements"
  on lists -N ticketstock <"$folder/lists.statements" | awk -F '\t' '$1 == "took" && $4 > 1 { print $2, $3, $5 / 1000 }' |
    sort -k 1,1 -k 2,2 -k 3,3g | awk '{ n[$1 " " $2]++; took[$1 " " $2, n[$1 " " $2]] = $3 }
      END { for (list in n) print list, took[list, int((n[list] + 1) / 2)] }' | sort -k 3,3gr
}

# check_links: what goes by desk_link finds tickets; a fill without its rows would measure nothing.
check_links() {
  for name in product lot warehouse warehouse-rare contact-user contact-customer; do
    options=$(sed -n "s/^$name //p" "$tests/bench/lists.txt")
    [ "$(on lists -N ticketstock -e "CALL list_tickets('${options%\}}, \"as\": \"agent50\"}')" | wc -l)" -gt 0 ] || {
      echo "The list $name finds no ticket: desk_link was not filled." >&2
      exit 1
    }
  done
}

# took FILE NAME USER: the median of a list.
took() { awk -v name="$2" -v user="$3" '$1 == name && $2 == user { print $3 }' "$1"; }

# bench_lists: each list for who sees everything, who sees one type, who sees his own; pages; Dolibarr's own statement.
bench_lists() {
  start_lists
  check_links
  page=$(on lists -N ticketstock -e "SELECT CONCAT(DATE_FORMAT(CONVERT_TZ(opened_at, @@SESSION.time_zone, '+00:00'), '%Y%m%d%H%i%s'), '-', ticket_id)
    FROM desk_ticket ORDER BY opened_at DESC, ticket_id DESC LIMIT 1 OFFSET 499749")
  { cat "$tests/bench/lists.txt"; echo "page-2000 {\"before\": \"$page\"}"; } >"$folder/lists.txt"
  grep -v '"text"' "$folder/lists.txt" >"$folder/lists.any"
  grep '"text"' "$folder/lists.txt" >"$folder/lists.text"
  time_lists "$folder/lists.any" >"$folder/any"
  time_lists "$folder/lists.text" >"$folder/text"
  judge list-any "$(head -n 1 "$folder/any" | cut -d ' ' -f 3)" 20
  judge list-text "$(head -n 1 "$folder/text" | cut -d ' ' -f 3)" 150
  judge list-page "$(for user in agent50 agent60 agent170; do
    echo "$(took "$folder/any" page-2000 $user) $(took "$folder/any" none $user)"
  done | awk '{ printf "%.2f\n", $1 / $2 }' | sort -g | tail -n 1)" 1.5
  erp=$(for turn in 1 2 3; do
    on lists -N dolibarr -e "SET @began = SYSDATE(6); SELECT t.rowid, t.ref, t.subject, t.fk_soc, s.nom, t.fk_user_create, t.fk_user_assign,
        t.fk_statut, t.type_code, t.category_code, t.severity_code, t.datec, t.date_close FROM llx_ticket AS t
        LEFT JOIN llx_societe AS s ON s.rowid = t.fk_soc WHERE t.entity IN (1) ORDER BY t.datec DESC LIMIT 251;
      SELECT 'took', TIMESTAMPDIFF(MICROSECOND, @began, SYSDATE(6))" | awk -F '\t' '$1 == "took" { print $2 / 1000 }'
  done | median)
  judge_least list-erp "$(awk -v erp="$erp" -v ours="$(took "$folder/any" none agent50)" 'BEGIN { printf "%.1f", erp / ours }')" 50
  information="$information  lists of $(wc -l <"$folder/any") over 20 ms: $(awk '$3 > 20 { n++ } END { print n + 0 }' "$folder/any"); \
the slowest, ms: $(head -n 12 "$folder/any" | tr '\n' ';')
  lists for agent50, who sees everything: $(grep -c agent50 "$folder/any"), over 20 ms: $(awk '$2 == "agent50" && $3 > 20' "$folder/any" | tr '\n' ';')
  texts, ms: $(tr '\n' ';' <"$folder/text")
  the ERP's own list: $erp ms
"
  stop_servers "$folder/lists"
}
