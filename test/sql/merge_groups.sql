-- Promise: auto_merge() merges groups without a conflict, each by a merge of its own.
-- Promise: Groups of two generations, seen by different people, or refused by merge() are kept.
-- Promise: The survivor of a group is the contact with the most fields, of those the oldest.
-- Promise: What auto_merge() did can be undone, and its dry run leaves no trace.
\encoding UTF8
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;

CREATE ROLE regress_contacts_groups;
SELECT contacts.grant_application('regress_contacts_groups');
SELECT contacts.create_account('Groups', 'Ada', 'ada@groups.example', '098765 10041', account_id => 715043);
BEGIN;
SELECT contacts.act_as(715043, 1);
INSERT INTO contacts.users (name, role) VALUES ('Cem', 'contact_manager');
INSERT INTO contacts.users (name, role) VALUES ('Gus', 'agent');
SET LOCAL ROLE regress_contacts_groups;
SELECT contacts.act_as(715043, 2);
INSERT INTO contacts.contacts (name, phone, email, company) VALUES
	('Jane Q. Fairweather', NULL, 'jane.fairweather@one.example', NULL),
	('Jane Fairweather', '+919000000401', 'jane.fairweather@one.example', 'One'),
	('Fairweather, Jane', '+919000000402', 'jane.fairweather@one.example', NULL),
	('Rupert Oglethorpe', '+919000000411', 'rupert@oglethorpe.example', NULL),
	('Rupert  Oglethorpe', '+919000000412', 'rupert@oglethorpe.example', NULL),
	('Silas Penhaligon Sr', '+919000000421', 'silas@penhaligon.example', NULL),
	('Silas Penhaligon Jr', '+919000000422', 'silas@penhaligon.example', NULL),
	('Beatrix Ashcombe', '+919000000431', 'beatrix@ashcombe.example', NULL),
	('Beatrix E. Ashcombe', '+919000000432', 'beatrix@ashcombe.example', NULL),
	('Tamsin Trewellard', '+919000000441', 'tamsin@trewellard.example', NULL);
INSERT INTO contacts.contacts (name, phone, email, visibility) VALUES ('Tamsin  Trewellard', '+919000000441', 'tamsin@trewellard.example', 'only_me');
SELECT contacts.dismiss_duplicate(a.id, b.id) FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'Rupert Oglethorpe' AND b.phone = '+919000000412';
COMMIT;
-- the rows of one Beatrix cannot be moved
CREATE TABLE public.regress_groups (account_id bigint, raw text, contact_id uuid GENERATED ALWAYS AS (raw::uuid) STORED,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
INSERT INTO public.regress_groups SELECT account_id, id FROM contacts.contacts WHERE account_id = 715043 AND name LIKE 'Beatrix%';
CREATE FUNCTION pg_temp.everything() RETURNS text LANGUAGE sql SECURITY DEFINER AS $$
	SELECT string_agg(x.line, chr(10) ORDER BY x.line) FROM (
		SELECT c::text FROM contacts.contacts c WHERE c.account_id = 715043 UNION ALL SELECT c::text FROM contacts.contact_phones c WHERE c.account_id = 715043
		UNION ALL SELECT c::text FROM contacts.contact_emails c WHERE c.account_id = 715043 UNION ALL SELECT c::text FROM contacts.contact_redirects c WHERE c.account_id = 715043
		UNION ALL SELECT c::text FROM contacts.duplicate_dismissals c WHERE c.account_id = 715043) x(line)
$$;
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

SET ROLE regress_contacts_groups;
BEGIN;
SELECT contacts.act_as(715043, 2);
CREATE TEMP TABLE names AS SELECT id, name FROM contacts.contacts;
CREATE TEMP TABLE dry AS SELECT * FROM contacts.auto_merge(0.9, dry_run => true);
SELECT n.name, (SELECT array_agg(d.name ORDER BY d.name) FROM names d WHERE d.id = ANY (m.duplicates)), m.score >= 0.9, m.merge_id, m.outcome, m.reason
FROM dry m JOIN names n ON n.id = m.survivor ORDER BY n.name;
-- an explanation shows the two numbers and addresses
SELECT p ->> 'comparison', p ->> 'a', p ->> 'b' FROM contacts.contacts a, contacts.contacts b, jsonb_array_elements(contacts.explain_duplicate(a.id, b.id) -> 'parts') p
WHERE a.name = 'Jane Fairweather' AND b.name = 'Fairweather, Jane' AND p ->> 'comparison' IN ('phone', 'email') ORDER BY 1;
SELECT pg_temp.everything() AS before \gset
CREATE TEMP TABLE done AS SELECT * FROM contacts.auto_merge(0.9);
SELECT 'as foreseen' WHERE NOT EXISTS (SELECT survivor, duplicates, score, outcome, reason FROM dry EXCEPT SELECT survivor, duplicates, score, outcome, reason FROM done);
SELECT name, company, phone FROM contacts.contacts ORDER BY name;
-- what is left is no group that can be merged
SELECT n.name, m.outcome, m.reason FROM contacts.auto_merge(0.9) m JOIN names n ON n.id = m.survivor ORDER BY 1;
SELECT contacts.unmerge(m.merge_id) -> 'kept' FROM done m WHERE m.merge_id IS NOT NULL;
SELECT 'as before' WHERE pg_temp.everything() = :'before';
-- a threshold that no group reaches
SELECT count(*) FROM contacts.auto_merge(1);
ROLLBACK;
-- who may not, and what is no threshold
BEGIN;
SELECT count(*) FROM contacts.auto_merge(0.9);
SELECT contacts.act_as(715043, 3);
SELECT pg_temp.outcome('SELECT * FROM contacts.auto_merge(0.9)');
SELECT s, pg_temp.outcome(format('SELECT * FROM contacts.auto_merge(%L)', s)) FROM unnest('{-0.1,1.1,NaN,NULL}'::text[]) s;
SELECT pg_temp.outcome('SELECT * FROM contacts.auto_merge(0.9, NULL)');
ROLLBACK;

RESET ROLE;
DROP TABLE public.regress_groups;
BEGIN;
SELECT contacts.act_as(715043, 2);
DELETE FROM contacts.contacts WHERE account_id = 715043;
COMMIT;
DROP OWNED BY regress_contacts_groups;
DROP ROLE regress_contacts_groups;
