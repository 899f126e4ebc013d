/*
 * Groups of duplicates are merged.
 */

CREATE FUNCTION contacts.auto_merge(min_score float8, dry_run boolean DEFAULT false)
	RETURNS TABLE (group_id integer, survivor uuid, duplicates uuid[], score float8, merge_id uuid, outcome text, reason text)
	LANGUAGE C VOLATILE PARALLEL UNSAFE COST 1000000 ROWS 1000
	AS 'MODULE_PATHNAME', 'contacts_auto_merge';
COMMENT ON FUNCTION contacts.auto_merge(float8, boolean) IS
'Merges the groups of contacts.duplicate_groups() whose pairs have a score of min_score on average and none of which speaks against it; each by a merge of its own, which unmerge() takes back. The survivor is the contact with the most fields filled, of those the oldest. A row for each group: outcome is "merged", with merge_id, or "kept", with the reason: conflict (a pair differs in something that calls for a person''s eyes), many (more than 20 contacts), score, audience (different people see its contacts), changed (meanwhile), or the message of merge(). score: the average over all pairs of the group, as a probability. dry_run does everything and takes it back; merge_id is null then. No rows without identity. Errors: 42501 without contacts.merge, 22023 for a min_score that is not from 0 to 1, or a null.';
-- grant application: EXECUTE ON FUNCTION contacts.auto_merge(float8, boolean)
