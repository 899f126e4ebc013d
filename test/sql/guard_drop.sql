-- Promise: While there is an account, the extension is not dropped, whatever the command is (55006).
-- Promise: A session that has not loaded the library does not drop it either.
-- Promise: An account that the transaction's snapshot does not show holds it as well.
-- Promise: A superuser who means it says SET contacts.allow_drop = on first, and nobody else can.
-- Promise: Without data DROP EXTENSION works, and what is not ours is dropped as ever.
-- Promise: Where the extension is not installed, nothing of a schema named contacts is read or run.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
SELECT current_database() AS regression_database \gset
CREATE ROLE regress_drop_owner SUPERUSER;
CREATE ROLE regress_drop_app;
CREATE DATABASE contacts_drop OWNER regress_drop_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
\c contacts_drop
SET client_min_messages = warning;
SET ROLE regress_drop_owner;

-- no data: it goes
CREATE EXTENSION contacts;
DROP EXTENSION contacts;
CREATE EXTENSION contacts;
DROP SCHEMA contacts CASCADE;
CREATE EXTENSION contacts;

-- an account that this transaction's snapshot does not see
CREATE EXTENSION dblink;
SELECT dblink_connect('other', format('host=%s port=%s dbname=%s user=%s',
	split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), session_user));
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM contacts.accounts;
SELECT * FROM dblink('other', $$SELECT contacts.create_account('Kept', 'Olga', 'olga@example.com', '+919811000001', account_id => 1)$$) AS t(account bigint);
SELECT count(*) FROM contacts.accounts;
DROP EXTENSION contacts CASCADE;
ROLLBACK;
SELECT dblink_disconnect('other');

-- data: it stays, in a session that has not loaded the library
\c
SET client_min_messages = warning;
DROP EXTENSION contacts;
\c
SET client_min_messages = warning;
DROP SCHEMA contacts CASCADE;
\c
SET client_min_messages = warning;
DROP OWNED BY regress_drop_owner CASCADE;
\c
SET client_min_messages = warning;
\set VERBOSITY default
DROP EXTENSION contacts CASCADE;
\set VERBOSITY terse
-- what the extension would depend on
CREATE SCHEMA needed;
CREATE EXTENSION pg_trgm SCHEMA needed;
INSERT INTO pg_depend SELECT 'pg_extension'::regclass, c.oid, 0, 'pg_extension'::regclass, t.oid, 0, 'n'
FROM pg_extension c, pg_extension t WHERE c.extname = 'contacts' AND t.extname = 'pg_trgm';
DROP EXTENSION pg_trgm;
DROP EXTENSION pg_trgm CASCADE;
DROP SCHEMA needed CASCADE;
-- piece by piece
DROP TABLE contacts.contacts;
DROP TABLE contacts.accounts CASCADE;
ALTER EXTENSION contacts DROP TABLE contacts.accounts;
DROP TABLE contacts.accounts CASCADE;
DROP EXTENSION contacts CASCADE;
ALTER EXTENSION contacts ADD TABLE contacts.accounts;

-- nothing of ours: as ever
CREATE SCHEMA other;
CREATE TABLE other.accounts (a integer);
CREATE TABLE other.contacts (a integer);
INSERT INTO other.accounts VALUES (1);
CREATE TABLE public.refers (account_id bigint REFERENCES contacts.accounts (account_id));
DROP SCHEMA other CASCADE;
DROP TABLE public.refers;
DROP OWNED BY regress_drop_app;

-- a name of its own does not open it
BEGIN;
ALTER TABLE contacts.accounts RENAME TO companies;
DROP EXTENSION contacts CASCADE;
ROLLBACK;
BEGIN;
ALTER SCHEMA contacts RENAME TO renamed;
DROP EXTENSION contacts CASCADE;
ROLLBACK;

-- nor does a policy that hides the rows from the table's owner
BEGIN;
ALTER TABLE contacts.accounts OWNER TO regress_drop_app;
ALTER TABLE contacts.accounts FORCE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA contacts TO regress_drop_app;
\set VERBOSITY default
DROP EXTENSION contacts CASCADE;
\set VERBOSITY terse
ROLLBACK;

-- only a superuser opens it
GRANT SELECT ON contacts.plans TO regress_drop_app;
SET ROLE regress_drop_app;
SET contacts.allow_drop = on;
DROP EXTENSION contacts CASCADE;
RESET ROLE;
SELECT count(*) FROM contacts.accounts;

-- the rows are all there, and so are the rules
SELECT name FROM contacts.accounts;
INSERT INTO contacts.accounts (account_id, name) VALUES (3, 'No identity');

-- an update of the extension is no drop of it
ALTER EXTENSION contacts UPDATE;

-- and it goes when that is wanted
BEGIN;
SET LOCAL contacts.allow_drop = on;
DROP EXTENSION contacts CASCADE;
ROLLBACK;
DROP EXTENSION contacts CASCADE;
\c
SET client_min_messages = warning;
SET contacts.allow_drop = on;
DROP EXTENSION pg_trgm CASCADE;
SELECT count(*) FROM pg_extension WHERE extname = 'contacts';

-- the function is an event trigger's
CREATE EXTENSION contacts;
SELECT contacts.load_library();

-- a schema and a table of these names are nothing to the library where the extension
-- is not installed: it reads neither, and runs nothing of theirs
SET contacts.allow_drop = on;
DROP EXTENSION contacts CASCADE;
DROP SCHEMA contacts;
CREATE TABLE public.witness (who text);
GRANT INSERT ON public.witness TO PUBLIC;
GRANT CREATE ON DATABASE contacts_drop TO regress_drop_app;
SET ROLE regress_drop_app;
CREATE SCHEMA contacts;
CREATE FUNCTION contacts.deed() RETURNS int LANGUAGE plpgsql AS $$
BEGIN INSERT INTO public.witness SELECT current_user WHERE current_user <> 'regress_drop_app'; RETURN 1; END $$;
CREATE FUNCTION contacts.deed(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN contacts.deed(); END';
CREATE TABLE contacts.accounts (x int) PARTITION BY LIST ((x + contacts.deed(1)));
CREATE TABLE contacts.part PARTITION OF contacts.accounts FOR VALUES IN (2);
INSERT INTO contacts.accounts VALUES (1);
DROP TABLE contacts.part;
\c
LOAD 'contacts';
SET ROLE regress_drop_app;
DROP TABLE contacts.accounts;
CREATE TABLE contacts.accounts (x int);
INSERT INTO contacts.accounts VALUES (1);
DROP TABLE contacts.accounts;
RESET ROLE;
SELECT * FROM public.witness;

\c :regression_database
DROP DATABASE contacts_drop;
DROP ROLE regress_drop_owner, regress_drop_app;
