-- Import of a file of 100,000 rows beside a plain COPY of the rows that it made
-- into a table with the same indexes.  Run by bench.sh, which sets :rows_file
-- and :plain_file, both readable by the server.
\set QUIET on
SELECT set_config('bench.rows', :'rows_file', false), set_config('bench.plain', :'plain_file', false) \g /dev/null
BEGIN;
SELECT contacts.create_account('Bench', 'Bench Owner', 'owner@bench.example', '098200 12345',
	plan => 'enterprise', account_id => 900) \g /dev/null
COMMIT;
BEGIN;
SELECT contacts.act_as(900, 1) \g /dev/null
COPY contacts.import_rows (name, phone, email, company, job_title, city, country, tags, notes)
	FROM :'rows_file' CSV HEADER;
SELECT format('rows %s: created %s, skipped %s, rejected %s', rows_in, created, skipped, rejected)
FROM contacts.imports WHERE account_id = 900;
COPY (SELECT account_id, id, owner_id, visibility, department_id, name, phone, email, company, job_title,
		city, country, tags, custom, source, search_key, created_at, created_by, updated_at
	FROM contacts.contacts WHERE account_id = 900) TO :'plain_file';
ROLLBACK;
CREATE TABLE bench.plain (LIKE contacts.contacts INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES);
BEGIN;
SELECT contacts.act_as(900, 1) \g /dev/null
SELECT bench.line('import of 100,000 rows / plain COPY', bench.medians(ARRAY[
	format('COPY contacts.import_rows (name, phone, email, company, job_title, city, country, tags, notes) FROM %L CSV HEADER', current_setting('bench.rows')),
	format('COPY bench.plain (account_id, id, owner_id, visibility, department_id, name, phone, email, company, job_title, city, country, tags, custom, source, search_key, created_at, created_by, updated_at) FROM %L', current_setting('bench.plain'))],
	3, undo => true));
ROLLBACK;
