/*
 * Custom fields: what an account adds to its contacts.
 */

CREATE TYPE contacts.field_type AS ENUM ('text', 'number', 'boolean', 'date', 'choice');
COMMENT ON TYPE contacts.field_type IS
'What values a custom field takes.';
-- Drivers send strings as text or varchar (JDBC setString); without these
-- casts an INSERT with such a parameter fails.
CREATE CAST (text AS contacts.field_type) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.field_type) WITH INOUT AS ASSIGNMENT;

CREATE TYPE contacts.field_meaning AS ENUM ('birthday', 'identifier', 'address', 'none');
COMMENT ON TYPE contacts.field_meaning IS
'What a custom field means when contacts are compared: birthday; identifier = an id that only one person has; address = a part of an address; none = it tells nothing.';
CREATE CAST (text AS contacts.field_meaning) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.field_meaning) WITH INOUT AS ASSIGNMENT;

CREATE TABLE contacts.custom_fields (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	key        text NOT NULL,
	type       contacts.field_type NOT NULL DEFAULT 'text',
	label      text,
	choices    text[],
	required   boolean NOT NULL DEFAULT false,
	meaning    contacts.field_meaning,
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
COMMENT ON COLUMN contacts.custom_fields.meaning IS 'What it means when duplicates are looked for; null = what its key says, if it is a usual one (birthday, date_of_birth, dob, ssn, tax_id, external_id, customer_number, street, address_1, postcode, zip, state, ...; the README has all), else nothing.';
-- grant application: SELECT (*), INSERT, UPDATE (label, choices, required, meaning), DELETE ON contacts.custom_fields
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
