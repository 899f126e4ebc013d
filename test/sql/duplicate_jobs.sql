-- Promise: find_duplicates() keeps what duplicates() gives, in place of what the user has found before.
-- Promise: Outside a transaction block it commits as it goes: others see how far it is, and may cancel it.
-- Promise: It goes on with the identity that it was begun with, or not at all.
-- Promise: What it has found goes with its contacts, with a merge, and when the pair is dismissed.
-- Promise: Nobody writes jobs, or what has been found, by hand.
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;
CREATE ROLE regress_duplicate_jobs;
SELECT contacts.grant_application('regress_duplicate_jobs');
SELECT contacts.create_account('Jobs', 'Ada', 'ada@jobs.example', '098765 10001', 'enterprise', account_id => 716003) AS account \gset
SELECT contacts.act_as_for_session(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Sam', 'contact_manager'), ('Tia', 'reporter');
INSERT INTO contacts.contacts (name, email, city)
	SELECT initcap(translate(substr(md5((n / 2)::text), 1, 7), '0123456789', 'abdegiklmo') || ' ' || translate(substr(md5((n / 2)::text), 8, 7), '0123456789', 'gikrestuzo')),
		'person' || n / 2 || '@one.example', 'City ' || n / 2 FROM generate_series(0, 39) n;

-- within a transaction block: one piece
BEGIN;
CALL contacts.find_duplicates();
SELECT state, phase, done, total, found, finished_at >= started_at, cancel_requested, backend_pid = pg_backend_pid(), time_left FROM contacts.jobs;
SELECT count(*), count(DISTINCT job_id) FROM contacts.found_duplicates WHERE account_id = :account;
ROLLBACK;
SELECT count(*) FROM contacts.jobs WHERE account_id = :account;

-- outside: in pieces, and what stands in the table is what duplicates() gives
CALL contacts.find_duplicates();
SELECT kind, state, done = total, found, rate > 0, time_left FROM contacts.jobs WHERE account_id = :account;
SELECT count(*) > 15, count(*) FILTER (WHERE f.score IS DISTINCT FROM d.score OR f.reasons IS DISTINCT FROM d.reasons) FROM contacts.duplicates() d
	FULL JOIN (SELECT * FROM contacts.found_duplicates WHERE account_id = :account) f USING (contact_a, contact_b);
-- the next one takes its place
DELETE FROM contacts.contacts WHERE account_id = :account AND email LIKE 'person1%';
SELECT count(*) FILTER (WHERE d.score IS NULL) FROM contacts.found_duplicates f LEFT JOIN contacts.duplicates() d USING (contact_a, contact_b) WHERE account_id = :account;
CALL contacts.find_duplicates(1);
SELECT count(*) FROM contacts.found_duplicates WHERE account_id = :account AND score < 1;
CALL contacts.find_duplicates();
SELECT count(*) > 5, count(DISTINCT job_id) FROM contacts.found_duplicates WHERE account_id = :account;
SELECT state, count(*) FROM contacts.jobs WHERE account_id = :account GROUP BY state;
-- as a role under row-level security, in a block of code: the identity is for one transaction, so it is one piece
SET ROLE regress_duplicate_jobs;
DO $$ BEGIN PERFORM contacts.act_as(716003, 2); CALL contacts.find_duplicates(); END $$;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT count(*) > 5, count(DISTINCT user_id) FROM contacts.found_duplicates;
SELECT state FROM contacts.jobs;
COMMIT;
RESET ROLE;

-- a token that somebody else has issued shows nothing of it, and neither starts nor ends anything
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.issue_token('of another', '{contacts.read}', NULL, 2) AS token \gset
SET LOCAL ROLE regress_duplicate_jobs;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT id AS job FROM contacts.jobs \gset
SELECT contacts.authenticate(:'token') IS NULL \g /dev/null
SELECT count(*) FROM contacts.jobs;
SELECT count(*) FROM contacts.found_duplicates;
SAVEPOINT s;
CALL contacts.find_duplicates();
ROLLBACK TO s;
SELECT contacts.cancel_job(:'job');
ROLLBACK;

-- what was said of a duplicate holds for the survivor, also among what was found
BEGIN;
INSERT INTO contacts.contacts (name, email) VALUES ('Same Person', 'same1@x.example'), ('Same Person', 'same2@x.example'), ('Same Person', 'same3@x.example');
CREATE TEMP TABLE same ON COMMIT DROP AS SELECT id, email FROM contacts.contacts WHERE account_id = :account AND name = 'Same Person';
CALL contacts.find_duplicates(0.01);
SELECT contacts.dismiss_duplicate((SELECT id FROM same WHERE email LIKE 'same2%'), (SELECT id FROM same WHERE email LIKE 'same3%'));
SELECT count(*) FROM contacts.found_duplicates f WHERE f.contact_a IN (SELECT id FROM same) AND user_id = 1;
SELECT contacts.merge((SELECT id FROM same WHERE email LIKE 'same1%'), ARRAY[(SELECT id FROM same WHERE email LIKE 'same2%')]) IS NOT NULL;
SELECT count(*) FROM contacts.found_duplicates f WHERE f.contact_a IN (SELECT id FROM same) AND user_id = 1;
ROLLBACK;

-- dismissed, merged
BEGIN;
SELECT contact_a, contact_b FROM contacts.found_duplicates WHERE account_id = :account AND user_id = 1 ORDER BY contact_a, contact_b LIMIT 1 \gset
SELECT contacts.dismiss_duplicate(:'contact_b', :'contact_a');
SELECT count(*) FROM contacts.found_duplicates WHERE account_id = :account AND contact_a = :'contact_a' AND contact_b = :'contact_b';
SELECT contact_a, contact_b FROM contacts.found_duplicates WHERE account_id = :account AND user_id = 1 ORDER BY contact_a, contact_b LIMIT 1 \gset
SELECT contacts.merge(:'contact_a', ARRAY[:'contact_b'::uuid]) IS NOT NULL;
SELECT count(*) FROM contacts.found_duplicates WHERE account_id = :account AND (contact_a = :'contact_b' OR contact_b = :'contact_b');
-- and moves with its contacts
SELECT contact_a, contact_b FROM contacts.found_duplicates WHERE account_id = :account AND user_id = 1 ORDER BY contact_a, contact_b LIMIT 1 \gset
UPDATE contacts.contacts SET visibility = 'only_me' WHERE account_id = :account AND id IN (:'contact_a', :'contact_b');
SELECT DISTINCT audience_a, audience_b FROM contacts.found_duplicates WHERE account_id = :account AND contact_a = :'contact_a' AND contact_b = :'contact_b';
SELECT * FROM contacts.check_integrity() WHERE object LIKE '%716003%';
SELECT contacts.act_as(:account, 2) AS acting \gset
SET LOCAL ROLE regress_duplicate_jobs;
SELECT count(*) FROM contacts.found_duplicates WHERE contact_a = :'contact_a';
ROLLBACK;

-- what happens meanwhile, here in a trigger: a job that somebody cancels, a user who is removed
CREATE FUNCTION pg_temp.meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.phase = 'comparing' AND current_setting('regress.meanwhile') = 'leave' THEN
		PERFORM set_config('session_replication_role', 'replica', true);
		UPDATE contacts.users SET removed_at = now() WHERE account_id = 716003 AND user_id = 3;
	END IF;
	IF NEW.phase = 'comparing' AND current_setting('regress.meanwhile') = 'cancel' THEN
		NEW.cancel_requested := true;
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER meanwhile BEFORE UPDATE ON contacts.jobs FOR EACH ROW EXECUTE FUNCTION pg_temp.meanwhile();
SET regress.meanwhile = 'cancel';
CALL contacts.find_duplicates();
SELECT state, phase, found, time_left, finished_at IS NOT NULL FROM contacts.jobs WHERE account_id = :account ORDER BY started_at DESC LIMIT 1;
SELECT contacts.cancel_job(id) FROM contacts.jobs WHERE account_id = :account ORDER BY started_at DESC LIMIT 1;
SET regress.meanwhile = 'leave';
SELECT contacts.act_as_for_session(:account, 3) AS acting \gset
CALL contacts.find_duplicates();
SELECT contacts.act_as_for_session(:account, 1) AS acting \gset
SELECT state, phase FROM contacts.jobs WHERE account_id = :account AND user_id = 3;
SELECT count(*) FROM contacts.found_duplicates WHERE account_id = :account AND user_id = 3;
SET regress.meanwhile = 'nothing';
CALL contacts.find_duplicates();
SELECT state FROM contacts.jobs WHERE account_id = :account ORDER BY started_at DESC LIMIT 1;
-- an error in the middle: told when it is done again
ALTER TABLE contacts.found_duplicates ADD CONSTRAINT regress_fails CHECK (account_id <> 716003) NOT VALID;
CALL contacts.find_duplicates();
SELECT state, phase FROM contacts.jobs WHERE account_id = :account ORDER BY started_at DESC LIMIT 1;
SELECT contacts.cancel_job(id) FROM contacts.jobs WHERE account_id = :account ORDER BY started_at DESC LIMIT 1;
SELECT state FROM contacts.jobs WHERE account_id = :account ORDER BY started_at DESC LIMIT 1;
CALL contacts.find_duplicates();
ALTER TABLE contacts.found_duplicates DROP CONSTRAINT regress_fails;
CALL contacts.find_duplicates();
SELECT state, count(*) FROM contacts.jobs WHERE account_id = :account AND user_id = 1 GROUP BY state ORDER BY state;
DROP TRIGGER meanwhile ON contacts.jobs;

-- one that cannot begin leaves no lock of the session: nobody else holds one on it
SET default_transaction_read_only = on;
CALL contacts.find_duplicates();
RESET default_transaction_read_only;
SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory';

-- by hand, by others, without identity, with other arguments
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text;
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || regexp_replace(message, '[0-9a-f]{8}-[0-9a-f-]{27}', 'ID', 'g');
END $$;
SELECT id AS job FROM contacts.jobs WHERE account_id = :account AND user_id = 1 LIMIT 1 \gset
SELECT statement, pg_temp.outcome(statement) FROM unnest(ARRAY['UPDATE contacts.jobs SET done = 1', 'DELETE FROM contacts.jobs',
	'TRUNCATE contacts.jobs', 'TRUNCATE contacts.found_duplicates', 'CALL contacts.find_duplicates(NULL)', 'CALL contacts.find_duplicates(7)', 'SELECT contacts.cancel_job(NULL)']) statement;
SELECT contacts.act_as_for_session(NULL, NULL) AS acting \gset
SET ROLE regress_duplicate_jobs;
CALL contacts.find_duplicates();
SELECT count(*) FROM contacts.jobs;
SELECT count(*) FROM contacts.found_duplicates;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome(statement) FROM unnest(ARRAY['INSERT INTO contacts.found_duplicates SELECT * FROM contacts.found_duplicates', 'DELETE FROM contacts.found_duplicates', 'UPDATE contacts.jobs SET done = 1',
	format('SELECT contacts.cancel_job(%L)', :'job'), 'SELECT contacts.cancel_job(''00000000-0000-7000-8000-000000000000'')']) statement;
COMMIT;
BEGIN TRANSACTION READ ONLY;
SELECT contacts.act_as(:account, 2) AS acting \gset
CALL contacts.find_duplicates();
ROLLBACK;
RESET ROLE;
DROP OWNED BY regress_duplicate_jobs;
DROP ROLE regress_duplicate_jobs;
