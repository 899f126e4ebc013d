-- Promise: Every text that a tenant writes has a limit, which an error names with a stable constraint.
-- Promise: What is blank or only invisible is refused or null.
-- Promise: A text of one line is tidied in one way wherever it stands, and a note keeps its lines.
-- Promise: Emoji and the joiners that scripts need stay as they are.
-- Promise: In an import each limit is a reason of its row.
-- Promise: A time zone is one of pg_timezone_names; one that is no more stands in nobody's way.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE ROLE regress_contacts_text;
SELECT contacts.grant_application('regress_contacts_text');
SELECT contacts.create_account('Text', 'Owner', 'owner@text.example', '+919820055001', account_id => 719001);

-- what a statement meets: SQLSTATE, constraint, message
CREATE FUNCTION pg_temp.met(statement text, arg text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text; code text; constr text; detail text;
BEGIN
	IF strpos(statement, '$1') > 0 THEN EXECUTE statement USING arg; ELSE EXECUTE statement; END IF;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, code = RETURNED_SQLSTATE, constr = CONSTRAINT_NAME, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' ', code, nullif(constr, ''), message, nullif('(' || detail || ')', '()'));
END $$;
CREATE TEMP TABLE doors (n serial, door text, longest int, blank text, statement text);
INSERT INTO doors (door, longest, statement) VALUES
	('accounts.name', 300, 'UPDATE contacts.accounts SET name = $1'),
	('users.name', 300, 'INSERT INTO contacts.users (name) VALUES ($1)'),
	('users.name, update', 300, 'UPDATE contacts.users SET name = $1'),
	('departments.name', 300, 'INSERT INTO contacts.departments (name) VALUES ($1)'),
	('contact_persons.name', 300, 'INSERT INTO contacts.contact_persons (name) VALUES ($1)'),
	('contact_persons.designation', 300, 'INSERT INTO contacts.contact_persons (name, designation) VALUES (''p'', $1)'),
	('custom_fields.label', 100, 'INSERT INTO contacts.custom_fields (key, label) VALUES (''k'', $1)'),
	('custom_fields.choices', 100, 'INSERT INTO contacts.custom_fields (key, type, choices) VALUES (''k2'', ''choice'', ARRAY[$1, ''y''])'),
	('segments.name', 100, 'INSERT INTO contacts.segments (name, filter) VALUES ($1, ''{}'')'),
	('api_tokens.name', 300, 'SELECT contacts.issue_token($1, ''{contacts.read}'')'),
	('contacts.name', 300, 'INSERT INTO contacts.contacts (name) VALUES ($1)'),
	('contacts.company', 300, 'INSERT INTO contacts.contacts (company) VALUES ($1)'),
	('contacts.job_title', 300, 'INSERT INTO contacts.contacts (name, job_title) VALUES (''c'', $1)'),
	('contacts.city', 300, 'INSERT INTO contacts.contacts (name, city) VALUES (''c'', $1)'),
	('contacts.country', 300, 'INSERT INTO contacts.contacts (name, country) VALUES (''c'', $1)'),
	('contacts.source', 300, 'INSERT INTO contacts.contacts (name, source) VALUES (''c'', $1)'),
	('contacts.tags', 100, 'INSERT INTO contacts.contacts (name, tags) VALUES (''c'', ARRAY[$1])'),
	('contact_phones.label', 50, 'INSERT INTO contacts.contact_phones (contact_id, phone, label) SELECT id, ''+919820055002'', $1 FROM contacts.contacts WHERE name = ''first'''),
	('contact_emails.label', 50, 'INSERT INTO contacts.contact_emails (contact_id, email, label) SELECT id, ''x@text.example'', $1 FROM contacts.contacts WHERE name = ''first'''),
	('contact_notes.body', 20000, 'INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, $1 FROM contacts.contacts WHERE name = ''first'''),
	('begin_import()', 255, 'SELECT contacts.begin_import($1)');
GRANT SELECT ON doors TO regress_contacts_text;

SET ROLE regress_contacts_text;
BEGIN;
SELECT contacts.act_as(719001, 1);
INSERT INTO contacts.contacts (name) VALUES ('first');
SAVEPOINT s;
-- exactly the limit is taken, in characters where it is not bytes
SELECT door, pg_temp.met(statement, left(repeat('ab', 20000), longest)) FROM doors ORDER BY n;
ROLLBACK TO s;
-- one more is not
SELECT door, pg_temp.met(statement, left(repeat('ab', 20000), longest + 1)) FROM doors ORDER BY n;
ROLLBACK TO s;
SELECT door, pg_temp.met(statement, repeat('é', longest)) FROM doors WHERE door IN ('users.name', 'contacts.tags', 'contact_phones.label') ORDER BY n;
ROLLBACK TO s;
-- blank: space, no-break space, zero width space, line ends, controls, soft hyphen, Hangul filler, byte order mark
SELECT door, pg_temp.met(statement, E' \u00A0\u200B\r\n\t\u0001\u0085\u00AD\u3164\uFEFF\u2800') FROM doors ORDER BY n;
SELECT DISTINCT coalesce(name, company) AS name, job_title, city, country, source, tags FROM contacts.contacts ORDER BY 1;
SELECT name, designation FROM contacts.contact_persons ORDER BY name;
ROLLBACK TO s;
-- one form
SELECT door, pg_temp.met(statement, E'\u00A0 Café\u202E\r\n \u0007Crème\u200B \n') FROM doors
WHERE door IN ('accounts.name', 'users.name', 'departments.name', 'contact_persons.name', 'segments.name', 'contacts.name', 'contacts.tags',
	'custom_fields.choices', 'contact_phones.label', 'contact_notes.body', 'api_tokens.name') ORDER BY n;
CREATE TEMP TABLE forms AS
SELECT 'accounts' AS t, name FROM contacts.accounts UNION ALL SELECT 'users', name FROM contacts.users WHERE user_id = 2
UNION ALL SELECT 'departments', name FROM contacts.departments
UNION ALL SELECT 'segments', name FROM contacts.segments UNION ALL SELECT 'persons', name FROM contacts.contact_persons WHERE NOT is_primary
UNION ALL SELECT 'contacts', name FROM contacts.contacts WHERE name ~ 'Caf' UNION ALL SELECT 'tags', tags[1] FROM contacts.contacts WHERE tags <> '{}'
UNION ALL SELECT 'choices', choices[1] FROM contacts.custom_fields UNION ALL SELECT 'labels', label FROM contacts.contact_phones
UNION ALL SELECT 'tokens', name FROM contacts.api_tokens;
SELECT name, count(*) FROM forms GROUP BY name;
-- a note keeps its lines
\a
SELECT to_json(body) FROM contacts.contact_notes LIMIT 1;
\a
ROLLBACK;

-- emoji and scripts that need joiners stay as they are
BEGIN;
SELECT contacts.act_as(719001, 1);
INSERT INTO contacts.contacts (name, company) VALUES
	(U&'\+01F468\200D\+01F469\200D\+01F467 \2764\FE0F', U&'\0645\06CC\200C\062E\0648\0627\0647\0645');
SELECT name = U&'\+01F468\200D\+01F469\200D\+01F467 \2764\FE0F' AS emoji, company = U&'\0645\06CC\200C\062E\0648\0627\0647\0645' AS joiner
FROM contacts.contacts;

-- lists and objects
SAVEPOINT s;
SELECT pg_temp.met('INSERT INTO contacts.contacts (name, tags) SELECT ''c'', array_agg(g::text) FROM generate_series(1, 100) g');
SELECT pg_temp.met('INSERT INTO contacts.contacts (name, tags) SELECT ''c'', array_agg(g::text) FROM generate_series(1, 101) g');
SELECT pg_temp.met('INSERT INTO contacts.contacts (name, tags) SELECT ''c'', array_agg(''same''::text) FROM generate_series(1, 1000) g');
SELECT pg_temp.met('INSERT INTO contacts.contacts (name, tags) SELECT ''c'', array_agg(''same''::text) FROM generate_series(1, 1001) g');
SELECT pg_temp.met('INSERT INTO contacts.segments (name, filter) SELECT ''s'', jsonb_build_object(''k'', repeat(''x'', 65500))');
SELECT pg_temp.met('INSERT INTO contacts.segments (name, filter) SELECT ''t'', jsonb_build_object(''k'', repeat(''x'', 65536))');
SELECT pg_temp.met('UPDATE contacts.segments SET filter = jsonb_build_object(''k'', repeat(''x'', 10000000))');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key) VALUES (''note'')');
SELECT pg_temp.met('INSERT INTO contacts.contacts (name, custom) VALUES (''c'', jsonb_build_object(''note'', repeat(''x'', 10000)))');
SELECT pg_temp.met('INSERT INTO contacts.contacts (name, custom) VALUES (''c'', jsonb_build_object(''note'', repeat(''x'', 10001)))');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key) SELECT ''f'' || g FROM generate_series(1, 10) g');
SELECT pg_temp.met('INSERT INTO contacts.contacts (name, custom) SELECT ''c'', jsonb_object_agg(''f'' || g, repeat(''x'', 7000)) FROM generate_series(1, 10) g');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key, type, choices) SELECT ''c'', ''choice'', array_agg(g::text) FROM generate_series(1, 500) g');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key, type, choices) SELECT ''d'', ''choice'', array_agg(g::text) FROM generate_series(1, 501) g');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key, type, choices) VALUES (''e'', ''choice'', ''{a,b,a}'')');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key, type, choices) VALUES (''e'', ''choice'', ''{a,NULL}'')');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key, type, choices) VALUES (''e'', ''choice'', ''{{a,b},{c,d}}'')');
SELECT pg_temp.met('INSERT INTO contacts.custom_fields (key, type, choices) VALUES (''e'', ''choice'', ''{}'')');
-- overrides of a merge
DELETE FROM contacts.contacts;
INSERT INTO contacts.contacts (name) VALUES ('a'), ('b');
CREATE FUNCTION pg_temp.merged(overrides jsonb) RETURNS jsonb LANGUAGE sql AS
	$$SELECT contacts.merge(a.id, ARRAY[b.id], overrides) FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'a' AND b.name = 'b'$$;
SELECT o.what, pg_temp.met('SELECT pg_temp.merged($1::jsonb)', o.overrides::text)
FROM (VALUES ('name', jsonb_build_object('name', repeat('x', 301))), ('city', jsonb_build_object('city', repeat('x', 301))),
	('tag', jsonb_build_object('tags', jsonb_build_array(repeat('x', 101)))), ('tags', jsonb_build_object('tags', (SELECT jsonb_agg(g::text) FROM generate_series(1, 101) g))),
	('custom', jsonb_build_object('custom', jsonb_build_object('note', repeat('x', 10001))))) o(what, overrides);
-- scopes of a token
SELECT pg_temp.met('SELECT contacts.issue_token(''t'', array_agg(''contacts.read''::text)) FROM generate_series(1, 13)') = 'done'
	AS as_many_as_permissions;
SELECT regexp_replace(pg_temp.met('SELECT contacts.issue_token(''t'', array_agg(''contacts.read''::text)) FROM generate_series(1, 1000000)'), '\d+ permissions', 'N permissions');
SELECT regexp_replace(pg_temp.met('SELECT contacts.issue_token(''t'', ''{{contacts.read},{contacts.write}}'')'), '\d+ permissions', 'N permissions');
SELECT regexp_replace(pg_temp.met('SELECT contacts.issue_token(''t'', ''{contacts.read,NULL}'')'), '\d+ permissions', 'N permissions');
SELECT length(pg_temp.met('SELECT contacts.issue_token(''t'', ARRAY[repeat(''x'', 1000000)])')) < 200 AS short_error;
ROLLBACK;

-- import: each limit is a reason of its row, and all cells of a record have one together
BEGIN;
SELECT contacts.act_as(719001, 1);
INSERT INTO contacts.import_rows (name, tags, notes)
SELECT 'tag of 101', repeat('t', 101), NULL UNION ALL
SELECT 'tag of 100', 'a;' || repeat('t', 100), NULL UNION ALL
SELECT 'note of 20,001', NULL, repeat('n', 20001) UNION ALL
SELECT repeat('n', 301), NULL, NULL UNION ALL
SELECT E'two\nlines', E' ; ;\u200B;b', E' keeps\nits lines ';
SELECT record, reason, detail FROM contacts.import_errors ORDER BY record;
SELECT name, tags FROM contacts.contacts ORDER BY name;
SELECT to_json(body) FROM contacts.contact_notes;
SAVEPOINT s;
SELECT pg_temp.met('INSERT INTO contacts.import_rows (name, notes) VALUES (''a'', ''b''), (repeat(''x'', 500001), repeat(''y'', 500000))');
ROLLBACK;

-- fold
SELECT pg_temp.met('SELECT contacts.fold(repeat(''a'', 10000001))');
RESET ROLE;

-- time zones: all that the server lists by IANA's names, no other
BEGIN;
SELECT count(*) > 300 AS many, count(*) FILTER (WHERE NOT contacts.time_zone_is_known(name)) AS unknown
FROM pg_timezone_names WHERE name !~ '^(posix|right)/' AND name NOT IN ('localtime', 'posixrules', 'Factory');
SELECT z, contacts.time_zone_is_known(z) FROM unnest('{Asia/Kolkata,UTC,GMT,EST5EDT,Etc/GMT+3,GMT0,asia/kolkata,localtime,posixrules,FOO+3,FOO3,FOO/BAR+3,<x>-99,UTC+3,GMT+3,EST5,EST5EDT4,Etc/GMT+99,posix/UTC,right/UTC,Factory,../../etc/passwd,"",Mars/Olympus}'::text[]) z;
SET ROLE regress_contacts_text;
SELECT contacts.act_as(719001, 1);
SELECT pg_temp.met('UPDATE contacts.accounts SET time_zone = $1', z) FROM unnest('{FOO+3,localtime,Asia/Kolkata}'::text[]) z;
SELECT pg_temp.met('UPDATE contacts.accounts SET default_region = $1', r) FROM unnest('{UK,in,"",GB}'::text[]) r;
-- a zone and a region that are no more stand in nobody's way
RESET ROLE;
SELECT contacts.act_as(719001, 1);
SET LOCAL session_replication_role = replica;
UPDATE contacts.accounts SET time_zone = 'Old/Zone', default_region = 'SU' WHERE account_id = 719001;
SET LOCAL session_replication_role = origin;
SET ROLE regress_contacts_text;
SELECT contacts.act_as(719001, 1);
UPDATE contacts.accounts SET name = 'Still', time_zone = time_zone RETURNING name, default_region, time_zone;
INSERT INTO contacts.users (name) VALUES ('still') RETURNING name;
ROLLBACK;
SELECT left(pg_temp.met('SELECT contacts.create_account(''Z'', ''o'', ''o@text.example'', ''+919820055003'', time_zone => ''<x>-99'', account_id => 719002)'), 30);

-- every text column that an application writes is among those above, but for
-- these: limited by a list, by their form, or in the parts on custom and import
SELECT c.relname || '.' || a.attname AS without_a_limit
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'contacts'::regnamespace AND c.relkind IN ('r', 'v') AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
  AND (has_column_privilege('regress_contacts_text', c.oid, a.attnum, 'INSERT') OR has_column_privilege('regress_contacts_text', c.oid, a.attnum, 'UPDATE'))
  AND NOT a.atttypmod > 0
  AND NOT EXISTS (SELECT FROM doors d WHERE split_part(d.door, ',', 1) = c.relname || '.' || a.attname)
ORDER BY 1;
DROP OWNED BY regress_contacts_text;
DROP ROLE regress_contacts_text;
