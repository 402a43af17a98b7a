/*
 * What stands around the body of every mail: __BODY__ is the mail's own text. No colours of text or ground, so
 * that readers in dark mode choose both; one column, so that it reads well on a phone.
 */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('frame', 'en', '__TICKET_SUBJECT__',
'<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>__TICKET_SUBJECT__</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
th { width: 1%; padding: 6px 20px 6px 0; white-space: nowrap; border-bottom: 1px solid #88888866; text-align: left; vertical-align: top; font-weight: normal; opacity: .75; }
td { padding: 6px 0; border-bottom: 1px solid #88888866; vertical-align: top; overflow-wrap: anywhere; }
table.ticketstock { width: 100%; border: 0; border-collapse: collapse; font-size: 14px; }
table.ticketstock th, table.ticketstock td { width: auto; padding: 6px 10px 6px 0; border-width: 0 0 1px; white-space: normal; }
table.ticketstock td { overflow-wrap: break-word; }
table.ticketstock td:nth-child(3) { overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
</style></head>
<body style="margin:0;padding:0">
<div style="max-width:640px;margin:0 auto;padding:16px;font-family:''Segoe UI'',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:break-word">
__BODY__<p style="margin-top:32px;font-size:13px;opacity:.75">__COMPANY__ · sent by TicketStock</p>
</div>
</body></html>
'),
('frame', 'fr', '__TICKET_SUBJECT__',
'<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>__TICKET_SUBJECT__</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
th { width: 1%; padding: 6px 20px 6px 0; white-space: nowrap; border-bottom: 1px solid #88888866; text-align: left; vertical-align: top; font-weight: normal; opacity: .75; }
td { padding: 6px 0; border-bottom: 1px solid #88888866; vertical-align: top; overflow-wrap: anywhere; }
table.ticketstock { width: 100%; border: 0; border-collapse: collapse; font-size: 14px; }
table.ticketstock th, table.ticketstock td { width: auto; padding: 6px 10px 6px 0; border-width: 0 0 1px; white-space: normal; }
table.ticketstock td { overflow-wrap: break-word; }
table.ticketstock td:nth-child(3) { overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
</style></head>
<body style="margin:0;padding:0">
<div style="max-width:640px;margin:0 auto;padding:16px;font-family:''Segoe UI'',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:break-word">
__BODY__<p style="margin-top:32px;font-size:13px;opacity:.75">__COMPANY__ · envoyé par TicketStock</p>
</div>
</body></html>
');
