/* The mail of test_mail(). */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('test', 'en', 'Test mail of TicketStock',
'<p>This mail was sent by the database server through relay <strong>__RELAY__</strong>. The alert mails of TicketStock take the same way.</p>
'),
('test', 'fr', 'Mail d''essai de TicketStock',
'<p>Ce mail a été envoyé par le serveur de base de données par le relais <strong>__RELAY__</strong>. Les mails d''alerte de TicketStock prennent le même chemin.</p>
');
