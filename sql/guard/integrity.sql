/*
 * Integrity: what the data themselves must be.
 */
CREATE FUNCTION contacts.check_integrity(OUT problem text, OUT object text, OUT hint text)
	RETURNS SETOF record
	LANGUAGE C STABLE SECURITY DEFINER PARALLEL SAFE ROWS 10
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_check_integrity';
COMMENT ON FUNCTION contacts.check_integrity() IS
'A row for each invariant that the data break: exactly one primary contact person and an owner in each account, nothing private or in force of removed users, counters as counted, audiences of what hangs on a contact, primary numbers and addresses, redirects, sums of imports. No row is a sound database. Triggers and constraints keep all of it; a row means that something was written past them. For the database administrator; reads whole tables.';
