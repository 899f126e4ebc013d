/*
 * Plans, accounts, users, departments: who is there, and how many may be.
 */

CREATE TABLE contacts.plans (
	name                      text NOT NULL,
	private_contacts_allowed  boolean NOT NULL,
	private_contacts_per_user integer,
	users                     integer,
	contact_persons           integer,
	import_rows               integer,
	CONSTRAINT plans_pkey PRIMARY KEY (name),
	CONSTRAINT plans_limits_not_negative CHECK (
		private_contacts_per_user >= 0 AND users >= 1 AND contact_persons >= 1 AND import_rows >= 0)
);
COMMENT ON TABLE contacts.plans IS
'What a customer pays for. A null limit is no limit. The only table without account_id; changed by the database administrator alone.';
COMMENT ON COLUMN contacts.plans.name IS 'Name by which accounts refer to the plan.';
COMMENT ON COLUMN contacts.plans.private_contacts_allowed IS 'Whether contacts may be kept as only_me at all.';
COMMENT ON COLUMN contacts.plans.private_contacts_per_user IS 'How many private contacts one user may keep.';
COMMENT ON COLUMN contacts.plans.users IS 'How many active users the account may have.';
COMMENT ON COLUMN contacts.plans.contact_persons IS 'How many contact persons the account may name.';
COMMENT ON COLUMN contacts.plans.import_rows IS 'How many rows one import may bring.';
-- grant application: SELECT (*) ON contacts.plans
-- grant reporting: SELECT (*) ON contacts.plans

INSERT INTO contacts.plans
	(name, private_contacts_allowed, private_contacts_per_user, users, contact_persons, import_rows)
VALUES
	('starter',    false, 0,    10,   1,    10000),
	('growth',     true,  5000, 100,  10,   100000),
	('enterprise', true,  NULL, NULL, NULL, NULL);

-- A dump holds the plans as they are, the shipped ones included, for an
-- administrator may have changed them; the restored row replaces ours.
CREATE FUNCTION contacts.plan_replace_shipped() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_plan_replace_shipped';
COMMENT ON FUNCTION contacts.plan_replace_shipped() IS
'BEFORE INSERT trigger of contacts.plans: in a restore the dumped plan takes the place of the shipped one.';
CREATE TRIGGER replace_shipped BEFORE INSERT ON contacts.plans
	FOR EACH ROW EXECUTE FUNCTION contacts.plan_replace_shipped();


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
SELECT pg_catalog.pg_extension_config_dump('contacts.plans', '');
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
CREATE FUNCTION contacts.active_user() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_active_user';
COMMENT ON FUNCTION contacts.active_user() IS
'BEFORE ROW trigger: the user named in the column that is its argument must be active when they are named (P0002), and cannot be removed before the transaction ends.';
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


CREATE TABLE contacts.role_permissions (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	role       contacts.user_role NOT NULL,
	permission text NOT NULL,
	granted    boolean NOT NULL,
	CONSTRAINT role_permissions_pkey PRIMARY KEY (account_id, role, permission),
	CONSTRAINT role_permissions_account_fkey FOREIGN KEY (account_id) REFERENCES contacts.accounts (account_id),
	CONSTRAINT role_permissions_not_of_owner CHECK (role <> 'owner'::contacts.user_role),
	CONSTRAINT role_permissions_known CHECK (contacts.permission_is_known(permission))
);
COMMENT ON TABLE contacts.role_permissions IS
'Where an account departs from contacts.default_permissions(). Read when an identity is taken on. The role owner keeps all permissions: what owners gave up nobody could give back.';
COMMENT ON COLUMN contacts.role_permissions.account_id IS 'The account.';
COMMENT ON COLUMN contacts.role_permissions.role IS 'The role whose permissions change.';
COMMENT ON COLUMN contacts.role_permissions.permission IS 'Name of a permission, such as contacts.export.';
COMMENT ON COLUMN contacts.role_permissions.granted IS 'True gives the permission to the role, false takes it away.';
-- grant application: SELECT (*), INSERT, UPDATE (granted), DELETE ON contacts.role_permissions
SELECT pg_catalog.pg_extension_config_dump('contacts.role_permissions', '');

ALTER TABLE contacts.role_permissions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.role_permissions
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.role_permissions IS 'The acting user''s account alone.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.role_permissions
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('account.manage');
CREATE FUNCTION contacts.role_permission_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_role_permission_before_row';
COMMENT ON FUNCTION contacts.role_permission_before_row() IS
'Refuses (42501) to change what roles above the actor''s may do, and permissions that the actor does not hold.';
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON contacts.role_permissions
	FOR EACH ROW EXECUTE FUNCTION contacts.role_permission_before_row();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.role_permissions
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();


CREATE TABLE contacts.role_mappings (
	account_id bigint NOT NULL,
	role_name  name NOT NULL,
	role_oid   oid NOT NULL,
	user_id    integer NOT NULL,
	CONSTRAINT role_mappings_pkey PRIMARY KEY (account_id, role_name),
	CONSTRAINT role_mappings_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id) ON DELETE CASCADE
);
CREATE INDEX role_mappings_user ON contacts.role_mappings (account_id, user_id);
COMMENT ON TABLE contacts.role_mappings IS
'Login roles that act as a user without a word, for psql and reporting tools. Written by contacts.map_role(). A mapping holds for the role of this name and number: a role that is renamed, or made anew under the name, has none.';
COMMENT ON COLUMN contacts.role_mappings.account_id IS 'The account.';
COMMENT ON COLUMN contacts.role_mappings.role_name IS 'Name of the role in this cluster; a role has one mapping at most.';
COMMENT ON COLUMN contacts.role_mappings.role_oid IS 'Number of the role in this cluster. A restore looks it up by the name, for there it is another; 0 where there is no such role.';
COMMENT ON COLUMN contacts.role_mappings.user_id IS 'The user as whom it acts.';
SELECT pg_catalog.pg_extension_config_dump('contacts.role_mappings', '');

ALTER TABLE contacts.role_mappings ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.role_mappings
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.role_mappings IS 'The acting user''s account alone; no privilege is granted on the table as it stands.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.role_mappings
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.role_mappings
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE FUNCTION contacts.role_mapping_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_role_mapping_before_row';
COMMENT ON FUNCTION contacts.role_mapping_before_row() IS
'In a restore: gives a mapping the number that its role has in this cluster.';
CREATE TRIGGER before_row BEFORE INSERT ON contacts.role_mappings
	FOR EACH ROW EXECUTE FUNCTION contacts.role_mapping_before_row();

CREATE FUNCTION contacts.map_role(role regrole, account_id bigint, user_id integer) RETURNS void
	LANGUAGE C VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_map_role';
COMMENT ON FUNCTION contacts.map_role(regrole, bigint, integer) IS
'From now on the role acts as this user, from its next transaction on, with nothing to set. Takes the place of an earlier mapping. Errors: P0002 for no such active user, 22023 for a role that passes by row security, or that may take on identities itself or as a member of another role, with INHERIT or without.';

CREATE FUNCTION contacts.unmap_role(role name) RETURNS void
	LANGUAGE C VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_unmap_role';
COMMENT ON FUNCTION contacts.unmap_role(name) IS
'Ends the mapping of a role; nothing happens if it has none.';


CREATE TABLE contacts.departments (
	account_id    bigint NOT NULL DEFAULT contacts.actor_account(),
	department_id integer NOT NULL,
	name          text NOT NULL,
	manager_id    integer,
	created_at    timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT departments_pkey PRIMARY KEY (account_id, department_id),
	CONSTRAINT departments_name_key UNIQUE (account_id, name),
	CONSTRAINT departments_account_fkey FOREIGN KEY (account_id) REFERENCES contacts.accounts (account_id),
	CONSTRAINT departments_manager_fkey FOREIGN KEY (account_id, manager_id) REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT departments_number_positive CHECK (department_id > 0)
);
COMMENT ON TABLE contacts.departments IS
'The teams of an account. A contact with visibility team belongs to one of them.';
COMMENT ON COLUMN contacts.departments.account_id IS 'The account.';
COMMENT ON COLUMN contacts.departments.department_id IS 'Number of the department in its account, given out by the database, never used twice.';
COMMENT ON COLUMN contacts.departments.name IS 'Name, unique in the account: 1 to 300 characters (23514, departments_name_length).';
COMMENT ON COLUMN contacts.departments.manager_id IS 'The user who heads it and may change its members.';
COMMENT ON COLUMN contacts.departments.created_at IS 'When the department was made.';
-- grant application: SELECT (*), INSERT (account_id, name, manager_id), UPDATE (name, manager_id), DELETE ON contacts.departments
-- grant reporting: SELECT (*) ON contacts.departments
SELECT pg_catalog.pg_extension_config_dump('contacts.departments', '');

ALTER TABLE contacts.departments ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.departments
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.departments IS 'The acting user''s account alone.';
CREATE FUNCTION contacts.department_before_row() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_department_before_row';
COMMENT ON FUNCTION contacts.department_before_row() IS
'Numbers a new department under the account''s row lock.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.departments
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('users.manage');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.departments
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE ON contacts.departments
	FOR EACH ROW EXECUTE FUNCTION contacts.department_before_row();
CREATE TRIGGER manager_is_active BEFORE INSERT OR UPDATE ON contacts.departments
	FOR EACH ROW EXECUTE FUNCTION contacts.active_user('manager_id');
CREATE TRIGGER tidy_texts BEFORE INSERT OR UPDATE OF name ON contacts.departments
	FOR EACH ROW EXECUTE FUNCTION contacts.tidy_texts('name', '300');


CREATE TABLE contacts.department_members (
	account_id    bigint NOT NULL DEFAULT contacts.actor_account(),
	department_id integer NOT NULL,
	user_id       integer NOT NULL,
	CONSTRAINT department_members_pkey PRIMARY KEY (account_id, department_id, user_id),
	CONSTRAINT department_members_department_fkey FOREIGN KEY (account_id, department_id)
		REFERENCES contacts.departments (account_id, department_id) ON DELETE CASCADE,
	CONSTRAINT department_members_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id)
);
CREATE INDEX department_members_user ON contacts.department_members (account_id, user_id);
COMMENT ON TABLE contacts.department_members IS
'Which users are in which department, and so which team contacts they see. Takes effect with each user''s next transaction.';
COMMENT ON COLUMN contacts.department_members.account_id IS 'The account.';
COMMENT ON COLUMN contacts.department_members.department_id IS 'The department.';
COMMENT ON COLUMN contacts.department_members.user_id IS 'Its member.';
-- grant application: SELECT (*), INSERT, DELETE ON contacts.department_members
-- grant reporting: SELECT (*) ON contacts.department_members
SELECT pg_catalog.pg_extension_config_dump('contacts.department_members', '');

ALTER TABLE contacts.department_members ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON contacts.department_members
	USING (account_id = contacts.actor_account());
COMMENT ON POLICY own_account ON contacts.department_members IS 'The acting user''s account alone.';
CREATE FUNCTION contacts.member_guard() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_member_guard';
COMMENT ON FUNCTION contacts.member_guard() IS
'Before the statement and before each row: lets the head of a department who holds members.manage change its members, and whoever holds users.manage; all others get 42501.';
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.department_members
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.department_members
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.member_guard();
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON contacts.department_members
	FOR EACH ROW EXECUTE FUNCTION contacts.member_guard();
CREATE TRIGGER member_is_active BEFORE INSERT ON contacts.department_members
	FOR EACH ROW EXECUTE FUNCTION contacts.active_user('user_id');


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
