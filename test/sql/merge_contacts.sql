-- Promise: The survivor keeps what it has; empty fields are filled from the duplicates in the order given.
-- Promise: Overrides decide field by field.
-- Promise: A primary is demoted, never dropped; numbers, addresses, tags and custom values are united.
-- Promise: A dry run tells what would come, and leaves no trace.
-- Promise: The rows of every foreign key that points at a duplicate are moved, or the merge is refused.
-- Promise: The twin row in the way of a unique key is set aside, complete, and no application reads it.
-- Promise: Merging needs contacts.merge; a hidden, a missing and a foreign contact get one error.
-- Promise: Merging into a contact that more people see is refused unless the call says publish.
-- Promise: Merging into one that fewer people see, or another team, is refused.
-- Promise: The old id goes on answering those who see the contact, in one hop, through later merges as well.
\encoding UTF8
\set VERBOSITY terse
SET client_min_messages = warning;

CREATE ROLE regress_contacts_merge;
CREATE ROLE regress_contacts_crm;
SELECT contacts.grant_application('regress_contacts_merge');
SELECT contacts.create_account('Merge', 'Ada', 'ada@merge.example', '098765 10001', account_id => 715003);
SELECT contacts.create_account('Merge, other', 'Bob', 'bob@merge.example', '098765 10002', account_id => 715004);
BEGIN;
SELECT contacts.act_as(715003, 1);
INSERT INTO contacts.users (name, role) VALUES ('Cem', 'contact_manager');
INSERT INTO contacts.users (name, role) VALUES ('Dee', 'contact_manager');
INSERT INTO contacts.users (name, role) VALUES ('Gus', 'agent');
INSERT INTO contacts.departments (name) VALUES ('Sales');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2);
INSERT INTO contacts.custom_fields (key, type) VALUES ('colour', 'text'), ('size', 'number'), ('since', 'date');
COMMIT;

-- Contacts are called by their names below; ids are never shown.
CREATE TEMP TABLE ids (name text PRIMARY KEY, id uuid);
GRANT SELECT, INSERT ON ids TO PUBLIC;
INSERT INTO ids VALUES ('missing', '00000000-0000-7000-8000-000000000000');
CREATE FUNCTION pg_temp.note_ids() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
	INSERT INTO pg_temp.ids SELECT c.name, c.id FROM contacts.contacts c WHERE c.account_id IN (715003, 715004)
	ON CONFLICT (name) DO UPDATE SET id = excluded.id
$$;
CREATE FUNCTION pg_temp.id(wanted text) RETURNS uuid LANGUAGE sql AS $$
	SELECT i.id FROM pg_temp.ids i WHERE i.name = wanted
$$;
CREATE FUNCTION pg_temp.ids(VARIADIC wanted text[]) RETURNS uuid[] LANGUAGE sql AS $$
	SELECT array_agg(pg_temp.id(w.name) ORDER BY w.n) FROM unnest(wanted) WITH ORDINALITY AS w(name, n)
$$;
-- With names for ids, and without the id of the merge.
CREATE FUNCTION pg_temp.named(shown text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE i record;
BEGIN
	FOR i IN SELECT name, id::text FROM pg_temp.ids LOOP
		shown := replace(shown, i.id, i.name);
	END LOOP;
	RETURN shown;
END $$;
CREATE FUNCTION pg_temp.merge(survivor text, duplicates text[], overrides jsonb DEFAULT '{}',
	dry_run boolean DEFAULT false, publish boolean DEFAULT false)
RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.named((contacts.merge(pg_temp.id($1), pg_temp.ids(VARIADIC $2), $3, $4, $5) - 'merge_id')::text)
$$;
-- What a statement comes to: its SQLSTATE, the constraint, the words.
CREATE FUNCTION pg_temp.outcome(statement text, OUT state text, OUT name text, OUT message text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	state := 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, name = CONSTRAINT_NAME, message = MESSAGE_TEXT;
	message := pg_temp.named(message);
END $$;
CREATE FUNCTION pg_temp.outcome_in_full(statement text, OUT state text, OUT message text, OUT detail text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	state := 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
END $$;
CREATE FUNCTION pg_temp.phones(wanted text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', p.phone, p.label, 'x' || p.extension, CASE WHEN p.is_primary THEN 'primary' END), ', ' ORDER BY p.phone)
	FROM contacts.contact_phones p WHERE p.contact_id = pg_temp.id(wanted)
$$;
CREATE FUNCTION pg_temp.emails(wanted text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', e.email, e.label, CASE WHEN e.is_primary THEN 'primary' END), ', ' ORDER BY e.email)
	FROM contacts.contact_emails e WHERE e.contact_id = pg_temp.id(wanted)
$$;

--
-- The survivor
--
BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
INSERT INTO contacts.contacts (name, phone, email, company, job_title, city, tags, custom) VALUES
	('Anna', '+919000000001', 'anna@one.example', 'One Ltd', NULL, NULL, '{a,b}', '{"colour": "red"}'),
	('Anna B', '+919000000002', 'anna@two.example', 'Two Ltd', 'Buyer', NULL, '{b,c}', '{"colour": "blue", "size": 2}'),
	('Anna C', '+919000000003', 'anna@three.example', 'Three Ltd', 'Seller', 'Pune', '{d}', '{"size": 3, "since": "2024-02-29"}'),
	('Empty', NULL, NULL, NULL, NULL, NULL, '{}', '{}'),
	('Other', '+919000000009', NULL, NULL, NULL, NULL, '{}', '{}');
SELECT pg_temp.note_ids();
INSERT INTO contacts.contact_phones (contact_id, phone, label, extension) VALUES
	(pg_temp.id('Anna B'), '+919000000004', 'work', '77');
UPDATE contacts.contact_phones SET label = 'home' WHERE contact_id = pg_temp.id('Anna B') AND is_primary;
INSERT INTO contacts.contact_emails (contact_id, email, label) VALUES
	(pg_temp.id('Anna B'), 'anna@one.example', 'shared'), (pg_temp.id('Anna C'), 'sales@three.example', 'work');
INSERT INTO contacts.contact_notes (contact_id, body) VALUES
	(pg_temp.id('Anna B'), 'note of B'), (pg_temp.id('Anna C'), 'note of C'), (pg_temp.id('Anna'), 'note of Anna');
COMMIT;

-- Everything that a merge may touch, as one value.
CREATE FUNCTION pg_temp.everything() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
	t text;
	part text;
	whole text := '';
BEGIN
	FOR t IN SELECT c.oid::regclass::text FROM pg_class c
		WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
		  AND (c.relnamespace = to_regnamespace('regress_crm') OR c.relnamespace = 'contacts'::regnamespace)
		ORDER BY 1
	LOOP
		EXECUTE format('SELECT coalesce(string_agg(r::text, chr(10) ORDER BY r::text), '''') FROM %s r', t) INTO part;
		whole := whole || t || chr(10) || part || chr(10);
	END LOOP;
	RETURN md5(whole);
END $$;

BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SELECT pg_temp.everything() AS before \gset
-- A dry run tells what would come, and leaves no trace of it ...
SELECT pg_temp.merge('Anna', '{Anna B,Anna C}', dry_run => true) AS dry \gset
SELECT :'dry' AS dry;
SELECT pg_temp.everything() = :'before' AS nothing_changed;
-- ... nor does one that fails.
SAVEPOINT s;
\set VERBOSITY sqlstate
SELECT pg_temp.merge('Anna', '{Anna B}', '{"phone": "+919000000009"}', dry_run => true);
\set VERBOSITY terse
ROLLBACK TO s;
SELECT pg_temp.everything() = :'before' AS nothing_changed;
-- The order given is the order of filling.
SELECT pg_temp.merge('Empty', '{Anna C,Anna B}', dry_run => true)::jsonb -> 'filled' AS c_first;
SELECT pg_temp.merge('Empty', '{Anna B,Anna C}', dry_run => true)::jsonb -> 'filled' AS b_first;
-- What is merged is what was foreseen.
SELECT pg_temp.merge('Anna', '{Anna B,Anna C}') = :'dry' AS as_foreseen;
-- The survivor keeps what it has and takes what it lacks; tags and custom
-- values are united, its own before the others'.
SELECT name, phone, email, company, job_title, city, tags, custom FROM contacts.contacts
WHERE id = pg_temp.id('Anna');
-- Primary numbers and addresses of the duplicates are further ones now; an
-- address that both had stands once.
SELECT pg_temp.phones('Anna') AS phones, pg_temp.emails('Anna') AS emails;
SELECT n.body, n.author_id FROM contacts.contact_notes n WHERE n.contact_id = pg_temp.id('Anna') ORDER BY n.body;
SELECT count(*) AS duplicates FROM contacts.contacts WHERE name LIKE 'Anna _';
SELECT count(*) FROM contacts.contact_phones WHERE contact_id = ANY (pg_temp.ids('Anna B', 'Anna C'));
-- The log has all of it, to put it back; whoever sees the survivor sees that it
-- was merged, not the rows that are kept.
SELECT m.user_id, m.undone_at FROM contacts.merges m;
SELECT o.* FROM unnest('{columns,keys,row_values}'::text[]) AS c(name),
	pg_temp.outcome(format('SELECT m.%I FROM contacts.merge_rows m', c.name)) AS o ORDER BY c.name;
RESET ROLE;
SELECT m.survivor_id = pg_temp.id('Anna') AS survivor, m.duplicates = pg_temp.ids('Anna B', 'Anna C') AS duplicates,
	m.user_id, m.undone_at
FROM contacts.merges m WHERE m.account_id = 715003;
SELECT r.action, pg_temp.named(r.duplicate::text) AS duplicate, r.row_values #> '{0,tags}' AS tags, r.row_values #>> '{0,email}' AS email
FROM contacts.merge_rows r WHERE r.account_id = 715003 AND r.table_name = 'contacts' ORDER BY r.position;
SELECT r.table_name, pg_temp.named(r.duplicate::text) AS duplicate, r.row_count, r.row_values #> '{0,email}' AS email,
	r.row_values #> '{0,label}' AS label, r.row_values #> '{0,is_primary}' AS "primary"
FROM contacts.merge_rows r WHERE r.account_id = 715003 AND r.action = 'set_aside' AND r.table_name <> 'contacts' ORDER BY 1, 2;
ROLLBACK;

-- That two are different people, of whom the merger sees one, is moved and not told.
BEGIN;
SELECT contacts.act_as(715003, 3);
INSERT INTO contacts.contacts (account_id, owner_id, name, visibility) VALUES (715003, 3, 'Of Dee alone', 'only_me');
INSERT INTO contacts.duplicate_dismissals (account_id, contact_a, contact_b, audience_a, audience_b, user_id)
SELECT a.account_id, a.id, b.id, a.audience, b.audience, 3
FROM contacts.contacts a JOIN contacts.contacts b ON b.account_id = a.account_id AND b.id > a.id
WHERE a.account_id = 715003 AND least(a.name, b.name) = 'Anna B' AND greatest(a.name, b.name) = 'Of Dee alone';
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SELECT pg_temp.merge('Anna', '{Anna B}')::jsonb -> 'set_aside' AS set_aside;
RESET ROLE;
SELECT count(*) FROM contacts.duplicate_dismissals d
WHERE d.account_id = 715003 AND pg_temp.id('Anna') IN (d.contact_a, d.contact_b);
ROLLBACK;

-- A duplicate that the merge cannot delete refuses it: here a policy of the administrator keeps it.
BEGIN;
CREATE POLICY regress_held ON contacts.contacts AS RESTRICTIVE FOR DELETE USING (name <> 'Anna B');
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SELECT o.* FROM pg_temp.outcome($$SELECT pg_temp.merge('Anna', '{Anna B}')$$) AS o;
ROLLBACK;

-- Overrides decide field by field.
BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SAVEPOINT s;
SELECT jsonb_object_keys(pg_temp.merge('Anna', '{Anna B}',
	'{"name": "  Anna Banana ", "phone": "090000 00002", "email": "New@One.example", "job_title": null, "city": "Delhi", "tags": ["z"], "custom": {"size": 9}}')::jsonb -> 'filled') AS filled ORDER BY 1;
SELECT name, phone, email, company, job_title, city, tags, custom FROM contacts.contacts WHERE id = pg_temp.id('Anna');
-- the number that gave way stays, that which came keeps its label
SELECT pg_temp.phones('Anna') AS phones, pg_temp.emails('Anna') AS emails;
ROLLBACK TO s;
-- a number is read as it is typed, and told as it is kept
SELECT pg_temp.merge('Anna', '{Anna B}', '{"phone": "098765 00077"}')::jsonb #> '{filled,phone}' AS phone;
ROLLBACK TO s;
-- no number at all: demoted, not dropped
SELECT pg_temp.merge('Anna', '{Anna B}', '{"phone": null, "email": null}')::jsonb -> 'filled' AS filled;
SELECT phone, email FROM contacts.contacts WHERE id = pg_temp.id('Anna');
SELECT pg_temp.phones('Anna') AS phones, pg_temp.emails('Anna') AS emails;
ROLLBACK TO s;
-- what the survivor cannot be
SELECT i.n, o.*
FROM (VALUES (1, '{"phone": "+919000000009"}'), (2, '{"phone": "nobody"}'), (3, '{"email": "nobody"}'),
	(4, '{"name": null, "phone": null, "email": null, "company": null}'), (5, '{"owner_id": 1}'),
	(6, '{"visibility": "only_me"}'), (7, '[]'), (8, '{"": 1}'), (9, '{"nam": 1}'),
	(10, jsonb_build_object('name', repeat('x', 301))::text), (11, '{"source": "x"}'), (12, '{"phone": 919000000002}')) AS i(n, overrides),
	pg_temp.outcome(format('SELECT pg_temp.merge(''Anna'', ''{Anna B}'', %L)', i.overrides)) AS o
ORDER BY i.n;
-- each kind of value that a column would not take
SELECT i.n, o.state, o.message, o.detail
FROM (VALUES (1, '{"custom": {"shoe": 1}}'), (2, '{"custom": {"size": "nine"}}'), (3, '{"tags": "z"}'), (4, '{"tags": [1]}'), (5, '{"tags": [null]}'),
	(6, jsonb_build_object('tags', jsonb_build_array(repeat('x', 101)))::text), (7, '{"custom": []}'), (8, '{"name": 1}'), (9, '{"name": {"first": "x"}}'),
	(10, '{"email": ["a@b.example"]}'), (11, '{"phone": true}'), (12, '{"tags": {"a": "b"}}'), (13, '{"city": false}')) AS i(n, overrides),
	pg_temp.outcome_in_full(format('SELECT pg_temp.merge(''Anna'', ''{Anna B}'', %L)', i.overrides)) AS o
ORDER BY i.n;
-- null empties a field; what is blank is no value; filled tells what is stored
SELECT pg_temp.merge('Anna', '{Anna B}', '{"custom": null, "tags": null, "company": "  ", "city": "  New\u00a0 Delhi ", "email": " A@B.EXAMPLE "}')::jsonb -> 'filled' AS filled;
SELECT custom, tags, company, city, email FROM contacts.contacts WHERE id = pg_temp.id('Anna');
ROLLBACK TO s;
-- what is no merge
SELECT i.n, o.*
FROM (VALUES (1, $$SELECT pg_temp.merge('Anna', '{Anna}')$$), (2, $$SELECT pg_temp.merge('Anna', '{Anna B,Anna}')$$),
	(3, $$SELECT contacts.merge(pg_temp.id('Anna'), '{}')$$),
	(4, $$SELECT contacts.merge(pg_temp.id('Anna'), ARRAY[pg_temp.id('Anna B'), NULL])$$)) AS i(n, statement),
	pg_temp.outcome(i.statement) AS o
ORDER BY i.n;
SELECT contacts.merge(NULL, pg_temp.ids('Anna B')) IS NULL AS nothing;
-- the same duplicate twice is one
SELECT pg_temp.merge('Anna', '{Anna B,Anna B}')::jsonb -> 'merged' AS merged;
ROLLBACK;

--
-- Tables of other people, found in the catalog.  They belong to another role,
-- and so do the triggers on them.
--
GRANT USAGE ON SCHEMA contacts TO regress_contacts_crm;
GRANT REFERENCES ON contacts.contacts TO regress_contacts_crm;
GRANT EXECUTE ON FUNCTION contacts.actor_account(), contacts.uuid_v7(), contacts.phone_in(cstring), contacts.phone_out(contacts.phone),
	contacts.phone_eq(contacts.phone, contacts.phone) TO regress_contacts_crm;
GRANT USAGE ON TYPE contacts.phone TO regress_contacts_crm;
CREATE SCHEMA regress_crm AUTHORIZATION regress_contacts_crm;
SET ROLE regress_contacts_crm;
CREATE TABLE regress_crm.calls (
	account_id bigint, n integer, "Contact" uuid,
	PRIMARY KEY (account_id, n),
	CONSTRAINT calls_contact FOREIGN KEY (account_id, "Contact") REFERENCES contacts.contacts (account_id, id));
CREATE TABLE regress_crm.tickets (
	account_id bigint, n integer PRIMARY KEY, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
ALTER TABLE regress_crm.tickets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY nobody ON regress_crm.tickets USING (false);
CREATE TABLE regress_crm.events (
	account_id bigint, kind text, n integer, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id)) PARTITION BY LIST (kind);
CREATE TABLE regress_crm.events_a PARTITION OF regress_crm.events FOR VALUES IN ('a');
CREATE TABLE regress_crm.events_b PARTITION OF regress_crm.events FOR VALUES IN ('b');
CREATE TABLE regress_crm.tasks (
	account_id bigint, n integer, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE regress_crm.shares (
	account_id bigint, n integer, contact_id uuid, seen_by integer,
	FOREIGN KEY (account_id, contact_id, seen_by) REFERENCES contacts.contacts (account_id, id, audience));
CREATE TABLE regress_crm.subscriptions (
	account_id bigint, contact_id uuid, topic text, since date,
	UNIQUE (account_id, contact_id, topic),
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE SET NULL);
-- What a trigger of theirs sees: the table's owner, and nobody acting.
CREATE TABLE regress_crm.seen (role name, actor bigint);
CREATE FUNCTION regress_crm.look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO seen VALUES (current_user, contacts.actor_account());
	RETURN NEW;
END $$;
CREATE TRIGGER look BEFORE UPDATE ON regress_crm.calls FOR EACH ROW EXECUTE FUNCTION regress_crm.look();
RESET ROLE;
INSERT INTO regress_crm.calls VALUES (715003, 1, pg_temp.id('Anna')), (715003, 2, pg_temp.id('Anna B')),
	(715003, 3, pg_temp.id('Anna B')), (715003, 4, pg_temp.id('Anna C')), (715003, 5, pg_temp.id('Other')), (715003, 6, NULL);
INSERT INTO regress_crm.tickets VALUES (715003, 1, pg_temp.id('Anna B')), (715003, 2, pg_temp.id('Other'));
INSERT INTO regress_crm.events VALUES (715003, 'a', 1, pg_temp.id('Anna B')), (715003, 'b', 2, pg_temp.id('Anna B')),
	(715003, 'b', 3, pg_temp.id('Other'));
INSERT INTO regress_crm.tasks VALUES (715003, 1, pg_temp.id('Anna C'));
INSERT INTO regress_crm.shares VALUES (715003, 1, pg_temp.id('Anna B'), 0);
-- 'news' of B and C are twins of Anna's; B's rows without a topic are not.
INSERT INTO regress_crm.subscriptions VALUES
	(715003, pg_temp.id('Anna'), 'news', '2024-01-01'), (715003, pg_temp.id('Anna'), NULL, '2024-01-02'),
	(715003, pg_temp.id('Anna B'), 'news', '2024-01-03'), (715003, pg_temp.id('Anna B'), NULL, '2024-01-04'),
	(715003, pg_temp.id('Anna B'), 'offers', '2024-01-05'), (715003, pg_temp.id('Anna C'), 'offers', '2024-01-06');
CREATE VIEW pg_temp.pointing AS
	SELECT t.from, t.n, i.name FROM (
		SELECT 'calls' AS "from", c.n::text, c."Contact" AS contact_id FROM regress_crm.calls c
		UNION ALL SELECT 'tickets', c.n::text, c.contact_id FROM regress_crm.tickets c
		UNION ALL SELECT 'events', c.kind || c.n, c.contact_id FROM regress_crm.events c
		UNION ALL SELECT 'tasks', c.n::text, c.contact_id FROM regress_crm.tasks c
		UNION ALL SELECT 'shares', c.n || '/' || c.seen_by, c.contact_id FROM regress_crm.shares c
		UNION ALL SELECT 'subscriptions', coalesce(c.topic, '-') || ' ' || to_char(c.since, 'DD'), c.contact_id FROM regress_crm.subscriptions c) t
	LEFT JOIN pg_temp.ids i ON i.id = t.contact_id;

BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SELECT pg_temp.everything() AS before \gset
SELECT pg_temp.merge('Anna', '{Anna B,Anna C}', dry_run => true) AS dry \gset
SELECT pg_temp.everything() = :'before' AS nothing_changed;
SELECT pg_temp.merge('Anna', '{Anna B,Anna C}') = :'dry' AS as_foreseen;
SELECT key AS moved, value FROM jsonb_each(:'dry'::jsonb -> 'moved') ORDER BY 1;
SELECT key AS set_aside, value FROM jsonb_each(:'dry'::jsonb -> 'set_aside') ORDER BY 1;
-- the application has no right to these tables, and needs none
SELECT (pg_temp.outcome('SELECT 1 FROM regress_crm.calls')).state;
RESET ROLE;
SELECT p.from, p.n, p.name FROM pg_temp.pointing p ORDER BY p.from, p.n;
SELECT DISTINCT s.role, s.actor FROM regress_crm.seen s ORDER BY 1, 2;
-- the twins, as they were
SELECT e.table_name, e.constraint_name AS fkey, pg_temp.named(e.duplicate::text) AS duplicate,
	r ->> 'topic' AS topic, r ->> 'since' AS since, pg_temp.named(r ->> 'contact_id') AS contact
FROM contacts.merge_rows e, jsonb_array_elements(e.row_values) r
WHERE e.account_id = 715003 AND e.action = 'set_aside' AND e.table_name LIKE 'regress%' ORDER BY 1, 3;
-- the moved rows, by their keys
SELECT e.table_name, pg_temp.named(e.duplicate::text) AS duplicate, e.keys, e.columns - '{table,database,system}'::text[] AS columns
FROM contacts.merge_rows e
WHERE e.account_id = 715003 AND e.action = 'moved' AND e.table_name = ANY ('{regress_crm.calls,regress_crm.tickets}') ORDER BY 1, 2;
SET CONSTRAINTS ALL IMMEDIATE;
ROLLBACK;

--
-- What cannot be moved refuses the merge, and nothing has happened.  Each
-- time a table of the other role is made for it.
--
CREATE FUNCTION pg_temp.refused(setup text, OUT state text, OUT message text, OUT detail text, OUT nothing_changed boolean)
LANGUAGE plpgsql AS $$
DECLARE before text;
BEGIN
	SET LOCAL ROLE regress_contacts_crm;
	EXECUTE setup;
	SET LOCAL ROLE regress_contacts_merge;
	before := pg_temp.everything();
	BEGIN
		PERFORM pg_temp.merge('Anna', '{Anna B,Anna C}');
		state := 'merged';
		nothing_changed := pg_temp.everything() = before;
	EXCEPTION WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
		message := pg_temp.named(message);
		nothing_changed := pg_temp.everything() = before;
	END;
END $$;
\x on
BEGIN;
SELECT contacts.act_as(715003, 2);
SAVEPOINT s;
-- a trigger that keeps the old id
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.sticky (account_id bigint, contact_id uuid,
		CONSTRAINT sticky_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
	CREATE FUNCTION regress_crm.keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.contact_id := OLD.contact_id; RETURN NEW; END';
	CREATE TRIGGER keep BEFORE UPDATE ON regress_crm.sticky FOR EACH ROW EXECUTE FUNCTION regress_crm.keep();
	INSERT INTO regress_crm.sticky VALUES (715003, pg_temp.id('Anna C'))$$) AS r;
ROLLBACK TO s;
-- a trigger that swallows the update
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.deaf (account_id bigint, contact_id uuid,
		CONSTRAINT deaf_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE SET NULL);
	CREATE FUNCTION regress_crm.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
	CREATE TRIGGER swallow BEFORE UPDATE ON regress_crm.deaf FOR EACH ROW EXECUTE FUNCTION regress_crm.swallow();
	INSERT INTO regress_crm.deaf VALUES (715003, pg_temp.id('Anna B'))$$) AS r;
ROLLBACK TO s;
-- a trigger that fails: its words, which may tell of anything, are not repeated
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.loud (account_id bigint, contact_id uuid,
		CONSTRAINT loud_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
	CREATE FUNCTION regress_crm.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''a secret of somebody else''; END';
	CREATE TRIGGER tell BEFORE UPDATE ON regress_crm.loud FOR EACH ROW EXECUTE FUNCTION regress_crm.tell();
	INSERT INTO regress_crm.loud VALUES (715003, pg_temp.id('Anna B'))$$) AS r;
ROLLBACK TO s;
-- a generated column of the key
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.made (account_id bigint, raw text, contact_id uuid GENERATED ALWAYS AS (raw::uuid) STORED,
		CONSTRAINT made_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
	INSERT INTO regress_crm.made VALUES (715003, pg_temp.id('Anna B')::text)$$) AS r;
ROLLBACK TO s;
-- a key over the number, which the survivor does not have (only a superuser makes it)
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.lines (account_id bigint, audience integer, phone contacts.phone);
	RESET ROLE;
	ALTER TABLE regress_crm.lines ADD CONSTRAINT lines_fkey FOREIGN KEY (account_id, audience, phone)
		REFERENCES contacts.contacts (account_id, audience, phone) ON DELETE CASCADE;
	SET LOCAL ROLE regress_contacts_crm;
	INSERT INTO regress_crm.lines VALUES (715003, 0, '+919000000002')$$) AS r;
ROLLBACK TO s;
-- twins by something else than a plain unique key
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.leads (account_id bigint, contact_id uuid, open boolean,
		CONSTRAINT leads_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
	CREATE UNIQUE INDEX leads_open ON regress_crm.leads (account_id, contact_id) WHERE open;
	INSERT INTO regress_crm.leads VALUES (715003, pg_temp.id('Anna'), true), (715003, pg_temp.id('Anna B'), true)$$) AS r;
ROLLBACK TO s;
-- a twin with rows of its own, which would go with it
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.carts (account_id bigint, contact_id uuid, PRIMARY KEY (account_id, contact_id),
		CONSTRAINT carts_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
	CREATE TABLE regress_crm.items (account_id bigint, contact_id uuid, item text,
		FOREIGN KEY (account_id, contact_id) REFERENCES regress_crm.carts ON DELETE CASCADE);
	INSERT INTO regress_crm.carts VALUES (715003, pg_temp.id('Anna')), (715003, pg_temp.id('Anna B'));
	INSERT INTO regress_crm.items VALUES (715003, pg_temp.id('Anna B'), 'shoes')$$) AS r;
ROLLBACK TO s;
-- Such tables are in nobody's way while they hold no row of a duplicate.
SELECT r.* FROM pg_temp.refused($$
	CREATE TABLE regress_crm.made (account_id bigint, raw text, contact_id uuid GENERATED ALWAYS AS (raw::uuid) STORED,
		CONSTRAINT made_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
	CREATE TABLE regress_crm.lines (account_id bigint, audience integer, phone contacts.phone);
	RESET ROLE;
	ALTER TABLE regress_crm.lines ADD CONSTRAINT lines_fkey FOREIGN KEY (account_id, audience, phone)
		REFERENCES contacts.contacts (account_id, audience, phone);
	SET LOCAL ROLE regress_contacts_crm;
	INSERT INTO regress_crm.made VALUES (715003, pg_temp.id('Other')::text), (715003, pg_temp.id('Anna')::text);
	INSERT INTO regress_crm.lines VALUES (715003, 0, '+919000000001')$$) AS r;
ROLLBACK;
\x off
DROP SCHEMA regress_crm CASCADE;

--
-- Who may merge what
--
BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 3);
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Secret of Dee', '+919000000021', 'only_me');
SELECT contacts.act_as(715004, 1);
INSERT INTO contacts.contacts (name, phone) VALUES ('Abroad', '+919000000022');
SELECT contacts.act_as(715003, 2);
INSERT INTO contacts.contacts (name, phone, email, visibility) VALUES ('Secret of Cem', '+919000000001', 'secret@merge.example', 'only_me');
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Secret too', '+919000000023', 'only_me');
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Team', '+919000000024', 'team');
SELECT contacts.act_as(715003, 4);
INSERT INTO contacts.contacts (name, phone) VALUES ('Own of Gus', '+919000000025'), ('Own too', '+919000000026');
SELECT pg_temp.note_ids();
COMMIT;

CREATE FUNCTION pg_temp.told(survivor text, duplicate text, unknown text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
	detail text;
	hint text;
	name text;
BEGIN
	PERFORM pg_temp.merge(survivor, ARRAY[duplicate]);
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT, name = CONSTRAINT_NAME;
	RETURN concat_ws('|', state, replace(message, pg_temp.id(unknown)::text, '(id)'), detail, hint, name);
END $$;
-- Hidden, missing and another account's are one and the same, as survivor and
-- as duplicate, to the owner of the account as well.
BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SELECT u.name, pg_temp.told('Anna', u.name, u.name) AS as_duplicate, pg_temp.told(u.name, 'Anna', u.name) AS as_survivor
FROM unnest('{Secret of Dee,Abroad,missing}'::text[]) WITH ORDINALITY AS u(name, n) ORDER BY u.n;
SELECT contacts.act_as(715003, 1);
SELECT u.name, pg_temp.told('Anna', u.name, u.name) AS as_duplicate, pg_temp.told(u.name, 'Anna', u.name) AS as_survivor
FROM unnest('{Secret of Dee,Secret of Cem,missing}'::text[]) WITH ORDINALITY AS u(name, n) ORDER BY u.n;
-- a team's, to somebody outside of it
SELECT contacts.act_as(715003, 3);
SELECT pg_temp.told('Anna', 'Team', 'Team') AS team;
-- The permission: an agent has none, not for contacts of their own either.
SELECT contacts.act_as(715003, 4);
SELECT o.* FROM pg_temp.outcome($$SELECT pg_temp.merge('Own of Gus', '{Own too}')$$) AS o;
SELECT o.* FROM pg_temp.outcome($$SELECT pg_temp.merge('Anna', '{missing}')$$) AS o;
ROLLBACK;
-- With it, those alone: for others' it takes contacts.write as well.
BEGIN;
SELECT contacts.act_as(715003, 1);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('agent', 'contacts.merge', true);
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 4);
SELECT o.* FROM pg_temp.outcome($$SELECT pg_temp.merge('Own of Gus', '{Own too}')$$) AS o;
SELECT o.* FROM pg_temp.outcome($$SELECT pg_temp.merge('Anna', '{Own of Gus}')$$) AS o;
ROLLBACK;
BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT o.* FROM pg_temp.outcome($$SELECT pg_temp.merge('Anna', '{Anna B}')$$) AS o;
SELECT contacts.resolve(pg_temp.id('Anna')) IS NULL AS nobody_asks;
ROLLBACK;

-- Nothing private or a team's is published unless the call says so; nothing is
-- taken from those who see it.
BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SELECT i.n, i.survivor, i.duplicate, o.state, o.message
FROM (VALUES (1, 'Anna', 'Secret of Cem', false), (2, 'Team', 'Secret of Cem', false), (3, 'Anna', 'Team', false),
	(4, 'Secret of Cem', 'Anna', false), (5, 'Secret of Cem', 'Anna', true), (6, 'Secret of Cem', 'Team', true),
	(7, 'Team', 'Anna', true)) AS i(n, survivor, duplicate, publish),
	pg_temp.outcome(format('SELECT pg_temp.merge(%L, ARRAY[%L], publish => %L)', i.survivor, i.duplicate, i.publish)) AS o
ORDER BY i.n;
SELECT used FROM contacts.private_quota();
-- A number that the survivor's audience has already is a twin.
SELECT pg_temp.merge('Anna', '{Secret of Cem}', publish => true);
SELECT name, phone, email, visibility FROM contacts.contacts WHERE id = pg_temp.id('Anna');
SELECT pg_temp.phones('Anna') AS phones, pg_temp.emails('Anna') AS emails;
SELECT used FROM contacts.private_quota();
-- One private contact into another stays private, and counts once.
SAVEPOINT s;
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Secret three', '+919000000027', 'only_me');
SELECT pg_temp.note_ids();
SELECT pg_temp.merge('Secret three', '{Secret too}')::jsonb -> 'merged' AS merged;
SELECT used FROM contacts.private_quota();
SELECT DISTINCT p.audience FROM contacts.contact_phones p WHERE p.contact_id = pg_temp.id('Secret three');
SELECT contacts.act_as(715003, 1);
SELECT count(*) AS merges_that_the_owner_sees FROM contacts.merges;
ROLLBACK TO s;
-- A third contact of the survivor's audience has the number: a clash, and
-- nothing has happened.
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Secret four', '+919000000009', 'only_me');
SELECT pg_temp.note_ids();
SELECT o.* FROM pg_temp.outcome($$SELECT pg_temp.merge('Anna', '{Secret four}', publish => true)$$) AS o;
SELECT count(*) AS still_there FROM contacts.contacts WHERE id = pg_temp.id('Secret four');
ROLLBACK;

--
-- The old ids go on answering: one hop, through later merges as well.
--
BEGIN;
SET LOCAL ROLE regress_contacts_merge;
SELECT contacts.act_as(715003, 2);
SELECT pg_temp.named(contacts.resolve(pg_temp.id('Anna'))::text) AS itself, contacts.resolve(pg_temp.id('missing')) AS missing,
	contacts.resolve(pg_temp.id('Secret of Dee')) AS hidden, contacts.resolve(pg_temp.id('Abroad')) AS foreign_account;
SELECT pg_temp.merge('Anna B', '{Anna C}')::jsonb -> 'merged' AS merged;
SELECT pg_temp.merge('Anna', '{Anna B}')::jsonb -> 'merged' AS merged;
SELECT u.name, pg_temp.named(contacts.resolve(pg_temp.id(u.name))::text) AS resolves_to
FROM unnest('{Anna,Anna B,Anna C}'::text[]) WITH ORDINALITY AS u(name, n) ORDER BY u.n;
SELECT pg_temp.named(r.old_id::text) AS old, pg_temp.named(r.contact_id::text) AS contact FROM contacts.contact_redirects r ORDER BY 1;
-- who asks for a merge of one that was merged is told its new id
SELECT i.n, o.*
FROM (VALUES (1, $$SELECT pg_temp.merge('Other', '{Anna C}')$$), (2, $$SELECT pg_temp.merge('Anna C', '{Other}')$$)) AS i(n, statement),
	pg_temp.outcome(i.statement) AS o
ORDER BY i.n;
-- an extension that a number brings would be lost
SELECT pg_temp.outcome($$SELECT contacts.merge(pg_temp.id('Anna'), ARRAY[pg_temp.id('Other')], '{"phone": "080 4444 5555 ext 12"}')$$);
-- the redirect is seen by those who see the contact, and moves with it
DELETE FROM contacts.contacts WHERE id = pg_temp.id('Secret of Cem');
UPDATE contacts.contacts SET visibility = 'only_me' WHERE id = pg_temp.id('Anna');
SELECT pg_temp.named(contacts.resolve(pg_temp.id('Anna C'))::text) AS to_its_owner;
SELECT contacts.act_as(715003, 3);
SELECT contacts.resolve(pg_temp.id('Anna C')) AS to_others, contacts.resolve(pg_temp.id('Anna')) AS itself;
SELECT count(*) AS redirects FROM contacts.contact_redirects;
-- and to them, the old id is as one that never was
SELECT pg_temp.told('Other', 'Anna C', 'Anna C') = pg_temp.told('Other', 'missing', 'missing') AS one_and_the_same;
-- deleted, it answers no more
SELECT contacts.act_as(715003, 2);
DELETE FROM contacts.contacts WHERE id = pg_temp.id('Anna');
SELECT contacts.resolve(pg_temp.id('Anna C')) AS gone;
ROLLBACK;

BEGIN;
SELECT contacts.act_as(715003, 1);
DELETE FROM contacts.contacts WHERE account_id = 715003;
SELECT contacts.act_as(715003, 2);
DELETE FROM contacts.contacts WHERE account_id = 715003 AND owner_id = 2;
SELECT contacts.act_as(715003, 3);
DELETE FROM contacts.contacts WHERE account_id = 715003 AND owner_id = 3;
SELECT contacts.act_as(715004, 1);
DELETE FROM contacts.contacts WHERE account_id = 715004;
COMMIT;
DROP OWNED BY regress_contacts_merge, regress_contacts_crm;
DROP ROLE regress_contacts_merge, regress_contacts_crm;
