/*
 * The log of merges: what was done to which rows.
 */

CREATE TABLE contacts.merge_rows (
	account_id      bigint NOT NULL,
	merge_id        uuid NOT NULL,
	position        integer NOT NULL,
	duplicate       uuid NOT NULL,
	action          text NOT NULL,
	table_name      text NOT NULL,
	constraint_name text NOT NULL,
	columns         jsonb,
	row_count       integer NOT NULL,
	keys            jsonb NOT NULL,
	row_values      jsonb,
	CONSTRAINT merge_rows_pkey PRIMARY KEY (account_id, merge_id, position),
	CONSTRAINT merge_rows_merge_fkey FOREIGN KEY (account_id, merge_id)
		REFERENCES contacts.merges (account_id, id) ON DELETE CASCADE
);
-- For contacts.merge_history(), of contacts alone.
CREATE INDEX merge_rows_duplicate ON contacts.merge_rows (account_id, duplicate) WHERE table_name = 'contacts';
-- For contacts.unmerge(), of tables of others.
CREATE INDEX merge_rows_table ON contacts.merge_rows (account_id, table_name, merge_id) WHERE constraint_name <> '';
COMMENT ON TABLE contacts.merge_rows IS
'What each merge did to which rows, complete enough to put it back: contacts as they were, keys of rows that moved, rows that went because the survivor has their like. A row here holds up to a thousand rows of one table that came from one duplicate.';
COMMENT ON COLUMN contacts.merge_rows.account_id IS 'The account.';
COMMENT ON COLUMN contacts.merge_rows.merge_id IS 'The merge.';
COMMENT ON COLUMN contacts.merge_rows.position IS 'In the order in which it was done.';
COMMENT ON COLUMN contacts.merge_rows.duplicate IS 'The contact whose rows they were; the survivor, of what it became.';
COMMENT ON COLUMN contacts.merge_rows.action IS 'moved: they refer to the survivor now. set_aside: they went. made: the merge has made them. changed: fields of the survivor.';
COMMENT ON COLUMN contacts.merge_rows.table_name IS 'Their table, quoted and with its schema; the bare name of one of the extension''s own.';
COMMENT ON COLUMN contacts.merge_rows.constraint_name IS 'The foreign key, or the registered reference, by which they referred to it; empty for the extension''s own tables.';
COMMENT ON COLUMN contacts.merge_rows.columns IS 'Which columns refer to the contact, and which table of which database it is, for names come to mean others: {"account", "id", "audience", "registered", "table", "database", "system"}.';
COMMENT ON COLUMN contacts.merge_rows.row_count IS 'How many rows.';
COMMENT ON COLUMN contacts.merge_rows.keys IS 'How each row is told after the merge: its primary key, or a digest of all of it where it has none.';
COMMENT ON COLUMN contacts.merge_rows.row_values IS 'The rows as they were; of the survivor {"field": [before, after]}. Null where they still stand, or have been blanked: keys alone are enough to put moved rows back.';
-- No grants: the owner of a private duplicate has agreed to publish what the merge
-- made of it, not what it set aside.
SELECT pg_catalog.pg_extension_config_dump('contacts.merge_rows', '');

ALTER TABLE contacts.merge_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON contacts.merge_rows
	USING (account_id = contacts.actor_account() AND false);
COMMENT ON POLICY nobody ON contacts.merge_rows IS 'Read by the extension alone.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.merge_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.merge', 'contacts.write', 'contacts.write_own', 'contacts.delete');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.merge_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
