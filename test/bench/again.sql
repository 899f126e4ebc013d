-- The second and the third import of a session beside the first one of a new
-- session, per row: with tables that have never been analysed, after an import
-- that was undone, after VACUUM of what is left of it, and after ANALYZE.  By
-- COPY (INSERT into contacts.import_rows does the same) and by plain INSERT.
\set QUIET on
SET client_min_messages = error;
SELECT contacts.create_account('Again', 'Owner', 'o@again.example', '098200 00001', 'enterprise', account_id => 960) \g /dev/null
CREATE TABLE bench.taken (state text, way text, nth integer, size integer, us float8);
CREATE SEQUENCE bench.next_number START 1000000;
-- Microseconds per row.
CREATE FUNCTION bench.bring(state text, way text, nth integer, size integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	started timestamptz;
	base bigint := nextval('bench.next_number') * 100000;
BEGIN
	PERFORM contacts.act_as(960, 1);
	started := clock_timestamp();
	IF way = 'import' THEN
		PERFORM contacts.begin_import();
		INSERT INTO contacts.import_rows (name, phone, email, notes)
		SELECT 'N' || i, '+1' || (2000000000 + (base + i) % 7999999999), i || '@again.example', 'note' FROM generate_series(1, size) i;
	ELSE
		INSERT INTO contacts.contacts (name, phone, email)
		SELECT 'N' || i, ('+1' || (2000000000 + (base + i) % 7999999999))::contacts.phone, i || '@again.example' FROM generate_series(1, size) i;
	END IF;
	INSERT INTO bench.taken VALUES (state, way, nth, size, extract(epoch FROM clock_timestamp() - started) * 1e6 / size);
END $$;
CREATE FUNCTION bench.again_line(what text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('%-44s %10s us   first %10s us   ratio %s', what || ', ' || way || ' number ' || nth || ' of ' || size, round(us::numeric, 1),
		round(fresh::numeric, 1), round((us / fresh)::numeric, 2))
	FROM (SELECT t.*, (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY f.us) FROM bench.taken f
			WHERE f.state = 'fresh' AND f.way = t.way) AS fresh
		FROM bench.taken t WHERE t.state = what AND t.nth > 1) x ORDER BY way, nth $$;

-- nothing there yet: the plans of the session are made for next to nothing
\c
SELECT bench.bring('never analysed', 'import', 1, 1000) \g /dev/null
SELECT bench.bring('never analysed', 'import', 2, 5000) \g /dev/null
SELECT bench.bring('never analysed', 'import', 3, 10000) \g /dev/null
\c
SELECT bench.bring('never analysed', 'insert', 1, 1000) \g /dev/null
SELECT bench.bring('never analysed', 'insert', 2, 5000) \g /dev/null
SELECT bench.bring('never analysed', 'insert', 3, 10000) \g /dev/null
-- an import that is undone, and what VACUUM makes of it: many pages, no rows
\c
BEGIN;
SELECT bench.bring('undone', 'import', 0, 20000) \g /dev/null
ROLLBACK;
SELECT bench.bring('after ROLLBACK', 'import', 1, 1000) \g /dev/null
SELECT bench.bring('after ROLLBACK', 'import', 2, 5000) \g /dev/null
SELECT bench.bring('after ROLLBACK', 'import', 3, 10000) \g /dev/null
SELECT contacts.act_as_for_session(960, 1) \g /dev/null
DELETE FROM contacts.contacts;
SELECT contacts.act_as_for_session(NULL, NULL) \g /dev/null
VACUUM (TRUNCATE false);
\c
SELECT bench.bring('after VACUUM (TRUNCATE false)', 'import', 1, 1000) \g /dev/null
SELECT bench.bring('after VACUUM (TRUNCATE false)', 'import', 2, 5000) \g /dev/null
SELECT bench.bring('after VACUUM (TRUNCATE false)', 'import', 3, 10000) \g /dev/null
\c
SELECT bench.bring('after VACUUM (TRUNCATE false)', 'insert', 1, 1000) \g /dev/null
SELECT bench.bring('after VACUUM (TRUNCATE false)', 'insert', 2, 5000) \g /dev/null
SELECT bench.bring('after VACUUM (TRUNCATE false)', 'insert', 3, 10000) \g /dev/null
-- what 10,000 cost in a new session
\c
SELECT bench.bring('fresh', 'import', 1, 10000) \g /dev/null
\c
SELECT bench.bring('fresh', 'insert', 1, 10000) \g /dev/null
\c
SELECT bench.bring('fresh', 'import', 1, 10000) \g /dev/null
\c
SELECT bench.bring('fresh', 'insert', 1, 10000) \g /dev/null
\c
SELECT bench.bring('fresh', 'import', 1, 10000) \g /dev/null
\c
SELECT bench.bring('fresh', 'insert', 1, 10000) \g /dev/null
ANALYZE;
\c
SELECT bench.bring('after ANALYZE', 'import', 1, 1000) \g /dev/null
SELECT bench.bring('after ANALYZE', 'import', 2, 5000) \g /dev/null
SELECT bench.bring('after ANALYZE', 'import', 3, 10000) \g /dev/null
\c
SELECT bench.bring('after ANALYZE', 'insert', 1, 1000) \g /dev/null
SELECT bench.bring('after ANALYZE', 'insert', 2, 5000) \g /dev/null
SELECT bench.bring('after ANALYZE', 'insert', 3, 10000) \g /dev/null
SELECT bench.again_line(state) FROM (VALUES (1, 'never analysed'), (2, 'after ROLLBACK'), (3, 'after VACUUM (TRUNCATE false)'),
	(4, 'after ANALYZE')) s(n, state) ORDER BY n;
