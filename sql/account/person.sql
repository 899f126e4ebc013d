/*
 * Contact persons of an account.
 */

CREATE TYPE contacts.person_category AS ENUM
	('general', 'accounts', 'technical', 'compliance', 'alternate');
COMMENT ON TYPE contacts.person_category IS
'What a contact person of an account is written to about.';
-- Drivers send strings as text or varchar (JDBC setString); without these
-- casts an INSERT with such a parameter fails.
CREATE CAST (text AS contacts.person_category) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.person_category) WITH INOUT AS ASSIGNMENT;

CREATE TABLE contacts.contact_persons (
	account_id  bigint NOT NULL DEFAULT contacts.actor_account(),
	id          uuid NOT NULL DEFAULT contacts.uuid_v7(),
	category    contacts.person_category NOT NULL DEFAULT 'general',
	name        text NOT NULL,
	email       contacts.email_address,
	phone       contacts.phone,
	designation text,
	is_primary  boolean NOT NULL DEFAULT false,
	user_id     integer,
	consent_at  timestamptz,
	created_at  timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT contact_persons_pkey PRIMARY KEY (account_id, id),
	CONSTRAINT contact_persons_account_fkey FOREIGN KEY (account_id) REFERENCES contacts.accounts (account_id),
	CONSTRAINT contact_persons_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT contact_persons_primary_reachable CHECK (
		NOT is_primary OR (email IS NOT NULL AND phone IS NOT NULL)),
	-- At most one, checked at the end of the transaction, so that a swap may
	-- pass through two or none; btree, as a unique index would be.
	CONSTRAINT one_primary_contact_person EXCLUDE USING btree (account_id WITH =)
		WHERE (is_primary) DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE contacts.contact_persons IS
'Whom the provider writes to about the account. Exactly one is primary, always.';
COMMENT ON COLUMN contacts.contact_persons.account_id IS 'The account.';
COMMENT ON COLUMN contacts.contact_persons.id IS 'UUID version 7, made by the database.';
COMMENT ON COLUMN contacts.contact_persons.category IS 'What the person is written to about.';
COMMENT ON COLUMN contacts.contact_persons.name IS 'Name: 1 to 300 characters (23514, contact_persons_name_length).';
COMMENT ON COLUMN contacts.contact_persons.email IS 'Address; the primary person needs one.';
COMMENT ON COLUMN contacts.contact_persons.phone IS 'Number; the primary person needs one.';
COMMENT ON COLUMN contacts.contact_persons.designation IS 'Role in the company: at most 300 characters (23514, contact_persons_designation_length).';
COMMENT ON COLUMN contacts.contact_persons.is_primary IS 'Whether security codes and critical alerts go here. Swap by one UPDATE or by contacts.set_primary_contact_person().';
COMMENT ON COLUMN contacts.contact_persons.user_id IS 'The user that the person is, if any.';
COMMENT ON COLUMN contacts.contact_persons.consent_at IS 'When the person agreed to be listed.';
COMMENT ON COLUMN contacts.contact_persons.created_at IS 'When the person was added.';
-- grant application: SELECT (*), INSERT (account_id, category, name, email, phone, designation, is_primary, user_id, consent_at), UPDATE (category, name, email, phone, designation, is_primary, user_id, consent_at), DELETE ON contacts.contact_persons
-- grant reporting: SELECT (*) ON contacts.contact_persons
SELECT pg_catalog.pg_extension_config_dump('contacts.contact_persons', '');

ALTER TABLE contacts.contact_persons ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.contact_persons
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.contact_persons IS 'The acting user''s account alone.';

CREATE FUNCTION contacts.person_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_person_before_row';
COMMENT ON FUNCTION contacts.person_before_row() IS
'Holds the plan''s number (23514, contact_person_limit), under the account''s row lock; warns of a shared mailbox.';
CREATE FUNCTION contacts.person_primary_kept() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_person_primary_kept';
COMMENT ON FUNCTION contacts.person_primary_kept() IS
'Deferred: an account without a primary contact person cannot be committed (23514, primary_contact_person).';

CREATE FUNCTION contacts.person_demote_former() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_person_demote_former';
COMMENT ON FUNCTION contacts.person_demote_former() IS
'AFTER STATEMENT trigger: when one person becomes primary, the former primary becomes an ordinary one.';

CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_persons
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('persons.manage');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.contact_persons
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER lock_account BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_persons
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.lock_account();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_persons
	FOR EACH ROW EXECUTE FUNCTION contacts.person_before_row();
CREATE TRIGGER user_is_active BEFORE INSERT OR UPDATE ON contacts.contact_persons
	FOR EACH ROW EXECUTE FUNCTION contacts.active_user('user_id');
CREATE TRIGGER tidy_texts BEFORE INSERT OR UPDATE OF name, designation ON contacts.contact_persons
	FOR EACH ROW EXECUTE FUNCTION contacts.tidy_texts('name', '300', 'designation', '300');
CREATE CONSTRAINT TRIGGER primary_kept AFTER UPDATE OR DELETE ON contacts.contact_persons
	DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION contacts.person_primary_kept();
CREATE CONSTRAINT TRIGGER primary_kept AFTER INSERT ON contacts.accounts
	DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION contacts.person_primary_kept();
CREATE TRIGGER demote_insert AFTER INSERT ON contacts.contact_persons
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.person_demote_former();
CREATE TRIGGER demote_update AFTER UPDATE ON contacts.contact_persons
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.person_demote_former();
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.contact_persons
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.contact_persons
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.contact_persons
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id');

CREATE FUNCTION contacts.set_primary_contact_person(id uuid) RETURNS void
	LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_set_primary_contact_person';
COMMENT ON FUNCTION contacts.set_primary_contact_person(uuid) IS
'Makes this contact person of the acting user''s account the primary one, and the former primary an ordinary one. Errors: P0002 for an unknown person, 23514 for one without address or number, 42501 without persons.manage.';
-- grant application: EXECUTE ON FUNCTION contacts.set_primary_contact_person(uuid)
