/* The mail that brings a customer the answer of an agent. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('agent_answered', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p><strong>__WHO__</strong> has answered your request <strong style="white-space:nowrap">__TICKET_REF__</strong>:</p>
<div dir="auto" style="margin:24px 0;padding-left:16px;border-left:3px solid #88888866">__WORD__</div>
__TICKET_BUTTON__
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
'),
('agent_answered', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p><strong>__WHO__</strong> a répondu à votre demande <strong style="white-space:nowrap">__TICKET_REF__</strong>&nbsp;:</p>
<div dir="auto" style="margin:24px 0;padding-left:16px;border-left:3px solid #88888866">__WORD__</div>
__TICKET_BUTTON__
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
');
