#!/usr/bin/python3
"""The rounds of crash.sh: faults while writers book and lanes deliver, then the comparison.

SPDX-License-Identifier: GPL-3.0-or-later

    rounds.py FOLDER BUILD KIND ROUNDS SEED
"""

import os
import random
import signal
import sys
import time

import verdict
from servers import Servers
from writers import Writer

WRITERS = 4
STOP_SECONDS = 25
LOCK_SECONDS = 3  # innodb_lock_wait_timeout is 1 s
NO_PROGRESS_SECONDS = 100  # more than a lease


def crash(servers, choice, number):
    """SIGKILL of mariadbd, every third time of the mail server too, before or after it."""
    victims = ["mariadbd"] if number % 3 else choice.sample(["mariadbd", "relay"], 2)
    for victim in victims:
        servers.kill(victim)
        time.sleep(choice.uniform(0, 0.3) if len(victims) > 1 else 0)
    if "relay" in victims:
        servers.start_relay()
    servers.start_mariadb()
    servers.sql("UPDATE relay_state SET retry_at = NULL")
    return len(victims)


def wait_for_batch(servers):
    """Until a lane has mails: a fault that meets none shows nothing."""
    while servers.sql("SELECT COUNT(*) FROM mail_outbox WHERE state = 'sending'")[0][0] == "0":
        pass


def read_only(servers, choice, _):
    """A switch-over that is taken back."""
    wait_for_batch(servers)
    servers.sql("SET GLOBAL read_only = 1")
    time.sleep(choice.uniform(1, 2.5))
    servers.sql("SET GLOBAL read_only = 0")
    return 1


def kill(servers, choice, _):
    """KILL of what a lane is doing: its connection, or its statement."""
    wait_for_batch(servers)
    sessions = []
    while not sessions:
        sessions = servers.sql("SELECT id FROM information_schema.PROCESSLIST "
                               "WHERE user = 'ticketstock' AND command = 'Connect'")
        time.sleep(choice.uniform(0, 0.05))
    servers.sql(f"KILL {choice.choice(['CONNECTION', 'QUERY'])} {choice.choice(sessions)[0]}", check=False)
    return 1


def lock(servers, choice, _):
    """Somebody has a row of the outbox open for longer than innodb_lock_wait_timeout."""
    wait_for_batch(servers)
    servers.sql("BEGIN; SELECT id INTO @id FROM mail_outbox WHERE state = 'sending' ORDER BY RAND() LIMIT 1;"
                f"SELECT id FROM mail_outbox WHERE id = @id FOR UPDATE; DO SLEEP({LOCK_SECONDS}); COMMIT", check=False)
    time.sleep(choice.uniform(0, 0.5))
    return 1


def stop(servers, _choice, _):
    """The machine was suspended, or its disk hung."""
    wait_for_batch(servers)
    os.kill(servers.pid("mariadbd"), signal.SIGSTOP)
    time.sleep(STOP_SECONDS)
    os.kill(servers.pid("mariadbd"), signal.SIGCONT)
    return 1


def drain(servers):
    """Waits until nothing waits any more, for as long as it gets less."""
    least, since = None, time.monotonic()
    while True:
        servers.sql("UPDATE mail_outbox SET due_at = NOW(3) WHERE state = 'pending' AND due_at > NOW(3);"
                    "UPDATE relay_state SET retry_at = NULL", check=False)
        left = int(servers.sql("SELECT COUNT(*) FROM mail_outbox WHERE state IN ('pending', 'sending')")[0][0])
        if left == 0:
            return
        if least is None or left < least:
            least, since = left, time.monotonic()
        elif time.monotonic() - since > NO_PROGRESS_SECONDS:
            print(f"{left} mails wait for ever", file=sys.stderr)
            return
        time.sleep(0.5)


def main():
    kind, rounds, seed = sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    print(f"{kind}: {rounds} rounds, seed {seed}", flush=True)
    choice = random.Random(seed)
    servers = Servers(sys.argv[1], sys.argv[2])
    writers = [Writer(servers, number, seed) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    began, ends = time.time(), []
    for number in range(1, rounds + 1):
        time.sleep(choice.uniform(0.3, 2.0))
        faults = globals()[kind](servers, choice, number)
        ends.append((time.time(), faults))
    time.sleep(1)
    for writer in writers:
        writer.ending = True
    for writer in writers:
        writer.join()
    drain(servers)
    sys.exit(0 if verdict.judge(servers, writers, ends, kind, time.time() - began) else 1)


main()
