-- An admin of an account with 500 departments, who sees them all, beside a user
-- of one department of it.
\set QUIET on
SET client_min_messages = error;
SELECT contacts.create_account('Departments', 'Owner', 'o@depts.example', '098200 00001', 'enterprise', account_id => 981) \g /dev/null
BEGIN;
SELECT contacts.act_as(981, 1) \g /dev/null
INSERT INTO contacts.users (name, role) VALUES ('User', 'contact_manager');
INSERT INTO contacts.departments (name) SELECT 'Team ' || n FROM generate_series(1, 500) n;
INSERT INTO contacts.department_members (department_id, user_id) VALUES (250, 2);
COMMIT;
SET row_security = off;
INSERT INTO contacts.contacts (account_id, id, owner_id, visibility, department_id, name, phone, email, created_by)
SELECT 981, contacts.uuid_v7(), 1 + n % 2, (CASE WHEN n % 10 < 5 THEN 'everyone' WHEN n % 10 < 9 THEN 'team' ELSE 'only_me' END)::contacts.visibility,
	CASE WHEN n % 10 BETWEEN 5 AND 8 THEN 1 + n % 500 END,
	'Name ' || md5(n::text), ('+91' || (6000000000 + n * 3))::contacts.phone, n || '@depts.example', 1
FROM generate_series(1, 200000) n;
INSERT INTO contacts.contact_phones (account_id, contact_id, phone, audience, is_primary)
SELECT account_id, id, phone, audience, true FROM contacts.contacts WHERE account_id = 981;
RESET row_security;
VACUUM ANALYZE contacts.contacts;
VACUUM ANALYZE contacts.contact_phones;
CREATE ROLE bench_departments;
SELECT contacts.grant_application('bench_departments') \g /dev/null
GRANT USAGE, CREATE ON SCHEMA bench TO bench_departments;
SET SESSION AUTHORIZATION bench_departments;
CREATE FUNCTION bench.as_member(member integer, statement text, n integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM contacts.act_as(981, member);
	-- planned anew each time, as a driver without prepared statements does
	FOR i IN 1 .. n LOOP EXECUTE statement; END LOOP;
END $$;
BEGIN;
SELECT bench.line(q.what || ', admin / user', bench.medians(ARRAY[
	format('SELECT bench.as_member(1, %L, 300)', q.query), format('SELECT bench.as_member(2, %L, 300)', q.query)], 9))
FROM (VALUES
	(1, 'number', $$SELECT id, name FROM contacts.contacts WHERE phone = '+916000030000'$$),
	(2, 'address', $$SELECT id, name FROM contacts.contacts WHERE email = '10000@depts.example'$$),
	(3, 'caller_id()', $$SELECT * FROM contacts.caller_id('+916000030000')$$),
	(4, 'id', $$SELECT id, name FROM contacts.contacts WHERE id = '01a210cd-21f7-7c1c-9ee6-4d70446a693d'$$),
	(5, 'page by name', $$SELECT id, name FROM contacts.contacts ORDER BY name LIMIT 50$$),
	(6, 'page by name, keyset', $$SELECT id, name FROM contacts.contacts WHERE (name, id) > ('Name 8', '01a210cd-21f7-7c1c-9ee6-4d70446a693d') ORDER BY name, id LIMIT 50$$)) q(n, what, query)
ORDER BY q.n;
ROLLBACK;
RESET SESSION AUTHORIZATION;
DROP OWNED BY bench_departments;
DROP ROLE bench_departments;
