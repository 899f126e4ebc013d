/*
 * What would void the promises.
 */

CREATE FUNCTION contacts.check_security(OUT problem text, OUT object text, OUT hint text)
	RETURNS SETOF record
	LANGUAGE C STABLE SECURITY DEFINER PARALLEL SAFE ROWS 10
	SET search_path = pg_catalog, pg_temp SET row_security = on SET quote_all_identifiers = off SET jit = off
	AS 'MODULE_PATHNAME', 'contacts_check_security';
COMMENT ON FUNCTION contacts.check_security() IS
'A row for each thing in this database that voids a promise of the extension, with the SQL that mends it (words stand behind --): objects that differ from those that the release ships or have been added to its tables; roles that pass by row security, privileges or the owner; privileges beyond those of grant_application() and grant_reporting(); triggers switched off; settings at login; mapped roles that may take on identities; views, tables and schemas of others that let rows out or code in; a library that is not preloaded; counters that tell of hidden rows. No row is a sound database. For the database administrator; takes some hundredths of a second.';
