-- What row security costs: a million contacts in one account among others, the
-- queries of an application under our policies beside the same queries written
-- by hand without row security, and beside the policies that guides advise
-- (current_setting and membership sub-selects).
\set QUIET on
SET client_min_messages = warning;
SELECT contacts.create_account('Big', 'Owner', 'o@big.example', '098200 00001', 'enterprise', account_id => 1),
	contacts.create_account('Small', 'Owner', 'o@small.example', '098200 00001', 'enterprise', account_id => 2) \g /dev/null
BEGIN;
SELECT contacts.act_as(1, 1) \g /dev/null
INSERT INTO contacts.users (name, role) SELECT 'User ' || n, 'contact_manager' FROM generate_series(2, 50) n;
INSERT INTO contacts.departments (name) SELECT 'Team ' || n FROM generate_series(1, 10) n;
INSERT INTO contacts.department_members (department_id, user_id) SELECT 1 + n % 10, n FROM generate_series(2, 50) n;
COMMIT;

-- Loaded as a restore loads: the rows as they are, no trigger speaks.
SET row_security = off;
INSERT INTO contacts.contacts (account_id, id, owner_id, visibility, department_id, name, phone, city, created_by)
SELECT CASE WHEN n <= 1000000 THEN 1 ELSE 2 END, contacts.uuid_v7(),
	CASE WHEN n <= 1000000 THEN 2 + n % 49 ELSE 1 END,
	(CASE WHEN n > 1000000 OR n % 10 < 6 THEN 'everyone' WHEN n % 10 < 9 THEN 'team' ELSE 'only_me' END)::contacts.visibility,
	CASE WHEN n <= 1000000 AND n % 10 >= 6 AND n % 10 < 9 THEN 1 + n % 7 END,
	'Name ' || md5(n::text), ('+91' || (6000000000 + n * 3))::contacts.phone, 'City ' || n % 100, 1
FROM generate_series(1, 1200000) n;
RESET row_security;
VACUUM ANALYZE contacts.contacts;
VACUUM ANALYZE contacts.users;
VACUUM ANALYZE contacts.department_members;

CREATE TABLE bench.guide (LIKE contacts.contacts INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES);
INSERT INTO bench.guide (account_id, id, owner_id, visibility, department_id, name, phone, city, created_by)
	SELECT account_id, id, owner_id, visibility, department_id, name, phone, city, created_by FROM contacts.contacts;
CREATE INDEX ON bench.guide (account_id, visibility);
CREATE INDEX ON bench.guide (account_id, phone);
VACUUM ANALYZE bench.guide;
ALTER TABLE bench.guide ENABLE ROW LEVEL SECURITY;
CREATE POLICY guide ON bench.guide USING (
	account_id = (SELECT current_setting('bench.account')::bigint)
	AND (visibility = 'everyone'
		OR (visibility = 'only_me' AND owner_id = (SELECT current_setting('bench.member')::int))
		OR (visibility = 'team' AND department_id IN (SELECT m.department_id FROM contacts.department_members m
			WHERE m.account_id = (SELECT current_setting('bench.account')::bigint)
				AND m.user_id = (SELECT current_setting('bench.member')::int)))));
CREATE TABLE bench.plain_insert (LIKE contacts.contacts INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES);
INSERT INTO bench.plain_insert (account_id, id, owner_id, visibility, department_id, name, phone, city, created_by)
	SELECT account_id, id, owner_id, visibility, department_id, name, phone, city, created_by FROM contacts.contacts;
VACUUM ANALYZE bench.plain_insert;

CREATE ROLE bench_app;
SELECT contacts.grant_application('bench_app') \g /dev/null
GRANT USAGE, CREATE ON SCHEMA bench TO bench_app;
GRANT SELECT ON bench.guide TO bench_app;
CREATE FUNCTION bench.repeat(statement text, n integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN FOR i IN 1 .. n LOOP EXECUTE statement; END LOOP; END $$;
CREATE FUNCTION bench.repeat_as_app(statement text, n integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN FOR i IN 1 .. n LOOP EXECUTE statement; END LOOP; END $$;
ALTER FUNCTION bench.repeat_as_app(text, integer) OWNER TO bench_app;

SET max_parallel_workers_per_gather = 0;
SET bench.account = 1;
SET bench.member = 7;
BEGIN;
SELECT contacts.act_as(1, 7) \g /dev/null
SELECT format('user 7 sees %s of %s contacts', (SELECT count(*) FROM contacts.contacts WHERE account_id = 1 AND audience = ANY ('{-7,0,8}')), (SELECT count(*) FROM contacts.contacts));
SELECT bench.line('1,000 lookups by phone / by hand', bench.medians(ARRAY[
	$$SELECT bench.repeat_as_app($q$SELECT name FROM contacts.contacts WHERE phone = '+916000300000'$q$, 1000)$$,
	$$SELECT bench.repeat($q$SELECT name FROM contacts.contacts WHERE account_id = 1 AND audience = ANY ('{-7,0,8}') AND phone = '+916000300000'$q$, 1000)$$], 7));
SELECT bench.line('1,000 pages of 50 by name / by hand', bench.medians(ARRAY[
	$$SELECT bench.repeat_as_app($q$SELECT id, name FROM contacts.contacts ORDER BY name LIMIT 50$q$, 1000)$$,
	$$SELECT bench.repeat($q$SELECT id, name FROM contacts.contacts WHERE account_id = 1 AND audience = ANY ('{-7,0,8}') ORDER BY name LIMIT 50$q$, 1000)$$], 7));
SELECT bench.line('count / by hand', bench.medians(ARRAY[
	$$SELECT bench.repeat_as_app('SELECT count(*) FROM contacts.contacts', 1)$$,
	$$SELECT bench.repeat($q$SELECT count(*) FROM contacts.contacts WHERE account_id = 1 AND audience = ANY ('{-7,0,8}')$q$, 1)$$], 9));
SELECT bench.line('count / policies that guides advise', bench.medians(ARRAY[
	$$SELECT bench.repeat_as_app('SELECT count(*) FROM contacts.contacts', 1)$$,
	$$SELECT bench.repeat_as_app('SELECT count(*) FROM bench.guide', 1)$$], 5));
SELECT bench.line('1,000 inserts of a shared contact / bare insert', bench.medians(ARRAY[
	$$SELECT bench.repeat_as_app($q$INSERT INTO contacts.contacts (name) VALUES ('New')$q$, 1000)$$,
	$$SELECT bench.repeat($q$INSERT INTO bench.plain_insert (account_id, owner_id, name) VALUES (1, 7, 'New')$q$, 1000)$$], 5, undo => true));
SELECT bench.line('1,000 inserts with a number / bare insert', bench.medians(ARRAY[
	$$SELECT bench.repeat_as_app($q$INSERT INTO contacts.contacts (name, phone) VALUES ('New', ('+91' || (8000000000 + (random() * 999999999)::bigint))::contacts.phone)$q$, 1000)$$,
	$$SELECT bench.repeat($q$INSERT INTO bench.plain_insert (account_id, owner_id, name, phone) VALUES (1, 7, 'New', ('+91' || (8000000000 + (random() * 999999999)::bigint))::contacts.phone)$q$, 1000)$$], 5, undo => true));
SELECT bench.line('1,000 inserts of a private contact / bare', bench.medians(ARRAY[
	$$SELECT bench.repeat_as_app($q$INSERT INTO contacts.contacts (name, visibility) VALUES ('New', 'only_me')$q$, 1000)$$,
	$$SELECT bench.repeat($q$INSERT INTO bench.plain_insert (account_id, owner_id, name, visibility) VALUES (1, 7, 'New', 'only_me')$q$, 1000)$$], 5, undo => true));
ROLLBACK;

-- The check of the quota at a limit of five millions, four of them used, beside one of five thousand.
UPDATE contacts.plans SET private_contacts_per_user = 5000000 WHERE name = 'enterprise';
BEGIN;
SELECT contacts.act_as(1, 8) \g /dev/null
INSERT INTO contacts.usage VALUES (1, 8, 4000000), (1, 9, 3000)
	ON CONFLICT (account_id, user_id) DO UPDATE SET private_contacts = excluded.private_contacts;
CREATE FUNCTION bench.private_inserts(account bigint, member integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM contacts.act_as(account, member);
	PERFORM bench.repeat_as_app($q$INSERT INTO contacts.contacts (name, visibility) VALUES ('New', 'only_me')$q$, 1000);
END $$;
SELECT bench.line('1,000 private inserts at 4,000,000 / at 3,000', bench.medians(ARRAY[
	'SELECT bench.private_inserts(1, 8)', 'SELECT bench.private_inserts(1, 9)'], 5, undo => true));
ROLLBACK;
DROP OWNED BY bench_app;
DROP ROLE bench_app;
