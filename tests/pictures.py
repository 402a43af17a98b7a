#!/usr/bin/python3
"""Pictures of mails as a reader sees them: wide and narrow, light and dark. To be looked at, and for docs/pictures.

SPDX-License-Identifier: GPL-3.0-or-later

    sh tests/delivery/with_server.sh BUILD_FOLDER tests/pictures.py PICTURES [KIND…]

PICTURES gets KIND-LANGUAGE-wide-light.png and so on: the alert mail (opened) and the desk's, in French to customers and in English
to users, two of these in French too (docs/fr). Needs chromium and fonts-liberation. A day in the desk is written as Dolibarr writes it, and previewed; nothing is sent.
"""
import email
import email.policy
import html
import pathlib
import re
import subprocess
import sys

from delivery.database import Database

WIDTHS = {"wide": 600, "narrow": 390}
SCHEMES = {"light": 1, "dark": 0}  # preferredColorScheme of Blink
DAY = """
INSERT INTO dolibarr.llx_const (name, entity, value) VALUES ('TICKET_ENABLE_PUBLIC_INTERFACE', 1, '1');
UPDATE ticketstock.setting SET value = 'https://erp.example.com' WHERE name = 'erp_url';
UPDATE ticketstock.type_policy SET words_en = 'We answer within two working days.',
  words_fr = 'Nous vous répondons sous deux jours ouvrés.\\nAtelier ouvert du lundi au vendredi, 9 h à 17 h.' WHERE type_code = '*';
INSERT INTO dolibarr.llx_ticket (rowid, entity, ref, track_id, fk_soc, fk_user_create, origin_email, email_msgid, subject, message,
    fk_statut, type_code, category_code, severity_code, datec)
  VALUES (100, 1, 'TS2611-0042', 'k3v9q2mz7xw1tb5a', 2, 1, 'paul@example.net', 'a1@example.net', 'La pompe s''arrête après dix minutes',
    '<p>Bonjour,</p><p>la pompe livrée en octobre s''arrête toute seule <b>après une dizaine de minutes</b> :</p>
<ul><li>voyant rouge allumé,</li><li>le carter est brûlant.</li></ul><p>Est-elle encore sous garantie ? La notice
(<a href="https://example.net/notice.pdf">page 12</a>) n''en dit rien.</p><p>Paul Durand<br>Camping du Lac</p>',
    0, 'ISSUE', 'OTHER', 'HIGH', '2026-11-27 09:12:00');
CALL ticketstock.follow_tickets();
UPDATE dolibarr.llx_ticket SET fk_user_assign = 3, fk_statut = 2 WHERE rowid = 100;
INSERT INTO dolibarr.llx_actioncomm (id, ref, entity, code, fk_user_author, label, note, fk_element, elementtype, email_from, datec)
  VALUES (900, '', 1, 'AC_TICKET_ASSIGNED', 2, '', '', 100, 'ticket', NULL, NOW()),
  (901, '', 1, 'TICKET_MSG', 3, '', '<p>Bonjour Monsieur Durand,</p><p>oui, elle est garantie deux ans. Envoyez-la-nous avec
<a href="https://example.com/retour">ce bon de retour</a> ; nous la testons dès son arrivée.</p><p>Bien à vous</p>', 100, 'ticket', NULL, NOW()),
  (902, '', 1, 'TICKET_MSG', NULL, '', '<p>Merci ! Elle part ce soir, colis 6A 1234 5678 9.</p>', 100, 'ticket', 'paul@example.net', NOW());
CALL ticketstock.follow_tickets();
UPDATE dolibarr.llx_ticket SET fk_statut = 8, date_close = NOW(), progress = 100 WHERE rowid = 100;
INSERT INTO dolibarr.llx_actioncomm (id, ref, entity, code, fk_user_author, label, note, fk_element, elementtype, datec)
  VALUES (903, '', 1, 'AC_TICKET_CLOSE', 3, '', '', 100, 'ticket', NOW());
CALL ticketstock.follow_tickets();
UPDATE dolibarr.llx_ticket SET fk_statut = 2 WHERE rowid = 100;
INSERT INTO dolibarr.llx_actioncomm (id, ref, entity, code, fk_user_author, label, note, fk_element, elementtype, datec)
  VALUES (904, '', 1, 'AC_TICKET_MODIFY', 2, '', '', 100, 'ticket', NOW());
CALL ticketstock.follow_tickets();
CALL ticketstock.add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Returned: __QTY__ x __PRODUCT_REF__',
  '<p>Please test <b>__PRODUCT_LABEL__</b>, and write what was found into the ticket.</p>');
CALL ticketstock.prepare_numbers();
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, price, type_mouvement, fk_user_author, label,
    inventorycode, fk_origin, origintype, fk_projet)
  VALUES (NOW(), 3, 'LOT001', 2, 2, 12.5, 0, 1, 'Return of Camping du Lac', 'RET-0007', 0, '', 0)
"""
# The same for the French guide: a rule's texts in French, more goods, a user who reads French.
FRENCH = """
UPDATE dolibarr.llx_user SET lang = 'fr_FR' WHERE login = 'bob';
UPDATE ticketstock.rule SET subject = 'Retour : __QTY__ x __PRODUCT_REF__', message = '<p>Merci de tester <b>__PRODUCT_LABEL__</b>, lot __BATCH__, et de
noter le résultat dans le ticket.</p>';
CALL ticketstock.prepare_numbers();
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, price, type_mouvement, fk_user_author, label,
    inventorycode, fk_origin, origintype, fk_projet)
  VALUES (NOW(), 3, 'LOT002', 2, 1, 12.5, 0, 1, 'Retour du Camping du Lac', 'RET-0008', 0, '', 0)
"""
CUSTOMER = ("customer_received", "agent_answered", "closed")
USER = ("agent_new", "customer_answered", "assigned", "reopened")


def previews(folder, database):
    """(kind, language, mail) of each."""
    ref = database.value("SELECT ref FROM dolibarr.llx_ticket ORDER BY rowid DESC LIMIT 1")
    wanted = [("opened", "en", f"CALL preview_mail('{ref}', 'bob')")]
    wanted += [(kind, "fr", f"CALL preview_desk_mail('TS2611-0042', '{kind}', 'paul@example.net')") for kind in CUSTOMER]
    wanted += [(kind, "en", f"CALL preview_desk_mail('TS2611-0042', '{kind}', 'bob')") for kind in USER]
    for kind, language, call in wanted:
        yield kind, language, preview(folder, call)
    database.ask(FRENCH)
    ref = database.value("SELECT ref FROM dolibarr.llx_ticket ORDER BY rowid DESC LIMIT 1")
    yield "opened", "fr", preview(folder, f"CALL preview_mail('{ref}', 'bob')")
    yield "customer_answered", "fr", preview(folder, "CALL preview_desk_mail('TS2611-0042', 'customer_answered', 'bob')")


def preview(folder, call):
    """The mail that a call returns."""
    client = ["mariadb", "--no-defaults", "-S", f"{folder}/socket", "-u", "root", "-N", "-r", "ticketstock", "-e", call]
    return email.message_from_bytes(subprocess.run(client, capture_output=True, check=True).stdout, policy=email.policy.default)


def window(mail, text, width):
    """The page of a mail program: subject, sender, recipient, and the mail in a frame, as high as it is. A frame, because a
    browser's window cannot be as narrow as a telephone."""
    head = "".join(f'<div style="{style}">{html.escape(words)}</div>' for style, words in (
        ("font-weight:bold;font-size:17px", mail["Subject"]), ("opacity:.7", f"From: {mail['From']}"), ("opacity:.7", f"To: {mail['To']}")))
    return f"""<!DOCTYPE html><html style="color-scheme:light dark"><meta charset="utf-8">
<body style="margin:0;width:{width}px;font:14px/1.5 Arial,sans-serif"><div style="padding:12px 16px;border-bottom:1px solid #8888;background:#8881">{head}</div>
<iframe style="border:0;display:block" width="{width}" srcdoc="{html.escape(text)}"
  onload="this.height = this.contentDocument.documentElement.offsetHeight; document.body.id = 'height' + document.body.offsetHeight"></iframe>"""


def browse(page, *options):
    return subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={page.parent}/profile",
                           *options, page.as_uri()], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True).stdout


def main(folder, _build, pictures, *kinds):
    pictures = pathlib.Path(pictures)
    pictures.mkdir(parents=True, exist_ok=True)
    database = Database(folder)
    database.ask("ALTER DEFINER = ticketstock@localhost EVENT follow_tickets DISABLE")
    database.ask(DAY)
    for kind, language, mail in previews(folder, database):
        if kinds and kind not in kinds:
            continue
        for form, width in WIDTHS.items():
            page = pathlib.Path(folder) / f"{kind}.html"
            page.write_text(window(mail, mail.get_body(("html",)).get_content(), width), encoding="utf-8")
            height = re.search(r'id="height([0-9]+)"', browse(page, "--dump-dom"))[1]
            for name, scheme in SCHEMES.items():
                browse(page, f"--window-size={max(width, 500)},{height}", f"--blink-settings=preferredColorScheme={scheme}",
                       f"--screenshot={pictures}/{kind}-{language}-{form}-{name}.png")
        print(f"{kind}: {pictures}/{kind}-{language}-*.png")
    database.close()


main(*sys.argv[1:])
