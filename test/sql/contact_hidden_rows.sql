-- Promise: No statement fetches a hidden row by an index: counters and predicate locks tell of none.
-- Promise: No table is read as a whole where indexes seem dear, or sees() is asked of another column.
-- Promise: resolve(), merge(), caller_id() and child rows read as much for a hidden contact as for none.
-- Promise: The plan for a value that thousands of hidden rows have is that for one that nobody has.
-- Promise: A plan is the same for an account of thousands of contacts and for one of two.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
CREATE ROLE regress_contacts_app;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
CREATE SCHEMA regress_hidden;
GRANT USAGE ON SCHEMA regress_hidden TO regress_contacts_app;
-- Statistics that come meanwhile would change the plan between two looks.
CREATE FUNCTION regress_hidden.each_table(command text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
	FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'contacts'::regnamespace AND relkind = 'r' LOOP
		EXECUTE format(command, name);
	END LOOP;
END $$;
SELECT regress_hidden.each_table('ALTER TABLE contacts.%I SET (autovacuum_enabled = false)') AS done \gset

-- Everything about user 2's private contacts is hidden from the owner 1 and from
-- the contact manager 3; what is in department 1 from user 3 as well.
SELECT contacts.create_account('Hidden rows', 'Olga', 'olga@example.com', '+919844000001', 'enterprise') AS account \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Hugo', 'contact_manager'), ('Mia', 'contact_manager');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support'), ('Else');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (3, 3);
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.begin_import('secret.csv', 'only_me') AS import \gset
INSERT INTO contacts.import_rows (name, phone, email) VALUES ('Secret Ann', '+919844000101', 'ann@secret.example'),
	('Secret Bob', '+919844000102', 'bob@secret.example'), ('Secret Cid', 'no number', NULL);
INSERT INTO contacts.contacts (name, phone, email, visibility) VALUES ('Secret Ann', '+919844000103', 'ann@secret.example', 'only_me');
INSERT INTO contacts.contacts (name, phone, email, visibility, department_id)
	VALUES ('Secret Team', '+919844000104', 'team@secret.example', 'team', 1);
SELECT id AS ann FROM contacts.contacts WHERE phone = '+919844000101' \gset
SELECT id AS bob FROM contacts.contacts WHERE phone = '+919844000102' \gset
SELECT id AS former FROM contacts.contacts WHERE phone = '+919844000103' \gset
SELECT contacts.merge(:'ann', ARRAY[:'former']::uuid[]) ->> 'merge_id' AS merge \gset
INSERT INTO contacts.contact_notes (contact_id, body) VALUES (:'ann', 'Secret note');
SELECT id AS note FROM contacts.contact_notes WHERE body = 'Secret note' \gset
UPDATE contacts.contacts SET company = 'Secret' WHERE id = :'bob';
RESET ROLE;
SELECT id AS history FROM contacts.audit_log WHERE row_key = :'bob' AND action = 'update' \gset
INSERT INTO contacts.duplicate_dismissals (account_id, contact_a, contact_b, audience_a, audience_b, user_id)
	SELECT :account, least(:'ann'::uuid, :'bob'), greatest(:'ann'::uuid, :'bob'), -2, -2, 2;
SET ROLE regress_contacts_app;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name, phone, email) SELECT 'Open ' || n, ('+9198440002' || n)::contacts.phone, 'open' || n || '@open.example'
	FROM generate_series(10, 60) n;
COMMIT;
RESET ROLE;

CREATE TABLE regress_hidden.probes (relation regclass, what text, hidden text, missing text);
INSERT INTO regress_hidden.probes VALUES
	('contacts.contacts', 'id', :'ann', gen_random_uuid()),
	('contacts.contacts', 'name', 'Secret Ann', 'Nobody Ann'),
	('contacts.contacts', 'name', 'Secret Team', 'Nobody Team'),
	('contacts.contacts', 'phone', '+919844000101', '+919844000901'),
	('contacts.contacts', 'phone', '+919844000104', '+919844000904'),
	('contacts.contacts', 'email', 'ann@secret.example', 'ann@nobody.example'),
	('contacts.contacts', 'email', 'team@secret.example', 'team@nobody.example'),
	('contacts.contacts', 'owner_id', '2', '99'),
	('contacts.contacts', 'department_id', '1', '99'),
	('contacts.contacts', 'company', 'Secret', 'Nobody'),
	('contacts.contacts', 'audience', '-2', '-99'),
	('contacts.contact_phones', 'contact_id', :'ann', gen_random_uuid()),
	('contacts.contact_phones', 'phone', '+919844000101', '+919844000901'),
	('contacts.contact_emails', 'contact_id', :'ann', gen_random_uuid()),
	('contacts.contact_emails', 'email', 'ann@secret.example', 'ann@nobody.example'),
	('contacts.contact_notes', 'id', :'note', gen_random_uuid()),
	('contacts.contact_notes', 'contact_id', :'ann', gen_random_uuid()),
	('contacts.merges', 'id', :'merge', gen_random_uuid()),
	('contacts.merges', 'survivor_id', :'ann', gen_random_uuid()),
	('contacts.contact_redirects', 'old_id', :'former', gen_random_uuid()),
	('contacts.contact_redirects', 'contact_id', :'ann', gen_random_uuid()),
	('contacts.duplicate_dismissals', 'contact_a', least(:'ann'::uuid, :'bob'), gen_random_uuid()),
	('contacts.duplicate_dismissals', 'contact_b', greatest(:'ann'::uuid, :'bob'), gen_random_uuid()),
	('contacts.imports', 'id', :'import', gen_random_uuid()),
	('contacts.import_errors', 'import_id', :'import', gen_random_uuid()),
	('contacts.audit_log', 'id', :'history', gen_random_uuid()),
	('contacts.audit_log', 'row_key', :'bob', gen_random_uuid());
GRANT SELECT ON regress_hidden.probes TO regress_contacts_app;

-- Rows that all tables and all indexes of the schema have given so far in this
-- transaction, and the rows that it has locked for SERIALIZABLE.
CREATE FUNCTION regress_hidden.counters() RETURNS bigint[] LANGUAGE sql AS $$
	SELECT ARRAY[sum(pg_stat_get_xact_tuples_fetched(c.oid)) FILTER (WHERE c.relkind = 'r'),
		sum(pg_stat_get_xact_tuples_returned(c.oid)) FILTER (WHERE c.relkind = 'r'),
		sum(pg_stat_get_xact_tuples_returned(c.oid)) FILTER (WHERE c.relkind = 'i'),
		(SELECT count(*) FROM pg_locks l WHERE l.mode = 'SIReadLock' AND l.locktype = 'tuple' AND l.pid = pg_backend_pid())]
	FROM pg_class c WHERE c.relnamespace = 'contacts'::regnamespace $$;
-- What a statement adds to them; it must give no row.
CREATE FUNCTION regress_hidden.spent(statement text) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE before bigint[]; after bigint[]; n bigint;
BEGIN
	before := regress_hidden.counters();
	BEGIN
		EXECUTE statement;
		GET DIAGNOSTICS n = ROW_COUNT;
		IF n > 0 THEN RAISE WARNING '% rows: %', n, statement; END IF;
	EXCEPTION WHEN no_data_found OR insufficient_privilege THEN NULL;
	END;
	after := regress_hidden.counters();
	RETURN ARRAY(SELECT a - b FROM unnest(after, before) x(a, b));
END $$;
-- The ways to look a value up.  A statement is run once before it counts, for
-- the catalog is read through other indexes and other plans the first time.
CREATE FUNCTION regress_hidden.look(form text, relation regclass, what text, value text) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
	type text := (SELECT format_type(a.atttypid, NULL) FROM pg_attribute a WHERE a.attrelid = relation AND a.attname = what);
	statement text;
BEGIN
	statement := CASE form
		WHEN 'equal' THEN format('SELECT t.* FROM %s t WHERE t.%I = %L', relation, what, value)
		WHEN 'any' THEN format('SELECT t.* FROM %s t WHERE t.%I = ANY (ARRAY[%L, NULL]::%s[])', relation, what, value, type)
		WHEN 'join' THEN format('SELECT t.* FROM (VALUES (%L::%s), (NULL)) v(y) JOIN %s t ON t.%I = v.y', value, type, relation, what)
		WHEN 'or' THEN format('SELECT t.* FROM %s t WHERE t.%I = %L OR t.%2$I = %3$L', relation, what, value)
		WHEN 'order' THEN format('SELECT t.* FROM %s t WHERE t.%I = %L ORDER BY t.%2$I, t.account_id DESC LIMIT 5', relation, what, value)
		WHEN 'least' THEN format('SELECT x.m FROM (SELECT max(t.account_id) AS m FROM %s t WHERE t.%I = %L) x WHERE x.m IS NOT NULL', relation, what, value)
		WHEN 'update' THEN format('UPDATE %s t SET name = t.name WHERE t.%I = %L', relation, what, value)
		WHEN 'delete' THEN format('DELETE FROM %s t WHERE t.%I = %L', relation, what, value)
		END;
	RETURN regress_hidden.spent(statement);
END $$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA regress_hidden TO regress_contacts_app;

-- Every form, every column, for an owner with every department and for a user:
-- what differs is listed.
SET ROLE regress_contacts_app;
CREATE FUNCTION pg_temp.differences(account bigint, users integer[], OUT who integer, OUT relation regclass, OUT what text, OUT form text, OUT hidden bigint[], OUT missing bigint[])
RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE probe record;
BEGIN
	FOREACH who IN ARRAY users LOOP
		PERFORM contacts.act_as(account, who);
		FOR probe IN SELECT * FROM regress_hidden.probes p ORDER BY p.relation::text, p.what, p.hidden LOOP
			-- what is in a department is no secret to the owner
			CONTINUE WHEN who = 1 AND (probe.hidden ~* 'team' OR probe.hidden = '+919844000104' OR probe.what IN ('department_id', 'owner_id'));
			FOREACH form IN ARRAY ARRAY['equal', 'any', 'join', 'or', 'order', 'least', 'update', 'delete'] LOOP
				CONTINUE WHEN form IN ('update', 'delete') AND probe.relation <> 'contacts.contacts'::regclass;
				relation := probe.relation; what := probe.what;
				missing := regress_hidden.look(form, probe.relation, probe.what, probe.missing);
				missing := regress_hidden.look(form, probe.relation, probe.what, probe.missing);
				hidden := regress_hidden.look(form, probe.relation, probe.what, probe.hidden);
				IF hidden <> missing THEN RETURN NEXT; END IF;
			END LOOP;
		END LOOP;
	END LOOP;
END $$;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT * FROM pg_temp.differences(:account, '{1,3}');
ROLLBACK;
-- nor where indexes seem dear or are said to be out of reach, or the query asks
-- sees() of another column: no table is read as a whole (rows given so, for each)
BEGIN ISOLATION LEVEL SERIALIZABLE;
SET LOCAL random_page_cost = 1000;
SELECT * FROM pg_temp.differences(:account, '{3}');
SELECT (regress_hidden.spent('SELECT FROM contacts.contacts WHERE city = ''Nowhere'''))[2];
SELECT (regress_hidden.spent('SELECT FROM contacts.contact_notes WHERE body = ''Nothing'''))[2];
SELECT (regress_hidden.spent('SELECT FROM contacts.contacts WHERE name = ''Nobody'' AND contacts.sees(department_id)'))[2];
ROLLBACK;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SET LOCAL enable_indexscan = off;
SET LOCAL enable_indexonlyscan = off;
SET LOCAL enable_bitmapscan = off;
-- a merge join ends where the value sorts, whoever has it
SET LOCAL enable_mergejoin = off;
SELECT * FROM pg_temp.differences(:account, '{3}');
ROLLBACK;
-- and functions of ours, which look with the owner's rights
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT f.n, h.spent, m.spent
FROM (VALUES
		(1, 'SELECT contacts.resolve(%L) IS NULL LIMIT 0', :'ann'), (2, 'SELECT contacts.resolve(%L) IS NULL LIMIT 0', :'former'),
		(3, 'SELECT contacts.merge(%L, ARRAY[gen_random_uuid()])', :'ann'), (4, 'SELECT contacts.merge(%L, ARRAY[gen_random_uuid()])', :'former'),
		(5, 'INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%L, ''x'')', :'ann'),
		(6, 'INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919844000777'')', :'ann'),
		(7, 'SELECT contacts.caller_id(%L) LIMIT 0', '+919844000101')) f(n, form, hidden),
	LATERAL (SELECT CASE WHEN f.n = 7 THEN '+919844000901' ELSE gen_random_uuid()::text END AS value) v,
	LATERAL (SELECT regress_hidden.spent(format(f.form, v.value)) AS warm OFFSET 0) w,
	LATERAL (SELECT regress_hidden.spent(format(f.form, v.value)) AS spent, w.warm OFFSET 0) m,
	LATERAL (SELECT regress_hidden.spent(format(f.form, f.hidden)) AS spent, m.warm OFFSET 0) h
WHERE h.spent <> m.spent;
ROLLBACK;
-- The plan of a value that thousands of hidden rows have is that of one that
-- nobody has, whatever a disk is said to cost; and a plan is the same for an
-- account of thousands and for one of two.
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, email, company, city, source, visibility)
	SELECT 'SecretPopular', 'popular@secret.example', 'SecretPopular', 'SecretPopular', 'SecretPopular', 'only_me' FROM generate_series(1, 3000);
COMMIT;
RESET ROLE;
ANALYZE contacts.contacts, contacts.contact_emails, contacts.contact_phones;
SELECT contacts.create_account('Tiny', 'Tina', 'tina@example.com', '+919844000002', 'enterprise') AS tiny \gset
SET ROLE regress_contacts_app;
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; result text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS off) ' || query LOOP result := result || E'\n' || line; END LOOP;
	RETURN replace(replace(result, 'SecretPopular', '?'), 'Nobody', '?');
END $$;
CREATE FUNCTION pg_temp.flips(account bigint, tiny bigint) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE query text; cost float8; large text;
BEGIN
	PERFORM contacts.act_as(account, 3);
	FOREACH cost IN ARRAY ARRAY[0.1, 1, 1.75, 2.5, 4, 10, 50, 170.5, 1000] LOOP
		PERFORM set_config('random_page_cost', cost::text, true);
		FOR query IN SELECT format(q, c) FROM
				unnest(ARRAY['SELECT count(*) FROM contacts.contacts WHERE %s = ''SecretPopular''',
					'SELECT * FROM contacts.contacts WHERE %s = ''SecretPopular'' ORDER BY name LIMIT 50',
					'SELECT count(*) FROM contacts.contacts WHERE %s IN (''SecretPopular'', ''x'')',
					'SELECT count(*) FROM contacts.contacts c JOIN contacts.contact_phones p ON p.contact_id = c.id WHERE %s = ''SecretPopular''']) q,
				unnest('{name,email,company,city,source,job_title}'::text[]) c LOOP
			IF pg_temp.plan(query) <> pg_temp.plan(replace(query, 'SecretPopular', 'Nobody')) THEN RETURN NEXT cost || ' ' || query; END IF;
		END LOOP;
	END LOOP;
	PERFORM set_config('random_page_cost', '4', true);
	FOREACH query IN ARRAY ARRAY['SELECT count(*) FROM contacts.contacts', 'SELECT * FROM contacts.contacts ORDER BY name LIMIT 50',
			'SELECT * FROM contacts.contacts ORDER BY updated_at DESC LIMIT 50', 'SELECT count(*) FROM contacts.contacts WHERE city = ''x''',
			'SELECT * FROM contacts.contacts WHERE owner_id = 1 ORDER BY name LIMIT 50', 'SELECT * FROM contacts.contact_notes ORDER BY created_at LIMIT 5',
			'SELECT * FROM contacts.contacts c JOIN contacts.contact_phones p ON p.contact_id = c.id ORDER BY c.name LIMIT 50'] LOOP
		PERFORM contacts.act_as(account, 1);
		large := pg_temp.plan(query);
		PERFORM contacts.act_as(tiny, 1);
		IF pg_temp.plan(query) <> large THEN RETURN NEXT query || large || pg_temp.plan(query); END IF;
		IF large ~ 'Seq Scan' THEN RETURN NEXT query || large; END IF;
	END LOOP;
END $$;
BEGIN;
SELECT pg_temp.flips(:account, :tiny);
ROLLBACK;
RESET ROLE;
SELECT regress_hidden.each_table('ALTER TABLE contacts.%I RESET (autovacuum_enabled)') AS done \gset
DROP SCHEMA regress_hidden CASCADE;
DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
