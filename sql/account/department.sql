/*
 * Departments and their members.
 */

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
