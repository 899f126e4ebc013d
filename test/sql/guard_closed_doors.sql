-- Promise: No table, view, aggregate, COPY or cursor shows a contact that the user cannot see.
-- Promise: resolve() and merge() answer for a hidden id as for one that never was.
-- Promise: Row locks are taken on visible rows alone, and system columns are refused.
-- Promise: A plan that is kept gives each identity its own rows.
-- Promise: No unique violation, ON CONFLICT, foreign key or import tells of a hidden contact.
-- Promise: No function, operator, view or cast of the caller's is given a hidden row.
-- Promise: Our functions mean our names, whatever search_path and temporary tables the caller has.
-- Promise: An application changes no policy, trigger or table of ours, and switches row security off nowhere.
-- Promise: A reporting role reads and writes nothing.
-- Promise: A role without grants has no table, column, function or type.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app LOGIN;
CREATE ROLE regress_contacts_report;
CREATE ROLE regress_contacts_nobody;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_report') AS granted \gset
-- a schema of the caller's own, in which they may make what they like
CREATE SCHEMA closed_doors AUTHORIZATION regress_contacts_app;
GRANT USAGE ON SCHEMA closed_doors TO PUBLIC;
SET ROLE regress_contacts_app;

-- The outcome of a statement as clients branch on it: rows, or SQLSTATE and constraint.
CREATE FUNCTION closed_doors.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE rows bigint; state text; con text;
BEGIN
	EXECUTE statement;
	GET DIAGNOSTICS rows = ROW_COUNT;
	RETURN 'ok ' || rows;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, con = CONSTRAINT_NAME;
	RETURN state || coalesce(' ' || nullif(con, ''), '');
END $$;
-- All that an error says, with ids made alike.
CREATE FUNCTION closed_doors.error_text(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text; detail text; hint text; con text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, con = CONSTRAINT_NAME;
	RETURN regexp_replace(concat_ws('|', state, message, detail, hint, con),
		'[0-9a-f]{8}-[0-9a-f-]{27}', 'ID', 'g');
END $$;
-- A statement with a hidden id and the same with one that never was: the same answer, and which.
CREATE FUNCTION closed_doors.same(template text, hidden uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE one text := closed_doors.outcome(format(template, hidden)) || closed_doors.error_text(format(template, hidden));
	other text := closed_doors.outcome(format(template, contacts.uuid_v7())) || closed_doors.error_text(format(template, contacts.uuid_v7()));
BEGIN
	RETURN CASE WHEN one = other THEN 'the same: ' || one ELSE one || ' <> ' || other END;
END $$;
-- One value.
CREATE FUNCTION closed_doors.value(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
	EXECUTE statement INTO result;
	RETURN result;
END $$;
-- Tell that they were given what is hidden: the cheapest of all conditions.
CREATE FUNCTION closed_doors.spy(value text) RETURNS boolean LANGUAGE plpgsql STABLE COST 0.0001 AS $$
BEGIN
	IF value ~* 'hidden|\+91982200000[1246]' THEN
		RAISE NOTICE 'seen: %', value;
	END IF;
	RETURN true;
END $$;
CREATE FUNCTION closed_doors.spy(value text, other text) RETURNS boolean LANGUAGE plpgsql STABLE COST 0.0001 AS $$
BEGIN
	PERFORM closed_doors.spy(value);
	RETURN pg_catalog.texteq(value, other);
END $$;
CREATE OPERATOR closed_doors.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = closed_doors.spy);

--
-- Owner 1; Meera 2, contact manager in Sales; Rita 3, contact manager in
-- Support; and another account. Whatever is hidden from Rita says so.
--
SELECT contacts.create_account('Doors', 'Olga', 'olga@example.com', '+919811000001', 'enterprise', account_id => 987201) AS account \gset
SELECT contacts.create_account('Elsewhere', 'Eve', 'eve@example.com', '+919811000001', 'enterprise', account_id => 987202) AS other \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Meera', 'contact_manager'), ('Rita', 'contact_manager');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (2, 3);
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone, email, company, visibility, department_id, tags) VALUES
	('Hidden private', '+919822000001', 'hidden1@example.com', '1', 'only_me', NULL, '{hidden}'),
	('Hidden team', '+919822000002', 'hidden2@example.com', '1', 'team', 1, '{hidden}'),
	('Open', '+919822000003', 'open@example.com', '7', 'everyone', NULL, '{open}');
INSERT INTO contacts.contacts (name, visibility) VALUES ('Hidden twin', 'only_me');
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'note on ' || name FROM contacts.contacts;
SELECT id AS private FROM contacts.contacts WHERE name = 'Hidden private' \gset
SELECT id AS team FROM contacts.contacts WHERE name = 'Hidden team' \gset
SELECT id AS twin FROM contacts.contacts WHERE name = 'Hidden twin' \gset
SELECT id AS open FROM contacts.contacts WHERE name = 'Open' \gset
SELECT contacts.merge(:'private', ARRAY[:'twin']::uuid[]) AS merged \gset
UPDATE contacts.contacts SET city = 'Hidden city' WHERE name LIKE 'Hidden%';
SELECT contacts.begin_import('hidden.csv', 'only_me') AS import \gset
INSERT INTO contacts.import_rows (name, phone) VALUES ('Hidden import', '+919822000004'), ('Hidden error', 'no number');
SELECT contacts.issue_token('Hidden token', '{contacts.read}') AS token \gset
SELECT contacts.act_as(:account, 3) AS acting \gset
INSERT INTO contacts.contacts (name, phone, company, visibility) VALUES ('Mine', '+919822000005', '8', 'only_me');
SELECT contacts.act_as(:other, 1) AS acting \gset
INSERT INTO contacts.contacts (name, phone, company) VALUES ('Hidden elsewhere', '+919822000006', '1');
SELECT id AS elsewhere FROM contacts.contacts \gset
COMMIT;
-- the owner of the tables has statistics and extended statistics of all rows
RESET ROLE;
CREATE STATISTICS closed_doors.joint (mcv, dependencies) ON id, created_at FROM contacts.contacts;
ANALYZE contacts.contacts, contacts.contact_phones, contacts.contact_emails, contacts.contact_notes;
SELECT count(*) > 5 FROM pg_stats WHERE schemaname = 'contacts';
SELECT count(*) FROM pg_stats_ext WHERE tablename = 'contacts';
SET ROLE regress_contacts_app;

--
-- What is there to see: each table and view, as a whole
--
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT name FROM contacts.contacts ORDER BY name;
-- tables that speak of something hidden, and in how many rows: none
CREATE FUNCTION closed_doors.hidden(relation text, pattern text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE columns text; n bigint;
BEGIN
	SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns FROM pg_attribute
	WHERE attrelid = relation::regclass AND attnum > 0 AND has_column_privilege(attrelid, attnum, 'SELECT');
	IF columns IS NULL THEN
		RETURN 0;
	END IF;
	EXECUTE format('SELECT count(*) FROM (SELECT %s FROM %s) t WHERE t::text ~* $1', columns, relation) INTO n USING pattern;
	RETURN n;
END $$;
SELECT concat_ws('|', 'hidden', '\+91982200000[1246]', :'private', :'team', :'twin', :'elsewhere') AS of_rita,
	concat_ws('|', 'hidden (private|twin|import|error)', 'hidden\.csv', 'hidden1', '\+91982200000[146]', :'private', :'twin', :'elsewhere') AS of_olga \gset
SELECT relname, closed_doors.hidden('contacts.' || quote_ident(relname), :'of_rita') FROM pg_class
WHERE relnamespace = 'contacts'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
	AND closed_doors.hidden('contacts.' || quote_ident(relname), :'of_rita') > 0 ORDER BY relname;
-- the owner of the account sees the team's, and of Meera's private ones as little
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT name FROM contacts.contacts ORDER BY name;
SELECT relname, closed_doors.hidden('contacts.' || quote_ident(relname), :'of_olga') FROM pg_class
WHERE relnamespace = 'contacts'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
	AND closed_doors.hidden('contacts.' || quote_ident(relname), :'of_olga') > 0 ORDER BY relname;
-- the same question by Meera finds them
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT n, closed_doors.hidden('contacts.' || n, :'of_rita') > 0
FROM unnest('{contacts,contact_phones,contact_emails,contact_notes,contact_redirects,merges,imports,import_errors,api_tokens}'::text[]) AS n ORDER BY n;
COMMIT;
-- and in the history there is something of each
RESET ROLE;
SELECT count(DISTINCT audience) FROM contacts.audit_log WHERE account_id = :account AND row_key IN (:'private', :'team');
SET ROLE regress_contacts_app;

BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
-- by id, by a long list of ids; system columns, which would tell of other rows, are refused
SELECT count(*) FROM contacts.contacts WHERE id = :'private';
SELECT count(*) FROM contacts.contacts WHERE id IN (:'private', :'team', :'elsewhere', :'open');
SELECT count(*) FROM contacts.contacts WHERE id = ANY (ARRAY(SELECT contacts.uuid_v7() FROM generate_series(1, 5000)) || ARRAY[:'private', :'team', :'open']::uuid[]);
SELECT t.name, c.name, closed_doors.outcome(format('SELECT %I FROM contacts.%I', c.name, t.name))
FROM unnest('{contacts,contact_phones,users,departments,accounts}'::text[]) t(name), unnest('{ctid,xmin,xmax,cmin,tableoid}'::text[]) c(name)
WHERE closed_doors.outcome(format('SELECT %I FROM contacts.%I', c.name, t.name)) <> '42501';
SELECT count(*) FROM contacts.contacts WHERE account_id = :other;
SELECT count(*) FROM contacts.contacts WHERE audience NOT IN (0, -3) OR owner_id <> 3 AND audience <> 0;
-- by number, by prefix, by address, in the tables that hang on a contact
SELECT count(*) FROM contacts.contacts WHERE phone = '+919822000001' OR phone ^@ '+9198220000' AND name LIKE 'Hidden%';
SELECT string_agg(phone::text, ', ' ORDER BY phone) FROM contacts.contact_phones;
SELECT string_agg(email::text, ', ' ORDER BY email) FROM contacts.contact_emails;
SELECT string_agg(body, ', ' ORDER BY body) FROM contacts.contact_notes;
-- whether it exists, by aggregates and windows, by grouping, by sampling, by a join
SELECT EXISTS (SELECT FROM contacts.contacts WHERE name = 'Hidden private'), NOT EXISTS (SELECT FROM contacts.contact_notes WHERE contact_id = :'team');
SELECT count(*), count(DISTINCT owner_id), min(name), max(name), sum(company::int), bool_or(owner_id = 2 AND visibility <> 'everyone') FROM contacts.contacts;
SELECT owner_id, visibility, grouping(owner_id, visibility), count(*) FROM contacts.contacts GROUP BY CUBE (owner_id, visibility) ORDER BY 3, 1, 2;
SELECT name, count(*) OVER (), rank() OVER (ORDER BY name) FROM contacts.contacts ORDER BY name;
SELECT name FROM contacts.contacts TABLESAMPLE SYSTEM (100) ORDER BY name;
SELECT name FROM contacts.contacts TABLESAMPLE BERNOULLI (100) REPEATABLE (1) ORDER BY name;
SELECT count(*) FROM (VALUES (:'private'::uuid), (:'team')) v (id) LEFT JOIN contacts.contacts c USING (id) WHERE c.name IS NOT NULL;
SELECT percentile_disc(ARRAY[0, 0.5, 1]) WITHIN GROUP (ORDER BY name), mode() WITHIN GROUP (ORDER BY city) FROM contacts.contacts;
-- whole rows as JSON and XML (whose functions need no libxml, but xpath() would); functions of the server that take a table's name or a query
SELECT count(*), bool_or(j::text ILIKE '%hidden%') FROM (SELECT to_jsonb(c) AS j FROM contacts.contacts c UNION ALL SELECT row_to_json(c)::jsonb FROM contacts.contacts c) j;
SELECT jsonb_array_length(jsonb_agg(c)), jsonb_agg(c)::text ILIKE '%hidden%' FROM contacts.contacts c;
SELECT (SELECT count(*) FROM regexp_matches(table_to_xml('contacts.contacts', true, false, '')::text, '<row>', 'g')),
	table_to_xml('contacts.contacts', true, false, '')::text ILIKE '%hidden%',
	query_to_xml('TABLE contacts.contact_phones', true, false, '')::text ~ '\+91982200000[1246]';
SELECT string_agg(word, ', ' ORDER BY word) FROM ts_stat('SELECT to_tsvector(''simple'', name) FROM contacts.contacts');
-- results of functions
SELECT number, matched, contact_id IS NULL, name FROM unnest('{+919822000001,+919822000002,+919822000003,+919822000004,+919822000005,+919822000006}'::text[]) AS number, contacts.caller_id(number) ORDER BY number;
SELECT contacts.resolve(:'private') IS NULL, contacts.resolve(:'team') IS NULL, contacts.resolve(:'twin') IS NULL, contacts.resolve(:'elsewhere') IS NULL, contacts.resolve(:'open') = :'open';
SELECT used FROM contacts.private_quota();
SELECT closed_doors.same('SELECT contacts.resolve(%L)', :'private');
SELECT closed_doors.same('SELECT contacts.merge(%L, ARRAY[contacts.uuid_v7()])', :'team');
SELECT closed_doors.same(format('SELECT contacts.merge(%L, ARRAY[%%L]::uuid[], publish => true)', :'open'), :'private');
SELECT closed_doors.same(format('SELECT contacts.merge(%L, ARRAY[%%L]::uuid[], dry_run => true)', :'open'), :'team');
SELECT closed_doors.same(format('SELECT contacts.merge(%L, ARRAY[%%L]::uuid[])', :'open'), :'elsewhere');
SELECT closed_doors.same(format('SELECT contacts.merge(%L, ARRAY[%%L]::uuid[])', :'open'), :'twin');
COMMIT;

--
-- Output and cursors
--
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
COPY (SELECT name, phone, email FROM contacts.contacts ORDER BY name) TO STDOUT;
COPY contacts.contact_emails (email) TO STDOUT;
COPY contacts.contact_notes (body) TO STDOUT;
SAVEPOINT s;
\copy contacts.contacts (name) FROM PROGRAM 'true'
ROLLBACK TO s;
DECLARE c SCROLL CURSOR FOR SELECT name FROM contacts.contacts ORDER BY name;
FETCH ALL FROM c;
FETCH ABSOLUTE 1 FROM c;
MOVE FORWARD ALL FROM c;
FETCH BACKWARD ALL FROM c;
CLOSE c;
-- RETURNING, and rows that a write does not find
SELECT closed_doors.outcome(format('UPDATE contacts.contacts SET city = ''x'' WHERE id = %L RETURNING name', i)) FROM unnest(ARRAY[:'private', :'team', :'elsewhere']) AS i;
SELECT closed_doors.outcome(format('DELETE FROM contacts.contacts WHERE id = %L', i)) FROM unnest(ARRAY[:'private', :'team', :'elsewhere']) AS i;
SELECT closed_doors.outcome(format('UPDATE contacts.contacts c SET city = ''x'' FROM contacts.contact_phones p WHERE p.contact_id = %L AND p.contact_id = c.id', :'private'));
SELECT closed_doors.outcome(format('DELETE FROM contacts.contact_phones p USING (VALUES (%L::uuid)) v (id) WHERE p.contact_id = v.id', :'team'));
SELECT closed_doors.outcome('DELETE FROM contacts.contact_notes WHERE author_id = 2 AND body LIKE ''%Hidden%''');
SELECT closed_doors.outcome($$MERGE INTO contacts.contacts c USING (VALUES ('+919822000001'::contacts.phone), ('+919822000002')) v (phone) ON c.phone = v.phone
	WHEN MATCHED THEN UPDATE SET city = 'x' WHEN NOT MATCHED THEN DO NOTHING$$);
WITH changed AS (UPDATE contacts.contacts SET city = 'Pune' RETURNING name) SELECT string_agg(name, ', ' ORDER BY name) FROM changed;
WITH gone AS (DELETE FROM contacts.contacts WHERE phone ^@ '+91982200' RETURNING name) SELECT string_agg(name, ', ' ORDER BY name) FROM gone;
ROLLBACK;

-- row locks: those of what is seen alone
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT count(*) FROM (SELECT FROM contacts.contacts FOR UPDATE) l;
SELECT count(*) FROM (SELECT FROM contacts.contacts WHERE id IN (:'private', :'team') FOR UPDATE NOWAIT) l;
SELECT count(*) FROM (SELECT FROM contacts.contacts WHERE name LIKE 'Hidden%' FOR SHARE SKIP LOCKED) l;
SELECT count(*) FROM (SELECT FROM contacts.contact_phones FOR UPDATE) l;
RESET ROLE;
SELECT name, xmax = pg_current_xact_id()::xid FROM contacts.contacts WHERE account_id IN (:account, :other) ORDER BY name;
SELECT phone, xmax = pg_current_xact_id()::xid FROM contacts.contact_phones WHERE account_id = :account ORDER BY phone;
SET ROLE regress_contacts_app;
ROLLBACK;

-- prepared statements, by custom and by generic plan, under one actor after the other
PREPARE names (text) AS SELECT string_agg(name, ', ' ORDER BY name) FROM contacts.contacts WHERE name <> $1;
PREPARE number (contacts.phone) AS SELECT count(*) FROM contacts.contact_phones WHERE phone = $1;
SET plan_cache_mode = force_custom_plan;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
EXECUTE names ('');
EXECUTE number ('+919822000001');
SELECT contacts.act_as(:account, 3) AS acting \gset
EXECUTE names ('');
EXECUTE number ('+919822000001');
COMMIT;
SET plan_cache_mode = force_generic_plan;
EXECUTE names ('');
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
EXECUTE names ('');
EXECUTE number ('+919822000001');
SELECT contacts.act_as(:account, 3) AS acting \gset
EXECUTE names ('');
EXECUTE number ('+919822000001');
SELECT contacts.act_as(:other, 1) AS acting \gset
EXECUTE names ('');
COMMIT;
EXECUTE names ('');
DEALLOCATE ALL;
RESET plan_cache_mode;
-- a function that keeps its plan
CREATE FUNCTION closed_doors.kept() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN (SELECT string_agg(name, ', ' ORDER BY name) FROM contacts.contacts);
END $$;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT closed_doors.kept();
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT closed_doors.kept();
COMMIT;

--
-- Uniqueness and foreign keys: no collision tells of what is hidden
--
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SAVEPOINT s;
SELECT v, n, closed_doors.outcome(format('INSERT INTO contacts.contacts (name, phone, visibility, department_id) VALUES (''x'', %L, %L, %s)',
	n, v, CASE v WHEN 'team' THEN '2' ELSE 'NULL' END))
FROM unnest('{only_me,team,everyone}'::text[]) AS v, unnest('{+919822000001,+919822000002,+919822000004,+919822000006}'::text[]) AS n ORDER BY v, n;
ROLLBACK TO s;
-- ON CONFLICT finds nothing to meet
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919822000001') ON CONFLICT DO NOTHING$$);
ROLLBACK TO s;
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919822000002') ON CONFLICT (account_id, audience, phone) DO UPDATE SET name = contacts.name || ' met'$$);
SELECT name FROM contacts.contacts WHERE phone = '+919822000002';
ROLLBACK TO s;
-- what is seen is met, and no row of another stands in the words
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919822000003') ON CONFLICT DO NOTHING$$);
SELECT closed_doors.error_text($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919822000003')$$);
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919822000003') ON CONFLICT (account_id, audience, phone) DO UPDATE SET city = 'met'$$);
-- a further number, and a change of number or of visibility
SELECT n, closed_doors.outcome(format('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, %L)', :'open', n))
FROM unnest('{+919822000001,+919822000002,+919822000004,+919822000006}'::text[]) AS n ORDER BY n;
ROLLBACK TO s;
SELECT n, closed_doors.outcome(format('UPDATE contacts.contacts SET phone = %L WHERE name = ''Mine''', n))
FROM unnest('{+919822000001,+919822000002,+919822000004,+919822000006}'::text[]) AS n ORDER BY n;
SELECT v, closed_doors.outcome(format('UPDATE contacts.contacts SET phone = ''+919822000001'', visibility = %L, department_id = %s WHERE name = ''Mine''', v, d))
FROM (VALUES ('everyone', 'NULL'), ('only_me', 'NULL'), ('team', '2')) x (v, d) ORDER BY v;
ROLLBACK TO s;
-- an audience that one does not see is nobody's to write into
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone, visibility, department_id) VALUES ('x', '+919822000002', 'team', 1)$$),
	closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone, visibility, department_id) VALUES ('x', '+919822000099', 'team', 1)$$);
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone, visibility, owner_id) VALUES ('x', '+919822000001', 'only_me', 2)$$),
	closed_doors.outcome($$INSERT INTO contacts.contacts (name, phone, visibility, owner_id) VALUES ('x', '+919822000099', 'only_me', 2)$$);
SELECT closed_doors.outcome($$UPDATE contacts.contacts SET phone = '+919822000001', owner_id = 2 WHERE name = 'Mine'$$),
	closed_doors.outcome($$UPDATE contacts.contacts SET phone = '+919822000099', owner_id = 2 WHERE name = 'Mine'$$);
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name, phone) VALUES (987202, 1, 'x', '+919822000006')$$),
	closed_doors.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name, phone) VALUES (987202, 1, 'x', '+919822000099')$$);
SELECT closed_doors.outcome($$INSERT INTO contacts.contacts (audience, name, phone) VALUES (-2, 'x', '+919822000001')$$);
-- nobody brings an id, on an insert or an update
SELECT closed_doors.same('INSERT INTO contacts.contacts (id, name) VALUES (%L, ''x'')', :'private');
SELECT closed_doors.same('INSERT INTO contacts.contacts (id, name) VALUES (%L, ''x'') ON CONFLICT DO NOTHING', :'private');
SELECT closed_doors.same('UPDATE contacts.contacts SET id = %L WHERE name = ''Mine''', :'private');
SELECT closed_doors.same('INSERT INTO contacts.contact_notes (id, contact_id, body) VALUES (contacts.uuid_v7(), %L, ''x'')', :'private');
-- child rows of hidden and of missing contacts
SELECT closed_doors.same('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919822000077'')', :'private');
SELECT closed_doors.same('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919822000002'')', :'team');
SELECT closed_doors.same('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919822000001'') ON CONFLICT DO NOTHING', :'private');
SELECT closed_doors.same('INSERT INTO contacts.contact_emails (contact_id, email) VALUES (%L, ''hidden1@example.com'')', :'private');
SELECT closed_doors.same('INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%L, ''x'')', :'elsewhere');
SELECT closed_doors.same('INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%L, ''x'')', :'twin');
SELECT closed_doors.same('INSERT INTO contacts.contact_notes (account_id, contact_id, body) VALUES (987202, %L, ''x'')', :'elsewhere');
SELECT closed_doors.same('UPDATE contacts.contact_notes SET contact_id = %L', :'private');
-- an import meets nothing hidden either
SELECT contacts.begin_import('x', on_duplicate => 'reject') AS import \gset
INSERT INTO contacts.import_rows (name, phone, email) VALUES ('I1', '+919822000001', 'hidden1@example.com'), ('I2', '+919822000002', NULL), ('I4', '+919822000004', NULL);
SELECT rows_in, created, rejected FROM contacts.imports;
ROLLBACK;

--
-- Functions, operators, views and casts of the caller: none is ever given a hidden row
--
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name);
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name) AND name = 'Hidden private';
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name) AND id IN (:'private', :'team', :'elsewhere');
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name) AND phone = '+919822000002';
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name) AND audience IN (-2, 1);
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name) AND account_id = 987202;
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name) OR owner_id = 2;
SELECT count(*) FROM contacts.contacts WHERE name OPERATOR(closed_doors.===) 'Hidden private' OR name OPERATOR(closed_doors.===) 'Mine';
SELECT count(*) FROM contacts.contact_phones WHERE closed_doors.spy(phone::text);
SELECT count(*) FROM contacts.contact_phones WHERE closed_doors.spy(phone::text) AND phone = '+919822000001';
SELECT count(*) FROM contacts.contact_emails WHERE closed_doors.spy(email::text);
SELECT count(*) FROM contacts.contact_emails WHERE closed_doors.spy(email::text) AND contact_id = :'private';
SELECT count(*) FROM contacts.contact_notes WHERE closed_doors.spy(body);
SELECT count(*) FROM contacts.contact_notes WHERE closed_doors.spy(body) AND contact_id = :'team';
SELECT count(*) FROM contacts.imports WHERE closed_doors.spy(file_name);
SELECT count(*) FROM contacts.import_errors WHERE closed_doors.spy(columns::text);
SELECT count(*) FROM contacts.merges WHERE closed_doors.spy('hidden ' || survivor_id);
SELECT count(*) FROM contacts.contact_redirects WHERE closed_doors.spy('hidden ' || contact_id);
SELECT count(*) FROM contacts.api_tokens WHERE closed_doors.spy(name);
SELECT count(*) FROM contacts.audit_log WHERE closed_doors.spy('hidden ' || was::text);
SELECT count(*) FROM contacts.segments WHERE closed_doors.spy('hidden ' || name);
SELECT count(*) FROM contacts.contact_persons WHERE closed_doors.spy(name) AND account_id = 987202;
-- errors of the server's own functions that tell the value: casts, a division, a pattern that ends in a backslash
SELECT count(*) FROM contacts.contacts WHERE company::int = 8;
SELECT count(*) FROM contacts.contacts WHERE 1 / (company::int - 1) >= 0;
SELECT count(*) FROM contacts.contacts WHERE name::int = 1 AND name LIKE 'Hidden%';
SELECT count(*) FROM contacts.contact_emails WHERE email::int = 1 AND email LIKE 'hidden%';
SELECT count(*) FROM contacts.contact_notes WHERE body::int = 1 AND contact_id = :'private';
SELECT count(*) FROM contacts.contacts WHERE name LIKE 'Hidden%' AND city LIKE 'H%\';
-- in an ordering, a grouping, an aggregate, a join, a limit, a window, a lateral query
SELECT name FROM contacts.contacts ORDER BY closed_doors.spy(name), name;
SELECT count(*) FROM contacts.contacts GROUP BY closed_doors.spy(name);
SELECT count(*) FILTER (WHERE closed_doors.spy(name)), bool_and(closed_doors.spy(name)) FROM contacts.contacts;
SELECT count(*) FROM contacts.contacts a JOIN contacts.contact_phones b ON closed_doors.spy(a.name || b.phone::text) AND a.id = b.contact_id;
SELECT count(*) FROM (SELECT FROM contacts.contacts WHERE closed_doors.spy(name) LIMIT 100) l;
SELECT count(*) FROM (SELECT rank() OVER (PARTITION BY closed_doors.spy(name)) FROM contacts.contacts) l;
SELECT count(*) FROM (VALUES (:'private'::uuid), (:'open')) v (id), LATERAL (SELECT FROM contacts.contacts c WHERE closed_doors.spy(name) AND c.id = v.id) l;
UPDATE contacts.contacts SET city = city WHERE closed_doors.spy(name) AND id IN (:'private', :'open') RETURNING name;
-- by a view, and by a view on it
CREATE VIEW closed_doors.plain WITH (security_barrier = off) AS SELECT * FROM contacts.contacts;
CREATE VIEW closed_doors.invoker WITH (security_invoker = on) AS SELECT * FROM closed_doors.plain;
SELECT count(*) FROM closed_doors.plain WHERE closed_doors.spy(name);
SELECT count(*) FROM closed_doors.plain WHERE closed_doors.spy(name) AND name = 'Hidden team';
SELECT count(*) FROM closed_doors.invoker WHERE closed_doors.spy(name);
SELECT name FROM closed_doors.invoker ORDER BY name;
UPDATE closed_doors.plain SET city = 'Goa' WHERE closed_doors.spy(name) AND visibility <> 'only_me' RETURNING name;
SELECT closed_doors.outcome(format('DELETE FROM closed_doors.plain WHERE id = %L', :'private'));
-- by a cast to a domain with a check of the caller's
CREATE DOMAIN closed_doors.checked AS text CHECK (closed_doors.spy(VALUE));
SELECT count(name::closed_doors.checked) FROM contacts.contacts;
SELECT count(*) FROM contacts.contacts WHERE name::closed_doors.checked IS NOT NULL AND id = :'team';
-- by functions that run with the caller's rights, or are taken into the query
CREATE FUNCTION closed_doors.definer() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT name FROM contacts.contacts ORDER BY name';
CREATE FUNCTION closed_doors.inlined() RETURNS SETOF contacts.contacts LANGUAGE sql STABLE AS 'SELECT * FROM contacts.contacts';
SELECT closed_doors.definer();
SELECT name FROM closed_doors.inlined() WHERE closed_doors.spy(name) ORDER BY name;
-- nobody declares a function of their own leakproof
SELECT closed_doors.outcome('ALTER FUNCTION closed_doors.spy(text) LEAKPROOF');
SELECT closed_doors.outcome('CREATE FUNCTION closed_doors.tight() RETURNS int LANGUAGE sql LEAKPROOF RETURN 1');
-- the caller's view shows nothing to a role without grants
GRANT SELECT ON closed_doors.plain TO regress_contacts_nobody;
-- what is not hidden they are given: so says Meera
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT count(*) FROM contacts.contacts WHERE closed_doors.spy(name) AND name = 'Hidden private';
SELECT count(*) FROM contacts.contacts WHERE name OPERATOR(closed_doors.===) 'Hidden team' AND name = 'Hidden team';
SELECT count(*) FROM contacts.contact_phones WHERE closed_doors.spy(phone::text) AND phone = '+919822000001';
SELECT count(*) FROM closed_doors.plain WHERE closed_doors.spy(name) AND name = 'Hidden team';
SELECT count(*) FROM contacts.contacts WHERE name::closed_doors.checked IS NOT NULL AND name = 'Hidden team';
SELECT closed_doors.outcome('SELECT FROM contacts.contacts WHERE 1 / (company::int - 1) >= 0');
COMMIT;
RESET ROLE;
SET ROLE regress_contacts_nobody;
SELECT closed_doors.outcome('SELECT FROM closed_doors.plain');
RESET ROLE;

--
-- Names of the caller before ours: what our functions do, they do with our names
--
SET ROLE regress_contacts_app;
CREATE FUNCTION closed_doors.told(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	RAISE NOTICE 'taken in: %', what;
END $$;
CREATE FUNCTION closed_doors.eq(uuid, uuid) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''uuid''); RETURN pg_catalog.uuid_eq($1, $2); END';
CREATE FUNCTION closed_doors.eq(bigint, bigint) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''bigint''); RETURN pg_catalog.int8eq($1, $2); END';
CREATE FUNCTION closed_doors.eq(integer, integer) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''integer''); RETURN pg_catalog.int4eq($1, $2); END';
CREATE FUNCTION closed_doors.eq(text, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''text''); RETURN pg_catalog.texteq($1, $2); END';
CREATE FUNCTION closed_doors.eq(contacts.phone, contacts.phone) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''phone''); RETURN contacts.phone_eq($1, $2); END';
CREATE OPERATOR closed_doors.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = closed_doors.eq);
CREATE OPERATOR closed_doors.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = closed_doors.eq);
CREATE OPERATOR closed_doors.= (LEFTARG = integer, RIGHTARG = integer, FUNCTION = closed_doors.eq);
CREATE OPERATOR closed_doors.= (LEFTARG = text, RIGHTARG = text, FUNCTION = closed_doors.eq);
CREATE OPERATOR closed_doors.= (LEFTARG = contacts.phone, RIGHTARG = contacts.phone, FUNCTION = closed_doors.eq);
CREATE FUNCTION closed_doors.now() RETURNS timestamptz LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''now''); RETURN pg_catalog.now(); END';
CREATE FUNCTION closed_doors.sees(integer) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''sees''); RETURN true; END';
CREATE FUNCTION closed_doors.actor_account() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''actor_account''); RETURN 987202; END';
CREATE FUNCTION closed_doors.actor_user() RETURNS integer LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''actor_user''); RETURN 2; END';
CREATE FUNCTION closed_doors.can(text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM closed_doors.told(''can''); RETURN true; END';
CREATE TABLE closed_doors.users (account_id bigint, user_id integer, role text, removed_at timestamptz);
-- in a session in which nothing of ours has been planned yet, with temporary tables of our names
\c
SET SESSION AUTHORIZATION regress_contacts_app;
\set VERBOSITY terse
SET search_path = pg_temp, closed_doors, contacts, pg_catalog;
-- they are taken where the caller asks
SELECT 1::bigint = 1::bigint;
BEGIN;
CREATE TEMP TABLE contacts (account_id bigint, id uuid, owner_id integer, visibility text, audience integer, name text, phone text);
CREATE TEMP TABLE contact_phones (account_id bigint, contact_id uuid, phone text, audience integer);
CREATE TEMP TABLE users (account_id bigint, user_id integer, role text, removed_at timestamptz);
CREATE TEMP TABLE role_mappings (account_id bigint, role_name name, user_id integer);
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT string_agg(name, ', ' ORDER BY name) FROM contacts.contacts;
SELECT matched, name FROM contacts.caller_id('+919822000001');
SELECT matched, name FROM contacts.caller_id('+919822000005');
SELECT contacts.resolve(:'private') IS NULL, contacts.resolve(:'open') IS NOT NULL;
SELECT used FROM contacts.private_quota();
INSERT INTO contacts.contacts (name, phone, email, visibility) VALUES ('New', '+919822000001', 'new@example.com', 'only_me');
UPDATE contacts.contacts SET visibility = 'everyone', phone = '+919822000011' WHERE name OPERATOR(pg_catalog.=) 'New';
INSERT INTO contacts.contact_notes (contact_id, body) VALUES (:'open', 'x');
SELECT contacts.begin_import('x', on_duplicate => 'fill') AS import \gset
INSERT INTO contacts.import_rows (name, phone, tags) VALUES ('I', '+919822000002', 'a;b'), ('New', '+919822000011', NULL);
SELECT rows_in, created, updated FROM contacts.imports;
SELECT contacts.merge(:'open', ARRAY[contacts.resolve(id)]) ->> 'merged' IS NOT NULL FROM contacts.contacts WHERE name OPERATOR(pg_catalog.=) 'I';
SELECT contacts.issue_token('x', '{contacts.read,contacts.write,contacts.delete}') AS token \gset
SELECT contacts.authenticate(:'token') AS acting \gset
SELECT contacts.actor_user(), matched FROM contacts.caller_id('+919822000003');
DELETE FROM contacts.contacts WHERE name OPERATOR(pg_catalog.=) 'New';
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.issue_token('x', '{contacts.read}', user_id => 3) IS NOT NULL;
SELECT contacts.revoke_token(id) FROM contacts.api_tokens WHERE name OPERATOR(pg_catalog.=) 'x';
SELECT contacts.remove_user(3, 'delete');
SELECT contacts.create_account('New', 'Nora', 'nora@example.com', '+919811000001') IS NOT NULL;
SELECT (SELECT count(*) FROM pg_temp.contacts), (SELECT count(*) FROM pg_temp.contact_phones), (SELECT count(*) FROM pg_temp.users);
ROLLBACK;
RESET search_path;

--
-- What is the owner's alone
--
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT s, closed_doors.outcome(s) FROM unnest(ARRAY[
	'CREATE RULE r AS ON SELECT TO contacts.contacts DO INSTEAD SELECT 1',
	'CREATE RULE r AS ON INSERT TO contacts.contact_notes DO ALSO NOTIFY x',
	'CREATE TRIGGER t BEFORE INSERT ON contacts.contacts FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
	'CREATE TRIGGER t INSTEAD OF INSERT ON contacts.import_rows FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
	'CREATE POLICY p ON contacts.contacts USING (true)',
	'ALTER POLICY visible ON contacts.contacts USING (true)',
	'DROP POLICY visible ON contacts.contacts',
	'ALTER TABLE contacts.contacts DISABLE ROW LEVEL SECURITY',
	'ALTER TABLE contacts.contacts DISABLE TRIGGER ALL',
	'ALTER TABLE contacts.contacts OWNER TO regress_contacts_app',
	'CREATE INDEX ON contacts.contacts ((closed_doors.spy(name)))',
	'CREATE STATISTICS closed_doors.s ON name, phone FROM contacts.contacts',
	'CREATE TABLE closed_doors.child () INHERITS (contacts.contacts)',
	'CREATE TABLE closed_doors.fk (a bigint, i uuid, FOREIGN KEY (a, i) REFERENCES contacts.contacts (account_id, id))',
	'CREATE FUNCTION contacts.sees(bigint) RETURNS boolean LANGUAGE sql RETURN true',
	'CREATE OR REPLACE FUNCTION contacts.sees(audience integer) RETURNS boolean LANGUAGE sql RETURN true',
	'CREATE TABLE contacts.x ()',
	'ALTER TYPE contacts.visibility ADD VALUE ''x''',
	'DROP EXTENSION contacts CASCADE',
	'ALTER EXTENSION contacts DROP TABLE contacts.contacts',
	'COMMENT ON TABLE contacts.contacts IS NULL',
	'CREATE CAST (contacts.phone AS bigint) WITHOUT FUNCTION',
	'CREATE PUBLICATION p FOR TABLE contacts.contacts',
	'GRANT SELECT ON contacts.usage TO regress_contacts_app',
	'DROP SCHEMA contacts CASCADE',
	'TRUNCATE contacts.contacts',
	'TRUNCATE contacts.contact_notes, contacts.audit_log CASCADE',
	'SET session_replication_role = replica',
	'SELECT * FROM pg_statistic',
	'SELECT * FROM pg_statistic_ext_data',
	'SELECT * FROM contacts.usage',
	'SELECT keys FROM contacts.merge_rows',
	'SELECT hash FROM contacts.api_tokens',
	'UPDATE contacts.contacts SET audience = 0',
	'UPDATE contacts.contacts SET account_id = 987202',
	'UPDATE contacts.contacts SET search_key = ''x''',
	'UPDATE contacts.contact_phones SET audience = 0',
	'INSERT INTO contacts.audit_log DEFAULT VALUES',
	'INSERT INTO contacts.merges DEFAULT VALUES',
	'SELECT lo_import(''x'')',
	'SELECT pg_read_file(''x'')']) AS s ORDER BY s;
-- row security is not the caller's to switch off
SET LOCAL row_security = off;
SELECT closed_doors.error_text('SELECT * FROM contacts.contacts');
SELECT matched FROM contacts.caller_id('+919822000003');
ROLLBACK;
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SET LOCAL row_security = off;
SELECT used FROM contacts.private_quota();
SELECT closed_doors.same(format('SELECT contacts.merge(%L, ARRAY[%%L]::uuid[])', :'open'), :'private');
ROLLBACK;
-- no statistics of our tables, though they are there; no sequence and no large object to count by
SELECT count(*) FROM pg_stats WHERE schemaname = 'contacts';
SELECT count(*) FROM pg_stats_ext WHERE schemaname = 'closed_doors';
SELECT count(*) FROM pg_stats_ext_exprs WHERE schemaname = 'closed_doors';
SELECT (SELECT count(*) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'contacts'::regnamespace),
	(SELECT count(*) FROM pg_attribute WHERE attidentity <> '' AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'contacts'::regnamespace)),
	(SELECT count(*) FROM pg_sequences WHERE schemaname = 'contacts'), (SELECT count(*) FROM pg_largeobject_metadata);
SELECT closed_doors.outcome('SELECT lastval()');

--
-- Roles with less
--
-- reporting: reads, writes nothing, calls nothing that does
\c
\set VERBOSITY terse
SELECT contacts.map_role('regress_contacts_report', :account, 3);
SET ROLE regress_contacts_report;
SELECT name FROM contacts.contacts ORDER BY name;
SELECT n, has_table_privilege('contacts.' || quote_ident(n), 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
	OR has_any_column_privilege('contacts.' || quote_ident(n), 'INSERT, UPDATE, REFERENCES')
FROM (SELECT relname::text FROM pg_class WHERE relnamespace = 'contacts'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')) c (n)
WHERE has_table_privilege('contacts.' || quote_ident(n), 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
	OR has_any_column_privilege('contacts.' || quote_ident(n), 'INSERT, UPDATE, REFERENCES') ORDER BY n;
SELECT s, closed_doors.outcome(s) FROM unnest(ARRAY[
	'INSERT INTO contacts.contacts (name) VALUES (''x'')', 'UPDATE contacts.contacts SET name = ''x''', 'DELETE FROM contacts.contacts',
	'TRUNCATE contacts.contacts', 'SELECT FROM contacts.contacts FOR UPDATE', 'SELECT FROM contacts.contacts FOR KEY SHARE', 'INSERT INTO contacts.contact_notes (contact_id, body) VALUES (NULL, ''x'')',
	'INSERT INTO contacts.import_rows (name) VALUES (''x'')', 'SELECT contacts.begin_import()', 'SELECT contacts.merge(''00000000-0000-7000-8000-000000000000'', ''{}'')',
	'SELECT contacts.act_as(1, 1)', 'SELECT contacts.issue_token(NULL, NULL)', 'SELECT contacts.create_account(''x'', ''x'', ''x@example.com'', ''+919811000009'')',
	'SELECT FROM contacts.audit_log', 'SELECT FROM contacts.api_tokens', 'SELECT FROM contacts.merges', 'SELECT FROM contacts.usage', 'SELECT FROM contacts.role_mappings']) AS s ORDER BY s;
RESET ROLE;
-- a role without any grant: no table, no column, no function, no type
SELECT relname FROM pg_class WHERE relnamespace = 'contacts'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
	AND (has_table_privilege('regress_contacts_nobody', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
		OR has_any_column_privilege('regress_contacts_nobody', oid, 'SELECT, INSERT, UPDATE, REFERENCES')) ORDER BY relname;
SELECT proname FROM pg_proc WHERE pronamespace = 'contacts'::regnamespace AND has_function_privilege('regress_contacts_nobody', oid, 'EXECUTE') ORDER BY proname;
SELECT typname FROM pg_type WHERE typnamespace = 'contacts'::regnamespace AND typtype IN ('e', 'b', 'd') AND typelem = 0
	AND has_type_privilege('regress_contacts_nobody', oid, 'USAGE') ORDER BY typname;
SET ROLE regress_contacts_nobody;
SELECT has_schema_privilege('contacts', 'USAGE, CREATE');
SELECT closed_doors.outcome('SELECT FROM contacts.contacts'), closed_doors.outcome('SELECT contacts.actor_user()'), closed_doors.outcome('SELECT contacts.act_as(1, 1)');
RESET ROLE;

SET client_min_messages = warning;
SELECT contacts.unmap_role('regress_contacts_report');
DROP SCHEMA closed_doors CASCADE;
DROP OWNED BY regress_contacts_app, regress_contacts_report, regress_contacts_nobody;
DROP ROLE regress_contacts_app, regress_contacts_report, regress_contacts_nobody;
