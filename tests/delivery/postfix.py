"""A Postfix of the test's own: it requires STARTTLS and a login, and no mail leaves its folder.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import email
import email.policy
import os
import pathlib
import shutil
import socket
import time

from certificates import make_certificates, run

USER, PASSWORD, REALM = "erp", "s3cret, naïve & \\long", "relay.example"
UNWANTED = "unwanted.example.org"  # as a client's name
SECONDS_MAX, PATIENCE = 300, 0.05  # until it has ended; between two looks

MAIN = """
compatibility_level = 3.6
myhostname = relay.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
queue_directory = {folder}/queue
data_directory = {folder}/data
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
alias_maps =
local_recipient_maps =
mydestination =
mynetworks =
relay_domains =
fast_flush_domains =
default_transport = error:5.7.1 No mail leaves this relay
virtual_mailbox_domains = example.com
virtual_mailbox_maps = texthash:{folder}/etc/mailboxes
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = {folder}/tls/relay.pem
smtpd_tls_received_header = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_path = smtpd
smtpd_sasl_local_domain = relay.example
smtpd_sasl_authenticated_header = yes
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname,
  check_helo_access inline:{{{{ {unwanted} = REJECT }}}}
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""
SASL = """
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {folder}/sasldb
mech_list: PLAIN LOGIN
"""


def folder_of(process):
    """The folder that a process of /proc works in; None if it has ended."""
    try:
        return pathlib.Path(os.readlink(process / "cwd"))
    except OSError:
        return None


class Postfix:
    """One instance, in a folder that any account may enter."""

    def __init__(self, folder, mailboxes):
        self.folder = folder = pathlib.Path(folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        for name in ("etc", "etc/sasl", "queue", "data", "mail", "tls"):
            (folder / name).mkdir()
        files = {"etc/main.cf": MAIN, "etc/master.cf": MASTER, "etc/sasl/smtpd.conf": SASL}
        for name, text in files.items():
            (folder / name).write_text(text.format(folder=folder, port=self.port, unwanted=UNWANTED))
        lines = [f"{mailbox}@example.com {mailbox}/\n" for mailbox in mailboxes]
        (folder / "etc" / "mailboxes").write_text("".join(lines))
        make_certificates(folder / "tls")
        run("saslpasswd2", "-p", "-c", "-f", f"{folder}/sasldb", "-u", REALM, USER, input=PASSWORD)
        shutil.chown(folder / "sasldb", "postfix")
        shutil.chown(folder / "data", "postfix")
        shutil.chown(folder / "mail", "nobody")

    def start(self):
        """Returns once it listens."""
        run("postfix", "-c", f"{self.folder}/etc", "start")

    def stop(self):
        """Returns once every process of it has ended; they all work in its queue's folder."""
        run("postfix", "-c", f"{self.folder}/etc", "stop")
        end = time.monotonic() + SECONDS_MAX
        queue = self.folder / "queue"
        while any(folder_of(process) == queue for process in pathlib.Path("/proc").iterdir()):
            if time.monotonic() > end:
                raise AssertionError(f"Postfix has not ended within {SECONDS_MAX} s")
            time.sleep(PATIENCE)

    def log(self):
        """What it wrote; empty if it never started."""
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    def is_idle(self):
        """Whether its queue is empty: all that it took lies in the mailboxes."""
        queues = [self.folder / "queue" / name for name in ("incoming", "active", "deferred")]
        return not any(path.is_file() for queue in queues for path in queue.rglob("*"))

    def mails(self):
        """What lies in the mailboxes: pairs of mailbox and mail."""
        for path in sorted((self.folder / "mail").glob("*/new/*")):
            with open(path, "rb") as file:
                mail = email.message_from_binary_file(file, policy=email.policy.default)
            yield path.parent.parent.name, mail
