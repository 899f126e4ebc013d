/*-------------------------------------------------------------------------
 *
 * merge_history.c
 *	  contacts.merge_history(): what was merged into a contact.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "identity/actor.h"

/* Rows by table, without those of which the actor may not know. */
#define COUNTS(action) \
	"(SELECT coalesce(pg_catalog.jsonb_object_agg(x.table_name, x.n), '{}') FROM (" \
	"  SELECT r.table_name, pg_catalog.sum(r.row_count) AS n FROM contacts.merge_rows r" \
	"  WHERE r.account_id = m.account_id AND r.merge_id = m.id AND r.action = '" action "'" \
	"    AND NOT (r.constraint_name = '' AND r.table_name IN ('contacts', 'duplicate_dismissals')) GROUP BY 1) x)"

/* The id itself, or who answers for it, as survivor; the id as a duplicate.  By the actor's eyes. */
static KeptPlan history_plan = {
	"WITH of_it AS ("
	"  SELECT m.id FROM contacts.merges m WHERE m.account_id = $1 AND m.survivor_id IN ("
	"      SELECT $2 UNION ALL SELECT r.contact_id FROM contacts.contact_redirects r WHERE r.account_id = $1 AND r.old_id = $2)"
	"  UNION SELECT r.merge_id FROM contacts.merge_rows r"
	"    WHERE r.account_id = $1 AND r.duplicate = $2 AND r.table_name = 'contacts' AND r.action = 'set_aside') "
	"SELECT m.id, m.survivor_id, m.duplicates, m.user_id, m.merged_at, m.undone_at, " COUNTS("moved") ", " COUNTS("set_aside") " "
	"FROM of_it JOIN contacts.merges m ON m.account_id = $1 AND m.id = of_it.id "
	"WHERE contacts.sees(m.audience) AND (m.undone_at IS NULL OR contacts.sees_all(m.returned_to)) ORDER BY m.id DESC",
	2, {INT8OID, UUIDOID}
};

#define HISTORY_COLUMNS	8

PG_FUNCTION_INFO_V1(contacts_merge_history);
Datum
contacts_merge_history(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *set = (ReturnSetInfo *) fcinfo->resultinfo;
	const Actor *actor = actor_current();
	OwnerScope	scope;
	Datum		values[HISTORY_COLUMNS];
	bool		nulls[HISTORY_COLUMNS];
	uint64		n;
	uint64		i;
	int			k;

	InitMaterializedSRF(fcinfo, 0);
	if (actor == NULL || !actor_can(PERM_READ))
		PG_RETURN_NULL();
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = PG_GETARG_DATUM(0);
	n = kept_execute(&history_plan, values, NULL, true, 0);
	for (i = 0; i < n; i++)
	{
		for (k = 0; k < HISTORY_COLUMNS; k++)
			values[k] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, k + 1, &nulls[k]);
		tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
	}
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_NULL();
}
