/*-------------------------------------------------------------------------
 *
 * reference.c
 *	  Foreign keys that point at contacts: found in the catalog at the time of
 *	  a merge, and moved to the survivor.
 *
 * The tables are other people's.  Each is touched under its own owner's
 * rights, with nobody acting, and counted afterwards, for a trigger of the
 * table may have kept the old id in silence.  What cannot be moved refuses the
 * merge: nothing is ever dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "parser/analyze.h"
#include "storage/lmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "identity/eyes.h"
#include "merge/reference.h"

/* One foreign key; all names are quoted. */
typedef struct Reference
{
	char	   *table;			/* with schema */
	char	   *schema;			/* unquoted; NULL if others may create in it */
	char	   *constraint;		/* unquoted */
	Oid			relid;
	Oid			owner;
	char	   *account_column; /* NULL if the key has none */
	char	   *id_column;
	char	   *audience_column;	/* NULL if the key has none */
	char	   *phone_column;	/* likewise */
	bool		other_columns;	/* the key has further columns */
	bool		generated;		/* a column of the key is generated */
	bool		other_types;	/* a column of the key is of another type than
								 * the one it refers to */
	char	   *key_row;		/* expression for what identifies a row */
	bool		cascades;		/* rows of the table are referenced with an
								 * action that a delete would set off */
	bool		has_twins;		/* a unique key of its has the contact */
} Reference;

/*
 * May nobody but the table's owner and superusers create in its schema?  Else
 * what a trigger of the table finds there need not be its owner's.  Members of
 * the owner's role can act as the owner anyway.
 */
#define SCHEMA_IS_ITS_OWNERS \
	"NOT EXISTS (" \
	" SELECT FROM (SELECT a.grantee FROM pg_catalog.aclexplode(n.nspacl) a WHERE a.privilege_type = 'CREATE'" \
	"   UNION ALL SELECT CASE WHEN n.nspowner = 'pg_database_owner'::pg_catalog.regrole THEN d.datdba ELSE n.nspowner END" \
	"     FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()) may(role)" \
	"   LEFT JOIN pg_catalog.pg_roles r ON r.oid = may.role" \
	" WHERE may.role = 0 OR NOT (r.rolsuper OR may.role = 'pg_database_owner'::pg_catalog.regrole" \
	"   OR pg_catalog.pg_has_role(may.role, t.relowner, 'MEMBER')))"

/*
 * conparentid: partitions repeat the constraints of their parent.  Our own
 * tables are own_rows.c's.
 */
static KeptPlan references_plan = {
	"SELECT k.oid, t.oid, t.relowner, CASE WHEN " SCHEMA_IS_ITS_OWNERS " THEN n.nspname END,"
	"  pg_catalog.format('%I.%I', n.nspname, t.relname),"
	"  k.conname, m.account_column, m.id_column, m.audience_column, m.phone_column, m.other_columns,"
	"  m.generated, m.other_types,"
	"  coalesce((SELECT 'pg_catalog.jsonb_build_object(' ||"
	"      pg_catalog.string_agg(pg_catalog.format('%L, r.%I', a.attname, a.attname), ', ') || ')'"
	"    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a"
	"      ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
	"    WHERE i.indrelid = t.oid AND i.indisprimary), 'pg_catalog.to_jsonb(r)'),"
	"  EXISTS (SELECT FROM pg_catalog.pg_constraint f WHERE f.contype = 'f' AND f.confrelid = t.oid"
	"    AND f.confdeltype = ANY ('{c,n,d}'::\"char\"[])) "
	"FROM pg_catalog.pg_constraint k"
	"  JOIN pg_catalog.pg_class t ON t.oid = k.conrelid"
	"  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace"
	"  CROSS JOIN LATERAL ("
	"    SELECT"
	"      pg_catalog.max(pg_catalog.quote_ident(a.attname)) FILTER (WHERE f.attname = 'account_id') AS account_column,"
	"      pg_catalog.max(pg_catalog.quote_ident(a.attname)) FILTER (WHERE f.attname = 'id') AS id_column,"
	"      pg_catalog.max(pg_catalog.quote_ident(a.attname)) FILTER (WHERE f.attname = 'audience') AS audience_column,"
	"      pg_catalog.max(pg_catalog.quote_ident(a.attname)) FILTER (WHERE f.attname = 'phone') AS phone_column,"
	"      pg_catalog.bool_or(f.attname <> ALL ('{account_id,id,audience,phone}'::name[])) AS other_columns,"
	"      pg_catalog.bool_or(a.attgenerated <> '') AS generated,"
	"      pg_catalog.bool_or(a.atttypid <> f.atttypid) AS other_types"
	"    FROM unnest(k.conkey, k.confkey) AS u(own, far)"
	"      JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own"
	"      JOIN pg_catalog.pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = u.far) m "
	"WHERE k.contype = 'f' AND k.conparentid = 0"
	"  AND k.confrelid = 'contacts.contacts'::pg_catalog.regclass"
	"  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e"
	"    ON e.oid = d.refobjid AND e.extname = 'contacts'"
	"    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = t.oid"
	"      AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e') "
	"ORDER BY n.nspname, t.relname, k.conname",
	0
};

/*
 * Conditions under which a row d of a duplicate and a row s of the survivor
 * would clash, one per unique index over plain columns that has the contact.
 * Compared as JSON, so that no operator of the table's types has to be found.
 */
static KeptPlan twins_plan = {
	"SELECT coalesce(pg_catalog.string_agg(pg_catalog.format("
	"    CASE WHEN x.nulls_equal"
	"      THEN '(pg_catalog.to_jsonb(s.%1$I) OPERATOR(pg_catalog.=) pg_catalog.to_jsonb(d.%1$I)"
	" OR (s.%1$I IS NULL AND d.%1$I IS NULL))'"
	"      ELSE 'pg_catalog.to_jsonb(s.%1$I) OPERATOR(pg_catalog.=) pg_catalog.to_jsonb(d.%1$I)' END, a.attname), ' AND ')"
	"    FILTER (WHERE pg_catalog.quote_ident(a.attname) <> ALL ($2)), 'true') "
	"FROM (SELECT i.indexrelid, i.indrelid, i.indkey, i.indnkeyatts,"
	"        coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_equal"
	"      FROM pg_catalog.pg_index i"
	"      WHERE i.indrelid = $1 AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL) x"
	"  CROSS JOIN LATERAL pg_catalog.generate_series(0, x.indnkeyatts - 1) AS p(n)"
	"  JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[p.n] "
	"GROUP BY x.indexrelid "
	"HAVING pg_catalog.bool_or(pg_catalog.quote_ident(a.attname) = ($2)[1]) "
	"ORDER BY x.indexrelid",
	2, {OIDOID, TEXTARRAYOID}
};

static void
refuse(const Reference *reference, const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("a reference to a merged contact cannot be moved"),
			 errdetail("Foreign key \"%s\" of table %s: %s.",
					   reference->constraint, reference->table, why),
			 errhint("Nothing has been merged. Ask the owner of the table.")));
}

/*
 * Statements name the table, and names move: its schema may be renamed, or the
 * table dropped and another one made, by somebody who is not its owner.  So when
 * a statement has been read, and holds its locks, but before anything is planned,
 * rewritten or run with the owner's rights, it must be about the very table whose
 * owner's rights they are.  A statement without a kept plan is read only once.
 */
static const Reference *expected = NULL;

static post_parse_analyze_hook_type next_post_parse_analyze = NULL;

static void
check_expected(ParseState *pstate, Query *query, JUMBLE_STATE *jumble)
{
	const Reference *reference = expected;
	ListCell   *cell;

	/* of the first statement alone: what that sets off is its table's business */
	expected = NULL;
	if (reference != NULL)
	{
		foreach(cell, query->rtable)
		{
			RangeTblEntry *rte = lfirst_node(RangeTblEntry, cell);

			if (rte->rtekind == RTE_RELATION &&
				(rte->relid != reference->relid || owner_of_relation(rte->relid) != reference->owner))
				ereport(ERROR,
						(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
						 errmsg("table %s has become another one during a merge", reference->table),
						 errhint("Nothing has been merged. Try again.")));
		}
	}
	if (next_post_parse_analyze != NULL)
		next_post_parse_analyze(pstate, query, jumble);
}

void
reference_init(void)
{
	next_post_parse_analyze = post_parse_analyze_hook;
	post_parse_analyze_hook = check_expected;
}

/*
 * Run a statement on somebody's table.  What goes wrong in it may speak of
 * rows that our actor cannot see, so only the place is told.
 */
static void
execute_foreign(const Reference *reference, const char *sql, int nargs,
				Oid *types, Datum *values)
{
	MemoryContext context = CurrentMemoryContext;

	expected = reference;
	PG_TRY();
	{
		int			result = SPI_execute_with_args(sql, nargs, types, values,
												   NULL, false, 0);

		if (result < 0)
			elog(ERROR, "could not execute \"%s\": %s", sql,
				 SPI_result_code_string(result));
	}
	PG_CATCH();
	{
		ErrorData  *error;
		char	   *why;

		expected = NULL;
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
			ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_OPERATOR_INTERVENTION ||
			ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_TRANSACTION_ROLLBACK)
		{
			FlushErrorState();
			error->context = NULL;	/* our SQL, and the inside of their table */
			ReThrowError(error);
		}
		FlushErrorState();
		/* a twin that this transaction's snapshot does not show */
		if (error->sqlerrcode == ERRCODE_UNIQUE_VIOLATION && reference->has_twins &&
			IsolationUsesXactSnapshot())
			report_changed_meanwhile();
		why = error->constraint_name != NULL ?
			psprintf("constraint \"%s\" is in the way (SQLSTATE %s)",
					 error->constraint_name, unpack_sql_state(error->sqlerrcode)) :
			psprintf("its table raised SQLSTATE %s", unpack_sql_state(error->sqlerrcode));
		refuse(reference, why);
	}
	PG_END_TRY();
}

/* Move what one foreign key has of one duplicate. */
static void
move_one(const Reference *reference, int64 account_id, Datum survivor,
		 int32 survivor_audience, Datum duplicate, List *twins, MoveLog *log)
{
	Oid			types[4] = {INT8OID, UUIDOID, UUIDOID, INT4OID};
	Datum		values[4];
	char	   *old_id = DatumGetCString(DirectFunctionCall1(uuid_out, duplicate));
	char	   *account = reference->account_column == NULL ? "" :
		psprintf("r.%s OPERATOR(pg_catalog.=) $1 AND ", reference->account_column);
	char	   *sql;
	ListCell   *cell;
	OwnerScope	scope;

	values[0] = Int64GetDatum(account_id);
	values[1] = duplicate;
	values[2] = survivor;
	values[3] = Int32GetDatum(survivor_audience);

	nobody_scope_begin(&scope, reference->owner, reference->schema);

	foreach(cell, twins)
	{
		sql = psprintf("DELETE FROM %s d USING %s s "
					   "WHERE %s d.%s OPERATOR(pg_catalog.=) $2 "
					   "AND %s s.%s OPERATOR(pg_catalog.=) $3 AND %s "
					   "RETURNING pg_catalog.to_jsonb(d)",
					   reference->table, reference->table,
					   reference->account_column == NULL ? "" :
					   psprintf("d.%s OPERATOR(pg_catalog.=) $1 AND ", reference->account_column),
					   reference->id_column,
					   reference->account_column == NULL ? "" :
					   psprintf("s.%s OPERATOR(pg_catalog.=) $1 AND ", reference->account_column),
					   reference->id_column, (char *) lfirst(cell));
		execute_foreign(reference, sql, 3, types, values);
		if (SPI_processed > 0 && reference->cascades)
			refuse(reference, "a twin row of it is itself referenced, with an ON DELETE action");
		move_log_rows(log, true, reference->table, reference->constraint, old_id,
					  true);
	}

	sql = psprintf("UPDATE %s r SET %s = $3%s "
				   "WHERE %s r.%s OPERATOR(pg_catalog.=) $2 "
				   "RETURNING %s",
				   reference->table, reference->id_column,
				   reference->audience_column == NULL ? "" :
				   psprintf(", %s = $4", reference->audience_column),
				   account, reference->id_column, reference->key_row);
	execute_foreign(reference, sql, 4, types, values);
	move_log_rows(log, false, reference->table, reference->constraint, old_id,
				  true);
	owner_scope_end(&scope);
}

/*
 * Counted when all have been moved: a trigger of the table may have kept the old
 * id in silence, and one of another table may have written it anew.
 */
static void
refuse_left(const Reference *reference, int64 account_id, Datum *duplicates, int nduplicates)
{
	Oid			types[2] = {INT8OID, UUIDARRAYOID};
	Datum		values[2];
	OwnerScope	scope;

	values[0] = Int64GetDatum(account_id);
	values[1] = PointerGetDatum(construct_array(duplicates, nduplicates, UUIDOID,
												UUID_LEN, false, TYPALIGN_CHAR));
	nobody_scope_begin(&scope, reference->owner, reference->schema);
	execute_foreign(reference,
					psprintf("SELECT 1 FROM %s r WHERE %s r.%s OPERATOR(pg_catalog.=) ANY ($2) LIMIT 1",
							 reference->table,
							 reference->account_column == NULL ? "" :
							 psprintf("r.%s OPERATOR(pg_catalog.=) $1 AND ", reference->account_column),
							 reference->id_column),
					2, types, values);
	owner_scope_end(&scope);
	if (SPI_processed > 0)
		refuse(reference, "rows still point at the old id after they were moved");
}

static char *
get_text(HeapTuple tuple, TupleDesc desc, int column)
{
	return SPI_getvalue(tuple, desc, column);
}

/*
 * Does a key that a merge cannot move hold a row of a duplicate?  Asked with
 * the rights of the table's owner, who may have made the types and casts of
 * its columns.
 */
static void
refuse_by_other_columns(const Reference *reference, int64 account_id,
						Datum *duplicates, Datum *audiences, Datum *phones,
						int nduplicates)
{
	Oid			types[4] = {INT8OID, UUIDARRAYOID, INT4ARRAYOID, TEXTARRAYOID};
	Datum		values[4];
	OwnerScope	scope;
	StringInfoData condition;

	initStringInfo(&condition);
	appendStringInfoString(&condition, "true");
	if (reference->account_column != NULL)
		appendStringInfo(&condition, " AND r.%s OPERATOR(pg_catalog.=) $1", reference->account_column);
	if (reference->id_column != NULL)
		appendStringInfo(&condition, " AND r.%s OPERATOR(pg_catalog.=) ANY ($2)", reference->id_column);
	if (reference->audience_column != NULL)
		appendStringInfo(&condition, " AND r.%s OPERATOR(pg_catalog.=) ANY ($3)", reference->audience_column);
	if (reference->phone_column != NULL)
		appendStringInfo(&condition, " AND r.%s::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($4)", reference->phone_column);

	values[0] = Int64GetDatum(account_id);
	values[1] = PointerGetDatum(construct_array(duplicates, nduplicates, UUIDOID,
												UUID_LEN, false, TYPALIGN_CHAR));
	values[2] = PointerGetDatum(construct_array(audiences, nduplicates, INT4OID,
												sizeof(int32), true, TYPALIGN_INT));
	values[3] = PointerGetDatum(construct_array(phones, nduplicates, TEXTOID, -1,
												false, TYPALIGN_INT));
	nobody_scope_begin(&scope, reference->owner, reference->schema);
	execute_foreign(reference,
					psprintf("SELECT 1 FROM %s r WHERE %s LIMIT 1",
							 reference->table, condition.data),
					4, types, values);
	owner_scope_end(&scope);
	if (SPI_processed > 0)
		refuse(reference,
			   reference->generated ? "a column of it is generated" :
			   reference->other_types ? "a column of it is of another type than the one it refers to" :
			   "it refers to more than account_id and id");
}

/* Can its rows be told by the contact alone, and be given another one? */
static bool
is_movable(const Reference *reference)
{
	return reference->id_column != NULL && reference->phone_column == NULL &&
		!reference->other_columns && !reference->generated && !reference->other_types;
}

/* Move what one foreign key has of all duplicates. */
static void
move(Reference *reference, int64 account_id, Datum survivor, int32 survivor_audience,
	 Datum *duplicates, int nduplicates, MoveLog *log)
{
	List	   *twins = NIL;
	Datum		values[2];
	Datum		columns[2];
	int			ncolumns = 0;
	int			i;

	/* The contact's column first: only indexes that have it matter. */
	columns[ncolumns++] = CStringGetTextDatum(reference->id_column);
	if (reference->account_column != NULL)
		columns[ncolumns++] = CStringGetTextDatum(reference->account_column);
	values[0] = ObjectIdGetDatum(reference->relid);
	values[1] = PointerGetDatum(construct_array(columns, ncolumns, TEXTOID, -1,
												false, TYPALIGN_INT));
	kept_query_latest(&twins_plan, values, 0);
	for (i = 0; i < (int) SPI_processed; i++)
		twins = lappend(twins, get_text(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	reference->has_twins = twins != NIL;
	for (i = 0; i < nduplicates; i++)
		move_one(reference, account_id, survivor, survivor_audience, duplicates[i], twins, log);
}

/*
 * Move every foreign key's rows from the duplicates to the survivor.  SPI is
 * connected, the rights are the owner's.
 */
void
references_move(int64 account_id, Datum survivor, int32 survivor_audience,
				Datum *duplicates, Datum *audiences, Datum *phones,
				int nduplicates, MoveLog *log)
{
	SPITupleTable *table;
	Reference  *references;
	uint64		n;
	uint64		i;

	/* who makes a key waits for this lock, and what was made before is seen */
	LockRelationOid(get_relname_relid("contacts", contacts_schema()), RowExclusiveLock);
	n = kept_query_latest(&references_plan, NULL, 0);
	/* who makes a key that refers to one of these tables waits as well; so look again */
	for (i = 0; i < n; i++)
	{
		bool		isnull;

		LockRelationOid(DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
													   SPI_tuptable->tupdesc, 2, &isnull)),
						RowExclusiveLock);
	}
	if (n > 0)
		n = kept_query_latest(&references_plan, NULL, 0);
	table = SPI_tuptable;
	references = palloc(sizeof(Reference) * Max(n, 1));
	for (i = 0; i < n; i++)
	{
		HeapTuple	tuple = table->vals[i];
		TupleDesc	desc = table->tupdesc;
		Reference  *reference = &references[i];
		bool		isnull;

		reference->relid = DatumGetObjectId(SPI_getbinval(tuple, desc, 2, &isnull));
		reference->owner = DatumGetObjectId(SPI_getbinval(tuple, desc, 3, &isnull));
		reference->schema = get_text(tuple, desc, 4);
		reference->table = get_text(tuple, desc, 5);
		reference->constraint = get_text(tuple, desc, 6);
		reference->account_column = get_text(tuple, desc, 7);
		reference->id_column = get_text(tuple, desc, 8);
		reference->audience_column = get_text(tuple, desc, 9);
		reference->phone_column = get_text(tuple, desc, 10);
		reference->other_columns = DatumGetBool(SPI_getbinval(tuple, desc, 11, &isnull));
		reference->generated = DatumGetBool(SPI_getbinval(tuple, desc, 12, &isnull));
		reference->other_types = DatumGetBool(SPI_getbinval(tuple, desc, 13, &isnull));
		reference->key_row = get_text(tuple, desc, 14);
		reference->has_twins = false;
		reference->cascades = DatumGetBool(SPI_getbinval(tuple, desc, 15, &isnull));

	}
	for (i = 0; i < n; i++)
	{
		if (is_movable(&references[i]))
			move(&references[i], account_id, survivor, survivor_audience, duplicates,
				 nduplicates, log);
	}
	for (i = 0; i < n; i++)
	{
		if (is_movable(&references[i]))
			refuse_left(&references[i], account_id, duplicates, nduplicates);
		else
			refuse_by_other_columns(&references[i], account_id, duplicates, audiences,
									phones, nduplicates);
	}
}
