/*
 * Enumerations and domains that tables and functions share.
 */

CREATE TYPE contacts.visibility AS ENUM ('only_me', 'team', 'everyone');
COMMENT ON TYPE contacts.visibility IS
'Who sees a contact: only_me = its owner alone, team = the members of one department, everyone = all users of the account.';

CREATE TYPE contacts.user_role AS ENUM
	('reporter', 'agent', 'contact_manager', 'manager', 'billing', 'admin', 'owner');
COMMENT ON TYPE contacts.user_role IS
'What a user may do in the account, ascending: each role has what the one before it has. See contacts.default_permissions().';

CREATE TYPE contacts.person_category AS ENUM
	('general', 'accounts', 'technical', 'compliance', 'alternate');
COMMENT ON TYPE contacts.person_category IS
'What a contact person of an account is written to about.';

CREATE TYPE contacts.duplicate_action AS ENUM ('skip', 'fill', 'overwrite', 'reject');
COMMENT ON TYPE contacts.duplicate_action IS
'What an import does with a row whose number a contact of the same audience already has: skip leaves the contact alone, fill completes its empty fields, overwrite replaces its fields, reject keeps the row as an error.';

CREATE TYPE contacts.field_type AS ENUM ('text', 'number', 'boolean', 'date', 'choice');
COMMENT ON TYPE contacts.field_type IS
'What values a custom field takes.';

-- Drivers send strings as text or varchar (JDBC setString); without these
-- casts an INSERT with such a parameter fails.
CREATE CAST (text AS contacts.visibility) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.visibility) WITH INOUT AS ASSIGNMENT;
CREATE CAST (text AS contacts.user_role) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.user_role) WITH INOUT AS ASSIGNMENT;
CREATE CAST (text AS contacts.person_category) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.person_category) WITH INOUT AS ASSIGNMENT;
CREATE CAST (text AS contacts.duplicate_action) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.duplicate_action) WITH INOUT AS ASSIGNMENT;
CREATE CAST (text AS contacts.field_type) WITH INOUT AS ASSIGNMENT;
CREATE CAST (varchar AS contacts.field_type) WITH INOUT AS ASSIGNMENT;

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

CREATE FUNCTION contacts.uuid_v7() RETURNS uuid
	LANGUAGE C VOLATILE PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_uuid_v7';
COMMENT ON FUNCTION contacts.uuid_v7() IS
'A new UUID version 7 (RFC 9562): time-ordered within a backend, 74 bits from a strong random source. The time of creation can be read from it.';
-- grant application: EXECUTE ON FUNCTION contacts.uuid_v7()

CREATE FUNCTION contacts.fold(text) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_fold';
COMMENT ON FUNCTION contacts.fold(text) IS
'The text as searches compare it: lower case, without accents, one space between words. Result depends on no locale. 54000 for a text of more than 10,000,000 bytes.';
-- grant application: EXECUTE ON FUNCTION contacts.fold(text)
-- grant reporting: EXECUTE ON FUNCTION contacts.fold(text)

CREATE FUNCTION contacts.time_zone_is_known(text) RETURNS boolean
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_time_zone_is_known';
COMMENT ON FUNCTION contacts.time_zone_is_known(text) IS
'Whether this is, letter by letter, the name of a time zone in pg_timezone_names: no POSIX form such as FOO+3, and not localtime, which is the server machine''s.';
-- grant application: EXECUTE ON FUNCTION contacts.time_zone_is_known(text)

CREATE FUNCTION contacts.permission_is_known(text) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_permission_is_known';
COMMENT ON FUNCTION contacts.permission_is_known(text) IS
'Whether this is the name of a permission. The list: contacts.default_permissions().';
-- grant application: EXECUTE ON FUNCTION contacts.permission_is_known(text)
