-- What it takes to write contacts: one by one, a thousand at once, by an import.
-- Run by duplicates.sh with the indexes for duplicates and without them.
\set QUIET on
SET client_min_messages = error;
SELECT contacts.create_account('Upkeep ' || :account, 'Owner', 'owner@upkeep.example', '098200 10001', plan => 'enterprise', account_id => :account) \g /dev/null
CREATE TEMP TABLE line (n serial PRIMARY KEY, name text, phone text, email text, company text, job_title text, city text, country text, tags text, notes text);
SELECT format('COPY line (name, phone, email, company, job_title, city, country, tags, notes) FROM %L CSV HEADER', :'rows_file') \gexec
ANALYZE line;
CREATE TEMP TABLE took (what text, ms float8);
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
DO $$
DECLARE began timestamptz; l record;
BEGIN
	FOR l IN SELECT * FROM line WHERE n <= 1000 LOOP
		began := clock_timestamp();
		INSERT INTO contacts.contacts (name, phone, email, company, city)
			VALUES (l.name, ('+9170' || lpad(l.n::text, 8, '0'))::contacts.phone, 'mailbox.' || l.n || '@one.example', l.company, l.city);
		INSERT INTO took VALUES ('1 row', extract(epoch FROM clock_timestamp() - began) * 1000);
	END LOOP;
	FOR i IN 1 .. 15 LOOP
		began := clock_timestamp();
		INSERT INTO contacts.contacts (name, phone, email, company, city)
			SELECT line.name, ('+9171' || lpad(line.n::text, 8, '0'))::contacts.phone, 'mailbox.' || line.n || '@two.example', line.company, line.city
			FROM line WHERE line.n > i * 1000 AND line.n <= (i + 1) * 1000;
		INSERT INTO took VALUES ('1,000 rows', extract(epoch FROM clock_timestamp() - began) * 1000);
	END LOOP;
END $$;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) \g /dev/null
SELECT clock_timestamp() AS began \gset
SELECT format('COPY contacts.import_rows (name, phone, email, company, job_title, city, country, tags, notes) FROM %L CSV HEADER', :'rows_file') \gexec
INSERT INTO took VALUES ('import of 100,000 rows', extract(epoch FROM clock_timestamp() - :'began') * 1000);
COMMIT;
SELECT format('%s: %s', what, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::numeric, 3)) FROM took GROUP BY what;
