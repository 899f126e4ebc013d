/*
 * A merge is taken back.
 */

CREATE FUNCTION contacts.unmerge(merge_id uuid, dry_run boolean DEFAULT false)
	RETURNS jsonb
	LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_unmerge';
COMMENT ON FUNCTION contacts.unmerge(uuid, boolean) IS
'Takes a merge back: the duplicates are written again as they were, every row that came from them goes back to them, rows that were set aside are written again, and the survivor gets its own values back. What has changed since stays as it is and is listed. dry_run does everything and takes it back. Result: merge_id, survivor, restored (ids), returned (rows by table), kept (a list of {"contact", "table" and "rows" or "fields", "reason"}). Errors: P0002 for a merge that is hidden or was never, 42501 without contacts.merge or for contacts that the actor would not see, 55000 for a merge that has been undone already, that a later merge builds on (undo that one first), or whose rows cannot be put back exactly; 23505 for a number that another contact has taken, 23514 private_contact_limit.';
-- grant application: EXECUTE ON FUNCTION contacts.unmerge(uuid, boolean)
