"""Mails that are hard to write so that every reader reads the same.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from contract import Mail

SENTENCES = {  # title: subject or name; most were found in the wild or in RFC 2047's errata
    "nothing": "",
    "only blanks": " \t \r\n ",
    "Greek": "Παραλαβή αντλίας νερού στην αποθήκη",
    "Cyrillic, long": "Константинопольская-Преображенская " * 3,
    "Arabic": "تم استلام المضخة في المستودع رقم ١٢٣",
    "Hebrew with a mark": "\u200fהמשאבה \u202bהתקבלה\u202c (3)",
    "Chinese without blanks": "收到退货请尽快检查水泵并答复客户" * 7,
    "emoji with joiners": "👩‍👩‍👧‍👦 👨🏿‍🚒 🏳️‍🌈 🇫🇷" * 4,
    "combining marks": "e\u0301" * 60,
    "beyond the first plane": "𠜎𠜱𝔘𝔫𝔦𝔠𝔬𝔡𝔢😀" * 10,
    "right to left override": "\u202egpj.exe",
    "zero width": "a\u200bb\u200cc\u2060d\ufeffe",
    "no-break spaces": "12\u00a0000\u202f€\u3000x",
    "soft hyphens": "Wasser\u00adpumpen\u00adgehäuse " * 5,
    "noncharacters": "a\ufffeb\uffffc\U0010ffff",
    "comma": "Dupont, Jean",
    "quotes": 'Jean "le Grand" Dupont',
    "lone quote": '"',
    "backslashes": "C:\\temp\\new \\\\ \\",
    "quote at the end": 'end"',
    "backslash before a quote": '\\"',
    "parentheses": "Jean (stock) ((x)",
    "lone parenthesis": ")(",
    "angle brackets": "a <evil@example.net>, b",
    "an address": "evil@example.net",
    "a group": "group: a@b.example, c@d.example;",
    "brackets and others": "[TS-1] {x} ; : @ , . ! # $ % & ' * / ? ^ ` | ~",
    "dots": ". .. ... .",
    "dashes": "--=-boundary-- -- --",
    "the boundary": "--=_ticketstock",
    "the last boundary": "--=_ticketstock--\n--=_ticketstock",
    "looks encoded": "=?utf-8?q?=0aBcc:_x=40example.net?=",
    "looks encoded in base64": "=?UTF-8?B?SGVsbG8=?=",
    "looks encoded, twice": "=?utf-8?q?a?= =?utf-8?q?b?=",
    "looks encoded, unfinished": "=?utf-8?q?a =?",
    "looks encoded, glued": "x=?utf-8?q?a?=y",
    "looks encoded, with letters": "é =?utf-8?q?=C3=A9?= é",
    "looks like quoted-printable": "=C3=A9 =3D =\n=20",
    "underscores": "a_b_c é_ü_",
    "question marks": "Qu'est-ce que c'est ?=? =? ?",
    "header injected": "x\r\nBcc: evil@example.net",
    "header injected by LF": "x\nBcc: evil@example.net\n\n<p>body",
    "header injected by CR": "x\rBcc: evil@example.net",
    "header injected by NEL": "x\x85Bcc: evil@example.net\u2028y\u2029z",
    "controls": "".join(map(chr, range(1, 32))) + "x\x7fy\x80z\x9f",
    "escape sequence": "\x1b]0;title\x07\x1b[31mred",
    "NUL": "a\0b",
    "blanks at both ends": "   x   ",
    "many blanks": "a" + " " * 500 + "b",
    "tabs": "\ta\t\tb\t",
    "one word of 2,000": "x" * 2000,
    "one word of 2,000, accented": "é" * 2000,
    "60 characters": "w" * 60,
    "61 characters": "w" * 61,
    "words up to the fold": " ".join(["word"] * 30),
    "a blank at every fold": ("x" * 51 + " ") * 4,
    "127 characters": "n" * 127,
    "128 characters": "n" * 128,
    "129 characters": "n" * 129,
    "129 accented": "ñ" * 129,
    "cut behind a blank": "n" * 126 + " abc",
    "cut before a blank": "n" * 127 + " abc",
    "249 characters": "s" * 249,
    "250 characters": "s" * 250,
    "251 characters": "s" * 251,
    "251 accented": "ŝ" * 251,
    "cut at a blank": "s" * 248 + " abc",
    "blanks behind the limit": "s" * 250 + "   ",
}
OCTETS = {  # bytes that are no UTF-8
    "Latin-1": b"re\xe7u \xe9t\xe9",
    "only invalid": b"\xff\xfe\xfd",
    "overlong": b"a\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xafb",
    "overlong NUL": b"a\xc0\x80b",
    "overlong line end": b"a\xc0\x8d\xc0\x8aBcc: evil@example.net",
    "lone surrogates": b"a\xed\xa0\x80 \xed\xbf\xbfb",
    "surrogate pair": b"\xed\xa0\xbd\xed\xb8\x80",
    "beyond Unicode": b"\xf4\x90\x80\x80 \xf8\x88\x80\x80\x80",
    "cut in a character": b"Stra\xc3",
    "cut in an emoji": b"x \xf0\x9f\x98",
    "continuations only": b"\x80\xbf\x80",
    "UTF-16": "Pumpe".encode("utf-16"),
    "every byte of ASCII": bytes(range(128)),
    "every other byte": bytes(range(128, 256)),
}
ONE_LINE = "<p>{}</p>"
HTML = {  # title: HTML, text
    "one letter": ("x", "x\n"),
    "no elements": ("Hello\nthere", "Hello there\n"),
    "no text": ("<p></p>", ""),
    "only blanks": (" \n\t\r\n ", ""),
    "only line ends": ("\n" * 100, ""),
    "only line ends of Windows": ("\r\n" * 100, ""),
    "one dot": (".", ".\n"),
    "a lone dot between lines": ("a<br>\r\n.\r\nb", "a\n. b\n"),
    "lines of dots": ("<pre>\n.\n..\n...\n.x</pre>", ".\n..\n...\n.x\n"),
    "the end of a mail": ("<pre>x\r\n.\r\nMAIL FROM:&lt;evil@example.net></pre>",
                          "x\n.\nMAIL FROM:<evil@example.net>\n"),
    "From at line starts": ("<pre>From x\nFrom  y\n>From z</pre>", "From x\nFrom y\n>From z\n"),
    "boundaries": ("<pre>--=-x\n--=-x--\n--\n--x</pre>", "--=-x\n--=-x--\n--\n--x\n"),
    "looks quoted-printable": ("=20 =3D =C3=A9 =<br>=\n=", "=20 =3D =C3=A9 =\n= =\n"),
    "trailing blanks": ("a  \nb\t\n  c \t \n", "a b c\n"),
    "trailing blank at the end": ("<p>a</p>\n<p>b</p> ", "a\n\nb\n"),
    "line ends of every kind": ("<pre>a\rb\nc\r\nd\n\re</pre>", "a\nb\nc\nd\n\ne\n"),
    "tabs": ("<p>a\tb\t\tc</p>", "a b c\n"),
    "no-break spaces": ("<p>12&nbsp;000&#160;x\u00a0</p>", "12 000 x\n"),
    "soft hyphens": ("<p>Wasser&shy;pumpe Wasser\u00adpumpe</p>",
                     "Wasser\u00adpumpe Wasser\u00adpumpe\n"),
    "entities": ("<p>&lt;b&gt; &amp;amp; &quot;&#39; &eacute;&#xe9;&#233; &euro; &#128512;</p>",
                 "<b> &amp; \"' ééé € 😀\n"),
    "broken entities": ("<p>&nosuch; &amp &#xD800; &#0; &#1114112; & &; AT&T</p>", None),
    "controls": ("<p>a\x01\x02b\x1b[0mc\x08d</p>", "a b [0mc d\n"),
    "delete": ("<p>a\x7fb</p>", "a b\n"),
    "C1 controls": ("<p>a\x80b\x9fc\x85d</p>", "a b c d\n"),
    "NUL": ("<p>a\0b</p>", "a\ufffdb\n"),
    "separators": ("<p>a\u2028b\u2029c</p>", "a\u2028b\u2029c\n"),
    "byte order mark": ("\ufeff<p>a\ufeffb</p>", None),
    "another charset claimed": ("<meta charset=latin-1><p>été</p>", "été\n"),
    "a whole document": (
        "<!DOCTYPE html>\n<html><head><title>No</title><style>p{}</style></head>"
        "<body bgcolor=white><h1>Ticket</h1><p>a<br>b</body></html>", "Ticket\n\na\nb\n"),
    "unclosed": ("<p>a<b>b<i>c<p>d<table><tr><td>e<td>f", "abc\n\nd\n\ne: f\n"),
    "scripts": ("<p>a</p><script>'</p>'</script><style>x</style><p>b</p>", "a\n\nb\n"),
    "a comment": ("<p>a<!-- b > -- c -->d</p>", "ad\n"),
    "a list in a list": ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"),
    "a link that says its url": ('<a href="https://x.example/">x.example</a>', "x.example\n"),
    "a link of ours": ('<a href="https://x.example/?a=1&amp;b=é">TS-1</a>',
                       "TS-1 <https://x.example/?a=1&b=é>\n"),
    "a script as a link": ('<a href="javascript:alert(1)">x</a>', "x\n"),
    "a link with a line end": ('<a href="https://x.example/\r\nBcc: y">x</a>', "x\n"),
    "a word of 2,000": (ONE_LINE.format("w" * 2000), "w" * 2000 + "\n"),
    "a word of 2,000 accented": (ONE_LINE.format("ŵ" * 2000), "ŵ" * 2000 + "\n"),
    "a word of 100,000": (ONE_LINE.format("w" * 100000), "w" * 100000 + "\n"),
    "a line of 5,000": (ONE_LINE.format("word " * 1000), ("word " * 1000).strip() + "\n"),
    "a line of 5,000 dots": ("." * 5000, "." * 5000 + "\n"),
    "lines of 998 and 999": ("<pre>" + "a" * 998 + "\n" + "b" * 999 + "</pre>",
                             "a" * 998 + "\n" + "b" * 999 + "\n"),
    "equals signs": ("=" * 3000, "=" * 3000 + "\n"),
    "emoji": (ONE_LINE.format("👩‍👩‍👧‍👦 " * 500),
              ("👩‍👩‍👧‍👦 " * 500).strip() + "\n"),
    "Chinese": (ONE_LINE.format("收到退货" * 5000), "收到退货" * 5000 + "\n"),
    "Arabic": (ONE_LINE.format("استلام البضائع"), "استلام البضائع\n"),
    "500 kB of paragraphs": (ONE_LINE.format("Prüfen Sie die Pumpe.") * 18000,
                             "\n\n".join(["Prüfen Sie die Pumpe."] * 18000) + "\n"),
    "500 kB of rows": ("<table>" + "<tr><td>Pump<td>2</tr>\n" * 22000 + "</table>",
                       "Pump: 2\n" * 22000),
    "1 MiB": ("x" * 1048576, "x" * 1048576 + "\n"),
    "200 elements deep": ("<div>" * 200 + "deep" + "</div>" * 200 + "<p>after</p>", "deep\n\nafter\n"),
    "300 elements deep": ("<p>before</p>" + "<b>" * 300 + "deep" + "</b>" * 300 + "<p>after</p>",
                          "before\n\ndeep\n\nafter\n"),
    "100,000 elements deep": ("<p>before</p>" + "<div>" * 100000 + "deep", "before\n\ndeep\n"),
}
ADDRESSES = (  # that may be used
    b"a@b", b"a+tag@example.com", b"!#$%&'*+-/=?^_`{|}~@example.com", b"first.last@sub.example.co",
    b"1@1.1", b"x" * 64 + b"@" + b"y" * 63 + b".example",
    b"x" * 64 + b"@" + b".".join([b"y" * 60] * 3) + b"." + b"z" * 6,
    "a@é.fr".encode(), "a@bücher.例え.jp".encode(), "a@παράδειγμα.gr".encode(),
)
ZONES = {  # as it is given: its name for Python
    b"Europe/Paris": "Europe/Paris", b"Asia/Kathmandu": "Asia/Kathmandu", b"+02:00": "Etc/GMT-2",
    b"-05:00": "Etc/GMT+5", b"UTC": "UTC",
}


def one_id(length):
    """A message id of so many bytes."""
    return b"i" * (length - 12) + b"@example.com"


def accepted():
    """Mails that go on the wire."""
    texts = {title: text.encode() for title, text in SENTENCES.items()}
    for title, octets in {**texts, **OCTETS}.items():
        yield Mail(f"subject: {title}", subject=octets)
        yield Mail(f"names: {title}", sender_name=octets, recipient_name=octets)
        yield Mail(f"everywhere: {title}", octets, sender_name=octets, recipient_name=octets,
                   html=octets or b"<p>", text=None)
    for title, (html, text) in HTML.items():
        yield Mail(f"body: {title}", html=html.encode(), text=text)
    for address in ADDRESSES:
        for name in ("", "Jean", "Jean, x", "é" * 128):
            yield Mail(f"address: {address} of {name[:10]}", sender=address, reply_to=address,
                       recipient=address, sender_name=name.encode(), recipient_name=name.encode())
    for identity in (b"a@b", b"!#$%&'*+-/=?^_`{|}~.\"(),:;[\\]@x", one_id(100), one_id(250)):
        yield Mail(f"message id: {identity[:20]}", message_id=identity, references=identity)
    for count in (1, 2, 20):
        yield Mail(f"{count} references", references=b" ".join([one_id(60)] * count))
    for zone in (*ZONES, b"Nowhere/Land", b"../../etc/passwd", b"/etc/passwd", b"x\r\nBcc: y@z", b"\0"):
        yield Mail(f"zone {zone}", zone=zone)
    for feedback in (b"1:2:opened:ticketstock", b"a b\r\nBcc: x@y", "é€\0".encode(), b"f" * 300):
        yield Mail(f"feedback {feedback[:20]}", feedback_id=feedback)
    yield Mail("a blind copy", to=b"shown@example.com", recipient_name="Zoë, x".encode())
    yield Mail("20 longest references", references=b" ".join([one_id(250)] * 20))


# Changed field, its value, what the sentence says.
REFUSED = (
    *((field, value, words) for field in ("sender", "recipient", "reply_to", "to") for value, words in (
        (b"x", "no @"), (b"@b", "nothing stands before the @"), (b"a@", "nothing follows the @"),
        (b"a b@c", "a blank"), (b"a@b\r\nRCPT TO:<x@y>", "a line end or a NUL"),
        (b"a@b\n", "a line end or a NUL"), (b"a\0@b", "a line end or a NUL"),
        (b"a\x01@b", "a control character"), (b"a\x7f@b", "a control character"),
        (b"<a@b>", "an angle bracket"), (b"Jean <a@b>", "a blank"), (b"a@b,c@d", "a comma"),
        (b"a@b;c@d", "a semicolon"), ("é@b".encode(), "outside ASCII"), ("a@é .fr".encode(), "a blank"),
        (b"a@\xe9.fr", None),
        (b"a\xff@b", "outside ASCII"), (b'"a b"@c', None), (b'"a"@c', "quoted local parts"),
        (b"a@[192.0.2.1]", "address literals"), (b"a@b@c", "more than one @"),
        (b".a@b", "a dot begins or ends"), (b"a.@b", "a dot begins or ends"),
        (b"a..b@c", "a dot begins or ends"), (b"a(x)@b", "would need quotes"),
        (b"=?utf-8?q?a?=@b", "an encoded word"),
        (b"a@b..c", "an empty part"), (b"a@.b", "an empty part"), (b"a@b.", "an empty part"),
        (b"a@-b", "a hyphen"), (b"a@b-.c", "a hyphen"), (b"a@b_c", "only letters, digits"),
        (b"x" * 65 + b"@b", "more than 64"), (b"a@" + b"y" * 64, "longer than 63"),
        (b"x" * 60 + b"@" + b".".join([b"y" * 48] * 4), "longer than 254"),
        (b"x" * 2000 + b"@b", None))),
    ("sender", b"", "sender is empty"), ("recipient", b"", "recipient is empty"),
    *(("message_id", value, "is no message id") for value in (
        b"x", b"<a@b>", b"a@b@c", b"@b", b"a@", b"a b@c", b"a@b\r\nBcc: x@y", b"a\0@b", "é@b".encode(),
        b"a\x7f@b", one_id(251))),
    *(("references", value, "is no message id") for value in (
        b" ", b"a@b ", b" a@b", b"a@b  c@d", b"a@b\r\n c@d", b"<a@b>", b"a@b x", one_id(251))),
    ("references", b" ".join([b"a@b"] * 21), "holds too many message ids"),
    ("html", b"", "html is empty"), ("html", b"x" * 1048577, "html has 1048577 bytes"),
)
