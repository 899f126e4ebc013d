/*
 * Segments: named filters over contacts.
 */

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
