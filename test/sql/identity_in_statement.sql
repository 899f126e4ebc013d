-- Promise: A statement on our tables during which the identity would change or end fails with 55000.
-- Promise: An exception block within the statement is no way to another identity.
-- Promise: History names who acted at the start of the statement.
-- Promise: A statement that no table of ours concerns may change the identity.
-- Promise: A COMMIT within a cursor loop whose rows would outlive the identity fails.
-- Promise: Rows asked for under one mapped role are not read under another.
-- Promise: A trigger of a table that follows ours cannot end the identity.
-- Promise: An import belongs to who announced it; under another identity it is refused.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
CREATE ROLE regress_contacts_mapped;
CREATE ROLE regress_contacts_mapped_too;
CREATE ROLE regress_contacts_person LOGIN IN ROLE regress_contacts_mapped, regress_contacts_mapped_too;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_mapped') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_mapped_too') AS granted \gset
SELECT contacts.create_account('One at a time', 'Olga', 'olga@example.com', '+919813000001', 'enterprise') AS account \gset
SELECT contacts.create_account('And the other', 'Bob', 'bob@example.com', '+919813000002', 'growth') AS other \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Meera', 'contact_manager'), ('Ravi', 'contact_manager');
INSERT INTO contacts.contacts (name) VALUES ('Shared 1'), ('Shared 2');
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) VALUES ('Of Meera', 'only_me');
SELECT contacts.act_as(:account, 3) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) VALUES ('Of Ravi', 'only_me');
SELECT contacts.act_as(:other, 1) AS acting \gset
INSERT INTO contacts.users (name) SELECT 'User ' || g FROM generate_series(1, 97) g;
COMMIT;
SELECT contacts.map_role('regress_contacts_mapped', :account, 2) AS mapped \gset
SELECT contacts.map_role('regress_contacts_mapped_too', :account, 3) AS mapped \gset

CREATE SCHEMA identity_in_statement;
GRANT USAGE, CREATE ON SCHEMA identity_in_statement TO PUBLIC;
CREATE FUNCTION identity_in_statement.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
-- runs what it is told, in the midst of the statement that calls it
CREATE FUNCTION identity_in_statement.runs(statement text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN EXECUTE statement; RETURN 'run'; END $$;
CREATE TABLE identity_in_statement.own (account_id bigint, user_id int);
INSERT INTO identity_in_statement.own VALUES (:account, 2);
GRANT ALL ON identity_in_statement.own TO regress_contacts_app;

SET ROLE regress_contacts_app;
--
-- By act_as() and authenticate(), wherever it stands
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.issue_token('t', '{contacts.read}') AS token \gset
SELECT identity_in_statement.outcome(replace(replace(s, 'ACCOUNT', :'account'), 'TOKEN', :'token')) FROM unnest(ARRAY[
	$$UPDATE contacts.contacts SET city = 'x' WHERE name = 'Shared 1' RETURNING contacts.act_as(ACCOUNT, 1)$$,
	$$UPDATE contacts.contacts SET city = 'x' WHERE name = 'Shared 1' RETURNING contacts.authenticate('TOKEN')$$,
	$$INSERT INTO contacts.contacts (name) SELECT name FROM (SELECT 'New' AS name, contacts.act_as(ACCOUNT, 1) OFFSET 0) s$$,
	$$DELETE FROM contacts.contacts WHERE identity_in_statement.runs('SELECT contacts.act_as(ACCOUNT, 1)') = 'run'$$,
	$$SELECT name, contacts.act_as(ACCOUNT, 3) FROM contacts.contacts$$,
	$$WITH a AS MATERIALIZED (SELECT contacts.act_as(ACCOUNT, 1)) INSERT INTO contacts.contacts (name) SELECT 'New' FROM a$$,
	$$CREATE TEMP TABLE t AS SELECT identity_in_statement.runs('SELECT contacts.act_as(ACCOUNT, 1)') FROM contacts.contacts$$,
	$$DO 'BEGIN FOR i IN 1..2 LOOP UPDATE contacts.contacts SET city = city WHERE identity_in_statement.runs(''SELECT contacts.act_as(ACCOUNT, 1)'') IS NOT NULL; END LOOP; END'$$]) AS s;
SAVEPOINT s;
COPY (SELECT name, contacts.act_as(:account, 1) FROM contacts.contacts) TO STDOUT;
ROLLBACK TO s;
-- who acts has not changed by all that
SELECT contacts.actor_user();
-- the same identity again is no change
SELECT identity_in_statement.outcome(format('UPDATE contacts.contacts SET city = %L WHERE name = %L RETURNING contacts.act_as(%s, 2)', 'x', 'Shared 1', :account));
-- and where no table of ours is concerned, it is free
SELECT contacts.act_as(account_id, user_id) FROM identity_in_statement.own;
DO $$ BEGIN PERFORM contacts.act_as(account_id, 1) FROM identity_in_statement.own; END $$;
SELECT contacts.actor_user();
WITH a AS MATERIALIZED (SELECT contacts.act_as(:account, 2)) INSERT INTO identity_in_statement.own SELECT 0, 0 FROM a;
SELECT contacts.actor_user();
ROLLBACK;

-- two accounts in one statement: the first would lose its owner
CREATE FUNCTION identity_in_statement.switches(a bigint, u int, first bigint, second bigint) RETURNS boolean LANGUAGE plpgsql COST 1 AS $$
BEGIN
	IF a = first AND u = 3 THEN PERFORM contacts.act_as(second, 1); END IF;
	RETURN u = 1;
END $$;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SET LOCAL enable_indexscan = off;
SET LOCAL enable_bitmapscan = off;
SAVEPOINT s;
UPDATE contacts.users SET role = CASE WHEN account_id = :account THEN 'agent' ELSE 'owner' END::contacts.user_role
WHERE identity_in_statement.switches(account_id, user_id, :account, :other);
ROLLBACK TO s;
SELECT user_id, role FROM contacts.users WHERE role = 'owner';
-- and the other one get more users than its plan has
CREATE FUNCTION identity_in_statement.counts(g int, first bigint) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	IF g = 6 THEN PERFORM contacts.act_as(first, 1); END IF;
	RETURN 'over ' || g;
END $$;
SELECT contacts.act_as(:other, 1) AS acting \gset
SAVEPOINT s;
INSERT INTO contacts.users (name, account_id)
SELECT n, contacts.actor_account() FROM (SELECT identity_in_statement.counts(g, :account) AS n FROM generate_series(1, 6) g OFFSET 0) s;
ROLLBACK TO s;
SELECT count(*) FROM contacts.users;
ROLLBACK;

--
-- By ending it
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT s, identity_in_statement.outcome(format('UPDATE contacts.contacts SET city = %L WHERE name = %L RETURNING identity_in_statement.runs(%L)', 'z', 'Shared 2', s))
FROM unnest('{RESET ALL,SET work_mem TO DEFAULT,RESET work_mem,DISCARD ALL,DISCARD PLANS}'::text[]) AS s;
SELECT contacts.actor_user();
-- an exception block does not help
CREATE FUNCTION identity_in_statement.tries(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'run';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
SELECT identity_in_statement.tries('RESET ALL'), identity_in_statement.tries(format('SELECT contacts.act_as(%s, 1)', :account)), contacts.actor_user()
FROM contacts.contacts WHERE name = 'Shared 1';
COMMIT;
RESET ROLE;
-- a superuser has more ways: history names the one of the start, or the statement fails
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT left(s, 28), identity_in_statement.outcome(format('UPDATE contacts.contacts SET city = %L WHERE account_id = %s AND name = %L RETURNING identity_in_statement.runs(%L)', 'y', :account, 'Shared 2', s))
FROM unnest(ARRAY[
	'RESET contacts.actor',
	'SET contacts.actor TO DEFAULT',
	'SELECT set_config(''contacts.actor'', '''', true)',
	format('SET LOCAL contacts.actor = ''3|%s|1|6|16383|7|0|IN||-1,0''', :account),
	format('SELECT contacts.act_as_for_session(%s, 1)', :account),
	'SELECT contacts.act_as_for_session(NULL, NULL)']) AS s;
ROLLBACK;
SELECT user_id, action, count(*) FROM contacts.audit_log WHERE account_id = :account AND action = 'update' GROUP BY 1, 2 ORDER BY 1, 2;
-- superusers see every row: reading depends on no identity
BEGIN;
SELECT contacts.act_as(account_id, 1) AS acting FROM contacts.accounts WHERE account_id = :account \gset
SELECT contacts.actor_user();
COMMIT;

--
-- By the role
--
\c
SET SESSION AUTHORIZATION regress_contacts_person;
\set VERBOSITY terse
SET ROLE regress_contacts_mapped;
SELECT name FROM contacts.contacts WHERE name LIKE 'Of %';
SELECT name, set_config('role', 'regress_contacts_mapped_too', false) FROM contacts.contacts WHERE name LIKE 'Of %';
SELECT current_user, contacts.actor_user();
BEGIN;
CREATE FUNCTION pg_temp.says(text) RETURNS text LANGUAGE plpgsql COST 100000 AS $$ BEGIN RAISE NOTICE '%', $1; RETURN $1; END $$;
DECLARE c CURSOR FOR SELECT pg_temp.says(name) FROM contacts.contacts WHERE name LIKE 'Of %';
SET ROLE regress_contacts_mapped_too;
-- not a row is read
FETCH c;
ROLLBACK;
-- a function that has a role of its own reads with its own eyes
CREATE FUNCTION identity_in_statement.as_too() RETURNS text LANGUAGE plpgsql SET role = regress_contacts_mapped_too AS
	$$ BEGIN RETURN (SELECT name FROM contacts.contacts WHERE name LIKE 'Of %'); END $$;
SET ROLE regress_contacts_mapped;
SELECT name, identity_in_statement.as_too() FROM contacts.contacts WHERE name LIKE 'Of %';

--
-- Rows do not outlive the identity
--
\c
\set VERBOSITY terse
CREATE TABLE identity_in_statement.got (name text, by_whom int);
GRANT ALL ON identity_in_statement.got TO regress_contacts_app, regress_contacts_mapped;
CREATE PROCEDURE identity_in_statement.loops(account bigint, ending text) LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
	IF account IS NOT NULL THEN PERFORM contacts.act_as(account, 2); END IF;
	FOR r IN SELECT name FROM contacts.contacts ORDER BY name LOOP
		INSERT INTO identity_in_statement.got VALUES (r.name, contacts.actor_user());
		IF ending = 'commit' THEN COMMIT; ELSE ROLLBACK; END IF;
	END LOOP;
END $$;
SET ROLE regress_contacts_app;
CALL identity_in_statement.loops(:account, 'commit');
CALL identity_in_statement.loops(:account, 'rollback');
SELECT * FROM identity_in_statement.got;
-- with an identity that goes on, so does the loop
SET ROLE regress_contacts_mapped;
CALL identity_in_statement.loops(NULL, 'commit');
SELECT count(DISTINCT by_whom), count(*) FROM identity_in_statement.got;
-- RESET ALL between two FETCHes
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts ORDER BY name;
FETCH c;
RESET ALL;
FETCH c;
ROLLBACK;
-- a cursor that has failed in a savepoint is no statement that runs
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
DECLARE c CURSOR FOR SELECT name, 1 / (length(name) - 8) FROM contacts.contacts ORDER BY name DESC;
SAVEPOINT s;
FETCH ALL FROM c;
ROLLBACK TO s;
CLOSE c;
SELECT contacts.act_as(:account, 1);
COMMIT;

--
-- In triggers of tables that follow ours
--
RESET ROLE;
CREATE TABLE identity_in_statement.deals (account_id bigint, contact_id uuid, does text,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
CREATE FUNCTION identity_in_statement.follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN EXECUTE OLD.does; RETURN OLD; END $$;
CREATE TRIGGER follows AFTER DELETE ON identity_in_statement.deals FOR EACH ROW EXECUTE FUNCTION identity_in_statement.follows();
GRANT INSERT ON identity_in_statement.deals TO regress_contacts_app;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
CREATE FUNCTION pg_temp.deletes(does text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE contact uuid;
BEGIN
	INSERT INTO contacts.contacts (name) VALUES ('Followed') RETURNING id INTO contact;
	INSERT INTO identity_in_statement.deals VALUES (contacts.actor_account(), contact, does);
	RETURN identity_in_statement.outcome(format('DELETE FROM contacts.contacts WHERE id = %L', contact));
END $$;
SELECT pg_temp.deletes('RESET ALL');
SELECT pg_temp.deletes(format('SELECT contacts.act_as(%s, 1)', :account));
SELECT pg_temp.deletes($$SELECT set_config('contacts.actor', '', true)$$);
SELECT pg_temp.deletes('SELECT 1');
COMMIT;
RESET ROLE;
SELECT user_id, count(*) FROM contacts.audit_log WHERE account_id = :account AND table_name = 'contacts' AND action = 'delete' GROUP BY 1;
-- nor does a COPY end under another identity than that of its start
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
\copy contacts.contacts (name) FROM stdin WHERE name = 'Copied' OR set_config('contacts.actor', '', true) IS NULL
Copied
Left out
\.
ROLLBACK;
SET ROLE regress_contacts_app;

--
-- A plan kept from another transaction, in one where nobody has asked who acts
--
RESET ROLE;
SELECT session_user AS me \gset
SELECT contacts.act_as_for_session(:account, 2) AS acting \gset
SET plan_cache_mode = force_generic_plan;
PREPARE kept_write AS INSERT INTO contacts.contacts (account_id, name, owner_id) VALUES ($1, 'Kept', 2)
	RETURNING identity_in_statement.tries(format('SELECT contacts.act_as_for_session(%s, 3)', $1));
BEGIN; EXECUTE kept_write(:account); ROLLBACK;
BEGIN; EXECUTE kept_write(:account); SELECT contacts.actor_user(); ROLLBACK;
RESET contacts.session_actor;
SET SESSION AUTHORIZATION regress_contacts_person;
SET ROLE regress_contacts_mapped;
PREPARE kept_mapped AS SELECT identity_in_statement.tries('SET ROLE regress_contacts_mapped_too') FROM contacts.contacts LIMIT 1;
BEGIN; EXECUTE kept_mapped; ROLLBACK;
BEGIN; EXECUTE kept_mapped; ROLLBACK;
RESET ROLE;
SET SESSION AUTHORIZATION :me;
RESET plan_cache_mode;
DEALLOCATE ALL;
SET ROLE regress_contacts_app;

--
-- In the midst of an import
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.begin_import('one.csv', visibility => 'only_me') AS import \gset
SAVEPOINT s;
INSERT INTO contacts.import_rows (name) SELECT 'Imported ' || identity_in_statement.runs(format('SELECT contacts.act_as(%s, 1)', :account));
ROLLBACK TO s;
SELECT count(*) FROM contacts.imports WHERE id = :'import';
-- it is still what begin_import() has said, by COPY as well
\copy contacts.import_rows (name) FROM stdin WHERE identity_in_statement.tries('RESET ALL') || identity_in_statement.tries('SELECT contacts.act_as(account_id, 1) FROM identity_in_statement.own') = '5500055000'
Imported by COPY
\.
SELECT rows_in, created, visibility, user_id FROM contacts.imports WHERE id = :'import';
-- between two statements the identity may change; then the import is another's
SELECT contacts.begin_import('two.csv', visibility => 'only_me') AS import \gset
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT identity_in_statement.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Astray')$$);
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT identity_in_statement.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Imported')$$);
SELECT identity_in_statement.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Once more')$$);
COMMIT;
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA identity_in_statement CASCADE;
SELECT contacts.unmap_role('regress_contacts_mapped'), contacts.unmap_role('regress_contacts_mapped_too') \gset
DROP OWNED BY regress_contacts_app, regress_contacts_mapped, regress_contacts_mapped_too, regress_contacts_person;
DROP ROLE regress_contacts_app, regress_contacts_mapped, regress_contacts_mapped_too, regress_contacts_person;
