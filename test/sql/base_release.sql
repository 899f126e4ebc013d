-- Promise: CREATE EXTENSION refuses a database whose encoding is not UTF8, and leaves nothing behind.
-- Promise: A library refuses writes and act_as() beside the SQL of another release, and says the remedy.
-- Promise: Reads of mapped roles go on while library and SQL differ.
-- Promise: ALTER EXTENSION contacts UPDATE is not in its own way.
\set VERBOSITY default
\set SHOW_CONTEXT never
SET client_min_messages = warning;
SELECT current_database() AS regression_database \gset

-- encodings
CREATE DATABASE contacts_latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0;
CREATE DATABASE contacts_ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0;
\c contacts_latin1
SET client_min_messages = warning;
CREATE EXTENSION contacts;
SELECT count(*) FROM pg_namespace WHERE nspname = 'contacts';
\c contacts_ascii
SET client_min_messages = warning;
CREATE EXTENSION contacts;
\c :regression_database
SET client_min_messages = warning;
DROP DATABASE contacts_latin1;
DROP DATABASE contacts_ascii;
-- nothing of the check remains
SELECT count(*) FROM pg_proc WHERE pronamespace = 'contacts'::regnamespace AND proname ~ 'installation';

-- releases
\set VERBOSITY terse
CREATE ROLE regress_contacts_install;
SELECT contacts.grant_application('regress_contacts_install');
CREATE ROLE regress_contacts_install_mapped LOGIN;
SELECT contacts.grant_reporting('regress_contacts_install_mapped');
SELECT contacts.create_account('Install', 'Owner', 'owner@install.example', '+919820044001', account_id => 716601);
SELECT contacts.map_role('regress_contacts_install_mapped', 716601, 1);
GRANT INSERT (name) ON contacts.departments TO regress_contacts_install_mapped;

-- says what it is about, with the two releases out of the way of this file
CREATE FUNCTION pg_temp.refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text; hint text; code text;
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT, code = RETURNED_SQLSTATE;
	RETURN replace(code || ' ' || message || ' / ' || hint,
		(SELECT default_version FROM pg_available_extensions WHERE name = 'contacts'), 'OURS');
END $$;

-- SQL older than the library
BEGIN;
UPDATE pg_extension SET extversion = '0.0.9' WHERE extname = 'contacts';
SELECT pg_temp.refusal('SELECT contacts.act_as(716601, 1)');
SELECT pg_temp.refusal($$INSERT INTO contacts.departments (name) VALUES ('x')$$);
SELECT pg_temp.refusal($$SELECT contacts.create_account('I', 'O', 'o@install.example', '+919820044002')$$);
-- a mapped role takes on nothing: reads go on, for policies never raise; its writes are refused
SET SESSION AUTHORIZATION regress_contacts_install_mapped;
SELECT count(*) FROM contacts.users;
SELECT pg_temp.refusal($$INSERT INTO contacts.departments (name) VALUES ('x')$$);
RESET SESSION AUTHORIZATION;
ROLLBACK;

-- newer: this session has the old library still
BEGIN;
UPDATE pg_extension SET extversion = '10.0.0' WHERE extname = 'contacts';
SELECT pg_temp.refusal('SELECT contacts.act_as(716601, 1)');
ROLLBACK;
BEGIN;
UPDATE pg_extension SET extversion = extversion || '.1' WHERE extname = 'contacts';
SELECT pg_temp.refusal('SELECT contacts.act_as(716601, 1)') ~ 'Connect again';
ROLLBACK;

-- seen from the next transaction on, by a session that has worked already
BEGIN;
SELECT contacts.act_as(716601, 1);
INSERT INTO contacts.departments (name) VALUES ('before');
COMMIT;
BEGIN;
UPDATE pg_extension SET extversion = '0.0.9' WHERE extname = 'contacts';
SELECT pg_temp.refusal('SELECT contacts.act_as(716601, 1)') <> 'done';
-- the update itself goes through
UPDATE pg_extension SET extversion = (SELECT default_version FROM pg_available_extensions WHERE name = 'contacts')
	WHERE extname = 'contacts';
ALTER EXTENSION contacts UPDATE;
SELECT contacts.act_as(716601, 1);
INSERT INTO contacts.departments (name) VALUES ('after');
ROLLBACK;

-- clean up
REVOKE ALL ON contacts.departments FROM regress_contacts_install_mapped;
SELECT contacts.unmap_role('regress_contacts_install_mapped');
DROP OWNED BY regress_contacts_install, regress_contacts_install_mapped;
DROP ROLE regress_contacts_install, regress_contacts_install_mapped;
