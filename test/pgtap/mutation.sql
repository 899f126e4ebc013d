-- Promise: Whatever is typed, contacts.phone gives a number or the error 22P02; there is no third outcome.
-- Promise: A number goes out and in again unchanged, as text in any region and as bytes.
-- Promise: Every number can be judged and formatted.
-- Promise: contacts.fold() of a folded text is that text.
-- Promise: contacts.email_is_plausible() always has an answer, and the domain takes what it takes.
--
-- The mutations are random with a fixed seed: each run tries the same.
--
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS contacts;
CREATE EXTENSION IF NOT EXISTS pgtap;
SET LOCAL client_encoding = 'UTF8';

SELECT plan(20);

SELECT setseed(0.20260715);

-- What a mutation puts in: digits of several scripts, separators, letters,
-- marks that change the direction of text, controls, astral characters.
CREATE FUNCTION pg_temp.piece() RETURNS text LANGUAGE sql VOLATILE AS $$
	SELECT (ARRAY['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '9',
		'+', '＋', '00', '011', '-', '–', '—', '・', ' ', '  ', E'\u00A0', E'\u2009', E'\u3000', E'\t', E'\n', E'\r',
		'(', ')', '[', ']', '（', '）', '.', '/', '\', ',', ';', ':', '*', '#', '~', '～', '"', '''', '%', '$', '&', '@',
		'x', 'X', 'ext', 'ext.', 'extn', 'доб', 'anexo', 'int', ';ext=', ' x', '#5', ',,1', '; 2',
		'tel:', ';phone-context=', ';phone-context=+91', ';phone-context=example.com', ';isub=1', 'TEL:',
		'a', 'B', 'c', 'FLOWERS', 'é', 'ß', 'Я', 'ы', 'नि', '漢', '🙂', 'Ǆ', 'İ',
		'９', '０', '９８', '९', '०', '٩', '٠', '۹', '०१', '𝟗', '𝟎', '᠐', '೦', '៩', '²', '½', 'Ⅳ', '①',
		E'\u200B', E'\u200E', E'\u202E', E'\u2060', E'\uFEFF', E'\u00AD', E'\u0301', E'\u0001', E'\u007F', E'\uFFFD',
		'+91', '+1', '+39', '+44', '+800', '+999', '+0', '91', '1', '0', '15', '9']
	)[1 + floor(random() * 125)::integer]
$$;

-- One to five changes: insert, delete, replace, swap, double, reverse.
CREATE FUNCTION pg_temp.mutate(t text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	n integer := 1 + floor(random() * random() * 6)::integer;
	at integer;
	len integer;
BEGIN
	FOR i IN 1 .. n LOOP
		at := 1 + floor(random() * (length(t) + 1))::integer;
		len := 1 + floor(random() * 3)::integer;
		CASE floor(random() * 8)::integer
			WHEN 0 THEN t := overlay(t PLACING '' FROM at FOR len);
			WHEN 1, 2 THEN t := overlay(t PLACING coalesce(pg_temp.piece(), '') FROM at FOR len);
			WHEN 3, 4 THEN t := overlay(t PLACING coalesce(pg_temp.piece(), '') FROM at FOR 0);
			WHEN 5 THEN t := overlay(t PLACING substr(t, at, len) || substr(t, at, len) FROM at FOR len);
			WHEN 6 THEN t := substr(t, at) || left(t, at - 1);
			ELSE t := overlay(t PLACING reverse(substr(t, at, len)) FROM at FOR len);
		END CASE;
	END LOOP;
	RETURN t;
END $$;

--
-- contacts.phone
--
CREATE TEMP TABLE seeds AS
SELECT s.typed, row_number() OVER () AS n
FROM (
	SELECT unnest(ARRAY['9876543210', '098765 43210', '+91-98765-43210', '0091 98765 43210', 'tel:+91-98765-43210',
		'(022) 2758 2222', '[022] 2758.2222', '+44 (0)20 7946 0958', '＋９１　９８７６５　４３２１０', '९८७६५४३२१०',
		'٩٨٧٦٥٤٣٢١٠', '1-800-FLOWERS', '(212) 555-0100 ext. 123', '212-555-0100#77', '+39 02 3661 8300',
		'011 15 2312-3456', '0 15 11 98765 4321', '+80012345678', '+49 151234567890123', '+62 8111 1111 1111 1111',
		'tel:98765-43210;phone-context=+91;ext=7', '', '+', '12', '+1 212 555 0100 x123', '8 (912) 345-67-89',
		'+36 06 1 234 5678', '+7 8 912 345 67 89', '+52 1 55 1234 5678', '+54 9 11 2312 3456'])
	UNION ALL
	SELECT contacts.phone_format(contacts.phone_example(r.region, t.type), f.format)
	FROM contacts.phone_regions() AS r, unnest('{mobile,fixed_line}'::text[]) AS t(type),
		unnest('{e164,national,rfc3966}'::text[]) AS f(format)
	WHERE contacts.phone_example(r.region, t.type) IS NOT NULL
	ORDER BY 1
) AS s(typed);

CREATE TEMP TABLE outcomes (typed text, region text, state text, phone contacts.phone, note text);
CREATE TEMP TABLE codes AS
SELECT r.region, row_number() OVER (ORDER BY r.region) AS n FROM contacts.phone_regions() AS r;

-- The region is what contacts.default_region says; it is one of all of them.
DO $$
DECLARE
	typed text;
	region text;
	read contacts.phone;
	seed_count integer := (SELECT count(*) FROM seeds);
	region_count integer := (SELECT count(*) FROM codes);
BEGIN
	FOR i IN 1 .. 25000 LOOP
		SELECT s.typed INTO typed FROM seeds s WHERE s.n = 1 + i % seed_count;
		typed := pg_temp.mutate(typed);
		IF i % 50 = 1 THEN
			SELECT c.region INTO region FROM codes c WHERE c.n = 1 + (i / 50) % region_count;
			PERFORM set_config('contacts.default_region', CASE WHEN i % 100 = 1 THEN region ELSE 'IN' END, true);
		END IF;
		BEGIN
			read := typed::contacts.phone;
			INSERT INTO outcomes VALUES (typed, current_setting('contacts.default_region'), '00000', read, NULL);
		EXCEPTION WHEN OTHERS THEN
			INSERT INTO outcomes VALUES (typed, current_setting('contacts.default_region'), SQLSTATE, NULL, SQLERRM);
		END;
	END LOOP;
END $$;

SELECT ok(count(*) >= 20000, 'at least 20,000 mutations were read') FROM outcomes;
SELECT ok(count(*) FILTER (WHERE o.state = '00000') > 2000 AND count(*) FILTER (WHERE o.state = '22P02') > 2000
	AND count(DISTINCT o.typed) > 15000,
	'they are different ones, and many of either outcome')
FROM outcomes o;
SELECT is_empty($$SELECT o.typed, o.region, o.state, o.note FROM outcomes o
	WHERE o.state <> ALL ('{00000,22P02}') ORDER BY 1 LIMIT 10$$,
	'the only error is 22P02');
SELECT is_empty($$SELECT o.typed, o.region, o.state FROM outcomes o
	WHERE (o.state = '00000') <> (o.phone IS NOT NULL) ORDER BY 1 LIMIT 10$$,
	'no value is null, no error has a value');
SELECT is_empty($$SELECT o.typed, o.phone FROM outcomes o
	WHERE o.phone::text !~ '^[+][1-9][0-9]{2,16}$' ORDER BY 1 LIMIT 10$$,
	'every value is written as + and 3 to 17 digits');

-- Text, in whatever region.
SELECT is_empty($$SELECT o.typed, o.phone, p.phone, p.reason
	FROM outcomes o, unnest('{IN,US,IT,AR,BR,RU}'::text[]) AS r(region),
		contacts.phone_try_parse(o.phone::text, r.region) AS p
	WHERE o.phone IS NOT NULL AND (p.phone IS DISTINCT FROM o.phone OR p.extension IS NOT NULL)
	ORDER BY 1 LIMIT 10$$,
	'as text, every value goes in again as itself');
SELECT is_empty($$SELECT o.typed, o.region, o.phone, p.phone, p.extension, p.reason
	FROM outcomes o, contacts.phone_try_parse(o.typed, o.region) AS p
	WHERE p.phone IS DISTINCT FROM o.phone
	  AND NOT (o.state = '22P02' AND p.extension IS NOT NULL)
	ORDER BY 1 LIMIT 10$$,
	'phone_try_parse() agrees with the input, but for extensions');

-- Bytes, by way of a binary COPY, for nothing else calls the receive function.
CREATE TEMP TABLE sent AS
	SELECT row_number() OVER (ORDER BY o.phone) AS n, o.phone FROM outcomes o WHERE o.phone IS NOT NULL;
CREATE TEMP TABLE received (n bigint, phone contacts.phone);
\copy sent TO PROGRAM 'cat > "${TMPDIR:-/tmp}/contacts_mutation.$PPID"' WITH (FORMAT binary)
\copy received FROM PROGRAM 'cat "${TMPDIR:-/tmp}/contacts_mutation.$PPID"; rm "${TMPDIR:-/tmp}/contacts_mutation.$PPID"' WITH (FORMAT binary)
SELECT is((SELECT count(*) FROM received), (SELECT count(*) FROM sent), 'as bytes, every value comes back');
SELECT is_empty($$SELECT s.n, s.phone, r.phone FROM sent s FULL JOIN received r USING (n)
	WHERE s.phone IS DISTINCT FROM r.phone ORDER BY 1 LIMIT 10$$,
	'as itself');
SELECT is_empty($$SELECT s.phone, contacts.phone_send(s.phone) FROM sent s
	WHERE s.phone::text <> '+' || (('x' || encode(contacts.phone_send(s.phone), 'hex'))::bit(64)::bigint & ((1::bigint << 58) - 1))
	   OR length(s.phone::text) - 1 <> (('x' || encode(contacts.phone_send(s.phone), 'hex'))::bit(64)::bigint >> 58)
	ORDER BY 1 LIMIT 10$$,
	'the bytes are the number of digits and the digits');

-- What can be asked about a number has an answer for every number.
SELECT lives_ok($$SELECT contacts.phone_is_valid(s.phone), contacts.phone_type(s.phone), contacts.phone_region(s.phone),
		contacts.phone_format(s.phone, f.format), contacts.phone_format_from(s.phone, 'IN'),
		contacts.phone_national_number(s.phone)
	FROM sent s, unnest('{e164,international,national,rfc3966}'::text[]) AS f(format)$$,
	'every number can be judged and formatted');
SELECT is_empty($$SELECT s.phone FROM sent s
	WHERE contacts.phone_format(s.phone, 'e164') <> s.phone::text
	   OR contacts.phone_country_code(s.phone)::text || contacts.phone_national_number(s.phone) <> substr(s.phone::text, 2)
	ORDER BY 1 LIMIT 10$$,
	'calling code and national number are the number');

--
-- contacts.fold()
--
CREATE TEMP TABLE folded AS
	SELECT t.typed, contacts.fold(t.typed) AS once, contacts.fold(contacts.fold(t.typed)) AS twice
	FROM (SELECT pg_temp.mutate(pg_temp.mutate(n.name)) AS typed
		FROM unnest(ARRAY['Renée Müller-Lüdenscheidt', '  JOSÉ   ÁLVAREZ ', 'Straße 7', 'İstanbul ILGIN', 'Ωμέγα ΣΑΣ', 'Łukasz Żółć',
			'Đặng Thị Hồng', 'नरेन्द्र', '山田 太郎', 'ｆｕｌｌ ｗｉｄｔｈ', 'Ǆuro ǅ', 'ﬃ ﬁ', 'Ⅷ', 'O''Brien', 'a@b.example', '']) AS n(name),
			generate_series(1, 1500)) AS t;
SELECT ok(count(*) >= 20000, 'at least 20,000 texts were folded') FROM folded;
SELECT is_empty($$SELECT f.typed, f.once, f.twice FROM folded f
	WHERE f.once IS NULL OR f.twice IS DISTINCT FROM f.once ORDER BY 1 LIMIT 10$$,
	'a folded text folds to itself');
SELECT is_empty($$SELECT f.typed, f.once FROM folded f
	WHERE f.once ~ '^ ' OR f.once ~ ' $' OR f.once ~ '  ' OR f.once ~ '[A-Z\t\n\r]' ORDER BY 1 LIMIT 10$$,
	'it has one space between words and no capital letter');
SELECT is_empty($$SELECT g, contacts.fold(chr(g)), contacts.fold('a' || chr(g) || 'b') FROM generate_series(1, 1114111) AS g
	WHERE g NOT BETWEEN 55296 AND 57343
	  AND (contacts.fold(contacts.fold(chr(g))) <> contacts.fold(chr(g))
		OR contacts.fold(contacts.fold('a' || chr(g) || 'b')) <> contacts.fold('a' || chr(g) || 'b'))
	ORDER BY 1 LIMIT 10$$,
	'so does every character, alone and between others');

--
-- contacts.email_is_plausible()
--
CREATE FUNCTION pg_temp.email_state(typed text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM typed::contacts.email_address;
	RETURN '00000';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;
CREATE TEMP TABLE addresses AS
	SELECT t.typed, contacts.email_is_plausible(t.typed) AS plausible, pg_temp.email_state(t.typed) AS state
	FROM (SELECT pg_temp.mutate(a.address) AS typed
		FROM unnest(ARRAY['ada@example.com', 'first.last+tag@sub.example.co.uk', 'x@y.io', 'o''brien@example.org', 'a_b-c%d@example-1.net',
			'UPPER@EXAMPLE.COM', 'info@xn--bcher-kva.example', 'user@münchen.example', '', '@', 'no at sign', 'two@@example.com',
			'dot.@example.com', repeat('a', 64) || '@example.com', 'a@' || repeat('b', 63) || '.example',
			'a@' || repeat('b23456789.', 25) || 'c']) AS a(address),
			generate_series(1, 1500)) AS t;
SELECT ok(count(*) >= 20000 AND count(*) FILTER (WHERE a.plausible) > 2000 AND count(*) FILTER (WHERE NOT a.plausible) > 2000,
	'at least 20,000 addresses were judged, with either answer') FROM addresses a;
SELECT is_empty($$SELECT a.typed, a.plausible, a.state FROM addresses a
	WHERE a.plausible IS NULL OR a.state <> CASE WHEN a.plausible THEN '00000' ELSE '23514' END ORDER BY 1 LIMIT 10$$,
	'the domain takes what is plausible, and refuses the rest with 23514');
SELECT is_empty($$SELECT a.typed FROM addresses a
	WHERE a.plausible AND (length(a.typed) - length(replace(a.typed, '@', '')) <> 1 OR octet_length(a.typed) > 254
		OR a.typed !~ '@.+[.].+' OR a.typed ~ E'[\\x01-\\x20\\x7F<>(),;:"]' OR a.typed ~ '[.][.]|^[.]|[.]@|@[.]|[.]$'
		OR length(split_part(a.typed, '@', 1)) > 64)
	ORDER BY 1 LIMIT 10$$,
	'nothing plausible breaks a rule of RFC 5321');
SELECT is_empty($$SELECT a.typed FROM addresses a
	WHERE a.plausible AND NOT contacts.email_is_plausible(lower(a.typed)) ORDER BY 1 LIMIT 10$$,
	'an address in lower case is as plausible');

SELECT * FROM finish();
ROLLBACK;
