/*
 * Roles and permissions.
 */

CREATE TYPE contacts.user_role AS ENUM
	('reporter', 'agent', 'contact_manager', 'manager', 'billing', 'admin', 'owner');
COMMENT ON TYPE contacts.user_role IS
'What a user may do in the account, ascending: each role has what the one before it has. See contacts.default_permissions().';
-- Drivers send strings as text or varchar (JDBC setString); without these
-- casts an INSERT with such a parameter fails.
CREATE CAST (text AS contacts.user_role) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.user_role) WITH INOUT AS ASSIGNMENT;

CREATE FUNCTION contacts.permission_is_known(text) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_permission_is_known';
COMMENT ON FUNCTION contacts.permission_is_known(text) IS
'Whether this is the name of a permission. The list: contacts.default_permissions().';
-- grant application: EXECUTE ON FUNCTION contacts.permission_is_known(text)

CREATE FUNCTION contacts.default_permissions(
	OUT role contacts.user_role, OUT permission text)
	RETURNS SETOF record
	LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 60
	AS 'MODULE_PATHNAME', 'contacts_default_permissions';
COMMENT ON FUNCTION contacts.default_permissions() IS
'The permissions that each role has unless contacts.role_permissions of the account says otherwise.';
-- grant application: EXECUTE ON FUNCTION contacts.default_permissions()
-- grant reporting: EXECUTE ON FUNCTION contacts.default_permissions()
