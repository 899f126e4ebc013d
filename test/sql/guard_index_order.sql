-- Promise: What an index yields is complete and in the order asked for, whatever audiences a user has.
-- Promise: A cursor gives the same rows backwards as forwards.
-- Promise: A condition on the audience beside the policy's gives what it gives without an index.
-- Promise: An index of one's own with the audience in it serves a table with our policy as rightly.
\set VERBOSITY terse
-- ways out of reach make plans seem dear, and each would be compiled
SET jit = off;
\pset tuples_only on
\pset format unaligned
CREATE ROLE regress_contacts_app;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
SELECT contacts.create_account('Order', 'Olga', 'olga@example.com', '+919877000001', 'enterprise') AS account \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) SELECT 'User ' || n, 'contact_manager' FROM generate_series(2, 6) n;
INSERT INTO contacts.departments (name) SELECT 'Team ' || n FROM generate_series(1, 9) n;
-- user 2 has one audience of a team, 3 a run of them, 4 several, 5 none
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (2, 3), (3, 3), (4, 3), (1, 4), (3, 4), (7, 4), (9, 4);
INSERT INTO contacts.contacts (name, phone, email, owner_id, visibility, department_id)
SELECT CASE WHEN n % 7 > 0 THEN 'Name ' || (n * 7919) % 101 END, CASE WHEN n % 5 > 0 THEN ('+9198770' || 100000 + (n * 7919) % 90000)::contacts.phone END,
	CASE WHEN n % 3 > 0 THEN (n * 7919) % 50 || '@order.example' END, 1 + n % 6,
	(CASE WHEN n % 2 = 0 THEN 'everyone' ELSE 'team' END)::contacts.visibility, CASE WHEN n % 2 = 1 THEN 1 + n % 9 END
FROM generate_series(1, 900) n WHERE n % 7 > 0 OR n % 5 > 0 OR n % 3 > 0;
COMMIT;
CREATE FUNCTION pg_temp.keep(account bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	FOR member IN 2 .. 5 LOOP
		PERFORM contacts.act_as(account, member);
		INSERT INTO contacts.contacts (name, email, visibility) SELECT 'Name ' || n, n || '@order.example', 'only_me' FROM generate_series(1, 100, 7) n;
	END LOOP;
END $$;
BEGIN; SELECT pg_temp.keep(:account) AS kept \gset
COMMIT;

-- Each query gives one array in the order of its rows.  It is judged by the same
-- query over a copy of what the user sees, in a table without indexes, which a
-- superuser has made by what the memberships say.
RESET ROLE;
CREATE TABLE pg_temp.visible AS
	SELECT u.user_id AS member, c.* FROM contacts.users u JOIN contacts.contacts c ON c.account_id = u.account_id
	WHERE u.account_id = :account AND (c.audience = 0 OR c.audience = - u.user_id OR (c.audience > 0 AND (u.role = 'owner'
		OR c.audience IN (SELECT m.department_id FROM contacts.department_members m WHERE m.account_id = u.account_id AND m.user_id = u.user_id))));
-- and a table of somebody else with the policy and an index for it
CREATE TABLE public.regress_deals AS SELECT account_id, id, name, audience FROM contacts.contacts WHERE account_id = :account;
CREATE INDEX ON public.regress_deals (account_id, name, audience);
CREATE INDEX ON public.regress_deals (account_id, id, audience contacts.audience_ops);
ALTER TABLE public.regress_deals ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON public.regress_deals USING (account_id = contacts.actor_account() AND contacts.sees(audience));
GRANT SELECT ON public.regress_deals, pg_temp.visible TO regress_contacts_app;
SET ROLE regress_contacts_app;
CREATE TABLE pg_temp.queries (n integer GENERATED ALWAYS AS IDENTITY, query text);
INSERT INTO pg_temp.queries (query) VALUES
	('SELECT name FROM %s ORDER BY name'),
	('SELECT name FROM %s ORDER BY name DESC'),
	('SELECT concat(name, id) FROM %s ORDER BY name, id'),
	('SELECT concat(name, id) FROM %s WHERE (name, id) > (''Name 3'', ''00000000-0000-0000-0000-000000000000'') ORDER BY name, id LIMIT 50'),
	('SELECT name FROM %s ORDER BY name NULLS FIRST LIMIT 20'),
	('SELECT name FROM %s WHERE name > ''Name 5'' ORDER BY name LIMIT 20'),
	('SELECT name FROM %s WHERE name IN (''Name 1'', ''Name 8'', ''Name 15'') ORDER BY name'),
	('SELECT id FROM %s WHERE name = ''Name 8'' ORDER BY id'),
	('SELECT id FROM %s WHERE name = ''Name 8'' ORDER BY id DESC'),
	('SELECT audience FROM %s WHERE name = ''Name 8'' ORDER BY audience'),
	('SELECT audience FROM %s ORDER BY audience DESC'),
	('SELECT id FROM %s ORDER BY id'),
	('SELECT phone FROM %s ORDER BY phone'),
	('SELECT phone FROM %s WHERE phone IS NOT NULL ORDER BY phone DESC LIMIT 7'),
	('SELECT phone FROM %s WHERE phone ^@ ''9198770'' ORDER BY phone LIMIT 33'),
	('SELECT email FROM %s WHERE email IS NOT NULL ORDER BY email'),
	('SELECT name FROM %s WHERE owner_id = 3 ORDER BY name'),
	('SELECT concat(owner_id, name) FROM %s WHERE owner_id IN (2, 4) ORDER BY owner_id, name, id'),
	('SELECT min(name) FROM %s'), ('SELECT max(name) FROM %s'), ('SELECT min(phone) FROM %s'), ('SELECT max(email) FROM %s'),
	-- with the audience asked for twice
	('SELECT name FROM %s WHERE contacts.sees(audience) ORDER BY name LIMIT 5'),
	('SELECT min(name) FROM %s WHERE contacts.sees(audience)'), ('SELECT max(phone) FROM %s WHERE contacts.sees(audience)'),
	('SELECT concat(name, id) FROM %s WHERE contacts.sees(audience) AND (name, id) > (''Name 3'', ''00000000-0000-0000-0000-000000000000'') ORDER BY name, id LIMIT 50'),
	('SELECT DISTINCT name FROM %s ORDER BY name'),
	('SELECT concat(name, count(*)) FROM %s GROUP BY name ORDER BY name'),
	('SELECT concat(name, row_number() OVER (ORDER BY name, id)) FROM %s ORDER BY name, id'),
	('SELECT concat(a.name, count(*)) FROM %1$s a JOIN %1$s b ON a.name = b.name GROUP BY a.name ORDER BY a.name'),
	('SELECT concat(a.phone, count(*)) FROM %1$s a JOIN %1$s b ON a.phone = b.phone GROUP BY a.phone ORDER BY a.phone'),
	('SELECT count(*) FROM %s'),
	('SELECT count(*) FROM %s WHERE owner_id = 3'),
	('SELECT name FROM %s WHERE name = ''Name 8'' OR email = ''8@order.example'' ORDER BY name, email');
CREATE FUNCTION pg_temp.judge(account bigint, OUT member integer, OUT setting text, OUT query text) RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE ours text; theirs text; q record;
BEGIN
	FOR member IN 1 .. 5 LOOP
		PERFORM contacts.act_as(account, member);
		EXECUTE format('CREATE TEMP VIEW copy AS SELECT * FROM pg_temp.visible v WHERE v.member = %s', member);
		FOREACH setting IN ARRAY ARRAY['seqscan', 'sort', 'bitmapscan', 'hashjoin', 'indexonlyscan', 'indexscan'] LOOP
			-- each puts one more way out of reach, so that others are taken
			PERFORM set_config('enable_' || setting, 'off', true);
			FOR q IN SELECT * FROM pg_temp.queries x ORDER BY x.n LOOP
				query := format(q.query, 'contacts.contacts');
				EXECUTE 'SELECT array_agg(x)::text FROM (' || query || ') x(x)' INTO ours;
				EXECUTE 'SELECT array_agg(x)::text FROM (' || format(q.query, 'pg_temp.copy') || ') x(x)' INTO theirs;
				IF ours IS DISTINCT FROM theirs THEN RETURN NEXT; END IF;
				CONTINUE WHEN q.query ~ 'phone|email|owner_id';
				query := format(q.query, 'public.regress_deals');
				EXECUTE 'SELECT array_agg(x)::text FROM (' || query || ') x(x)' INTO ours;
				IF ours IS DISTINCT FROM theirs THEN RETURN NEXT; END IF;
			END LOOP;
		END LOOP;
		RESET enable_seqscan; RESET enable_sort; RESET enable_bitmapscan; RESET enable_hashjoin; RESET enable_indexonlyscan; RESET enable_indexscan;
		DROP VIEW copy;
	END LOOP;
END $$;
BEGIN;
SELECT * FROM pg_temp.judge(:account);
ROLLBACK;

-- Cursors: as many rows backwards as forwards, and the same ones, whether SCROLL is said or not.
CREATE FUNCTION pg_temp.to_and_fro(account bigint, OUT member integer, OUT scroll boolean, OUT query text, OUT forwards bigint, OUT backwards bigint)
	RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE c refcursor; row record; fore text[]; back text[];
BEGIN
	SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off;
	FOR member IN 1 .. 5 LOOP FOREACH scroll IN ARRAY ARRAY[false, true] LOOP
		PERFORM contacts.act_as(account, member);
		FOREACH query IN ARRAY ARRAY[
			'SELECT id, audience FROM contacts.contacts WHERE account_id = contacts.actor_account()',
			'SELECT id, audience FROM contacts.contacts WHERE audience >= 3',
			'SELECT id, audience FROM contacts.contacts WHERE audience <= 3 AND audience > 1',
			'SELECT id, audience FROM contacts.contacts WHERE audience = 4',
			'SELECT id, audience FROM contacts.contacts WHERE name = ''Name 8''',
			'SELECT id, audience FROM contacts.contacts WHERE owner_id = 3 AND name > ''Name 5''',
			'SELECT contact_id AS id, audience FROM contacts.contact_phones WHERE phone ^@ ''9198770'''] LOOP
			fore := '{}'; back := '{}';
			IF scroll THEN OPEN c SCROLL FOR EXECUTE query; ELSE OPEN c FOR EXECUTE query; END IF;
			LOOP FETCH NEXT FROM c INTO row; EXIT WHEN NOT FOUND; fore := fore || row.id::text; END LOOP;
			LOOP FETCH PRIOR FROM c INTO row; EXIT WHEN NOT FOUND; back := row.id::text || back; END LOOP;
			CLOSE c;
			EXECUTE 'SELECT count(*) FROM (' || query || ' OFFSET 0) x' INTO forwards;
			IF forwards <> cardinality(fore) OR fore <> back THEN
				forwards := cardinality(fore); backwards := cardinality(back);
				RETURN NEXT;
			END IF;
		END LOOP;
	END LOOP; END LOOP;
END $$;
BEGIN;
SELECT * FROM pg_temp.to_and_fro(:account);
ROLLBACK;
-- conditions on the audience beside the policy's: as without an index
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
SELECT count(*) FILTER (WHERE audience >= 3) = (SELECT count(*) FROM contacts.contacts WHERE audience >= 3),
	count(*) FILTER (WHERE audience BETWEEN 2 AND 5) = (SELECT count(*) FROM contacts.contacts WHERE audience BETWEEN 2 AND 5),
	count(*) FILTER (WHERE audience = 4) = (SELECT count(*) FROM contacts.contacts WHERE audience = 4),
	count(*) FILTER (WHERE audience IN (1, 7, 400)) = (SELECT count(*) FROM contacts.contacts WHERE audience IN (1, 7, 400)),
	count(*) FILTER (WHERE audience < 0) = (SELECT count(*) FROM contacts.contacts WHERE audience < 0)
FROM (SELECT * FROM contacts.contacts OFFSET 0) c;
ROLLBACK;
RESET ROLE;
DROP TABLE public.regress_deals;
DROP OWNED BY regress_contacts_app CASCADE;
DROP ROLE regress_contacts_app;
