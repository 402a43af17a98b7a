"""Certificates of relays, right and wrong ones, made with openssl.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import datetime
import subprocess

CONFIGURATION = """
[ca]
default_ca = test
[test]
database = {folder}/index
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
"""
# For the mailer: allows every version of TLS that OpenSSL knows.
LENIENT = """
openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = lenient
[lenient]
MinProtocol = TLSv1
CipherString = DEFAULT:@SECLEVEL=0
"""
AUTHORITY = "basicConstraints=critical,CA:TRUE"
# Who signs (empty: the certificate itself), its CN, its extension, and first and last day from now.
CERTIFICATES = {
    "trusted": ("", "trusted", "subjectAltName=DNS:localhost,IP:127.0.0.1", -1, 2),
    "authority": ("", "Authority", AUTHORITY, -1, 2),
    "other": ("", "Other authority", AUTHORITY, -1, 2),
    "middle": ("authority", "Middle", AUTHORITY, -1, 2),
    "alias": ("authority", "x", "subjectAltName=DNS:alias.example", -1, 2),
    "canonical": ("authority", "x", "subjectAltName=DNS:canonical.example", -1, 2),
    "elsewhere": ("authority", "x", "subjectAltName=DNS:elsewhere.example", -1, 2),
    "common": ("authority", "alias.example", "basicConstraints=CA:FALSE", -1, 2),
    "wildcard": ("authority", "x", "subjectAltName=DNS:*.wild.example", -1, 2),
    "partial": ("authority", "x", "subjectAltName=DNS:rel*.wild.example", -1, 2),
    "address": ("authority", "x", "subjectAltName=IP:127.0.0.1", -1, 2),
    "address2": ("authority", "x", "subjectAltName=IP:127.0.0.2", -1, 2),
    "expired": ("authority", "x", "subjectAltName=DNS:alias.example", -3, -1),
    "future": ("authority", "x", "subjectAltName=DNS:alias.example", 1, 3),
    "unchained": ("middle", "x", "subjectAltName=DNS:alias.example", -1, 2),
}
# Names that resolve to this machine, where the mailer runs; the first of a line is canonical.
HOSTS = """
127.0.0.1 localhost
127.0.0.1 canonical.example alias.example
127.0.0.1 wild.example relay.wild.example deep.relay.wild.example
127.0.0.1 three.example
127.0.0.2 three.example
127.0.0.3 three.example
127.0.1.1 full.example.org short
"""


def run(folder, *words):
    """One call of openssl in the folder."""
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def day(days):
    """A time so many days from now, as openssl wants it."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now + datetime.timedelta(days)).strftime("%Y%m%d%H%M%SZ")


def make(folder, name, signer, common_name, extension, first, last):
    """One certificate; name.pem has its key as well."""
    (folder / "extension").write_text(extension, encoding="ascii")
    run(folder, "req", "-new", "-key", "key", "-config", "conf", "-subj", f"/CN={common_name}",
        "-out", "request")
    signed = ["-selfsign"] if not signer else ["-cert", f"{signer}.pem"]
    run(folder, "ca", "-batch", "-config", "conf", "-notext", "-keyfile", "key", *signed,
        "-in", "request", "-out", "certificate", "-extfile", "extension",
        "-startdate", day(first), "-enddate", day(last))
    write(folder, name, "certificate", "key")


def write(folder, name, *parts):
    """Joins files to name.pem."""
    texts = [(folder / part).read_text(encoding="ascii") for part in parts]
    (folder / f"{name}.pem").write_text("".join(texts), encoding="ascii")


def write_hosts(folder):
    """Makes a file with the host names; its path."""
    (folder / "hosts").write_text(HOSTS, encoding="ascii")
    return folder / "hosts"


def make_all(folder):
    """Makes all of them, and the mailer's OpenSSL settings; one key serves all."""
    (folder / "conf").write_text(CONFIGURATION.format(folder=folder), encoding="ascii")
    (folder / "index").touch()
    (folder / "lenient").write_text(LENIENT, encoding="ascii")
    run(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key")
    for name, description in CERTIFICATES.items():
        make(folder, name, *description)
    write(folder, "chain", "unchained.pem", "middle.pem")
