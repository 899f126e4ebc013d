-- Promise: A user of several departments or of none names the department of a team contact.
-- Promise: The terms of an import survive savepoints, and are good for one COPY.
-- Promise: No import runs inside an import, and nothing is lost by trying.
-- Promise: Of two rows of a file for one contact the last one wins, and the other is counted as skipped.
-- Promise: History goes private with its contact.
-- Promise: A merge takes a contact from no team, and shows nobody what a duplicate was.
-- Promise: Nobody gives a role a permission that they do not hold, or takes one from the owners' role.
-- Promise: While a cursor is open there is no way to another identity, by way of nobody or of a token.
-- Promise: No one acts while triggers of others run, by the session form either.
-- Promise: CREATE EXTENSION refuses a schema that is somebody else's.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
CREATE ROLE regress_contacts_mallory;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; con text;
BEGIN
	EXECUTE statement;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, con = CONSTRAINT_NAME;
	RETURN state || coalesce(' ' || nullif(con, ''), '');
END $$;

-- owner 1; contact managers 2 and 3, both in departments 1 and 2; admin 4; user 5 in department 2 alone
SELECT contacts.create_account('Corners', 'Olga', 'olga@example.com', '+919811000001', 'enterprise') AS account \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Cora', 'contact_manager'), ('Mia', 'contact_manager'),
	('Dan', 'admin'), ('Sue', 'contact_manager');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (2, 2), (1, 3), (2, 3), (2, 5);
COMMIT;

-- a team contact of somebody in several departments, or in none
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('x', 'team')$$);
SELECT pg_temp.outcome($$SELECT contacts.begin_import('x', 'team')$$);
-- nulls where none may be
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('x', NULL)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, owner_id) VALUES ('x', NULL)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, account_id) VALUES ('x', NULL)$$);
ROLLBACK;

-- the terms of an import survive the savepoints that clients put around statements,
-- come back when the COPY is undone, and are good for one COPY
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SAVEPOINT s;
SELECT contacts.begin_import('a', visibility => 'only_me') IS NOT NULL;
RELEASE s;
SAVEPOINT s;
SELECT pg_temp.outcome($$INSERT INTO contacts.import_rows (name) SELECT 'x' FROM generate_series(1, 2) g WHERE 1 / (g - 2) < 0$$);
INSERT INTO contacts.import_rows (name) VALUES ('Undone');
ROLLBACK TO s;
INSERT INTO contacts.import_rows (name) VALUES ('Mine');
SELECT name, visibility FROM contacts.contacts;
SELECT pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Again')$$);
SAVEPOINT t;
SELECT contacts.begin_import('b', visibility => 'only_me') IS NOT NULL;
ROLLBACK TO t;
SELECT pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Never announced')$$);
ROLLBACK;
-- a savepoint that ended well shares the fate of the one around it: a COPY that is undone with
-- that one has used nothing, and an announcement that is undone with it is none
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.begin_import('a', visibility => 'only_me') IS NOT NULL;
SAVEPOINT s;
SAVEPOINT t;
INSERT INTO contacts.import_rows (name) VALUES ('Undone');
RELEASE t;
ROLLBACK TO s;
SELECT pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Mine')$$);
SAVEPOINT t;
SELECT contacts.begin_import('b', visibility => 'only_me') IS NOT NULL;
RELEASE t;
ROLLBACK TO s;
SELECT pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Never announced')$$);
-- one that fails leaves none, not the one before
SELECT contacts.begin_import('c', visibility => 'only_me') IS NOT NULL;
SELECT pg_temp.outcome($$SELECT contacts.begin_import('d', visibility => NULL)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('As before')$$);
ROLLBACK;

-- no import inside an import, and nothing is lost by trying
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
CREATE FUNCTION pg_temp.nested(i integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	IF i = 2 THEN
		RETURN pg_temp.outcome($i$INSERT INTO contacts.import_rows (name) VALUES ('inner')$i$);
	END IF;
	RETURN 'row ' || i;
END $$;
INSERT INTO contacts.import_rows (name) SELECT pg_temp.nested(g) FROM generate_series(1, 3) g;
SELECT name FROM contacts.contacts ORDER BY name;
SELECT rows_in, created FROM contacts.imports;
ROLLBACK;

-- an import at the end of the transaction, where no portal runs
RESET ROLE;
CREATE TABLE public.corners_late (account bigint);
CREATE FUNCTION public.corners_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM contacts.act_as(NEW.account, 2);
	INSERT INTO contacts.import_rows (name) VALUES ('At the end');
	RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.corners_late DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION public.corners_late();
SET client_min_messages = error;
INSERT INTO public.corners_late VALUES (:account);
RESET client_min_messages;
DROP TABLE public.corners_late;
DROP FUNCTION public.corners_late();
SELECT name FROM contacts.contacts WHERE account_id = :account;
SET ROLE regress_contacts_app;

-- two rows of a file for one contact: the last one wins, the other is counted as skipped
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone) VALUES ('X', '+919833000011');
INSERT INTO contacts.contact_phones (contact_id, phone) SELECT id, '+919833000012' FROM contacts.contacts WHERE name = 'X';
SELECT contacts.begin_import('a', on_duplicate => 'overwrite') IS NOT NULL;
INSERT INTO contacts.import_rows (phone, city, company) VALUES ('+919833000011', 'Pune', NULL), ('+919833000012', NULL, 'Acme');
SELECT rows_in, updated, skipped FROM contacts.imports;
SELECT name, city, company FROM contacts.contacts WHERE name = 'X';
-- more tags than a contact takes
SELECT contacts.begin_import('b', on_duplicate => 'fill') IS NOT NULL;
INSERT INTO contacts.import_rows (name, tags) SELECT 'Tagged', string_agg('t' || g, ';') FROM generate_series(1, 130) g;
SELECT reason, detail FROM contacts.import_errors;
ROLLBACK;

-- history goes private with its contact
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, city) VALUES ('Going', 'One');
UPDATE contacts.contacts SET city = 'Two' WHERE name = 'Going';
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'note' FROM contacts.contacts WHERE name = 'Going';
UPDATE contacts.contact_notes SET body = 'changed';
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT table_name, action, was FROM contacts.audit_log WHERE table_name ~ '^contact_?' AND table_name <> 'contact_persons' ORDER BY id;
SELECT contacts.act_as(:account, 2) AS acting \gset
UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Going';
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT count(*) FROM contacts.audit_log WHERE table_name IN ('contacts', 'contact_notes');
ROLLBACK;

-- custom fields of a savepoint that was undone
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SAVEPOINT s;
INSERT INTO contacts.custom_fields (key) VALUES ('ghost');
INSERT INTO contacts.contacts (name, custom) VALUES ('c1', '{"ghost": "a"}');
ROLLBACK TO s;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, custom) VALUES ('c2', '{"ghost": "b"}')$$);
-- read in one that ended well, inside one that was undone
SAVEPOINT s;
INSERT INTO contacts.custom_fields (key) VALUES ('ghost');
SAVEPOINT t;
INSERT INTO contacts.contacts (name, custom) VALUES ('c1', '{"ghost": "a"}');
RELEASE t;
ROLLBACK TO s;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, custom) VALUES ('c2', '{"ghost": "b"}')$$);
-- what becomes of a field is known at once, and in its account alone
INSERT INTO contacts.custom_fields (key) VALUES ('ghost');
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, custom) VALUES ('c3', '{"ghost": "c"}')$$);
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT contacts.create_account('Other', 'Eve', 'eve@example.com', '+919811000002') AS other \gset
SELECT contacts.act_as(:other, 1) AS acting \gset
-- (whoever makes an account, it is no act of a user of it)
SELECT DISTINCT user_id IS NULL FROM contacts.audit_log;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, custom) VALUES ('c4', '{"ghost": "d"}')$$);
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, custom) VALUES ('c5', '{"ghost": "e"}')$$);
DELETE FROM contacts.custom_fields;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, custom) VALUES ('c6', '{"ghost": "f"}')$$);
ROLLBACK;

-- a number that is read differently from its own text stays what it is
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone) VALUES ('Odd', '+91 00 98765 43210'), ('Other', '+919833000020');
SELECT phone, phone = phone::text::contacts.phone FROM contacts.contacts WHERE name = 'Odd';
SELECT contacts.merge(o.id, ARRAY[p.id]) -> 'set_aside' FROM contacts.contacts o, contacts.contacts p WHERE o.name = 'Odd' AND p.name = 'Other';
SELECT phone FROM contacts.contacts WHERE name = 'Odd';
-- overrides name whole fields
SELECT pg_temp.outcome($$SELECT contacts.merge(contacts.uuid_v7(), ARRAY[contacts.uuid_v7()], '{"name,phone": "x"}')$$);
SELECT pg_temp.outcome($$SELECT contacts.merge(contacts.uuid_v7(), ARRAY[contacts.uuid_v7()], '{"phone": "12"}')$$);
ROLLBACK;

-- a dry run that fails inside a block that catches it, twice
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.merge(contacts.uuid_v7(), ARRAY[contacts.uuid_v7()], dry_run => true)$$);
SELECT pg_temp.outcome($$SELECT contacts.merge(contacts.uuid_v7(), ARRAY[contacts.uuid_v7()], dry_run => true)$$);
INSERT INTO contacts.contacts (name) VALUES ('After');
COMMIT;

-- a merge takes a contact from nobody: not from another team either
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('T1', 'team', 1), ('T2', 'team', 2);
SELECT pg_temp.outcome(format('SELECT contacts.merge(%L, ARRAY[%L]::uuid[], publish => true)', a.id, b.id))
FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'T1' AND b.name = 'T2';
ROLLBACK;

-- a deferrable trigger of somebody else's table would run with the merger's eyes
RESET ROLE;
GRANT USAGE ON SCHEMA contacts TO regress_contacts_mallory;
GRANT REFERENCES ON contacts.contacts TO regress_contacts_mallory;
CREATE SCHEMA corners AUTHORIZATION regress_contacts_mallory;
SET ROLE regress_contacts_mallory;
CREATE TABLE corners.ref (account_id bigint, contact_id uuid, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE FUNCTION corners.loot() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE CONSTRAINT TRIGGER loot AFTER UPDATE ON corners.ref DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION corners.loot();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('M1'), ('M2');
RESET ROLE;
INSERT INTO corners.ref SELECT account_id, id FROM contacts.contacts WHERE name = 'M2';
SET ROLE regress_contacts_app;
SELECT pg_temp.outcome(format('SELECT contacts.merge(%L, ARRAY[%L]::uuid[])', a.id, b.id))
FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'M1' AND b.name = 'M2';
ROLLBACK;
RESET ROLE;
DROP SCHEMA corners CASCADE;

-- audience and number change together: the number given up is not in the way
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Shared', '+919833000030', 'everyone'), ('Private', '+919833000030', 'only_me');
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'everyone', phone = '+919833000031' WHERE name = 'Private'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me', phone = NULL WHERE name = 'Private'$$);
SELECT c.name, p.phone, p.is_primary FROM contacts.contacts c LEFT JOIN contacts.contact_phones p ON p.contact_id = c.id WHERE c.name IN ('Shared', 'Private') ORDER BY 1;
-- a number passes from one contact to another
INSERT INTO contacts.contacts (name, phone) VALUES ('From', '+919833000040'), ('To', '+919833000041');
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = NULL WHERE name = 'From'$$), pg_temp.outcome($$UPDATE contacts.contacts SET phone = '+919833000040' WHERE name = 'To'$$);
-- the log of a merge does not show what a private duplicate was
SELECT pg_temp.outcome($$SELECT row_values FROM contacts.merge_rows$$), pg_temp.outcome($$SELECT id, duplicates FROM contacts.merges$$);
ROLLBACK;

-- nobody makes themselves, or a role above theirs, more than they are
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('agent', 'contacts.delete', true)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('owner', 'contacts.read', false)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('admin', 'audit.read', false)$$);
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.role_permissions SET granted = true WHERE permission = 'audit.read'$$);
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('agent', 'contacts.merge', true)$$);
ROLLBACK;

-- cursors: no way from one identity to another, by way of nobody or by a token
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 2)', :account));
RESET ALL;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 3)', :account));
CLOSE c;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 3)', :account));
SELECT contacts.issue_token('narrow', '{contacts.write}') AS token \gset
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts;
SELECT pg_temp.outcome(format('SELECT contacts.authenticate(%L)', :'token'));
ROLLBACK;
BEGIN;
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 3)', :account));
ROLLBACK;

-- nobody acts while other people's triggers run, not by the session form either
RESET ROLE;
CREATE SCHEMA corners;
GRANT USAGE ON SCHEMA corners TO regress_contacts_app;
CREATE TABLE corners.seen (who integer, rows bigint);
CREATE TABLE corners.ref (account_id bigint, contact_id uuid, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE FUNCTION corners.look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO corners.seen SELECT contacts.actor_user(), cardinality(contacts.actor_audiences());
	RETURN NEW;
END $$;
CREATE TRIGGER look BEFORE UPDATE ON corners.ref FOR EACH ROW EXECUTE FUNCTION corners.look();
SELECT contacts.act_as_for_session(:account, 2) AS acting \gset
BEGIN;
SET LOCAL ROLE regress_contacts_app;
INSERT INTO contacts.contacts (name) VALUES ('S1'), ('S2');
RESET ROLE;
INSERT INTO corners.ref SELECT account_id, id FROM contacts.contacts WHERE name = 'S2';
SET LOCAL ROLE regress_contacts_app;
SELECT contacts.merge(a.id, ARRAY[b.id]) -> 'moved' FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'S1' AND b.name = 'S2';
RESET ROLE;
SELECT * FROM corners.seen;
ROLLBACK;
SELECT contacts.act_as_for_session(NULL, NULL) AS acting \gset
SELECT contacts.actor_user() IS NULL;
SET client_min_messages = warning;
DROP SCHEMA corners CASCADE;
RESET client_min_messages;
SET ROLE regress_contacts_app;

-- text of a megabyte
SELECT (contacts.phone_try_parse(repeat('1', 1000000), 'IN')).reason, (contacts.phone_try_parse(repeat(' ', 1000000) || '98765 43210', 'IN')).phone;

-- the schema must not be somebody else's
RESET ROLE;
DROP OWNED BY regress_contacts_app, regress_contacts_mallory;
DROP ROLE regress_contacts_app;
SET client_min_messages = warning;
SELECT current_database() AS regression_database \gset
CREATE DATABASE contacts_corners ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
\c contacts_corners
\set VERBOSITY terse
CREATE SCHEMA contacts AUTHORIZATION regress_contacts_mallory;
CREATE EXTENSION contacts;
DROP SCHEMA contacts;
CREATE EXTENSION contacts;
\c :regression_database
DROP DATABASE contacts_corners;
DROP ROLE regress_contacts_mallory;
