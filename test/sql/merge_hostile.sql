-- Promise: Checking what waits for the commit runs no code of others than the table's owner.
-- Promise: Deferred triggers of registered tables refuse a merge as those of keys do.
-- Promise: A registered column that is gone refuses merges, and says which.
-- Promise: Keys that go in circles are followed once.
-- Promise: What hangs on our own rows refuses the undoing of a merge as it refuses a merge.
-- Promise: The log knows a table by more than its name, and is the same for every caller's settings.
-- Promise: A merge that was undone is told to those who see all contacts that came back.
-- Promise: Nobody acts in triggers of others, RESET ALL or not, and no merge begins within another one.
-- Promise: A row is set aside for its twin alone, not for a row that is set aside itself.
\encoding UTF8
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;

CREATE ROLE regress_contacts_app;
CREATE ROLE regress_contacts_owner;
CREATE ROLE regress_contacts_evil;
SELECT contacts.grant_application('regress_contacts_app');
SELECT contacts.create_account('Hostile', 'Ada', 'ada@hostile.example', '098765 10051', account_id => 715053);
BEGIN;
SELECT contacts.act_as(715053, 1);
INSERT INTO contacts.users (name, role) VALUES ('Cem', 'contact_manager'), ('Dee', 'contact_manager');
SET LOCAL ROLE regress_contacts_app;
SELECT contacts.act_as(715053, 2);
INSERT INTO contacts.contacts (name, phone) VALUES ('S', '+919000000501'), ('D', '+919000000502'), ('E', NULL);
INSERT INTO contacts.contacts (name, visibility) VALUES ('P', 'only_me'), ('Q', 'only_me');
COMMIT;
CREATE TEMP TABLE ids AS SELECT name, id FROM contacts.contacts WHERE account_id = 715053;
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
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	detail text;
	context text;
BEGIN
	EXECUTE statement INTO result;
	RETURN pg_temp.named(coalesce(result, 'null'));
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, context = PG_EXCEPTION_CONTEXT;
	RETURN pg_temp.named(concat_ws(' | ', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''), CASE WHEN context LIKE '%SET CONSTRAINTS%' THEN 'our SQL' END));
END $$;
CREATE FUNCTION pg_temp.merge(duplicate text DEFAULT 'D', survivor text DEFAULT 'S') RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.outcome(format('SELECT (contacts.merge(%L, ARRAY[%L]::uuid[]) -> ''moved'')::text', pg_temp.id(survivor), pg_temp.id(duplicate)))
$$;
CREATE FUNCTION pg_temp.unmerge() RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.outcome(format('SELECT (contacts.unmerge(%L) - ''{merge_id,survivor,restored}''::text[])::text',
		(SELECT h.merge_id FROM contacts.merge_history(pg_temp.id('S')) h WHERE h.undone_at IS NULL LIMIT 1)))
$$;
CREATE TABLE public.witness (what text);
GRANT ALL ON public.witness TO PUBLIC;
CREATE SCHEMA regress_shared;
GRANT ALL ON SCHEMA regress_shared TO regress_contacts_owner, regress_contacts_evil, regress_contacts_app;
GRANT USAGE ON SCHEMA contacts TO regress_contacts_owner, regress_contacts_evil;
GRANT REFERENCES ON contacts.contacts TO regress_contacts_owner;
GRANT EXECUTE ON FUNCTION contacts.register_reference(regclass, name, name, name, text, text[]), contacts.actor_user() TO regress_contacts_evil;
\set key 'FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id)'

--
-- A constraint of somebody else that bears the name of one that is checked
--
SET ROLE regress_contacts_owner;
CREATE TABLE regress_shared.deals (account_id bigint, contact_id uuid, n int, CONSTRAINT named UNIQUE (n) DEFERRABLE INITIALLY DEFERRED, :key);
SET ROLE regress_contacts_evil;
CREATE TABLE regress_shared.trap (x int);
GRANT ALL ON regress_shared.trap TO regress_contacts_app;
CREATE FUNCTION regress_shared.spring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.witness VALUES ('runs as ' || current_user);
	RAISE WARNING 'runs as %', current_user;
	RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER named AFTER INSERT ON regress_shared.trap DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION regress_shared.spring();
RESET ROLE;
INSERT INTO regress_shared.deals VALUES (715053, pg_temp.id('D'), 1);
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
INSERT INTO regress_shared.trap VALUES (1);
SELECT pg_temp.merge();
SELECT * FROM public.witness;
ROLLBACK;
-- where nothing of theirs waits it is in nobody's way
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
ROLLBACK;
-- nor does a key of theirs to the table bring it about
RESET ROLE;
GRANT REFERENCES ON regress_shared.deals TO regress_contacts_evil;
ALTER TABLE regress_shared.deals DROP CONSTRAINT named, ADD CONSTRAINT deals_n UNIQUE (n);
SET ROLE regress_contacts_evil;
CREATE TABLE regress_shared.lines (n int CONSTRAINT named REFERENCES regress_shared.deals (n) DEFERRABLE);
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
INSERT INTO regress_shared.trap VALUES (1);
SELECT pg_temp.merge();
SELECT * FROM public.witness;
ROLLBACK;
RESET ROLE;
DROP TABLE regress_shared.lines, regress_shared.deals, regress_shared.trap;
-- what the check meets is not told
SET ROLE regress_contacts_owner;
CREATE TABLE regress_shared.deals (account_id bigint, contact_id uuid, :key);
CREATE FUNCTION regress_shared.tell() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'a secret of somebody else'; END$$;
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON regress_shared.deals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION regress_shared.tell();
RESET ROLE;
INSERT INTO regress_shared.deals VALUES (715053, pg_temp.id('D'));
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
ROLLBACK;
RESET ROLE;
DROP TABLE regress_shared.deals;

--
-- Registered tables alone
--
SET ROLE regress_contacts_evil;
CREATE TABLE regress_shared.spy (account_id bigint, c uuid);
SELECT contacts.register_reference('regress_shared.spy', 'c');
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON regress_shared.spy DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION regress_shared.spring();
RESET ROLE;
INSERT INTO regress_shared.spy VALUES (715053, pg_temp.id('D'));
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
ROLLBACK;
-- a column of theirs that is gone
SET ROLE regress_contacts_evil;
DROP TRIGGER late ON regress_shared.spy;
ALTER TABLE regress_shared.spy RENAME c TO d;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
ROLLBACK;
SET ROLE regress_contacts_evil;
ALTER TABLE regress_shared.spy RENAME d TO c;
ALTER TABLE regress_shared.spy DROP account_id;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
ROLLBACK;
SET ROLE regress_contacts_evil;
DROP TABLE regress_shared.spy;
-- paths that lead nowhere
CREATE TABLE regress_shared.spy (account_id bigint, c jsonb);
SELECT p, pg_temp.outcome(format('SELECT contacts.register_reference(''regress_shared.spy'', ''c'', path => %L)', p)) FROM unnest(ARRAY['{}', '{a,NULL}', '{{a},{b}}']) p;
DROP TABLE regress_shared.spy;
RESET ROLE;

--
-- Keys in circles
--
CREATE TABLE regress_shared.r0 (account_id bigint, contact_id uuid UNIQUE, :key);
CREATE TABLE regress_shared.c1 (a uuid UNIQUE REFERENCES regress_shared.r0 (contact_id) ON UPDATE CASCADE);
ALTER TABLE regress_shared.c1 ADD CONSTRAINT circle1 FOREIGN KEY (a) REFERENCES regress_shared.c1 (a) ON UPDATE CASCADE,
	ADD CONSTRAINT circle2 FOREIGN KEY (a) REFERENCES regress_shared.c1 (a) ON UPDATE CASCADE;
INSERT INTO regress_shared.r0 VALUES (715053, pg_temp.id('D'));
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
SELECT pg_temp.unmerge();
ROLLBACK;
RESET ROLE;
DROP TABLE regress_shared.c1, regress_shared.r0;

--
-- What hangs on our own rows while a merge is undone: tables of a superuser's
--
CREATE TABLE regress_shared.numbers (account_id bigint, contact_id uuid, phone contacts.phone,
	FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones ON UPDATE SET NULL);
CREATE TABLE regress_shared.old (account_id bigint, old_id uuid, FOREIGN KEY (account_id, old_id) REFERENCES contacts.contact_redirects ON DELETE CASCADE);
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
SAVEPOINT s;
INSERT INTO regress_shared.numbers SELECT account_id, contact_id, phone FROM contacts.contact_phones WHERE contact_id = pg_temp.id('S') AND phone = '+919000000502';
SELECT pg_temp.unmerge();
ROLLBACK TO s;
-- of the survivor's own number nothing is taken
INSERT INTO regress_shared.numbers SELECT account_id, contact_id, phone FROM contacts.contact_phones WHERE contact_id = pg_temp.id('S') AND phone = '+919000000501';
SELECT pg_temp.unmerge();
ROLLBACK TO s;
INSERT INTO regress_shared.old VALUES (715053, pg_temp.id('D'));
SELECT pg_temp.unmerge();
-- a redirect that moves keeps its key
SELECT pg_temp.merge('S', 'E');
ROLLBACK;
DROP TABLE regress_shared.numbers, regress_shared.old;

--
-- The table of the log
--
SET ROLE regress_contacts_owner;
CREATE TABLE regress_shared.subs (account_id bigint, contact_id uuid, note text, CONSTRAINT twin UNIQUE (contact_id), CONSTRAINT ref :key);
RESET ROLE;
INSERT INTO regress_shared.subs VALUES (715053, pg_temp.id('S'), 'of S'), (715053, pg_temp.id('D'), 'planted secret');
SET ROLE regress_contacts_app;
BEGIN;
SET LOCAL quote_all_identifiers = on;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
SET LOCAL quote_all_identifiers = off;
SAVEPOINT s;
SELECT pg_temp.unmerge();
ROLLBACK TO s;
-- renamed, it is the same table
RESET ROLE;
ALTER TABLE regress_shared.subs RENAME TO subs_old;
SET LOCAL ROLE regress_contacts_app;
SAVEPOINT t;
SELECT pg_temp.unmerge();
ROLLBACK TO t;
-- and another one that bears its name is not
RESET ROLE;
GRANT REFERENCES ON contacts.contacts TO regress_contacts_evil;
SET LOCAL ROLE regress_contacts_evil;
CREATE TABLE regress_shared.subs (account_id bigint, contact_id uuid, note text, CONSTRAINT ref :key);
SET LOCAL ROLE regress_contacts_app;
SELECT pg_temp.unmerge();
RESET ROLE;
SELECT count(*) FROM regress_shared.subs;
ROLLBACK;
RESET ROLE;
DROP TABLE regress_shared.subs;
-- a key and a registration of one name
CREATE TABLE regress_shared.pairs (account_id bigint, contact_id uuid, ref uuid, CONSTRAINT ref :key);
SELECT contacts.register_reference('regress_shared.pairs', 'ref');
INSERT INTO regress_shared.pairs VALUES (715053, pg_temp.id('S'), pg_temp.id('D'));
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge();
SELECT pg_temp.unmerge();
SELECT pg_temp.named(p::text) FROM regress_shared.pairs p;
ROLLBACK;
DROP TABLE regress_shared.pairs;
DELETE FROM contacts.registered_references;

--
-- Twins of twins
--
CREATE TABLE regress_shared.chain (account_id bigint, contact_id uuid, k int, l int, UNIQUE (account_id, contact_id, k), UNIQUE (account_id, contact_id, l), :key);
INSERT INTO regress_shared.chain VALUES (715053, pg_temp.id('S'), 9, 1), (715053, pg_temp.id('D'), 1, 1), (715053, pg_temp.id('E'), 1, 2);
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT contacts.merge(pg_temp.id('S'), ARRAY[pg_temp.id('D'), pg_temp.id('E')]) -> 'set_aside';
SELECT pg_temp.named(c::text) FROM regress_shared.chain c ORDER BY 1;
SELECT pg_temp.unmerge();
SELECT pg_temp.named(c::text) FROM regress_shared.chain c ORDER BY 1;
ROLLBACK;
DROP TABLE regress_shared.chain;

--
-- A merge of private contacts, undone, and one of them published later
--
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(715053, 2);
SELECT pg_temp.merge('Q', 'P');
SELECT pg_temp.outcome(format('SELECT contacts.unmerge(%L) -> ''kept''', (SELECT h.merge_id FROM contacts.merge_history(pg_temp.id('P')) h)));
UPDATE contacts.contacts SET visibility = 'everyone' WHERE id = pg_temp.id('P');
SELECT pg_temp.named(duplicates::text), undone_by FROM contacts.merges;
INSERT INTO ids SELECT 'the merge', id FROM contacts.merges;
SELECT pg_temp.outcome(format('SELECT contacts.unmerge(%L)', pg_temp.id('the merge')));
SELECT contacts.act_as(715053, 3);
SELECT name FROM contacts.contacts WHERE id IN (pg_temp.id('P'), pg_temp.id('Q'));
SELECT count(*) FROM contacts.merges;
SELECT count(*) FROM contacts.merge_history(pg_temp.id('P'));
SELECT count(*) FROM contacts.merge_history(pg_temp.id('Q'));
SELECT pg_temp.outcome(format('SELECT contacts.unmerge(%L)', pg_temp.id('the merge')));
ROLLBACK;

--
-- Nobody acts
--
RESET ROLE;
CREATE ROLE regress_contacts_mapped;
SELECT contacts.grant_reporting('regress_contacts_mapped');
GRANT EXECUTE ON FUNCTION contacts.merge(uuid, uuid[], jsonb, boolean, boolean) TO regress_contacts_mapped;
GRANT INSERT ON public.witness TO regress_contacts_mapped;
GRANT UPDATE, DELETE ON contacts.contacts TO regress_contacts_mapped;
SELECT contacts.map_role('regress_contacts_mapped', 715053, 2);
GRANT REFERENCES ON contacts.contacts TO regress_contacts_mapped;
GRANT ALL ON SCHEMA regress_shared TO regress_contacts_mapped;
SET SESSION AUTHORIZATION regress_contacts_mapped;
CREATE TABLE regress_shared.mine (account_id bigint, contact_id uuid, :key);
CREATE FUNCTION regress_shared.back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RESET ALL;
	INSERT INTO public.witness SELECT 'acting: ' || contacts.actor_user();
	PERFORM contacts.merge(c.id, ARRAY[d.id]) FROM contacts.contacts c, contacts.contacts d WHERE c.name = 'P' AND d.name = 'Q';
	RETURN NEW;
END $$;
CREATE TRIGGER back BEFORE UPDATE ON regress_shared.mine FOR EACH ROW EXECUTE FUNCTION regress_shared.back();
INSERT INTO regress_shared.mine VALUES (715053, pg_temp.id('D'));
BEGIN;
SELECT contacts.actor_user();
SELECT pg_temp.merge();
SELECT * FROM public.witness;
SELECT contacts.actor_user();
ROLLBACK;
RESET SESSION AUTHORIZATION;

SELECT contacts.unmap_role('regress_contacts_mapped');
DROP SCHEMA regress_shared CASCADE;
DROP TABLE public.witness;
BEGIN;
SELECT contacts.act_as(715053, 2);
DELETE FROM contacts.contacts WHERE account_id = 715053;
COMMIT;
DROP OWNED BY regress_contacts_app, regress_contacts_owner, regress_contacts_evil, regress_contacts_mapped;
DROP ROLE regress_contacts_app, regress_contacts_owner, regress_contacts_evil, regress_contacts_mapped;
