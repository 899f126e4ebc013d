/*
 * Telephone numbers: the type contacts.phone, its operators, and what can be
 * asked about a number.
 *
 * What depends on the metadata of libphonenumber is STABLE: the next release
 * may answer differently, so it must not get into an index or a generated
 * column.  Comparing, hashing and the E.164 text do not depend on it.
 */

CREATE TYPE contacts.phone;

CREATE FUNCTION contacts.phone_in(cstring) RETURNS contacts.phone
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_in';
COMMENT ON FUNCTION contacts.phone_in(cstring) IS
'Input of contacts.phone: what people type; national numbers by the actor''s region. Refuses what is not a possible number (22P02, the reason in the detail), and a number with an extension, which the type has no room for.';

CREATE FUNCTION contacts.phone_out(contacts.phone) RETURNS cstring
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_out';
COMMENT ON FUNCTION contacts.phone_out(contacts.phone) IS
'Output of contacts.phone: E.164, like +919876543210.';

CREATE FUNCTION contacts.phone_recv(internal) RETURNS contacts.phone
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_recv';
COMMENT ON FUNCTION contacts.phone_recv(internal) IS
'Binary input of contacts.phone: a byte with the number of digits, then the digits, as 64 bits in network order. Takes what text input would have given and nothing else: 22P03 for a number that, as text, is none or is read as another one.';

CREATE FUNCTION contacts.phone_send(contacts.phone) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_send';
COMMENT ON FUNCTION contacts.phone_send(contacts.phone) IS
'Binary output of contacts.phone, the same on every machine.';

CREATE TYPE contacts.phone (
	INPUT = contacts.phone_in,
	OUTPUT = contacts.phone_out,
	RECEIVE = contacts.phone_recv,
	SEND = contacts.phone_send,
	LIKE = pg_catalog.int8,
	CATEGORY = 'U'
);
COMMENT ON TYPE contacts.phone IS
'A telephone number: E.164, in eight bytes, ordered by its digits. Input takes what people type.';

/*
 * Comparison.  All leakproof: no error depends on a value, so row security
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

-- A cast checks the right to the input and output functions.
-- grant application: EXECUTE ON FUNCTION contacts.phone_in(cstring), contacts.phone_out(contacts.phone)
-- grant reporting: EXECUTE ON FUNCTION contacts.phone_in(cstring), contacts.phone_out(contacts.phone)
-- Drivers send strings as text or varchar.
CREATE CAST (text AS contacts.phone) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.phone) WITH INOUT AS ASSIGNMENT;
CREATE CAST (contacts.phone AS text) WITH INOUT AS ASSIGNMENT;
CREATE CAST (contacts.phone AS varchar) WITH INOUT AS ASSIGNMENT;

/*
 * Questions about numbers
 */
CREATE FUNCTION contacts.phone_parse(number text, region text DEFAULT NULL,
	OUT phone contacts.phone, OUT extension text)
	RETURNS record
	LANGUAGE C STABLE PARALLEL SAFE COST 10
	AS 'MODULE_PATHNAME', 'contacts_phone_parse';
COMMENT ON FUNCTION contacts.phone_parse(text, text) IS
'Reads a number as typed, national ones by the region (an ISO 3166 code; the actor''s unless given), and its extension. Errors: 22P02 with libphonenumber''s reason in the detail, 22023 for an unknown region.';

CREATE FUNCTION contacts.phone_try_parse(number text, region text DEFAULT NULL,
	OUT phone contacts.phone, OUT extension text, OUT reason text)
	RETURNS record
	LANGUAGE C STABLE PARALLEL SAFE COST 10
	AS 'MODULE_PATHNAME', 'contacts_phone_try_parse';
COMMENT ON FUNCTION contacts.phone_try_parse(text, text) IS
'As contacts.phone_parse(), but what cannot be read gives a null phone and the reason instead of an error.';

CREATE FUNCTION contacts.phone_is_possible(number text, region text DEFAULT NULL) RETURNS boolean
	LANGUAGE C STABLE PARALLEL SAFE COST 10
	AS 'MODULE_PATHNAME', 'contacts_phone_is_possible';
COMMENT ON FUNCTION contacts.phone_is_possible(text, text) IS
'Whether the text is a number of a length that its numbering plan has, to be dialled from anywhere: what contacts.phone takes.';

CREATE FUNCTION contacts.phone_is_valid(contacts.phone) RETURNS boolean
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_is_valid';
COMMENT ON FUNCTION contacts.phone_is_valid(contacts.phone) IS
'Whether the number is in a range that the metadata knows to be given out. New ranges take a while to get there.';

CREATE FUNCTION contacts.phone_is_valid_for_region(contacts.phone, region text) RETURNS boolean
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_is_valid_for_region';
COMMENT ON FUNCTION contacts.phone_is_valid_for_region(contacts.phone, text) IS
'Whether the number is valid in this region. 22023 for an unknown region.';

CREATE FUNCTION contacts.phone_type(contacts.phone) RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_type';
COMMENT ON FUNCTION contacts.phone_type(contacts.phone) IS
'What kind of number: fixed_line, mobile, fixed_line_or_mobile, toll_free, premium_rate, shared_cost, voip, personal_number, pager, uan, voicemail, unknown.';

CREATE FUNCTION contacts.phone_region(contacts.phone) RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_region';
COMMENT ON FUNCTION contacts.phone_region(contacts.phone) IS
'Region of the number as an ISO 3166 code, 001 for calling codes of no region. Where several regions share a calling code, that in which the number is valid, null if in none.';

CREATE FUNCTION contacts.phone_country_code(contacts.phone) RETURNS integer
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_country_code';
COMMENT ON FUNCTION contacts.phone_country_code(contacts.phone) IS 'Country calling code, like 91.';

CREATE FUNCTION contacts.phone_national_number(contacts.phone) RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_national_number';
COMMENT ON FUNCTION contacts.phone_national_number(contacts.phone) IS
'National significant number: the digits behind the calling code, leading zeros kept.';

CREATE FUNCTION contacts.phone_format(contacts.phone, format text DEFAULT 'international', extension text DEFAULT NULL) RETURNS text
	LANGUAGE C STABLE PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_format';
COMMENT ON FUNCTION contacts.phone_format(contacts.phone, text, text) IS
'The number as text: e164, international, national or rfc3966, with the extension if one is given. 22023 for another format.';

CREATE FUNCTION contacts.phone_format_from(contacts.phone, region text) RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_format_from';
COMMENT ON FUNCTION contacts.phone_format_from(contacts.phone, text) IS
'The number as one dials it in this region, international prefix included. 22023 for an unknown region.';

CREATE FUNCTION contacts.phone_example(region text, type text DEFAULT 'mobile') RETURNS contacts.phone
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_example';
COMMENT ON FUNCTION contacts.phone_example(text, text) IS
'A number that shows what numbers of this region and type look like; null where there is none that the type takes. 22023 for an unknown region or type.';

CREATE FUNCTION contacts.phone_match(text, text) RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE COST 20
	AS 'MODULE_PATHNAME', 'contacts_phone_match';
COMMENT ON FUNCTION contacts.phone_match(text, text) IS
'How far two texts are one number: exact, nsn (same national number, one without calling code), short_nsn (one is the end of the other), none; invalid where one is no number.';

CREATE FUNCTION contacts.phone_regions(OUT region text, OUT country_code integer) RETURNS SETOF record
	LANGUAGE C STABLE PARALLEL SAFE ROWS 245
	AS 'MODULE_PATHNAME', 'contacts_phone_regions';
COMMENT ON FUNCTION contacts.phone_regions() IS 'The regions whose numbering plans are known, with their calling codes.';

CREATE FUNCTION contacts.phone_region_is_supported(text) RETURNS boolean
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_region_is_supported';
COMMENT ON FUNCTION contacts.phone_region_is_supported(text) IS 'Whether this is a region of contacts.phone_regions().';

CREATE FUNCTION contacts.phone_metadata_version() RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_phone_metadata_version';
COMMENT ON FUNCTION contacts.phone_metadata_version() IS 'Release of libphonenumber''s metadata in use.';
-- grant application: EXECUTE ON FUNCTION contacts.phone_parse(text, text), contacts.phone_try_parse(text, text), contacts.phone_is_possible(text, text), contacts.phone_is_valid(contacts.phone), contacts.phone_is_valid_for_region(contacts.phone, text), contacts.phone_type(contacts.phone), contacts.phone_region(contacts.phone), contacts.phone_country_code(contacts.phone), contacts.phone_national_number(contacts.phone), contacts.phone_format(contacts.phone, text, text), contacts.phone_format_from(contacts.phone, text), contacts.phone_example(text, text), contacts.phone_match(text, text), contacts.phone_regions(), contacts.phone_region_is_supported(text), contacts.phone_metadata_version()
-- grant reporting: EXECUTE ON FUNCTION contacts.phone_parse(text, text), contacts.phone_try_parse(text, text), contacts.phone_is_possible(text, text), contacts.phone_is_valid(contacts.phone), contacts.phone_is_valid_for_region(contacts.phone, text), contacts.phone_type(contacts.phone), contacts.phone_region(contacts.phone), contacts.phone_country_code(contacts.phone), contacts.phone_national_number(contacts.phone), contacts.phone_format(contacts.phone, text, text), contacts.phone_format_from(contacts.phone, text), contacts.phone_example(text, text), contacts.phone_match(text, text), contacts.phone_regions(), contacts.phone_region_is_supported(text), contacts.phone_metadata_version()
