/*
 * Telephone numbers: the type contacts.phone.
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

-- A cast checks the right to the input and output functions.
-- grant application: EXECUTE ON FUNCTION contacts.phone_in(cstring), contacts.phone_out(contacts.phone)
-- grant reporting: EXECUTE ON FUNCTION contacts.phone_in(cstring), contacts.phone_out(contacts.phone)
-- Drivers send strings as text or varchar.
CREATE CAST (text AS contacts.phone) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.phone) WITH INOUT AS ASSIGNMENT;
CREATE CAST (contacts.phone AS text) WITH INOUT AS ASSIGNMENT;
CREATE CAST (contacts.phone AS varchar) WITH INOUT AS ASSIGNMENT;
