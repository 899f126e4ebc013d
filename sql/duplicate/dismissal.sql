/*
 * Pairs that look like duplicates and are two different people.
 */

CREATE TABLE contacts.duplicate_dismissals (
	account_id bigint NOT NULL DEFAULT contacts.actor_account(),
	contact_a  uuid NOT NULL,
	contact_b  uuid NOT NULL,
	audience_a integer NOT NULL,
	audience_b integer NOT NULL,
	user_id    integer NOT NULL DEFAULT contacts.actor_user(),
	created_at timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT duplicate_dismissals_pkey PRIMARY KEY (account_id, contact_a, contact_b),
	CONSTRAINT duplicate_dismissals_a_fkey FOREIGN KEY (account_id, contact_a, audience_a)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE,
	CONSTRAINT duplicate_dismissals_b_fkey FOREIGN KEY (account_id, contact_b, audience_b)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE,
	CONSTRAINT duplicate_dismissals_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT duplicate_dismissals_order CHECK (contact_a < contact_b)
);
CREATE INDEX duplicate_dismissals_a ON contacts.duplicate_dismissals
	(account_id, contact_a, audience_a, audience_b contacts.audience_ops);
CREATE INDEX duplicate_dismissals_b ON contacts.duplicate_dismissals
	(account_id, contact_b, audience_a, audience_b contacts.audience_ops);
COMMENT ON TABLE contacts.duplicate_dismissals IS
'Pairs that somebody who sees both has declared to be two different people.';
COMMENT ON COLUMN contacts.duplicate_dismissals.account_id IS 'The account.';
COMMENT ON COLUMN contacts.duplicate_dismissals.contact_a IS 'The pair''s smaller id.';
COMMENT ON COLUMN contacts.duplicate_dismissals.contact_b IS 'The pair''s greater id.';
COMMENT ON COLUMN contacts.duplicate_dismissals.audience_a IS 'Audience of contact_a, kept by the database.';
COMMENT ON COLUMN contacts.duplicate_dismissals.audience_b IS 'Audience of contact_b, kept by the database.';
COMMENT ON COLUMN contacts.duplicate_dismissals.user_id IS 'Who said so.';
COMMENT ON COLUMN contacts.duplicate_dismissals.created_at IS 'When.';
-- grant application: SELECT (*) ON contacts.duplicate_dismissals
SELECT pg_catalog.pg_extension_config_dump('contacts.duplicate_dismissals', '');

ALTER TABLE contacts.duplicate_dismissals ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.duplicate_dismissals
	USING (account_id = contacts.actor_account()
		AND contacts.sees(audience_a) AND contacts.sees(audience_b));
COMMENT ON POLICY visible ON contacts.duplicate_dismissals IS 'For those who see both contacts.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.duplicate_dismissals
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.merge', 'contacts.write', 'contacts.write_own', 'contacts.delete');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.duplicate_dismissals
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();

CREATE FUNCTION contacts.dismiss_duplicate(a uuid, b uuid) RETURNS void
	LANGUAGE C VOLATILE PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_dismiss_duplicate';
COMMENT ON FUNCTION contacts.dismiss_duplicate(uuid, uuid) IS
'Declares two contacts to be two different people, in whichever order: no search shows them as a pair any more, to anybody who sees both, and no group holds both. Errors: 42501 without contacts.merge, P0002 for a contact that is hidden or missing or merged already, 22023 for one contact given twice.';
-- grant application: EXECUTE ON FUNCTION contacts.dismiss_duplicate(uuid, uuid)
CREATE FUNCTION contacts.recall_dismissal(a uuid, b uuid) RETURNS void
	LANGUAGE C VOLATILE PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_recall_dismissal';
COMMENT ON FUNCTION contacts.recall_dismissal(uuid, uuid) IS
'Takes back what dismiss_duplicate() has declared, whoever did; nothing happens if nobody has. Errors as of dismiss_duplicate().';
-- grant application: EXECUTE ON FUNCTION contacts.recall_dismissal(uuid, uuid)
