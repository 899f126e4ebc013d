/*
 * Privileges: PUBLIC gets nothing, and two functions give a role what it needs.
 */

CREATE FUNCTION contacts.grant_application(role regrole) RETURNS void
	LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_grant_application';
COMMENT ON FUNCTION contacts.grant_application(regrole) IS
'Gives a role what an application server needs: to take on identities by act_as(), and to read and write under them. Such a role may act as any user of any account: give it to servers, not to people. Run it again after an update of the extension.';

CREATE FUNCTION contacts.grant_reporting(role regrole) RETURNS void
	LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_grant_reporting';
COMMENT ON FUNCTION contacts.grant_reporting(regrole) IS
'Gives a role the right to read what its identity sees, and nothing else. Run it again after an update of the extension.';

-- In one statement at the end, so that none can be forgotten.
REVOKE ALL ON ALL ROUTINES IN SCHEMA contacts FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA contacts FROM PUBLIC;
REVOKE ALL ON TYPE contacts.visibility, contacts.user_role, contacts.person_category,
	contacts.duplicate_action, contacts.field_type, contacts.field_meaning, contacts.phone FROM PUBLIC;
REVOKE ALL ON DOMAIN contacts.email_address FROM PUBLIC;
-- grant application: USAGE ON SCHEMA contacts
-- grant reporting: USAGE ON SCHEMA contacts
-- grant application: USAGE ON TYPE contacts.visibility, contacts.user_role, contacts.person_category, contacts.duplicate_action, contacts.field_type, contacts.field_meaning, contacts.phone, contacts.email_address
