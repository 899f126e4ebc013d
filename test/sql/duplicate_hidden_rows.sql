-- Promise: A search for duplicates names no hidden contact, whoever searches.
-- Promise: Hidden contacts, be they few or many, change no score, reason, order, group or explanation.
-- Promise: What a search has kept is seen by its user alone, and only while they see both contacts.
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;
CREATE ROLE regress_duplicate_eyes;
SELECT contacts.grant_application('regress_duplicate_eyes');
SELECT contacts.create_account('Hidden', 'Ada', 'ada@hidden.example', '098765 10001', 'enterprise', account_id => 716002) AS account \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Sam', 'contact_manager'), ('Tia', 'contact_manager'), ('Uwe', 'contact_manager');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Service');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (2, 3);
INSERT INTO contacts.custom_fields (key, type) VALUES ('birthday', 'text');
COMMIT;

-- Contacts by chance, but always the same: two and two are of one person, more or
-- less; one name in sixteen is common.  Ids whatever they are.
CREATE FUNCTION pg_temp.add(part text, first int, last int, visibility contacts.visibility, department int) RETURNS void LANGUAGE sql AS $$
	INSERT INTO contacts.contacts (visibility, department_id, name, phone, email, company, city, custom)
	SELECT $4, $5,
		CASE WHEN h & 15 = 0 THEN 'Anna Sommerfeld' ELSE
			(ARRAY['Anna', 'Bertram', 'Clara', 'Dietrich', 'Erika', 'Friedrich'])[1 + (h >> 3 & 7) % 6] || ' Fam' || translate((h >> 6 & 4095)::text, '0123456789', 'abdegiklmo') END,
		CASE WHEN g & 1 = 0 THEN ('+9191' || lpad((n * 10 + CASE part WHEN 'seen' THEN 0 ELSE 5 END)::text, 8, '0'))::contacts.phone END,
		CASE WHEN g & 6 = 0 THEN 'mail' || translate((k >> 4 & 65535)::text, '0123456789', 'abdegiklmo') || '@one.example' END,
		'Company ' || (k & 255), 'City ' || (k >> 8 & 31),
		CASE WHEN g & 8 = 0 THEN jsonb_build_object('birthday', date '1970-01-01' + (k >> 13 & 8191)) ELSE '{}' END
	FROM generate_series($2, $3) n, LATERAL (SELECT ('x' || substr(md5(part || n / 2), 1, 7))::bit(28)::int,
		('x' || substr(md5(part || n / 2), 9, 7))::bit(28)::int, ('x' || substr(md5(part || n), 1, 7))::bit(28)::int) x(h, k, g);
$$;
-- All that the acting user is told.
CREATE FUNCTION pg_temp.told() RETURNS TABLE (what text, line text) LANGUAGE sql AS $$
	SELECT 'pair', d::text FROM contacts.duplicates(0.1, 100000) d
	UNION ALL SELECT 'order', string_agg(d.contact_a || ' ' || d.contact_b, ',') FROM contacts.duplicates(0.1, 200) d
	UNION ALL SELECT 'group', g::text FROM contacts.duplicate_groups(0.2) g
	UNION ALL SELECT 'of', concat(c.id, o) FROM (SELECT c.id FROM contacts.contacts c WHERE c.account_id = 716002 ORDER BY md5(c.name || c.id) LIMIT 200) c,
		LATERAL contacts.duplicates_of(c.id, 0.001) o
	UNION ALL SELECT 'explained', e::text FROM (SELECT * FROM contacts.duplicates(0, 300)) d, contacts.explain_duplicate(d.contact_a, d.contact_b) e
$$;

BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.add('seen', 1, 9000, 'everyone', NULL) AS added, pg_temp.add('seen', 9001, 9700, 'team', 1) AS added \gset
COMMIT;
BEGIN;
SET LOCAL ROLE regress_duplicate_eyes;
SELECT contacts.act_as(:account, 2) AS acting \gset
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.told();
-- of so many, the number of contacts and of those of a common name are estimated: alike by all
SELECT count(*), count(*) FILTER (WHERE (e ->> 'probability')::float8 <> d.score)
FROM (SELECT * FROM contacts.duplicates(0, 300)) d, contacts.explain_duplicate(d.contact_a, d.contact_b) e;
SELECT count(*), count(*) FILTER (WHERE (e ->> 'probability')::float8 <> d.score), bool_and((e ->> 'names_a')::float8 BETWEEN 350 AND 900)
FROM (SELECT d.* FROM contacts.duplicates(0, 1000000) d JOIN contacts.contacts a ON a.id = d.contact_a JOIN contacts.contacts b ON b.id = d.contact_b
	WHERE a.account_id = 716002 AND b.account_id = 716002 AND a.name = 'Anna Sommerfeld' AND b.name = 'Anna Sommerfeld' LIMIT 50) d,
	contacts.explain_duplicate(d.contact_a, d.contact_b) e;
CALL contacts.find_duplicates(0.1);
CREATE TEMP TABLE found AS SELECT contact_a, contact_b, score, reasons FROM contacts.found_duplicates;
SELECT what, count(*) > CASE what WHEN 'order' THEN 0 ELSE 50 END FROM before GROUP BY what ORDER BY what;
COMMIT;

-- twins of what they see, and others
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.add('seen', 1, 3000, 'team', 2) AS added, pg_temp.add('hidden', 1, 2000, 'only_me', NULL) AS added \gset
COMMIT;
BEGIN;
SET LOCAL ROLE regress_duplicate_eyes;
SELECT contacts.act_as(:account, 2) AS acting \gset
CREATE TEMP TABLE after AS SELECT * FROM pg_temp.told();
SELECT count(*) AS differences FROM (SELECT * FROM before EXCEPT ALL SELECT * FROM after) x;
SELECT count(*) AS differences FROM (SELECT * FROM after EXCEPT ALL SELECT * FROM before) x;
CALL contacts.find_duplicates(0.1);
SELECT count(*) AS differences FROM (SELECT contact_a, contact_b, score, reasons FROM contacts.found_duplicates EXCEPT ALL SELECT * FROM found) x;
SELECT (SELECT count(*) FROM contacts.found_duplicates) = (SELECT count(*) FROM found);
COMMIT;
-- who hides them sees other scores: the test would notice
BEGIN;
SET LOCAL ROLE regress_duplicate_eyes;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT count(*) > 1000 FROM (SELECT * FROM pg_temp.told() EXCEPT ALL SELECT * FROM before) x;
ROLLBACK;

-- a pair of which one is hidden: as of one that is not there
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT (SELECT id FROM contacts.contacts WHERE account_id = :account AND audience = 2 LIMIT 1) AS hidden,
	(SELECT id FROM contacts.contacts WHERE account_id = :account AND audience = 0 LIMIT 1) AS seen \gset
SELECT contacts.dismiss_duplicate(:'hidden', :'seen');
COMMIT;
BEGIN;
SET LOCAL ROLE regress_duplicate_eyes;
SELECT contacts.act_as(:account, 2) AS acting \gset
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text;
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || regexp_replace(message, '[0-9a-f]{8}-[0-9a-f-]{27}', 'ID', 'g');
END $$;
SELECT call, pg_temp.outcome(format('SELECT * FROM contacts.' || call, id, :'seen'))
FROM (VALUES (:'hidden'::uuid), ('00000000-0000-7000-8000-000000000000')) x(id),
	unnest(ARRAY['duplicates_of(%1$L)', 'explain_duplicate(%1$L, %2$L)', 'explain_duplicate(%2$L, %1$L)', 'dismiss_duplicate(%1$L, %2$L)', 'recall_dismissal(%2$L, %1$L)']) call
ORDER BY call, id;
SELECT count(*) FROM contacts.duplicate_dismissals;
-- what was kept
SELECT count(*) > 100 FROM contacts.found_duplicates;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT count(*) FROM contacts.found_duplicates;
SELECT count(*) FROM contacts.jobs;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT count(*) FROM contacts.found_duplicates;
ROLLBACK;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.department_members WHERE account_id = :account AND department_id = 1 AND user_id = 2;
COMMIT;
BEGIN;
SET LOCAL ROLE regress_duplicate_eyes;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT count(*) > 100, (SELECT count(*) FROM found) > count(*), bool_and(audience_a = 0 AND audience_b = 0) FROM contacts.found_duplicates;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.contacts WHERE account_id = :account;
COMMIT;
SELECT count(*) FROM contacts.found_duplicates WHERE account_id = :account;
DROP OWNED BY regress_duplicate_eyes;
DROP ROLE regress_duplicate_eyes;
