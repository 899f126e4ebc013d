-- Quality and speed of the search in account 1, whose truth stands in bench.loaded.
\set QUIET on
SET client_min_messages = warning;
CREATE TEMP TABLE truth AS SELECT c.id, c.name, l.entity FROM bench.loaded l
	JOIN contacts.contacts c ON c.account_id = l.account_id AND c.source = l.record WHERE l.account_id = 1;
CREATE TEMP TABLE took (what text, ms float8);
BEGIN;
SELECT contacts.act_as(1, 1) \g /dev/null
CREATE TEMP TABLE found AS SELECT * FROM contacts.duplicates(0.5, 2000000000);
CREATE TEMP TABLE grouped AS SELECT * FROM contacts.duplicate_groups(0.5);
DO $$
DECLARE began timestamptz;
BEGIN
	FOR n IN 1 .. 3 LOOP
		began := clock_timestamp();
		PERFORM count(*) FROM contacts.duplicates(0.5, 1000);
		INSERT INTO took VALUES ('duplicates()', extract(epoch FROM clock_timestamp() - began) * 1000);
		began := clock_timestamp();
		PERFORM count(*) FROM contacts.duplicate_groups();
		INSERT INTO took VALUES ('duplicate_groups()', extract(epoch FROM clock_timestamp() - began) * 1000);
	END LOOP;
END $$;
COMMIT;

CREATE TEMP TABLE member AS SELECT t.id, t.entity, coalesce(g.group_id::text, t.id::text) AS part FROM truth t LEFT JOIN grouped g ON g.contact_id = t.id;
WITH truth_pairs AS (SELECT sum(n * (n - 1) / 2) AS n FROM (SELECT count(*) AS n FROM truth GROUP BY entity) x),
pairs AS (SELECT count(*) AS n, count(*) FILTER (WHERE x.entity = y.entity) AS good FROM found JOIN truth x ON x.id = contact_a JOIN truth y ON y.id = contact_b),
group_pairs AS (SELECT (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM member GROUP BY part) x) AS n,
	(SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM member GROUP BY part, entity) x) AS good),
cubed AS (SELECT avg(in_both::float8 / in_part) AS p, avg(in_both::float8 / in_entity) AS r FROM (
	SELECT count(*) OVER (PARTITION BY part) AS in_part, count(*) OVER (PARTITION BY entity) AS in_entity,
		count(*) OVER (PARTITION BY part, entity) AS in_both FROM member) x)
SELECT format('%s contacts, %s true pairs', (SELECT count(*) FROM truth), t.n) || E'\n' ||
	format('pairs    P %s R %s F1 %s', round(p.good::numeric / p.n, 4), round(p.good / t.n, 4), round(2 * p.good / (t.n + p.n), 4)) || E'\n' ||
	format('groups   P %s R %s F1 %s, B-cubed F1 %s', round(g.good / g.n, 4), round(g.good / t.n, 4), round(2 * g.good / (t.n + g.n), 4),
		round((2 * c.p * c.r / (c.p + c.r))::numeric, 4))
FROM truth_pairs t, pairs p, group_pairs g, cubed c;

-- one contact: any, and those of the names that most have
CREATE TEMP TABLE asked AS
	(SELECT 'duplicates_of(), any name' AS what, id FROM truth ORDER BY md5(id::text) LIMIT 300) UNION ALL
	(SELECT 'duplicates_of(), common names', min(id::text)::uuid FROM truth GROUP BY name HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT 50);
BEGIN;
SELECT contacts.act_as(1, 1) \g /dev/null
DO $$
DECLARE began timestamptz; i record;
BEGIN
	FOR n IN 0 .. 2 LOOP
		FOR i IN SELECT what, id FROM asked LOOP
			began := clock_timestamp();
			PERFORM count(*) FROM contacts.duplicates_of(i.id);
			-- the first round warms up
			IF n > 0 THEN INSERT INTO took VALUES (i.what, extract(epoch FROM clock_timestamp() - began) * 1000); END IF;
		END LOOP;
	END LOOP;
END $$;
COMMIT;
SELECT format('%-30s median %s ms, 99 %% below %s ms', what, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::numeric, 2),
	round((percentile_cont(0.99) WITHIN GROUP (ORDER BY ms))::numeric, 2))
FROM took GROUP BY what ORDER BY what;
