/*
 * What closes the doors of the database around the extension.
 */

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
