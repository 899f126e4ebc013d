/*
 * What an actor sees, as a condition on an index.
 */

CREATE FUNCTION contacts.sees_support(internal) RETURNS internal
	LANGUAGE C STRICT
	AS 'MODULE_PATHNAME', 'contacts_sees_support';
COMMENT ON FUNCTION contacts.sees_support(internal) IS
'Planner support of contacts.sees(): an exact index condition where an index holds the audience, and a selectivity that does not depend on statistics.';

-- The next two are volatile in name only, so that planning does not evaluate them.
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
