/*
 * The ids of contacts that have been merged go on answering.
 */

CREATE TABLE contacts.contact_redirects (
	account_id bigint NOT NULL,
	old_id     uuid NOT NULL,
	contact_id uuid NOT NULL,
	audience   integer NOT NULL,
	merge_id   uuid NOT NULL,
	CONSTRAINT contact_redirects_pkey PRIMARY KEY (account_id, old_id),
	CONSTRAINT contact_redirects_contact_fkey FOREIGN KEY (account_id, contact_id, audience)
		REFERENCES contacts.contacts (account_id, id, audience) ON DELETE CASCADE
);
CREATE INDEX contact_redirects_contact ON contacts.contact_redirects
	(account_id, contact_id, audience contacts.audience_ops);
CREATE INDEX contact_redirects_audience ON contacts.contact_redirects
	(account_id, old_id, audience contacts.audience_ops);
COMMENT ON TABLE contacts.contact_redirects IS
'Which contact answers for the id of a merged one: always one hop, through later merges as well.';
COMMENT ON COLUMN contacts.contact_redirects.account_id IS 'The account.';
COMMENT ON COLUMN contacts.contact_redirects.old_id IS 'Id of a contact that was merged.';
COMMENT ON COLUMN contacts.contact_redirects.contact_id IS 'The contact that answers today.';
COMMENT ON COLUMN contacts.contact_redirects.audience IS 'That contact''s audience, kept by the database.';
COMMENT ON COLUMN contacts.contact_redirects.merge_id IS 'The merge that retired the old id.';
-- grant application: SELECT (*) ON contacts.contact_redirects
-- grant reporting: SELECT (*) ON contacts.contact_redirects
SELECT pg_catalog.pg_extension_config_dump('contacts.contact_redirects', '');

ALTER TABLE contacts.contact_redirects ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON contacts.contact_redirects
	USING (account_id = contacts.actor_account() AND contacts.sees(audience));
COMMENT ON POLICY visible ON contacts.contact_redirects IS 'As the contact that answers.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.contact_redirects
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.merge', 'contacts.write', 'contacts.write_own', 'contacts.delete');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.contact_redirects
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.contact_redirects
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('contact_id', 'audience', 'direct');

CREATE FUNCTION contacts.resolve(id uuid) RETURNS uuid
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_resolve';
COMMENT ON FUNCTION contacts.resolve(uuid) IS
'The id that answers for this id today: itself, or the contact that it was merged into; null for one that the acting user cannot see, as for one that never was.';
-- grant application: EXECUTE ON FUNCTION contacts.resolve(uuid)
-- grant reporting: EXECUTE ON FUNCTION contacts.resolve(uuid)
