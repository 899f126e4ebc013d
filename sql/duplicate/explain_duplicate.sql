/*
 * Why two contacts look like one person.
 */

CREATE FUNCTION contacts.explain_duplicate(a uuid, b uuid) RETURNS jsonb
	LANGUAGE C STABLE PARALLEL SAFE COST 10000
	AS 'MODULE_PATHNAME', 'contacts_explain_duplicate';
COMMENT ON FUNCTION contacts.explain_duplicate(uuid, uuid) IS
'How the score of a pair comes about: {"contact_a", "contact_b": the lower id first; "contacts": how many the acting user sees, estimated where they are thousands; "names_a", "names_b": how many of them have a name of the same sound; "prior": log2 of the odds of any two; "parts": [{"comparison", "level", "bits", "adjustment", "field": the key of a custom field, "a", "b": the two values}]; "total": the prior and all bits and adjustments added up; "probability": 1 / (1 + 2^-total); "keys": the kinds of keys that both have, by which a search finds the pair; "conflicts": reasons not to merge them without asking; "dismissed": whether somebody has declared them to be two people}. Null without identity. Errors: P0002 for a contact that is hidden or missing or merged already, 22023 for one contact given twice, or a null.';
-- grant application: EXECUTE ON FUNCTION contacts.explain_duplicate(uuid, uuid)
-- grant reporting: EXECUTE ON FUNCTION contacts.explain_duplicate(uuid, uuid)
