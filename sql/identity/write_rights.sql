/*
 * Trigger functions that several tables share.  They run with the caller's
 * rights and take the table owner's for their own statements only, because a
 * trigger must first find out whether it runs inside a restore, and a SET
 * clause would hide that.
 */
CREATE FUNCTION contacts.guard_write() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_guard_write';
COMMENT ON FUNCTION contacts.guard_write() IS
'BEFORE STATEMENT trigger: refuses a write without identity (42501) or without one of the permissions named as trigger arguments; policies alone would answer "UPDATE 0".';

CREATE FUNCTION contacts.guard_truncate() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_guard_truncate';
COMMENT ON FUNCTION contacts.guard_truncate() IS
'BEFORE TRUNCATE trigger: refuses, because TRUNCATE passes by every rule of the product.';
