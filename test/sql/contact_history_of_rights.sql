-- Promise: Account settings, departments, members, hours, role permissions and custom fields have a history.
-- Promise: A token has a history: issued, first used, revoked, and never its hash.
-- Promise: The hours, memberships and tokens that go along with a leaving user are history.
-- Promise: What a department that is no more has left is for those who see every department alone.
-- Promise: A department into which somebody imported can go; one with team contacts cannot.
-- Promise: Nothing is added to a department that is no more.
-- Promise: Without contacts.read an admin sees no history and no import.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE ROLE regress_contacts_history;
SELECT contacts.grant_application('regress_contacts_history');
SELECT contacts.create_account('History', 'Owner', 'owner@history.example', '+919820088001', 'enterprise', account_id => 719301);
SET ROLE regress_contacts_history;

-- what a statement adds to the history, as the owner reads it
BEGIN;
SELECT contacts.act_as(719301, 1);
INSERT INTO contacts.users (name, role) VALUES ('Admin', 'admin'), ('Member', 'contact_manager'), ('Reader', 'contact_manager'), ('Agent', 'agent');
UPDATE contacts.accounts SET name = 'History Ltd', time_zone = 'Asia/Kolkata';
UPDATE contacts.accounts SET name = 'History Ltd';
INSERT INTO contacts.departments (name) VALUES ('North'), ('South');
UPDATE contacts.departments SET manager_id = 3 WHERE name = 'North';
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 3), (1, 5), (2, 3);
DELETE FROM contacts.department_members WHERE user_id = 5;
INSERT INTO contacts.user_hours (user_id, weekday, starts, ends) VALUES (3, 1, '09:00', '17:00');
UPDATE contacts.user_hours SET ends = '18:00';
DELETE FROM contacts.user_hours;
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('contact_manager', 'audit.read', true), ('agent', 'contacts.merge', true);
UPDATE contacts.role_permissions SET granted = false WHERE role = 'agent';
DELETE FROM contacts.role_permissions WHERE role = 'agent';
INSERT INTO contacts.custom_fields (key, type, choices) VALUES ('size', 'choice', '{s,m}');
UPDATE contacts.custom_fields SET choices = '{s,m,l}', required = true;
DELETE FROM contacts.custom_fields;
SELECT table_name, row_key, action, user_id, was FROM contacts.audit_log
WHERE table_name NOT IN ('users', 'departments', 'contact_persons') ORDER BY id;
SELECT table_name, row_key, action, user_id, was - '{account_id,created_at}'::text[] AS was FROM contacts.audit_log
WHERE table_name = 'departments' ORDER BY id;
COMMIT;

-- tokens
BEGIN;
SELECT contacts.act_as(719301, 2);
SELECT contacts.issue_token('for three', '{contacts.read}', user_id => 3) AS token \gset
COMMIT;
BEGIN;
SELECT contacts.authenticate(:'token');
COMMIT;
BEGIN;
SELECT contacts.authenticate(:'token');
COMMIT;
-- a day later it is used again, and again
RESET ROLE;
SELECT contacts.act_as_for_session(719301, 1);
SET session_replication_role = replica;
UPDATE contacts.api_tokens SET last_used_on = CURRENT_DATE - 1 WHERE account_id = 719301;
RESET session_replication_role;
SELECT contacts.act_as_for_session(NULL, NULL);
SET ROLE regress_contacts_history;
BEGIN;
SELECT contacts.authenticate(:'token');
COMMIT;
BEGIN;
SELECT contacts.act_as(719301, 1);
SELECT last_used_on = CURRENT_DATE AS used_today FROM contacts.api_tokens;
SELECT contacts.revoke_token(id) FROM contacts.api_tokens;
COMMIT;
BEGIN;
SELECT contacts.act_as(719301, 1);
SELECT l.action, l.user_id, l.was, l.row_key = t.id::text AS of_the_token FROM contacts.audit_log l, contacts.api_tokens t
WHERE l.table_name = 'api_tokens' ORDER BY l.id;
SELECT count(*) FROM contacts.audit_log WHERE was ? 'hash' OR was::text ~ 'hash';
-- a user who leaves: hours, memberships and tokens that go along are history
INSERT INTO contacts.user_hours (user_id, weekday, starts, ends) VALUES (5, 2, '09:00', '17:00');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (2, 5);
SELECT contacts.issue_token('of five', '{contacts.read}', user_id => 5) IS NOT NULL AS issued;
CREATE TEMP TABLE before AS SELECT id FROM contacts.audit_log;
SELECT contacts.remove_user(5);
SELECT table_name, action, CASE WHEN table_name <> 'api_tokens' THEN row_key END AS row_key, user_id FROM contacts.audit_log
WHERE id NOT IN (SELECT id FROM before) ORDER BY id;
ROLLBACK;

-- A department with a history and an import.  User 3 is in it; user 4 may read
-- history, and is not; user 2 sees every department.
BEGIN;
SELECT contacts.act_as(719301, 3);
INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('north only', 'team', 1), ('south only', 'team', 2);
UPDATE contacts.contacts SET city = 'Delhi' WHERE name = 'north only';
SELECT contacts.begin_import('north.csv', 'team', 1) IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, phone) VALUES ('imported', '+919820088002'), ('bad', 'x');
DELETE FROM contacts.contacts WHERE department_id = 1;
COMMIT;
CREATE FUNCTION pg_temp.seen() RETURNS TABLE (who int, north bigint, south bigint, imports bigint, errors bigint, departments int[]) LANGUAGE plpgsql AS $$
BEGIN
	FOREACH who IN ARRAY ARRAY[1, 2, 3, 4] LOOP
		PERFORM contacts.act_as(719301, who);
		SELECT count(*) FILTER (WHERE audience = 1), count(*) FILTER (WHERE audience = 2) INTO north, south FROM contacts.audit_log;
		SELECT count(*) INTO imports FROM contacts.imports;
		SELECT count(*) INTO errors FROM contacts.import_errors;
		SELECT a.departments INTO departments FROM contacts.actor() a;
		RETURN NEXT;
	END LOOP;
END $$;
BEGIN;
SELECT * FROM pg_temp.seen();
ROLLBACK;
BEGIN;
SELECT contacts.act_as(719301, 1);
DELETE FROM contacts.departments WHERE department_id = 1;
SELECT count(*) FROM contacts.audit_log WHERE audience = 1;
COMMIT;
BEGIN;
SELECT * FROM pg_temp.seen();
ROLLBACK;
-- the import has lost nothing
BEGIN;
SELECT contacts.act_as(719301, 2);
SELECT user_id, visibility, department_id, audience, file_name, rows_in, created, rejected FROM contacts.imports;
SELECT table_name, action, was ->> 'name' AS name, was ->> 'city' AS city FROM contacts.audit_log WHERE audience = 1 ORDER BY id;
SELECT row_key, action, was FROM contacts.audit_log WHERE table_name = 'department_members' AND action = 'delete' ORDER BY id;
-- nothing is added to a department that is no more, in none of the ways
SAVEPOINT s;
INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('ghost', 'team', 1);
ROLLBACK TO s;
SELECT contacts.begin_import('ghost.csv', 'team', 1);
ROLLBACK TO s;
UPDATE contacts.contacts SET visibility = 'team', department_id = 1 WHERE name = 'south only';
ROLLBACK TO s;
-- one with team contacts still cannot go
DELETE FROM contacts.departments WHERE department_id = 2;
ROLLBACK;
-- an admin without contacts.read sees nothing of it
BEGIN;
SELECT contacts.act_as(719301, 1);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('admin', 'contacts.read', false);
SELECT contacts.act_as(719301, 2);
SELECT (SELECT count(*) FROM contacts.imports) AS imports, (SELECT count(*) FROM contacts.audit_log) AS history;
ROLLBACK;
RESET ROLE;
DROP OWNED BY regress_contacts_history;
DROP ROLE regress_contacts_history;
