/*
 * Merge: several contacts become one, and the old ids go on answering.
 */

CREATE TABLE contacts.merges (
	account_id  bigint NOT NULL,
	id          uuid NOT NULL,
	survivor_id uuid NOT NULL,
	audience    integer NOT NULL,
	duplicates  uuid[] NOT NULL,
	user_id     integer NOT NULL,
	merged_at   timestamptz NOT NULL DEFAULT now(),
	undone_at   timestamptz,
	undone_by   integer,
	returned_to integer[],
	CONSTRAINT merges_pkey PRIMARY KEY (account_id, id),
	CONSTRAINT merges_survivor_fkey FOREIGN KEY (account_id, survivor_id, audience)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE,
	CONSTRAINT merges_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT merges_undone_by_fkey FOREIGN KEY (account_id, undone_by)
		REFERENCES contacts.users (account_id, user_id)
);
CREATE INDEX merges_survivor ON contacts.merges (account_id, survivor_id, audience contacts.audience_ops);
CREATE INDEX merges_audience ON contacts.merges (account_id, id, audience contacts.audience_ops);
COMMENT ON TABLE contacts.merges IS
'Which contacts became one, when and by whom; what was done to which rows stands in contacts.merge_rows.';
COMMENT ON COLUMN contacts.merges.account_id IS 'The account.';
COMMENT ON COLUMN contacts.merges.id IS 'UUID version 7 of the merge.';
COMMENT ON COLUMN contacts.merges.survivor_id IS 'The contact that remains.';
COMMENT ON COLUMN contacts.merges.audience IS 'The survivor''s audience, kept by the database.';
COMMENT ON COLUMN contacts.merges.duplicates IS 'The contacts that went into it, in the order given.';
COMMENT ON COLUMN contacts.merges.user_id IS 'Who merged.';
COMMENT ON COLUMN contacts.merges.merged_at IS 'When.';
COMMENT ON COLUMN contacts.merges.undone_at IS 'When the merge was undone; null while it holds.';
COMMENT ON COLUMN contacts.merges.undone_by IS 'Who has undone it.';
COMMENT ON COLUMN contacts.merges.returned_to IS 'The audiences of the contacts that came back then.';
-- grant application: SELECT (account_id, id, survivor_id, audience, duplicates, user_id, merged_at, undone_at, undone_by) ON contacts.merges
SELECT pg_catalog.pg_extension_config_dump('contacts.merges', '');

ALTER TABLE contacts.merges ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.merges
	USING (account_id = contacts.actor_account() AND contacts.sees(audience)
		AND (undone_at IS NULL OR contacts.sees_all(returned_to)));
COMMENT ON POLICY visible ON contacts.merges IS 'As the contact that remains; of one that was undone, as all of its contacts.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.merges
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.merge', 'contacts.write', 'contacts.write_own', 'contacts.delete');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.merges
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.merges
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('survivor_id', 'audience', 'direct');


CREATE FUNCTION contacts.merge(
	survivor uuid, duplicates uuid[], overrides jsonb DEFAULT '{}',
	dry_run boolean DEFAULT false, publish boolean DEFAULT false)
	RETURNS jsonb
	LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_merge';
COMMENT ON FUNCTION contacts.merge(uuid, uuid[], jsonb, boolean, boolean) IS
'Merges the duplicates into the survivor: it keeps what it has, its empty fields are filled from the duplicates in the order given, overrides ({"field": value}) decide field by field; numbers, addresses, tags and custom values are united, notes and every foreign key of the database that points at a duplicate move, and the old ids go on answering. dry_run does everything and takes it back. publish must be true where the survivor is seen by more people than a duplicate. Result: merge_id, survivor, merged, filled, moved and set_aside counts. Errors: P0002 for a contact that is hidden or missing or merged already, 42501 without contacts.merge, 22023 for unfit arguments, 54000 for more than 1,000 duplicates, 55000 for a reference that cannot be moved, 23505 for a number that another contact of the survivor''s audience has.';
-- grant application: EXECUTE ON FUNCTION contacts.merge(uuid, uuid[], jsonb, boolean, boolean)
