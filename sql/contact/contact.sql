/*
 * Contacts.
 */

CREATE TYPE contacts.visibility AS ENUM ('only_me', 'team', 'everyone');
COMMENT ON TYPE contacts.visibility IS
'Who sees a contact: only_me = its owner alone, team = the members of one department, everyone = all users of the account.';

-- Drivers send strings as text or varchar (JDBC setString); without these
-- casts an INSERT with such a parameter fails.
CREATE CAST (text AS contacts.visibility) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.visibility) WITH INOUT AS ASSIGNMENT;

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
-- no other (src/guard/planner.c), so that no hidden row is fetched and then dropped.
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
-- grant application: SELECT (*), INSERT (account_id, owner_id, visibility, department_id, @fields@), UPDATE (owner_id, visibility, department_id, @fields@), DELETE ON contacts.contacts
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

CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE ON contacts.contacts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.write', 'contacts.write_own');
CREATE TRIGGER guard_delete BEFORE DELETE ON contacts.contacts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.delete');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.contacts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE ON contacts.contacts
	FOR EACH ROW EXECUTE FUNCTION contacts.contact_before_row();
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id', 'audience');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id', 'audience');
