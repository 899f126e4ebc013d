/*
 * Groups of contacts that look like one person.
 */

CREATE FUNCTION contacts.duplicate_groups(min_score float8 DEFAULT 0.5,
	OUT group_id integer, OUT contact_id uuid, OUT score float8)
	RETURNS SETOF record
	LANGUAGE C STABLE PARALLEL SAFE COST 1000000 ROWS 1000
	AS 'MODULE_PATHNAME', 'contacts_duplicate_groups';
COMMENT ON FUNCTION contacts.duplicate_groups(float8) IS
'Groups of contacts that look like one person, among all that the acting user sees: two groups become one where their pairs have a score of min_score on average. group_id: 1, 2, ... in order of the lowest id of each group. score: the contact''s best score with another one of its group. Contacts of a pair that has been dismissed, or of two generations (Jr, Sr), are in no group together. No rows without identity. Errors: 22023 for a min_score that is not from 0 to 1.';
-- grant application: EXECUTE ON FUNCTION contacts.duplicate_groups(float8)
-- grant reporting: EXECUTE ON FUNCTION contacts.duplicate_groups(float8)
