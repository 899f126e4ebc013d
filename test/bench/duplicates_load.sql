-- Loads a set with known duplicates into the account :account, through the
-- interface of applications, by its owner, who sees every team.  :rows_file is
-- what duplicates_load.py has written, readable by the server.
\set QUIET on
SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS bench;
-- Sets have values that are no numbers or no addresses.
CREATE OR REPLACE FUNCTION bench.phone(value text) RETURNS contacts.phone LANGUAGE plpgsql AS $$
BEGIN
	RETURN nullif(value, '')::contacts.phone;
EXCEPTION WHEN OTHERS THEN
	RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION bench.email(value text) RETURNS contacts.email_address LANGUAGE plpgsql AS $$
BEGIN
	RETURN nullif(value, '')::contacts.email_address;
EXCEPTION WHEN OTHERS THEN
	RETURN NULL;
END $$;
CREATE UNLOGGED TABLE IF NOT EXISTS bench.loaded (
	account_id bigint, record text, entity text, team integer, name text, phone text, phone2 text, email text, company text, city text, custom jsonb);
CREATE TEMP TABLE loaded AS SELECT record, entity, team, name, phone, phone2, email, company, city, custom FROM bench.loaded LIMIT 0;
SELECT format('COPY loaded FROM %L CSV', :'rows_file') \gexec
INSERT INTO bench.loaded SELECT :account, * FROM loaded;
SELECT contacts.create_account('Set ' || :account, 'Owner', 'owner@set.example', '098200 10001',
	plan => 'enterprise', default_region => 'AU', account_id => :account) \g /dev/null
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
INSERT INTO contacts.departments (name) SELECT 'Team ' || n FROM generate_series(1, (SELECT max(team) FROM loaded)) n;
INSERT INTO contacts.custom_fields (key, type) SELECT DISTINCT k, 'text'::contacts.field_type FROM loaded, jsonb_object_keys(custom) k;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
INSERT INTO contacts.contacts (visibility, department_id, name, phone, email, company, city, custom, source)
	SELECT CASE WHEN team IS NULL THEN 'everyone' ELSE 'team' END, team,
		CASE WHEN name <> '' THEN name WHEN coalesce(bench.phone(phone)::text, bench.email(email)::text, nullif(company, '')) IS NULL THEN '-' END,
		bench.phone(phone), bench.email(email), nullif(company, ''), nullif(city, ''), custom, record
	FROM loaded
	ON CONFLICT DO NOTHING;
INSERT INTO contacts.contact_phones (contact_id, phone, label)
	SELECT c.id, bench.phone(l.phone2), 'work'
	FROM loaded l JOIN contacts.contacts c ON c.account_id = :account AND c.source = l.record
	WHERE bench.phone(l.phone2) IS NOT NULL AND bench.phone(l.phone2) IS DISTINCT FROM c.phone
	ON CONFLICT DO NOTHING;
COMMIT;
