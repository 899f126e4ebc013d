/*
 * With whose eyes rows are seen.
 */

CREATE FUNCTION contacts.sees(audience integer) RETURNS boolean
	LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE COST 2 SUPPORT contacts.sees_support
	AS 'MODULE_PATHNAME', 'contacts_sees';
COMMENT ON FUNCTION contacts.sees(integer) IS
'Whether rows of this audience are visible to the acting user. Audience: 0 = everyone in the account, a department number = its members, minus a user number = that user alone.';
-- grant application: EXECUTE ON FUNCTION contacts.sees(integer)
-- grant reporting: EXECUTE ON FUNCTION contacts.sees(integer)

CREATE FUNCTION contacts.sees_all(audiences integer[]) RETURNS boolean
	LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_sees_all';
COMMENT ON FUNCTION contacts.sees_all(integer[]) IS
'Whether rows of each of these audiences are visible to the acting user: as sees() of all of them. Nulls are passed over.';
-- grant application: EXECUTE ON FUNCTION contacts.sees_all(integer[])
-- grant reporting: EXECUTE ON FUNCTION contacts.sees_all(integer[])
