/*
 * The duplicates of one contact.
 */

CREATE FUNCTION contacts.duplicates_of(contact_id uuid, min_score float8 DEFAULT 0.5,
	OUT contact_id uuid, OUT score float8, OUT reasons jsonb)
	RETURNS SETOF record
	LANGUAGE C STABLE PARALLEL SAFE COST 10000 ROWS 5
	AS 'MODULE_PATHNAME', 'contacts_duplicates_of';
COMMENT ON FUNCTION contacts.duplicates_of(uuid, float8) IS
'Contacts that look like the same person as this one, among those that the acting user sees, best first, within milliseconds: those with a number, an address, the part of an address before the @, or the sound of the name in common; at most 128 of each, of a name that more have those with company, city or a value of a custom field in common. score and reasons as of duplicates(), which has more ways to find a pair; a pair has the same score in both. Pairs that have been dismissed are left out. No rows without identity. Errors: P0002 for a contact that is hidden or missing or merged already, 22023 for a min_score that is not from 0 to 1, or a null.';
-- grant application: EXECUTE ON FUNCTION contacts.duplicates_of(uuid, float8)
-- grant reporting: EXECUTE ON FUNCTION contacts.duplicates_of(uuid, float8)
