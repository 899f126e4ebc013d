-- The demo: one story through the main job.  demo.sh feeds it to psql, as a
-- superuser of an empty database, in a folder that holds leads.csv.  What is shown
-- is what one would type: "\g /dev/null" hides results that say nothing, and
-- demo.sh shows it as ";".
\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\pset null '-'

\echo
\echo '=== 0. Once, as a superuser.  What follows runs as demo_app: make demo-psql'
\echo
\set ECHO queries
CREATE EXTENSION contacts;
CREATE ROLE demo_app LOGIN;
SELECT contacts.grant_application('demo_app') \g /dev/null
\set ECHO none
\echo '\\c - demo_app'
\c - demo_app

\echo
\echo '=== 1. A company signs up.  Its owner is user 1 and the first contact person.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.create_account('Acme Travels', 'Asha Rao', 'asha@acme.example',
  '098200 12345', plan => 'growth', default_region => 'IN', account_id => 1) \g /dev/null
SELECT contacts.act_as(1, 1) \g /dev/null
INSERT INTO contacts.users (name, phone, role) VALUES
  ('Meera Nair', '98200 12346', 'contact_manager'),
  ('Ravi Singh', '98200 12347', 'contact_manager'),
  ('Kiran Das',  '98200 12348', 'agent');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
INSERT INTO contacts.department_members (department_id, user_id)
VALUES (1, 2), (1, 3), (2, 4);
SELECT user_id, name, phone, role FROM contacts.users ORDER BY user_id;
COMMIT;
\set ECHO none

\echo
\echo '=== 2. Meera imports 5,000 rows as people type them.  The first five are one'
\echo '       person: one number in five spellings.'
\echo
\echo '\\! head -n 6 leads.csv'
\! head -n 6 leads.csv
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 2) \g /dev/null
SELECT contacts.begin_import('leads.csv', visibility => 'everyone') \g /dev/null
\set ECHO none
\echo '\\timing on'
\echo '\\copy contacts.import_rows FROM ''leads.csv'' CSV HEADER'
\timing on
\copy contacts.import_rows FROM 'leads.csv' CSV HEADER
\timing off
\echo '\\timing off'
\echo '-- every row is accounted for; those with a number that is there are skipped:'
\set ECHO queries
SELECT rows_in, created, updated, skipped, rejected FROM contacts.imports;
\set ECHO none
\echo '-- the five are one:'
\set ECHO queries
SELECT name, phone, company FROM contacts.contacts WHERE phone = '9820155501';
\set ECHO none
\echo '-- and what is no number is kept, with the reason:'
\set ECHO queries
SELECT record, columns->>'phone' AS phone, reason, detail
FROM contacts.import_errors ORDER BY record LIMIT 5;
COMMIT;
\set ECHO none

\echo
\echo '=== 3. Meera adds three contacts: for everyone, for a team, for nobody else.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 2) \g /dev/null
INSERT INTO contacts.contacts (name, company, phone, visibility) VALUES
  ('Front Desk',    'Hotel Lotus', '080 2222 3333',    'everyone'),
  ('Farid Khan',    'Hotel Lotus', '+971 50 123 4567', 'team'),
  ('Secret Source', 'Hotel Lotus', '099300 00001',     'only_me');
COMMIT;
\set ECHO none

\echo
\echo '=== 4. The same query by three users.  Not even the owner of the account sees'
\echo '       the private contact.'
\echo
\echo '-- Meera, of Sales:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 2) \g /dev/null
SELECT name, phone, visibility FROM contacts.contacts
WHERE company = 'Hotel Lotus' ORDER BY name;
COMMIT;
\set ECHO none
\echo '-- Kiran, of Support:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 4) \g /dev/null
SELECT name, phone, visibility FROM contacts.contacts
WHERE company = 'Hotel Lotus' ORDER BY name;
COMMIT;
\set ECHO none
\echo '-- Asha, who owns the account:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 1) \g /dev/null
SELECT name, phone, visibility FROM contacts.contacts
WHERE company = 'Hotel Lotus' ORDER BY name;
COMMIT;
\set ECHO none
\echo '-- and whoever has not said who is acting:'
\set ECHO queries
SELECT count(*) FROM contacts.contacts;
\set ECHO none

\echo '=== 5. Who is calling?  The number as the exchange reports it.'
\echo
\echo '-- on Meera''s screen:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 2) \g /dev/null
SELECT phone, matched, name, company FROM contacts.caller_id('09930000001');
COMMIT;
\set ECHO none
\echo '-- on Asha''s:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 1) \g /dev/null
SELECT phone, matched, name, company FROM contacts.caller_id('09930000001');
COMMIT;
\set ECHO none

\echo
\echo '=== 6. Three records with one address are one person.  Ravi merges them.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 3) \g /dev/null
SELECT name, phone, job_title, tags FROM contacts.contacts
WHERE email = 'katherine.vanderberg00@example.net' ORDER BY id;
SELECT contacts.merge(ids[1], ids[2:])
FROM (SELECT array_agg(id ORDER BY id) FROM contacts.contacts
      WHERE email = 'katherine.vanderberg00@example.net') AS same (ids) \g /dev/null
SELECT name, phone, job_title, tags FROM contacts.contacts
WHERE email = 'katherine.vanderberg00@example.net';
\set ECHO none
\echo '-- an old id still leads to the contact, which has all three numbers:'
\set ECHO queries
SELECT phone, is_primary FROM contacts.contact_phones
WHERE contact_id = (SELECT contacts.resolve(duplicates[1]) FROM contacts.merges)
ORDER BY is_primary DESC, phone;
COMMIT;
\set ECHO none

\echo
\echo '=== 7. A user of this plan keeps 5,000 private contacts, and not one more.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 2) \g /dev/null
INSERT INTO contacts.contacts (name, phone, visibility)
SELECT 'Lead ' || n, '+91' || 9940000000 + n, 'only_me'
FROM generate_series(1, 4999) n;
SELECT * FROM contacts.private_quota();
COMMIT;
BEGIN;
SELECT contacts.act_as(1, 2) \g /dev/null
\set ON_ERROR_STOP off
INSERT INTO contacts.contacts (name, phone, visibility)
VALUES ('One more', '099400 99999', 'only_me');
\set ON_ERROR_STOP on
ROLLBACK;
\set ECHO none

\echo
\echo '=== 8. Exactly one primary contact person, always.  A swap is one statement.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(1, 1) \g /dev/null
INSERT INTO contacts.contact_persons (category, name, email, phone)
VALUES ('accounts', 'Dev Mehta', 'dev@acme.example', '098200 12399');
UPDATE contacts.contact_persons SET is_primary = (name = 'Dev Mehta');
SELECT name, category, is_primary FROM contacts.contact_persons ORDER BY name;
COMMIT;
BEGIN;
SELECT contacts.act_as(1, 1) \g /dev/null
DELETE FROM contacts.contact_persons WHERE is_primary;
\set ON_ERROR_STOP off
COMMIT;
