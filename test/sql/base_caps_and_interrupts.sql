-- Promise: Input of any size is refused, or worked through in time that grows with its size.
-- Promise: merge() takes up to 1,000 duplicates, in the order given, and refuses more.
-- Promise: A statement timeout ends an import and an insert that take long.
\set VERBOSITY default
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CREATE ROLE regress_contacts_caps;
SELECT contacts.grant_application('regress_contacts_caps');
SELECT contacts.create_account('Caps', 'Owner', 'owner@caps.example', '+919820077001', 'enterprise', account_id => 719201);
SET ROLE regress_contacts_caps;
-- Far more than any of these needs, far less than a quadratic one would take.
SET statement_timeout = '10s';

BEGIN;
SELECT contacts.act_as(719201, 1);
INSERT INTO contacts.contacts (name) VALUES ('survivor');
SAVEPOINT s;
SELECT contacts.merge(id, (SELECT array_agg(gen_random_uuid()) FROM generate_series(1, 120000))) FROM contacts.contacts;
ROLLBACK TO s;
SELECT contacts.merge(id, (SELECT array_agg(gen_random_uuid()) FROM generate_series(1, 1001))) FROM contacts.contacts;
ROLLBACK TO s;
-- as many as are allowed, some given twice, the first place counts
INSERT INTO contacts.contacts (name, city, company)
SELECT 'd' || g, CASE WHEN g > 1 THEN 'city of ' || g END, CASE WHEN g > 2 THEN 'company of ' || g END FROM generate_series(1, 900) g;
CREATE TEMP TABLE given AS
SELECT array_agg(id ORDER BY place) AS ids FROM (
	SELECT id, substr(name, 2)::int AS place FROM contacts.contacts WHERE name ~ '^d'
	UNION ALL SELECT id, 901 + substr(name, 2)::int FROM contacts.contacts WHERE name ~ '^d' AND substr(name, 2)::int <= 100) d;
SELECT cardinality(ids) FROM given;
SELECT jsonb_array_length(m -> 'merged') AS merged, m -> 'filled' AS filled FROM (
	SELECT contacts.merge(c.id, g.ids) AS m FROM contacts.contacts c, given g WHERE c.name = 'survivor') x;
SELECT count(*) FROM contacts.contacts;
SELECT duplicates = (SELECT ids[1:900] FROM given) AS in_the_order_given FROM contacts.merges;
ROLLBACK TO s;
-- none, null, itself
\set VERBOSITY terse
SELECT contacts.merge(id, '{}') FROM contacts.contacts;
ROLLBACK TO s;
SELECT contacts.merge(id, ARRAY[gen_random_uuid(), NULL]) FROM contacts.contacts;
ROLLBACK TO s;
SELECT contacts.merge(id, ARRAY[gen_random_uuid(), id]) FROM contacts.contacts;
ROLLBACK TO s;

-- tags, scopes, overrides
INSERT INTO contacts.contacts (name, tags) SELECT 'c', array_agg(g::text) FROM generate_series(1, 1000000) g;
ROLLBACK TO s;
\set VERBOSITY sqlstate
SELECT contacts.issue_token('t', array_agg('contacts.read'::text)) FROM generate_series(1, 3000000);
\set VERBOSITY terse
ROLLBACK TO s;
SELECT contacts.merge(c.id, ARRAY[gen_random_uuid()], o) FROM contacts.contacts c,
	(SELECT jsonb_object_agg('k' || g, g) AS o FROM generate_series(1, 300000) g) x;
ROLLBACK TO s;
SELECT contacts.merge(c.id, ARRAY[gen_random_uuid()], jsonb_build_object('phone', repeat('1', 100000000))) FROM contacts.contacts c;
ROLLBACK TO s;

-- 5,000 custom fields and contacts with many of them
INSERT INTO contacts.custom_fields (key) SELECT 'f' || g FROM generate_series(1, 5000) g;
INSERT INTO contacts.contacts (name, custom)
SELECT 'c' || n, (SELECT jsonb_object_agg('f' || g, 'x') FROM generate_series(1, 3000) g) FROM generate_series(1, 300) n;
UPDATE contacts.contacts SET custom = custom || '{"f4000": "y"}' WHERE name ~ '^c[0-9]{1,2}$';
SELECT count(*), count(custom -> 'f4000') FROM contacts.contacts;
INSERT INTO contacts.contacts (name, custom)
SELECT 'too many', jsonb_object_agg('f' || g, 'x') FROM generate_series(1, 1000000) g;
ROLLBACK TO s;

-- texts of 100 MB
SELECT contacts.phone_is_possible(repeat('1', 100000000));
SELECT contacts.phone_is_possible(repeat(';ext=1', 15000000));
SELECT contacts.phone_is_possible('tel:' || repeat(';phone-context=', 6000000));
SELECT contacts.phone_is_possible('+91 98200 12345 ' || repeat('x1', 50000000));
SELECT contacts.email_is_plausible(repeat('a', 100000000));
SELECT contacts.fold(repeat('a', 100000000));
ROLLBACK TO s;
SELECT length(contacts.fold(repeat('ß', 4000000)));
SELECT count(*) FROM contacts.contacts WHERE phone ^@ repeat(' ', 100000000);
INSERT INTO contacts.contacts (name) VALUES (repeat(' ', 100000000) || 'x');
ROLLBACK TO s;
UPDATE contacts.accounts SET name = repeat(E'\u200B', 30000000);
ROLLBACK;

-- a statement that does take long ends when it shall
BEGIN;
SELECT contacts.act_as(719201, 1);
SET LOCAL statement_timeout = '100ms';
SAVEPOINT s;
INSERT INTO contacts.import_rows (name, phone, email, tags, custom)
SELECT 'n' || g, '+9198' || to_char(g, 'FM00000000'), 'n' || g || '@caps.example', 'a;b;c', NULL FROM generate_series(1, 200000) g;
ROLLBACK TO s;
INSERT INTO contacts.contacts (name, phone, email, tags)
SELECT 'n' || g, '+9198' || to_char(g, 'FM00000000'), 'n' || g || '@caps.example', '{a,b,c}' FROM generate_series(1, 200000) g;
ROLLBACK;
RESET ROLE;
DROP OWNED BY regress_contacts_caps;
DROP ROLE regress_contacts_caps;
