/*
 * Comparison and prefix search of numbers.  All leakproof: no error depends on a value, so row security
 * lets an index on a phone be used.
 */
CREATE FUNCTION contacts.phone_eq(contacts.phone, contacts.phone) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_eq';
COMMENT ON FUNCTION contacts.phone_eq(contacts.phone, contacts.phone) IS 'Implementation of = on contacts.phone.';
CREATE FUNCTION contacts.phone_ne(contacts.phone, contacts.phone) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_ne';
COMMENT ON FUNCTION contacts.phone_ne(contacts.phone, contacts.phone) IS 'Implementation of <> on contacts.phone.';
CREATE FUNCTION contacts.phone_lt(contacts.phone, contacts.phone) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_lt';
COMMENT ON FUNCTION contacts.phone_lt(contacts.phone, contacts.phone) IS 'Implementation of < on contacts.phone.';
CREATE FUNCTION contacts.phone_le(contacts.phone, contacts.phone) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_le';
COMMENT ON FUNCTION contacts.phone_le(contacts.phone, contacts.phone) IS 'Implementation of <= on contacts.phone.';
CREATE FUNCTION contacts.phone_gt(contacts.phone, contacts.phone) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_gt';
COMMENT ON FUNCTION contacts.phone_gt(contacts.phone, contacts.phone) IS 'Implementation of > on contacts.phone.';
CREATE FUNCTION contacts.phone_ge(contacts.phone, contacts.phone) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_ge';
COMMENT ON FUNCTION contacts.phone_ge(contacts.phone, contacts.phone) IS 'Implementation of >= on contacts.phone.';
CREATE FUNCTION contacts.phone_cmp(contacts.phone, contacts.phone) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_cmp';
COMMENT ON FUNCTION contacts.phone_cmp(contacts.phone, contacts.phone) IS 'Order of contacts.phone, for btree: that of the digits as text.';
CREATE FUNCTION contacts.phone_sortsupport(internal) RETURNS void
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_sortsupport';
COMMENT ON FUNCTION contacts.phone_sortsupport(internal) IS 'Sort support of contacts.phone: the value itself is compared, no abbreviated key.';
CREATE FUNCTION contacts.phone_hash(contacts.phone) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_hash';
COMMENT ON FUNCTION contacts.phone_hash(contacts.phone) IS 'Hash of contacts.phone.';
CREATE FUNCTION contacts.phone_hash_extended(contacts.phone, bigint) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_hash_extended';
COMMENT ON FUNCTION contacts.phone_hash_extended(contacts.phone, bigint) IS 'Seeded hash of contacts.phone, for partitioning.';
CREATE FUNCTION contacts.phone_starts_with_support(internal) RETURNS internal
	LANGUAGE C STRICT
	AS 'MODULE_PATHNAME', 'contacts_phone_starts_with_support';
COMMENT ON FUNCTION contacts.phone_starts_with_support(internal) IS
'Planner support of ^@: turns a prefix into an index range.';
CREATE FUNCTION contacts.phone_starts_with(contacts.phone, text) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT contacts.phone_starts_with_support
	AS 'MODULE_PATHNAME', 'contacts_phone_starts_with';
COMMENT ON FUNCTION contacts.phone_starts_with(contacts.phone, text) IS
'Whether the number begins with these digits, calling code first; a + before them and punctuation between them do not count. False for a text that has other characters.';
-- grant application: EXECUTE ON FUNCTION contacts.phone_eq(contacts.phone, contacts.phone), contacts.phone_ne(contacts.phone, contacts.phone), contacts.phone_lt(contacts.phone, contacts.phone), contacts.phone_le(contacts.phone, contacts.phone), contacts.phone_gt(contacts.phone, contacts.phone), contacts.phone_ge(contacts.phone, contacts.phone), contacts.phone_cmp(contacts.phone, contacts.phone), contacts.phone_hash(contacts.phone), contacts.phone_hash_extended(contacts.phone, bigint), contacts.phone_starts_with(contacts.phone, text)
-- grant reporting: EXECUTE ON FUNCTION contacts.phone_eq(contacts.phone, contacts.phone), contacts.phone_ne(contacts.phone, contacts.phone), contacts.phone_lt(contacts.phone, contacts.phone), contacts.phone_le(contacts.phone, contacts.phone), contacts.phone_gt(contacts.phone, contacts.phone), contacts.phone_ge(contacts.phone, contacts.phone), contacts.phone_cmp(contacts.phone, contacts.phone), contacts.phone_hash(contacts.phone), contacts.phone_hash_extended(contacts.phone, bigint), contacts.phone_starts_with(contacts.phone, text)

-- In pg_catalog, so that "phone = $1" works under every search_path, as it
-- does for the server's own types: the extension's schema is fixed, and an
-- application has no reason to have it in its path.  They take contacts.phone
-- only, so no other expression can meet them.
CREATE OPERATOR pg_catalog.= (
	FUNCTION = contacts.phone_eq, LEFTARG = contacts.phone, RIGHTARG = contacts.phone,
	COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (contacts.phone, contacts.phone) IS 'The same number.';
CREATE OPERATOR pg_catalog.<> (
	FUNCTION = contacts.phone_ne, LEFTARG = contacts.phone, RIGHTARG = contacts.phone,
	COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=),
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (contacts.phone, contacts.phone) IS 'Another number.';
CREATE OPERATOR pg_catalog.< (
	FUNCTION = contacts.phone_lt, LEFTARG = contacts.phone, RIGHTARG = contacts.phone,
	COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (contacts.phone, contacts.phone) IS 'Before, by digits.';
CREATE OPERATOR pg_catalog.<= (
	FUNCTION = contacts.phone_le, LEFTARG = contacts.phone, RIGHTARG = contacts.phone,
	COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (contacts.phone, contacts.phone) IS 'Before or the same, by digits.';
CREATE OPERATOR pg_catalog.> (
	FUNCTION = contacts.phone_gt, LEFTARG = contacts.phone, RIGHTARG = contacts.phone,
	COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (contacts.phone, contacts.phone) IS 'After, by digits.';
CREATE OPERATOR pg_catalog.>= (
	FUNCTION = contacts.phone_ge, LEFTARG = contacts.phone, RIGHTARG = contacts.phone,
	COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (contacts.phone, contacts.phone) IS 'After or the same, by digits.';
CREATE OPERATOR pg_catalog.^@ (
	FUNCTION = contacts.phone_starts_with, LEFTARG = contacts.phone, RIGHTARG = text,
	RESTRICT = contsel, JOIN = contjoinsel);
COMMENT ON OPERATOR pg_catalog.^@ (contacts.phone, text) IS 'Begins with these digits; a prefix uses a btree index.';

CREATE OPERATOR CLASS contacts.phone_ops DEFAULT FOR TYPE contacts.phone USING btree AS
	OPERATOR 1 pg_catalog.<,
	OPERATOR 2 pg_catalog.<=,
	OPERATOR 3 pg_catalog.=,
	OPERATOR 4 pg_catalog.>=,
	OPERATOR 5 pg_catalog.>,
	FUNCTION 1 contacts.phone_cmp(contacts.phone, contacts.phone),
	FUNCTION 2 contacts.phone_sortsupport(internal),
	-- equal values are equal bytes, so indexes may deduplicate
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS contacts.phone_ops USING btree IS 'Order of telephone numbers by their digits.';
CREATE OPERATOR CLASS contacts.phone_hash_ops DEFAULT FOR TYPE contacts.phone USING hash AS
	OPERATOR 1 pg_catalog.=,
	FUNCTION 1 contacts.phone_hash(contacts.phone),
	FUNCTION 2 contacts.phone_hash_extended(contacts.phone, bigint);
COMMENT ON OPERATOR CLASS contacts.phone_hash_ops USING hash IS 'Hashing of telephone numbers.';
COMMENT ON OPERATOR FAMILY contacts.phone_ops USING btree IS 'Order of telephone numbers.';
COMMENT ON OPERATOR FAMILY contacts.phone_hash_ops USING hash IS 'Hashing of telephone numbers.';

CREATE FUNCTION contacts.phone_smaller(contacts.phone, contacts.phone) RETURNS contacts.phone
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_smaller';
COMMENT ON FUNCTION contacts.phone_smaller(contacts.phone, contacts.phone) IS 'The first of two numbers; state function of min(contacts.phone).';
CREATE FUNCTION contacts.phone_larger(contacts.phone, contacts.phone) RETURNS contacts.phone
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_larger';
COMMENT ON FUNCTION contacts.phone_larger(contacts.phone, contacts.phone) IS 'The last of two numbers; state function of max(contacts.phone).';
CREATE AGGREGATE pg_catalog.min(contacts.phone) (
	SFUNC = contacts.phone_smaller, STYPE = contacts.phone, COMBINEFUNC = contacts.phone_smaller,
	SORTOP = OPERATOR(pg_catalog.<), PARALLEL = SAFE);
COMMENT ON AGGREGATE pg_catalog.min(contacts.phone) IS 'The first of the numbers, by digits.';
CREATE AGGREGATE pg_catalog.max(contacts.phone) (
	SFUNC = contacts.phone_larger, STYPE = contacts.phone, COMBINEFUNC = contacts.phone_larger,
	SORTOP = OPERATOR(pg_catalog.>), PARALLEL = SAFE);
COMMENT ON AGGREGATE pg_catalog.max(contacts.phone) IS 'The last of the numbers, by digits.';
REVOKE ALL ON FUNCTION pg_catalog.min(contacts.phone), pg_catalog.max(contacts.phone) FROM PUBLIC;
-- grant application: EXECUTE ON FUNCTION contacts.phone_smaller(contacts.phone, contacts.phone), contacts.phone_larger(contacts.phone, contacts.phone), pg_catalog.min(contacts.phone), pg_catalog.max(contacts.phone)
-- grant reporting: EXECUTE ON FUNCTION contacts.phone_smaller(contacts.phone, contacts.phone), contacts.phone_larger(contacts.phone, contacts.phone), pg_catalog.min(contacts.phone), pg_catalog.max(contacts.phone)
