/*
 * Identity: who is acting, and the functions that policies ask.
 *
 * The policy functions are plain STABLE LEAKPROOF C without table access, so
 * that a policy costs a comparison, can be planned, and works on shards.
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

CREATE FUNCTION contacts.actor_account() RETURNS bigint
	LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_actor_account';
COMMENT ON FUNCTION contacts.actor_account() IS
'Account of the user who is acting; null without identity.';
-- grant application: EXECUTE ON FUNCTION contacts.actor_account()
-- grant reporting: EXECUTE ON FUNCTION contacts.actor_account()

CREATE FUNCTION contacts.actor_user() RETURNS integer
	LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_actor_user';
COMMENT ON FUNCTION contacts.actor_user() IS
'Number of the user who is acting, within the account; null without identity.';
-- grant application: EXECUTE ON FUNCTION contacts.actor_user()
-- grant reporting: EXECUTE ON FUNCTION contacts.actor_user()

CREATE FUNCTION contacts.actor_audiences() RETURNS integer[]
	LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_actor_audiences';
COMMENT ON FUNCTION contacts.actor_audiences() IS
'Audiences that the acting user sees, ascending: minus their number, 0 for everyone, the numbers of their departments (of every department for admins and owners). Empty without identity or without contacts.read.';
-- grant application: EXECUTE ON FUNCTION contacts.actor_audiences()
-- grant reporting: EXECUTE ON FUNCTION contacts.actor_audiences()

CREATE FUNCTION contacts.sees_support(internal) RETURNS internal
	LANGUAGE C STRICT
	AS 'MODULE_PATHNAME', 'contacts_sees_support';
COMMENT ON FUNCTION contacts.sees_support(internal) IS
'Planner support of contacts.sees(): an exact index condition where an index holds the audience, and a selectivity that does not depend on statistics.';

/*
 * What an actor sees, as a condition on an index: src/planner.c.  The two
 * functions are volatile in name only, so that planning does not evaluate them.
 */
CREATE FUNCTION contacts.index_audiences() RETURNS integer[]
	LANGUAGE C VOLATILE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_index_audiences';
COMMENT ON FUNCTION contacts.index_audiences() IS
'contacts.actor_audiences(), as the server searches an index for them.';
-- grant application: EXECUTE ON FUNCTION contacts.index_audiences()
-- grant reporting: EXECUTE ON FUNCTION contacts.index_audiences()
CREATE FUNCTION contacts.index_spans() RETURNS bigint[]
	LANGUAGE C VOLATILE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_index_spans';
COMMENT ON FUNCTION contacts.index_spans() IS
'contacts.actor_audiences() in spans, as the server searches an index for them before PostgreSQL 17: each number is the first audience of a run times 2^32 plus the last one.';
-- grant application: EXECUTE ON FUNCTION contacts.index_spans()
-- grant reporting: EXECUTE ON FUNCTION contacts.index_spans()
CREATE FUNCTION contacts.audience_within(audience integer, span bigint) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_audience_within';
COMMENT ON FUNCTION contacts.audience_within(integer, bigint) IS
'Whether an audience lies within a span of contacts.index_spans().';
-- grant application: EXECUTE ON FUNCTION contacts.audience_within(integer, bigint)
-- grant reporting: EXECUTE ON FUNCTION contacts.audience_within(integer, bigint)
CREATE FUNCTION contacts.audience_compare(audience integer, span bigint) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_audience_compare';
COMMENT ON FUNCTION contacts.audience_compare(integer, bigint) IS
'Where an audience stands beside the first one of a span: -1 before it, 0 at it, 1 behind it.';
-- An operator class for audiences as the last column of an index.  Of the
-- operators with a span it has the one that is searched by.  The estimators are
-- constants: nothing may depend on who acts.
CREATE OPERATOR contacts.<@ (
	FUNCTION = contacts.audience_within, LEFTARG = integer, RIGHTARG = bigint,
	RESTRICT = positionsel, JOIN = positionjoinsel);
COMMENT ON OPERATOR contacts.<@ (integer, bigint) IS 'The audience lies within the span.';
CREATE OPERATOR CLASS contacts.audience_ops FOR TYPE integer USING btree AS
	OPERATOR 1 pg_catalog.<,
	OPERATOR 2 pg_catalog.<=,
	OPERATOR 3 pg_catalog.=,
	OPERATOR 3 contacts.<@ (integer, bigint),
	OPERATOR 4 pg_catalog.>=,
	OPERATOR 5 pg_catalog.>,
	FUNCTION 1 pg_catalog.btint4cmp(integer, integer),
	FUNCTION 1 (integer, bigint) contacts.audience_compare(integer, bigint),
	FUNCTION 1 (bigint, bigint) pg_catalog.btint8cmp(bigint, bigint),
	FUNCTION 2 pg_catalog.btint4sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS contacts.audience_ops USING btree IS
'Audiences as the last column of an index, which then serves contacts.sees().';
COMMENT ON OPERATOR FAMILY contacts.audience_ops USING btree IS 'Audiences and spans of them.';

CREATE FUNCTION contacts.sees(audience integer) RETURNS boolean
	LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE COST 2 SUPPORT contacts.sees_support
	AS 'MODULE_PATHNAME', 'contacts_sees';
COMMENT ON FUNCTION contacts.sees(integer) IS
'Whether rows of this audience are visible to the acting user. Audience: 0 = everyone in the account, a department number = its members, minus a user number = that user alone.';
-- grant application: EXECUTE ON FUNCTION contacts.sees(integer)
-- grant reporting: EXECUTE ON FUNCTION contacts.sees(integer)

CREATE FUNCTION contacts.can(permission text) RETURNS boolean
	LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_can';
COMMENT ON FUNCTION contacts.can(text) IS
'Whether the acting user holds a permission, such as contacts.write. False for an unknown name and without identity; never an error.';
-- grant application: EXECUTE ON FUNCTION contacts.can(text)
-- grant reporting: EXECUTE ON FUNCTION contacts.can(text)

CREATE FUNCTION contacts.actor(
	OUT account_id bigint, OUT user_id integer, OUT role contacts.user_role,
	OUT region text, OUT departments integer[], OUT permissions text[])
	RETURNS record
	LANGUAGE C STABLE PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_actor_row';
COMMENT ON FUNCTION contacts.actor() IS
'What is in force: account, user, role, default region of phone numbers, departments whose contacts they see, permissions. All null without identity.';
-- grant application: EXECUTE ON FUNCTION contacts.actor()
-- grant reporting: EXECUTE ON FUNCTION contacts.actor()

CREATE FUNCTION contacts.default_permissions(
	OUT role contacts.user_role, OUT permission text)
	RETURNS SETOF record
	LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 60
	AS 'MODULE_PATHNAME', 'contacts_default_permissions';
COMMENT ON FUNCTION contacts.default_permissions() IS
'The permissions that each role has unless contacts.role_permissions of the account says otherwise.';
-- grant application: EXECUTE ON FUNCTION contacts.default_permissions()
-- grant reporting: EXECUTE ON FUNCTION contacts.default_permissions()

/*
 * Trigger functions that several tables share.  They run with the caller's
 * rights and take the table owner's for their own statements only, because a
 * trigger must first find out whether it runs inside a restore, and a SET
 * clause would hide that.
 */
CREATE FUNCTION contacts.guard_write() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_guard_write';
COMMENT ON FUNCTION contacts.guard_write() IS
'BEFORE STATEMENT trigger: refuses a write without identity (42501) or without one of the permissions named as trigger arguments; policies alone would answer "UPDATE 0".';

CREATE FUNCTION contacts.tidy_texts() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_tidy_texts';
COMMENT ON FUNCTION contacts.tidy_texts() IS
'BEFORE ROW trigger. Arguments, in pairs: a column, and how many characters it takes at most; of jsonb, how many bytes. Gives a text the form that all texts of one line have: nothing invisible around it, no control characters in it, blank is null. 23514, TABLE_COLUMN_length, for a longer one, and for a blank one that must not be null.';

CREATE FUNCTION contacts.guard_truncate() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_guard_truncate';
COMMENT ON FUNCTION contacts.guard_truncate() IS
'BEFORE TRUNCATE trigger: refuses, because TRUNCATE passes by every rule of the product.';
