/*-------------------------------------------------------------------------
 *
 * put_back.c
 *	  Rows of others, from the log of a merge to where they were.
 *
 * As when they were moved, each table is touched under its own owner's rights, with
 * nobody acting.  A row that has been moved is found by its primary key, or by a
 * digest of all of it where it has none, and only if it still refers to the survivor;
 * a row that was set aside is written again and must come out as it was.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/query.h"
#include "merge/hanging.h"
#include "merge/move.h"
#include "merge/put_back.h"

/*
 * Parameters of all statements here: account, the log's lists of keys or rows, survivor,
 * the duplicate of each list, its audience.
 */
#define PUT_BACK_ARGS	5
static const Oid put_back_types[PUT_BACK_ARGS] = {INT8OID, TEXTARRAYOID, UUIDOID, UUIDARRAYOID, INT4ARRAYOID};

static void
put_back_values(const PutBack *to, const MergeRun *run, Datum *values)
{
	values[0] = Int64GetDatum(to->account_id);
	values[1] = merge_run_lists(run);
	values[2] = to->survivor;
	values[3] = merge_run_duplicates(run);
	values[4] = to->audiences;
}

/* The items of the lists: k.v of list l. */
#define LISTS \
	"ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($4), pg_catalog.unnest($5)) WITH ORDINALITY AS l(list, duplicate, audience, n)"
#define ITEMS	LISTS ", pg_catalog.jsonb_array_elements(l.list::pg_catalog.jsonb) AS k(v)"

/* Condition: row r is one that the merge may have moved. */
static char *
may_be_moved(const Reference *reference)
{
	char	   *scope = reference_scope(reference);

	if (reference->account_may_be_null && !reference->table.registered)
		scope = psprintf("((%s) OR r.%s IS NULL)", scope, reference->account_column);
	return psprintf("%s AND %s", scope, reference_is(reference, "$3"));
}

/*
 * Where the rows of the log are now (rel, at), without a primary key: of rows that are the
 * same in all, as many as were moved, for any of them is as good as another.
 */
static char *
places_by_digest(const Reference *reference)
{
	return psprintf("SELECT x.rel, x.at, y.duplicate, y.audience, y.n FROM ("
					"SELECT r.tableoid AS rel, r.ctid AS at, " ROW_DIGEST("r") " AS digest,"
					" pg_catalog.row_number() OVER (PARTITION BY " ROW_DIGEST("r") " ORDER BY r.ctid) AS place"
					" FROM %s%s r WHERE %s) x JOIN ("
					"SELECT l.duplicate, l.audience, l.n, k.v OPERATOR(pg_catalog.->>) 'digest' AS digest,"
					" pg_catalog.row_number() OVER (PARTITION BY k.v OPERATOR(pg_catalog.->>) 'digest' ORDER BY l.n) AS place"
					" FROM " ITEMS ") y ON y.digest OPERATOR(pg_catalog.=) x.digest AND y.place OPERATOR(pg_catalog.=) x.place",
					reference_only(reference), reference->table.name, may_be_moved(reference));
}

/* Condition: row r is one of those in the log. */
static char *
is_logged(const Reference *reference)
{
	return psprintf("%s AND %s", may_be_moved(reference), reference->key_match != NULL ?
					psprintf("EXISTS (SELECT FROM " ITEMS " WHERE %s)", reference->key_match) :
					psprintf("(r.tableoid, r.ctid) IN (SELECT m.rel, m.at FROM (%s) m)", places_by_digest(reference)));
}

/* Which row of the log (l) is where (r): the rest of an UPDATE. */
static char *
from_log(const Reference *reference)
{
	if (reference->key_match != NULL)
		return psprintf("FROM " ITEMS " WHERE %s AND %s", may_be_moved(reference), reference->key_match);
	return psprintf("FROM (%s) l WHERE %s AND r.tableoid OPERATOR(pg_catalog.=) l.rel AND r.ctid OPERATOR(pg_catalog.=) l.at",
					places_by_digest(reference), may_be_moved(reference));
}

/* The number of a list, and how many of its rows have come. */
static TupleDesc
came_desc(void)
{
	TupleDesc	desc = CreateTemplateTupleDesc(2);

	TupleDescInitEntry(desc, 1, "n", INT8OID, -1, 0);
	TupleDescInitEntry(desc, 2, "came", INT8OID, -1, 0);
	TupleDescFinalize(desc);
	return desc;
}

static void
move_back(const PutBack *to, const Reference *reference, const MergeRun *run, int *came)
{
	Datum		values[PUT_BACK_ARGS];
	RowsOf		about = {reference, is_logged(reference), PUT_BACK_ARGS, put_back_types, values};
	Tuplestorestate *counts = tuplestore_begin_heap(false, false, work_mem);
	TupleTableSlot *slot = MakeSingleTupleTableSlot(came_desc(), &TTSOpsMinimalTuple);

	put_back_values(to, run, values);
	hanging_refuse_move(&about);
	foreign_execute(&reference->table,
					psprintf("WITH moved AS (UPDATE %s%s r SET %s %s RETURNING l.n)"
							 " SELECT m.n, pg_catalog.count(*) FROM moved m GROUP BY m.n",
							 reference_only(reference), reference->table.name,
							 reference_set(reference, "l.duplicate", "l.audience"), from_log(reference)),
					PUT_BACK_ARGS, put_back_types, values, counts);
	while (tuplestore_gettupleslot(counts, true, false, slot))
	{
		bool		isnull;

		came[DatumGetInt64(slot_getattr(slot, 1, &isnull)) - 1] = (int) DatumGetInt64(slot_getattr(slot, 2, &isnull));
	}
	ExecDropSingleTupleTableSlot(slot);
	tuplestore_end(counts);
}

/* The rows are written again, and must come out as they were. */
static void
write_again(const PutBack *to, const Reference *reference, const MergeRun *run, int *came)
{
	Datum		values[PUT_BACK_ARGS];
	int			i;

	put_back_values(to, run, values);
	if (foreign_execute(&reference->table,
						psprintf("WITH written AS (INSERT INTO %s AS r (%s) OVERRIDING SYSTEM VALUE"
								 " SELECT %s FROM " ITEMS " RETURNING %s AS v)"
								 " SELECT FROM (SELECT k.v FROM " ITEMS " EXCEPT ALL SELECT w.v FROM written w) differ",
								 reference->table.name, reference->insert_columns, reference->insert_values,
								 reference->value_row),
						PUT_BACK_ARGS, put_back_types, values, NULL) > 0)
		foreign_refuse(&reference->table, "a row that was set aside would not come back as it was");
	for (i = 0; i < run->n; i++)
		came[i] = run->rows[i]->count;
}

/*
 * Put rows back; came: how many, of each row of the log.  SPI is connected, the rights
 * are the owner's, and the tables are locked (references_find()).
 */
void
rows_put_back(const PutBack *to, const Reference *reference, const MergeRun *run, int *came)
{
	if (run->action == LOG_MOVED)
		move_back(to, reference, run, came);
	else
		write_again(to, reference, run, came);
}
