/*
 * Who is acting, and what they may: the functions that policies ask.
 *
 * They are plain STABLE LEAKPROOF C without table access, so that a policy costs a
 * comparison, can be planned, and works on shards.
 */

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
