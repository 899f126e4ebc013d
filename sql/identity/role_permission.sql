/*
 * Where an account departs from the default permissions of a role.
 */

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
