/*
 * Users, and the hours in which they take calls.
 */

CREATE TABLE contacts.users (
	account_id  bigint NOT NULL DEFAULT contacts.actor_account(),
	user_id     integer NOT NULL,
	name        text NOT NULL,
	email       contacts.email_address,
	phone       contacts.phone,
	role        contacts.user_role NOT NULL DEFAULT 'agent',
	extension   smallint,
	pro_licence boolean NOT NULL DEFAULT false,
	available   boolean NOT NULL DEFAULT true,
	created_at  timestamptz NOT NULL DEFAULT now(),
	removed_at  timestamptz,
	CONSTRAINT users_pkey PRIMARY KEY (account_id, user_id),
	CONSTRAINT users_account_fkey FOREIGN KEY (account_id) REFERENCES contacts.accounts (account_id),
	CONSTRAINT users_number_positive CHECK (user_id > 0),
	CONSTRAINT users_extension_two_digits CHECK (extension BETWEEN 10 AND 99)
);
CREATE UNIQUE INDEX users_phone_key ON contacts.users (account_id, phone) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX users_extension_key ON contacts.users (account_id, extension) WHERE removed_at IS NULL;
COMMENT ON TABLE contacts.users IS
'The teammates of an account. A removed user stays as a row with removed_at, so that history keeps its names; their number is never given out again.';
COMMENT ON COLUMN contacts.users.account_id IS 'The account.';
COMMENT ON COLUMN contacts.users.user_id IS 'Number of the user in the account: 1, 2, 3, ..., given out by the database.';
COMMENT ON COLUMN contacts.users.name IS 'Name as colleagues see it: 1 to 300 characters (23514, users_name_length).';
COMMENT ON COLUMN contacts.users.email IS 'E-mail address, ASCII letters in lower case.';
COMMENT ON COLUMN contacts.users.phone IS 'Phone on which the user takes calls; one active user per number in an account.';
COMMENT ON COLUMN contacts.users.role IS 'What the user may do. Nobody grants a role above their own.';
COMMENT ON COLUMN contacts.users.extension IS 'Two-digit extension, 10 to 99, one active user each.';
COMMENT ON COLUMN contacts.users.pro_licence IS 'Whether the user may log in to the dashboard.';
COMMENT ON COLUMN contacts.users.available IS 'Whether calls are put through to the user.';
COMMENT ON COLUMN contacts.users.created_at IS 'When the user was added.';
COMMENT ON COLUMN contacts.users.removed_at IS 'When the user was removed; null while active.';
-- grant application: SELECT (*), INSERT (account_id, name, email, phone, role, extension, pro_licence, available), UPDATE (name, email, phone, role, extension, pro_licence, available) ON contacts.users
-- grant reporting: SELECT (*) ON contacts.users
SELECT pg_catalog.pg_extension_config_dump('contacts.users', '');

ALTER TABLE contacts.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.users
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.users IS 'Users of the acting user''s account; what may be changed is up to triggers.';

CREATE FUNCTION contacts.user_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_user_before_row';
COMMENT ON FUNCTION contacts.user_before_row() IS
'Numbers a new user under the account''s row lock; refuses a role above the actor''s or one that holds a permission that they do not hold (42501), a change of a removed user (55000), and a number that another active user has (23505, users_phone_key).';
CREATE FUNCTION contacts.user_after_statement() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_user_after_statement';
COMMENT ON FUNCTION contacts.user_after_statement() IS
'Holds the plan''s number of users (23514, user_limit) and keeps an owner in the account (23514, last_owner).';

CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.users
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('users.manage');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.users
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER lock_account BEFORE INSERT OR UPDATE OR DELETE ON contacts.users
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.lock_account();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON contacts.users
	FOR EACH ROW EXECUTE FUNCTION contacts.user_before_row();
CREATE TRIGGER tidy_texts BEFORE INSERT OR UPDATE OF name ON contacts.users
	FOR EACH ROW EXECUTE FUNCTION contacts.tidy_texts('name', '300');
CREATE TRIGGER after_insert AFTER INSERT ON contacts.users
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.user_after_statement();
CREATE TRIGGER after_update AFTER UPDATE ON contacts.users
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.user_after_statement();


CREATE TABLE contacts.user_hours (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	user_id    integer NOT NULL,
	weekday    smallint NOT NULL,
	starts     time NOT NULL,
	ends       time NOT NULL,
	CONSTRAINT user_hours_pkey PRIMARY KEY (account_id, user_id, weekday, starts),
	CONSTRAINT user_hours_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id) ON DELETE CASCADE,
	CONSTRAINT user_hours_weekday CHECK (weekday BETWEEN 1 AND 7),
	CONSTRAINT user_hours_order CHECK (starts < ends)
);
COMMENT ON TABLE contacts.user_hours IS
'Weekly time slots in which a user takes calls, in the account''s time zone.';
COMMENT ON COLUMN contacts.user_hours.account_id IS 'The account.';
COMMENT ON COLUMN contacts.user_hours.user_id IS 'The user.';
COMMENT ON COLUMN contacts.user_hours.weekday IS 'ISO day of the week: 1 = Monday, 7 = Sunday.';
COMMENT ON COLUMN contacts.user_hours.starts IS 'Begin of the slot.';
COMMENT ON COLUMN contacts.user_hours.ends IS 'End of the slot; 24:00 is allowed.';
-- grant application: SELECT (*), INSERT, UPDATE (weekday, starts, ends), DELETE ON contacts.user_hours
-- grant reporting: SELECT (*) ON contacts.user_hours
SELECT pg_catalog.pg_extension_config_dump('contacts.user_hours', '');

ALTER TABLE contacts.user_hours ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.user_hours
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.user_hours IS 'The acting user''s account alone.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.user_hours
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('users.manage');
CREATE TRIGGER user_is_active BEFORE INSERT OR UPDATE ON contacts.user_hours
	FOR EACH ROW EXECUTE FUNCTION contacts.active_user('user_id');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.user_hours
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
