/*
 * E-mail addresses.
 */

CREATE FUNCTION contacts.email_is_plausible(text) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_email_is_plausible';
COMMENT ON FUNCTION contacts.email_is_plausible(text) IS
'Whether the text has the form of an e-mail address (RFC 5321, without quoted local parts). Whether mail arrives is another question.';
-- grant application: EXECUTE ON FUNCTION contacts.email_is_plausible(text)

CREATE DOMAIN contacts.email_address AS text
	CONSTRAINT email_address_form CHECK (contacts.email_is_plausible(VALUE));
COMMENT ON DOMAIN contacts.email_address IS
'An e-mail address: one @, a dotted domain, at most 254 bytes (RFC 5321). Tables keep its ASCII letters in lower case.';
