/*
 * What hangs on a contact: numbers, addresses, notes.
 *
 * Every row that belongs to a contact carries the contact's audience.  The
 * three-column foreign keys prove it, contacts.contact_move_audience() moves it,
 * and so every policy is the same cheap test without a join.
 */

-- Shared by the three tables below.
CREATE FUNCTION contacts.contact_child_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_contact_child_before_row';
COMMENT ON FUNCTION contacts.contact_child_before_row() IS
'Looks the contact up through the actor''s eyes (P0002 for a hidden one as for a missing one), gives the row its audience, keeps primary rows to be written through contacts.contacts alone.';


CREATE TABLE contacts.contact_phones (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	contact_id uuid NOT NULL,
	phone      contacts.phone NOT NULL,
	audience   integer NOT NULL,
	label      text NOT NULL DEFAULT 'mobile',
	extension  text,
	is_primary boolean NOT NULL DEFAULT false,
	position   smallint NOT NULL DEFAULT 0,
	CONSTRAINT contact_phones_pkey PRIMARY KEY (account_id, contact_id, phone),
	CONSTRAINT contact_phones_contact_fkey FOREIGN KEY (account_id, contact_id, audience)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE,
	CONSTRAINT contact_phones_extension_form CHECK (extension ~ '^[0-9]{1,20}$')
);
CREATE UNIQUE INDEX contact_phones_primary_key ON contacts.contact_phones (account_id, contact_id) WHERE is_primary;
CREATE UNIQUE INDEX contact_phones_phone_key ON contacts.contact_phones
	(account_id, phone, audience contacts.audience_ops);
CREATE INDEX contact_phones_contact ON contacts.contact_phones
	(account_id, contact_id, audience contacts.audience_ops);
COMMENT ON TABLE contacts.contact_phones IS
'All numbers of all contacts, the primary one included. A number stands once among what one audience sees.';
COMMENT ON COLUMN contacts.contact_phones.account_id IS 'The account.';
COMMENT ON COLUMN contacts.contact_phones.contact_id IS 'The contact.';
COMMENT ON COLUMN contacts.contact_phones.phone IS 'The number.';
COMMENT ON COLUMN contacts.contact_phones.audience IS 'The contact''s audience, kept by the database.';
COMMENT ON COLUMN contacts.contact_phones.label IS 'What kind of number: mobile, work, home, ...; 1 to 50 characters (23514, contact_phones_label_length).';
COMMENT ON COLUMN contacts.contact_phones.extension IS 'Extension to dial behind the number: up to 20 digits.';
COMMENT ON COLUMN contacts.contact_phones.is_primary IS 'Whether it is contacts.phone; written through contacts.contacts only.';
COMMENT ON COLUMN contacts.contact_phones.position IS 'Order of display.';
-- grant application: SELECT (*), INSERT (account_id, contact_id, phone, label, extension, position), UPDATE (phone, label, extension, position), DELETE ON contacts.contact_phones
-- grant reporting: SELECT (*) ON contacts.contact_phones
SELECT pg_catalog.pg_extension_config_dump('contacts.contact_phones', '');

ALTER TABLE contacts.contact_phones ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.contact_phones
	USING (account_id = contacts.actor_account() AND contacts.sees(audience));
COMMENT ON POLICY visible ON contacts.contact_phones IS 'As the contact itself.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_phones
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.write', 'contacts.write_own');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.contact_phones
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_phones
	FOR EACH ROW EXECUTE FUNCTION contacts.contact_child_before_row('phone');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.contact_phones
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('contact_id', 'audience', 'direct');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.contact_phones
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('contact_id', 'audience', 'direct');


CREATE TABLE contacts.contact_emails (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	contact_id uuid NOT NULL,
	email      contacts.email_address NOT NULL,
	audience   integer NOT NULL,
	label      text NOT NULL DEFAULT 'work',
	is_primary boolean NOT NULL DEFAULT false,
	position   smallint NOT NULL DEFAULT 0,
	CONSTRAINT contact_emails_pkey PRIMARY KEY (account_id, contact_id, email),
	CONSTRAINT contact_emails_contact_fkey FOREIGN KEY (account_id, contact_id, audience)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE
);
CREATE UNIQUE INDEX contact_emails_primary_key ON contacts.contact_emails (account_id, contact_id) WHERE is_primary;
CREATE INDEX contact_emails_email ON contacts.contact_emails (account_id, email, audience contacts.audience_ops);
CREATE INDEX contact_emails_contact ON contacts.contact_emails
	(account_id, contact_id, audience contacts.audience_ops);
COMMENT ON TABLE contacts.contact_emails IS
'All addresses of all contacts, the primary one included. People share mailboxes, so an address may stand with several contacts.';
COMMENT ON COLUMN contacts.contact_emails.account_id IS 'The account.';
COMMENT ON COLUMN contacts.contact_emails.contact_id IS 'The contact.';
COMMENT ON COLUMN contacts.contact_emails.email IS 'The address, in lower case.';
COMMENT ON COLUMN contacts.contact_emails.audience IS 'The contact''s audience, kept by the database.';
COMMENT ON COLUMN contacts.contact_emails.label IS 'What kind of address: work, home, ...; 1 to 50 characters (23514, contact_emails_label_length).';
COMMENT ON COLUMN contacts.contact_emails.is_primary IS 'Whether it is contacts.email; written through contacts.contacts only.';
COMMENT ON COLUMN contacts.contact_emails.position IS 'Order of display.';
-- grant application: SELECT (*), INSERT (account_id, contact_id, email, label, position), UPDATE (email, label, position), DELETE ON contacts.contact_emails
-- grant reporting: SELECT (*) ON contacts.contact_emails
SELECT pg_catalog.pg_extension_config_dump('contacts.contact_emails', '');

ALTER TABLE contacts.contact_emails ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.contact_emails
	USING (account_id = contacts.actor_account() AND contacts.sees(audience));
COMMENT ON POLICY visible ON contacts.contact_emails IS 'As the contact itself.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_emails
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.write', 'contacts.write_own');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.contact_emails
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_emails
	FOR EACH ROW EXECUTE FUNCTION contacts.contact_child_before_row('email');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.contact_emails
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('contact_id', 'audience', 'direct');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.contact_emails
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('contact_id', 'audience', 'direct');


CREATE TABLE contacts.contact_notes (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	id         uuid NOT NULL DEFAULT contacts.uuid_v7(),
	contact_id uuid NOT NULL,
	audience   integer NOT NULL,
	author_id  integer DEFAULT contacts.actor_user(),
	body       text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT contact_notes_pkey PRIMARY KEY (account_id, id),
	CONSTRAINT contact_notes_contact_fkey FOREIGN KEY (account_id, contact_id, audience)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE,
	CONSTRAINT contact_notes_author_fkey FOREIGN KEY (account_id, author_id)
		REFERENCES contacts.users (account_id, user_id)
);
CREATE INDEX contact_notes_contact ON contacts.contact_notes
	(account_id, contact_id, audience contacts.audience_ops);
CREATE INDEX contact_notes_audience ON contacts.contact_notes (account_id, id, audience contacts.audience_ops);
COMMENT ON TABLE contacts.contact_notes IS
'Time-stamped internal notes on contacts.';
COMMENT ON COLUMN contacts.contact_notes.account_id IS 'The account.';
COMMENT ON COLUMN contacts.contact_notes.id IS 'UUID version 7, made by the database.';
COMMENT ON COLUMN contacts.contact_notes.contact_id IS 'The contact.';
COMMENT ON COLUMN contacts.contact_notes.audience IS 'The contact''s audience, kept by the database.';
COMMENT ON COLUMN contacts.contact_notes.author_id IS 'The user who wrote it.';
COMMENT ON COLUMN contacts.contact_notes.body IS 'The text: 1 to 20,000 characters (23514, contact_notes_body_length).';
COMMENT ON COLUMN contacts.contact_notes.created_at IS 'When it was written.';
-- grant application: SELECT (*), INSERT (account_id, contact_id, body), UPDATE (body), DELETE ON contacts.contact_notes
-- grant reporting: SELECT (*) ON contacts.contact_notes
SELECT pg_catalog.pg_extension_config_dump('contacts.contact_notes', '');

ALTER TABLE contacts.contact_notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.contact_notes
	USING (account_id = contacts.actor_account() AND contacts.sees(audience));
COMMENT ON POLICY visible ON contacts.contact_notes IS 'As the contact itself.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_notes
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.write', 'contacts.write_own');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.contact_notes
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_notes
	FOR EACH ROW EXECUTE FUNCTION contacts.contact_child_before_row('note');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.contact_notes
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('contact_id', 'audience', 'direct');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.contact_notes
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('contact_id', 'audience', 'direct');
