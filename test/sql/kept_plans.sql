-- A plan that was made while tables seemed small, or held nothing, serves what
-- comes after: the second import of a session reads as many rows for each of
-- its own as the first, whatever statistics say of the tables.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SELECT contacts.create_account('Kept plans', 'Olga', 'olga@example.com', '+919855000001', 'enterprise') AS account \gset
CREATE SCHEMA regress_kept;
-- somebody else's table that references contacts, and has an index for it
CREATE TABLE regress_kept.deals (account_id bigint, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE INDEX ON regress_kept.deals (account_id, contact_id);

-- Rows that tables and indexes of the schema have given in this transaction.
CREATE FUNCTION regress_kept.given() RETURNS bigint LANGUAGE sql AS $$
	SELECT sum(pg_stat_get_xact_tuples_returned(c.oid) + CASE WHEN c.relkind = 'r' THEN pg_stat_get_xact_tuples_fetched(c.oid) ELSE 0 END)
	FROM pg_class c WHERE c.relnamespace IN ('contacts'::regnamespace, 'regress_kept'::regnamespace) AND c.relkind IN ('r', 'i') $$;

-- What statistics may say before the first ANALYZE, of tables that were empty
-- when VACUUM came by, and of tables that were small then.
CREATE FUNCTION regress_kept.pretend(state text) RETURNS void LANGUAGE sql AS $$
	UPDATE pg_class c SET reltuples = CASE state WHEN 'never analysed' THEN -1 WHEN 'empty' THEN 0 WHEN 'hollow' THEN 0 ELSE 1 END,
		relpages = CASE state WHEN 'never analysed' THEN 0 WHEN 'empty' THEN 0 WHEN 'hollow' THEN 1000 ELSE 1 END, relallvisible = 0
	WHERE state <> 'true' AND c.relkind = 'r' AND c.relnamespace IN ('contacts'::regnamespace, 'regress_kept'::regnamespace) $$;

-- Adds n contacts with number, address and note, changes them, hides a few, and
-- deletes them; says how many rows were given for each.
CREATE FUNCTION regress_kept.work(way text, n integer, first integer) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	before bigint := regress_kept.given();
	ids uuid[];
BEGIN
	IF way = 'import' THEN
		PERFORM contacts.begin_import(visibility => 'everyone', on_duplicate => 'overwrite');
		INSERT INTO contacts.import_rows (name, phone, email, notes)
		SELECT 'K' || i, '+9198550' || i, i || '@kept.example', 'note' FROM generate_series(first, first + n - 1) i;
	ELSIF way = 'insert' THEN
		INSERT INTO contacts.contacts (name, phone, email)
		SELECT 'K' || i, ('+9198550' || i)::contacts.phone, i || '@kept.example' FROM generate_series(first, first + n - 1) i;
		INSERT INTO contacts.contact_notes (contact_id, body)
		SELECT id, 'note' FROM contacts.contacts WHERE phone BETWEEN ('+9198550' || first)::contacts.phone AND ('+9198550' || first + n - 1)::contacts.phone;
	ELSE
		FOR i IN first .. first + n - 1 LOOP
			INSERT INTO contacts.contacts (name, phone, email) VALUES ('K' || i, ('+9198550' || i)::contacts.phone, i || '@kept.example');
		END LOOP;
	END IF;
	ids := ARRAY(SELECT id FROM contacts.contacts WHERE phone BETWEEN ('+9198550' || first)::contacts.phone AND ('+9198550' || first + n - 1)::contacts.phone);
	INSERT INTO regress_kept.deals SELECT contacts.actor_account(), unnest(ids);
	UPDATE contacts.contacts SET phone = NULL, job_title = 'x' WHERE id = ANY (ids[1 : n / 10]);
	UPDATE contacts.contacts SET visibility = 'only_me' WHERE id = ANY (ids[1 : n / 10]);
	DELETE FROM regress_kept.deals WHERE contact_id = ANY (ids[1 : n / 10]);
	DELETE FROM contacts.contacts WHERE id = ANY (ids[1 : n / 10]);
	IF cardinality(ids) <> n THEN RAISE WARNING '% of %', cardinality(ids), n; END IF;
	RETURN (regress_kept.given() - before)::numeric / n;
END $$;
-- More than half as much again as the first time, for any later one.
CREATE FUNCTION regress_kept.run(account bigint, state text, way text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	first numeric;
	later numeric;
	size integer;
	start integer := 100000;
BEGIN
	DISCARD PLANS;
	PERFORM regress_kept.pretend(state);
	PERFORM contacts.act_as(account, 1);
	FOREACH size IN ARRAY ARRAY[20, 40, 400, 2000] LOOP
		later := regress_kept.work(way, size, start);
		start := start + size;
		first := coalesce(first, later);
		IF later > first * 1.5 + 1 THEN
			RETURN NEXT format('%s, %s, %s rows: %s for each, %s at first', state, way, size, round(later, 1), round(first, 1));
		END IF;
	END LOOP;
END $$;
BEGIN; SELECT regress_kept.run(:account, 'never analysed', 'import'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'never analysed', 'insert'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'never analysed', 'one by one'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'empty', 'import'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'empty', 'insert'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'hollow', 'import'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'hollow', 'insert'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'hollow', 'one by one'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'small', 'import'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'small', 'insert'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'small', 'one by one'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'true', 'import'); ROLLBACK;
-- nor is each of the small statements behind a change compiled
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Hugo', 'contact_manager');
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone, visibility) SELECT 'J' || i, ('+9198550' || i)::contacts.phone, 'only_me' FROM generate_series(100001, 100400) i;
SELECT contacts.act_as(:account, 1) AS acting \gset
DISCARD PLANS;
SET LOCAL jit = on;
SET LOCAL jit_above_cost = 0;
SET LOCAL work_mem = '64kB';
SET LOCAL statement_timeout = '5s';
SELECT contacts.remove_user(2, 'publish') AS removed \gset
UPDATE contacts.contacts SET visibility = 'only_me', owner_id = 1 WHERE name LIKE 'J%';
SELECT count(*), min(audience), max(audience) FROM contacts.contacts WHERE name LIKE 'J%';
ROLLBACK;
DROP SCHEMA regress_kept CASCADE;
