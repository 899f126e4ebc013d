-- The demo: one story through the main job.  demo.sh feeds it to psql in a folder
-- that holds leads.csv, on a database with the extension and a role demo_app.
\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\pset null '-'
\set VERBOSITY default
\set ECHO none
set client_min_messages = warning;
set role demo_app;

\echo
\echo '=== 1. A company signs up.  Its owner is user 1 and the first contact person.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.create_account('Acme Travels', 'Asha Rao', 'asha@acme.example', '098200 12345',
                               plan => 'growth', default_region => 'IN') AS account \gset
SELECT contacts.act_as(:account, 1) \g /dev/null
INSERT INTO contacts.users (name, phone, role, extension) VALUES
  ('Meera Nair', '98200 12346', 'contact_manager', 11),
  ('Ravi Singh', '98200 12347', 'contact_manager', 12),
  ('Kiran Das',  '98200 12348', 'agent', 13);
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (1, 3), (2, 4);
SELECT user_id, name, phone, role, extension FROM contacts.users ORDER BY user_id;
COMMIT;
\set ECHO none

\echo
\echo '=== 2. Meera imports a file as people type them: five spellings of a number, junk, repeats.'
\echo
\! head -n 6 leads.csv
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 2) \g /dev/null
SELECT contacts.begin_import('leads.csv', visibility => 'everyone', on_duplicate => 'skip') IS NOT NULL AS begun;
\set ECHO none
\echo '\\copy contacts.import_rows (name, phone, email, company, job_title, city, country, tags, notes) FROM ''leads.csv'' CSV HEADER'
\copy contacts.import_rows (name, phone, email, company, job_title, city, country, tags, notes) FROM 'leads.csv' CSV HEADER
\set ECHO queries
SELECT rows_in, created, updated, skipped, rejected FROM contacts.imports;
SELECT reason, detail, count(*) FROM contacts.import_errors GROUP BY 1, 2 ORDER BY 3 DESC, 2;
SELECT record, columns->>'phone' AS phone_as_it_came, detail FROM contacts.import_errors ORDER BY record LIMIT 6;
COMMIT;
\set ECHO none

\echo
\echo '=== 3. Meera adds three contacts: one for everyone, one for her team, one for herself.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 2) \g /dev/null
INSERT INTO contacts.contacts (name, company, phone, visibility) VALUES
  ('Front Desk',    'Hotel Lotus', '080 2222 3333',   'everyone'),
  ('Farid Khan',    'Hotel Lotus', '+971 50 123 4567', 'team'),
  ('Secret Source', 'Rival Ltd',   '099300 00001',    'only_me');
COMMIT;
\set ECHO none

\echo
\echo '=== 4. The same query by three users.  Not even the owner of the account sees the private one.'
\echo
\set ECHO queries
\set ECHO none
\echo '-- Meera, of Sales:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 2) \g /dev/null
SELECT name, phone, visibility FROM contacts.contacts WHERE company IN ('Hotel Lotus', 'Rival Ltd') ORDER BY name;
COMMIT;
\set ECHO none
\echo '-- Kiran, of Support:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 4) \g /dev/null
SELECT name, phone, visibility FROM contacts.contacts WHERE company IN ('Hotel Lotus', 'Rival Ltd') ORDER BY name;
COMMIT;
\set ECHO none
\echo '-- Asha, who owns the account:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
SELECT name, phone, visibility FROM contacts.contacts WHERE company IN ('Hotel Lotus', 'Rival Ltd') ORDER BY name;
COMMIT;
\set ECHO none
\echo '-- and without an identity there is nothing:'
\set ECHO queries
SELECT count(*) FROM contacts.contacts;
\set ECHO none

\echo
\echo '=== 5. Who is calling?  The number as the exchange reports it.'
\echo
\set ECHO queries
\set ECHO none
\echo '-- Meera, of Sales:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 2) \g /dev/null
SELECT phone, matched, name, company FROM contacts.caller_id('09930000001');
COMMIT;
\set ECHO none
\echo '-- Asha, who owns the account:'
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
SELECT phone, matched, name, company FROM contacts.caller_id('09930000001');
SELECT phone, matched, name, company FROM contacts.caller_id('080-22223333');
COMMIT;
\set ECHO none

\echo
\echo '=== 6. Two records, one person: the same address, the name spelled in two ways.  Ravi merges them.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 3) \g /dev/null
SELECT a.id AS keep, b.id AS drop
FROM contacts.contacts a JOIN contacts.contacts b
  ON b.account_id = a.account_id AND b.email = a.email AND b.id > a.id
WHERE a.phone <> b.phone AND a.company = b.company AND contacts.fold(a.name) <> contacts.fold(b.name)
  AND split_part(contacts.fold(a.name), ' ', 2) = split_part(contacts.fold(b.name), ' ', 2)
ORDER BY a.email, a.id LIMIT 1 \gset
SELECT name, phone, email, tags FROM contacts.contacts WHERE id IN (:'keep', :'drop') ORDER BY id;
SELECT jsonb_pretty(contacts.merge(:'keep', ARRAY[:'drop']::uuid[]) - 'merge_id' - 'merged' - 'survivor') AS merged;
SELECT c.name, p.phone, p.is_primary, c.tags
FROM contacts.contacts c JOIN contacts.contact_phones p ON p.account_id = c.account_id AND p.contact_id = c.id
WHERE c.id = contacts.resolve(:'drop')       -- the old id goes on answering
ORDER BY p.is_primary DESC;
COMMIT;
\set ECHO none

\echo
\echo '=== 7. A user of this plan keeps 5,000 private contacts, and not one more.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 2) \g /dev/null
INSERT INTO contacts.contacts (name, phone, visibility)
SELECT 'Lead ' || n, '+9199400' || lpad(n::text, 5, '0'), 'only_me' FROM generate_series(1, 4999) n;
SELECT * FROM contacts.private_quota();
COMMIT;
\set ON_ERROR_STOP off
BEGIN;
SELECT contacts.act_as(:account, 2) \g /dev/null
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('One more', '099400 99999', 'only_me');
ROLLBACK;
\set ON_ERROR_STOP on
\set ECHO none

\echo
\echo '=== 8. Exactly one primary contact person, always.  A swap is one statement.'
\echo
\set ECHO queries
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
INSERT INTO contacts.contact_persons (category, name, email, phone, designation)
VALUES ('accounts', 'Dev Mehta', 'dev@acme.example', '098200 12399', 'Accountant');
UPDATE contacts.contact_persons SET is_primary = (name = 'Dev Mehta');
SELECT name, category, is_primary FROM contacts.contact_persons ORDER BY name;
COMMIT;
\set ON_ERROR_STOP off
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
DELETE FROM contacts.contact_persons WHERE is_primary;
COMMIT;
\set ON_ERROR_STOP on
\set ECHO none
