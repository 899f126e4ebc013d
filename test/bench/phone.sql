-- Phone numbers in SQL: a million parses beside regexp_replace, lookup and sort
-- beside bigint and text.
\set QUIET on
CREATE TABLE bench.typed AS
SELECT n, CASE n % 5
		WHEN 0 THEN '0' || left(d, 5) || ' ' || right(d, 5)
		WHEN 1 THEN '+91-' || left(d, 5) || '-' || right(d, 5)
		WHEN 2 THEN d
		WHEN 3 THEN '91' || d
		ELSE '+91 ' || left(d, 4) || ' ' || substr(d, 5, 3) || ' ' || right(d, 3) END AS typed,
	('+91' || d)::contacts.phone AS phone, ('91' || d)::bigint AS number, '+91' || d AS e164
FROM (SELECT n, (6000000000 + (n::bigint * 2654435761) % 3999999999)::text AS d
	FROM generate_series(1, 1000000) n) x;
VACUUM ANALYZE bench.typed;
SET contacts.default_region = 'IN';
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
SELECT bench.line('a million parses / regexp_replace', bench.medians(ARRAY[
	'SELECT count(typed::contacts.phone) FROM bench.typed',
	$$SELECT count(regexp_replace(typed, '[^0-9+]', '', 'g')) FROM bench.typed$$], 5));
SELECT bench.line('sort of a million / bigint', bench.medians(ARRAY[
	'SELECT phone FROM bench.typed ORDER BY phone OFFSET 999999',
	'SELECT number FROM bench.typed ORDER BY number OFFSET 999999'], 5));
SELECT bench.line('sort of a million / text', bench.medians(ARRAY[
	'SELECT phone FROM bench.typed ORDER BY phone OFFSET 999999',
	'SELECT e164 FROM bench.typed ORDER BY e164 OFFSET 999999'], 5));
CREATE INDEX ON bench.typed (phone);
CREATE INDEX ON bench.typed (number);
CREATE INDEX ON bench.typed (e164);
SET enable_seqscan = off;
SELECT bench.line('10,000 lookups by index / bigint', bench.medians(ARRAY[
	'SELECT count((SELECT t.n FROM bench.typed t WHERE t.phone = s.phone LIMIT 1)) FROM (SELECT phone FROM bench.typed WHERE n % 100 = 0 LIMIT 10000) s',
	'SELECT count((SELECT t.n FROM bench.typed t WHERE t.number = s.number LIMIT 1)) FROM (SELECT number FROM bench.typed WHERE n % 100 = 0 LIMIT 10000) s'], 5));
SELECT bench.line('10,000 lookups by index / text', bench.medians(ARRAY[
	'SELECT count((SELECT t.n FROM bench.typed t WHERE t.phone = s.phone LIMIT 1)) FROM (SELECT phone FROM bench.typed WHERE n % 100 = 0 LIMIT 10000) s',
	'SELECT count((SELECT t.n FROM bench.typed t WHERE t.e164 = s.e164 LIMIT 1)) FROM (SELECT e164 FROM bench.typed WHERE n % 100 = 0 LIMIT 10000) s'], 5));
DROP TABLE bench.typed;
