-- A plan made while another account was acting, beside one's own: a session
-- keeps plans, and pooled connections serve account after account.  Accounts of
-- a million contacts, of 10,000 and of 100, in one table; prepared statements,
-- a PL/pgSQL function, a view.
\set QUIET on
SET client_min_messages = error;
SELECT contacts.create_account('Size ' || a, 'Owner', 'o@size.example', '098200 00001', 'enterprise', account_id => a)
FROM unnest('{971,972,973}'::bigint[]) a \g /dev/null
SET row_security = off;
INSERT INTO contacts.contacts (account_id, id, owner_id, visibility, name, phone, city, company, created_by, updated_at)
SELECT CASE WHEN n <= 100 THEN 973 WHEN n <= 10100 THEN 972 ELSE 971 END, contacts.uuid_v7(), 1, 'everyone',
	'Name ' || md5(n::text), ('+91' || (6000000000 + n * 3))::contacts.phone, 'City ' || n % 100, 'Company ' || n % 5000, 1,
	now() - n * interval '1 second'
FROM (SELECT n FROM generate_series(1, 1010100) n ORDER BY hashint4(n)) n;
RESET row_security;
VACUUM ANALYZE contacts.contacts;
CREATE ROLE bench_accounts;
SELECT contacts.grant_application('bench_accounts') \g /dev/null
GRANT USAGE, CREATE ON SCHEMA bench TO bench_accounts;
SET SESSION AUTHORIZATION bench_accounts;
CREATE FUNCTION bench.page_by_change() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN RETURN count(*) FROM (SELECT id FROM contacts.contacts ORDER BY updated_at DESC LIMIT 50) x; END $$;
CREATE VIEW bench.in_city AS SELECT id, name FROM contacts.contacts WHERE city = 'City 7';

-- Milliseconds of a query for one account, its plan made while another acts.
CREATE FUNCTION bench.kept(query text, planned_for bigint, account bigint) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	times float8[] := '{}';
	started timestamptz;
BEGIN
	DISCARD PLANS;
	EXECUTE 'PREPARE kept AS ' || query;
	PERFORM contacts.act_as(planned_for, 1);
	FOR i IN 1 .. 6 LOOP EXECUTE 'EXECUTE kept'; END LOOP;
	PERFORM contacts.act_as(account, 1);
	FOR i IN 1 .. CASE account WHEN 971 THEN 3 ELSE 7 END LOOP
		started := clock_timestamp();
		EXECUTE 'EXECUTE kept';
		times := times || extract(epoch FROM clock_timestamp() - started)::float8 * 1000;
	END LOOP;
	DEALLOCATE kept;
	RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(times) t);
END $$;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
BEGIN;
SELECT format('%-24s planned for %8s, run for %8s: %10s ms   own plan %10s ms   ratio %s', q.what, a.size, b.size,
	round(x.t::numeric, 3), round(o.t::numeric, 3), round((x.t / o.t)::numeric, 2))
FROM (VALUES
		(1, 'page by change', 'SELECT id FROM contacts.contacts ORDER BY updated_at DESC LIMIT 50'),
		(2, 'page by name', 'SELECT id, name FROM contacts.contacts ORDER BY name LIMIT 50'),
		(3, 'count', 'SELECT count(*) FROM contacts.contacts'),
		(4, 'city, count', $$SELECT count(*) FROM contacts.contacts WHERE city = 'City 7'$$),
		(5, 'number', $$SELECT id FROM contacts.contacts WHERE phone = '+916000000300'$$),
		(6, 'PL/pgSQL, by change', 'SELECT bench.page_by_change()'),
		(7, 'view, city by name', 'SELECT * FROM bench.in_city ORDER BY name LIMIT 50')) q(n, what, query),
	(VALUES (971, '1000000'), (972, '10000'), (973, '100')) a(account, size),
	(VALUES (971, '1000000'), (972, '10000'), (973, '100')) b(account, size),
	LATERAL (SELECT bench.kept(q.query, b.account, b.account) AS t OFFSET 0) o,
	LATERAL (SELECT bench.kept(q.query, a.account, b.account) AS t OFFSET 0) x
WHERE a.account <> b.account
ORDER BY q.n, b.account, a.account;
ROLLBACK;
RESET SESSION AUTHORIZATION;
DROP OWNED BY bench_accounts;
DROP ROLE bench_accounts;
