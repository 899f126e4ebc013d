-- Promise: Each row of a file becomes a contact, or stays in import_errors with its reason and its columns.
-- Promise: The counts of an import add up, whatever the file.
-- Promise: on_duplicate says what becomes of a contact that is there: skip, fill, overwrite or reject.
-- Promise: The same key twice in one file: the last row wins.
-- Promise: An import tells nothing of contacts that the importer cannot see, and is as private as its rows.
-- Promise: The quota and the plan's number of rows hold for an import as a whole.
-- Promise: An import needs contacts.import; fill and overwrite need contacts.write.
-- Promise: Where terms have been said once in a transaction, a COPY without any is refused.
-- Promise: An error in the middle of a file leaves nothing, and is in nobody's way.
\encoding UTF8
\set VERBOSITY terse
SET client_min_messages = warning;

CREATE ROLE regress_contacts_import;
SELECT contacts.grant_application('regress_contacts_import');
SELECT contacts.create_account('Import', 'Ada', 'ada@import.example', '098765 30001', account_id => 715005);
SELECT contacts.create_account('Import, small', 'Bob', 'bob@import.example', '098765 30002', plan => 'starter', account_id => 715006);
BEGIN;
SELECT contacts.act_as(715005, 1);
INSERT INTO contacts.users (name, role) VALUES ('Cem', 'contact_manager');
INSERT INTO contacts.users (name, role) VALUES ('Dee', 'contact_manager');
INSERT INTO contacts.users (name, role) VALUES ('Gus', 'agent');
INSERT INTO contacts.users (name, role) VALUES ('Ray', 'reporter');
INSERT INTO contacts.departments (name) VALUES ('Sales');
INSERT INTO contacts.departments (name) VALUES ('Support');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2);
INSERT INTO contacts.custom_fields (key, type) VALUES ('size', 'number'), ('since', 'date');
COMMIT;

-- What a statement comes to: its SQLSTATE, and the constraint if one is named.
CREATE FUNCTION pg_temp.outcome(statement text, OUT state text, OUT name text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	state := 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, name = CONSTRAINT_NAME;
END $$;
-- The imports that the actor sees, in the order in which they were made.
CREATE VIEW pg_temp.counts WITH (security_invoker = true) AS
	SELECT row_number() OVER (ORDER BY i.id) AS n, i.file_name, i.visibility, i.department_id AS team, i.on_duplicate,
		i.rows_in, i.created, i.updated, i.skipped, i.rejected,
		(SELECT count(*) FROM contacts.import_errors e WHERE e.account_id = i.account_id AND e.import_id = i.id) AS errors
	FROM contacts.imports i;
GRANT SELECT ON pg_temp.counts TO PUBLIC;

--
-- A file with everything in it
--
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT contacts.begin_import('leads.csv') AS import \gset
COPY contacts.import_rows (name, phone, email, company, job_title, city, country, tags, custom, notes) FROM STDIN (FORMAT csv, HEADER);
name,phone,email,company,job_title,city,country,tags,custom,notes
  Asha Rao ,098765 40001,Asha@Rao.EXAMPLE,Rao & Sons,Director,Pune,India,vip; lead ;;vip,"{""size"": 12}",met in Pune
Beata,+48 512 345 678 ext. 12,,,,,,,,
,,,,,Nowhere,,,,
Carl,12,,,,,,,,
Dora,,dora at example,,,,,,,
Emil,,,,,,,,"{""shoe"": 1}",
Fay,,,,,,,,"{""size"": ""large""}",
Gil,,,,,,,,not json,
Hal,,,,,,,,"{""since"": ""2023-02-29""}",
Ida,٩٨٧٦٥٤٠٠٠٢,,,,,,,,
Jan twice,098765 40003,,,,Delhi,,,,"first"
Kim,,kim@example.com,,,,,,,
Kim again,,KIM@example.com,,,,,,,
Jan again,+91-98765-40003,jan@example.com,,,,,,,"second"
,,,Company alone,,,,,,
Two without a number,,,,,,,,,
Two without a number,,,,,,,,,
Bad twice,98765,not an address,,,,,,,
\.
SELECT * FROM pg_temp.counts ORDER BY n;
SELECT i.id = :'import' AS as_announced, i.user_id FROM contacts.imports i ORDER BY 1;
SELECT name, phone, email, company, job_title, city, country, tags, custom, source, owner_id, created_by, visibility
FROM contacts.contacts WHERE source = 'import' ORDER BY name, company;
SELECT e.record, e.reason, e.detail, e.columns FROM contacts.import_errors e ORDER BY e.record;
-- the extension, the notes, and nothing of the row that lost to a later one
SELECT c.name, p.phone, p.extension, p.is_primary FROM contacts.contact_phones p JOIN contacts.contacts c ON c.id = p.contact_id ORDER BY 1;
SELECT c.name, e.email, e.is_primary FROM contacts.contact_emails e JOIN contacts.contacts c ON c.id = e.contact_id ORDER BY 1;
SELECT c.name, n.body, n.author_id FROM contacts.contact_notes n JOIN contacts.contacts c ON c.id = n.contact_id ORDER BY 1;
-- The rejected rows can be mended and imported again; COPY is not the only way in.
SELECT contacts.begin_import('leads, mended') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, phone, email)
	SELECT e.columns ->> 'name', CASE WHEN e.reason = 'phone_invalid' THEN '098765 40' || lpad(e.record::text, 3, '0') END,
		CASE WHEN e.reason = 'email_invalid' THEN 'dora@example.com' END
	FROM contacts.import_errors e WHERE e.import_id = :'import' AND e.reason IN ('phone_invalid', 'email_invalid') ORDER BY e.record;
SELECT * FROM pg_temp.counts WHERE n = 2;
SELECT name, phone, email FROM contacts.contacts WHERE name IN ('Carl', 'Dora', 'Bad twice') ORDER BY name;
ROLLBACK;

-- Too long for its column: kept whole.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
INSERT INTO contacts.import_rows (name, company, notes)
	VALUES (repeat('ü', 300), 'fits', NULL), (repeat('ü', 301), NULL, NULL), ('Ann', repeat('x', 301), NULL), ('Bo', NULL, repeat('n', 20001));
SELECT created, rejected FROM pg_temp.counts;
SELECT e.record, e.reason, e.detail, length(e.columns ->> 'name') AS name, length(e.columns ->> 'company') AS company, length(e.columns ->> 'notes') AS notes
FROM contacts.import_errors e ORDER BY e.record;
ROLLBACK;

--
-- What becomes of a number that is there already
--
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
INSERT INTO contacts.contacts (name, phone, company, tags, custom) VALUES
	('Olga', '+919876550001', 'Old Ltd', '{old}', '{"size": 1}');
INSERT INTO contacts.contacts (name, email) VALUES ('Pia', 'pia@example.com');
INSERT INTO contacts.contact_phones (contact_id, phone, label) SELECT id, '+919876550002', 'work' FROM contacts.contacts WHERE name = 'Olga';
SAVEPOINT s;
SELECT contacts.begin_import('again', on_duplicate => 'skip') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone, email, company, city, tags, custom) FROM STDIN (FORMAT csv);
Olga II,098765 50001,olga@example.com,New Ltd,Pune,new,"{""size"": 2, ""since"": ""2024-02-29""}"
Olga's desk,098765 50003,,,,,
Pia II,,PIA@example.com,Pia Ltd,,new,
\.
SELECT * FROM pg_temp.counts;
SELECT name, phone, email, company, city, tags, custom FROM contacts.contacts ORDER BY name;
ROLLBACK TO s;
SELECT contacts.begin_import('again', on_duplicate => 'fill') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone, email, company, city, tags, custom, notes) FROM STDIN (FORMAT csv);
Olga II,098765 50001 ext 9,olga@example.com,New Ltd,Pune,new,"{""size"": 2, ""since"": ""2024-02-29""}",filled
Olga's desk,098765 50003,,,,,,
Pia II,,PIA@example.com,Pia Ltd,,new,,
\.
SELECT * FROM pg_temp.counts;
SELECT name, phone, email, company, city, tags, custom FROM contacts.contacts ORDER BY name;
SELECT e.email, e.is_primary FROM contacts.contact_emails e ORDER BY 1;
SELECT p.phone, p.label, p.extension, p.is_primary FROM contacts.contact_phones p ORDER BY 1;
SELECT n.body FROM contacts.contact_notes n ORDER BY 1;
ROLLBACK TO s;
-- a further number of the contact is a key as well
SELECT contacts.begin_import('again', on_duplicate => 'overwrite') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone, email, company, city, tags, custom) FROM STDIN (FORMAT csv);
Olga II,098765 50002 ext 7,olga@example.com,,Pune,new,"{""size"": 2, ""since"": ""2024-02-29""}"
Olga's desk,098765 50003,,,,,
Pia II,,PIA@example.com,Pia Ltd,,new,
\.
SELECT * FROM pg_temp.counts;
-- an empty cell takes nothing away
SELECT name, phone, email, company, city, tags, custom FROM contacts.contacts ORDER BY name;
SELECT p.phone, p.label, p.extension, p.is_primary FROM contacts.contact_phones p ORDER BY 1;
ROLLBACK TO s;
-- tags that the contact has already count once, towards the 100
UPDATE contacts.contacts SET tags = ARRAY(SELECT 't' || i FROM generate_series(1, 60) i) WHERE name = 'Olga';
SELECT contacts.begin_import('again', on_duplicate => 'fill') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (phone, tags) SELECT '098765 50001', string_agg('t' || i, ';') FROM generate_series(1, 80) i;
SELECT * FROM pg_temp.counts;
SELECT cardinality(tags) FROM contacts.contacts WHERE name = 'Olga';
SELECT contacts.begin_import('again', on_duplicate => 'fill') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (phone, tags) SELECT '098765 50001', string_agg('t' || i, ';') FROM generate_series(41, 101) i;
SELECT * FROM pg_temp.counts;
ROLLBACK TO s;
SELECT contacts.begin_import('again', on_duplicate => 'reject') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone, email, company) FROM STDIN (FORMAT csv);
Olga II,098765 50001,olga@example.com,New Ltd
Olga's desk,098765 50003,,
Pia II,,PIA@example.com,Pia Ltd
Nobody,123,,
\.
SELECT * FROM pg_temp.counts;
SELECT e.record, e.reason, e.detail, e.columns FROM contacts.import_errors e ORDER BY e.record;
SELECT name, phone, email, company FROM contacts.contacts ORDER BY name;
ROLLBACK;

--
-- What importers cannot see, they are not told of
--
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Private of Cem', '+919876560001', 'only_me'), ('Of Sales', '+919876560002', 'team');
INSERT INTO contacts.contacts (name, phone) VALUES ('Everybody''s', '+919876560003');
SELECT contacts.act_as(715005, 3);
SELECT count(*) AS seen FROM contacts.contacts;
SELECT contacts.begin_import('hidden', on_duplicate => 'reject') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One,098765 60001
Two,098765 60002
Three,098765 60003
\.
SELECT * FROM pg_temp.counts;
SELECT e.record, e.reason, e.columns FROM contacts.import_errors e ORDER BY e.record;
SELECT name, phone FROM contacts.contacts ORDER BY name;
-- by their addresses neither
SAVEPOINT s;
SELECT contacts.act_as(715005, 2);
INSERT INTO contacts.contacts (name, email, visibility) VALUES ('Private of Cem too', 'hidden@example.com', 'only_me');
SELECT contacts.act_as(715005, 3);
SELECT contacts.begin_import('hidden too', on_duplicate => 'reject') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, email) VALUES ('Four', 'hidden@example.com');
SELECT created, rejected FROM contacts.imports WHERE file_name = 'hidden too';
ROLLBACK TO s;
-- nor does a private import meet what everybody has
SELECT contacts.begin_import('mine', 'only_me', on_duplicate => 'reject') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
Mine,098765 60003
Bad,1
\.
SELECT * FROM pg_temp.counts WHERE n = 2;
SELECT used FROM contacts.private_quota();
-- which nobody else learns of, the account's owner included
SELECT contacts.act_as(715005, 1);
SELECT n, file_name, created, rejected, errors FROM pg_temp.counts ORDER BY n;
SELECT count(*) AS errors FROM contacts.import_errors;
ROLLBACK;

--
-- A team's import
--
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT contacts.begin_import('team', 'team') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
Of the only team,098765 70001
\.
SELECT contacts.begin_import('team again', 'team', 1, 'skip') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
Of the team named,098765 70001
Of the team named,098765 70002
\.
SELECT * FROM pg_temp.counts ORDER BY n;
SELECT name, phone, visibility, department_id, audience FROM contacts.contacts ORDER BY name;
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x', 'team', 2)$$) AS o;
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x', 'everyone', 1)$$) AS o;
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x', 'only_me', 1)$$) AS o;
SELECT contacts.act_as(715005, 3);
SELECT count(*) AS imports FROM contacts.imports;
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x', 'team', 1)$$) AS o;
-- not named, it must be the only one: one user is in none, the owner sees two
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x', 'team')$$) AS o;
SELECT contacts.act_as(715005, 1);
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x', 'team')$$) AS o;
ROLLBACK;

--
-- Quota and plan
--
BEGIN;
UPDATE contacts.plans SET private_contacts_per_user = 2 WHERE name = 'growth';
UPDATE contacts.plans SET import_rows = 3 WHERE name = 'starter';
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SAVEPOINT s;
SELECT contacts.begin_import('mine', 'only_me') IS NOT NULL AS begun;
\set VERBOSITY sqlstate
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One,098765 80001
Two,098765 80002
Three,098765 80003
\.
\set VERBOSITY terse
ROLLBACK TO s;
SELECT count(*) AS contacts FROM contacts.contacts;
SELECT count(*) AS imports FROM contacts.imports;
SELECT used FROM contacts.private_quota();
-- rows without effect do not count, two that do fit
SELECT contacts.begin_import('mine', 'only_me') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One,098765 80001
Two,098765 80002
Two again,098765 80002
Nobody,1
\.
SELECT * FROM pg_temp.counts;
SELECT used FROM contacts.private_quota();
SELECT name, audience FROM contacts.contacts ORDER BY name;
-- the next one does not, and the error has its name
SELECT contacts.begin_import('mine', 'only_me') IS NOT NULL AS begun;
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Three')$$) AS o;
-- a starter has no private contacts, and as many rows as its plan allows
SELECT contacts.act_as(715006, 1);
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('mine', 'only_me')$$) AS o;
SELECT contacts.begin_import('three') IS NOT NULL AS begun;
COPY contacts.import_rows (name) FROM STDIN (FORMAT csv);
One
Two
Three
\.
SELECT rows_in, created FROM pg_temp.counts;
SELECT contacts.begin_import('four') IS NOT NULL AS begun;
SAVEPOINT s;
\set VERBOSITY sqlstate
COPY contacts.import_rows (name) FROM STDIN (FORMAT csv);
Four
Five
Six
Seven
\.
\set VERBOSITY terse
ROLLBACK TO s;
SELECT count(*) AS contacts FROM contacts.contacts;
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) SELECT 'n' || g FROM generate_series(1, 4) g$$) AS o;
-- rejected rows count: they are kept as well
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (phone) SELECT '1' FROM generate_series(1, 4) g$$) AS o;
SELECT count(*) AS imports FROM contacts.imports;
ROLLBACK;

--
-- Who may import
--
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x')$$) AS o;
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('x')$$) AS o;
\set VERBOSITY sqlstate
COPY contacts.import_rows (name) FROM STDIN;
Nobody's
\.
\set VERBOSITY terse
ROLLBACK;
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 4);
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x')$$) AS o;
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('x')$$) AS o;
-- an empty file is no way round
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) SELECT 'x' WHERE false$$) AS o;
SELECT contacts.act_as(715005, 5);
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x')$$) AS o;
\set VERBOSITY sqlstate
COPY contacts.import_rows (name) FROM STDIN;
Of a reporter
\.
\set VERBOSITY terse
ROLLBACK;
-- A token that may import, and neither read nor write, imports nothing, announced or not.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT contacts.issue_token('import', '{contacts.import}') AS import_only \gset
SELECT contacts.authenticate(:'import_only');
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x')$$) AS o;
ROLLBACK;
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT contacts.issue_token('import', '{contacts.import}') AS import_only \gset
SELECT contacts.issue_token('import and read', '{contacts.import,contacts.read}') AS import_and_read \gset
SELECT contacts.authenticate(:'import_only');
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('x')$$) AS o;
SELECT contacts.authenticate(:'import_and_read');
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('x')$$) AS o;
ROLLBACK;
-- What was announced as one is not taken as another: the right is asked again.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT contacts.begin_import('x', 'team') IS NOT NULL AS begun;
SELECT contacts.act_as(715005, 3);
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('x')$$) AS o;
ROLLBACK;
-- An agent whom the account allows to import makes contacts of their own, and
-- changes none of others.
BEGIN;
SELECT contacts.act_as(715005, 1);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('agent', 'contacts.import', true);
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
INSERT INTO contacts.contacts (name, phone) VALUES ('Of Cem', '+919876590001');
SELECT contacts.act_as(715005, 4);
SELECT i.action, o.state
FROM unnest('{skip,fill,overwrite,reject}'::text[]) WITH ORDINALITY AS i(action, n),
	pg_temp.outcome(format('SELECT contacts.begin_import(''x'', on_duplicate => %L)', i.action)) AS o
ORDER BY i.n;
SELECT o.* FROM pg_temp.outcome($$SELECT contacts.begin_import('x', 'only_me')$$) AS o;
SELECT contacts.begin_import('x') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
Of Gus,098765 90001
Of Gus,098765 90002
\.
SELECT created, skipped FROM pg_temp.counts;
SELECT name, phone, owner_id FROM contacts.contacts ORDER BY name;
ROLLBACK;
-- The view keeps nothing, and can only be written.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT i.n, o.state
FROM (VALUES (1, 'SELECT * FROM contacts.import_rows'), (2, 'DELETE FROM contacts.import_rows'),
	(3, 'INSERT INTO contacts.imports (account_id, id, user_id, visibility, on_duplicate) VALUES (715005, gen_random_uuid(), 2, ''everyone'', ''skip'')'),
	(4, 'UPDATE contacts.imports SET created = 7'), (5, 'DELETE FROM contacts.import_errors')) AS i(n, statement),
	pg_temp.outcome(i.statement) AS o
ORDER BY i.n;
ROLLBACK;

--
-- Transactions
--
-- Two files in one transaction, each with its own terms; where terms have been
-- said once, a COPY without any is refused: the defaults would publish it.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT contacts.begin_import('first', 'only_me', on_duplicate => 'fill') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One,098765 90011
\.
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('x')$$) AS o;
SELECT contacts.begin_import() IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One,098765 90011
Two,098765 90012
\.
SELECT * FROM pg_temp.counts ORDER BY n;
SELECT name, phone, visibility FROM contacts.contacts ORDER BY phone, visibility;
-- the later of two announcements holds
SELECT contacts.begin_import('third') IS NOT NULL AS begun;
SELECT contacts.begin_import('fourth', on_duplicate => 'reject') IS NOT NULL AS begun;
COPY contacts.import_rows (name) FROM STDIN (FORMAT csv);
Three
\.
SELECT file_name, on_duplicate, created FROM pg_temp.counts WHERE n = 3;
-- what was announced in a part that was taken back was not announced
SAVEPOINT s;
SELECT contacts.begin_import('taken back', on_duplicate => 'overwrite') IS NOT NULL AS begun;
ROLLBACK TO s;
SELECT o.* FROM pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('x')$$) AS o;
-- an empty file is an import of no rows
SELECT contacts.begin_import() IS NOT NULL AS begun;
COPY contacts.import_rows (name) FROM STDIN (FORMAT csv);
\.
SELECT rows_in, created FROM pg_temp.counts WHERE n = 4;
ROLLBACK;
-- nor does an announcement outlive its transaction
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SELECT contacts.begin_import('yesterday', on_duplicate => 'overwrite') IS NOT NULL AS begun;
COMMIT;
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
COPY contacts.import_rows (name) FROM STDIN (FORMAT csv);
Today
\.
SELECT file_name, on_duplicate, created FROM pg_temp.counts;
ROLLBACK;

-- An error in the middle leaves nothing, and is in nobody's way afterwards.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
SAVEPOINT s;
SELECT contacts.begin_import('torn') IS NOT NULL AS begun;
\set VERBOSITY sqlstate
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One,098765 90021
Nobody,1
Two,098765 90022,one cell too many
\.
\set VERBOSITY terse
ROLLBACK TO s;
SELECT (SELECT count(*) FROM contacts.contacts) AS contacts, (SELECT count(*) FROM contacts.imports) AS imports,
	(SELECT count(*) FROM contacts.import_errors) AS errors, (SELECT count(*) FROM contacts.contact_phones) AS phones;
SELECT contacts.begin_import('whole') IS NOT NULL AS begun;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One,098765 90021
\.
SELECT file_name, rows_in, created FROM pg_temp.counts;
COMMIT;
-- A later transaction sees what was committed, and a file again finds it.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 3);
SELECT file_name, rows_in, created FROM pg_temp.counts;
COPY contacts.import_rows (name, phone) FROM STDIN (FORMAT csv);
One again,098765 90021
\.
SELECT n, created, skipped FROM pg_temp.counts ORDER BY n;
ROLLBACK;

-- Whatever the file, each row has one fate.
BEGIN;
SET LOCAL ROLE regress_contacts_import;
SELECT contacts.act_as(715005, 2);
INSERT INTO contacts.import_rows (name, phone, email)
	SELECT CASE WHEN g % 7 > 0 THEN 'Row ' || g END, CASE WHEN g % 3 > 0 THEN '98765' || (g % 500 + 10000 * (g % 11)) END,
		CASE g % 5 WHEN 0 THEN 'row' || g % 400 || '@example.com' WHEN 1 THEN 'none' END
	FROM generate_series(1, 5000) g;
SELECT i.rows_in, i.created > 0 AS created, i.skipped > 0 AS skipped, i.rejected > 0 AS rejected,
	i.created + i.updated + i.skipped + i.rejected AS fates,
	(SELECT count(*) FROM contacts.contacts c WHERE c.source = 'import') - 1 = i.created AS as_counted,
	(SELECT count(*) FROM contacts.import_errors e WHERE e.import_id = i.id) = i.rejected AS as_kept
FROM contacts.imports i WHERE i.rows_in = 5000;
SELECT count(*) AS lies FROM contacts.import_errors e WHERE e.reason <> ALL ('{empty_row,phone_invalid,email_invalid}');
ROLLBACK;

BEGIN;
SELECT contacts.act_as(715005, 2);
DELETE FROM contacts.contacts WHERE account_id = 715005;
COMMIT;
DROP OWNED BY regress_contacts_import;
DROP ROLE regress_contacts_import;
