CREATE TYPE contacts.duplicate_action AS ENUM ('skip', 'fill', 'overwrite', 'reject');
COMMENT ON TYPE contacts.duplicate_action IS
'What an import does with a row whose number a contact of the same audience already has: skip leaves the contact alone, fill completes its empty fields, overwrite replaces its fields, reject keeps the row as an error.';
-- Drivers send strings as text or varchar (JDBC setString); without these
-- casts an INSERT with such a parameter fails.
CREATE CAST (text AS contacts.duplicate_action) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.duplicate_action) WITH INOUT AS ASSIGNMENT;

/*
 * Import: COPY into a view, classify the whole file, write in sets.
 */

CREATE TABLE contacts.imports (
	account_id    bigint NOT NULL,
	id            uuid NOT NULL,
	user_id       integer NOT NULL,
	visibility    contacts.visibility NOT NULL,
	department_id integer,
	audience      integer NOT NULL GENERATED ALWAYS AS (
		CASE WHEN visibility = 'only_me'::contacts.visibility THEN -user_id
			 WHEN visibility = 'team'::contacts.visibility THEN department_id
			 ELSE 0 END) STORED,
	file_name     text,
	on_duplicate  contacts.duplicate_action NOT NULL,
	started_at    timestamptz NOT NULL DEFAULT now(),
	rows_in       integer NOT NULL DEFAULT 0,
	created       integer NOT NULL DEFAULT 0,
	updated       integer NOT NULL DEFAULT 0,
	skipped       integer NOT NULL DEFAULT 0,
	rejected      integer NOT NULL DEFAULT 0,
	CONSTRAINT imports_pkey PRIMARY KEY (account_id, id),
	CONSTRAINT imports_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id),
	-- No foreign key to departments: one that goes leaves its imports behind, for
	-- those who see every department; its number is never used again.
	CONSTRAINT imports_department_for_team CHECK (
		(visibility = 'team'::contacts.visibility) = (department_id IS NOT NULL)),
	-- The accounting cannot lie: each row has exactly one fate.
	CONSTRAINT imports_rows_add_up CHECK (rows_in = created + updated + skipped + rejected)
);
CREATE UNIQUE INDEX imports_audience_key ON contacts.imports (account_id, id, audience contacts.audience_ops);
COMMENT ON TABLE contacts.imports IS
'One row per import. rows_in = created + updated + skipped + rejected, always.';
COMMENT ON COLUMN contacts.imports.account_id IS 'The account.';
COMMENT ON COLUMN contacts.imports.id IS 'UUID version 7 of the import.';
COMMENT ON COLUMN contacts.imports.user_id IS 'Who imported; the owner of the contacts made.';
COMMENT ON COLUMN contacts.imports.visibility IS 'Visibility of the contacts made, and of the import itself.';
COMMENT ON COLUMN contacts.imports.department_id IS 'The team, for visibility team; it may be no more.';
COMMENT ON COLUMN contacts.imports.audience IS 'Who sees the import and the contacts made.';
COMMENT ON COLUMN contacts.imports.file_name IS 'Name of the file, as given to begin_import(): at most 255 bytes (22001).';
COMMENT ON COLUMN contacts.imports.on_duplicate IS 'What is done with a number that is there already.';
COMMENT ON COLUMN contacts.imports.started_at IS 'When.';
COMMENT ON COLUMN contacts.imports.rows_in IS 'Rows that the file had.';
COMMENT ON COLUMN contacts.imports.created IS 'Rows that became contacts.';
COMMENT ON COLUMN contacts.imports.updated IS 'Rows that changed a contact (fill, overwrite).';
COMMENT ON COLUMN contacts.imports.skipped IS 'Rows without effect: the number is there already, or a later row of the file has it.';
COMMENT ON COLUMN contacts.imports.rejected IS 'Rows kept in contacts.import_errors.';
-- grant application: SELECT (*) ON contacts.imports
-- grant reporting: SELECT (*) ON contacts.imports
SELECT pg_catalog.pg_extension_config_dump('contacts.imports', '');

ALTER TABLE contacts.imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.imports
	USING (account_id = contacts.actor_account() AND contacts.sees(audience));
COMMENT ON POLICY visible ON contacts.imports IS 'As the contacts that it made.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.imports
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.import');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.imports
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();


CREATE TABLE contacts.import_errors (
	account_id bigint NOT NULL,
	import_id  uuid NOT NULL,
	record     integer NOT NULL,
	audience   integer NOT NULL,
	reason     text NOT NULL,
	detail     text,
	columns    jsonb NOT NULL,
	CONSTRAINT import_errors_pkey PRIMARY KEY (account_id, import_id, record),
	CONSTRAINT import_errors_import_fkey FOREIGN KEY (account_id, import_id, audience)
		REFERENCES contacts.imports (account_id, id, audience) ON DELETE CASCADE
);
CREATE INDEX import_errors_audience ON contacts.import_errors
	(account_id, import_id, record, audience contacts.audience_ops);
COMMENT ON TABLE contacts.import_errors IS
'Rows that an import did not take, as they came, each with a reason code. Mend them and import them again.';
COMMENT ON COLUMN contacts.import_errors.account_id IS 'The account.';
COMMENT ON COLUMN contacts.import_errors.import_id IS 'The import.';
COMMENT ON COLUMN contacts.import_errors.record IS 'Number of the record in the file, from 1, the header not counted.';
COMMENT ON COLUMN contacts.import_errors.audience IS 'The import''s audience.';
COMMENT ON COLUMN contacts.import_errors.reason IS 'Stable code: empty_row, phone_invalid, email_invalid, field_too_long, custom_invalid, duplicate_number.';
COMMENT ON COLUMN contacts.import_errors.detail IS 'What is wrong, for a person; for a phone the reason in libphonenumber''s terms.';
COMMENT ON COLUMN contacts.import_errors.columns IS 'The columns as they came.';
-- grant application: SELECT (*) ON contacts.import_errors
SELECT pg_catalog.pg_extension_config_dump('contacts.import_errors', '');

ALTER TABLE contacts.import_errors ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.import_errors
	USING (account_id = contacts.actor_account() AND contacts.sees(audience));
COMMENT ON POLICY visible ON contacts.import_errors IS 'As the import.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.import_errors
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.import');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.import_errors
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();


CREATE FUNCTION contacts.begin_import(
	file_name text DEFAULT NULL,
	visibility contacts.visibility DEFAULT 'everyone',
	department_id integer DEFAULT NULL,
	on_duplicate contacts.duplicate_action DEFAULT 'skip')
	RETURNS uuid
	LANGUAGE C VOLATILE PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_begin_import';
COMMENT ON FUNCTION contacts.begin_import(text, contacts.visibility, integer, contacts.duplicate_action) IS
'Says how the next COPY into contacts.import_rows of this transaction is to be taken, and returns the id that the import will have. Errors: 42501 without contacts.import or without the right to that visibility.';
-- grant application: EXECUTE ON FUNCTION contacts.begin_import(text, contacts.visibility, integer, contacts.duplicate_action)

CREATE VIEW contacts.import_rows WITH (security_invoker = true) AS
	SELECT @cells:NULL::text AS &@, NULL::text AS notes
	WHERE false;
COMMENT ON VIEW contacts.import_rows IS
'Copy a file of contacts into this view: it keeps nothing itself. All columns are text as people type it; tags are separated by semicolons, custom is a JSON object. Every row ends as a contact or in contacts.import_errors; contacts.imports has the count. All cells of a record have at most 1,000,000 bytes together (54000, ends the COPY).';
@cells' comments@
COMMENT ON COLUMN contacts.import_rows.notes IS 'A note, kept in contact_notes; at most 20,000 characters.';
-- grant application: INSERT ON contacts.import_rows

CREATE FUNCTION contacts.import_begin() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_import_begin';
COMMENT ON FUNCTION contacts.import_begin() IS
'BEFORE STATEMENT trigger of contacts.import_rows: checks the right to import and opens the store of rows.';
CREATE TRIGGER import_begin BEFORE INSERT ON contacts.import_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.import_begin();
