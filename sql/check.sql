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

CREATE FUNCTION contacts.check_security(OUT problem text, OUT object text, OUT hint text)
	RETURNS SETOF record
	LANGUAGE C STABLE SECURITY DEFINER PARALLEL SAFE ROWS 10
	SET search_path = pg_catalog, pg_temp SET row_security = on SET quote_all_identifiers = off SET jit = off
	AS 'MODULE_PATHNAME', 'contacts_check_security';
COMMENT ON FUNCTION contacts.check_security() IS
'A row for each thing in this database that voids a promise of the extension, with the SQL that mends it (words stand behind --): objects that differ from those that the release ships or have been added to its tables; roles that pass by row security, privileges or the owner; privileges beyond those of grant_application() and grant_reporting(); triggers switched off; settings at login; mapped roles that may take on identities; views, tables and schemas of others that let rows out or code in; a library that is not preloaded; counters that tell of hidden rows. No row is a sound database. For the database administrator; takes some hundredths of a second.';

CREATE TABLE contacts.hardening (
	function         text NOT NULL,
	given_to_monitor boolean NOT NULL,
	CONSTRAINT hardening_pkey PRIMARY KEY (function)
);
COMMENT ON TABLE contacts.hardening IS
'What contacts.harden_database() has taken from PUBLIC, so that exactly this can be given back. Holds nothing of any account; granted to nobody.';
COMMENT ON COLUMN contacts.hardening.function IS 'The function, with its arguments.';
COMMENT ON COLUMN contacts.hardening.given_to_monitor IS 'Whether pg_monitor was given it in the same step; false if it had it before.';
SELECT pg_catalog.pg_extension_config_dump('contacts.hardening', '');

CREATE FUNCTION contacts.harden_database(undo boolean DEFAULT false, OUT object text, OUT command text)
	RETURNS SETOF record
	LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE ROWS 100
	SET search_path = pg_catalog, pg_temp SET row_security = on SET quote_all_identifiers = off
	AS 'MODULE_PATHNAME', 'contacts_harden_database';
COMMENT ON FUNCTION contacts.harden_database(boolean) IS
'Takes from PUBLIC the functions of the server, and of well-known extensions, whose counters and locks tell of rows that a user cannot see (behind pg_stat_user_tables, pg_stat_xact_*, pg_statio_*, pg_stat_database, pg_locks, pg_stat_statements, ...), and gives them to pg_monitor. Returns each function with the SQL that was run; none when there is nothing left to take. With undo => true it gives back what it took and nothing else. In this database only; a dump keeps it. Superusers only (42501).';
