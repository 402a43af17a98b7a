"""Certificates for relays on loopback.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import subprocess


def run(*command, **options):
    """A command that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")


def make_certificates(folder):
    """An authority of our own (ca.pem), and the relay's key and certificate for localhost."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    run("openssl", "req", "-x509", *key, "-subj", "/CN=Test authority",
        "-keyout", f"{folder}/ca.key", "-out", f"{folder}/ca.pem")
    run("openssl", "req", "-x509", *key, "-subj", "/CN=relay",
        "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE",
        "-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key",
        "-keyout", f"{folder}/relay.key", "-out", f"{folder}/relay.crt")
    chain = "".join((folder / name).read_text() for name in ("relay.key", "relay.crt"))
    (folder / "relay.pem").write_text(chain)
