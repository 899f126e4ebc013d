-- Promise: duplicates() gives pairs of contacts that look like one person, best first, and says why.
-- Promise: A pair has one score in duplicates(), duplicates_of() and explain_duplicate().
-- Promise: The parts of an explanation, and the prior, add up to its total.
-- Promise: duplicate_groups() puts contacts of one person together, whatever the order they came in.
-- Promise: A pair that has been dismissed is in no list and in no group, until that is recalled.
-- Promise: Dismissing needs contacts.merge; the order of the two does not matter, nor how often it is said.
-- Promise: What a custom field means for duplicates is told by its meaning, else by its key.
-- Promise: The search for duplicates writes nothing, and gives nothing without identity or contacts.read.
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;
CREATE ROLE regress_duplicate_app;
SELECT contacts.grant_application('regress_duplicate_app');
SELECT contacts.create_account('Duplicates', 'Ada', 'ada@dup.example', '098765 10001', account_id => 716001) AS account \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Cem', 'contact_manager'), ('Rea', 'reporter');
INSERT INTO contacts.custom_fields (key, type, meaning) VALUES ('dob', 'text', NULL), ('badge', 'text', 'identifier'),
	('ssn', 'text', 'none'), ('since', 'date', 'birthday'), ('street', 'text', NULL);
INSERT INTO contacts.contacts (name, phone, email, company, city, custom) VALUES
	('Johanna Lindqvist', '+919000100001', 'johanna.l@one.example', 'Fjord Ltd', 'Pune', '{"dob": "1971-06-24", "street": "Hill Road 5"}'),
	('Lindqvist, Johana', '+919000100002', 'johanna.l@one.example', NULL, 'Pune', '{"dob": "1971-06-24", "street": "Hill Rd 5"}'),
	('Dr. Johanna LINDQVIST', NULL, NULL, 'Fjord Ltd.', 'Pune', '{"dob": "24/6/1971"}'),
	('Peter Lindqvist', '+919000100003', NULL, 'Fjord Ltd', 'Pune', '{}'),
	('Tobias Achterberg', '+919000100004', NULL, NULL, 'Delhi', '{"badge": "B-7781234"}'),
	('Tobias Achterberg', '+919000100005', NULL, NULL, 'Delhi', '{"badge": "B-7781234"}'),
	('Tobias Achterberg', '+919000100006', NULL, NULL, 'Delhi', '{"badge": "B-9912345"}'),
	('Marie Oberholzer', '+919000100007', 'marie@o.example', NULL, NULL, '{"ssn": "11223344", "since": "2020-05-17"}'),
	('Yusuf Demirtas', '+919000100008', 'yd@o.example', NULL, NULL, '{"ssn": "11223344"}');
INSERT INTO contacts.contact_phones (contact_id, phone)
	SELECT id, '+919000100009' FROM contacts.contacts WHERE name = 'Peter Lindqvist' AND account_id = :account;
COMMIT;

CREATE FUNCTION pg_temp.id(wanted text, nth int DEFAULT 1) RETURNS uuid LANGUAGE sql SECURITY DEFINER AS $$
	SELECT id FROM contacts.contacts WHERE account_id = 716001 AND name = wanted ORDER BY id OFFSET nth - 1 LIMIT 1
$$;
CREATE FUNCTION pg_temp.name(wanted uuid) RETURNS text LANGUAGE sql SECURITY DEFINER AS $$
	SELECT name || (SELECT coalesce(nullif('/' || count(*), '/1'), '') FROM contacts.contacts o
		WHERE o.account_id = c.account_id AND o.name = c.name AND o.id <= c.id)
	FROM contacts.contacts c WHERE account_id = 716001 AND id = wanted
$$;
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text;
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || regexp_replace(message, '[0-9a-f]{8}-[0-9a-f-]{27}', 'ID', 'g');
END $$;
-- Pairs and groups by the names, in an order of their own.
CREATE FUNCTION pg_temp.pairs(min_score float8 DEFAULT 0.5) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT concat_ws(' = ', least(pg_temp.name(contact_a), pg_temp.name(contact_b)), greatest(pg_temp.name(contact_a), pg_temp.name(contact_b)))
	FROM contacts.duplicates(min_score) ORDER BY 1
$$;
CREATE FUNCTION pg_temp.groups(min_score float8 DEFAULT 0.5) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT string_agg(pg_temp.name(contact_id), ' + ' ORDER BY pg_temp.name(contact_id)) FROM contacts.duplicate_groups(min_score) GROUP BY group_id ORDER BY 1
$$;

BEGIN TRANSACTION READ ONLY;
SET LOCAL ROLE regress_duplicate_app;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.pairs();
-- what was compared, of the pair that has most
SELECT string_agg(key, ', ' ORDER BY key) FROM contacts.duplicates() d, jsonb_object_keys(d.reasons) key
WHERE (d.contact_a, d.contact_b) = (pg_temp.id('Johanna Lindqvist'), pg_temp.id('Lindqvist, Johana'));
SELECT reasons -> 'name' ->> 'level', (reasons -> 'name' ->> 'bits')::float8 > 5, reasons -> 'birthday' ->> 'level'
FROM contacts.duplicates() WHERE (contact_a, contact_b) = (pg_temp.id('Johanna Lindqvist'), pg_temp.id('Dr. Johanna LINDQVIST'));
-- best first, as many as are asked for
SELECT array_agg(score) = array_agg(score ORDER BY score DESC, contact_a, contact_b), bool_and(contact_a < contact_b), bool_and(score >= 0.5) FROM contacts.duplicates();
SELECT count(*) FROM contacts.duplicates(0.5, 2);
SELECT count(*) FROM contacts.duplicates(0.5, 0);
SELECT array_agg(t ORDER BY t) = (SELECT array_agg(d ORDER BY d) FROM (SELECT * FROM contacts.duplicates() LIMIT 2) d) FROM contacts.duplicates(0.5, 2) t;
SELECT (SELECT count(*) FROM contacts.duplicates(0)) > (SELECT count(*) FROM contacts.duplicates(0.5)), (SELECT count(*) FROM contacts.duplicates(1)) < 2;
-- one score, one reason, whoever is asked
SELECT count(*) > 5, bool_and(o.score = d.score AND o.reasons = d.reasons)
FROM contacts.contacts c CROSS JOIN contacts.duplicates_of(c.id, 0) o
	JOIN contacts.duplicates(0) d ON (d.contact_a, d.contact_b) IN ((c.id, o.contact_id), (o.contact_id, c.id));
SELECT count(*) FROM contacts.duplicates() d WHERE NOT EXISTS (SELECT FROM contacts.duplicates_of(d.contact_a) o WHERE o.contact_id = d.contact_b)
	OR NOT EXISTS (SELECT FROM contacts.duplicates_of(d.contact_b) o WHERE o.contact_id = d.contact_a);
SELECT bool_and((e ->> 'probability')::float8 = score AND (e ->> 'contact_a')::uuid = contact_a AND (e ->> 'contacts')::int = 9),
	bool_and(abs((e ->> 'total')::float8 - (e ->> 'prior')::float8 - (SELECT sum((p ->> 'bits')::float8 + (p ->> 'adjustment')::float8) FROM jsonb_array_elements(e -> 'parts') p)) < 1e-9),
	bool_and(abs((e ->> 'probability')::float8 - 1 / (1 + 2 ^ -(e ->> 'total')::float8)) < 1e-9)
FROM contacts.duplicates(0), contacts.explain_duplicate(contact_a, contact_b) e;
SELECT (SELECT string_agg(key, ' ' ORDER BY key) FROM jsonb_object_keys(e) key),
	(SELECT string_agg(format('%s %s: %s / %s', p ->> 'comparison', p ->> 'field', p ->> 'a', p ->> 'b'), '; ' ORDER BY p::text) FROM jsonb_array_elements(e -> 'parts') p WHERE p ->> 'comparison' IN ('name', 'birthday'))
FROM contacts.explain_duplicate(pg_temp.id('Johanna Lindqvist'), pg_temp.id('Dr. Johanna LINDQVIST')) e;
SELECT e -> 'keys' @> '["email", "local part"]' FROM contacts.explain_duplicate(pg_temp.id('Johanna Lindqvist'), pg_temp.id('Lindqvist, Johana')) e;
SELECT contacts.explain_duplicate(pg_temp.id('Johanna Lindqvist'), pg_temp.id('Peter Lindqvist')) = contacts.explain_duplicate(pg_temp.id('Peter Lindqvist'), pg_temp.id('Johanna Lindqvist'));
-- meanings: a badge is an identifier, though its key does not say so; a ssn is none, for its meaning says so
SELECT e -> 'parts' @> '[{"comparison": "identifier", "field": "badge"}]' FROM contacts.explain_duplicate(pg_temp.id('Tobias Achterberg'), pg_temp.id('Tobias Achterberg', 2)) e;
SELECT e -> 'conflicts' FROM contacts.explain_duplicate(pg_temp.id('Tobias Achterberg'), pg_temp.id('Tobias Achterberg', 3)) e;
SELECT e ->> 'parts' LIKE '%identifier%', (e ->> 'probability')::float8 < 0.5 FROM contacts.explain_duplicate(pg_temp.id('Marie Oberholzer'), pg_temp.id('Yusuf Demirtas')) e;
SELECT pg_temp.groups();
SELECT min(group_id), max(group_id) = count(DISTINCT group_id), bool_and(score >= 0.5) FROM contacts.duplicate_groups();
COMMIT;

-- the order in which the table gives its rows does not matter
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
CREATE TEMP TABLE before ON COMMIT DROP AS SELECT 'pair' AS kind, d::text FROM contacts.duplicates(0) d UNION ALL SELECT 'group', g::text FROM contacts.duplicate_groups() g;
DO $$
DECLARE i record;
BEGIN
	FOR i IN SELECT id FROM contacts.contacts WHERE account_id = 716001 ORDER BY md5(id::text) LOOP
		UPDATE contacts.contacts SET job_title = 'x' WHERE account_id = 716001 AND id = i.id;
	END LOOP;
END $$;
SELECT count(*) > 5, count(*) FILTER (WHERE b.d IS NULL OR a.d IS NULL) FROM before b
	FULL JOIN (SELECT 'pair' AS kind, d::text FROM contacts.duplicates(0) d UNION ALL SELECT 'group', g::text FROM contacts.duplicate_groups() g) a USING (kind, d);
ROLLBACK;

-- dismissals
BEGIN;
SET LOCAL ROLE regress_duplicate_app;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.dismiss_duplicate(pg_temp.id('Dr. Johanna LINDQVIST'), pg_temp.id('Johanna Lindqvist'));
SELECT contacts.dismiss_duplicate(pg_temp.id('Johanna Lindqvist'), pg_temp.id('Dr. Johanna LINDQVIST'));
SELECT count(*), min(user_id) FROM contacts.duplicate_dismissals;
SELECT pg_temp.pairs() EXCEPT SELECT 'Tobias Achterberg = Tobias Achterberg/2' ORDER BY 1;
SELECT count(*) FROM contacts.duplicates_of(pg_temp.id('Johanna Lindqvist'), 0) WHERE contact_id = pg_temp.id('Dr. Johanna LINDQVIST');
SELECT contacts.explain_duplicate(pg_temp.id('Johanna Lindqvist'), pg_temp.id('Dr. Johanna LINDQVIST')) -> 'dismissed';
SELECT count(*) FROM contacts.duplicate_groups(0) a JOIN contacts.duplicate_groups(0) b USING (group_id)
WHERE a.contact_id = pg_temp.id('Johanna Lindqvist') AND b.contact_id = pg_temp.id('Dr. Johanna LINDQVIST');
SELECT contacts.recall_dismissal(pg_temp.id('Dr. Johanna LINDQVIST'), pg_temp.id('Johanna Lindqvist'));
SELECT contacts.recall_dismissal(pg_temp.id('Dr. Johanna LINDQVIST'), pg_temp.id('Johanna Lindqvist'));
SELECT count(*) FROM contacts.duplicate_dismissals;
SELECT pg_temp.groups();
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome(format('SELECT contacts.dismiss_duplicate(%L, %L)', pg_temp.id('Johanna Lindqvist'), pg_temp.id('Peter Lindqvist')));
SELECT pg_temp.outcome(format('SELECT contacts.recall_dismissal(%L, %L)', pg_temp.id('Johanna Lindqvist'), pg_temp.id('Peter Lindqvist')));
SELECT count(*) > 0 FROM contacts.duplicates();
ROLLBACK;

-- arguments
BEGIN;
SET LOCAL ROLE regress_duplicate_app;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT call, pg_temp.outcome('SELECT * FROM contacts.' || replace(call, 'J', quote_literal(pg_temp.id('Johanna Lindqvist')))) FROM unnest(ARRAY[
	'duplicates(-0.1)', 'duplicates(1.1)', 'duplicates(''NaN'')', 'duplicates(NULL)', 'duplicates(0.5, -1)', 'duplicates(0.5, NULL)',
	'duplicates_of(NULL)', 'duplicates_of(J, NULL)', 'duplicates_of(J, 2)', 'duplicates_of(''00000000-0000-7000-8000-000000000000'')',
	'duplicate_groups(NULL)', 'duplicate_groups(-1)', 'explain_duplicate(J, J)', 'explain_duplicate(J, NULL)',
	'explain_duplicate(J, ''00000000-0000-7000-8000-000000000000'')', 'dismiss_duplicate(J, J)', 'dismiss_duplicate(NULL, J)',
	'dismiss_duplicate(J, ''00000000-0000-7000-8000-000000000000'')', 'recall_dismissal(''00000000-0000-7000-8000-000000000000'', J)']) call;
ROLLBACK;

-- a contact that has been merged is told apart from one that is not there
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.id('Lindqvist, Johana') AS merged \gset
SELECT contacts.merge(pg_temp.id('Johanna Lindqvist'), ARRAY[:'merged'::uuid]) IS NOT NULL;
SELECT pg_temp.outcome(format('SELECT * FROM contacts.duplicates_of(%L)', :'merged'));
SELECT pg_temp.outcome(format('SELECT contacts.explain_duplicate(%L, %L)', :'merged', pg_temp.id('Peter Lindqvist')));
SELECT pg_temp.outcome(format('SELECT contacts.dismiss_duplicate(%L, %L)', :'merged', pg_temp.id('Peter Lindqvist')));
ROLLBACK;

-- without identity, and without the right to read
SET ROLE regress_duplicate_app;
SELECT count(*) FROM contacts.duplicates();
SELECT count(*) FROM contacts.duplicate_groups();
SELECT count(*) FROM contacts.duplicates_of('00000000-0000-7000-8000-000000000000');
SELECT contacts.explain_duplicate('00000000-0000-7000-8000-000000000000', '00000000-0000-7000-8000-000000000001') IS NULL;
SELECT pg_temp.outcome('SELECT contacts.dismiss_duplicate(''00000000-0000-7000-8000-000000000000'', ''00000000-0000-7000-8000-000000000001'')');
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('reporter', 'contacts.read', false);
COMMIT;
BEGIN;
SET LOCAL ROLE regress_duplicate_app;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT count(*) FROM contacts.duplicates(0);
SELECT count(*) FROM contacts.duplicate_groups(0);
SELECT pg_temp.outcome(format('SELECT * FROM contacts.duplicates_of(%L)', pg_temp.id('Johanna Lindqvist')));
ROLLBACK;
DROP OWNED BY regress_duplicate_app;
DROP ROLE regress_duplicate_app;
