-- What a merge and its undoing take, beside plain statements that do as much to the rows:
-- an UPDATE and a DELETE of contacts, an UPDATE of the rows that refer to them.
\set QUIET on
SET client_min_messages = warning;
SELECT contacts.create_account('Merges', 'Owner', 'o@merges.example', '098200 00002', 'enterprise', account_id => 960) \g /dev/null
BEGIN;
SELECT contacts.act_as(960, 1) \g /dev/null
INSERT INTO contacts.contacts (name, phone, email, company)
SELECT 'Name ' || md5(n::text), ('+91' || (6100000000 + n * 3))::contacts.phone, 'n' || n || '@merges.example', 'Company ' || n % 100
FROM generate_series(1, 20000) n;
COMMIT;
CREATE TABLE bench.merge_ids AS SELECT row_number() OVER (ORDER BY c.id) AS n, c.id FROM contacts.contacts c WHERE c.account_id = 960;
CREATE UNIQUE INDEX ON bench.merge_ids (n);
CREATE TABLE bench.calls (account_id bigint, n bigserial PRIMARY KEY, contact_id uuid, note text,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE INDEX ON bench.calls (account_id, contact_id);
INSERT INTO bench.calls (account_id, contact_id, note) SELECT 960, m.id, 'note' FROM bench.merge_ids m, generate_series(1, 6) WHERE m.n BETWEEN 10001 AND 11000;
INSERT INTO bench.calls (account_id, contact_id, note) SELECT 960, m.id, 'note' FROM bench.merge_ids m, generate_series(1, 100000) WHERE m.n = 12000;
VACUUM ANALYZE contacts.contacts;
VACUUM ANALYZE contacts.contact_phones;
VACUUM ANALYZE contacts.contact_emails;
VACUUM ANALYZE bench.merge_ids;
VACUUM ANALYZE bench.calls;
CREATE FUNCTION bench.merge_id(wanted bigint) RETURNS uuid LANGUAGE sql STABLE AS 'SELECT m.id FROM bench.merge_ids m WHERE m.n = wanted';
CREATE FUNCTION bench.merge_range(low bigint, high bigint) RETURNS uuid[] LANGUAGE sql STABLE AS
	'SELECT array_agg(m.id ORDER BY m.n) FROM bench.merge_ids m WHERE m.n BETWEEN low AND high';
-- 100 merges, 100 of them and their undoing, or as many updates and deletes
CREATE FUNCTION bench.merge_pairs(how text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	at bigint := 2 + floor(random() * 3900);
	survivor uuid;
	duplicate uuid;
	done jsonb;
BEGIN
	FOR i IN at .. at + 99 LOOP
		survivor := bench.merge_id(i);
		duplicate := bench.merge_id(i + 4000);
		IF how = 'plain' THEN
			UPDATE contacts.contacts c SET city = 'Elsewhere' WHERE c.account_id = 960 AND c.id = survivor;
			DELETE FROM contacts.contacts c WHERE c.account_id = 960 AND c.id = duplicate;
		ELSE
			done := contacts.merge(survivor, ARRAY[duplicate]);
			IF how = 'undone' THEN PERFORM contacts.unmerge((done ->> 'merge_id')::uuid); END IF;
		END IF;
	END LOOP;
END $$;
CREATE FUNCTION bench.merge_undone(low bigint, high bigint) RETURNS void LANGUAGE sql AS
	$$SELECT contacts.unmerge((contacts.merge(bench.merge_id(1), bench.merge_range(low, high)) ->> 'merge_id')::uuid)$$;
SET jit = off;
BEGIN;
SELECT contacts.act_as(960, 1) \g /dev/null
SELECT bench.line('100 merges of two / UPDATE and DELETE', bench.medians(ARRAY[
	$$SELECT bench.merge_pairs('merge')$$, $$SELECT bench.merge_pairs('plain')$$], 9, undo => true));
SELECT bench.line('100 merges of two, and undone / the same', bench.medians(ARRAY[
	$$SELECT bench.merge_pairs('undone')$$, $$SELECT bench.merge_pairs('plain')$$], 9, undo => true));
SELECT bench.line('1,000 duplicates in one merge / DELETE of 1,000', bench.medians(ARRAY[
	'SELECT contacts.merge(bench.merge_id(1), bench.merge_range(15001, 16000))',
	'DELETE FROM contacts.contacts WHERE account_id = 960 AND id = ANY (bench.merge_range(15001, 16000))'], 5, undo => true));
SELECT bench.line('the same with 6,000 rows that refer / UPDATE', bench.medians(ARRAY[
	'SELECT contacts.merge(bench.merge_id(1), bench.merge_range(10001, 11000))',
	'UPDATE bench.calls SET contact_id = bench.merge_id(1) WHERE n <= 6000'], 5, undo => true));
SELECT bench.line('the same, and undone / the same UPDATE', bench.medians(ARRAY[
	'SELECT bench.merge_undone(10001, 11000)', 'UPDATE bench.calls SET contact_id = bench.merge_id(1) WHERE n <= 6000'], 5, undo => true));
SELECT bench.line('100,000 rows that refer to one / UPDATE', bench.medians(ARRAY[
	'SELECT contacts.merge(bench.merge_id(1), bench.merge_range(12000, 12000))',
	'UPDATE bench.calls SET contact_id = bench.merge_id(1) WHERE n > 6000'], 3, undo => true));
SELECT bench.line('the same, and undone / the same UPDATE', bench.medians(ARRAY[
	'SELECT bench.merge_undone(12000, 12000)', 'UPDATE bench.calls SET contact_id = bench.merge_id(1) WHERE n > 6000'], 3, undo => true));
ROLLBACK;
