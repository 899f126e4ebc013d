-- Promise: What hangs on rows that a merge moves or sets aside goes along, or refuses the merge.
-- Promise: That holds for keys to partitions, to tables that inherit, to further keys, and to our own tables.
-- Promise: A twin is what a valid unique index of the very table calls equal, as that index sees it.
-- Promise: What is no unique index (an exclusion constraint) refuses the merge.
-- Promise: A dry run and the commit agree: deferred constraints are checked before merge() says yes.
-- Promise: A reference whose account is null is moved and counted.
-- Promise: Values are logged and compared exactly, whatever the caller's settings.
-- Promise: Each of these merges is undone exactly.
\encoding UTF8
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;

CREATE ROLE regress_contacts_references;
CREATE ROLE regress_contacts_crm;
SELECT contacts.grant_application('regress_contacts_references');
SELECT contacts.create_account('References', 'Ada', 'ada@references.example', '098765 10011', account_id => 715013);
GRANT USAGE ON SCHEMA contacts TO regress_contacts_crm;
GRANT REFERENCES ON contacts.contacts TO regress_contacts_crm;
GRANT REFERENCES ON contacts.contact_phones, contacts.contact_emails, contacts.contact_notes TO regress_contacts_crm;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA contacts TO regress_contacts_crm;
GRANT USAGE ON TYPE contacts.phone, contacts.email_address TO regress_contacts_crm;
CREATE SCHEMA regress_crm AUTHORIZATION regress_contacts_crm;
BEGIN;
SELECT contacts.act_as(715013, 1);
SET LOCAL ROLE regress_contacts_references;
INSERT INTO contacts.contacts (name, phone, email) VALUES ('S', '+919000000101', 's@one.example'), ('D', '+919000000102', 'd@one.example'),
	('E', NULL, NULL), ('O', NULL, NULL);
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'note of ' || name FROM contacts.contacts;
COMMIT;
CREATE TEMP TABLE ids AS SELECT name, id FROM contacts.contacts WHERE account_id = 715013;
GRANT SELECT ON ids TO PUBLIC;
CREATE FUNCTION pg_temp.id(wanted text) RETURNS uuid LANGUAGE sql AS 'SELECT i.id FROM pg_temp.ids i WHERE i.name = wanted';
CREATE FUNCTION pg_temp.named(shown text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE i record;
BEGIN
	FOR i IN SELECT name, id::text FROM pg_temp.ids LOOP
		shown := replace(shown, i.id, i.name);
	END LOOP;
	RETURN shown;
END $$;
-- Every row of theirs and of ours, but for the log of merges.
CREATE FUNCTION pg_temp.everything() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
	t text;
	part text;
	whole text := '';
BEGIN
	FOR t IN SELECT c.oid::regclass::text FROM pg_class c
		WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ALL ('{merges,merge_rows,audit_log}')
		  AND c.relnamespace IN ('regress_crm'::regnamespace, 'contacts'::regnamespace)
		ORDER BY 1
	LOOP
		EXECUTE format('SELECT coalesce(string_agg(r.tableoid::regclass::text || r::text, chr(10) ORDER BY r::text), '''') FROM ONLY %s r', t) INTO part;
		whole := whole || t || chr(10) || part || chr(10);
	END LOOP;
	RETURN whole;
END $$;
CREATE FUNCTION pg_temp.called(statement text, OUT result jsonb, OUT error text) LANGUAGE plpgsql AS $$
DECLARE why text;
BEGIN
	EXECUTE statement INTO result;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS why = PG_EXCEPTION_DETAIL;
	error := SQLSTATE || ' ' || SQLERRM || ' | ' || why;
END $$;
-- The setup, by the owner of the tables; a dry run and a merge of D and E into S; how
-- the rows are then (a query that gives texts); what the commit would say; and the merge undone.
CREATE FUNCTION pg_temp.tried(setup text, look text DEFAULT NULL) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	before text;
	dry record;
	done record;
	undone record;
	merging text := format('SELECT contacts.merge(%L, ARRAY[%L, %L]::uuid[])', pg_temp.id('S'), pg_temp.id('D'), pg_temp.id('E'));
BEGIN
	SET LOCAL ROLE regress_contacts_crm;
	EXECUTE setup;
	RESET ROLE;
	PERFORM contacts.act_as(715013, 1);
	SET LOCAL ROLE regress_contacts_references;
	before := pg_temp.everything();
	SELECT * INTO dry FROM pg_temp.called(replace(merging, '[])', '[], dry_run => true)'));
	IF pg_temp.everything() <> before THEN RETURN NEXT 'the dry run has changed something'; END IF;
	SELECT * INTO done FROM pg_temp.called(merging);
	IF (dry.result - 'merge_id', dry.error) IS DISTINCT FROM (done.result - 'merge_id', done.error) THEN
		RETURN NEXT 'the dry run foresaw another outcome: ' || coalesce(dry.error, dry.result::text);
	END IF;
	IF done.error IS NOT NULL THEN
		IF pg_temp.everything() <> before THEN RETURN NEXT 'the refused merge has changed something'; END IF;
		RETURN NEXT pg_temp.named(done.error);
		RESET ROLE;
		RETURN;
	END IF;
	RETURN NEXT format('moved %s, set aside %s', done.result -> 'moved', done.result -> 'set_aside');
	RESET ROLE;
	IF look IS NOT NULL THEN
		RETURN QUERY EXECUTE format('SELECT pg_temp.named(l::text) FROM (%s) l ORDER BY 1', look);
	END IF;
	BEGIN
		SET CONSTRAINTS ALL IMMEDIATE;
		SET CONSTRAINTS ALL DEFERRED;
	EXCEPTION WHEN OTHERS THEN
		RETURN NEXT 'the commit would fail: ' || SQLERRM;
	END;
	SET LOCAL ROLE regress_contacts_references;
	SELECT * INTO undone FROM pg_temp.called(format('SELECT contacts.unmerge(%L)', done.result ->> 'merge_id'));
	IF undone.error IS NOT NULL OR undone.result -> 'kept' <> '[]' THEN
		RETURN NEXT 'undone: ' || pg_temp.named(coalesce(undone.error, undone.result ->> 'kept'));
	END IF;
	IF pg_temp.everything() IS DISTINCT FROM before THEN
		RETURN NEXT 'undone, but another: ' || pg_temp.named((SELECT string_agg(n, chr(10)) FROM (
			SELECT '-' || b FROM unnest(string_to_array(before, chr(10))) b WHERE b <> ALL (string_to_array(pg_temp.everything(), chr(10)))
			UNION ALL SELECT '+' || a FROM unnest(string_to_array(pg_temp.everything(), chr(10))) a WHERE a <> ALL (string_to_array(before, chr(10)))) x(n)));
	END IF;
	RESET ROLE;
END $$;
\set key 'FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id)'
\set columns 'account_id bigint, contact_id uuid, kind text, note text'

--
-- What hangs on rows that would be moved or set aside
--
-- a key to a partition, ON DELETE CASCADE
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.parted (%s, UNIQUE (account_id, contact_id, kind), %s) PARTITION BY LIST (kind);
	CREATE TABLE regress_crm.parted_x PARTITION OF regress_crm.parted FOR VALUES IN ('x');
	CREATE TABLE regress_crm.hanging (a bigint, c uuid, k text,
		FOREIGN KEY (a, c, k) REFERENCES regress_crm.parted_x (account_id, contact_id, kind) ON DELETE CASCADE ON UPDATE CASCADE);
	INSERT INTO regress_crm.parted VALUES (715013, pg_temp.id('S'), 'x', 's'), (715013, pg_temp.id('D'), 'x', 'd');
	INSERT INTO regress_crm.hanging VALUES (715013, pg_temp.id('D'), 'x')$$, :'columns', :'key'));
ROLLBACK;
-- the same without a twin: its rows are moved, and what cascades goes along
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.parted (%s, UNIQUE (account_id, contact_id, kind), %s) PARTITION BY LIST (kind);
	CREATE TABLE regress_crm.parted_x PARTITION OF regress_crm.parted FOR VALUES IN ('x');
	CREATE TABLE regress_crm.hanging (a bigint, c uuid, k text,
		FOREIGN KEY (a, c, k) REFERENCES regress_crm.parted_x (account_id, contact_id, kind) ON DELETE CASCADE ON UPDATE CASCADE);
	INSERT INTO regress_crm.parted VALUES (715013, pg_temp.id('D'), 'x', 'd');
	INSERT INTO regress_crm.hanging VALUES (715013, pg_temp.id('D'), 'x')$$, :'columns', :'key'), 'SELECT c FROM regress_crm.hanging');
ROLLBACK;
-- a child of inheritance: no index of the parent's holds it, so it has no twin; what hangs on it cascades
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.parent (%1$s, UNIQUE (account_id, contact_id, kind), %2$s);
	CREATE TABLE regress_crm.child (UNIQUE (account_id, contact_id, kind), %2$s) INHERITS (regress_crm.parent);
	CREATE TABLE regress_crm.hanging (a bigint, c uuid, k text,
		FOREIGN KEY (a, c, k) REFERENCES regress_crm.child (account_id, contact_id, kind) ON DELETE CASCADE ON UPDATE CASCADE);
	INSERT INTO regress_crm.parent VALUES (715013, pg_temp.id('S'), 'x', 's');
	INSERT INTO regress_crm.child VALUES (715013, pg_temp.id('D'), 'x', 'd');
	INSERT INTO regress_crm.hanging VALUES (715013, pg_temp.id('D'), 'x')$$, :'columns', :'key'),
	'SELECT tableoid::regclass, contact_id, note FROM regress_crm.parent UNION ALL SELECT tableoid::regclass, c, k FROM regress_crm.hanging');
ROLLBACK;
-- ON UPDATE SET NULL and SET DEFAULT of a table that hangs on the moved key, and two steps away
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.members (%s, PRIMARY KEY (account_id, contact_id), %s);
	CREATE TABLE regress_crm.cards (n int PRIMARY KEY, a bigint, c uuid, FOREIGN KEY (a, c) REFERENCES regress_crm.members ON UPDATE SET NULL);
	INSERT INTO regress_crm.members VALUES (715013, pg_temp.id('D'), 'x', 'gold');
	INSERT INTO regress_crm.cards VALUES (7, 715013, pg_temp.id('D'))$$, :'columns', :'key'));
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.members (%s, PRIMARY KEY (account_id, contact_id), %s);
	CREATE TABLE regress_crm.cards (n int PRIMARY KEY, a bigint, c uuid, UNIQUE (a, c), FOREIGN KEY (a, c) REFERENCES regress_crm.members ON UPDATE CASCADE);
	CREATE TABLE regress_crm.uses (a bigint, c uuid DEFAULT NULL, FOREIGN KEY (a, c) REFERENCES regress_crm.cards (a, c) ON UPDATE SET DEFAULT);
	INSERT INTO regress_crm.members VALUES (715013, pg_temp.id('D'), 'x', 'gold');
	INSERT INTO regress_crm.cards VALUES (7, 715013, pg_temp.id('D'));
	INSERT INTO regress_crm.uses VALUES (715013, pg_temp.id('D'))$$, :'columns', :'key'));
ROLLBACK;
-- such tables are in nobody's way while they hold no row of a duplicate's rows
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.members (%s, PRIMARY KEY (account_id, contact_id), %s);
	CREATE TABLE regress_crm.cards (n int PRIMARY KEY, a bigint, c uuid, FOREIGN KEY (a, c) REFERENCES regress_crm.members ON UPDATE SET NULL ON DELETE CASCADE);
	INSERT INTO regress_crm.members VALUES (715013, pg_temp.id('D'), 'x', 'gold'), (715013, pg_temp.id('S'), 'x', 'silver');
	INSERT INTO regress_crm.cards VALUES (7, 715013, pg_temp.id('S'))$$, :'columns', :'key'), 'SELECT contact_id, note FROM regress_crm.members');
ROLLBACK;
-- ON DELETE SET NULL of what hangs on a twin
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.members (%s, n int PRIMARY KEY, UNIQUE (account_id, contact_id), %s);
	CREATE TABLE regress_crm.cards (n int PRIMARY KEY, member int REFERENCES regress_crm.members ON DELETE SET NULL);
	INSERT INTO regress_crm.members VALUES (715013, pg_temp.id('D'), 'x', 'gold', 1), (715013, pg_temp.id('S'), 'x', 'silver', 2);
	INSERT INTO regress_crm.cards VALUES (7, 1)$$, :'columns', :'key'));
ROLLBACK;
-- keys to our own tables: to a number that moves, by a table of somebody without our owner's trust
BEGIN;
SELECT * FROM pg_temp.tried($$
	CREATE TABLE regress_crm.calls (account_id bigint, contact_id uuid, phone contacts.phone,
		FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones ON UPDATE SET NULL);
	RESET ROLE;
	INSERT INTO regress_crm.calls SELECT account_id, contact_id, phone FROM contacts.contact_phones WHERE contact_id = pg_temp.id('D')$$);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.tried($$
	RESET ROLE;
	CREATE TABLE regress_crm.calls (account_id bigint, contact_id uuid, phone contacts.phone,
		FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones ON UPDATE SET NULL);
	INSERT INTO regress_crm.calls SELECT account_id, contact_id, phone FROM contacts.contact_phones WHERE contact_id = pg_temp.id('D')$$);
ROLLBACK;
-- by a superuser's, and to an address that is set aside
BEGIN;
SELECT * FROM pg_temp.tried($$
	RESET ROLE;
	CREATE TABLE regress_crm.mails (account_id bigint, contact_id uuid, email contacts.email_address,
		FOREIGN KEY (account_id, contact_id, email) REFERENCES contacts.contact_emails ON DELETE CASCADE ON UPDATE CASCADE);
	SELECT contacts.act_as(715013, 1);
	INSERT INTO contacts.contact_emails (account_id, contact_id, email, audience) SELECT 715013, pg_temp.id('S'), 'd@one.example', 0;
	INSERT INTO regress_crm.mails SELECT account_id, contact_id, email FROM contacts.contact_emails WHERE contact_id = pg_temp.id('D')$$);
ROLLBACK;

--
-- Twins
--
-- an index that CREATE INDEX CONCURRENTLY has left invalid
BEGIN;
CREATE TABLE regress_crm.acts (account_id bigint, contact_id uuid, kind text, note text);
CREATE UNIQUE INDEX acts_kind ON regress_crm.acts (account_id, contact_id, kind);
UPDATE pg_index SET indisvalid = false, indisready = false WHERE indexrelid = 'regress_crm.acts_kind'::regclass;
ALTER TABLE regress_crm.acts OWNER TO regress_contacts_crm;
SELECT * FROM pg_temp.tried(format($$
	ALTER TABLE regress_crm.acts ADD %s;
	INSERT INTO regress_crm.acts VALUES (715013, pg_temp.id('S'), 'x', 's'), (715013, pg_temp.id('D'), 'x', 'd')$$, :'key'),
	'SELECT contact_id, note FROM regress_crm.acts');
ROLLBACK;
-- an index of a partitioned table alone, which no partition has
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.parted (%s, %s) PARTITION BY LIST (kind);
	CREATE TABLE regress_crm.parted_x PARTITION OF regress_crm.parted FOR VALUES IN ('x');
	CREATE UNIQUE INDEX ON ONLY regress_crm.parted (account_id, contact_id, kind);
	INSERT INTO regress_crm.parted VALUES (715013, pg_temp.id('S'), 'x', 's'), (715013, pg_temp.id('D'), 'x', 'd')$$, :'columns', :'key'),
	'SELECT contact_id, note FROM regress_crm.parted');
ROLLBACK;
-- values that only look the same: digits that the caller does not want to see, bounds of arrays
BEGIN;
SET LOCAL extra_float_digits = -15;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.measures (account_id bigint, contact_id uuid, v float8, w int[], note text, UNIQUE (account_id, contact_id, v, w), %s);
	INSERT INTO regress_crm.measures VALUES (715013, pg_temp.id('S'), 0.3, '{1,2}', 's'), (715013, pg_temp.id('D'), 0.1::float8 + 0.2::float8, '{1,2}', 'd1'),
		(715013, pg_temp.id('D'), 0.3, '[0:1]={1,2}', 'd2'), (715013, pg_temp.id('E'), 0.3, '{1,2}', 'true twin'), (715013, pg_temp.id('E'), 'NaN', NULL, 'nan')$$, :'key'),
	'SELECT contact_id, note FROM regress_crm.measures');
RESET extra_float_digits;
ROLLBACK;
-- values that only look different are twins: 1.0 and 1.00, a char with blanks, -0
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.measures (account_id bigint, contact_id uuid, v numeric, w char(3), x float8, note text, UNIQUE (account_id, contact_id, v, w, x), %s);
	INSERT INTO regress_crm.measures VALUES (715013, pg_temp.id('S'), 1.0, 'a', 0, 's'), (715013, pg_temp.id('D'), 1.00, 'a ', '-0', 'd')$$, :'key'),
	'SELECT contact_id, v, note FROM regress_crm.measures');
ROLLBACK;
-- a partial unique index, an expression, both, over a generated column
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.leads (%s, open boolean, half text GENERATED ALWAYS AS (left(kind, 1)) STORED, %s);
	CREATE UNIQUE INDEX ON regress_crm.leads (contact_id) WHERE open;
	CREATE UNIQUE INDEX ON regress_crm.leads (contact_id, lower(note)) WHERE note IS NOT NULL;
	CREATE UNIQUE INDEX ON regress_crm.leads (half, contact_id);
	INSERT INTO regress_crm.leads VALUES (715013, pg_temp.id('S'), 'a', 'First', true), (715013, pg_temp.id('D'), 'b', 'open as well', true),
		(715013, pg_temp.id('D'), 'c', 'FIRST', false), (715013, pg_temp.id('D'), 'd', NULL, false), (715013, pg_temp.id('E'), 'a2', 'half', false),
		(715013, pg_temp.id('E'), 'e', NULL, false), (715013, pg_temp.id('E'), 'd3', NULL, false)$$, :'columns', :'key'),
	'SELECT contact_id, kind, note, open FROM regress_crm.leads');
ROLLBACK;
-- a row without a value is no twin of another one
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.topics (%s, UNIQUE (account_id, contact_id, kind), UNIQUE NULLS NOT DISTINCT (contact_id, note, account_id), %s);
	INSERT INTO regress_crm.topics VALUES (715013, pg_temp.id('S'), NULL, NULL), (715013, pg_temp.id('D'), NULL, 'x'),
		(715013, pg_temp.id('D'), 'k', NULL), (715013, pg_temp.id('E'), 'l', NULL), (715013, pg_temp.id('E'), NULL, 'y')$$, :'columns', :'key'),
	'SELECT contact_id, kind, note FROM regress_crm.topics');
ROLLBACK;
-- an exclusion constraint is none of an index's twins: refused, deferred or not
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.bookings (%s, EXCLUDE USING btree (contact_id WITH =) WHERE (kind = 'vip'), %s);
	INSERT INTO regress_crm.bookings VALUES (715013, pg_temp.id('S'), 'vip', 's'), (715013, pg_temp.id('D'), 'vip', 'd')$$, :'columns', :'key'));
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.bookings (%s, EXCLUDE USING btree (contact_id WITH =) WHERE (kind = 'vip') DEFERRABLE INITIALLY DEFERRED, %s);
	INSERT INTO regress_crm.bookings VALUES (715013, pg_temp.id('S'), 'vip', 's'), (715013, pg_temp.id('D'), 'vip', 'd')$$, :'columns', :'key'));
ROLLBACK;
-- an index with other operators than those of the type, but for equality
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.patterns (%s, %s);
	CREATE UNIQUE INDEX ON regress_crm.patterns (contact_id, kind text_pattern_ops);
	INSERT INTO regress_crm.patterns VALUES (715013, pg_temp.id('S'), 'x', 's'), (715013, pg_temp.id('D'), 'x', 'd')$$, :'columns', :'key'),
	'SELECT contact_id, note FROM regress_crm.patterns');
ROLLBACK;

--
-- What waits for the commit
--
-- a key of somebody to a twin, deferred
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.members (%s, n int UNIQUE, PRIMARY KEY (account_id, contact_id), %s);
	CREATE TABLE regress_crm.cards (member int REFERENCES regress_crm.members (n) DEFERRABLE INITIALLY DEFERRED);
	INSERT INTO regress_crm.members VALUES (715013, pg_temp.id('S'), 'x', 'silver', 1), (715013, pg_temp.id('D'), 'x', 'gold', 2);
	INSERT INTO regress_crm.cards VALUES (2)$$, :'columns', :'key'));
ROLLBACK;
-- a unique constraint of the table itself, deferred, is met by its twins
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.members (%s, UNIQUE (account_id, contact_id) DEFERRABLE INITIALLY DEFERRED, %s);
	INSERT INTO regress_crm.members VALUES (715013, pg_temp.id('S'), 'x', 'silver'), (715013, pg_temp.id('D'), 'x', 'gold')$$, :'columns', :'key'),
	'SELECT contact_id, note FROM regress_crm.members');
ROLLBACK;

--
-- A reference whose account is null; rows without a primary key; odd values
--
BEGIN;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.visits (%s, %s);
	INSERT INTO regress_crm.visits VALUES (NULL, pg_temp.id('D'), 'x', 'nobody''s'), (715013, pg_temp.id('D'), 'x', 'ours'), (NULL, pg_temp.id('O'), 'x', 'other'),
		(715013, pg_temp.id('D'), 'x', 'same'), (715013, pg_temp.id('D'), 'x', 'same'), (715013, pg_temp.id('S'), 'x', 'same')$$, :'columns', :'key'),
	'SELECT contact_id, note FROM regress_crm.visits');
ROLLBACK;
BEGIN;
SET LOCAL datestyle = 'German';
SET LOCAL intervalstyle = 'sql_standard';
SET LOCAL timezone = 'Asia/Kolkata';
SET LOCAL bytea_output = 'escape';
SET LOCAL lc_monetary = 'C';
SET LOCAL extra_float_digits = 0;
SELECT * FROM pg_temp.tried(format($$
	CREATE TABLE regress_crm.odd (account_id bigint, contact_id uuid, n int GENERATED ALWAYS AS IDENTITY, f float8, i interval, d timestamptz, b bytea, j json, jb jsonb,
		x xml, t text[], m money, r int4range, PRIMARY KEY (account_id, contact_id), %s);
	INSERT INTO regress_crm.odd VALUES (715013, pg_temp.id('S'));
	INSERT INTO regress_crm.odd VALUES (715013, pg_temp.id('D'), DEFAULT, 0.1::float8 + 0.2::float8, '1 mon -3 days 04:05:06.789',
		'2024-02-29 12:34:56.789+05:30', '\x00ff5c', '{"a" :  1, "a": 2}', '{"z": null}', '<a> &amp; </a>', '[0:1]={x,NULL}', '12.34', '(1,5]')$$, :'key'),
	'SELECT contact_id, n FROM regress_crm.odd');
ROLLBACK;
DROP SCHEMA regress_crm CASCADE;

--
-- The log has no size of its own
--
BEGIN;
CREATE TABLE public.regress_letters (account_id bigint, contact_id uuid, body text, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
ALTER TABLE public.regress_letters ALTER body SET STORAGE EXTERNAL;
INSERT INTO public.regress_letters SELECT 715013, pg_temp.id('D'), repeat('x', 30000) FROM generate_series(1, 50);
INSERT INTO public.regress_letters SELECT 715013, pg_temp.id('E'), i::text FROM generate_series(1, 2500) i;
SELECT contacts.act_as(715013, 1);
SELECT contacts.merge(pg_temp.id('S'), ARRAY[pg_temp.id('D'), pg_temp.id('E')]) -> 'moved' ->> 'public.regress_letters';
SELECT pg_temp.named(r.duplicate::text), r.row_count, pg_column_size(r.keys) < 200000, r.row_values IS NULL FROM contacts.merge_rows r
	WHERE r.account_id = 715013 AND r.table_name = 'public.regress_letters' ORDER BY r.position;
ROLLBACK;

BEGIN;
SELECT contacts.act_as(715013, 1);
DELETE FROM contacts.contacts WHERE account_id = 715013;
COMMIT;
DROP OWNED BY regress_contacts_references, regress_contacts_crm;
DROP ROLE regress_contacts_references, regress_contacts_crm;
