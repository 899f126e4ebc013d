/*-------------------------------------------------------------------------
 *
 * own_rows.c
 *	  Rows of our own tables that hang on a merged contact: moved to the survivor, or
 *	  set aside where it has the like.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/query.h"
#include "contact/primary.h"
#include "merge/own_rows.h"

/*
 * $1 account, $2 duplicate, $3 survivor (or all duplicates), $4 the survivor's
 * audience.  Each returns a row as JSON: set aside complete, moved by its key.
 */
typedef struct OwnTable
{
	const char *table;
	bool		set_aside;
	bool		counted;		/* the actor may know how many */
	KeptPlan	kept;
	bool		of_all;			/* $3 is all duplicates */
} OwnTable;

#define THREE_ARGS	3, {INT8OID, UUIDOID, UUIDOID}
#define FOUR_ARGS	4, {INT8OID, UUIDOID, UUIDOID, INT4OID}

static OwnTable own_tables[] = {
	{"contact_phones", true, true, {
		"DELETE FROM contacts.contact_phones d USING contacts.contact_phones s "
		"WHERE d.account_id = $1 AND d.contact_id = $2"
		"  AND s.account_id = $1 AND s.contact_id = $3 AND s.phone = d.phone "
		"RETURNING pg_catalog.to_jsonb(d)", THREE_ARGS}},
	/* of two duplicates with one number, the row of the first stays */
	{"contact_phones", true, true, {
		"DELETE FROM contacts.contact_phones d USING contacts.contact_phones p "
		"WHERE p.account_id = $1 AND p.contact_id = $2 AND d.account_id = $1 AND d.phone = p.phone"
		"  AND d.contact_id = ANY ($3) AND d.contact_id <> $2 "
		"RETURNING pg_catalog.to_jsonb(d)", 3, {INT8OID, UUIDOID, UUIDARRAYOID}}, true},
	{"contact_phones", false, true, {
		"UPDATE contacts.contact_phones r SET contact_id = $3, audience = $4, is_primary = false "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('phone', r.phone)", FOUR_ARGS}},
	{"contact_emails", true, true, {
		"DELETE FROM contacts.contact_emails d USING contacts.contact_emails s "
		"WHERE d.account_id = $1 AND d.contact_id = $2"
		"  AND s.account_id = $1 AND s.contact_id = $3 AND s.email = d.email "
		"RETURNING pg_catalog.to_jsonb(d)", THREE_ARGS}},
	{"contact_emails", false, true, {
		"UPDATE contacts.contact_emails r SET contact_id = $3, audience = $4, is_primary = false "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('email', r.email)", FOUR_ARGS}},
	{"contact_notes", false, true, {
		"UPDATE contacts.contact_notes r SET contact_id = $3, audience = $4 "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('id', r.id)", FOUR_ARGS}},
	{"contact_redirects", false, true, {
		"UPDATE contacts.contact_redirects r SET contact_id = $3, audience = $4 "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('old_id', r.old_id)", FOUR_ARGS}},
	{"merges", false, true, {
		"UPDATE contacts.merges r SET survivor_id = $3, audience = $4 "
		"WHERE r.account_id = $1 AND r.survivor_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('id', r.id)", FOUR_ARGS}},

	/*
	 * "These two are different people" said of a duplicate holds for the
	 * survivor; said of the pair that is merged now, it has been overruled.  Not
	 * counted, as the other one of a pair may be hidden from the actor.
	 */
	{"duplicate_dismissals", true, false, {
		"WITH gone AS ("
		"  DELETE FROM contacts.duplicate_dismissals d "
		"  WHERE d.account_id = $1 AND (d.contact_a = $2 OR d.contact_b = $2) RETURNING d.*),"
		" kept AS ("
		"  INSERT INTO contacts.duplicate_dismissals"
		"    (account_id, contact_a, contact_b, audience_a, audience_b, user_id, created_at)"
		"  SELECT g.account_id, least(o.id, $3), greatest(o.id, $3),"
		"    CASE WHEN o.id < $3 THEN o.audience ELSE $4 END,"
		"    CASE WHEN o.id < $3 THEN $4 ELSE o.audience END, g.user_id, g.created_at"
		"  FROM gone g CROSS JOIN LATERAL (SELECT"
		"    CASE WHEN g.contact_a = $2 THEN g.contact_b ELSE g.contact_a END AS id,"
		"    CASE WHEN g.contact_a = $2 THEN g.audience_b ELSE g.audience_a END AS audience) o"
		"  WHERE o.id <> $3 ON CONFLICT DO NOTHING) "
		"SELECT pg_catalog.to_jsonb(g) FROM gone g", FOUR_ARGS}},
};

void
own_rows_move(int64 account_id, Datum survivor, int32 survivor_audience,
			  Datum *duplicates, int nduplicates, MoveLog *log)
{
	Datum		values[4];
	Datum		all = PointerGetDatum(construct_array(duplicates, nduplicates, UUIDOID, UUID_LEN,
													  false, TYPALIGN_CHAR));
	int			i;
	int			j;

	values[0] = Int64GetDatum(account_id);
	values[3] = Int32GetDatum(survivor_audience);
	for (i = 0; i < nduplicates; i++)
	{
		char	   *id = DatumGetCString(DirectFunctionCall1(uuid_out, duplicates[i]));

		values[1] = duplicates[i];
		for (j = 0; j < (int) lengthof(own_tables); j++)
		{
			OwnTable   *own = &own_tables[j];

			values[2] = own->of_all ? all : survivor;
			own_write_number(&own->kept, values, 1);
			move_log_rows(log, own->set_aside, own->table, "", id, own->counted);
		}
	}
}
