#!/usr/bin/env python3
"""Compares what headers in sql/ say of reads, writes and callers with the statements themselves.

SPDX-License-Identifier: GPL-3.0-or-later

    tests/headers.py [--write] BUILD_FOLDER

A header says what the object does; then its parameters, one a line, aligned, a unit where there is one; NULL is allowed
where the line names it. A routine's ends with the lines Reads, Writes and Called by, a view's with Reads and Read by; they
are compared with the build's install.sql, in which every statement is whole, and put right with --write. The last line,
of tables too, is Public, Public: and roles, or Internal, which sql/rights.cmake wants.
"""
import collections
import pathlib
import re
import sys
import textwrap

OBJECT = re.compile(r"CREATE\s+(?:OR REPLACE\s+)?DEFINER = `ticketstock`@`localhost` (PROCEDURE|VIEW|TRIGGER|EVENT)"
                    r"(?: IF NOT EXISTS)? (\w+)")
NAME = r"((?:`\w+`\.)?`?\w+`?)"
LABELS = ("Reads", "Writes", "Called by", "Read by")
FEW = 20
BLOCK = re.compile(r"(?:\n \*)?\n \* (?:%s): .*?(?=\n \* (?:Public(?:: [a-z, ]+)?|Internal)\n|\n \*/)" % "|".join(LABELS), re.S)
MARK = re.compile(r"\n \* (Public(?:: [a-z, ]+)?|Internal)\n \*/")


def plain(text):
    """The statements without comments and without what stands in literals."""
    def shorten(found):
        word = found.group(0)
        if word.startswith("'"):
            return "''"
        executable = re.match(r"/\*(?:!\d+|M!)(.*)\*/$", word, re.S)
        return executable.group(1) if executable else " "
    return re.sub(r"'(?:[^'\\]|\\.|'')*'|/\*.*?\*/", shorten, text, flags=re.S)


def objects(text):
    """Yields kind, name and body of what install.sql makes, and at last what stands outside of all of them."""
    outside, end = [], 0
    for found in OBJECT.finditer(text):
        delimiter = re.findall(r"^DELIMITER (\S+)", text[:found.start()], re.M)
        start, stop = found.end(), text.index(delimiter[-1] if delimiter else ";", found.end())
        outside.append(text[end:found.start()])
        end = stop
        yield found.group(1), found.group(2), text[start:stop]
    outside.append(text[end:])
    yield "", "install.sql", "".join(outside)


def bare(name):
    return name.replace("`", "").split(".")[-1]


def set_targets(clause, aliases):
    """The tables whose columns a SET clause of an UPDATE assigns."""
    depth, targets = 0, set()
    for found in re.finditer(r"\(|\)|\bCASE\b|\bEND\b|(?:SET|,)\s+(?:`?(\w+)`?\.)?\w+ = ", clause):
        word = found.group(0)
        if word in ("(", "CASE"):
            depth += 1
        elif word in (")", "END"):
            depth -= 1
        elif depth == 0:
            targets.add(aliases[found.group(1)] if found.group(1) else next(iter(aliases.values())))
    return targets


def tables_used(body):
    """The tables that a body reads, and those that it writes."""
    writes = {bare(name) for name in re.findall(r"\b(?:INSERT|REPLACE)(?: IGNORE)? INTO " + NAME, body)}
    reads = set()
    for name in re.findall(r"\bDELETE FROM " + NAME, body):
        writes.add(bare(name))
    for alias, rest in re.findall(r"\bDELETE (\w+) FROM\b(.*?);", body, re.S):
        writes |= {bare(name) for name, other in re.findall(NAME + r" AS (\w+)", rest) if other == alias}
    for clause in re.findall(r"(?<!FOR )(?<!KEY )(?<!AFTER )(?<!BEFORE )\bUPDATE (?!OF |\()(.*?);", body, re.S):
        head = clause.split(" SET ")[0].split("\n    SET ")[0]
        aliases = collections.OrderedDict()
        first = re.match(NAME + r"(?: AS (\w+))?", head)
        aliases[first.group(2) or bare(first.group(1))] = bare(first.group(1))
        for name, alias in re.findall(r"JOIN " + NAME + r"(?: AS (\w+))?", head):
            aliases[alias or bare(name)] = bare(name)
        for alias in re.findall(r"\) AS (\w+)", head):
            aliases[alias] = ""
        targets = set_targets(clause[clause.index("SET "):].split("WHERE")[0], aliases)
        writes |= targets
        reads |= set(aliases.values()) - targets
    body = re.sub(r"\bDELETE FROM ", "DELETE ", body)
    reads |= {bare(name) for name in re.findall(r"\b(?:FROM|JOIN|STRAIGHT_JOIN) " + NAME, body)}
    for clause in re.findall(r"\bFROM (`?\w+`?(?: AS \w+)?(?:, `?\w+`?(?: AS \w+)?)+)", body):
        reads |= {bare(part.split(" AS ")[0].strip()) for part in clause.split(",")}
    return reads, writes


def survey(text, erp_prefix):
    """What each object reads, writes, and is called or read by."""
    every = list(objects(text))
    views = {name for kind, name, _ in every if kind == "VIEW"}
    made = set(re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", text))
    temporary = set(re.findall(r"CREATE TEMPORARY TABLE (\w+)", text))
    routines = {name for kind, name, _ in every if kind == "PROCEDURE"}
    facts = collections.defaultdict(lambda: collections.defaultdict(set))
    for kind, name, body in every:
        caller = {"TRIGGER": "trigger ", "EVENT": "event "}.get(kind, "") + name
        reads, writes = tables_used(body)
        known = made | temporary | views
        for table in reads:
            if table in known or table.startswith(erp_prefix):
                facts[name, kind]["Reads"].add(table)
                facts[table, "VIEW"]["Read by"].add(caller)
        for table in writes:
            if table in known or table.startswith(erp_prefix):
                facts[name, kind]["Writes"].add(table)
        for called in re.findall(r"\bCALL (?:`\w+`\.)?(\w+)\(", body):
            if called in routines and called != name:
                facts[called, "PROCEDURE"]["Called by"].add(caller)
    return facts


def crashes(body, unions):
    """What in a routine makes MySQL crash when a session runs it again."""
    for query in re.findall(r"\bCURSOR FOR\b([^;]*)", body):
        if re.search(r"\bUNION\b|\b(?:FROM|JOIN)\s*\(", query) or unions & set(re.findall(r"\w+", query)):
            yield "a cursor over a UNION or a derived table: CURSOR FOR " + " ".join(query.split())[:60]
    for rest in body.split(";"):
        while rest:
            rest = re.sub(r"^\s*(?:(?:BEGIN|NOT ATOMIC|ELSE|REPEAT)\b\s*)*", "", rest)
            condition = re.match(r"(?:(?:ELSE)?IF|WHILE)\b(.*?)\b(?:THEN|DO)\b", rest, re.S)
            expression = condition or re.match(r"(?:SET|UNTIL|DECLARE\b.*?\bDEFAULT)\b(.*)", rest, re.S)
            if expression and re.search(r"\bSELECT\b", expression.group(1)):
                yield "a subquery outside of a statement, SELECT … INTO instead: " + " ".join(expression.group(0).split())[:60]
            rest = rest[condition.end():] if condition else ""


def shows_key(body):
    """Where a routine lets the delivery key be seen: hand_over.sql says why."""
    for statement in body.split(";"):
        words = " ".join(statement.split())
        if "delivery_key" in words and re.search(r"\bINTO (?:\w+, )*@", words):
            yield "the delivery key in a user variable: " + words[:60]
        elif "secret" in words and not re.search(r"\b(?:CURSOR FOR|DECLARE|SET \w+ = |IF secret IS NULL|INTO (?:\w+, )*secret FROM delivery_key)", words):
            yield "the delivery key in a statement that the process list would show: " + words[:60]


def block(facts, kind):
    wanted = {"PROCEDURE": ("Reads", "Writes", "Called by"), "VIEW": ("Reads", "Read by"), "TABLE": ()}[kind]
    lines = []
    for label in wanted:
        if facts[label]:
            first = " * " + (label + ":").ljust(12)
            names = sorted(facts[label], key=lambda name: (" " in name, name))
            whole = "everywhere" if len(names) > FEW else ", ".join(name.replace(" ", "~") for name in names)
            lines += [line.replace("~", " ") for line in textwrap.wrap(
                whole, 120, initial_indent=first, subsequent_indent=" * " + " " * 12, break_long_words=False)]
    return "\n *\n" + "\n".join(lines) if lines else ""


def unnamed(header, source):
    """The parameters of a routine that its header does not name, or not in their order."""
    found = re.search(r"PROCEDURE \w+\((.*?)\)\n  COMMENT", source, re.S)
    wanted = re.findall(r"\b(?:IN|OUT|INOUT) (\w+) [A-Z]", found.group(1)) if found else []
    named = [name for name in re.findall(r"^ \* (\w+)  ", header, re.M) if name in wanted]
    return [] if named == wanted else [name for name in wanted if name not in named] or wanted


def main():
    write = "--write" in sys.argv
    text = plain(pathlib.Path(sys.argv[-1], "install.sql").read_text(encoding="utf-8"))
    facts = survey(text, "llx_")
    wrong = 0
    every = list(objects(text))
    unions = {name for kind, name, body in every if kind == "VIEW" and re.search(r"\bUNION\b", body)}
    for kind, name, body in every:
        for fault in [*crashes(body, unions), *shows_key(body)] if kind not in ("VIEW", "") else ():
            wrong += 1
            print("%s: %s" % (name, fault))
    folder = pathlib.Path(__file__).resolve().parent.parent / "sql"
    for path in sorted(folder.glob("*/*.sql")):
        if path.parent.name in ("install", "upgrade"):
            continue
        source = path.read_bytes().decode("utf-8")
        found = re.search(r"CREATE DEFINER = `ticketstock`@`localhost` (PROCEDURE|VIEW) (\w+)", source)
        if not found:
            found = re.search(r"CREATE (TABLE) IF NOT EXISTS (\w+)", source)
        if not found:
            continue
        kind, name = found.groups()
        end = source.index("*/") + 2
        header = source[:end]
        if "\n" not in header:
            header = "/*\n * " + header[3:-3].strip() + "\n */"
        header = BLOCK.sub("", header[:-2].rstrip() + "\n */")
        missing = unnamed(header, source)
        if missing:
            wrong += 1
            print("%s: the header does not name %s" % (path.relative_to(folder.parent), ", ".join(missing)))
        mark = MARK.search(header)
        ending = "\n * %s\n */" % mark.group(1) if mark else "\n */"
        stem = header[:mark.start()] if mark else header[:-len("\n */")]
        body = block(facts[name, kind], kind)
        if mark and not body:
            body = "\n *"
        new = stem.rstrip(" *\n") + body + ending + source[end:]
        if new != source:
            if write:
                path.write_bytes(new.encode("utf-8"))
            else:
                wrong += 1
                print("%s: not what the statements say: --write puts it right" % path.relative_to(folder.parent))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
