-- Promise: An account always has exactly one primary contact person.
-- Promise: A swap of the primary is one statement; none or two of them are an error at COMMIT.
-- Promise: Where an UPDATE of one row makes a person primary, the former one steps back.
-- Promise: The owner of a new account is its first and primary contact person.
-- Promise: The primary contact person has an address and a number, or does not become primary.
-- Promise: A shared mailbox such as info@ is allowed for a contact person, with a warning.
-- Promise: The plan limits how many contact persons an account has.
-- Promise: Contact persons are written by who holds persons.manage, in their own account.
-- Promise: Each change of a contact person is history, which nobody changes, the superuser included.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset

-- The outcome of a statement as clients branch on it: rows, or SQLSTATE and constraint.
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE rows bigint; state text; con text;
BEGIN
	EXECUTE statement;
	GET DIAGNOSTICS rows = ROW_COUNT;
	RETURN 'ok ' || rows;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, con = CONSTRAINT_NAME;
	RETURN state || coalesce(' ' || nullif(con, ''), '');
END $$;
-- A statement followed by what COMMIT would check.
CREATE FUNCTION pg_temp.at_commit(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN pg_temp.outcome(format('DO %L', format('BEGIN %s; SET CONSTRAINTS ALL IMMEDIATE; END', statement)));
END $$;

INSERT INTO contacts.plans (name, private_contacts_allowed, contact_persons) VALUES ('regress four persons', true, 4);
SET ROLE regress_contacts_app;
-- the owner is reachable, or there is no account
SELECT pg_temp.outcome($$SELECT contacts.create_account('x', 'x', NULL, '+919811000001')$$);
SELECT pg_temp.outcome($$SELECT contacts.create_account('x', 'x', 'x@example.com', NULL)$$);
SELECT pg_temp.outcome($$SELECT contacts.create_account('x', 'x', 'x@example.com', '12')$$);
SELECT pg_temp.outcome($$SELECT contacts.create_account('x', 'x', 'x@example.com', '098200 12345 ext 9')$$);
SELECT contacts.create_account('Persons', ' Olga ', 'Olga@Example.com', '98110 00001', 'regress four persons') AS account \gset
SELECT contacts.create_account('Elsewhere', 'Eve', 'eve@example.com', '+919811000001') AS other \gset

-- from the start: the owner, user 1, is the one primary contact person
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT name, email, phone, category, is_primary, user_id FROM contacts.contact_persons ORDER BY name;

--
-- Swaps, each in one statement
--
INSERT INTO contacts.contact_persons (name, email, phone, category) VALUES
	('Anil', 'anil@example.com', '+919811000002', 'accounts'), ('Bina', 'bina@example.com', '+919811000003', 'technical');
INSERT INTO contacts.contact_persons (name, category) VALUES ('Chetan', 'compliance');
SELECT id AS anil FROM contacts.contact_persons WHERE name = 'Anil' \gset
SELECT id AS bina FROM contacts.contact_persons WHERE name = 'Bina' \gset
SELECT id AS chetan FROM contacts.contact_persons WHERE name = 'Chetan' \gset
UPDATE contacts.contact_persons SET is_primary = (id = :'anil');
SELECT name FROM contacts.contact_persons WHERE is_primary ORDER BY name;
SET CONSTRAINTS ALL IMMEDIATE;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
-- the plain update of one row: the former one steps back
UPDATE contacts.contact_persons SET is_primary = true WHERE id = :'bina';
SELECT name FROM contacts.contact_persons WHERE is_primary ORDER BY name;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.set_primary_contact_person(:'anil') AS done \gset
SELECT name FROM contacts.contact_persons WHERE is_primary ORDER BY name;
-- to whom it is already: nothing happens
SELECT contacts.set_primary_contact_person(:'anil') AS done \gset
SELECT name FROM contacts.contact_persons WHERE is_primary ORDER BY name;
COMMIT;
-- in two statements, with none in between
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.contact_persons SET is_primary = false WHERE is_primary;
UPDATE contacts.contact_persons SET is_primary = true WHERE id = :'bina';
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT name FROM contacts.contact_persons WHERE is_primary ORDER BY name;
-- a new person who is primary at once
DELETE FROM contacts.contact_persons WHERE id = :'chetan';
INSERT INTO contacts.contact_persons (name, email, phone, is_primary) VALUES ('Dev', 'dev@example.com', '+919811000004', true);
SELECT name FROM contacts.contact_persons WHERE is_primary ORDER BY name;
SET CONSTRAINTS ALL IMMEDIATE;
ROLLBACK;

--
-- Never none, never two
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.at_commit($$DELETE FROM contacts.contact_persons WHERE is_primary$$);
SELECT pg_temp.at_commit($$DELETE FROM contacts.contact_persons$$);
SELECT pg_temp.at_commit($$UPDATE contacts.contact_persons SET is_primary = false$$);
SELECT pg_temp.at_commit($$UPDATE contacts.contact_persons SET is_primary = (phone IS NOT NULL)$$);
-- the number of others is free
SELECT pg_temp.at_commit($$DELETE FROM contacts.contact_persons WHERE name = 'Chetan'$$);
ROLLBACK;
-- at COMMIT itself
\set VERBOSITY sqlstate
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.contact_persons WHERE is_primary;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.contact_persons SET is_primary = false WHERE is_primary;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.contact_persons SET is_primary = (name IN ('Anil', 'Olga'));
COMMIT;
\set VERBOSITY terse
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT name FROM contacts.contact_persons WHERE is_primary ORDER BY name;

--
-- Reachable: the primary has an address and a number
--
SELECT pg_temp.outcome(format('SELECT contacts.set_primary_contact_person(%L)', :'chetan'));
SELECT pg_temp.outcome(format('UPDATE contacts.contact_persons SET is_primary = (id = %L)', :'chetan'));
SELECT pg_temp.outcome($$UPDATE contacts.contact_persons SET email = NULL WHERE is_primary$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_persons SET phone = NULL WHERE is_primary$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_persons SET email = NULL WHERE name = 'Anil'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_persons SET email = 'no address' WHERE name = 'Anil'$$);
SELECT pg_temp.outcome($$SELECT contacts.set_primary_contact_person(contacts.uuid_v7())$$);
ROLLBACK;

--
-- A shared mailbox is allowed, with a warning; a person's own is not warned of
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.contact_persons SET email = 'Info@example.com' WHERE name = 'Anil';
UPDATE contacts.contact_persons SET email = 'sales@example.com' WHERE name = 'Bina';
UPDATE contacts.contact_persons SET email = 'informa@example.com' WHERE name = 'Anil';
SELECT name, email FROM contacts.contact_persons WHERE email IS NOT NULL ORDER BY name;
ROLLBACK;

--
-- How many: four by this plan
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT count(*) FROM contacts.contact_persons;
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_persons (name) VALUES ('Fifth')$$);
DELETE FROM contacts.contact_persons WHERE id = :'chetan';
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_persons (name) VALUES ('Fourth'), ('Fifth')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_persons (name) VALUES ('Fourth')$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_persons SET designation = 'CFO' WHERE name = 'Anil'$$);
ROLLBACK;
-- starter: one, who can still be replaced
SELECT contacts.create_account('Small', 'Sam', 'sam@example.com', '+919811000001', 'starter') AS small \gset
BEGIN;
SELECT contacts.act_as(:small, 1) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_persons (name) VALUES ('Second')$$);
DELETE FROM contacts.contact_persons;
INSERT INTO contacts.contact_persons (name, email, phone, is_primary) VALUES ('Tara', 'tara@example.com', '+919811000005', true);
COMMIT;
BEGIN;
SELECT contacts.act_as(:small, 1) AS acting \gset
SELECT name, is_primary FROM contacts.contact_persons ORDER BY name;
COMMIT;

--
-- Who may: billing and above, in their own account
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Bill', 'billing'), ('Max', 'manager');
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contact_persons SET designation = 'x'$$);
SELECT pg_temp.outcome(format('SELECT contacts.set_primary_contact_person(%L)', :'anil'));
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_persons (name) VALUES ('x')$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contact_persons$$);
SELECT count(*) FROM contacts.contact_persons;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome(format('SELECT contacts.set_primary_contact_person(%L)', :'anil'));
SELECT pg_temp.outcome($$UPDATE contacts.contact_persons SET designation = 'CFO' WHERE name = 'Anil'$$);
ROLLBACK;
-- another account's person is as one that never was
BEGIN;
SELECT contacts.act_as(:other, 1) AS acting \gset
SELECT count(*) FROM contacts.contact_persons;
SELECT pg_temp.outcome(format('SELECT contacts.set_primary_contact_person(%L)', :'anil'));
SELECT pg_temp.outcome(format('INSERT INTO contacts.contact_persons (account_id, name) VALUES (%s, ''x'')', :account));
COMMIT;

--
-- History: who did what, and what it was before; made by the steps that were committed above
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT l.action, coalesce(l.user_id::text, 'nobody') AS by, p.name, l.was
FROM contacts.audit_log l JOIN contacts.contact_persons p ON p.id::text = l.row_key
WHERE l.table_name = 'contact_persons' AND l.action <> 'delete' ORDER BY l.at, l.action, p.name, l.was;
COMMIT;
BEGIN;
SELECT contacts.act_as(:small, 1) AS acting \gset
SELECT action, user_id, was ->> 'name', was ->> 'email', was ->> 'is_primary'
FROM contacts.audit_log WHERE table_name = 'contact_persons' AND action = 'delete';
SELECT pg_temp.outcome('DELETE FROM contacts.audit_log');
COMMIT;
-- nobody rewrites history, the administrator of the database neither; nor do they make an account without a person
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.at_commit($$INSERT INTO contacts.accounts (account_id, name) SELECT max(account_id) + 1, 'Nobody there' FROM contacts.accounts$$);
ROLLBACK;
SELECT pg_temp.outcome($$UPDATE contacts.audit_log SET user_id = 1$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.audit_log$$);
SELECT pg_temp.outcome($$TRUNCATE contacts.audit_log$$);

DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
