/* The mail that tells a user several things at once, as he has chosen. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('digest', 'en', 'Your tickets: what is new (__NOTICES__)',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>This has happened to <strong>__TICKETS__</strong> of the tickets that you look after:</p>
__NOTICE_LIST__
<p style="margin:32px 0 0;font-size:13px;opacity:.75">You get these in one mail because you have chosen so. Please answer in the ticket, not to this mail.</p>
'),
('digest', 'fr', 'Vos tickets : du nouveau (__NOTICES__)',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>Voici ce qui s''est passé dans <strong>__TICKETS__</strong> des tickets que vous suivez&nbsp;:</p>
__NOTICE_LIST__
<p style="margin:32px 0 0;font-size:13px;opacity:.75">Vous les recevez en un seul mail car vous l''avez choisi. Répondez dans le ticket, pas à ce mail.</p>
');
