"""Faults that come with a start of the server.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import shutil
import subprocess

from fault import Fault

OPTIONS = "options of a start are in the option file"
FUNCTIONS = ("version", "check", "fault", "render", "preview", "send", "left_over", "forget")


def started(*options, then=""):
    """The server is started with these options."""
    def prepare(installation):
        installation.restart(*options)
        if then:
            installation.ask(then, "ticketstock")
    return prepare


def plain(installation):
    """And without them."""
    installation.restart()


def without_library(installation):
    """The library's file is not there when the server starts."""
    (installation.plugins / "ticketstock.so").unlink()
    installation.restart()


def with_library(installation):
    """It is there again."""
    installation.put_library()
    installation.restart()


def older_library(installation):
    """A library of an older version."""
    installation.put_library("older")
    installation.restart()


def nearly_full(installation):
    """The data folder is on a disk that has little left."""
    installation.stop()
    data, away = installation.folder / "data", installation.folder / "away"
    data.rename(away)
    data.mkdir()
    size = sum(file.stat().st_blocks * 512 for file in away.rglob("*")) // 2**20 + 70
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(data)], check=True)
    shutil.copytree(away, data, dirs_exist_ok=True)
    installation.start()


def with_space(installation):
    """And on one that has."""
    installation.stop()
    subprocess.run(["umount", str(installation.folder / "data")], check=True)
    (installation.folder / "data").rmdir()
    (installation.folder / "away").rename(installation.folder / "data")
    installation.start()


FAULTS = [
    Fault("disk of the data folder nearly full", nearly_full, "library", "warning", "MiB left", "what to delete only you know", with_space),
    Fault("library file missing after a restart", without_library, "library", "error", "ticketstock", "a file of the package has to be put back", with_library, "2"),
    Fault("library 0.1.0 with this SQL", older_library, "library", "error", "0.1.0", "library and SQL have to be of one package", with_library, "3"),
    Fault("event scheduler switched on by a statement only", started("--event-scheduler=OFF", then="SET GLOBAL event_scheduler = ON"), "events", "warning",
          "after the next restart", OPTIONS, plain, "17"),
    Fault("event scheduler DISABLED", started("--event-scheduler=DISABLED"), "events", "error", "DISABLED", OPTIONS, plain, "16"),
    Fault("binary log in STATEMENT", started("--log-bin=binlog", "--binlog-format=STATEMENT"), "server", "error", "STATEMENT", number="73", after=plain, repair=plain),
    Fault("binary log in MIXED", started("--log-bin=binlog", "--binlog-format=MIXED"), "server", "error", "MIXED", number="73", after=plain, repair=plain),
    Fault("thread_stack 192 kB", started("--thread-stack=196608"), "server", "warning", "thread_stack", OPTIONS, plain),
    Fault("innodb_read_only", started("--innodb-read-only=ON"), "server", "error", "read.only", OPTIONS, plain),
    Fault("innodb_force_recovery", started("--innodb-force-recovery=4"), "server", "error", "innodb_force_recovery|read.only", OPTIONS, plain),
    Fault("skip_grant_tables", started("--skip-grant-tables"), "library", "error", "ticketstock", OPTIONS, plain),
]
