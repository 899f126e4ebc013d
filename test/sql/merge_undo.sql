-- Promise: unmerge() puts the same rows back, byte for byte, when nothing has changed since.
-- Promise: What has changed since stays as it is and is listed; nothing is guessed.
-- Promise: A merge is undone once, and not before a later one that builds on it.
-- Promise: Undoing needs contacts.merge, and eyes for every contact that comes back.
-- Promise: The quota and unique numbers hold when a merge is undone.
-- Promise: A dry run of it leaves no trace.
-- Promise: merge_history() tells of the merges of a contact to those who see it, also by an old id.
-- Promise: What the log holds of one contact can be blanked, and the others come back.
\encoding UTF8
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;

CREATE ROLE regress_contacts_undo;
SELECT contacts.grant_application('regress_contacts_undo');
SELECT contacts.create_account('Undo', 'Ada', 'ada@undo.example', '098765 10021', account_id => 715023);
SELECT contacts.create_account('Undo, other', 'Bob', 'bob@undo.example', '098765 10022', account_id => 715024);
BEGIN;
SELECT contacts.act_as(715023, 1);
INSERT INTO contacts.users (name, role) VALUES ('Cem', 'contact_manager');
INSERT INTO contacts.users (name, role) VALUES ('Dee', 'contact_manager');
INSERT INTO contacts.users (name, role) VALUES ('Gus', 'agent');
INSERT INTO contacts.departments (name) VALUES ('Sales');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2);
INSERT INTO contacts.custom_fields (key, type) VALUES ('colour', 'text'), ('size', 'number');
SET LOCAL ROLE regress_contacts_undo;
SELECT contacts.act_as(715023, 2);
INSERT INTO contacts.contacts (name, phone, email, company, tags, custom) VALUES
	('A', '+919000000201', NULL, 'A Ltd', '{a,b}', '{"colour": "red"}'), ('B', '+919000000202', 'b@x.example', 'B Ltd', '{b,c}', '{"size": 2.50}'),
	('C', NULL, 'c@x.example', NULL, '{}', '{}'), ('D', '+919000000204', NULL, NULL, '{}', '{}'), ('E', NULL, NULL, NULL, '{}', '{}');
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('P', '+919000000206', 'only_me');
INSERT INTO contacts.contacts (name, phone, visibility, department_id) VALUES ('T', '+919000000207', 'team', 1);
INSERT INTO contacts.contact_phones (contact_id, phone, label, extension, position) SELECT id, '+919000000209', 'home', '77', 2 FROM contacts.contacts WHERE name = 'B';
INSERT INTO contacts.contact_emails (contact_id, email, label) SELECT id, 'b@x.example', 'shared' FROM contacts.contacts WHERE name IN ('A', 'C');
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'note of ' || name FROM contacts.contacts;
COMMIT;
CREATE TEMP TABLE ids AS SELECT name, id FROM contacts.contacts WHERE account_id = 715023;
INSERT INTO ids VALUES ('missing', '00000000-0000-7000-8000-000000000000');
GRANT ALL ON ids TO PUBLIC;
CREATE FUNCTION pg_temp.id(wanted text) RETURNS uuid LANGUAGE sql AS 'SELECT i.id FROM pg_temp.ids i WHERE i.name = wanted';
CREATE FUNCTION pg_temp.named(shown text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE i record;
BEGIN
	FOR i IN SELECT name, id::text FROM pg_temp.ids LOOP
		shown := replace(shown, i.id, i.name);
	END LOOP;
	RETURN shown;
END $$;
-- All rows but the log's.
CREATE FUNCTION pg_temp.everything() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
	t text;
	part text;
	whole text := '';
BEGIN
	FOR t IN SELECT c.oid::regclass::text FROM pg_class c
		WHERE c.relkind = 'r' AND c.relname <> ALL ('{merges,merge_rows,audit_log}') AND c.relnamespace = 'contacts'::regnamespace ORDER BY 1
	LOOP
		EXECUTE format('SELECT coalesce(string_agg(r::text, chr(10) ORDER BY r::text), '''') FROM %s r', t) INTO part;
		whole := whole || t || chr(10) || part || chr(10);
	END LOOP;
	RETURN whole;
END $$;
-- A merge, named by its letters and kept as such in ids.
CREATE FUNCTION pg_temp.merge(called text, survivor text, duplicates text[], overrides jsonb DEFAULT '{}', publish boolean DEFAULT false)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE result jsonb;
BEGIN
	result := contacts.merge(pg_temp.id(survivor), ARRAY(SELECT pg_temp.id(d) FROM unnest(duplicates) d), overrides, false, publish);
	INSERT INTO pg_temp.ids VALUES (called, (result ->> 'merge_id')::uuid);
	RETURN 'merged';
END $$;
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	detail text;
	hint text;
BEGIN
	EXECUTE statement INTO result;
	RETURN pg_temp.named(coalesce(result, 'null'));
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN pg_temp.named(concat_ws(' | ', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''), nullif(hint, '')));
END $$;
CREATE FUNCTION pg_temp.unmerge(called text, dry_run boolean DEFAULT false) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.outcome(format('SELECT contacts.unmerge(%L, %L) - ''merge_id''', pg_temp.id(called), dry_run))
$$;
-- Lines that are not in both.
CREATE FUNCTION pg_temp.differences(a text, b text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.named(x.line) FROM (
		SELECT '-' || l FROM unnest(string_to_array(a, chr(10))) l WHERE l <> ALL (string_to_array(b, chr(10)))
		UNION ALL SELECT '+' || l FROM unnest(string_to_array(b, chr(10))) l WHERE l <> ALL (string_to_array(a, chr(10)))) x(line)
$$;

--
-- Nothing has changed since
--
SET ROLE regress_contacts_undo;
BEGIN;
SELECT contacts.act_as(715023, 2);
SELECT pg_temp.everything() AS before \gset
SELECT pg_temp.merge('m1', 'A', '{B,C}', '{"phone": "+919000000299", "email": "new@x.example", "city": "Pune"}');
SELECT pg_temp.everything() AS merged \gset
SELECT pg_temp.unmerge('m1', dry_run => true);
SELECT 'nothing changed' WHERE pg_temp.everything() = :'merged';
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.differences(:'before', pg_temp.everything());
-- once
SELECT pg_temp.unmerge('m1');
-- the old ids are nobody's redirects any more
SELECT pg_temp.outcome(format('SELECT contacts.resolve(%L)', pg_temp.id('B')));
-- and it can be merged again, and undone again
SELECT pg_temp.merge('m2', 'B', '{A,C}');
SELECT pg_temp.unmerge('m2');
SELECT pg_temp.differences(:'before', pg_temp.everything());
ROLLBACK;

--
-- Merges of merges
--
BEGIN;
SELECT contacts.act_as(715023, 2);
DELETE FROM ids WHERE name LIKE 'm_';
SELECT pg_temp.everything() AS before \gset
SELECT pg_temp.merge('m1', 'A', '{B}');
SELECT pg_temp.everything() AS after_m1 \gset
SELECT pg_temp.merge('m2', 'D', '{E}');
SELECT pg_temp.merge('m3', 'D', '{A}');
SELECT pg_temp.merge('m4', 'D', '{C}');
-- the earlier one builds on nothing, but those later build on it
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.unmerge('m2');
SELECT pg_temp.named(h.survivor_id::text), pg_temp.named(h.duplicates::text), h.user_id, h.undone_at IS NULL, h.moved, h.set_aside
	FROM contacts.merge_history(pg_temp.id('B')) h;
SELECT count(*) FROM contacts.merge_history(pg_temp.id('missing'));
SELECT pg_temp.unmerge('m4');
SELECT pg_temp.unmerge('m3');
-- now their order is free
SELECT pg_temp.unmerge('m2');
SELECT pg_temp.differences(:'after_m1', pg_temp.everything());
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.differences(:'before', pg_temp.everything());
SELECT pg_temp.named(h.survivor_id::text), pg_temp.named(h.duplicates::text), h.undone_at IS NULL FROM contacts.merge_history(pg_temp.id('B')) h;
ROLLBACK;

-- two who were declared to be different people are merged away, one each
BEGIN;
SELECT contacts.act_as(715023, 2);
DELETE FROM ids WHERE name LIKE 'm_';
SELECT contacts.dismiss_duplicate(pg_temp.id('B'), pg_temp.id('E'));
SELECT pg_temp.everything() AS before \gset
SELECT pg_temp.merge('m1', 'A', '{B}');
SELECT pg_temp.merge('m2', 'D', '{E}');
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.unmerge('m2');
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.differences(:'before', pg_temp.everything());
ROLLBACK;

--
-- Something has changed since
--
BEGIN;
SELECT contacts.act_as(715023, 2);
DELETE FROM ids WHERE name LIKE 'm_';
SELECT pg_temp.merge('m1', 'A', '{B,C}');
SELECT pg_temp.everything() AS merged \gset
SAVEPOINT s;
-- fields of the survivor; what the merge did not touch stands anyway
UPDATE contacts.contacts SET email = 'later@x.example', city = 'Later', tags = '{z}' WHERE id = pg_temp.id('A');
INSERT INTO contacts.contact_notes (contact_id, body) VALUES (pg_temp.id('A'), 'since');
SELECT pg_temp.unmerge('m1');
SELECT name, phone, email, city, tags, custom FROM contacts.contacts WHERE name IN ('A', 'B', 'C') ORDER BY name;
SELECT c.name, n.body FROM contacts.contact_notes n JOIN contacts.contacts c ON c.id = n.contact_id WHERE c.name IN ('A', 'B', 'C') ORDER BY 1, 2;
SELECT c.name, p.email, p.is_primary, p.label FROM contacts.contact_emails p JOIN contacts.contacts c ON c.id = p.contact_id ORDER BY 1, 2;
ROLLBACK TO s;
-- rows of the log are gone: a number that was B's, and a note
DELETE FROM contacts.contact_phones WHERE contact_id = pg_temp.id('A') AND phone IN ('+919000000209', '+919000000202');
DELETE FROM contacts.contact_notes WHERE body = 'note of B';
SELECT pg_temp.unmerge('m1');
SELECT c.name, p.phone, p.is_primary, p.label FROM contacts.contact_phones p JOIN contacts.contacts c ON c.id = p.contact_id WHERE c.name IN ('A', 'B') ORDER BY 1, 2;
ROLLBACK TO s;
-- a number of the duplicate's is the survivor's primary one
UPDATE contacts.contacts SET phone = '+919000000202' WHERE id = pg_temp.id('A');
SELECT pg_temp.unmerge('m1');
SELECT 'nothing changed' FROM contacts.contacts WHERE id = pg_temp.id('A') AND phone = '+919000000202';
ROLLBACK TO s;
-- a number that was set aside or moved belongs to somebody else now
DELETE FROM contacts.contact_phones WHERE contact_id = pg_temp.id('A') AND phone = '+919000000202';
INSERT INTO contacts.contacts (name, phone) VALUES ('Thief', '+919000000202');
SELECT pg_temp.unmerge('m1');
ROLLBACK TO s;
-- the survivor is gone, and the log with it
DELETE FROM contacts.contacts WHERE id = pg_temp.id('A');
SELECT pg_temp.unmerge('m1');
ROLLBACK TO s;
-- what the log held of B has been blanked: C comes back, and B's rows stay
RESET ROLE;
UPDATE contacts.merge_rows SET row_values = NULL WHERE account_id = 715023 AND duplicate = pg_temp.id('B');
SET LOCAL ROLE regress_contacts_undo;
SELECT pg_temp.unmerge('m1');
SELECT name FROM contacts.contacts WHERE name IN ('A', 'B', 'C') ORDER BY name;
SELECT pg_temp.named(contacts.resolve(pg_temp.id('B'))::text);
ROLLBACK TO s;
RESET ROLE;
UPDATE contacts.merge_rows SET row_values = NULL WHERE account_id = 715023 AND merge_id = pg_temp.id('m1');
SET LOCAL ROLE regress_contacts_undo;
SELECT pg_temp.unmerge('m1');
ROLLBACK;

--
-- Rows that two merges have to do with
--
RESET ROLE;
CREATE TABLE public.regress_links (account_id bigint, a uuid, b uuid, PRIMARY KEY (a, b),
	FOREIGN KEY (account_id, a) REFERENCES contacts.contacts (account_id, id), FOREIGN KEY (account_id, b) REFERENCES contacts.contacts (account_id, id));
CREATE TABLE public.regress_lists (account_id bigint, a uuid, b uuid,
	FOREIGN KEY (account_id, a) REFERENCES contacts.contacts (account_id, id), FOREIGN KEY (account_id, b) REFERENCES contacts.contacts (account_id, id));
INSERT INTO regress_links VALUES (715023, pg_temp.id('B'), pg_temp.id('C'));
INSERT INTO regress_lists SELECT l.* FROM regress_links l, generate_series(1, 2);
SELECT pg_temp.named(l::text) FROM regress_links l UNION ALL SELECT pg_temp.named(l::text) FROM regress_lists l;
SET ROLE regress_contacts_undo;
BEGIN;
SELECT contacts.act_as(715023, 2);
DELETE FROM ids WHERE name LIKE 'm_';
SELECT pg_temp.merge('m1', 'A', '{B}');
SELECT pg_temp.merge('m2', 'D', '{C}');
SAVEPOINT s;
-- the first cannot tell its rows by what the second has made of them
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.unmerge('m2');
SELECT pg_temp.unmerge('m1');
RESET ROLE;
SELECT pg_temp.named(l::text) FROM regress_links l UNION ALL SELECT pg_temp.named(l::text) FROM regress_lists l;
ROLLBACK TO s;
-- what somebody has sent elsewhere since stays there
RESET ROLE;
UPDATE regress_links SET a = pg_temp.id('E');
UPDATE regress_lists SET b = pg_temp.id('E') WHERE ctid = (SELECT min(ctid) FROM regress_lists);
SET LOCAL ROLE regress_contacts_undo;
SELECT pg_temp.unmerge('m2');
SELECT pg_temp.unmerge('m1');
RESET ROLE;
SELECT pg_temp.named(l::text) FROM regress_links l UNION ALL SELECT * FROM (SELECT pg_temp.named(l::text) FROM regress_lists l ORDER BY 1) l;
ROLLBACK;
RESET ROLE;
DROP TABLE regress_links, regress_lists;
SET ROLE regress_contacts_undo;

--
-- Who may undo what
--
BEGIN;
SELECT contacts.act_as(715023, 2);
DELETE FROM ids WHERE name LIKE 'm_';
SELECT pg_temp.merge('m1', 'A', '{P}', publish => true);
SELECT pg_temp.merge('m2', 'D', '{T}', publish => true);
SELECT pg_temp.merge('m3', 'B', '{C}');
INSERT INTO contacts.contacts (name, visibility) VALUES ('R1', 'only_me'), ('R2', 'only_me');
INSERT INTO ids SELECT name, id FROM contacts.contacts WHERE name LIKE 'R_';
SELECT pg_temp.merge('m4', 'R1', '{R2}');
SAVEPOINT s;
-- an agent may not merge
SELECT contacts.act_as(715023, 4);
SELECT pg_temp.unmerge('m3');
-- the private contact of somebody else would not be seen, nor the team's by one who is in none
SELECT contacts.act_as(715023, 3);
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.unmerge('m2');
SELECT pg_temp.unmerge('m3');
-- a private contact of somebody else does not exist, nor what was merged into it
SELECT pg_temp.unmerge('m4');
SELECT count(*) FROM contacts.merge_history(pg_temp.id('R1'));
SELECT count(*) FROM contacts.merge_history(pg_temp.id('R2'));
-- nor by the account's owner
SELECT contacts.act_as(715023, 1);
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.unmerge('m2');
-- another account, and one that never was
SELECT contacts.act_as(715024, 1);
SELECT pg_temp.unmerge('m1');
SELECT pg_temp.unmerge('missing');
SELECT count(*) FROM contacts.merge_history(pg_temp.id('A'));
SELECT contacts.act_as(715023, 2);
SELECT contacts.unmerge(NULL) IS NULL;
ROLLBACK TO s;
SELECT pg_temp.unmerge('m1');
ROLLBACK TO s;
-- private contacts are not for everybody any more
RESET ROLE;
SELECT contacts.act_as(715023, 1);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('contact_manager', 'contacts.private', false);
SET LOCAL ROLE regress_contacts_undo;
SELECT contacts.act_as(715023, 2);
SELECT pg_temp.unmerge('m1');
ROLLBACK TO s;
-- a member of the team who may not delete takes it from nobody who sees it now
RESET ROLE;
SELECT contacts.act_as(715023, 1);
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 3);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('contact_manager', 'contacts.delete', false);
SET LOCAL ROLE regress_contacts_undo;
SELECT contacts.act_as(715023, 3);
SELECT pg_temp.unmerge('m2');
ROLLBACK TO s;
-- without contacts.write one undoes what is one's own
RESET ROLE;
SELECT contacts.act_as(715023, 1);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('contact_manager', 'contacts.write', false);
SET LOCAL ROLE regress_contacts_undo;
SELECT contacts.act_as(715023, 3);
SELECT pg_temp.unmerge('m3');
SELECT contacts.act_as(715023, 2);
SELECT pg_temp.unmerge('m1') LIKE '{%';
ROLLBACK TO s;
-- the quota
RESET ROLE;
UPDATE contacts.plans SET private_contacts_per_user = 2 WHERE name = (SELECT plan FROM contacts.accounts WHERE account_id = 715023);
SET LOCAL ROLE regress_contacts_undo;
SELECT contacts.act_as(715023, 2);
INSERT INTO contacts.contacts (name, visibility) VALUES ('Another', 'only_me');
SELECT pg_temp.unmerge('m1');
ROLLBACK TO s;
-- the department is gone
RESET ROLE;
SELECT contacts.act_as(715023, 1);
DELETE FROM contacts.department_members WHERE account_id = 715023;
DELETE FROM contacts.departments WHERE account_id = 715023;
SET LOCAL ROLE regress_contacts_undo;
SELECT pg_temp.unmerge('m2');
ROLLBACK;
-- without identity
BEGIN;
SELECT pg_temp.unmerge('missing');
SELECT count(*) FROM contacts.merge_history(pg_temp.id('A'));
ROLLBACK;

RESET ROLE;
BEGIN;
SELECT contacts.act_as(715023, 2);
DELETE FROM contacts.contacts WHERE account_id = 715023;
COMMIT;
DROP OWNED BY regress_contacts_undo;
DROP ROLE regress_contacts_undo;
