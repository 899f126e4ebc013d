/*
 * The search for duplicates among all contacts that one sees.
 */

CREATE FUNCTION contacts.duplicates(min_score float8 DEFAULT 0.5, max_rows integer DEFAULT 1000,
	OUT contact_a uuid, OUT contact_b uuid, OUT score float8, OUT reasons jsonb)
	RETURNS SETOF record
	LANGUAGE C STABLE PARALLEL SAFE COST 1000000 ROWS 1000
	AS 'MODULE_PATHNAME', 'contacts_duplicates';
COMMENT ON FUNCTION contacts.duplicates(float8, integer) IS
'Pairs of contacts that look like one person, among all that the acting user sees, best first, as many as max_rows. score: the probability that they are one person, min_score or more. contact_a: the lower id. reasons: {"name": {"level": "exact", "bits": 13}, ...}: what was compared, what was found, and by how many bits (powers of 2) that speaks for one person; explain_duplicate() has all of it. Pairs that have been dismissed are left out. No rows without identity. Errors: 22023 for a min_score that is not from 0 to 1, or a negative max_rows.';
-- grant application: EXECUTE ON FUNCTION contacts.duplicates(float8, integer)
-- grant reporting: EXECUTE ON FUNCTION contacts.duplicates(float8, integer)
