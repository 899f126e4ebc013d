/*
 * Users who are active.
 */

CREATE FUNCTION contacts.active_user() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_active_user';
COMMENT ON FUNCTION contacts.active_user() IS
'BEFORE ROW trigger: the user named in the column that is its argument must be active when they are named (P0002), and cannot be removed before the transaction ends.';
