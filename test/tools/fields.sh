#!/usr/bin/env bash
# The one list of a contact's fields (src/contact/field.h) beside what a database
# has: the table, the view of imports, the privileges, and what a merge takes.
# Every line printed is a fault.  Asked of the database contacts_check.
set -euo pipefail
cd "$(dirname "$0")/../.."
grep -E '^\s*FIELD\([a-z]' src/contact/field.h | awk -F, '$6 + 0 > 0 { if (seen[$6 + 0]++) print "two fields have the place " $6 + 0 " in the search key"; if ($6 + 0 > max) max = $6 + 0; n++ }
	END { if (max != n) print "the places in the search key are not 1 to " n }'
sed -n 's/^\tFIELD(\([a-z_]*\), *\([A-Z]*\), *\([0-9]*\), *\([A-Z_]*\), *\([A-Z]*\),.*/\1 \2 \3 \4 \5/p' src/contact/field.h |
	psql -d contacts_check -qXAt -v ON_ERROR_STOP=1 -c 'CREATE TEMP TABLE listed (name text, kind text, length int, import text, merge text)' \
		-c '\copy listed FROM pstdin (DELIMITER E'"'\\x20'"')' -f <(cat <<'SQL'
BEGIN;
CREATE ROLE fields_application;
SELECT contacts.grant_application('fields_application') \g /dev/null
SELECT 'the list has no fields' WHERE (SELECT count(*) FROM listed) < 5;

-- the table
SELECT format('%s is listed, and no column of the table', l.name) FROM listed l
WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = 'contacts.contacts'::regclass AND a.attname = l.name);
SELECT format('column %s of the table is not listed', a.attname)
FROM pg_attribute a WHERE a.attrelid = 'contacts.contacts'::regclass AND a.attnum > 0 AND NOT a.attisdropped
	AND a.attname NOT IN (SELECT l.name FROM listed l)
	AND a.attname NOT IN ('account_id', 'id', 'owner_id', 'visibility', 'department_id', 'audience',
		'search_key', 'created_at', 'created_by', 'updated_at');
SELECT format('%s is %s in the table', l.name, format_type(a.atttypid, a.atttypmod))
FROM listed l JOIN pg_attribute a ON a.attrelid = 'contacts.contacts'::regclass AND a.attname = l.name
WHERE format_type(a.atttypid, a.atttypmod) IS DISTINCT FROM CASE l.kind
	WHEN 'LINE' THEN format('character varying(%s)', l.length) WHEN 'PHONE' THEN 'contacts.phone'
	WHEN 'EMAIL' THEN 'contacts.email_address' WHEN 'TAGS' THEN 'text[]' WHEN 'CUSTOM' THEN 'jsonb' END;
SELECT format('%s has no comment', l.name)
FROM listed l JOIN pg_attribute a ON a.attrelid = 'contacts.contacts'::regclass AND a.attname = l.name
WHERE col_description(a.attrelid, a.attnum) IS NULL;
SELECT format('ANALYZE looks at %s', l.name)
FROM listed l JOIN pg_attribute a ON a.attrelid = 'contacts.contacts'::regclass AND a.attname = l.name
WHERE a.attstattarget <> 0;

-- the view of imports, in the order of the list
SELECT format('the view contacts.import_rows has the columns %s', v.columns)
FROM (SELECT string_agg(a.attname, ',' ORDER BY a.attnum) AS columns FROM pg_attribute a
		WHERE a.attrelid = 'contacts.import_rows'::regclass AND a.attnum > 0) v
WHERE NOT EXISTS (SELECT FROM (SELECT string_agg(l.name, ',' ORDER BY l.ctid) || ',notes' AS columns
		FROM listed l WHERE l.import = 'CELL') w WHERE w.columns = v.columns);

-- privileges
SELECT format('an application may not %s %s', p.privilege, l.name)
FROM listed l CROSS JOIN unnest('{SELECT,INSERT,UPDATE}'::text[]) AS p(privilege)
WHERE NOT has_column_privilege('fields_application', 'contacts.contacts', l.name, p.privilege);

-- what a merge fills and takes as override
CREATE TEMP TABLE sample (kind text, value text, other text);
INSERT INTO sample VALUES ('LINE', 'One', 'Two'), ('PHONE', '+919820012345', '+919820012346'),
	('EMAIL', 'one@example.com', 'two@example.com'), ('TAGS', '{one}', '{two}'), ('CUSTOM', '{}', '{}');
SELECT contacts.create_account('A', 'A', 'a@example.com', '+919820000001', account_id => 1) \g /dev/null
SELECT contacts.act_as(1, 1) \g /dev/null
SELECT format('INSERT INTO contacts.contacts (%s) VALUES (%s)', string_agg(l.name, ', '), string_agg(quote_literal(s.value), ', '))
FROM listed l JOIN sample s USING (kind) \gexec
INSERT INTO contacts.contacts (name, source) VALUES ('Kept', 'kept');
SELECT c.id AS duplicate FROM contacts.contacts c WHERE c.source <> 'kept' \gset
SELECT c.id AS survivor FROM contacts.contacts c WHERE c.source = 'kept' \gset
SELECT jsonb_object_agg(l.name, CASE l.kind WHEN 'TAGS' THEN to_jsonb(s.other::text[]) WHEN 'CUSTOM' THEN s.other::jsonb
	ELSE to_jsonb(s.other) END) AS overrides
FROM listed l JOIN sample s USING (kind) WHERE l.merge <> 'KEPT' \gset
SAVEPOINT before_merge;
SELECT contacts.merge(:'survivor', ARRAY[:'duplicate']::uuid[]) \g /dev/null
SELECT format('a merge leaves %s empty', l.name)
FROM listed l JOIN sample s USING (kind) CROSS JOIN (SELECT to_jsonb(c) AS row FROM contacts.contacts c) r
WHERE l.merge <> 'KEPT' AND l.name <> 'name' AND l.kind <> 'CUSTOM'
	AND coalesce(r.row ->> l.name, '') NOT IN (s.value, to_jsonb(s.value::text)::text, '["one"]');
ROLLBACK TO before_merge;
SELECT contacts.merge(:'survivor', ARRAY[:'duplicate']::uuid[], :'overrides') \g /dev/null
SELECT format('an override of %s is not heard', l.name)
FROM listed l JOIN sample s USING (kind) CROSS JOIN (SELECT to_jsonb(c) AS row FROM contacts.contacts c) r
WHERE l.merge <> 'KEPT' AND l.kind <> 'CUSTOM'
	AND coalesce(r.row ->> l.name, '') NOT IN (s.other, '["two"]');

-- an import writes, fills and overwrites it
SELECT format('INSERT INTO contacts.import_rows (%s) VALUES (%s)', string_agg(l.name, ', '),
	string_agg(quote_literal(trim(s.value, '{}')), ', '))
FROM listed l JOIN sample s USING (kind) WHERE l.import = 'CELL' AND l.kind <> 'CUSTOM' \gexec
SELECT format('an import leaves %s empty', l.name)
FROM listed l JOIN sample s USING (kind)
	CROSS JOIN (SELECT to_jsonb(c) AS row FROM contacts.contacts c WHERE c.source = 'import') r
WHERE l.import = 'CELL' AND l.kind <> 'CUSTOM' AND coalesce(r.row ->> l.name, '') NOT IN (s.value, '["one"]');
SELECT contacts.begin_import(on_duplicate => 'overwrite') \g /dev/null
SELECT format('INSERT INTO contacts.import_rows (%s) VALUES (%s)', string_agg(l.name, ', '),
	string_agg(quote_literal(trim(CASE l.kind WHEN 'PHONE' THEN s.value ELSE s.other END, '{}')), ', '))
FROM listed l JOIN sample s USING (kind) WHERE l.import = 'CELL' AND l.kind <> 'CUSTOM' \gexec
SELECT format('an import does not overwrite %s', l.name)
FROM listed l JOIN sample s USING (kind)
	CROSS JOIN (SELECT to_jsonb(c) AS row FROM contacts.contacts c WHERE c.source = 'import') r
WHERE l.import = 'CELL' AND l.kind NOT IN ('CUSTOM', 'PHONE') AND coalesce(r.row ->> l.name, '') NOT IN (s.other, '["one", "two"]');
ROLLBACK;
SQL
)
