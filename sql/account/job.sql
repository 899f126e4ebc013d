/*
 * Long work, and how far it is.
 */

CREATE TABLE contacts.jobs (
	account_id       bigint NOT NULL,
	id               uuid NOT NULL,
	kind             text NOT NULL,
	user_id          integer NOT NULL,
	state            text NOT NULL DEFAULT 'running',
	phase            text,
	done             bigint NOT NULL DEFAULT 0,
	total            bigint,
	found            bigint,
	started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
	updated_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
	finished_at      timestamptz,
	backend_pid      integer,
	cancel_requested boolean NOT NULL DEFAULT false,
	rate             float8 GENERATED ALWAYS AS (
		CASE WHEN updated_at > started_at
			THEN done / extract(epoch FROM updated_at - started_at)::float8 END) STORED,
	time_left        interval GENERATED ALWAYS AS (
		CASE WHEN state = 'running' AND done > 0 AND total >= done
			THEN (updated_at - started_at) * ((total - done)::float8 / done) END) STORED,
	CONSTRAINT jobs_pkey PRIMARY KEY (account_id, id),
	CONSTRAINT jobs_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT jobs_state_known CHECK (state IN ('running', 'done', 'cancelled', 'failed'))
);
CREATE INDEX jobs_user ON contacts.jobs (account_id, user_id, kind, started_at);
COMMENT ON TABLE contacts.jobs IS
'Work that takes long, how far it is, and how it ended; a row for each time. A job is seen by the user who started it, while it runs as well, unless that was within a transaction block. Not dumped.';
COMMENT ON COLUMN contacts.jobs.account_id IS 'The account.';
COMMENT ON COLUMN contacts.jobs.id IS 'UUID version 7 of the job.';
COMMENT ON COLUMN contacts.jobs.kind IS 'What it does: find_duplicates.';
COMMENT ON COLUMN contacts.jobs.user_id IS 'The user who started it.';
COMMENT ON COLUMN contacts.jobs.state IS 'running, done, cancelled (by cancel_job()) or failed (by an error, or its connection was lost: told when the user starts the like again; until then it is running, and updated_at stands still).';
COMMENT ON COLUMN contacts.jobs.phase IS 'What it is at, of several things that it does one after the other.';
COMMENT ON COLUMN contacts.jobs.done IS 'Steps that are done, in all phases.';
COMMENT ON COLUMN contacts.jobs.total IS 'Steps that there are; null until that is known.';
COMMENT ON COLUMN contacts.jobs.found IS 'What came of it: pairs of duplicates; null until it is done.';
COMMENT ON COLUMN contacts.jobs.started_at IS 'When it was started.';
COMMENT ON COLUMN contacts.jobs.updated_at IS 'When this row was written last: each second or so while it runs, save in the first phase.';
COMMENT ON COLUMN contacts.jobs.finished_at IS 'When it ended, or is known to have ended.';
COMMENT ON COLUMN contacts.jobs.backend_pid IS 'The server process that runs it, as in pg_stat_activity.';
COMMENT ON COLUMN contacts.jobs.cancel_requested IS 'Whether cancel_job() has been called.';
COMMENT ON COLUMN contacts.jobs.rate IS 'Steps per second so far.';
COMMENT ON COLUMN contacts.jobs.time_left IS 'How long it would take on at this rate; null when it has ended.';
-- grant application: SELECT (*) ON contacts.jobs
-- grant reporting: SELECT (*) ON contacts.jobs

ALTER TABLE contacts.jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON contacts.jobs
	USING (account_id = contacts.actor_account() AND user_id = contacts.actor_user()
		AND contacts.sees(- user_id));
COMMENT ON POLICY own ON contacts.jobs IS 'For the user who started it, with their own eyes: a token of somebody else''s making has none for what is theirs alone.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.jobs
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.jobs
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();

CREATE FUNCTION contacts.cancel_job(id uuid) RETURNS boolean
	LANGUAGE C VOLATILE PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_cancel_job';
COMMENT ON FUNCTION contacts.cancel_job(uuid) IS
'Asks a job of the acting user to end, which it does within a second or so (of find_duplicates(): when its contacts have been read), with error 57014 for whoever waits for it. True if it was running. Errors: P0002 for a job that there is not, or somebody else''s; 42501 for a token that somebody else has issued.';
-- grant application: EXECUTE ON FUNCTION contacts.cancel_job(uuid)
-- grant reporting: EXECUTE ON FUNCTION contacts.cancel_job(uuid)
