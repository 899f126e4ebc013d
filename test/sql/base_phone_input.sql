-- Promise: contacts.phone takes what people type: spaces, brackets, tel:, digits of all scripts, letters.
-- Promise: One number typed in five ways is one number.
-- Promise: National numbers are read by the region of the actor's account, else by contacts.default_region.
-- Promise: A literal is read when its statement is parsed, a parameter when it runs.
-- Promise: What is refused has a reason, and the hint shows a number that can be typed.
-- Promise: The type has no room for an extension, and refuses one.
-- Promise: What phone_parse() raises, the type raises and phone_is_possible() denies.
-- Promise: Only in a restore or as a replica is a number taken as another release wrote it.
-- Promise: What depends on the metadata is STABLE, and gets into no generated column.
-- Promise: A text of any length has an answer, and an error repeats it in part only.
\encoding UTF8
\set VERBOSITY terse

-- The server's own check of the operator classes: none has an objection.
SELECT c.opcname FROM pg_opclass c
WHERE c.opcnamespace = 'contacts'::regnamespace AND c.opcname <> 'audience_ops' AND NOT amvalidate(c.oid)
ORDER BY 1;
SELECT m.amname, c.opcname, c.opcdefault, amvalidate(c.oid)
FROM pg_opclass c JOIN pg_am m ON m.oid = c.opcmethod
WHERE c.opcintype = 'contacts.phone'::regtype
ORDER BY 1, 2;

-- The type: eight bytes by value, and nothing that may be indexed depends on
-- the metadata.
SELECT typlen, typbyval, typcategory FROM pg_type WHERE oid = 'contacts.phone'::regtype;
SELECT p.proname, p.provolatile
FROM pg_proc p
WHERE p.pronamespace = 'contacts'::regnamespace
  AND p.proname = ANY ('{phone_in,phone_parse,phone_try_parse,phone_is_possible,phone_is_valid,phone_is_valid_for_region,phone_type,phone_region,phone_format,phone_format_from,phone_example,phone_match}')
  AND p.provolatile <> 's'
ORDER BY 1;
-- A generated column would store what the metadata says.
DO $$
BEGIN
	CREATE TEMP TABLE stored (typed text,
		phone contacts.phone GENERATED ALWAYS AS (typed::contacts.phone) STORED);
	RAISE EXCEPTION 'a metadata-dependent expression was stored';
EXCEPTION WHEN invalid_object_definition THEN
	RAISE NOTICE 'not stored: %', SQLSTATE;
END $$;

CREATE FUNCTION pg_temp.try(statement text,
	OUT state text, OUT message text, OUT detail text, OUT hint text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	state := 'taken';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END $$;

--
-- Forms
--
SELECT i.n, i.form, i.region, p.phone, p.extension, p.reason
FROM (VALUES
	( 1, 'national',            'IN', '9876543210'),
	( 2, 'trunk prefix',        'IN', '098765 43210'),
	( 3, 'plus',                'IN', '+91-98765-43210'),
	( 4, 'plus, elsewhere',     'US', '+91 98765 43210'),
	( 5, '00',                  'IN', '0091 98765 43210'),
	( 6, '011',                 'US', '011 91 98765 43210'),
	( 7, 'code without plus',   'IN', '919876543210'),
	( 8, 'tel:',                'US', 'tel:+91-98765-43210'),
	( 9, 'phone-context',       'US', 'tel:98765-43210;phone-context=+91'),
	(10, 'tel: with ext',       'US', 'tel:+1-212-555-0100;ext=12'),
	(11, 'spaces around',       'IN', '   98765 43210   '),
	(12, 'no-break spaces',     'IN', E'98765\u00A043210'),
	(13, 'round brackets',      'IN', '(022) 2758 2222'),
	(14, 'square brackets',     'IN', '[022] 2758.2222'),
	(15, 'hyphens',             'IN', '022-2758-2222'),
	(16, 'en dashes',           'IN', '022–2758–2222'),
	(17, 'optional zero',       'GB', '+44 (0)20 7946 0958'),
	(18, 'full-width',          'IN', '＋９１　９８７６５　４３２１０'),
	(19, 'Devanagari',          'IN', '९८७६५४३२१०'),
	(20, 'Arabic-Indic',        'IN', '٩٨٧٦٥٤٣٢١٠'),
	(21, 'eastern Arabic',      'IN', '۹۸۷۶۵۴۳۲۱۰'),
	(22, 'vanity',              'US', '1-800-FLOWERS'),
	(23, 'vanity in digits',    'US', '1 (800) 356-9377'),
	(24, 'ext.',                'US', '(212) 555-0100 ext. 123'),
	(25, 'x',                   'US', '+1 212 555 0100 x123'),
	(26, '#',                   'US', '212-555-0100#77'),
	(27, 'full-width extension','US', '212-555-0100 ext ７７'),
	(28, 'mobile with 15',      'AR', '011 15 2312-3456'),
	(29, 'carrier code',        'BR', '0 15 11 98765 4321'),
	(30, 'longest there is',    'IN', '+49 151234567890123')
) AS i(n, form, region, typed), contacts.phone_try_parse(i.typed, i.region) AS p
ORDER BY i.n;

-- Five ways of typing are one number, and one value.
SELECT count(*) AS typed, count(DISTINCT p.phone) AS numbers, min(p.phone) AS number
FROM unnest('{9876543210, 098765 43210, +91-98765-43210, 00919876543210, tel:+919876543210}'::text[]) AS t(typed),
	contacts.phone_try_parse(t.typed, 'IN') AS p;
SET contacts.default_region = 'IN';
SELECT contacts.phone '9876543210' = contacts.phone '098765 43210' AS a,
	contacts.phone '+91-98765-43210' = contacts.phone '00919876543210' AS b,
	contacts.phone '9876543210' = contacts.phone 'tel:+919876543210' AS c;

-- A leading zero that belongs to the number stays, and makes another number.
SELECT p.phone, contacts.phone_national_number(p.phone) AS national
FROM unnest('{+39 02 3661 8300, 0039 02 3661 8300, +39 2 3661 8300}'::text[]) WITH ORDINALITY AS t(typed, n),
	contacts.phone_parse(t.typed, 'IN') AS p
ORDER BY t.n;

-- Null is null, in every argument's place.
SELECT p.phone IS NULL AND p.extension IS NULL AND p.reason IS NULL AS nothing
FROM contacts.phone_try_parse(NULL, 'IN') AS p;
SELECT contacts.phone_is_possible(NULL, 'IN') IS NULL AS nothing;

--
-- Junk
--
SELECT i.n, i.region, i.typed, p.phone, p.extension, p.reason
FROM (VALUES
	( 1, 'IN', ''),
	( 2, 'IN', '   '),
	( 3, 'IN', '+'),
	( 4, 'IN', '1'),
	( 5, 'IN', 'hello'),
	( 6, 'IN', 'tel:'),
	( 7, 'IN', '98765'),
	( 8, 'IN', '+91 98765'),
	( 9, 'IN', '+91 98765432101234'),
	(10, 'IN', '987654321012345678901234'),
	(11, 'IN', '+999 12345678'),
	(12, 'IN', '+0 12345678'),
	(13, 'IN', '9876543210 / 9876543211'),
	(14, 'GB', '+44 1'),
	(15, 'US', '011'),
	(16, 'US', '011 1'),
	(17, 'US', '253 0000'),
	(18, 'IN', '+62 8111 1111 1111 1111')
) AS i(n, region, typed), contacts.phone_try_parse(i.typed, i.region) AS p
ORDER BY i.n;
-- Nowhere, a national number has no calling code; without a region given and
-- without anybody acting, that is where one is.
RESET contacts.default_region;
SELECT p.phone, p.reason FROM contacts.phone_try_parse('98765 43210') AS p;
SELECT p.phone, p.reason FROM contacts.phone_try_parse('+91 98765 43210') AS p;

-- What phone_parse() raises, the type raises, phone_is_possible() denies.
SELECT i.n, (pg_temp.try(format('SELECT contacts.phone_parse(%L, ''IN'')', i.typed))).state AS parse,
	(pg_temp.try(format('SELECT %L::contacts.phone', i.typed))).state AS input,
	contacts.phone_is_possible(i.typed, 'IN') AS possible
FROM (VALUES (1, ''), (2, 'hello'), (3, '98765'), (4, '+91 98765432101234'), (5, '+999 12345678'),
	(6, '+91 98765 43210')) AS i(n, typed)
ORDER BY i.n;

--
-- Errors
--
\x on
SET contacts.default_region = 'IN';
-- The digits of the examples come from the metadata; shown is their form.
SELECT e.state, e.message, e.detail, regexp_replace(e.hint, '[0-9]', '9', 'g') AS hint
FROM pg_temp.try($$SELECT contacts.phone 'hello'$$) AS e;
SELECT e.state, e.message, e.detail, regexp_replace(e.hint, '[0-9]', '9', 'g') AS hint
FROM pg_temp.try($$SELECT contacts.phone_parse('98765', 'IN')$$) AS e;
SELECT e.state, e.message, e.detail, regexp_replace(e.hint, '[0-9]', '9', 'g') AS hint
FROM pg_temp.try($$SELECT contacts.phone_parse('12', 'GB')$$) AS e;
SELECT e.state, e.message, e.detail, regexp_replace(e.hint, '[0-9]', '9', 'g') AS hint
FROM pg_temp.try($$SELECT contacts.phone_parse('+999 12345678')$$) AS e;
-- An example that is shown can be typed.
SELECT p.phone = contacts.phone_example('IN') AS example
FROM pg_temp.try($$SELECT contacts.phone 'hello'$$) AS e,
	contacts.phone_parse(substring(e.hint from 'look like (.*) or '), 'IN') AS p;
-- Without a region there is none to have an example of.
RESET contacts.default_region;
SELECT e.state, e.message, e.detail, regexp_replace(e.hint, '[0-9]', '9', 'g') AS hint
FROM pg_temp.try($$SELECT contacts.phone '98765 43210'$$) AS e;
-- The type has no room for an extension, and does not lose it in silence.
SELECT e.* FROM pg_temp.try($$SELECT contacts.phone '+1 212 555 0100 x123'$$) AS e;
-- Unknown regions, wherever one is named.
SELECT e.* FROM pg_temp.try($$SELECT contacts.phone_parse('98765 43210', 'XX')$$) AS e;
SELECT e.* FROM pg_temp.try($$SET contacts.default_region = 'XX'$$) AS e;
\x off
SELECT i.n, (pg_temp.try(i.statement)).state
FROM (VALUES
	(1, $$SELECT contacts.phone_try_parse('98765 43210', 'in')$$),
	(2, $$SELECT contacts.phone_try_parse('98765 43210', '')$$),
	(3, $$SELECT contacts.phone_try_parse('98765 43210', 'India')$$),
	(4, $$SELECT contacts.phone_is_possible('98765 43210', '001')$$),
	(5, $$SELECT contacts.phone_is_valid_for_region('+919876543210', 'XX')$$),
	(6, $$SELECT contacts.phone_format_from('+919876543210', 'XX')$$),
	(7, $$SELECT contacts.phone_example('XX')$$)
) AS i(n, statement)
ORDER BY i.n;

-- An error repeats a long text in part only, and never cuts a character.
SELECT e.state, length(e.message) < 150 AS short, e.message LIKE '%..."' AS cut
FROM pg_temp.try(format('SELECT %L::contacts.phone', repeat('नहीं ', 2000))) AS e;
-- Any long text has an answer, in no time.
SELECT p.reason FROM contacts.phone_try_parse(repeat('9', 1000000), 'IN') AS p;
SELECT p.reason FROM contacts.phone_try_parse(repeat('+', 1000000), 'IN') AS p;

--
-- Whose region: the actor's, before the setting.
--
SELECT contacts.create_account('Phone input, GB', 'Ada', 'ada@input.example', '020 7946 0958',
	default_region => 'GB', account_id => 715001);
SET contacts.default_region = 'US';
SELECT p.phone FROM contacts.phone_try_parse('212 555 0100') AS p;
BEGIN;
SELECT contacts.act_as(715001, 1);
SELECT p.phone FROM contacts.phone_try_parse('020 7946 0958') AS p;
SELECT '020 7946 0958'::text::contacts.phone AS phone;
SELECT p.phone, p.reason FROM contacts.phone_try_parse('212 555 0100') AS p;
-- a region in the call comes before both
SELECT p.phone FROM contacts.phone_try_parse('098765 43210', 'IN') AS p;
-- and the hint speaks of the region that was in force
SELECT e.state, e.hint LIKE 'Numbers of region GB %' AS hint
FROM pg_temp.try($$SELECT contacts.phone '12'$$) AS e;
COMMIT;
-- after the transaction, the setting again
SELECT p.phone FROM contacts.phone_try_parse('212 555 0100') AS p;
-- create_account() has read its owner's number by the account's region.
BEGIN;
SELECT contacts.act_as(715001, 1);
SELECT u.phone FROM contacts.users u WHERE u.account_id = 715001 ORDER BY 1;
COMMIT;

-- A literal is read when its statement is parsed, a parameter when it runs.
SET contacts.default_region = 'GB';
PREPARE literal AS SELECT contacts.phone '020 7946 0958' AS phone;
PREPARE parameter(text) AS SELECT $1::contacts.phone AS phone;
EXECUTE literal;
EXECUTE parameter('020 7946 0958');
SET contacts.default_region = 'IN';
EXECUTE literal;
EXECUTE parameter('020 7946 0958');
DEALLOCATE literal;
DEALLOCATE parameter;
RESET contacts.default_region;

-- What is copied is taken as another release of the metadata wrote it: in a
-- restore and by replication.  What is typed is not, nor by any other role.
PREPARE copied AS SELECT '+919999'::text::contacts.phone AS phone;
SELECT state FROM pg_temp.try('EXECUTE copied');
SET session_replication_role = replica;
EXECUTE copied;
RESET session_replication_role;
SET row_security = off;
EXECUTE copied;
RESET row_security;
SELECT state FROM pg_temp.try('EXECUTE copied');
DEALLOCATE copied;
