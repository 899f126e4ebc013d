/*
 * Checks: what would void the promises, and what closes it.
 *
 * quote_all_identifiers is off in them, for they compare texts; jit, because
 * compiling these queries takes twenty times as long as running them.
 */
CREATE FUNCTION contacts.catalog(OUT kind text, OUT object text, OUT definition text)
	RETURNS SETOF record
	LANGUAGE C STABLE PARALLEL SAFE ROWS 1000
	SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off SET jit = off
	AS 'MODULE_PATHNAME', 'contacts_catalog';
COMMENT ON FUNCTION contacts.catalog() IS
'The objects of the extension, and what others have added to its tables, as SQL that makes them, as they are in this database. contacts.check_security() compares them with those that the release ships.';
