/*
 * API tokens: a user's identity for programs, kept as a hash only.
 */

CREATE TABLE contacts.api_tokens (
	account_id   bigint NOT NULL,
	id           uuid NOT NULL,
	user_id      integer NOT NULL,
	name         text NOT NULL,
	hash         bytea NOT NULL,
	scopes       text[] NOT NULL,
	created_at   timestamptz NOT NULL DEFAULT now(),
	expires_at   timestamptz,
	revoked_at   timestamptz,
	last_used_on date,
	issued_by    integer NOT NULL,
	parent_id    uuid,
	CONSTRAINT api_tokens_pkey PRIMARY KEY (account_id, id),
	CONSTRAINT api_tokens_user_fkey FOREIGN KEY (account_id, user_id)
		REFERENCES contacts.users (account_id, user_id) ON DELETE CASCADE,
	CONSTRAINT api_tokens_issuer_fkey FOREIGN KEY (account_id, issued_by)
		REFERENCES contacts.users (account_id, user_id),
	CONSTRAINT api_tokens_hash_size CHECK (octet_length(hash) = 32)
);
CREATE INDEX api_tokens_user ON contacts.api_tokens (account_id, user_id);
COMMENT ON TABLE contacts.api_tokens IS
'Tokens of users for programs. Only a SHA-256 hash of the secret is kept; the hash is readable by nobody but the owner of the table.';
COMMENT ON COLUMN contacts.api_tokens.account_id IS 'The account.';
COMMENT ON COLUMN contacts.api_tokens.id IS 'UUID version 7 of the token; part of its text.';
COMMENT ON COLUMN contacts.api_tokens.user_id IS 'The user in whose name it acts.';
COMMENT ON COLUMN contacts.api_tokens.name IS 'What it is for: 1 to 300 characters (23514, api_tokens_name_length).';
COMMENT ON COLUMN contacts.api_tokens.hash IS 'SHA-256 of the secret.';
COMMENT ON COLUMN contacts.api_tokens.scopes IS 'Permissions that it may use, of those that its user has: a list without nulls, no longer than there are permissions (22023).';
COMMENT ON COLUMN contacts.api_tokens.created_at IS 'When it was issued.';
COMMENT ON COLUMN contacts.api_tokens.expires_at IS 'When it ends by itself; null for never.';
COMMENT ON COLUMN contacts.api_tokens.revoked_at IS 'When it was revoked.';
COMMENT ON COLUMN contacts.api_tokens.last_used_on IS 'Day of its last use.';
COMMENT ON COLUMN contacts.api_tokens.issued_by IS 'Who issued it. A token that somebody else issued than its user shows none of the user''s private contacts.';
COMMENT ON COLUMN contacts.api_tokens.parent_id IS 'The token by which it was issued, if one was: revoked or expired, that one ends this one as well. No foreign key: tokens are never deleted, and pg_dump warns of one that points at its own table.';
-- grant application: SELECT (account_id, id, user_id, name, scopes, created_at, expires_at, revoked_at, last_used_on, issued_by, parent_id) ON contacts.api_tokens
SELECT pg_catalog.pg_extension_config_dump('contacts.api_tokens', '');

ALTER TABLE contacts.api_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tokens ON contacts.api_tokens
	USING (account_id = contacts.actor_account()
		AND (user_id = contacts.actor_user() OR contacts.can('tokens.manage')));
COMMENT ON POLICY own_tokens ON contacts.api_tokens IS
'A user''s own tokens; all of the account for whoever holds tokens.manage.';
CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.api_tokens
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON contacts.api_tokens
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_truncate();
CREATE TRIGGER tidy_texts BEFORE INSERT OR UPDATE OF name ON contacts.api_tokens
	FOR EACH ROW EXECUTE FUNCTION contacts.tidy_texts('name', '300');

-- Issuing, the first use and revoking are history; a use each day is not, nor
-- is anything the hash.
CREATE TRIGGER audit_insert AFTER INSERT ON contacts.api_tokens
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id', 'without=hash', 'first=last_used_on');
CREATE TRIGGER audit_update AFTER UPDATE ON contacts.api_tokens
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id', 'without=hash', 'first=last_used_on');
CREATE TRIGGER audit_delete AFTER DELETE ON contacts.api_tokens
	REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('id', 'without=hash', 'first=last_used_on');

CREATE FUNCTION contacts.issue_token(name text, scopes text[],
	expires_at timestamptz DEFAULT NULL, user_id integer DEFAULT NULL)
	RETURNS text
	LANGUAGE C VOLATILE SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_issue_token';
COMMENT ON FUNCTION contacts.issue_token(text, text[], timestamptz, integer) IS
'Makes a token of the acting user (of another one with tokens.manage) and returns its text, which is shown this once. Scopes are permissions that the actor has; the token never grants more than its user has, and shows nothing private of a user who did not issue it themselves. A token issued under a token ends with that one, and issues none. Errors: 42501 for a scope that the actor does not have, and for another user''s token where the account has tokens_by_others off, 22023 for an unknown one, for nulls or for more than there are permissions, 23514 for a name that is blank or too long, P0002 for no such active user.';
-- grant application: EXECUTE ON FUNCTION contacts.issue_token(text, text[], timestamptz, integer)

CREATE FUNCTION contacts.revoke_token(id uuid) RETURNS void
	LANGUAGE C VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_revoke_token';
COMMENT ON FUNCTION contacts.revoke_token(uuid) IS
'Ends a token, one''s own or with tokens.manage another''s. P0002 for one that the actor cannot see, 42501 for one of a user whose role is above the actor''s.';
-- grant application: EXECUTE ON FUNCTION contacts.revoke_token(uuid)

CREATE FUNCTION contacts.authenticate(token text) RETURNS void
	LANGUAGE C VOLATILE SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_authenticate';
COMMENT ON FUNCTION contacts.authenticate(text) IS
'From here to the end of the transaction the caller acts as the user of this token, with those of its scopes that the user still has. Send the token as a parameter: literals show in pg_stat_activity and logs. Errors: 28000 for a token that is null, not valid, revoked or expired, 55000 while cursors are open under another identity and within a statement on the tables of the extension.';
-- grant application: EXECUTE ON FUNCTION contacts.authenticate(text)
-- grant reporting: EXECUTE ON FUNCTION contacts.authenticate(text)
