"""Values that want to be more than text, and the columns that they are put into.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import dataclasses

EVIL = "evil.example"  # no mail may go there
BCC = f"Bcc: x@{EVIL}"

VALUES = {
    "CR": f"a\r{BCC}",
    "LF": f"a\n{BCC}",
    "CRLF": f"a\r\n{BCC}\r\n\r\n<b>body</b>",
    "CRLF, dot": f"a\r\n.\r\nRCPT TO:<y@{EVIL}>",
    "CRLF, blanks": f"a\r\n \t{BCC}",
    "NUL": f"a\0{BCC}",
    "controls": f"a\x0b\x0c\x1b\x7f\u0085\u008d\u009b{BCC}",
    "line separators": f"a\u2028{BCC}\u2029b",
    "bidi": f"a\u202e\u2066gro.{EVIL}@x\u2069",
    "lone surrogates": f"a\ud800{BCC}\udfff",  # which servers take for UTF-8
    "astral": "\U0001f527\U000e0001\U0010ffff",
    "encoded word": f"=?utf-8?q?a=0D=0ABcc:_x=40{EVIL}?=",
    "name and address": f'"a" <b@{EVIL}>',
    "two addresses": f"u@{EVIL}, v@{EVIL}",
    "quotes": "\"\\\"\\'; DROP TABLE llx_ticket; -- ",
    "percent": "%s%n%1$s%%0a &lt;b&gt;&#13;&#10;&nbsp",
    "placeholders": "__PRODUCT_REF__ __TICKET_MESSAGE__ __BODY__ __USER_LOGIN__",
    "script": "</title></style><script>alert(1)</script>",
    "attribute": "\" onmouseover='alert(1)' x=\"",
}
ADDRESSES = VALUES | {
    "encoded address": f"=?utf-8?b?PHhAZXZpbC5leGFtcGxlPg==?= <x@{EVIL}>",
    "angle brackets": f"<x@{EVIL}>",
    "semicolons": f"u@{EVIL};v@{EVIL};w",
    "parentheses": f"u@example.com (v@{EVIL})",
    "source route": f"@{EVIL}:u@example.com",
    "group": f"all: u@{EVIL}, v@{EVIL};",
    "two @": f"u@example.com@{EVIL}",
    "quoted local part": f'"u@{EVIL}"@example.com',
    "encoded local part": f"=?utf-8?q?x?=@{EVIL}",
    "one": f"one@{EVIL}",
}
# What no UTF-8 column holds, but a binary one, or one in latin1.
BYTES = {
    "overlong": b"a\xc0\x8a\xc0\xbcscript\xc0\xbe\xe0\x80\x8d",
    "no UTF-8": b"\xff\xfe\x80\xf5\x80\x80\x80<b>",
    "cut short": b"a\xf0\x9f\x94",
    "latin1 controls": b"a\x85\x0d\x0aBcc: x@evil.example\x0d\x0a\x8d",
}


@dataclasses.dataclass
class Column:
    """A place for a value. SQL with @value for it, and what puts the old one (@old) back."""

    name: str
    write: str
    keep: str = "NULL"  # the old value
    restore: str = ""
    length: int = 255  # characters that it holds
    values: dict = dataclasses.field(default_factory=lambda: VALUES)
    warehouse: int = 2  # 2: a ticket for each movement, 3: for each operation
    address: str = ""  # may name the recipient: "alone", "in brackets" or in a "list"
    is_html: bool = False  # the DBA's own HTML, or URL
    is_shown: bool = False  # in the mail's text


def of_table(table, column, key, length=255, schema="dolibarr", **more):
    """A column of a row."""
    table = f"{schema}.{table}"
    return Column(
        f"{table.removeprefix('dolibarr.')}.{column}",
        f"UPDATE {table} SET {column} = @value WHERE {key}",
        f"(SELECT {column} FROM {table} WHERE {key} LIMIT 1)",
        f"UPDATE {table} SET {column} = @old WHERE {key}",
        length,
        **more,
    )


def of_movement(column, length, **more):
    """A column of the movement that is booked: the test takes it from a variable."""
    return Column(f"llx_stock_mouvement.{column}", f"SET @{column} = @value", f"@{column}",
                  f"SET @{column} = @old", length, **more)


def constant(name, write="@value", **more):
    """A constant of the ERP; it may not have been there."""
    table = "dolibarr.llx_const"
    return Column(
        name,
        f"REPLACE INTO {table} (name, entity, value) VALUES ('{name}', 1, {write})",
        f"(SELECT value FROM {table} WHERE name = '{name}' AND entity = 1)",
        f"DELETE FROM {table} WHERE name = '{name}'; INSERT INTO {table} (name, entity, value)"
        f" SELECT '{name}', 1, @old FROM DUAL WHERE @old IS NOT NULL",
        **more,
    )


def setting(name, **more):
    """One of our settings."""
    column = of_table("setting", "value", f"name = '{name}' AND entity = 0", schema="ticketstock", **more)
    column.name = f"setting {name}"
    return column


def products():
    """Columns of goods and places, in a ticket for each movement and in one for an operation."""
    for warehouse in (2, 3):
        more = {"warehouse": warehouse, "is_shown": True}
        yield of_table("llx_product", "ref", "rowid = 1", 128, **more)
        yield of_table("llx_product", "label", "rowid = 1", **more)
        yield of_table("llx_entrepot", "ref", f"rowid = {warehouse}", **more)
        yield of_movement("batch", 128, **more)
    yield of_table("llx_entrepot", "lieu", "rowid = 2", 64, is_shown=True)
    yield of_movement("label", 255, is_shown=True)
    yield of_movement("inventorycode", 128, is_shown=True)
    yield of_table("llx_product", "barcode", "rowid = 1", 180, is_shown=True)
    yield of_table("llx_entrepot", "description", "rowid = 2")
    yield of_movement("origintype", 64)
    yield of_table("llx_reception", "ref", "rowid = 1", 30)
    yield of_table("llx_societe", "nom", "rowid = 1", 128, is_shown=True)


def people():
    """The author of the movement is the assignee, alice; bob is in the group."""
    for column in ("login", "firstname", "lastname"):
        yield of_table("llx_user", column, "rowid = 2", 50, is_shown=True)
    yield of_table("llx_user", "lastname", "rowid = 3", 50, is_shown=True)
    yield of_table("llx_user", "email", "rowid = 2", values=ADDRESSES, address="alone")
    yield of_table("llx_user", "email", "rowid = 3", values=ADDRESSES, address="alone")
    yield of_table("llx_user", "lang", "rowid = 3", 6)
    yield of_table("llx_usergroup", "nom", "rowid = 1", 180)


def dictionaries():
    """Codes and labels of the ERP's, and our labels."""
    for name in ("type", "severity", "category"):  # @type, @severity, @category: rowid of the rule's
        yield of_table(f"llx_c_ticket_{name}", "label", f"rowid = @{name}", 128, is_shown=True)
        yield of_table(f"llx_c_ticket_{name}", "code", f"rowid = @{name}", 32)
    where = "dictionary = 'event' AND lang = 'fr' AND code = 'CREATED'"
    yield of_table("code_label", "label", where, schema="ticketstock")


def constants():
    """Constants of the ERP."""
    yield constant("MAIN_INFO_SOCIETE_NOM", is_shown=True)
    yield constant("TICKET_NOTIFICATION_EMAIL_FROM", values=ADDRESSES)
    yield constant("EMAIL_ALTERNATIVE_HOST_SIGNATURE")
    yield constant("MAIN_LANG_DEFAULT")
    yield constant("MAIN_MAIL_FORCE_SENDTO", values=ADDRESSES, address="in brackets")
    yield constant("MAIN_MAIL_FORCE_NOT_SENDING_TO", values=ADDRESSES)
    yield constant("MAIN_MAIL_AUTOCOPY_TO", values=ADDRESSES, address="list")
    yield constant("TICKET_ADDON")
    yield constant("TICKET_UNIVERSAL_MASK", "CONCAT(@value, '{0000}')", length=80)
    yield constant("SOCIETE_FISCAL_MONTH_START")


def ours():
    """What a DBA writes: most of it is refused when it is written."""
    for name in ("mail_sender", "mail_reply_to"):
        yield setting(name, values=ADDRESSES)
    for name in ("mail_sender_name", "mail_time_zone"):
        yield setting(name)
    yield setting("erp_url", is_html=True)
    for column, length in (("label", 100), ("subject", 255)):
        yield of_table("rule", column, "id = 1", length, schema="ticketstock")
    yield of_table("rule", "message", "id = 1", schema="ticketstock", is_html=True)
    where = "kind = 'opened' AND lang = 'en'"
    yield of_table("mail_template", "subject", where, schema="ticketstock")
    yield of_table("mail_template", "html", where, schema="ticketstock", is_html=True)
    for column in ("host", "ca_file", "username", "tls"):
        yield of_table("relay", column, "port > 1", 16 if column == "tls" else 255, schema="ticketstock")


def in_bytes(table, column, key, form):
    """A column that holds any byte: the ERP in another character set."""
    changed = of_table(table, column, key, 50, values=BYTES)
    alter = f"ALTER TABLE dolibarr.{table} MODIFY {column}"
    changed.name += f" ({form})"
    kind = "VARBINARY(255)" if form == "binary" else "VARCHAR(255) CHARACTER SET latin1"
    changed.write = f"{alter} {kind}; {changed.write}"
    changed.restore += f"; {alter} VARCHAR(255) CHARACTER SET utf8mb4"
    return changed


def foreign():
    """An ERP in binary columns, and in latin1."""
    for form in ("binary", "latin1"):
        yield in_bytes("llx_product", "label", "rowid = 1", form)
        yield in_bytes("llx_user", "lastname", "rowid = 3", form)
        yield in_bytes("llx_user", "email", "rowid = 3", form)
        yield in_bytes("llx_entrepot", "ref", "rowid = 2", form)


COLUMNS = [*products(), *people(), *dictionaries(), *constants(), *ours(), *foreign()]
