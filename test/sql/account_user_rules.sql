-- Promise: Users and departments are numbered 1, 2, 3 in their account; no number is given twice or chosen.
-- Promise: An account takes the number that create_account() is given, once.
-- Promise: A phone and an extension belong to one user of the account at a time.
-- Promise: Nobody grants a role above their own, or changes a user above them.
-- Promise: The last owner of an account cannot go, whoever tries.
-- Promise: The plan's number of users is exact, for one who comes back as well.
-- Promise: The place, phone and extension of a removed user are free again, the user's number is not.
-- Promise: Users and departments are written by who holds users.manage.
-- Promise: Managers edit the members of the departments that they head, and of no other.
-- Promise: What is done to users and departments is history.
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

INSERT INTO contacts.plans (name, private_contacts_allowed, users) VALUES ('regress six users', true, 6);
SET ROLE regress_contacts_app;
-- an account takes the number that it is given, once
BEGIN;
SELECT contacts.create_account('Numbered', 'Nina', 'nina@example.com', '+919811000001', account_id => 987001);
SELECT pg_temp.outcome($$SELECT contacts.create_account('Again', 'Nina', 'nina@example.com', '+919811000001', account_id => 987001)$$);
-- (neither our statement nor the key that it has met is shown)
\set VERBOSITY default
SELECT contacts.create_account('Again', 'Nina', 'nina@example.com', '+919811000001', account_id => 987001);
\set VERBOSITY terse
ROLLBACK;
SELECT pg_temp.outcome($$SELECT contacts.create_account('x', 'x', 'x@example.com', '+919811000001', plan => 'unknown')$$);
SELECT pg_temp.outcome($$SELECT contacts.create_account('x', 'x', 'x@example.com', '+919811000001', time_zone => 'Nowhere/Nothing')$$);
SELECT contacts.create_account('Users', 'Olga', 'olga@example.com', '+919811000001', 'regress six users') AS account \gset
SELECT contacts.create_account('Elsewhere', 'Eve', 'eve@example.com', '+919811000001', 'regress six users') AS other \gset

--
-- Numbers
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role, phone, extension) VALUES ('Adi', 'admin', '+919811000002', 10);
INSERT INTO contacts.users (name, role, phone, extension) VALUES
	('Max', 'manager', '+919811000003', 99), ('Meera', 'contact_manager', NULL, NULL), ('Arjun', 'agent', NULL, NULL);
SELECT user_id, name, role, phone, extension FROM contacts.users ORDER BY user_id;
COMMIT;
-- each account counts for itself
BEGIN;
SELECT contacts.act_as(:other, 1) AS acting \gset
INSERT INTO contacts.users (name) VALUES ('Second');
SELECT user_id, name, role FROM contacts.users ORDER BY user_id;
-- neither a number of one's own choosing nor another account's users
SELECT pg_temp.outcome($$INSERT INTO contacts.users (user_id, name) VALUES (9, 'x')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET user_id = 9$$);
SELECT pg_temp.outcome(format('INSERT INTO contacts.users (account_id, name) VALUES (%s, ''x'')', :account));
SELECT pg_temp.outcome(format('UPDATE contacts.users SET name = ''x'' WHERE account_id = %s', :account));
COMMIT;

--
-- One user per phone and per extension
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, phone) VALUES ('x', '098110 00002')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET phone = '+919811000002' WHERE name = 'Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET phone = '+919811000002' WHERE name = 'Adi'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, extension) VALUES ('x', 10)$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET extension = 99 WHERE name = 'Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET extension = 9 WHERE name = 'Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET extension = 100 WHERE name = 'Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET extension = 11 WHERE name = 'Arjun'$$);
SAVEPOINT s;
-- in the product's words
INSERT INTO contacts.users (name, phone) VALUES ('x', '+919811000002');
ROLLBACK;
-- and where the administrator of the database repairs
RESET ROLE;
BEGIN;
SET LOCAL row_security = off;
SELECT pg_temp.outcome(format($$UPDATE contacts.users SET phone = '+919811000002' WHERE account_id = %s AND user_id = 5$$, :account));
SELECT pg_temp.outcome(format($$UPDATE contacts.users SET extension = 10 WHERE account_id = %s AND user_id = 5$$, :account));
ROLLBACK;
SET ROLE regress_contacts_app;

--
-- Nobody grants a role above their own, or changes a user above them
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, role) VALUES ('x', 'owner')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'owner' WHERE user_id = 2$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'owner' WHERE user_id = 5$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'agent' WHERE user_id = 1$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET email = 'mine@example.com' WHERE user_id = 1$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'admin' WHERE user_id = 5$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'agent' WHERE user_id = 5$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET email = 'Arjun@Example.com', available = false WHERE user_id = 5$$);
SELECT email, available FROM contacts.users WHERE user_id = 5;
COMMIT;
-- a manager manages no users, a contact manager and an agent neither
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name) VALUES ('x')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'admin' WHERE user_id = 3$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.departments (name) VALUES ('x')$$);
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'manager' WHERE user_id = 5$$);
COMMIT;
-- not even when a role is given users.manage
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('contact_manager', 'users.manage', true);
COMMIT;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'admin' WHERE user_id = 4$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'agent' WHERE user_id = 2$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'contact_manager' WHERE user_id = 5$$);
ROLLBACK;

--
-- An account keeps an owner
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'admin' WHERE user_id = 1$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'admin'$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.users WHERE user_id = 1$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'owner' WHERE user_id = 2$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'admin' WHERE user_id = 1$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'admin' WHERE user_id = 2$$);
ROLLBACK;
-- the administrator of the database cannot take them away either
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome(format('UPDATE contacts.users SET removed_at = now() WHERE account_id = %s AND user_id = 1', :account));
SELECT pg_temp.outcome(format('DELETE FROM contacts.users WHERE account_id = %s AND user_id = 5', :account)) ~ '^ok';
ROLLBACK;
SET ROLE regress_contacts_app;

--
-- How many: six by this plan
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT count(*) FROM contacts.users;
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name) VALUES ('Six'), ('Seven')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name) VALUES ('Six')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name) VALUES ('Seven')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET pro_licence = true$$);
COMMIT;

--
-- Removed: the place, the phone and the extension are free again, the number is not
--
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.users SET removed_at = now() WHERE account_id = :account AND user_id IN (3, 6);
COMMIT;
SET ROLE regress_contacts_app;
BEGIN;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 6)', :account));
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, phone, extension) VALUES ('Seventh', '+919811000003', 99)$$);
SELECT user_id, name FROM contacts.users WHERE user_id > 5 ORDER BY user_id;
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name) VALUES ('Eighth')$$);
SELECT max(user_id) FROM contacts.users;
COMMIT;
-- coming back needs a place as well, and a free number
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome(format('UPDATE contacts.users SET removed_at = NULL WHERE account_id = %s AND user_id = 6', :account));
SELECT pg_temp.outcome(format('UPDATE contacts.users SET removed_at = NULL WHERE account_id = %s AND user_id = 3', :account));
ROLLBACK;
SET ROLE regress_contacts_app;

--
-- Departments
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
SELECT department_id, name FROM contacts.departments ORDER BY department_id;
SELECT departments FROM contacts.actor();	-- an admin sees a new one at once
SELECT pg_temp.outcome($$INSERT INTO contacts.departments (name) VALUES ('Sales')$$);
SELECT pg_temp.outcome($$UPDATE contacts.departments SET department_id = 7 WHERE name = 'Sales'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.departments (department_id, name) VALUES (9, 'x')$$);
DELETE FROM contacts.departments WHERE name = 'Support';
INSERT INTO contacts.departments (name) VALUES ('Service');
SELECT department_id, name FROM contacts.departments ORDER BY department_id;
COMMIT;
BEGIN;
SELECT contacts.act_as(:other, 1) AS acting \gset
INSERT INTO contacts.departments (name) VALUES ('Sales');
SELECT department_id, name FROM contacts.departments ORDER BY department_id;
SELECT pg_temp.outcome($$INSERT INTO contacts.departments (name, manager_id) VALUES ('x', 5)$$);
COMMIT;

-- Members: an admin's, and those of the manager who heads the department
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.users SET role = 'manager' WHERE user_id IN (5, 7);
UPDATE contacts.departments SET manager_id = 5 WHERE department_id = 1;
UPDATE contacts.departments SET manager_id = 4 WHERE department_id = 3;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 5), (1, 7)$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.department_members WHERE department_id = 1 AND user_id = 7$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (3, 5)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 77)$$);
SELECT pg_temp.outcome($$UPDATE contacts.departments SET manager_id = 5 WHERE department_id = 3$$);
-- a manager who heads nothing
SELECT contacts.act_as(:account, 7) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 7)$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.department_members WHERE department_id = 1$$);
COMMIT;
-- heading alone is not enough below the role of a manager (Meera has lost users.manage again)
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.role_permissions WHERE account_id = :account;
COMMIT;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (3, 4)$$);
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (3, 4)$$);
SELECT department_id, user_id FROM contacts.department_members ORDER BY 1, 2;
-- what an admin does to users and departments is history
SELECT table_name, row_key, action, user_id, was - '{account_id,created_at}'::text[] AS was FROM contacts.audit_log
WHERE row_key = '2' AND table_name = 'departments' ORDER BY action;
SELECT was FROM contacts.audit_log WHERE table_name = 'departments' AND action = 'update' ORDER BY row_key;
SELECT row_key, user_id FROM contacts.audit_log WHERE table_name = 'users' AND action = 'insert' ORDER BY row_key;
SELECT count(*) FROM contacts.audit_log WHERE table_name = 'users' AND action = 'update' AND row_key = '5' AND was ? 'role';
COMMIT;

RESET ROLE;
DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
