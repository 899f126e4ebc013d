-- What history costs an UPDATE: in bulk and one by one, beside the same
-- statement with no trigger and no foreign key at all.
\set QUIET on
SET client_min_messages = warning;
SELECT contacts.create_account('History', 'Owner', 'o@history.example', '098200 00001', 'enterprise', account_id => 950) \g /dev/null
SET row_security = off;
INSERT INTO contacts.contacts (account_id, id, owner_id, visibility, name, phone, city, created_by)
SELECT 950, contacts.uuid_v7(), 1, 'everyone', 'Name ' || md5(n::text), ('+91' || (6000000000 + n * 3))::contacts.phone, 'City ' || n % 100, 1
FROM generate_series(1, 100000) n;
INSERT INTO contacts.contact_phones (account_id, contact_id, phone, audience, is_primary)
SELECT account_id, id, phone, audience, true FROM contacts.contacts WHERE account_id = 950;
RESET row_security;
VACUUM ANALYZE contacts.contacts;
VACUUM ANALYZE contacts.contact_phones;
CREATE TABLE bench.history_ids AS SELECT row_number() OVER () AS n, id FROM contacts.contacts WHERE account_id = 950;
CREATE INDEX ON bench.history_ids (n);
VACUUM ANALYZE bench.history_ids;
-- Without triggers, foreign keys and history, as the owner of the tables; with
-- them, under an identity.
CREATE FUNCTION bench.update_one_by_one(bare boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE at integer := 1 + random() * 95000;
BEGIN
	PERFORM set_config('session_replication_role', CASE WHEN bare THEN 'replica' ELSE 'origin' END, true);
	PERFORM contacts.act_as(950, 1);
	FOR i IN at .. at + 999 LOOP
		UPDATE contacts.contacts c SET city = 'Elsewhere', job_title = 'New'
		FROM bench.history_ids h WHERE h.n = i AND c.account_id = 950 AND c.id = h.id;
	END LOOP;
END $$;
CREATE FUNCTION bench.update_in_bulk(bare boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE at integer := 1 + random() * 80000;
BEGIN
	PERFORM set_config('session_replication_role', CASE WHEN bare THEN 'replica' ELSE 'origin' END, true);
	PERFORM contacts.act_as(950, 1);
	UPDATE contacts.contacts c SET city = 'Elsewhere', job_title = 'New'
	FROM bench.history_ids h WHERE h.n BETWEEN at AND at + 9999 AND c.account_id = 950 AND c.id = h.id;
END $$;
SET jit = off;
BEGIN;
SELECT bench.line('10,000 contacts changed in one UPDATE / bare', bench.medians(ARRAY[
	'SELECT bench.update_in_bulk(false)', 'SELECT bench.update_in_bulk(true)'], 7, undo => true));
SELECT bench.line('1,000 contacts changed one by one / bare', bench.medians(ARRAY[
	'SELECT bench.update_one_by_one(false)', 'SELECT bench.update_one_by_one(true)'], 9, undo => true));
ROLLBACK;
