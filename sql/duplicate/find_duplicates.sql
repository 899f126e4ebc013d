/*
 * A search for duplicates whose results are kept.
 */

CREATE TABLE contacts.found_duplicates (
	account_id bigint NOT NULL,
	user_id    integer NOT NULL,
	contact_a  uuid NOT NULL,
	contact_b  uuid NOT NULL,
	audience_a integer NOT NULL,
	audience_b integer NOT NULL,
	score      float8 NOT NULL,
	reasons    jsonb NOT NULL,
	job_id     uuid NOT NULL,
	CONSTRAINT found_duplicates_pkey PRIMARY KEY (account_id, user_id, contact_a, contact_b),
	CONSTRAINT found_duplicates_a_fkey FOREIGN KEY (account_id, contact_a, audience_a)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE,
	CONSTRAINT found_duplicates_b_fkey FOREIGN KEY (account_id, contact_b, audience_b)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE,
	CONSTRAINT found_duplicates_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT found_duplicates_order CHECK (contact_a < contact_b)
);
CREATE INDEX found_duplicates_a ON contacts.found_duplicates
	(account_id, contact_a, audience_a, audience_b contacts.audience_ops);
CREATE INDEX found_duplicates_b ON contacts.found_duplicates
	(account_id, contact_b, audience_a, audience_b contacts.audience_ops);
CREATE INDEX found_duplicates_score ON contacts.found_duplicates
	(account_id, user_id, score, audience_a, audience_b contacts.audience_ops);
COMMENT ON TABLE contacts.found_duplicates IS
'What the acting user''s last contacts.find_duplicates() has found, of the contacts that they see. A pair goes with its contacts, and when it is dismissed or merged. Not dumped.';
COMMENT ON COLUMN contacts.found_duplicates.account_id IS 'The account.';
COMMENT ON COLUMN contacts.found_duplicates.user_id IS 'The user who has searched, with whose eyes it was found.';
COMMENT ON COLUMN contacts.found_duplicates.contact_a IS 'The pair''s lower id.';
COMMENT ON COLUMN contacts.found_duplicates.contact_b IS 'The pair''s higher id.';
COMMENT ON COLUMN contacts.found_duplicates.audience_a IS 'Audience of contact_a, kept by the database.';
COMMENT ON COLUMN contacts.found_duplicates.audience_b IS 'Audience of contact_b, kept by the database.';
COMMENT ON COLUMN contacts.found_duplicates.score IS 'As of contacts.duplicates(), at the time of the search.';
COMMENT ON COLUMN contacts.found_duplicates.reasons IS 'Likewise.';
COMMENT ON COLUMN contacts.found_duplicates.job_id IS 'The search, in contacts.jobs. While one is running there are pairs of the one before as well.';
-- grant application: SELECT (*) ON contacts.found_duplicates
-- grant reporting: SELECT (*) ON contacts.found_duplicates

ALTER TABLE contacts.found_duplicates ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON contacts.found_duplicates
	USING (account_id = contacts.actor_account() AND user_id = contacts.actor_user() AND contacts.sees(- user_id)
		AND contacts.sees(audience_a) AND contacts.sees(audience_b));
COMMENT ON POLICY own ON contacts.found_duplicates IS 'For the user who has searched, as long as they see both contacts.';
-- Pairs go with their contacts.
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.found_duplicates
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.merge', 'contacts.write', 'contacts.write_own', 'contacts.delete');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.found_duplicates
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();

CREATE PROCEDURE contacts.find_duplicates(min_score float8 DEFAULT 0.5)
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_find_duplicates';
COMMENT ON PROCEDURE contacts.find_duplicates(float8) IS
'Searches as contacts.duplicates() does, without a limit, and keeps what it finds in contacts.found_duplicates, in place of what the acting user has found before. Called outside a transaction block, with an identity that lasts (of the session, or of a mapped role), it commits as it goes, shows in contacts.jobs how far it is, and can be ended by contacts.cancel_job() (57014). Else it is one piece, for which contacts.merge is needed, as the contacts that it keeps stay locked until the transaction ends. The best million of pairs are kept. Errors: 42501 without identity, without contacts.read, or by a token that somebody else has issued; 28000 if the identity has become another one meanwhile; 22023 for a min_score that is not from 0 to 1; 55006 while the user has it running already.';
-- grant application: EXECUTE ON PROCEDURE contacts.find_duplicates(float8)
-- For mapped roles, whose identity lasts; it writes what is theirs alone.
-- grant reporting: EXECUTE ON PROCEDURE contacts.find_duplicates(float8)
