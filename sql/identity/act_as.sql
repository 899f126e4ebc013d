/*
 * Taking on an identity.
 */

CREATE FUNCTION contacts.act_as(account_id bigint, user_id integer) RETURNS void
	LANGUAGE C VOLATILE SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_act_as';
COMMENT ON FUNCTION contacts.act_as(bigint, integer) IS
'From here to the end of the transaction the caller acts as this user of this account. Errors: P0002 for an account without such an active user, 22004 for a null, 55000 while cursors are open under another identity and within a statement on the tables of the extension. Outside a transaction block it warns that it has no effect.';
-- grant application: EXECUTE ON FUNCTION contacts.act_as(bigint, integer)

CREATE FUNCTION contacts.act_as_for_session(account_id bigint, user_id integer) RETURNS void
	LANGUAGE C VOLATILE SECURITY DEFINER PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET row_security = on
	AS 'MODULE_PATHNAME', 'contacts_act_as_for_session';
COMMENT ON FUNCTION contacts.act_as_for_session(bigint, integer) IS
'As contacts.act_as(), but until the end of the session, or until it is called with nulls. For people in psql; granted to no role: on a pooled connection an identity would stay for the next client.';
