-- Promise: The finished plan decides: inlined functions, views and policies are no way round EXPLAIN.
-- Promise: Prepared statements, CREATE TABLE AS and cursors tell no more by EXPLAIN than a query.
-- Promise: EXPLAIN shows no buffers of what a function within the statement reads.
-- Promise: What debug_print_plan, trace_sort and auto_explain say of our tables never goes to the client.
-- Promise: The statement that loads the library is no way round.
-- Promise: Everybody else's EXPLAIN is as it is without the library.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
CREATE ROLE regress_contacts_mapped LOGIN;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_mapped') AS granted \gset
SELECT contacts.create_account('Explained by all means', 'Olga', 'olga@example.com', '+919812000001', 'enterprise') AS account \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Meera', 'contact_manager');
INSERT INTO contacts.contacts (name, visibility) SELECT 'Secret Popular', 'only_me' FROM generate_series(1, 3000);
INSERT INTO contacts.contacts (name) VALUES ('Shared');
COMMIT;
ANALYZE contacts.contacts;
SELECT contacts.map_role('regress_contacts_mapped', :account, 2) AS mapped \gset

CREATE SCHEMA explain_doors;
GRANT USAGE, CREATE ON SCHEMA explain_doors TO regress_contacts_app, regress_contacts_mapped;
-- what the client reads: numbers, the bare plan, or an error
CREATE FUNCTION explain_doors.tells(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	numbers text[] := '{}';
	lines int := 0;
BEGIN
	FOR line IN EXECUTE statement LOOP
		lines := lines + 1;
		numbers := numbers || ARRAY(SELECT m[1] FROM regexp_matches(line,
			'(cost=|rows=|actual|Buffers|Memory|WAL|Plan Rows|Total Cost|Shared Hit Blocks|"Planning")', 'g') m);
	END LOOP;
	IF lines = 0 THEN
		RETURN 'nothing';
	END IF;
	RETURN coalesce('numbers: ' || (SELECT string_agg(DISTINCT n, ', ' ORDER BY n) FROM unnest(numbers) n), 'the bare plan');
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
GRANT EXECUTE ON FUNCTION explain_doors.tells(text) TO regress_contacts_app, regress_contacts_mapped;
CREATE VIEW explain_doors.by_owner AS SELECT name FROM contacts.contacts WHERE contacts.sees(audience);
GRANT SELECT ON explain_doors.by_owner TO regress_contacts_app;
CREATE TABLE explain_doors.deals (account_id bigint, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
GRANT INSERT ON explain_doors.deals TO regress_contacts_app;

SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT name, count(*) FROM contacts.contacts GROUP BY 1;

--
-- What the planner inlines
--
CREATE FUNCTION pg_temp.f() RETURNS SETOF contacts.contacts LANGUAGE sql STABLE AS 'SELECT * FROM contacts.contacts';
SELECT explain_doors.tells($$EXPLAIN SELECT * FROM pg_temp.f() WHERE name = 'Secret Popular'$$);
SELECT explain_doors.tells($$EXPLAIN ANALYZE SELECT * FROM pg_temp.f() WHERE name = 'Secret Popular'$$);
SELECT explain_doors.tells($$EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS, BUFFERS) SELECT * FROM pg_temp.f() WHERE name = 'Secret Popular'$$);
PREPARE inlined AS SELECT * FROM pg_temp.f() WHERE name = 'Secret Popular';
SELECT explain_doors.tells('EXPLAIN EXECUTE inlined');
SELECT explain_doors.tells('EXPLAIN ANALYZE EXECUTE inlined');
-- only the plan made for this value is ours
CREATE FUNCTION pg_temp.g(double precision) RETURNS SETOF contacts.contacts LANGUAGE sql STABLE AS 'SELECT * FROM contacts.contacts WHERE $1 > 0';
PREPARE folded(boolean) AS SELECT * FROM pg_temp.g(CASE WHEN $1 THEN random() ELSE 1 END) WHERE name = 'Secret Popular';
SELECT explain_doors.tells('EXPLAIN EXECUTE folded(false)');
SELECT explain_doors.tells('EXPLAIN (COSTS off) EXECUTE folded(false)');
SELECT explain_doors.tells('EXPLAIN ANALYZE EXECUTE folded(false)');

--
-- Views, policies, sub-selects
--
SELECT explain_doors.tells($$EXPLAIN SELECT * FROM explain_doors.by_owner WHERE name = 'Secret Popular'$$);
SELECT explain_doors.tells($$EXPLAIN ANALYZE SELECT * FROM explain_doors.by_owner WHERE name = 'Secret Popular'$$);
CREATE TABLE explain_doors.own (a int);
ALTER TABLE explain_doors.own ENABLE ROW LEVEL SECURITY;
ALTER TABLE explain_doors.own FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON explain_doors.own USING (EXISTS (SELECT FROM contacts.contacts c WHERE c.name = 'Secret Popular'));
SELECT explain_doors.tells('EXPLAIN SELECT * FROM explain_doors.own');
SELECT explain_doors.tells('EXPLAIN ANALYZE SELECT * FROM explain_doors.own');
SELECT explain_doors.tells($$EXPLAIN UPDATE contacts.contacts SET city = 'x' WHERE name = 'Secret Popular'$$);
SELECT explain_doors.tells($$EXPLAIN ANALYZE DELETE FROM contacts.contacts WHERE name = 'Secret Popular'$$);

--
-- Prepared statements, and what is made of them
--
PREPARE p AS SELECT name FROM contacts.contacts WHERE name = 'Secret Popular';
SELECT s, explain_doors.tells('EXPLAIN ' || s) FROM unnest(ARRAY[
	'EXECUTE p',
	'(BUFFERS) EXECUTE p',
	'(COSTS, FORMAT JSON) EXECUTE p',
	'ANALYZE EXECUTE p',
	'CREATE TEMP TABLE t AS EXECUTE p',
	'(ANALYZE) CREATE TEMP TABLE t AS EXECUTE p',
	'(ANALYZE, COSTS off, TIMING off, SUMMARY off) CREATE TEMP TABLE t AS EXECUTE p',
	'CREATE TEMP TABLE t AS SELECT name FROM contacts.contacts',
	'(ANALYZE) CREATE TEMP TABLE t AS SELECT name FROM contacts.contacts',
	'DECLARE c CURSOR FOR SELECT name FROM contacts.contacts',
	'(ANALYZE) DECLARE c CURSOR FOR SELECT name FROM contacts.contacts',
	'CREATE MATERIALIZED VIEW explain_doors.m AS SELECT name FROM contacts.contacts',
	'(ANALYZE) CREATE MATERIALIZED VIEW explain_doors.m AS SELECT name FROM contacts.contacts']) AS s;
-- a statement about one's own table, until its name means ours
CREATE TEMP TABLE contacts (name text, search_key text);
PREPARE moved AS SELECT count(*) FROM contacts WHERE name = 'Secret Popular';
SELECT explain_doors.tells('EXPLAIN EXECUTE moved');
SET LOCAL search_path = contacts, pg_temp;
SELECT explain_doors.tells('EXPLAIN EXECUTE moved');
SELECT explain_doors.tells('EXPLAIN (ANALYZE) EXECUTE moved');
RESET search_path;
DROP TABLE pg_temp.contacts;
-- one that has failed to be planned anew
CREATE TEMP TABLE mine (a int, b int);
PREPARE failed AS SELECT c.name FROM contacts.contacts c, mine m WHERE m.a = m.b OR c.name = 'Secret Popular';
ALTER TABLE mine RENAME COLUMN b TO c;
SAVEPOINT s;
EXECUTE failed;
ROLLBACK TO s;
ALTER TABLE mine RENAME COLUMN c TO b;
SELECT explain_doors.tells('EXPLAIN EXECUTE failed');
SELECT explain_doors.tells('EXPLAIN (ANALYZE) EXECUTE failed');

--
-- Within functions
--
CREATE FUNCTION pg_temp.explains() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
	RETURN explain_doors.tells('EXPLAIN EXECUTE p') || '; ' || explain_doors.tells('EXPLAIN SELECT * FROM contacts.contacts') || '; ' ||
		explain_doors.tells('EXPLAIN ANALYZE EXECUTE p');
END $$;
SELECT pg_temp.explains();
-- one EXPLAIN within another: each is judged by itself
CREATE TABLE explain_doors.kept (told text);
CREATE FUNCTION pg_temp.keeps() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO explain_doors.kept VALUES (pg_temp.explains()); RETURN 1; END $$;
SELECT explain_doors.tells('EXPLAIN (ANALYZE, BUFFERS off) SELECT pg_temp.keeps()');
SELECT told FROM explain_doors.kept;
-- what is read within the statement explained tells by its buffers
CREATE FUNCTION pg_temp.reads() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN (SELECT count(*) FROM contacts.contacts); END $$;
CREATE FUNCTION pg_temp.reads_early() RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN (SELECT count(*) FROM contacts.contacts); END $$;
SELECT explain_doors.tells('EXPLAIN (ANALYZE, BUFFERS) SELECT pg_temp.reads()');
SELECT explain_doors.tells('EXPLAIN (BUFFERS, COSTS off, FORMAT JSON) SELECT 1 WHERE pg_temp.reads_early() > 0');
-- also by a cursor that was opened before
CREATE FUNCTION pg_temp.goes_on() RETURNS int LANGUAGE plpgsql AS $$
DECLARE c refcursor := 'opened_before'; r record;
BEGIN FETCH c INTO r; RETURN 1; END $$;
DECLARE opened_before CURSOR FOR SELECT name FROM contacts.contacts WHERE name = 'Secret Popular';
SELECT explain_doors.tells('EXPLAIN (ANALYZE, BUFFERS) SELECT pg_temp.goes_on()');
CLOSE opened_before;
SELECT explain_doors.tells($$EXPLAIN (ANALYZE, BUFFERS) SELECT contacts.caller_id('+919812000001')$$);
PREPARE reading AS SELECT pg_temp.reads();
SELECT explain_doors.tells('EXPLAIN (ANALYZE, BUFFERS) EXECUTE reading');
SELECT explain_doors.tells('EXPLAIN (ANALYZE, BUFFERS off) EXECUTE reading');

--
-- What the server writes to its log, and a client may ask for
--
SET LOCAL client_min_messages = log;
SET LOCAL debug_print_plan = on;
SELECT count(*) FROM contacts.contacts WHERE name = 'Secret Popular';
SELECT count(*) FROM pg_temp.f() WHERE name = 'Secret Popular';
-- shown: the plan of this statement; not shown: those of ours within it
SELECT user_id FROM contacts.caller_id('+919812000001');
SELECT count(*) FROM explain_doors.kept;
SET LOCAL debug_print_plan = off;
SET LOCAL trace_sort = on;
SELECT name FROM contacts.contacts ORDER BY company, name;
SET LOCAL trace_sort = off;
RESET client_min_messages;
COMMIT;

RESET ROLE;
LOAD 'auto_explain';
SET auto_explain.log_min_duration = 0;
SET auto_explain.log_analyze = on;
SET auto_explain.log_nested_statements = on;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
\set VERBOSITY sqlstate
SET client_min_messages = log;
-- not refused, and nothing to the client
SELECT count(*) FROM contacts.contacts WHERE name = 'Secret Popular';
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts;
FETCH c;
CLOSE c;
-- one message: of the statement, not of what caller_id() does
SELECT user_id FROM contacts.caller_id('+919812000001');
-- one's own
SELECT count(*) FROM explain_doors.kept;
SET client_min_messages = notice;
\set VERBOSITY terse
SELECT explain_doors.tells('EXPLAIN ANALYZE EXECUTE p');
COMMIT;
RESET ROLE;
-- to the administrator as ever
\set VERBOSITY sqlstate
SET client_min_messages = log;
SELECT count(*) FROM contacts.contacts WHERE name = 'Secret Popular';
SET client_min_messages = notice;
\set VERBOSITY terse
SET auto_explain.log_min_duration = -1;

--
-- Everybody else
--
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT id AS shared FROM contacts.contacts WHERE name = 'Shared' \gset
-- the check of the foreign key is not in the plan
SELECT explain_doors.tells(format('EXPLAIN (ANALYZE, BUFFERS) INSERT INTO explain_doors.deals VALUES (%s, %L)', :account, :'shared'));
COMMIT;
PREPARE own AS SELECT * FROM explain_doors.kept;
SELECT s, explain_doors.tells('EXPLAIN ' || s) FROM unnest(ARRAY[
	'SELECT * FROM explain_doors.kept',
	'EXECUTE own',
	'(ANALYZE, BUFFERS off) EXECUTE own',
	'(ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM explain_doors.kept',
	'(BUFFERS, FORMAT JSON) EXECUTE own']) AS s;
RESET ROLE;
SELECT s, explain_doors.tells('EXPLAIN ' || s) FROM unnest(ARRAY[
	$$SELECT * FROM contacts.contacts WHERE name = 'Secret Popular'$$,
	'(ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM contacts.contacts',
	'(BUFFERS, FORMAT JSON) EXECUTE p',
	'(ANALYZE, BUFFERS off) EXECUTE p']) AS s;

--
-- The first statement of a session may be what loads the library
--
\c
SET SESSION AUTHORIZATION regress_contacts_mapped;
\set VERBOSITY terse
SELECT explain_doors.tells($$EXPLAIN ANALYZE SELECT * FROM contacts.contacts WHERE name = 'Secret Popular'$$) LIKE '42501 EXPLAIN ANALYZE%';
\c
SET SESSION AUTHORIZATION regress_contacts_mapped;
\set VERBOSITY terse
SET auto_explain.log_analyze = on;
SELECT explain_doors.tells($$EXPLAIN ANALYZE SELECT * FROM contacts.contacts WHERE name = 'Secret Popular'$$) LIKE '42501 EXPLAIN ANALYZE%';
\c
SET SESSION AUTHORIZATION regress_contacts_mapped;
\set VERBOSITY terse
SELECT explain_doors.tells($$EXPLAIN SELECT * FROM contacts.contacts WHERE name = 'Secret Popular'$$) ~ '^42501 EXPLAIN of contacts|^the bare plan';
SELECT explain_doors.tells($$EXPLAIN SELECT * FROM contacts.contacts WHERE name = 'Secret Popular'$$);
\c
SET SESSION AUTHORIZATION regress_contacts_mapped;
\set VERBOSITY terse
SET client_min_messages = log;
SET debug_print_plan = on;
SELECT count(*) FROM contacts.contacts WHERE name = 'Secret Popular';
\c
\set VERBOSITY terse
SET ROLE regress_contacts_app;
-- planned within the planning, when the library is there
CREATE FUNCTION pg_temp.late() RETURNS text LANGUAGE plpgsql STABLE SET debug_print_plan = off AS $$ BEGIN RETURN (SELECT 'Secret Popular'); END $$;
SET client_min_messages = log;
SET debug_print_plan = on;
SELECT count(*) FROM contacts.contacts WHERE name = pg_temp.late();

\c
\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA explain_doors CASCADE;
SELECT contacts.unmap_role('regress_contacts_mapped') AS unmapped \gset
DROP OWNED BY regress_contacts_app, regress_contacts_mapped;
DROP ROLE regress_contacts_app, regress_contacts_mapped;
