/*
 * What the definer may do: everything with its own rows, in the ERP only what follows. It reads no
 * password hash: of users and constants only the columns that are needed.
 */
GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE, EVENT, TRIGGER, CREATE TEMPORARY TABLES, SHOW VIEW
  ON `@TICKETSTOCK_SCHEMA@`.* TO `ticketstock`@`localhost`;

GRANT TRIGGER, SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` TO `ticketstock`@`localhost`;
GRANT TRIGGER, SELECT, INSERT, UPDATE (message, fk_statut, fk_user_assign, date_close, progress, date_last_msg_sent, track_id) ON `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` TO `ticketstock`@`localhost`;
GRANT TRIGGER, SELECT (id, code, fk_element, elementtype, fk_user_author, datec, label, note, email_from, email_to, email_subject, email_msgid), INSERT, UPDATE (ref)
  ON `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` TO `ticketstock`@`localhost`;
GRANT SELECT (rowid), INSERT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@c_actioncomm` TO `ticketstock`@`localhost`;
GRANT SELECT (rowid, nom, entity, email, default_lang) ON `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` TO `ticketstock`@`localhost`;
GRANT SELECT, INSERT, DELETE ON `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` TO `ticketstock`@`localhost`;
GRANT SELECT, INSERT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@element_element` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@product` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` TO `ticketstock`@`localhost`;
GRANT SELECT ON `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup_user` TO `ticketstock`@`localhost`;
GRANT SELECT (rowid, firstname, lastname, email, entity, fk_soc, statut, default_lang) ON `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` TO `ticketstock`@`localhost`;
GRANT SELECT (rowid, entity, login, firstname, lastname, email, lang, statut, fk_soc)
  ON `@ERP_SCHEMA@`.`@ERP_PREFIX@user` TO `ticketstock`@`localhost`;
GRANT SELECT (name, entity, value)
  ON `@ERP_SCHEMA@`.`@ERP_PREFIX@const` TO `ticketstock`@`localhost`;
/*!80000 GRANT SELECT ON performance_schema.events_transactions_current TO `ticketstock`@`localhost` */;
/*!80000 GRANT SELECT ON performance_schema.global_variables TO `ticketstock`@`localhost` */;
