"""How a relay's replies are spoiled.

SPDX-License-Identifier: GPL-3.0-or-later

A mutation takes a good reply and the one that a good relay would give next, and says what the relay
does instead: a list of octets to write (each in one go), seconds to wait, CLOSE or RESET.
"""

CLOSE, RESET = "close", "reset"
CODES = (
    b"000", b"100", b"199", b"211", b"220", b"221", b"235", b"250", b"251", b"299", b"300", b"334",
    b"354", b"399", b"421", b"450", b"451", b"454", b"499", b"500", b"503", b"530", b"535", b"550",
    b"554", b"599", b"600", b"999", b"25", b"2500", b"-25", b"2 5", b"   ", b"abc",
)
REPLIES = 14  # that a session of three mails has at least


def line(octets):
    """Octets and a line end."""
    return octets + b"\r\n"


def keep(random, reply, following):
    return [reply]


def double(random, reply, following):
    return [reply * random.choice((2, 2, 3))]


def double_late(random, reply, following):
    return [reply, random.uniform(0.005, 0.1), reply]


def glue(random, reply, following):
    return [reply + following]


def swap(random, reply, following):
    return [following]


def split(random, reply, following):
    return [part for octet in reply for part in (bytes([octet]), 0.001)]


def be_late(random, reply, following):
    return [random.uniform(0.05, 0.4), reply]


def change_code(random, reply, following):
    return [random.choice(CODES) + reply[3:]]


def change_letters(random, reply, following):
    octets = bytearray(reply)
    for _ in range(random.randint(1, 4)):
        octets[random.randrange(len(octets))] = random.randrange(256)
    return [bytes(octets)]


def leave_out(random, reply, following):
    first = random.randrange(len(reply))
    return [reply[:first] + reply[first + random.randint(1, 8) :]]


def truncate(random, reply, following):
    return [reply[: random.randrange(len(reply))], random.choice((CLOSE, RESET))]


def say_garbage(random, reply, following):
    return [line(random.randbytes(random.randint(0, 300)))]


def insert_nuls(random, reply, following):
    where = random.randrange(len(reply))
    return [reply[:where] + b"\0" * random.randint(1, 5) + reply[where:]]


def make_long(random, reply, following):
    length = random.choice((400, 511, 512, 995, 1000, 1021, 1023, 1024, 4096, 100000))
    return [reply[:4] + b"x" * length + reply[4:]]


def never_end(random, reply, following):
    some = line(reply[:3] + b"-" + b"y" * random.choice((0, 10, 500, 990))) * 50
    return [some, 0.01] * random.randint(1, 20) + [random.choice((CLOSE, RESET))]


def other_line_ends(random, reply, following):
    end = random.choice((b"\n", b"\r\r\n", b"\r\n\r\n", b"\n\r", b" \r\n"))
    return [reply.replace(b"\r\n", end)]


def more_lines(random, reply, following):
    first = random.choice((reply[:3],) + CODES)
    return [line(first + b"-before") + reply]


def say_nothing_more(random, reply, following):
    return [b"", random.choice((CLOSE, RESET))]


def close_behind(random, reply, following):
    return [reply, random.choice((CLOSE, RESET))]


KINDS = {  # and how often, of some hundred
    keep: 8, double: 7, double_late: 3, glue: 7, swap: 6, split: 5, be_late: 3, change_code: 12,
    change_letters: 8, leave_out: 6, truncate: 8, say_garbage: 5, insert_nuls: 4, make_long: 4,
    never_end: 2, other_line_ends: 4, more_lines: 4, say_nothing_more: 4, close_behind: 4,
}
ALONE = (keep, double_late)  # with others it could not be told from a good dialogue
NO_END = "no_end"  # the relay hangs up while it reads
SILENCE, SILENCES = "silence", 0.012  # each costs the mailer's patience
TLS_FAULTS = ("tls_garbage", "tls_hang_up", "tls_corrupted", "tls_untrusted")


class Plan:
    """What one dialogue will be like; the same for the same seed and number."""

    def __init__(self, random, with_tls):
        self.random = random
        self.at = {}  # number of a reply: mutation
        self.kinds = []
        self.octets = None  # the relay hangs up when it has read so many
        self.tls_fault = None
        self.is_silent = random.random() < SILENCES
        if self.is_silent:
            self.add(keep, SILENCE)
        elif with_tls and random.random() < 0.15:
            self.tls_fault = random.choice(TLS_FAULTS)
            self.kinds.append(self.tls_fault)
        elif random.random() < 0.08:
            self.octets = random.randrange(12000)
            self.kinds.append(NO_END)
        else:
            self.choose()

    def choose(self):
        """One to three replies to spoil."""
        number = self.random.choice((1, 1, 1, 2, 3))
        kinds = self.random.choices(list(KINDS), KINDS.values(), k=number)
        for kind in kinds[:1] if kinds[0] in ALONE else (k for k in kinds if k not in ALONE):
            self.add(kind, kind.__name__)

    def add(self, kind, name):
        """Spoils one reply."""
        self.at[self.random.randrange(REPLIES)] = kind
        self.kinds.append(name)

    def actions(self, number, reply, following):
        """What to do instead of this reply."""
        kind = self.at.get(number, keep)
        if kind is swap:
            self.at[number + 1] = lambda random, later, after: [reply]
        return kind(self.random, reply, following)
