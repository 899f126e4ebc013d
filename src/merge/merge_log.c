/*-------------------------------------------------------------------------
 *
 * merge_log.c
 *	  What a merge has done to which rows: written here, and read again when it
 *	  is undone.
 *
 * The log has a row (contacts.merge_rows) for up to a thousand rows of one table
 * that came from one duplicate, so no size of a merge is too large for it, and
 * what it keeps of one person can be blanked apart from the others'.  Keys stand
 * apart from values for the same reason.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/json.h"
#include "utils/memutils.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/json.h"
#include "base/query.h"
#include "base/uuid.h"
#include "merge/merge_log.h"

/* One log row holds at most so many rows, or so many bytes of them and one row more. */
#define ROWS_MAX	1000
#define BYTES_MAX	(1024 * 1024)

/* So many bytes wait in memory. */
#define PENDING_MAX	(8 * 1024 * 1024)

static const char *const action_names[] = {"moved", "set_aside", "made", "changed"};

/* How many rows of a table; the actor may know. */
typedef struct TableCount
{
	LogAction action;
	char	   *table;
	int64		n;
} TableCount;

/* Rows of one duplicate that are being gathered. */
typedef struct Gathered
{
	int			count;
	StringInfoData keys;
	StringInfoData values;
} Gathered;

/* Of one table, and one action. */
typedef struct Gathering
{
	MergeLog   *log;
	LogAction	action;
	const char *table;
	const char *constraint;
	const char *columns;
	Gathered   *of;				/* each duplicate */
	Size		size;			/* of all, in bytes */
} Gathering;

#define LOG_COLUMNS	9

static KeptPlan write_plan = {
	"INSERT INTO contacts.merge_rows"
	" (account_id, merge_id, position, duplicate, action, table_name, constraint_name, columns, row_count, keys, row_values) "
	"SELECT $1, $2, u.position, u.duplicate, u.action, u.table_name, u.constraint_name,"
	"  u.columns::pg_catalog.jsonb, u.row_count, u.keys::pg_catalog.jsonb, u.row_values::pg_catalog.jsonb "
	"FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11)"
	"  AS u(position, duplicate, action, table_name, constraint_name, columns, row_count, keys, row_values)",
	11, {INT8OID, UUIDOID, INT4ARRAYOID, UUIDARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID,
	TEXTARRAYOID, INT4ARRAYOID, TEXTARRAYOID, TEXTARRAYOID}
};

/* One statement puts back at most so many rows of the log, or so many bytes of them as they are stored. */
#define RUN_ROWS	"2000"
#define RUN_BYTES	"4194304"

/* The last ones before a position. */
static KeptPlan read_plan = {
	"SELECT x.position, x.duplicate, x.action, x.table_name, x.constraint_name, x.row_count, x.keys, x.row_values,"
	"  coalesce((x.columns ->> 'registered')::pg_catalog.bool, false),"
	"  CASE WHEN x.columns ->> 'system' = $4 AND (x.columns ->> 'database')::oid ="
	"    (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())"
	"   THEN (x.columns ->> 'table')::oid ELSE 0::oid END "
	"FROM (SELECT r.*, pg_catalog.row_number() OVER w AS n,"
	"    pg_catalog.sum(pg_catalog.pg_column_size(r.keys) + coalesce(pg_catalog.pg_column_size(r.row_values), 0)) OVER w AS size"
	"  FROM (SELECT r.* FROM contacts.merge_rows r WHERE r.account_id = $1 AND r.merge_id = $2 AND r.position < $3"
	"    ORDER BY r.position DESC LIMIT " RUN_ROWS ") r WINDOW w AS (ORDER BY r.position DESC)) x "
	"WHERE x.n = 1 OR x.size < " RUN_BYTES " ORDER BY x.position DESC",
	4, {INT8OID, UUIDOID, INT4OID, TEXTOID}
};

void
merge_log_init(MergeLog *log, int64 account_id, Datum merge_id, Datum *duplicates, int nduplicates)
{
	memset(log, 0, sizeof(*log));
	log->context = CurrentMemoryContext;
	log->account_id = account_id;
	log->merge_id = merge_id;
	log->duplicates = duplicates;
	log->nduplicates = nduplicates;
}

static Datum
text_or_null(const char *s, bool *isnull)
{
	*isnull = s == NULL;
	return s == NULL ? (Datum) 0 : CStringGetTextDatum(s);
}

/* Write what waits.  The rights are the owner's. */
static void
write_pending(MergeLog *log)
{
	static const Oid types[LOG_COLUMNS] = {
		INT4OID, UUIDOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT4OID, TEXTOID, TEXTOID
	};
	int			n = list_length(log->pending);
	Datum	   *columns[LOG_COLUMNS];
	bool	   *nulls[LOG_COLUMNS];
	Datum		values[2 + LOG_COLUMNS];
	MemoryContext memory;
	ListCell   *cell;
	int			i;
	int			k = 0;

	if (n == 0)
		return;
	memory = AllocSetContextCreate(CurrentMemoryContext, "contacts log of a merge", ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(memory);
	for (i = 0; i < LOG_COLUMNS; i++)
	{
		columns[i] = palloc(sizeof(Datum) * n);
		nulls[i] = palloc0(sizeof(bool) * n);
	}
	foreach(cell, log->pending)
	{
		MergeRows  *rows = lfirst(cell);

		columns[0][k] = Int32GetDatum(rows->position);
		columns[1][k] = rows->duplicate;
		columns[2][k] = CStringGetTextDatum(action_names[rows->action]);
		columns[3][k] = CStringGetTextDatum(rows->table);
		columns[4][k] = CStringGetTextDatum(rows->constraint);
		columns[5][k] = text_or_null(rows->columns, &nulls[5][k]);
		columns[6][k] = Int32GetDatum(rows->count);
		columns[7][k] = CStringGetTextDatum(rows->keys);
		columns[8][k] = text_or_null(rows->values, &nulls[8][k]);
		k++;
	}
	values[0] = Int64GetDatum(log->account_id);
	values[1] = log->merge_id;
	for (i = 0; i < LOG_COLUMNS; i++)
	{
		int			length = types[i] == INT4OID ? 4 : types[i] == UUIDOID ? UUID_LEN : -1;
		char		alignment = types[i] == UUIDOID ? TYPALIGN_CHAR : TYPALIGN_INT;
		int			lower = 1;

		values[2 + i] = PointerGetDatum(construct_md_array(columns[i], nulls[i], 1, &n, &lower, types[i],
														   length, types[i] == INT4OID, alignment));
	}
	own_write_execute(&write_plan, values, NULL);
	MemoryContextSwitchTo(log->context);
	MemoryContextDelete(memory);
	foreach(cell, log->pending)
	{
		MergeRows  *rows = lfirst(cell);

		pfree(rows->keys);
		if (rows->values != NULL)
			pfree(rows->values);
	}
	list_free_deep(log->pending);
	log->pending = NIL;
	log->size = 0;
}

static void
add_rows(MergeLog *log, LogAction action, const char *table, const char *constraint,
		 const char *columns, Datum duplicate, int count, char *keys, char *values)
{
	MergeRows  *rows = palloc(sizeof(MergeRows));

	rows->position = log->position++;
	rows->duplicate = duplicate;
	rows->action = action;
	rows->table = pstrdup(table);
	rows->constraint = pstrdup(constraint);
	rows->columns = columns == NULL ? NULL : pstrdup(columns);
	rows->count = count;
	rows->keys = keys;
	rows->values = values;
	log->pending = lappend(log->pending, rows);
	log->size += strlen(keys) + (values == NULL ? 0 : strlen(values));
	if (log->size > PENDING_MAX)
		write_pending(log);
}

void
merge_log_count(MergeLog *log, LogAction action, const char *table, int64 n)
{
	MemoryContext context;
	ListCell   *cell;
	TableCount *count;

	foreach(cell, log->counts)
	{
		count = lfirst(cell);
		if (count->action == action && strcmp(count->table, table) == 0)
		{
			count->n += n;
			return;
		}
	}
	context = MemoryContextSwitchTo(log->context);
	count = palloc(sizeof(TableCount));
	count->action = action;
	count->table = pstrdup(table);
	count->n = n;
	log->counts = lappend(log->counts, count);
	MemoryContextSwitchTo(context);
}

static void
gathering_begin(Gathering *all, MergeLog *log, LogAction action, const char *table,
				const char *constraint, const char *columns)
{
	all->log = log;
	all->action = action;
	all->table = table;
	all->constraint = constraint;
	all->columns = columns;
	all->of = palloc0(sizeof(Gathered) * log->nduplicates);
	all->size = 0;
}

/* What has been gathered of a duplicate becomes a row of the log. */
static void
settle(Gathering *all, int duplicate)
{
	Gathered   *gathered = &all->of[duplicate];

	if (gathered->count == 0)
		return;
	all->size -= gathered->keys.len + gathered->values.len;
	add_rows(all->log, all->action, all->table, all->constraint, all->columns, all->log->duplicates[duplicate],
			 gathered->count, json_list(&gathered->keys),
			 gathered->values.len > 0 ? json_list(&gathered->values) : NULL);
	gathered->count = 0;
	resetStringInfo(&gathered->keys);
	resetStringInfo(&gathered->values);
}

static void
settle_all(Gathering *all)
{
	int			i;

	for (i = 0; i < all->log->nduplicates; i++)
		settle(all, i);
}

/* A row of duplicate n, counted from one. */
static void
gather(Gathering *all, int64 n, const char *key, const char *values)
{
	Gathered   *gathered = &all->of[n - 1];
	Size		before;

	if (gathered->keys.data == NULL)
	{
		initStringInfo(&gathered->keys);
		initStringInfo(&gathered->values);
	}
	before = gathered->keys.len + gathered->values.len;
	json_list_append(&gathered->keys, key);
	if (values != NULL)
		json_list_append(&gathered->values, values);
	all->size += gathered->keys.len + gathered->values.len - before;
	gathered->count++;
	if (gathered->count >= ROWS_MAX || gathered->keys.len + gathered->values.len > BYTES_MAX)
		settle(all, (int) n - 1);
	else if (all->size > PENDING_MAX)
		settle_all(all);
}

/*
 * Note the rows of a table of ours that the last statement has returned: of which
 * duplicate, its number; the key as JSON; the row as JSON or null.
 */
void
merge_log_result(MergeLog *log, LogAction action, const char *table, bool counted)
{
	SPITupleTable *result = SPI_tuptable;
	uint64		n = SPI_processed;
	Gathering	all;
	uint64		i;

	if (n == 0)
		return;
	gathering_begin(&all, log, action, table, "", NULL);
	for (i = 0; i < n; i++)
	{
		bool		isnull;

		gather(&all, DatumGetInt64(SPI_getbinval(result->vals[i], result->tupdesc, 1, &isnull)),
			   SPI_getvalue(result->vals[i], result->tupdesc, 2),
			   SPI_getvalue(result->vals[i], result->tupdesc, 3));
	}
	settle_all(&all);
	if (counted)
		merge_log_count(log, action, table, n);
}

static char *
slot_text(TupleTableSlot *slot, int column)
{
	bool		isnull;
	Datum		value = slot_getattr(slot, column, &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

/* The same of rows that may be many, of a table of others. */
void
merge_log_stored(MergeLog *log, LogAction action, const char *table, const char *constraint,
				 const char *columns, Tuplestorestate *rows, TupleDesc desc)
{
	Gathering	all;
	TupleTableSlot *slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	int64		n = 0;

	gathering_begin(&all, log, action, table, constraint, columns);
	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		bool		isnull;
		char	   *key = slot_text(slot, 2);
		char	   *values = slot_text(slot, 3);

		CHECK_FOR_INTERRUPTS();
		gather(&all, DatumGetInt64(slot_getattr(slot, 1, &isnull)), key, values);
		pfree(key);
		if (values != NULL)
			pfree(values);
		n++;
	}
	ExecDropSingleTupleTableSlot(slot);
	settle_all(&all);
	if (n > 0)
		merge_log_count(log, action, table, n);
}

/* One row, which the answer does not count. */
void
merge_log_row(MergeLog *log, LogAction action, const char *table, Datum duplicate,
			  const char *key, const char *values)
{
	add_rows(log, action, table, "", NULL, duplicate, 1, psprintf("[%s]", key),
			 values == NULL ? NULL : psprintf("[%s]", values));
}

void
merge_log_finish(MergeLog *log)
{
	write_pending(log);
}

/* Has a row of this table been moved or set aside? */
bool
merge_log_counted(const MergeLog *log, const char *table)
{
	ListCell   *cell;

	foreach(cell, log->counts)
	{
		if (strcmp(((TableCount *) lfirst(cell))->table, table) == 0)
			return true;
	}
	return false;
}

/* {"table": n, ...} of what the actor may know. */
char *
merge_log_counts(const MergeLog *log, LogAction action)
{
	StringInfoData counts;
	ListCell   *cell;

	initStringInfo(&counts);
	foreach(cell, log->counts)
	{
		TableCount *count = lfirst(cell);

		if (count->action != action)
			continue;
		json_list_append(&counts, "");
		escape_json(&counts, count->table);
		appendStringInfo(&counts, ": " INT64_FORMAT, count->n);
	}
	return psprintf("{%s}", counts.data);
}

static LogAction
action_of_name(const char *name)
{
	int			i;

	for (i = 0; i < (int) lengthof(action_names); i++)
	{
		if (strcmp(name, action_names[i]) == 0)
			return (LogAction) i;
	}
	elog(ERROR, "a merge has done an unknown thing: \"%s\"", name);
}

static MergeRows *
read_rows(HeapTuple tuple, TupleDesc desc)
{
	MergeRows  *rows = palloc0(sizeof(MergeRows));
	bool		isnull;

	rows->position = DatumGetInt32(SPI_getbinval(tuple, desc, 1, &isnull));
	rows->duplicate = datumCopy(SPI_getbinval(tuple, desc, 2, &isnull), false, UUID_LEN);
	rows->action = action_of_name(SPI_getvalue(tuple, desc, 3));
	rows->table = SPI_getvalue(tuple, desc, 4);
	rows->constraint = SPI_getvalue(tuple, desc, 5);
	rows->count = DatumGetInt32(SPI_getbinval(tuple, desc, 6, &isnull));
	rows->keys = SPI_getvalue(tuple, desc, 7);
	rows->values = SPI_getvalue(tuple, desc, 8);
	rows->registered = DatumGetBool(SPI_getbinval(tuple, desc, 9, &isnull));
	rows->relid = DatumGetObjectId(SPI_getbinval(tuple, desc, 10, &isnull));
	return rows;
}

/*
 * The rows of the log before this position (a number that is too large for any: from
 * its end), as many as are about one table and one action; or NULL.
 */
MergeRun *
merge_log_read_back(int64 account_id, Datum merge_id, int before, Datum system)
{
	MergeRun   *run;
	SPITupleTable *table;
	Datum		values[4];
	uint64		n;
	uint64		i;

	values[0] = Int64GetDatum(account_id);
	values[1] = merge_id;
	values[2] = Int32GetDatum(before);
	values[3] = system;
	n = kept_execute(&read_plan, values, NULL, false, 0);
	if (n == 0)
		return NULL;
	table = SPI_tuptable;
	run = palloc0(sizeof(MergeRun));
	run->rows = palloc(sizeof(MergeRows *) * n);
	for (i = 0; i < n; i++)
	{
		MergeRows  *rows = read_rows(table->vals[i], table->tupdesc);

		if (i > 0 && (rows->action != run->action || rows->registered != run->registered ||
					  rows->relid != run->relid || strcmp(rows->table, run->table) != 0 ||
					  strcmp(rows->constraint, run->constraint) != 0))
			break;
		run->action = rows->action;
		run->table = rows->table;
		run->constraint = rows->constraint;
		run->registered = rows->registered;
		run->relid = rows->relid;
		run->position = rows->position;
		run->rows[run->n++] = rows;
	}
	SPI_freetuptable(table);
	return run;
}

/* What was set aside is put back by its values, all else is found by its keys. */
Datum
merge_run_lists(const MergeRun *run)
{
	Datum	   *lists = palloc(sizeof(Datum) * run->n);
	int			i;

	for (i = 0; i < run->n; i++)
		lists[i] = CStringGetTextDatum(run->action == LOG_SET_ASIDE ? run->rows[i]->values : run->rows[i]->keys);
	return PointerGetDatum(construct_array(lists, run->n, TEXTOID, -1, false, TYPALIGN_INT));
}

Datum
merge_run_duplicates(const MergeRun *run)
{
	Datum	   *ids = palloc(sizeof(Datum) * run->n);
	int			i;

	for (i = 0; i < run->n; i++)
		ids[i] = run->rows[i]->duplicate;
	return uuid_array(ids, run->n);
}
