#!/usr/bin/python3
"""The files of monitoring/ on a real server, as the account of a monitor: every statement, the check, the dashboard.

SPDX-License-Identifier: GPL-3.0-or-later

    test_monitoring.py FOLDER BUILD      (of delivery/with_server.sh)
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import unittest

import yaml

sys.dont_write_bytecode = True  # leaves no folder among the sources
sys.path.append(str(pathlib.Path(__file__).parents[1] / "delivery"))

from database import Database

TESTS = pathlib.Path(__file__).parent
FILES = pathlib.Path(__file__).parents[2] / "monitoring"
OK, WARNING, CRITICAL, UNKNOWN = range(4)
ACCOUNT = """
CREATE USER monitor@localhost IDENTIFIED BY 'aA-1password';
GRANT ticketstock_monitor TO monitor@localhost;
SET DEFAULT ROLE ticketstock_monitor FOR monitor@localhost;
CREATE USER stranger@localhost IDENTIFIED BY 'aA-1password'
"""


class Server(unittest.TestCase):
    """On the server of with_server.sh; the tests go from healthy to dead, in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.database = Database(FOLDER)
        cls.database.ask(ACCOUNT)
        for name in ("monitor", "stranger"):
            file = pathlib.Path(FOLDER, f"{name}.cnf")
            file.write_text(f"[client]\nuser={name}\npassword=aA-1password\nsocket={FOLDER}/socket\n", encoding="ascii")
            file.chmod(0o600)

    @classmethod
    def tearDownClass(cls):
        cls.database.close()

    def look(self):
        """Has the views filled, as the event does every minute; one that is at it has begun before what a test has done."""
        self.database.ask("SELECT CONCAT(prefix, '.health') INTO @guard FROM ticketstock.lock_name; DO GET_LOCK(@guard, 60); "
                          "CALL ticketstock.keep_findings(); DO RELEASE_LOCK(@guard)")

    def check(self, *options, account="monitor"):
        """Exit code, first line, numbers, and the other lines of check_ticketstock."""
        command = [FILES / "check_ticketstock", "-f", f"{FOLDER}/{account}.cnf", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        first, *others = done.stdout.splitlines()
        sentence, _, numbers = first.partition(" | ")
        print(f"  {done.returncode} {first}")
        self.assertRegex(first, "^TICKETSTOCK (OK|WARNING|CRITICAL|UNKNOWN) - .")
        self.assertEqual(("OK", "WARNING", "CRITICAL", "UNKNOWN").index(first.split()[1]), done.returncode)
        self.assertNotIn("|", "".join(others))
        return done.returncode, sentence, dict(pair.split("=") for pair in numbers.split()), others

    def monitor(self, statement):
        """Columns and rows of a statement, as the monitor's account with the schema of its data source."""
        command = ["mariadb", f"--defaults-file={FOLDER}/monitor.cnf", "--batch", "ticketstock", "-e", statement]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "", statement)
        head, *rows = [line.split("\t") for line in done.stdout.splitlines()] or [[]]
        return head, rows

    def test_1_healthy(self):
        """Nothing is wrong: OK, and all numbers are numbers."""
        self.database.ask("UPDATE setting SET value = 'https://erp.example.com' WHERE name = 'erp_url'; INSERT INTO relay (name, host, port) VALUES ('main', '127.0.0.1', 9);"
                          " CALL add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Returned', '<p>Test it</p>')")
        self.database.wait_for("(SELECT COUNT(heartbeat_at) FROM lane_state) > 0", 60, "SELECT * FROM lane_state")
        self.look()
        code, _, numbers, others = self.check("-w", "300", "-c", "600")
        self.assertEqual((code, others), (OK, []))
        self.assertEqual(set(numbers), {"errors", "warnings", "oldest", "pending", "failed", "incidents", "lanes", "heartbeat", "desk_lag"})
        for name, number in numbers.items():
            self.assertRegex(number, r"^([0-9]+(\.[0-9]+)?s?|U);", name)
        self.assertEqual(numbers["lanes"], "1;;;0")

    def test_2_exporter(self):
        """Each statement of the collector runs, and has the columns that its metrics name; numbers are numbers."""
        self.database.ask("INSERT INTO incident (movement_id, message) VALUES (4711, 'A \"cause\" | with ''quotes''')")
        self.look()
        collector = yaml.safe_load((FILES / "ticketstock.collector.yml").read_text(encoding="utf8"))
        queries = {query["query_name"]: query["query"] for query in collector["queries"]}
        used = set()
        for metric in collector["metrics"]:
            self.assertLessEqual(set(metric), {"metric_name", "type", "help", "values", "query", "query_ref", "key_labels"})
            self.assertRegex(metric["metric_name"], "^ticketstock_[a-z_]+$")
            self.assertEqual((metric["type"], len(metric["values"])), ("gauge", 1))
            self.assertEqual(("query" in metric) + ("query_ref" in metric), 1)
            used.add(metric.get("query_ref"))
            head, rows = self.monitor(metric.get("query") or queries[metric["query_ref"]])
            self.assertTrue(rows, metric)
            for label in metric.get("key_labels", []):
                self.assertIn(label, head)
            for row in rows:
                self.assertRegex(row[head.index(metric["values"][0])], r"^([0-9]+(\.[0-9]+)?|NULL)$", metric)
        self.assertEqual(used - {None}, set(queries))
        names = [metric["metric_name"] for metric in collector["metrics"]]
        self.assertEqual(len(names), len(set(names)))
        exporter = yaml.safe_load((FILES / "sql_exporter.yml").read_text(encoding="utf8"))
        self.assertEqual(exporter["target"]["collectors"], [collector["collector_name"]])

    def test_3_ill(self):
        """An error and warnings: CRITICAL, with the finding in the first line and what to do below."""
        code, sentence, numbers, others = self.check()
        self.assertEqual(code, CRITICAL)
        self.assertIn("incident", sentence)
        self.assertEqual((numbers["errors"], numbers["incidents"]), ("1;;0;0", "1;;;0"))
        self.assertTrue(any("A \"cause\" / with 'quotes'" in line and "To do: CALL ticketstock.retry_incident(" in line for line in others), others)
        self.database.ask("CALL dismiss_incident((SELECT MAX(id) FROM incident), 'A test'); CALL hold_mail('2037-01-01')")
        self.look()
        code, sentence, numbers, others = self.check()
        self.assertEqual((code, numbers["errors"]), (WARNING, "0;;0;0"))
        self.assertIn("The queue is held until", sentence)
        self.database.ask("CALL hold_mail(NULL)")
        self.look()
        self.assertEqual(self.check()[0], OK)

    def test_4_late(self):
        """A mail that waits for longer than -w and -c say."""
        self.database.ask("CALL hold_mail('2037-01-01'); INSERT INTO mail_outbox (entity, kind, address, lang, state, due_at, created_at)"
                          " VALUES (1, 'opened', 'x@example.com', 'en', 'pending', NOW(3) - INTERVAL 1000 SECOND, NOW(3) - INTERVAL 1000 SECOND)")
        self.look()
        self.assertEqual(self.check("-w", "100", "-c", "5000")[0], WARNING)
        self.assertEqual(self.check("-w", "100", "-c", "500")[0], CRITICAL)
        self.database.ask("DELETE FROM mail_outbox; CALL hold_mail(NULL)")
        self.look()

    def test_5_wrong_calls(self):
        """What is no fault of TicketStock's is UNKNOWN, in a sentence."""
        self.assertEqual(self.check(account="stranger")[0], UNKNOWN)
        self.assertEqual(self.check("-s", "elsewhere")[0], UNKNOWN)
        self.assertEqual(self.check("-s", "a`b")[0], UNKNOWN)
        self.assertEqual(self.check("-w", "soon")[0], UNKNOWN)
        self.assertEqual(self.check("-x")[0], UNKNOWN)
        self.assertEqual(self.check("-w")[0], UNKNOWN)
        self.assertEqual(self.check("more")[0], UNKNOWN)
        self.assertEqual(self.check(account="nobody")[0], UNKNOWN)
        wrong = pathlib.Path(FOLDER, "wrong.cnf")
        wrong.write_text(f"[client]\nuser=monitor\npassword=x\nsocket={FOLDER}/socket\n", encoding="ascii")
        code, sentence, _, _ = self.check(account="wrong")
        self.assertEqual(code, UNKNOWN)
        self.assertIn("does not let the account in", sentence)

    def test_6_mute(self):
        """A server that hangs."""
        pid = int(pathlib.Path(FOLDER, "mariadbd.pid").read_text(encoding="ascii"))
        os.kill(pid, signal.SIGSTOP)
        try:
            self.assertEqual(self.check("-t", "2")[0], CRITICAL)
        finally:
            os.kill(pid, signal.SIGCONT)
        self.assertEqual(self.check()[0], OK)

    def test_7_dead(self):
        """A server that is gone."""
        subprocess.run(["mariadb-admin", "--no-defaults", "-S", f"{FOLDER}/socket", "-u", "root", "shutdown"], check=True)
        code, sentence, _, _ = self.check()
        self.assertEqual(code, CRITICAL)
        self.assertIn("The server does not answer", sentence)


class Files(unittest.TestCase):
    """What can be told of the files alone."""

    @staticmethod
    def metrics():
        """Names of what the collector shows."""
        collector = yaml.safe_load((FILES / "ticketstock.collector.yml").read_text(encoding="utf8"))
        return {metric["metric_name"] for metric in collector["metrics"]}

    def test_dashboard(self):
        """Panels have numbers of their own, do not overlap, and ask for what the collector shows, all of it."""
        board = json.loads((FILES / "grafana-dashboard.json").read_text(encoding="utf8"))
        self.assertEqual((board["uid"], board["id"], board["title"]), ("ticketstock", None, "TicketStock"))
        variables = {variable["name"] for variable in board["templating"]["list"]}
        places, numbers, used = set(), set(), set()
        for panel in board["panels"]:
            self.assertIn(panel["type"], ("stat", "timeseries"))
            self.assertTrue(panel["title"] and panel["description"])
            self.assertNotIn(panel["id"], numbers)
            numbers.add(panel["id"])
            place = panel["gridPos"]
            self.assertLessEqual(place["x"] + place["w"], 24)
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & places, panel["title"])
            places |= cells
            self.assertTrue(panel["targets"])
            references = [target["refId"] for target in panel["targets"]]
            self.assertEqual(len(references), len(set(references)))
            for target in panel["targets"]:
                self.assertEqual(target["datasource"], {"type": "prometheus", "uid": "${datasource}"})
                used |= set(re.findall(r"\bticketstock_[a-z_]+", target["expr"]))
                self.assertLessEqual(set(re.findall(r"\$([a-z]+)", target["expr"])), variables)
        self.assertEqual(used, self.metrics())

    def test_rules(self):
        """Alerts ask for what the collector shows, and say what it is."""
        rules = yaml.safe_load((FILES / "ticketstock.rules.yml").read_text(encoding="utf8"))["groups"][0]["rules"]
        self.assertEqual(len({rule["alert"] for rule in rules}), len(rules))
        for rule in rules:
            self.assertLessEqual(set(re.findall(r"\bticketstock_[a-z_]+", rule["expr"])), self.metrics())
            self.assertIn(rule["labels"]["severity"], ("critical", "warning"))
            self.assertTrue(rule["annotations"]["summary"].endswith("."))

    def test_prometheus(self):
        """Prometheus' own tool takes the rules and the dashboard's questions, and the alerts do what rules.test.yml says."""
        tool = subprocess.run(["sh", TESTS / "promtool.sh", BUILD / "promtool"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        rules = FILES / "ticketstock.rules.yml"
        cases = pathlib.Path(FOLDER, "rules.test.yml")
        cases.write_text((TESTS / "rules.test.yml").read_text(encoding="utf8").replace("RULES", str(rules)), encoding="utf8")
        subprocess.run([tool, "test", "rules", cases], check=True)
        board = json.loads((FILES / "grafana-dashboard.json").read_text(encoding="utf8"))
        asked = [target["expr"].replace("$__rate_interval", "1m") for panel in board["panels"] for target in panel["targets"]]
        questions = pathlib.Path(FOLDER, "dashboard.yml")
        questions.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": [
            {"record": f"asked:{number}", "expr": expr} for number, expr in enumerate(asked)]}]}), encoding="utf8")
        subprocess.run([tool, "check", "rules", questions], check=True)

    def test_icinga(self):
        """The command hands over options that the check has."""
        text = (FILES / "icinga2.conf").read_text(encoding="utf8")
        given = set(re.findall(r'"(-[A-Za-z])" = ', text))
        known = set(re.findall(r"([A-Za-z]):", re.search(r"getopts :(\S+)", (FILES / "check_ticketstock").read_text(encoding="utf8"))[1]))
        self.assertEqual(given, {"-" + letter for letter in known})
        self.assertEqual(text.count("{"), text.count("}"))

    def test_shell(self):
        """The check is plain sh."""
        subprocess.run(["shellcheck", FILES / "check_ticketstock"], check=True)


if __name__ == "__main__":
    FOLDER, BUILD = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1], verbosity=2)
