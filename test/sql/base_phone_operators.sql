-- Promise: Numbers are ordered, compared and hashed as the text of their digits is.
-- Promise: The operators of contacts.phone are found under every search_path.
-- Promise: A prefix is a range of an index, and gives the same rows as a scan.
-- Promise: Under row security a number and a prefix are still looked up by an index.
-- Promise: Text and varchar become a number on assignment, and never by themselves in an expression.
-- Promise: Binary output is read back as the same number.
-- Promise: Binary input refuses what text input would not have given (22P03).
-- Promise: A valid number that is formatted is read back as itself.
-- Promise: The example of each region is valid in that region.
\encoding UTF8
\set VERBOSITY terse

CREATE FUNCTION pg_temp.state(statement text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;
CREATE FUNCTION pg_temp.plan(statement text) RETURNS SETOF text
LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || statement;
END $$;

--
-- Order: that of the digits as text, so that a prefix is a range.
--
CREATE TEMP TABLE numbers (n integer, phone contacts.phone);
INSERT INTO numbers VALUES
	(1, '+12125550100'), (2, '+442079460958'), (3, '+44207946095'), (4, '+390236618300'),
	(5, '+39236618300'), (6, '+919876543210'), (7, '+919876543211'), (8, '+91987654321'),
	(9, '+4915123456789012'), (10, NULL), (11, '+919876543210');
SELECT n, phone FROM numbers ORDER BY phone, n;
SELECT n, phone FROM numbers ORDER BY phone DESC NULLS LAST, n LIMIT 3;
SELECT count(*) AS pairs,
	count(*) FILTER (WHERE (a.phone < b.phone) <> (a.phone::text COLLATE "C" < b.phone::text COLLATE "C")) AS lt,
	count(*) FILTER (WHERE (a.phone <= b.phone) <> (a.phone::text COLLATE "C" <= b.phone::text COLLATE "C")) AS le,
	count(*) FILTER (WHERE (a.phone = b.phone) <> (a.phone::text = b.phone::text)) AS eq,
	count(*) FILTER (WHERE (a.phone <> b.phone) <> (a.phone::text <> b.phone::text)) AS ne,
	count(*) FILTER (WHERE (a.phone >= b.phone) <> (a.phone::text COLLATE "C" >= b.phone::text COLLATE "C")) AS ge,
	count(*) FILTER (WHERE (a.phone > b.phone) <> (a.phone::text COLLATE "C" > b.phone::text COLLATE "C")) AS gt,
	count(*) FILTER (WHERE contacts.phone_cmp(a.phone, b.phone)
		<> (a.phone::text COLLATE "C" > b.phone::text)::integer - (a.phone::text COLLATE "C" < b.phone::text)::integer) AS cmp,
	count(*) FILTER (WHERE a.phone = b.phone AND (contacts.phone_hash(a.phone) <> contacts.phone_hash(b.phone)
		OR contacts.phone_hash_extended(a.phone, 7) <> contacts.phone_hash_extended(b.phone, 7))) AS hash
FROM numbers a, numbers b WHERE a.phone IS NOT NULL AND b.phone IS NOT NULL;
-- The hash is the low half of the one seeded with 0, as the server asks for.
SELECT count(*) AS differ FROM numbers
WHERE contacts.phone_hash(phone)::bigint & 4294967295 <> contacts.phone_hash_extended(phone, 0) & 4294967295;
SELECT min(phone), max(phone) FROM numbers;
SELECT min(phone), max(phone) FROM numbers WHERE false;
SELECT count(DISTINCT phone) AS different FROM numbers;
SELECT phone, count(*) FROM numbers GROUP BY phone HAVING count(*) > 1 ORDER BY 1;
-- The operators are found whatever the search_path.
BEGIN;
SET LOCAL search_path = pg_temp;
SELECT n FROM numbers WHERE phone = '+12125550100' ORDER BY n;
SELECT n FROM numbers WHERE phone IN ('+12125550100', '+442079460958') ORDER BY n;
ROLLBACK;

--
-- Joins, unique constraints, partitions
--
CREATE TEMP TABLE big (phone contacts.phone PRIMARY KEY, n integer);
INSERT INTO big SELECT ('+9198' || lpad(g::text, 8, '0'))::contacts.phone, g FROM generate_series(0, 9999) g;
INSERT INTO big SELECT ('+4420' || lpad((70000000 + g)::text, 8, '0'))::contacts.phone, g FROM generate_series(0, 999) g;
ANALYZE big;
-- not the same table once more: 18 does without a join to that
CREATE TEMP TABLE same (LIKE big INCLUDING INDEXES);
INSERT INTO same SELECT * FROM big WHERE n < 9000;
ANALYZE same;
SELECT pg_temp.state($$INSERT INTO big VALUES ('+919800000007', 0)$$) AS twice;
SET enable_nestloop = off;
SET enable_mergejoin = off;
SELECT line FROM pg_temp.plan('SELECT count(*) FROM big a JOIN same b USING (phone)') AS p(line) WHERE line ~ 'Join|Cond';
SELECT count(*) FROM big a JOIN same b USING (phone);
RESET enable_mergejoin;
SET enable_hashjoin = off;
SELECT line FROM pg_temp.plan('SELECT count(*) FROM big a JOIN same b USING (phone)') AS p(line) WHERE line ~ 'Join|Cond';
SELECT count(*) FROM big a JOIN same b USING (phone);
RESET enable_hashjoin;
RESET enable_nestloop;
SELECT line FROM pg_temp.plan('SELECT min(phone) FROM big') AS p(line) WHERE line ~ 'Index Only';
SELECT min(phone), max(phone) FROM big;
CREATE TEMP TABLE parted (phone contacts.phone) PARTITION BY HASH (phone);
CREATE TEMP TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT phone FROM big;
SELECT count(*) AS all, count(*) FILTER (WHERE tableoid = 'parted_0'::regclass) BETWEEN 4000 AND 7000 AS spread FROM parted;
SELECT count(*) FROM parted WHERE phone = '+919800000007';

--
-- Prefix
--
SELECT p.n, p.prefix, count(*) FILTER (WHERE b.phone ^@ p.prefix) AS begin_so
FROM big b, (VALUES (1, '+91'), (2, '91'), (3, '+9198000000'), (4, '+91 98-0000.00'), (5, '+44(20)7'), (6, ''), (7, '+'),
	(8, '+91x'), (9, '91+'), (10, '919800000007'), (11, '9198000000071'), (12, '123456789012345678'), (13, '0091')) AS p(n, prefix)
GROUP BY p.n, p.prefix ORDER BY p.n;
SELECT count(*) FROM big WHERE phone ^@ NULL;
-- The same from a sequential scan as from an index.
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT line FROM pg_temp.plan($$SELECT n FROM big WHERE phone ^@ '+91 9800 0001'$$) AS p(line);
SELECT line FROM pg_temp.plan($$SELECT n FROM big WHERE contacts.phone_starts_with(phone, '91980')$$) AS p(line) WHERE line ~ 'Cond|Filter';
-- 99 has no next prefix, and an impossible prefix no range
SELECT line FROM pg_temp.plan($$SELECT n FROM big WHERE phone ^@ '99'$$) AS p(line) WHERE line ~ 'Cond|Filter';
SELECT line FROM pg_temp.plan($$SELECT n FROM big WHERE phone ^@ '1999'$$) AS p(line) WHERE line ~ 'Cond|Filter';
SELECT line FROM pg_temp.plan($$SELECT n FROM big WHERE phone ^@ 'abc'$$) AS p(line) WHERE line ~ 'Cond|Filter';
CREATE TEMP TABLE ranges AS SELECT prefix, NULL::bigint AS by_index, NULL::bigint AS by_scan
	FROM unnest('{9,91,919,9198,91980,919800009,919800009999,44207,4420700009,4,44,1,99,9999}'::text[]) AS prefix;
DO $$
DECLARE p text; c bigint;
BEGIN
	FOR p IN SELECT prefix FROM ranges LOOP
		EXECUTE format('SELECT count(*) FROM big WHERE phone ^@ %L', p) INTO c;
		UPDATE ranges SET by_index = c WHERE prefix = p;
	END LOOP;
	SET LOCAL enable_seqscan = on;
	SET LOCAL enable_indexscan = off;
	SET LOCAL enable_indexonlyscan = off;
	FOR p IN SELECT prefix FROM ranges LOOP
		EXECUTE format('SELECT count(*) FROM big WHERE phone ^@ %L', p) INTO c;
		UPDATE ranges SET by_scan = c WHERE prefix = p;
	END LOOP;
END $$;
SELECT prefix, by_index, by_scan = by_index AS same FROM ranges ORDER BY prefix;
RESET enable_seqscan;
RESET enable_bitmapscan;

--
-- Under row security, as an application: the operators are leakproof, so an
-- index is still used for them.
--
CREATE ROLE regress_contacts_operators;
SELECT contacts.grant_application('regress_contacts_operators');
SELECT contacts.create_account('Phone operators', 'Ada', 'ada@operators.example', '098765 00001', account_id => 715002);
SELECT o.oprname, p.proleakproof FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
WHERE o.oprleft = 'contacts.phone'::regtype ORDER BY o.oprname;
BEGIN;
SELECT contacts.act_as(715002, 1);
INSERT INTO contacts.contacts (name, phone)
	SELECT 'Contact ' || g, ('+9197' || lpad(g::text, 8, '0'))::contacts.phone FROM generate_series(1, 5000) g;
COMMIT;
ANALYZE contacts.contacts;
ANALYZE contacts.contact_phones;
BEGIN;
SET LOCAL ROLE regress_contacts_operators;
SELECT contacts.act_as(715002, 1);
SELECT count(*) FILTER (WHERE line ~ 'Index Cond: .*phone = ') AS by_index,
	count(*) FILTER (WHERE line ~ 'Seq Scan') AS by_scan
FROM pg_temp.plan($$SELECT name FROM contacts.contacts WHERE account_id = 715002 AND phone = '+919700000007'$$) AS p(line);
SELECT count(*) FILTER (WHERE line ~ 'Index Cond: .*phone = ') AS by_index,
	count(*) FILTER (WHERE line ~ 'Seq Scan') AS by_scan
FROM pg_temp.plan($$SELECT name FROM contacts.contacts WHERE phone = '+919700000007'$$) AS p(line);
SELECT count(*) FILTER (WHERE line ~ 'Index Cond: .*phone >= .*phone < ') AS by_index,
	count(*) FILTER (WHERE line ~ 'Seq Scan') AS by_scan
FROM pg_temp.plan($$SELECT name FROM contacts.contacts WHERE phone ^@ '+91 97000 000'$$) AS p(line);
SELECT count(*) FILTER (WHERE line ~ 'Index Cond: .*phone >= .*phone < ') AS by_index,
	count(*) FILTER (WHERE line ~ 'Seq Scan') AS by_scan
FROM pg_temp.plan($$SELECT contact_id FROM contacts.contact_phones WHERE phone ^@ '+91 97000 000'$$) AS p(line);
SELECT name FROM contacts.contacts WHERE phone = '+919700000007' ORDER BY name;
SELECT count(*) FROM contacts.contacts WHERE phone ^@ '+91 97000 000';
SELECT count(*) FROM contacts.contact_phones WHERE phone ^@ '+91 97000 000';
-- Parameters, of the types that drivers send
PREPARE by_phone(contacts.phone) AS SELECT name FROM contacts.contacts WHERE phone = $1 ORDER BY name;
PREPARE by_text(text) AS SELECT name FROM contacts.contacts WHERE phone = $1::contacts.phone ORDER BY name;
PREPARE by_prefix(text) AS SELECT count(*) FROM contacts.contacts WHERE phone ^@ $1;
PREPARE to_phone(text) AS UPDATE contacts.contacts SET phone = $1 WHERE phone = $2;
PREPARE to_phone_varchar(varchar) AS UPDATE contacts.contacts SET phone = $1 WHERE phone = $2;
EXECUTE by_phone('+919700000007');
EXECUTE by_phone('097000 00007');
EXECUTE by_text('097000 00007');
EXECUTE by_prefix('+91 97000 000');
-- also from a generic plan, which knows no prefix
SET LOCAL plan_cache_mode = force_generic_plan;
EXECUTE by_phone('+919700000007');
EXECUTE by_text('097000 00007');
EXECUTE by_prefix('+91 97000 000');
RESET plan_cache_mode;
EXECUTE to_phone('096000 00001', '+919700000007');
EXECUTE to_phone_varchar('096000 00002', '+919700000008');
SELECT name, phone FROM contacts.contacts WHERE phone ^@ '9196' ORDER BY name;
ROLLBACK;
DEALLOCATE ALL;
-- Nobody acting: the index is asked, and has nothing to say.
BEGIN;
SET LOCAL ROLE regress_contacts_operators;
SELECT count(*) FROM contacts.contacts WHERE phone = '+919700000007';
SELECT count(*) FROM contacts.contacts WHERE phone ^@ '+91';
ROLLBACK;

--
-- Casts
--
CREATE TEMP TABLE casts (n integer, t text, v varchar(20), p contacts.phone);
INSERT INTO casts (n, p) SELECT 1, '+44 20 7946 0958'::text;
INSERT INTO casts (n, p) SELECT 2, '+44 20 7946 0958'::varchar;
UPDATE casts SET t = p, v = p;
SELECT n, t, v, p FROM casts ORDER BY n;
SELECT p::text = '+442079460958' AS to_text, p::varchar = '+442079460958' AS to_varchar,
	t::contacts.phone = p AS from_text, v::contacts.phone = p AS from_varchar
FROM casts WHERE n = 1;
-- A text never becomes a number by itself in an expression, nor a number a text.
SELECT i.n, pg_temp.state(i.statement)
FROM (VALUES (1, $$SELECT 1 FROM casts WHERE p = t$$), (2, $$SELECT 1 FROM casts WHERE p = v$$),
	(3, $$SELECT lower(p) FROM casts$$), (4, $$INSERT INTO casts (n, p) VALUES (3, 442079460958)$$),
	(5, $$INSERT INTO casts (n, p) SELECT 3, 'nobody'::text$$)) AS i(n, statement)
ORDER BY i.n;

--
-- Binary form
--
SELECT contacts.phone_send(phone) AS bytes, phone FROM numbers WHERE n IN (1, 4, 5, 9) ORDER BY n;
\copy (SELECT n, phone FROM numbers ORDER BY n) TO PROGRAM 'cat > "$PG_ABS_BUILDDIR/results/phone_operators.data"' WITH (FORMAT binary)
CREATE TEMP TABLE received (n integer, phone contacts.phone);
\copy received FROM PROGRAM 'cat "$PG_ABS_BUILDDIR/results/phone_operators.data"; rm "$PG_ABS_BUILDDIR/results/phone_operators.data"' WITH (FORMAT binary)
SELECT count(*) AS rows, count(*) FILTER (WHERE r.phone IS NOT DISTINCT FROM s.phone) AS same
FROM numbers s JOIN received r USING (n);
-- Whatever text input would not give is no value: one field in a binary file.
\setenv HEAD 'PGCOPY\\012\\377\\015\\012\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\001\\000\\000\\000\\010'
\setenv TAIL '\\377\\377'
CREATE TEMP TABLE bytes (phone contacts.phone);
\set VERBOSITY sqlstate
-- +1 212 555 0100, as it should be
\copy bytes FROM PROGRAM 'printf "$HEAD\054\000\000\002\322\275\066\024$TAIL"' WITH (FORMAT binary)
-- nothing
\copy bytes FROM PROGRAM 'printf "$HEAD\000\000\000\000\000\000\000\000$TAIL"' WITH (FORMAT binary)
-- digits too many for the number
\copy bytes FROM PROGRAM 'printf "$HEAD\060\000\000\002\322\275\066\024$TAIL"' WITH (FORMAT binary)
-- too few
\copy bytes FROM PROGRAM 'printf "$HEAD\050\000\000\002\322\275\066\024$TAIL"' WITH (FORMAT binary)
-- 31 digits
\copy bytes FROM PROGRAM 'printf "$HEAD\174\000\000\002\322\275\066\024$TAIL"' WITH (FORMAT binary)
-- no such calling code
\copy bytes FROM PROGRAM 'printf "$HEAD\054\000\000\027\103\075\150\116$TAIL"' WITH (FORMAT binary)
-- impossible in its plan
\copy bytes FROM PROGRAM 'printf "$HEAD\034\000\000\000\000\214\134\255$TAIL"' WITH (FORMAT binary)
-- all bits set
\copy bytes FROM PROGRAM 'printf "$HEAD\377\377\377\377\377\377\377\377$TAIL"' WITH (FORMAT binary)
-- a byte more than the type has
\setenv HEAD 'PGCOPY\\012\\377\\015\\012\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\001\\000\\000\\000\\011'
\copy bytes FROM PROGRAM 'printf "$HEAD\054\000\000\002\322\273\223\264\000$TAIL"' WITH (FORMAT binary)
\set VERBOSITY terse
SELECT phone FROM bytes ORDER BY phone;

--
-- Questions
--
SELECT i.n, i.phone, contacts.phone_is_valid(i.phone) AS valid, contacts.phone_type(i.phone) AS type,
	contacts.phone_region(i.phone) AS region, contacts.phone_country_code(i.phone) AS code,
	contacts.phone_national_number(i.phone) AS national_number
FROM (VALUES (1, '+919876543210'::contacts.phone), (2, '+912227582222'), (3, '+442079460958'), (4, '+12125550100'),
	(5, '+18003569377'), (6, '+390236618300'), (7, '+80012345678'), (8, '+12000000000'), (9, '+441481960194')) AS i(n, phone)
ORDER BY i.n;
SELECT i.n, i.region, contacts.phone_is_valid_for_region('+12125550100', i.region) AS us,
	contacts.phone_is_valid_for_region('+14165550134', i.region) AS toronto
FROM (VALUES (1, 'US'), (2, 'CA'), (3, 'IN')) AS i(n, region) ORDER BY i.n;
SELECT i.n, i.format, contacts.phone_format('+919876543210', i.format) AS india,
	contacts.phone_format('+12125550100', i.format, '123') AS extended,
	contacts.phone_format('+390236618300', i.format) AS italy
FROM (VALUES (1, 'e164'), (2, 'international'), (3, 'national'), (4, 'rfc3966')) AS i(n, format) ORDER BY i.n;
SELECT contacts.phone_format('+919876543210') AS by_default, contacts.phone_format(NULL) IS NULL AS of_null,
	contacts.phone_format('+919876543210', NULL) IS NULL AS no_format;
SELECT i.n, i.region, contacts.phone_format_from('+919876543210', i.region) AS dialled
FROM (VALUES (1, 'IN'), (2, 'US'), (3, 'GB')) AS i(n, region) ORDER BY i.n;
-- What is formatted is read back as the same number.
SELECT count(*) AS numbers, count(*) FILTER (WHERE p.phone = n.phone) AS read_back
FROM numbers n, unnest('{e164,international,national,rfc3966}'::text[]) AS f(format),
	contacts.phone_parse(contacts.phone_format(n.phone, f.format), contacts.phone_region(n.phone)) AS p
WHERE contacts.phone_is_valid(n.phone);
-- Examples are what they say, everywhere.
SELECT count(*) > 200 AS regions,
	count(contacts.phone_example(r.region)) > 200 AS have_mobiles,
	count(*) FILTER (WHERE NOT contacts.phone_is_valid_for_region(contacts.phone_example(r.region), r.region)) AS invalid,
	count(*) FILTER (WHERE contacts.phone_type(contacts.phone_example(r.region)) NOT LIKE '%mobile') AS no_mobile,
	count(*) FILTER (WHERE NOT contacts.phone_region_is_supported(r.region)) AS unsupported
FROM contacts.phone_regions() AS r;
SELECT contacts.phone_type(contacts.phone_example('IN', 'fixed_line')) AS fixed_line,
	contacts.phone_type(contacts.phone_example('US', 'toll_free')) AS toll_free,
	contacts.phone_example('IN', 'voicemail') IS NULL AS none;
SELECT r.region, r.country_code FROM contacts.phone_regions() AS r WHERE r.country_code IN (91, 44) ORDER BY 1;
SELECT contacts.phone_region_is_supported('IN') AS india, contacts.phone_region_is_supported('XX') AS xx,
	contacts.phone_region_is_supported('001') AS world;
SELECT contacts.phone_metadata_version() ~ '^[0-9]+\.[0-9]+\.[0-9]+$' AS version;
SELECT i.n, i.a, i.b, contacts.phone_match(i.a, i.b), contacts.phone_match(i.b, i.a) = contacts.phone_match(i.a, i.b) AS both_ways
FROM (VALUES (1, '+91 98765 43210', '+91-98765-43210'), (2, '+91 98765 43210', '98765 43210'),
	(3, '+91 98765 43210', '43210'), (4, '+91 98765 43210', '+91 98765 43211'), (5, '+91 98765 43210', 'nobody'),
	(6, '98765 43210', '9876543210'), (7, '+1 212 555 0100 x1', '+1 212 555 0100 x2')) AS i(n, a, b)
ORDER BY i.n;
SELECT i.n, pg_temp.state(i.statement)
FROM (VALUES (1, $$SELECT contacts.phone_format('+919876543210', 'E164')$$),
	(2, $$SELECT contacts.phone_format('+919876543210', 'national', repeat('1', 1000))$$),
	(3, $$SELECT contacts.phone_example('IN', 'handset')$$)) AS i(n, statement)
ORDER BY i.n;

BEGIN;
SELECT contacts.act_as(715002, 1);
DELETE FROM contacts.contacts WHERE account_id = 715002;
COMMIT;
DROP OWNED BY regress_contacts_operators;
DROP ROLE regress_contacts_operators;
