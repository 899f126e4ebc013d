/*
 * Ids: UUIDs of version 7.
 */

CREATE FUNCTION contacts.uuid_v7() RETURNS uuid
	LANGUAGE C VOLATILE PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_uuid_v7';
COMMENT ON FUNCTION contacts.uuid_v7() IS
'A new UUID version 7 (RFC 9562): time-ordered within a backend, 74 bits from a strong random source. The time of creation can be read from it.';
-- grant application: EXECUTE ON FUNCTION contacts.uuid_v7()
