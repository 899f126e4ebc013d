/*
 * What was merged into a contact.
 */

CREATE FUNCTION contacts.merge_history(contact_id uuid)
	RETURNS TABLE (merge_id uuid, survivor_id uuid, duplicates uuid[], user_id integer,
		merged_at timestamptz, undone_at timestamptz, moved jsonb, set_aside jsonb)
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_merge_history';
COMMENT ON FUNCTION contacts.merge_history(uuid) IS
'The merges that went into a contact, the newest first, and those in which this id itself was a duplicate: who merged what and when, how many rows of which table moved or were set aside, and whether it has been undone. An id that was merged away is asked for as well. Nothing for a contact that the acting user cannot see.';
-- grant application: EXECUTE ON FUNCTION contacts.merge_history(uuid)
