/*
 * Contacts and what hangs on them: numbers, addresses, notes, custom fields,
 * segments.
 *
 * Every row that belongs to a contact carries the contact's audience.  The
 * three-column foreign keys prove it, contacts.contact_move_audience() moves
 * it, and so every policy is the same cheap test without a join.
 */

CREATE TABLE contacts.custom_fields (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	key        text NOT NULL,
	type       contacts.field_type NOT NULL DEFAULT 'text',
	label      text,
	choices    text[],
	required   boolean NOT NULL DEFAULT false,
	CONSTRAINT custom_fields_pkey PRIMARY KEY (account_id, key),
	CONSTRAINT custom_fields_account_fkey FOREIGN KEY (account_id) REFERENCES contacts.accounts (account_id),
	CONSTRAINT custom_fields_key_form CHECK (key ~ '^[a-z][a-z0-9_]{0,62}$'),
	CONSTRAINT custom_fields_choices CHECK ((type = 'choice'::contacts.field_type) = (choices IS NOT NULL))
);
COMMENT ON TABLE contacts.custom_fields IS
'Fields that an account adds to its contacts; contacts.contacts.custom is checked against them.';
COMMENT ON COLUMN contacts.custom_fields.account_id IS 'The account.';
COMMENT ON COLUMN contacts.custom_fields.key IS 'Key in contacts.custom: lower-case letters, digits and underscores.';
COMMENT ON COLUMN contacts.custom_fields.type IS 'What values it takes; a date is a string YYYY-MM-DD.';
COMMENT ON COLUMN contacts.custom_fields.label IS 'How forms name the field: at most 100 characters (23514, custom_fields_label_length).';
COMMENT ON COLUMN contacts.custom_fields.choices IS 'The values allowed, for type choice: 1 to 500 different ones of 1 to 100 characters (23514, custom_fields_choices_form). A value that a contact has stays when its choice goes.';
COMMENT ON COLUMN contacts.custom_fields.required IS 'Whether a new contact must have a value, and one that has it must keep it.';
-- grant application: SELECT (*), INSERT, UPDATE (label, choices, required), DELETE ON contacts.custom_fields
-- grant reporting: SELECT (*) ON contacts.custom_fields
SELECT pg_catalog.pg_extension_config_dump('contacts.custom_fields', '');

ALTER TABLE contacts.custom_fields ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.custom_fields
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.custom_fields IS 'The acting user''s account alone.';
CREATE FUNCTION contacts.custom_field_forget() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_custom_field_forget';
COMMENT ON FUNCTION contacts.custom_field_forget() IS
'Makes the transaction read the custom fields anew after they changed in it.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.custom_fields
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('account.manage');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.custom_fields
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE FUNCTION contacts.custom_field_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_custom_field_before_row';
COMMENT ON FUNCTION contacts.custom_field_before_row() IS
'Tidies label and choices and holds their lengths (23514, custom_fields_label_length, custom_fields_choices_form).';
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE ON contacts.custom_fields
	FOR EACH ROW EXECUTE FUNCTION contacts.custom_field_before_row();
CREATE TRIGGER forget AFTER INSERT OR UPDATE OR DELETE ON contacts.custom_fields
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.custom_field_forget();
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.custom_fields
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('key');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.custom_fields
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('key');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.custom_fields
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('key');


-- Few CHECK constraints on purpose: the server parses each anew for every
-- statement, which made a third of an INSERT.  Lengths are the types', the
-- form of tags and custom values is up to contact_before_row().
CREATE TABLE contacts.contacts (
	account_id    bigint NOT NULL DEFAULT contacts.actor_account(),
	id            uuid NOT NULL DEFAULT contacts.uuid_v7(),
	owner_id      integer NOT NULL DEFAULT contacts.actor_user(),
	visibility    contacts.visibility NOT NULL DEFAULT 'everyone',
	department_id integer,
	audience      integer NOT NULL GENERATED ALWAYS AS (
		CASE WHEN visibility = 'only_me'::contacts.visibility THEN -owner_id
			 WHEN visibility = 'team'::contacts.visibility THEN department_id
			 ELSE 0 END) STORED,
	name          varchar(300),
	phone         contacts.phone,
	email         contacts.email_address,
	company       varchar(300),
	job_title     varchar(300),
	city          varchar(300),
	country       varchar(300),
	tags          text[] NOT NULL DEFAULT '{}',
	custom        jsonb NOT NULL DEFAULT '{}',
	source        varchar(300) NOT NULL DEFAULT 'manual',
	search_key    text COLLATE "C" NOT NULL DEFAULT '',
	created_at    timestamptz NOT NULL DEFAULT now(),
	created_by    integer DEFAULT contacts.actor_user(),
	updated_at    timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT contacts_owner_fkey FOREIGN KEY (account_id, owner_id)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT contacts_department_fkey FOREIGN KEY (account_id, department_id)
		REFERENCES contacts.departments (account_id, department_id),
	CONSTRAINT contacts_department_for_team CHECK (
		(visibility = 'team'::contacts.visibility) = (department_id IS NOT NULL)),
	CONSTRAINT contacts_not_empty CHECK (
		name IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL OR company IS NOT NULL)
);
-- Each index holds the audience, last: whoever is under row security is offered
-- no other (src/planner.c), so that no hidden row is fetched and then dropped.
CREATE UNIQUE INDEX contacts_phone_key ON contacts.contacts
	(account_id, phone, audience contacts.audience_ops) WITH (deduplicate_items = off);
CREATE INDEX contacts_name ON contacts.contacts (account_id, name, id, audience contacts.audience_ops);
CREATE INDEX contacts_email ON contacts.contacts (account_id, email, audience contacts.audience_ops)
	WHERE email IS NOT NULL;
CREATE INDEX contacts_owner ON contacts.contacts (account_id, owner_id, name, id, audience contacts.audience_ops);
CREATE INDEX contacts_visible ON contacts.contacts (account_id, audience contacts.audience_ops) INCLUDE (id);
CREATE UNIQUE INDEX contacts_audience_key ON contacts.contacts (account_id, id, audience contacts.audience_ops);
-- The narrowest index that checks every row, and the last one: where statistics
-- tell nothing, the planner takes the lowest tree, and of equal ones the one
-- made last.  Otherwise, foreign keys of tables that point here would read a
-- whole account for each row.
ALTER TABLE contacts.contacts
	ADD CONSTRAINT contacts_pkey PRIMARY KEY (account_id, id);
COMMENT ON TABLE contacts.contacts IS
'The address book. One row is enough for a simple contact; further numbers, addresses and notes stand in contact_phones, contact_emails and contact_notes.';
COMMENT ON COLUMN contacts.contacts.account_id IS 'The account; the acting user''s unless given.';
COMMENT ON COLUMN contacts.contacts.id IS 'UUID version 7, always made by the database, so that nobody can probe for a hidden id.';
COMMENT ON COLUMN contacts.contacts.owner_id IS 'The user it belongs to; the acting user unless given.';
COMMENT ON COLUMN contacts.contacts.visibility IS 'only_me, team or everyone. only_me needs the permission contacts.private and a plan that allows it.';
COMMENT ON COLUMN contacts.contacts.department_id IS 'The team, for visibility team; the acting user''s only department unless given.';
COMMENT ON COLUMN contacts.contacts.audience IS 'Who sees the row: 0 = everyone in the account, n = members of department n, -n = user n alone.';
COMMENT ON COLUMN contacts.contacts.name IS 'Name of the person; at most 300 characters (22001), as company, job_title, city and country.';
COMMENT ON COLUMN contacts.contacts.phone IS 'Primary number; unique among the contacts of one audience. The same number stands in contact_phones with is_primary.';
COMMENT ON COLUMN contacts.contacts.email IS 'Primary address, ASCII letters in lower case; stands in contact_emails as well.';
COMMENT ON COLUMN contacts.contacts.company IS 'Company the person works for.';
COMMENT ON COLUMN contacts.contacts.job_title IS 'What the person does there.';
COMMENT ON COLUMN contacts.contacts.city IS 'City.';
COMMENT ON COLUMN contacts.contacts.country IS 'Country.';
COMMENT ON COLUMN contacts.contacts.tags IS 'Labels, each once, sorted; at most 100 of at most 100 characters each (23514, contacts_tags_form).';
COMMENT ON COLUMN contacts.contacts.custom IS 'Values of the account''s custom fields. What changes is checked against contacts.custom_fields; a text has at most 10,000 bytes, all together 65,536 (23514, contacts_custom_fields).';
COMMENT ON COLUMN contacts.contacts.source IS 'Where it came from: manual (also if blank), import, call, ...; at most 300 characters (22001).';
COMMENT ON COLUMN contacts.contacts.search_key IS 'Folded text of name, company, address, number and tags, kept by the database; searches compare its bytes.';
COMMENT ON COLUMN contacts.contacts.created_at IS 'When it was made.';
COMMENT ON COLUMN contacts.contacts.created_by IS 'The user who made it.';
COMMENT ON COLUMN contacts.contacts.updated_at IS 'When it was last changed.';
-- grant application: SELECT (*), INSERT (account_id, owner_id, visibility, department_id, name, phone, email, company, job_title, city, country, tags, custom, source), UPDATE (owner_id, visibility, department_id, name, phone, email, company, job_title, city, country, tags, custom, source), DELETE ON contacts.contacts
-- grant reporting: SELECT (*) ON contacts.contacts
SELECT pg_catalog.pg_extension_config_dump('contacts.contacts', '');

ALTER TABLE contacts.contacts ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.contacts
	USING (account_id = contacts.actor_account() AND contacts.sees(audience));
COMMENT ON POLICY visible ON contacts.contacts IS
'A row is there for those who see its audience, to read and to write; what they may write is up to triggers.';

CREATE FUNCTION contacts.contact_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_contact_before_row';
COMMENT ON FUNCTION contacts.contact_before_row() IS
'What is decided as a contact is written: tidy text, department of a team contact, custom fields, search key, and whether the actor may (42501).';
CREATE FUNCTION contacts.contact_move_audience() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_contact_move_audience';
COMMENT ON FUNCTION contacts.contact_move_audience() IS
'AFTER UPDATE row trigger: gives the rows that belong to a contact its new audience, before the foreign keys are checked.';
CREATE FUNCTION contacts.contact_sync_primary() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_contact_sync_primary';
COMMENT ON FUNCTION contacts.contact_sync_primary() IS
'AFTER STATEMENT trigger: keeps the primary rows of contact_phones and contact_emails equal to contacts.phone and contacts.email.';

CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE ON contacts.contacts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.write', 'contacts.write_own');
CREATE TRIGGER guard_delete BEFORE DELETE ON contacts.contacts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.delete');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.contacts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE ON contacts.contacts
	FOR EACH ROW EXECUTE FUNCTION contacts.contact_before_row();
-- The capital letter makes it fire before RI_ConstraintTrigger_*.
CREATE TRIGGER "A_move_audience" AFTER UPDATE ON contacts.contacts
	FOR EACH ROW WHEN (OLD.audience IS DISTINCT FROM NEW.audience)
	EXECUTE FUNCTION contacts.contact_move_audience();
CREATE TRIGGER sync_insert AFTER INSERT ON contacts.contacts
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.contact_sync_primary();
CREATE TRIGGER sync_update AFTER UPDATE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.contact_sync_primary();
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id', 'audience');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id', 'audience');


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


CREATE TABLE contacts.segments (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	name       text NOT NULL,
	filter     jsonb NOT NULL,
	created_by integer DEFAULT contacts.actor_user(),
	created_at timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT segments_pkey PRIMARY KEY (account_id, name),
	CONSTRAINT segments_author_fkey FOREIGN KEY (account_id, created_by)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT segments_account_fkey FOREIGN KEY (account_id) REFERENCES contacts.accounts (account_id),
	CONSTRAINT segments_filter_object CHECK (jsonb_typeof(filter) = 'object')
);
COMMENT ON TABLE contacts.segments IS
'Named filters over contacts, shared by the account. Each user gets what they see.';
COMMENT ON COLUMN contacts.segments.account_id IS 'The account.';
COMMENT ON COLUMN contacts.segments.name IS 'Name, unique in the account: 1 to 100 characters (23514, segments_name_length).';
COMMENT ON COLUMN contacts.segments.filter IS 'The filter, a JSON object of at most 65,536 bytes (23514, segments_filter_length); everybody in the account can read it.';
COMMENT ON COLUMN contacts.segments.created_by IS 'The user who made it.';
COMMENT ON COLUMN contacts.segments.created_at IS 'When it was made.';
-- grant application: SELECT (*), INSERT (account_id, name, filter), UPDATE (name, filter), DELETE ON contacts.segments
-- grant reporting: SELECT (*) ON contacts.segments
SELECT pg_catalog.pg_extension_config_dump('contacts.segments', '');

ALTER TABLE contacts.segments ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.segments
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.segments IS 'The acting user''s account alone.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.segments
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.write');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.segments
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER tidy_texts BEFORE INSERT OR UPDATE OF name, filter ON contacts.segments
	FOR EACH ROW EXECUTE FUNCTION contacts.tidy_texts('name', '100', 'filter', '65536');


CREATE FUNCTION contacts.caller_id(number text,
	OUT phone contacts.phone, OUT matched text, OUT contact_id uuid, OUT name text,
	OUT company text, OUT visibility contacts.visibility, OUT user_id integer)
	RETURNS record
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_caller_id';
COMMENT ON FUNCTION contacts.caller_id(text) IS
'Who is calling, among what the acting user sees: their private contact, else their teams'', else everyone''s (matched tells which: private, team, everyone, or none), and the colleague whose number it is. Exact number only. All null but phone where nobody is known; a text that is no number gives 22P02.';
-- grant application: EXECUTE ON FUNCTION contacts.caller_id(text)
