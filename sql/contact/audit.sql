/*
 * History: who changed what, when, and what it was before.
 */

-- No foreign key and no CHECK: nobody writes here but functions of ours, for rows
-- that have an account, and every change of a contact would pay for them.
CREATE TABLE contacts.audit_log (
	account_id bigint NOT NULL,
	id         uuid NOT NULL,
	at         timestamptz NOT NULL,
	user_id    integer,
	audience   integer NOT NULL,
	table_name text NOT NULL,
	row_key    text NOT NULL,
	action     text NOT NULL,
	was        jsonb NOT NULL,
	CONSTRAINT audit_log_pkey PRIMARY KEY (account_id, id)
);
CREATE INDEX audit_log_row ON contacts.audit_log (account_id, row_key, audience contacts.audience_ops);
CREATE INDEX audit_log_audience ON contacts.audit_log (account_id, id, audience contacts.audience_ops);
COMMENT ON TABLE contacts.audit_log IS
'Append-only history. An update is kept as its reverse delta: the columns that changed, with the values they had. A creation of a contact is not repeated here: the contact itself tells when and by whom.';
COMMENT ON COLUMN contacts.audit_log.account_id IS 'The account.';
COMMENT ON COLUMN contacts.audit_log.id IS 'UUID version 7, so rows sort by time.';
COMMENT ON COLUMN contacts.audit_log.at IS 'Time of the transaction.';
COMMENT ON COLUMN contacts.audit_log.user_id IS 'Who did it; null for the database administrator in create_account().';
COMMENT ON COLUMN contacts.audit_log.audience IS 'Who may read the entry: that of the contact it speaks of, the narrower one when it changed; narrowed when the contact goes private or to a team, never widened; 0 for rows that are no contacts. That of a department which is no more remains, for those who see every department.';
COMMENT ON COLUMN contacts.audit_log.table_name IS 'Table that changed, without its schema.';
COMMENT ON COLUMN contacts.audit_log.row_key IS 'Key of the row within the account, several columns joined by a slash (department/user); for what hangs on a contact, the id of the contact.';
COMMENT ON COLUMN contacts.audit_log.action IS 'insert, update or delete.';
COMMENT ON COLUMN contacts.audit_log.was IS 'Former values: of the changed columns for an update, of all for a delete, none for an insert. Never the hash of a token.';
-- grant application: SELECT (*) ON contacts.audit_log
SELECT pg_catalog.pg_extension_config_dump('contacts.audit_log', '');

ALTER TABLE contacts.audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON contacts.audit_log
	USING (account_id = contacts.actor_account() AND contacts.sees(audience) AND contacts.can('audit.read'));
COMMENT ON POLICY readers ON contacts.audit_log IS
'Entries of contacts that the acting user sees, if they hold audit.read; an entry about a private contact is its owner''s alone.';

CREATE FUNCTION contacts.audit_change() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_audit_change';
COMMENT ON FUNCTION contacts.audit_change() IS
'AFTER STATEMENT trigger that writes contacts.audit_log from the transition tables. Arguments: the key columns, separated by commas; the audience column if the table has one; direct, if the statements of the extension itself are not history; without= and the columns, separated by commas, that history shall not hold; first= and the columns of which only the first value is history. Silent in a restore.';
CREATE FUNCTION contacts.audit_append_only() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_audit_append_only';
COMMENT ON FUNCTION contacts.audit_append_only() IS
'Refuses to change or delete history (42501), whoever asks; the audience alone follows the contact.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contacts.audit_log
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_append_only();
CREATE TRIGGER guard_write BEFORE INSERT ON contacts.audit_log
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write();

-- Changes of who may do what are history as well: of the account and its
-- settings, users and their hours, departments and their members, permissions;
-- those of custom fields and tokens stand with their tables.  Not what the database
-- counts.
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.accounts
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('account_id', 'without=last_user_id,last_department_id');
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.users
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('user_id');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.users
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('user_id');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.users
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('user_id');
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.departments
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('department_id');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.departments
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('department_id');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.departments
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('department_id');
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.user_hours
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('user_id,weekday,starts');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.user_hours
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('user_id,weekday,starts');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.user_hours
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('user_id,weekday,starts');
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.department_members
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('department_id,user_id');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.department_members
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('department_id,user_id');
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.role_permissions
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('role,permission');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.role_permissions
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('role,permission');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.role_permissions
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('role,permission');
