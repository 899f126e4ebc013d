/*
 * What can be asked of a number: its type, its region, its forms.
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
