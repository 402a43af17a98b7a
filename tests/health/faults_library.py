"""Faults of the mailer and the key file, and of the library while the server has it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import subprocess

from fault import Fault

PACKAGE = "a file of the package has to be put back"


def mailer(installation):
    """The mailer's file."""
    return installation.place / "ticketstock-mailer"


def put(installation):
    """Mailer and mount as they were."""
    subprocess.run(["umount", str(installation.place)], check=False, capture_output=True)
    installation.put_mailer()
    installation.put_key()


def noexec(installation):
    """The mailer's folder is mounted without the right to run what is in it."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "noexec,size=20m", "tmpfs", str(installation.place)], check=True)
    installation.put_mailer()
    installation.put_key()


def script(text):
    """A program in the mailer's place."""
    def prepare(installation):
        file = mailer(installation)
        file.unlink()
        file.write_text(text)
        file.chmod(0o755)
    return prepare


def needs_library(installation):
    """A mailer that needs a library which is not there: gmime's name is changed in it."""
    file = mailer(installation)
    content = file.read_bytes().replace(b"libgmime-3.0.so.0", b"libgmime-9.9.so.0")
    file.unlink()
    file.write_bytes(content)
    file.chmod(0o755)


def key(text=None, mode=0o600, owner=None):
    """Another key file."""
    def prepare(installation):
        installation.put_key(text, mode)
        if owner is not None:
            os.chown(installation.place / "secrets", owner, -1)
    return prepare


def instead(make):
    """Something else in the key file's place."""
    def prepare(installation):
        installation.remove_key()
        make(installation.place / "secrets")
    return prepare


def link(file):
    """A link to a key file."""
    target = file.with_name("elsewhere")
    target.write_text("password.login = right\n")
    file.symlink_to(target)


def put_key(installation):
    """The key file as it was."""
    installation.put_key()


def directory_again(file):
    """It was a directory before, and what the remedy put away then is still there."""
    for folder in (file, file.with_name("secrets.old")):
        folder.mkdir(exist_ok=True)
        (folder / "secrets").touch()


FAULTS = [
    Fault("mailer deleted", lambda installation: mailer(installation).unlink(), "library", "error", "ticketstock-mailer.*(errno 2|no such|not there)", PACKAGE, put, "4"),
    Fault("mailer chmod 000", lambda installation: mailer(installation).chmod(0), "library", "error", "ticketstock-mailer.*(errno 13|may not)", repair=put, number="5"),
    Fault("mailer on a noexec mount", noexec, "library", "error", "ticketstock-mailer.*(errno 13|may not)", "the mount is the machine's", put, "6"),
    Fault("mailer of another version", lambda installation: installation.put_mailer("older"), "library", "error", "version", PACKAGE, put, "7"),
    Fault("libgmime missing", needs_library, "library", "error", "127", "a package has to be installed", put, "8"),
    Fault("mailer is no program", script("nonsense"), "library", "error", "ticketstock-mailer|mailer", PACKAGE, put),
    Fault("mailer crashes", script("#!/bin/sh\nkill -SEGV $$\n"), "library", "error", "signal 11", PACKAGE, put),
    Fault("key file missing", lambda installation: installation.remove_key(), "library", "error", "no secrets file", repair=put_key, number="9"),
    Fault("key file of owner nobody", key(owner=65534), "library", "error", "wrong owner", repair=put_key, number="10"),
    Fault("key file 644", key(mode=0o644), "library", "error", "open to others", repair=put_key, number="11"),
    Fault("key file group-writable", key(mode=0o660), "library", "error", "open to others", repair=put_key, number="12"),
    Fault("key file without key line", key("password.login = right\n"), "library", "error", 'no "key = <64 digits>"', repair=put_key, number="13"),
    Fault("key file empty", key(""), "library", "error", 'no "key = <64 digits>"', repair=put_key, number="13"),
    Fault("key file that ends without a line end", key("password.login = right"), "library", "error", 'no "key = <64 digits>"', repair=put_key, number="13"),
    Fault("key file with another key", key(f"key = {'0' * 64}\n"), "library", "error", "wrong key", repair=put_key, number="13"),
    Fault("key file is a directory", instead(lambda file: file.mkdir()), "library", "error", "folder", repair=put_key, number="14"),
    Fault("key file is a directory, and one was", instead(directory_again), "library", "error", "folder", repair=put_key, number="14"),
    Fault("key file is a link", instead(link), "library", "error", "link", repair=put_key, number="14"),
    Fault("key file is a pipe", instead(os.mkfifo), "library", "error", "pipe", repair=put_key, number="14"),
    Fault("key file too large", key("# " + "x" * 20000 + "\n"), "library", "error", "16 kB", "what to take out only you know", put_key),
    Fault("row of delivery_key gone", "DELETE FROM delivery_key", "library", "error", "delivery_key", number="15",
          repair=lambda installation: installation.ask("INSERT INTO ticketstock.delivery_key (value) VALUES ('{}')".format(
              (installation.place / "secrets").read_text().split("\n", maxsplit=1)[0].removeprefix("key = ")))),
    Fault("library file removed, server still has it loaded", lambda installation: (installation.plugins / "ticketstock.so").unlink(), "library", "warning",
          "ticketstock.so", PACKAGE, lambda installation: (installation.put_library(), installation.restart()), "1"),
]
