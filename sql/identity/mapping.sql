/*
 * Login roles that are mapped to a user.
 */

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
