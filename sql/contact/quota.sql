/*
 * The private-contact quota: a counter per owner, kept by statement.
 */

CREATE TABLE contacts.usage (
	account_id       bigint NOT NULL,
	user_id          integer NOT NULL,
	private_contacts bigint NOT NULL,
	CONSTRAINT usage_pkey PRIMARY KEY (account_id, user_id)
) WITH (fillfactor = 50);
COMMENT ON TABLE contacts.usage IS
'How many private contacts each user keeps. Derived: not dumped, counted again by a restore, granted to nobody.';
COMMENT ON COLUMN contacts.usage.account_id IS 'The account.';
COMMENT ON COLUMN contacts.usage.user_id IS 'The owner.';
COMMENT ON COLUMN contacts.usage.private_contacts IS 'Number of their contacts with visibility only_me.';

ALTER TABLE contacts.usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_usage ON contacts.usage
	USING (account_id = contacts.actor_account() AND user_id = contacts.actor_user());
COMMENT ON POLICY own_usage ON contacts.usage IS 'A user''s own count; no privilege is granted on the table as it stands.';

CREATE FUNCTION contacts.quota_count() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_quota_count';
COMMENT ON FUNCTION contacts.quota_count() IS
'AFTER STATEMENT trigger: one counter update per owner touched, in key order, none for shared contacts. An increase over the plan''s limit gives 23514, private_contact_limit.';
CREATE TRIGGER quota_insert AFTER INSERT ON contacts.contacts
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.quota_count();
CREATE TRIGGER quota_update AFTER UPDATE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.quota_count();
CREATE TRIGGER quota_delete AFTER DELETE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.quota_count();

CREATE FUNCTION contacts.private_quota(OUT used bigint, OUT allowed integer)
	RETURNS record
	LANGUAGE C STABLE SECURITY DEFINER PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_private_quota';
COMMENT ON FUNCTION contacts.private_quota() IS
'How many private contacts the acting user keeps and how many the plan allows: 0 where the plan or the role allows none, null where there is no limit. Both null without identity.';
-- grant application: EXECUTE ON FUNCTION contacts.private_quota()
