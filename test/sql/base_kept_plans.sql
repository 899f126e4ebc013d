-- Promise: A plan kept since the tables were empty or small reads no more for each row later on.
-- Promise: Joins under row security read each table once, or look it up by the key of the join.
-- Promise: An import that completes one contact looks it up in the account.
-- Promise: remove_user() looks up each private contact whose number others have.
-- Promise: The small statements behind a change are not compiled.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SELECT contacts.create_account('Kept plans', 'Olga', 'olga@example.com', '+919855000001', 'enterprise') AS account \gset
-- what was rolled back is read by whoever reads an account, until it is gone
\set tables 'contacts.contacts, contacts.contact_phones, contacts.contact_emails, contacts.contact_notes, contacts.audit_log'
CREATE SCHEMA regress_kept;
-- somebody else's table that references contacts, and has an index for it
CREATE TABLE regress_kept.deals (account_id bigint, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE INDEX ON regress_kept.deals (account_id, contact_id);
-- the server plans its checks by what it is told of this table, which holds nothing between tests
ALTER TABLE regress_kept.deals SET (autovacuum_enabled = off);

-- Rows that tables and indexes of the schema have given in this transaction.
CREATE FUNCTION regress_kept.given() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$
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
VACUUM :tables;
BEGIN; SELECT regress_kept.run(:account, 'small', 'import'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'small', 'insert'); ROLLBACK;
BEGIN; SELECT regress_kept.run(:account, 'small', 'one by one'); ROLLBACK;
VACUUM :tables;
BEGIN; SELECT regress_kept.run(:account, 'true', 'import'); ROLLBACK;
-- Tables that are joined under row security are each read once, or looked up by
-- the key of the join, whatever else is asked: never a whole account for each row.
CREATE FUNCTION regress_kept.joined(account bigint, state text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	query text;
	before bigint;
	given bigint;
BEGIN
	DISCARD PLANS;
	PERFORM regress_kept.pretend(state);
	PERFORM contacts.act_as(account, 1);
	INSERT INTO contacts.contacts (name, phone, city, email)
	SELECT 'Q' || i, ('+9198660' || i)::contacts.phone, 'city' || i, i || '@kept.example' FROM generate_series(100001, 101000) i;
	INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'note' FROM contacts.contacts WHERE account_id = account;
	SET LOCAL ROLE regress_contacts_kept;
	FOREACH query IN ARRAY ARRAY[
		$q$contacts.contacts c JOIN contacts.contact_notes n ON n.contact_id = c.id WHERE c.visibility = 'everyone'$q$,
		$q$contacts.contacts c JOIN contacts.contact_notes n ON n.contact_id = c.id WHERE c.source = 'app' AND c.tags @> '{}' AND c.city IS NOT NULL AND n.body = 'note'$q$,
		$q$contacts.contacts c JOIN contacts.contact_phones p ON p.contact_id = c.id WHERE p.is_primary AND p.audience = 0 AND c.audience = 0 AND c.owner_id = 1$q$,
		$q$contacts.contacts c JOIN contacts.contact_phones p ON p.phone = c.phone WHERE p.is_primary AND p.audience = 0 AND c.audience = 0 AND c.owner_id = 1$q$,
		$q$contacts.contacts c JOIN contacts.contact_emails e ON e.email = c.email WHERE e.audience = 0 AND c.audience = 0 AND c.visibility = 'everyone' AND c.owner_id = 1$q$,
		$q$contacts.contacts a JOIN contacts.contacts b ON a.city = b.city WHERE a.visibility = 'everyone' AND a.owner_id = 1$q$,
		$q$contacts.contacts c LEFT JOIN contacts.contact_notes n ON n.contact_id = c.id WHERE c.visibility = 'everyone' AND c.audience = 0 AND n.id IS NULL$q$
	] LOOP
		before := regress_kept.given();
		EXECUTE 'SELECT count(*) FROM ' || query;
		given := regress_kept.given() - before;
		IF given > 10 * 1000 THEN
			RETURN NEXT format('%s: %s rows for 1000 contacts, %s', state, given, query);
		END IF;
	END LOOP;
	RESET ROLE;
END $$;
CREATE ROLE regress_contacts_kept;
SELECT contacts.grant_application('regress_contacts_kept');
GRANT USAGE ON SCHEMA regress_kept TO regress_contacts_kept;
VACUUM :tables;
BEGIN; SELECT regress_kept.joined(:account, 'never analysed'); ROLLBACK;
VACUUM :tables;
BEGIN; SELECT regress_kept.joined(:account, 'empty'); ROLLBACK;
VACUUM :tables;
BEGIN; SELECT regress_kept.joined(:account, 'small'); ROLLBACK;
VACUUM :tables;
BEGIN; SELECT regress_kept.joined(:account, 'true'); ROLLBACK;
-- whoever has no account to look for reads the table as a whole, be it in parallel
BEGIN;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0;
SELECT count(name) >= 0 FROM contacts.contacts;
SELECT count(*) FROM (SELECT FROM contacts.contacts LIMIT 0) none;
ROLLBACK;
DROP OWNED BY regress_contacts_kept;
DROP ROLE regress_contacts_kept;
-- One row that completes a contact is looked up in an account of 1,000, and so
-- is a private contact whose number others have when its owner leaves.
CREATE FUNCTION regress_kept.looked_up(account bigint) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	before bigint;
	given bigint;
	way text;
	few bigint;
BEGIN
	DISCARD PLANS;
	PERFORM contacts.act_as(account, 1);
	INSERT INTO contacts.contacts (name, phone, email)
	SELECT 'Q' || i, ('+9198660' || i)::contacts.phone, i || '@kept.example' FROM generate_series(100001, 101000) i;
	FOREACH way IN ARRAY ARRAY['fill', 'overwrite', 'skip'] LOOP
		before := regress_kept.given();
		PERFORM contacts.begin_import(visibility => 'everyone', on_duplicate => way::contacts.duplicate_action);
		INSERT INTO contacts.import_rows (name, phone, email, city) VALUES ('x', '+9198660100500', NULL, 'y'), ('x', NULL, '100600@kept.example', 'y');
		given := regress_kept.given() - before;
		IF given > 500 THEN RETURN NEXT format('%s reads %s rows', way, given); END IF;
	END LOOP;
	INSERT INTO contacts.users (name, role) VALUES ('Hugo', 'contact_manager'), ('Hilda', 'contact_manager');
	PERFORM contacts.act_as(account, 2);
	INSERT INTO contacts.contacts (name, phone, visibility) SELECT 'R' || i, ('+9198660' || i)::contacts.phone, 'only_me' FROM generate_series(100001, 100010) i;
	PERFORM contacts.act_as(account, 3);
	INSERT INTO contacts.contacts (name, phone, visibility) SELECT 'R' || i, ('+9198660' || i)::contacts.phone, 'only_me' FROM generate_series(100001, 100100) i;
	PERFORM contacts.act_as(account, 1);
	before := regress_kept.given();
	PERFORM contacts.remove_user(2, 'publish');
	few := regress_kept.given() - before;
	before := regress_kept.given();
	PERFORM contacts.remove_user(3, 'publish');
	given := regress_kept.given() - before;
	IF given > 15 * few THEN RETURN NEXT format('100 clashes read %s rows, 10 read %s', given, few); END IF;
END $$;
VACUUM :tables;
BEGIN; SELECT regress_kept.looked_up(:account); ROLLBACK;
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
