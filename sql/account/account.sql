/*
 * Accounts.
 */

CREATE FUNCTION contacts.time_zone_is_known(text) RETURNS boolean
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_time_zone_is_known';
COMMENT ON FUNCTION contacts.time_zone_is_known(text) IS
'Whether this is, letter by letter, the name of a time zone in pg_timezone_names: no POSIX form such as FOO+3, and not localtime, which is the server machine''s.';
-- grant application: EXECUTE ON FUNCTION contacts.time_zone_is_known(text)

CREATE TABLE contacts.accounts (
	account_id         bigint NOT NULL,
	name               text NOT NULL,
	plan               text NOT NULL DEFAULT 'growth',
	default_region     text NOT NULL DEFAULT 'IN',
	time_zone          text NOT NULL DEFAULT 'UTC',
	private_contacts_on_removal text[] NOT NULL DEFAULT '{transfer,publish,delete}',
	tokens_by_others   boolean NOT NULL DEFAULT true,
	last_user_id       integer NOT NULL DEFAULT 0,
	last_department_id integer NOT NULL DEFAULT 0,
	created_at         timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT accounts_pkey PRIMARY KEY (account_id),
	CONSTRAINT accounts_plan_fkey FOREIGN KEY (plan) REFERENCES contacts.plans (name),
	CONSTRAINT accounts_number_positive CHECK (account_id > 0),
	CONSTRAINT accounts_on_removal_known CHECK (
		private_contacts_on_removal <@ ARRAY['transfer', 'publish', 'delete'] AND cardinality(private_contacts_on_removal) <= 3)
);
COMMENT ON TABLE contacts.accounts IS
'A customer company. Made by contacts.create_account().';
COMMENT ON COLUMN contacts.accounts.account_id IS 'Number of the account, the first key column of every table.';
COMMENT ON COLUMN contacts.accounts.name IS 'Name of the company: 1 to 300 characters (23514, accounts_name_length).';
COMMENT ON COLUMN contacts.accounts.plan IS 'The plan whose limits hold.';
COMMENT ON COLUMN contacts.accounts.default_region IS 'Region (ISO 3166 code as libphonenumber has it) by which national phone numbers are read (23514, accounts_default_region_known).';
COMMENT ON COLUMN contacts.accounts.time_zone IS 'Time zone of working hours and reports: a name of pg_timezone_names, such as Asia/Kolkata (23514, accounts_time_zone_known).';
COMMENT ON COLUMN contacts.accounts.private_contacts_on_removal IS 'What contacts.remove_user() may do with private contacts of a user who leaves: some of transfer, publish, delete. By transfer to themselves and by publish the remover comes to see them. Set by owners of the account alone.';
COMMENT ON COLUMN contacts.accounts.tokens_by_others IS 'Whether contacts.issue_token() may be called for another user; such a token shows no private contacts in any case. Set by owners of the account alone.';
COMMENT ON COLUMN contacts.accounts.last_user_id IS 'The highest user number given out; numbers are never used twice.';
COMMENT ON COLUMN contacts.accounts.last_department_id IS 'The highest department number given out; numbers are never used twice.';
COMMENT ON COLUMN contacts.accounts.created_at IS 'When the account was made.';
-- grant application: SELECT (*), UPDATE (name, default_region, time_zone, private_contacts_on_removal, tokens_by_others) ON contacts.accounts
-- grant reporting: SELECT (*) ON contacts.accounts
SELECT pg_catalog.pg_extension_config_dump('contacts.accounts', '');

ALTER TABLE contacts.accounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.accounts
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.accounts IS 'The acting user''s account alone.';

CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.accounts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('account.manage');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.accounts
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
-- No CHECKs: what regions and time zones there are is another release's to say
-- tomorrow, and would then stand in the way of every change of the row.
CREATE FUNCTION contacts.account_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_account_before_row';
COMMENT ON FUNCTION contacts.account_before_row() IS
'Refuses a new region or time zone that is none (23514); one that is there stays, though a later release may no longer know it. Keeps the settings that concern private contacts to the owners of the account (42501).';
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE ON contacts.accounts
	FOR EACH ROW EXECUTE FUNCTION contacts.account_before_row();
CREATE TRIGGER tidy_texts BEFORE INSERT OR UPDATE OF name ON contacts.accounts
	FOR EACH ROW EXECUTE FUNCTION contacts.tidy_texts('name', '300');


CREATE FUNCTION contacts.lock_account() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_lock_account';
COMMENT ON FUNCTION contacts.lock_account() IS
'BEFORE STATEMENT trigger: takes the row lock of the acting user''s account, so that writers of its users and of its contact persons follow each other.';

CREATE FUNCTION contacts.create_account(
	name text, owner_name text, owner_email text, owner_phone text,
	plan text DEFAULT 'growth', default_region text DEFAULT 'IN',
	time_zone text DEFAULT 'UTC', account_id bigint DEFAULT NULL)
	RETURNS bigint
	LANGUAGE C VOLATILE SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_create_account';
COMMENT ON FUNCTION contacts.create_account(text, text, text, text, text, text, text, bigint) IS
'Makes an account with its owner as user 1 and as primary contact person, and returns its number: the one given, or the next. The owner''s phone is read by default_region. Errors: 23505 for a number in use, 23503 for an unknown plan, 22023 for an unknown region, 23514 for an unknown time zone, 22P02 for a phone or address that is none.';
-- grant application: EXECUTE ON FUNCTION contacts.create_account(text, text, text, text, text, text, text, bigint)
