"""Mails made at random, with the text that each must be read as.

SPDX-License-Identifier: GPL-3.0-or-later

The HTML is built from blocks of which plain_text.h says how they read, so that the text is known
without a parser.
"""

import html

from contract import Mail

SCRIPTS = (
    "Quittung Straße Ölpumpe", "reçu élève œuvre naïve", "Παραλαβή αντλίας ΤΕΛΟΣ",
    "Ольга приёмка ЩЁКИ", "استلام البضائع مضخة", "קבלת סחורה משאבה", "入荷のお知らせ 倉庫",
    "收到货物 仓库", "입고 알림", "สินค้าเข้าคลัง", "माल प्राप्त हुआ", "ގުދަން", "ⴰⵣⵓⵍ", "ትኬት",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇫🇷", "e\u0301 a\u0308\u0323 n\u0303", "Z̶̢̧͉a̸̛͔l̴̪g̶o̵",
    "𝔊𝔯𝔬ß 𐍈 𒀀 𠜎", "soft\u00adhyphen zero\u200bwidth",
    "\u202eright\u202c \u200fmark", "ﬁ ﷺ ㌔", "\ufeffmark", "plain words of ASCII", "x y z 1 2 3",
)
MARKS = (
    "a,b", '"quoted"', "back\\slash", "(comment)", "it's", "50%", "=", "==", "=20", "=?utf-8?q?=41?=",
    "=?UTF-8?B?QQ==?=", "=?", "?=", "<b>", "<evil@example.net>", "evil@example.net", "group:", ";",
    "&amp;", "&", "--", "--=-boundary", ".", "..", "From", "Bcc:", "%0d%0a", "\\r\\n", "_", "\u2026",
)
BLANKS = (" ", "  ", "\t", "\r\n", "\n", "\r", "\x01", "\x7f", "\x1b[31m ", "\v", "\x0c")
BROKEN = (
    b"\xff", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xed\xa0\x80", b"\xed\xbf\xbf",
    b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80", b"\xf8\x88\x80\x80\x80", b"\0",
)
ENTITIES = {"&": ("&amp;", "&#38;", "&#x26;"), "<": ("&lt;", "&#60;"), ">": ("&gt;", "&#x3e;"),
            "\u00e9": ("&eacute;", "&#233;"), "\u00df": ("&szlig;",), "\u2026": ("&hellip;",)}


def line(random, most, broken):
    """Bytes for a header: words of any script, marks, blanks of every kind, now and then garbage."""
    pieces = []
    for _ in range(random.randrange(most)):
        choice = random.random()
        if choice < 0.5:
            pieces.append(random.choice(SCRIPTS).encode())
        elif choice < 0.9:
            pieces.append(random.choice(MARKS).encode())
        elif broken:
            pieces.append(random.choice(BROKEN))
        pieces.append(random.choice(BLANKS).encode() if random.random() < 0.8 else b"")
    return b"".join(pieces)


def address(random):
    """An address with every character that may stand in one."""
    local = "".join(random.choice("abcXYZ019!#$%&'*+-/^_`{|}~") for _ in range(random.randint(1, 64)))
    labels = [random.choice(("a", "x-1", "example", "b" * random.randint(1, 63))) for _ in range(2)]
    return f"{local}@{'.'.join(labels)}.example".encode()


def words(random):
    """The words of a block."""
    pool = " ".join(random.choice(SCRIPTS + MARKS) for _ in range(random.randint(1, 12)))
    return [word for word in pool.split(" ") if word]


def written(random, word):
    """A word in HTML: characters as entities or as they are, sometimes within an element."""
    pieces = []
    for character in word:
        if character in ENTITIES:
            pieces.append(random.choice(ENTITIES[character]))
        elif random.random() < 0.03:
            pieces.append(random.choice(("&#{};", "&#x{:x};")).format(ord(character)))
        else:
            pieces.append(character)
    element = random.choice(("", "", "", "b", "i", "span", "font", "code"))
    text = "".join(pieces)
    return f"<{element}>{text}</{element}>" if element else text


def inline(random):
    """HTML of some words, and how they read."""
    found = words(random)
    separators = [random.choice((" ", "\n", "\t", "  ", "&nbsp;", "\u00a0", "\r\n", "<!-- x --> "))
                  for _ in found]
    text = "".join(written(random, w) + s for w, s in zip(found, separators))
    return text, " ".join(found)


def paragraph(random):
    """A paragraph or a heading."""
    element = random.choice(("p", "h1", "h2", "p class='x'"))
    source, text = inline(random)
    return f"<{element}>{source}</{element.split()[0]}>", text


def items(random):
    """A list."""
    made = [inline(random) for _ in range(random.randint(1, 5))]
    source = "".join(f"<li>{item}</li>\n" for item, _ in made)
    return f"<ul>{source}</ul>", "\n".join(f"- {text}" for _, text in made)


def table(random):
    """A table of two columns, or of three."""
    columns = random.choice((2, 3))
    rows = [[inline(random) for _ in range(columns)] for _ in range(random.randint(1, 4))]
    source = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell, _ in row) + "</tr>" for row in rows)
    lines = [("\t" if columns == 3 else ": ").join(text for _, text in row) for row in rows]
    lines = [text.replace(":: ", ": ") if columns == 2 else text for text in lines]
    return f"<table>{source}</table>", "\n".join(lines)


def link(random):
    """A link with words of its own."""
    source, text = inline(random)
    url = f"https://erp.example.com/ticket/card.php?id={random.randrange(10**9)}&x=1"
    return f'<p><a href="{html.escape(url)}">{source.strip()}</a></p>', f"{text} <{url}>"


def unseen(random):
    """What no reader sees."""
    return random.choice(("<script>if (1 < 2) x();</script>", "<style>p { color: red }</style>",
                          "<!-- <p>no</p> -->")), ""


def document(random):
    """HTML and its text."""
    kinds = (paragraph, paragraph, items, table, link, unseen)
    blocks = [paragraph(random)] + [random.choice(kinds)(random) for _ in range(random.randint(0, 8))]
    joint = random.choice(("", "\n", "\r\n", "\r", " \n\n", "\t", "\x02"))
    return joint.join(source for source, _ in blocks), "\n\n".join(t for _, t in blocks if t) + "\n"


def mail(random, number):
    """One mail."""
    source, text = document(random)
    broken = random.random() < 0.3
    made = Mail(
        f"generated {number}",
        subject=line(random, 14, broken),
        sender_name=line(random, 5, broken),
        recipient_name=line(random, 5, broken),
        sender=address(random),
        recipient=address(random),
        reply_to=random.choice((b"", address(random))),
        references=b" ".join(b"id%d@example.com" % i for i in range(random.randint(0, 20))),
        html=source.encode(),
        text=text,
    )
    if broken:  # the words around it stay the same; where the garbage is read is the parser's affair
        cut = random.randrange(len(source))
        made.html = source[:cut].encode() + random.choice(BROKEN) + source[cut:].encode()
        made.text = None
    return made
