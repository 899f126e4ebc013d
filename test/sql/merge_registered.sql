-- Promise: Registered references are moved and undone: a column, a path in jsonb, a pair of type and id.
-- Promise: Only the owner of a table registers its references, and only what can be moved.
-- Promise: A registered reference moves rows of its account alone.
-- Promise: A registration is known at once, and ends at once.
\encoding UTF8
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;

CREATE ROLE regress_contacts_app;
CREATE ROLE regress_contacts_crm;
SELECT contacts.grant_application('regress_contacts_app');
GRANT USAGE ON SCHEMA contacts TO regress_contacts_crm;
GRANT EXECUTE ON FUNCTION contacts.register_reference(regclass, name, name, name, text, text[]), contacts.unregister_reference(regclass, text) TO regress_contacts_crm;
SELECT contacts.create_account('Registered', 'Ada', 'ada@registered.example', '098765 10031', account_id => 715033);
SELECT contacts.create_account('Registered, other', 'Bob', 'bob@registered.example', '098765 10032', account_id => 715034);
BEGIN;
SELECT contacts.act_as(715033, 1);
INSERT INTO contacts.contacts (name) VALUES ('S'), ('D');
COMMIT;
CREATE TEMP TABLE ids AS SELECT name, id FROM contacts.contacts WHERE account_id = 715033;
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
BEGIN
	EXECUTE statement INTO result;
	RETURN pg_temp.named(coalesce(result, 'null'));
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN regexp_replace(pg_temp.named(concat_ws(' | ', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''))), 'pg_temp_\d+', 'pg_temp');
END $$;
CREATE SCHEMA regress_crm AUTHORIZATION regress_contacts_crm;
SET ROLE regress_contacts_crm;
CREATE TABLE regress_crm.plain (account_id bigint, contact uuid, note text);
CREATE TABLE regress_crm.texts (tenant integer, contact text, note text, UNIQUE (tenant, contact)) PARTITION BY LIST (tenant);
CREATE TABLE regress_crm.texts_1 PARTITION OF regress_crm.texts FOR VALUES IN (715033);
CREATE TABLE regress_crm.texts_2 PARTITION OF regress_crm.texts FOR VALUES IN (715034);
CREATE TABLE regress_crm.letters (account_id bigint NOT NULL, n serial PRIMARY KEY, about jsonb);
CREATE TABLE regress_crm.comments (account_id bigint NOT NULL, n serial PRIMARY KEY, target_type text, target_id uuid);
CREATE TABLE regress_crm.unfit (account_id bigint, account text, n bigint, made uuid GENERATED ALWAYS AS ('00000000-0000-0000-0000-000000000000'::uuid) STORED, contact uuid, about jsonb);
CREATE TEMP TABLE temporary (account_id bigint, contact uuid);

-- What can be registered
SELECT pg_temp.outcome($$SELECT contacts.register_reference('regress_crm.plain', 'contact')$$);
SELECT pg_temp.outcome($$SELECT contacts.register_reference('regress_crm.plain', 'contact')$$);
SELECT pg_temp.outcome($$SELECT contacts.register_reference('regress_crm.texts', 'contact', 'tenant')$$);
SELECT pg_temp.outcome($$SELECT contacts.register_reference('regress_crm.letters', 'about', path => '{contact,"the id"}')$$);
SELECT pg_temp.outcome($$SELECT contacts.register_reference('regress_crm.letters', 'about', path => '{copy to}')$$);
SELECT pg_temp.outcome($$SELECT contacts.register_reference('regress_crm.comments', 'target_id', type_column => 'target_type', type_value => 'Contact')$$);
-- and what not
SELECT i.n, pg_temp.outcome('SELECT contacts.register_reference(' || i.arguments || ')') FROM (VALUES
	(1, $$'regress_crm.unfit', 'n'$$), (2, $$'regress_crm.unfit', 'made'$$), (3, $$'regress_crm.unfit', 'nowhere'$$), (4, $$'regress_crm.unfit', 'contact', 'account'$$),
	(5, $$'regress_crm.unfit', 'contact', 'nowhere'$$), (6, $$'regress_crm.unfit', 'contact', NULL$$), (7, $$'regress_crm.unfit', 'about'$$),
	(8, $$'regress_crm.unfit', 'contact', path => '{x}'$$), (9, $$'regress_crm.unfit', 'contact', type_column => 'n'$$), (10, $$'regress_crm.unfit', 'contact', type_value => 'n'$$),
	(11, $$'regress_crm.unfit', 'contact', type_column => 'nowhere', type_value => 'x'$$), (12, $$'temporary', 'contact'$$), (13, $$'regress_crm.texts_1', 'contact', 'tenant'$$),
	(14, $$'contacts.contacts', 'id'$$), (15, $$'pg_catalog.pg_class', 'oid'$$), (16, $$NULL, 'x'$$), (17, $$0::oid::regclass, 'x'$$)) AS i(n, arguments) ORDER BY i.n;
RESET ROLE;
ALTER TABLE regress_crm.unfit OWNER TO regress_contacts_app;
SET ROLE regress_contacts_crm;
SELECT pg_temp.outcome($$SELECT contacts.register_reference('regress_crm.unfit', 'contact')$$);
SELECT pg_temp.outcome($$SELECT contacts.unregister_reference('regress_crm.plain', 'nothing')$$);
SET ROLE regress_contacts_app;
SELECT pg_temp.outcome($$SELECT contacts.unregister_reference('regress_crm.plain', 'contact')$$);
SELECT pg_temp.outcome($$SELECT * FROM contacts.registered_references$$);
RESET ROLE;
SELECT * FROM contacts.registered_references ORDER BY 1, 2;

-- They are moved, in this account alone, and put back
INSERT INTO regress_crm.plain SELECT a, pg_temp.id(w), 'of ' || w || ' in ' || a FROM unnest(ARRAY[715033, 715034]) a, unnest(ARRAY['S', 'D']) w;
INSERT INTO regress_crm.texts SELECT a, pg_temp.id(w), 'of ' || w || ' in ' || a FROM unnest(ARRAY[715033, 715034]) a, unnest(ARRAY['S', 'D']) w;
INSERT INTO regress_crm.letters (account_id, about) SELECT a, jsonb_build_object('contact', jsonb_build_object('the id', pg_temp.id('D'), 'x', 1.50), 'copy to', pg_temp.id(w))
	FROM unnest(ARRAY[715033, 715034]) a, unnest(ARRAY['S', 'D']) w;
INSERT INTO regress_crm.letters (account_id, about) VALUES (715033, NULL), (715033, '[]'), (715033, '{"contact": null}');
INSERT INTO regress_crm.comments (account_id, target_type, target_id) SELECT a, t, pg_temp.id('D') FROM unnest(ARRAY[715033, 715034]) a, unnest(ARRAY['Contact', 'Deal', NULL]) t;
CREATE FUNCTION pg_temp.rows() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.named(l) FROM (SELECT 'plain ' || r::text FROM regress_crm.plain r UNION ALL SELECT 'texts ' || r::text FROM regress_crm.texts r
		UNION ALL SELECT 'letters ' || r::text FROM regress_crm.letters r UNION ALL SELECT 'comments ' || r::text FROM regress_crm.comments r) x(l) ORDER BY 1
$$;
SELECT * FROM pg_temp.rows();
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.rows() AS l;
BEGIN;
SET LOCAL ROLE regress_contacts_app;
SELECT contacts.act_as(715033, 1);
SELECT contacts.merge(pg_temp.id('S'), ARRAY[pg_temp.id('D')]) AS merge \gset
SELECT :'merge'::jsonb -> 'moved', :'merge'::jsonb -> 'set_aside';
RESET ROLE;
SELECT '-' || b.l FROM before b EXCEPT ALL SELECT '-' || r FROM pg_temp.rows() r ORDER BY 1;
SELECT '+' || r FROM pg_temp.rows() r EXCEPT ALL SELECT '+' || b.l FROM before b ORDER BY 1;
SAVEPOINT s;
SET LOCAL ROLE regress_contacts_app;
SELECT contacts.unmerge((:'merge'::jsonb ->> 'merge_id')::uuid) - 'merge_id' - 'survivor' - 'restored';
RESET ROLE;
SELECT '-' || b.l FROM before b EXCEPT ALL SELECT '-' || r FROM pg_temp.rows() r;
SELECT '+' || r FROM pg_temp.rows() r EXCEPT ALL SELECT '+' || b.l FROM before b;
ROLLBACK TO s;
-- what is registered no more stays, and is listed
SELECT contacts.unregister_reference('regress_crm.plain', 'contact');
DROP TABLE regress_crm.comments;
SET LOCAL ROLE regress_contacts_app;
SELECT pg_temp.outcome(format('SELECT contacts.unmerge(%L) -> ''kept''', :'merge'::jsonb ->> 'merge_id'));
RESET ROLE;
SELECT note, pg_temp.named(contact::text) FROM regress_crm.plain WHERE account_id = 715033 ORDER BY 1;
-- nor is it moved
SET LOCAL ROLE regress_contacts_app;
SELECT contacts.merge(pg_temp.id('S'), ARRAY[pg_temp.id('D')]) -> 'moved';
RESET ROLE;
-- a table that is gone is forgotten with the next registration
SELECT count(*) FROM contacts.registered_references g WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = g.table_name);
SELECT contacts.register_reference('regress_crm.plain', 'contact');
SELECT count(*) FROM contacts.registered_references g WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = g.table_name);
-- what is registered now is known to the next merge of the session, and what is not any more as well
SELECT contacts.unregister_reference('regress_crm.plain', 'contact');
INSERT INTO contacts.contacts (account_id, name, owner_id) VALUES (715033, 'E', 1), (715033, 'F', 1), (715033, 'G', 1);
INSERT INTO ids SELECT name, id FROM contacts.contacts WHERE account_id = 715033 AND name IN ('E', 'F', 'G');
INSERT INTO regress_crm.plain SELECT 715033, pg_temp.id(n) FROM unnest('{E,F,G}'::text[]) n;
SELECT contacts.merge(pg_temp.id('S'), ARRAY[pg_temp.id('E')]) -> 'moved' ? 'regress_crm.plain';
SELECT contacts.register_reference('regress_crm.plain', 'contact');
SELECT contacts.merge(pg_temp.id('S'), ARRAY[pg_temp.id('F')]) -> 'moved' ? 'regress_crm.plain';
SELECT contacts.unregister_reference('regress_crm.plain', 'contact');
SELECT contacts.merge(pg_temp.id('S'), ARRAY[pg_temp.id('G')]) -> 'moved' ? 'regress_crm.plain';
ROLLBACK;

DROP SCHEMA regress_crm CASCADE;
DELETE FROM contacts.registered_references;
BEGIN;
SELECT contacts.act_as(715033, 1);
DELETE FROM contacts.contacts WHERE account_id = 715033;
COMMIT;
DROP OWNED BY regress_contacts_app, regress_contacts_crm;
DROP ROLE regress_contacts_app, regress_contacts_crm;
