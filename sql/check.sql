/*
 * Checks: what would void the promises.
 */
CREATE FUNCTION contacts.check_security(OUT problem text, OUT object text, OUT hint text)
	RETURNS SETOF record
	LANGUAGE C STABLE SECURITY DEFINER PARALLEL SAFE ROWS 10
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_check_security';
COMMENT ON FUNCTION contacts.check_security() IS
'A row for each setting of this database that voids a promise of the extension: roles that pass by row security or own the tables, privileges of PUBLIC, TRUNCATE, TRIGGER or REFERENCES granted on, switched-off or added policies, disabled triggers, identity functions granted too widely, row_security = off at login, views with their owner''s rights, the library not preloaded. No row is a sound database. For the database administrator.';
