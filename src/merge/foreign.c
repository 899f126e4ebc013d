/*-------------------------------------------------------------------------
 *
 * foreign.c
 *	  Statements on tables of others: each under its table's owner's rights, with
 *	  nobody acting.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/tstoreReceiver.h"
#include "nodes/nodeFuncs.h"
#include "nodes/params.h"
#include "parser/analyze.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "base/report.h"
#include "base/schema.h"
#include "identity/eyes.h"
#include "merge/foreign.h"

/* From a row of FOREIGN_TABLE_COLUMNS, in this memory context; its constraint is another column's. */
void
foreign_table_read(ForeignTable *table, HeapTuple tuple, TupleDesc desc)
{
	bool		isnull;

	memset(table, 0, sizeof(*table));
	table->relid = DatumGetObjectId(SPI_getbinval(tuple, desc, 1, &isnull));
	table->owner = DatumGetObjectId(SPI_getbinval(tuple, desc, 2, &isnull));
	table->schema = SPI_getvalue(tuple, desc, 3);
	table->name = SPI_getvalue(tuple, desc, 4);
}

void
foreign_refuse(const ForeignTable *table, const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("a reference to a merged contact cannot be moved"),
			 table->constraint == NULL ?
			 errdetail("Table %s: %s.", table->name, why) :
			 table->registered ?
			 errdetail("Registered reference \"%s\" of table %s: %s.", table->constraint, table->name, why) :
			 errdetail("Foreign key \"%s\" of table %s: %s.", table->constraint, table->name, why),
			 errhint("Nothing has been done. Ask the owner of the table.")));
}

/*
 * Statements name the table, and names move: its schema may be renamed, or the
 * table dropped and another one made, by somebody who is not its owner.  So when
 * a statement has been read, and holds its locks, but before anything is planned,
 * rewritten or run with the owner's rights, it must be about the very table whose
 * owner's rights they are.  A statement without a kept plan is read only once.
 */
static const ForeignTable *expected = NULL;

static post_parse_analyze_hook_type next_post_parse_analyze = NULL;

static bool
check_tables(Node *node, void *context)
{
	const ForeignTable *table = context;

	if (node == NULL)
		return false;
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, check_tables, context, QTW_EXAMINE_RTES_BEFORE);
	if (IsA(node, RangeTblEntry))
	{
		RangeTblEntry *rte = (RangeTblEntry *) node;

		if (rte->rtekind == RTE_RELATION &&
			(rte->relid != table->relid || owner_of_relation(rte->relid) != table->owner))
			ereport(ERROR,
					(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
					 errmsg("table %s has become another one meanwhile", table->name),
					 errhint("Nothing has been done. Try again.")));
		return false;
	}
	return expression_tree_walker(node, check_tables, context);
}

static void
check_expected(ParseState *pstate, Query *query, JUMBLE_STATE *jumble)
{
	const ForeignTable *table = expected;

	/* of the first statement alone: what that sets off is its table's business */
	expected = NULL;
	if (table != NULL)
		(void) check_tables((Node *) query, unconstify(ForeignTable *, table));
	if (next_post_parse_analyze != NULL)
		next_post_parse_analyze(pstate, query, jumble);
}

void
foreign_init(void)
{
	next_post_parse_analyze = post_parse_analyze_hook;
	post_parse_analyze_hook = check_expected;
}

/* Values as text are exact, and the same for every caller: an undo compares them with the log's. */
static void
set_exact_output(void)
{
	static const char *const settings[][2] = {
		{"extra_float_digits", "1"}, {"datestyle", "ISO, YMD"}, {"intervalstyle", "postgres"},
		{"bytea_output", "hex"}, {"xmloption", "content"}, {"timezone", "UTC"}, {"lc_monetary", "C"},
		{"quote_all_identifiers", "off"}, {"array_nulls", "on"}
	};
	int			i;

	for (i = 0; i < (int) lengthof(settings); i++)
		(void) set_config_option(settings[i][0], settings[i][1], PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
}

/*
 * For what is said of tables in the log, and looked up in the catalog: settings that
 * are given back by AtEOXact_GUC(false, level).  Queries of the catalog are not worth
 * being compiled.
 */
int
foreign_exact_settings(void)
{
	int			level = NewGUCNestLevel();

	set_exact_output();
	(void) set_config_option("jit", "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	return level;
}

/* A column of texts, in this memory context. */
char **
foreign_read_texts(HeapTuple tuple, TupleDesc desc, int column, int *n)
{
	bool		isnull;
	Datum	   *items;
	char	  **texts;
	int			i;

	deconstruct_array(DatumGetArrayTypeP(SPI_getbinval(tuple, desc, column, &isnull)), TEXTOID, -1,
					  false, TYPALIGN_INT, &items, NULL, n);
	texts = palloc(sizeof(char *) * Max(*n, 1));
	for (i = 0; i < *n; i++)
		texts[i] = TextDatumGetCString(items[i]);
	return texts;
}

static int
run(const char *sql, int nargs, const Oid *types, Datum *values, Tuplestorestate *rows)
{
	ParamListInfo params = makeParamList(nargs);
	SPIExecuteOptions options;
	int			i;

	for (i = 0; i < nargs; i++)
	{
		params->params[i].value = values[i];
		params->params[i].isnull = false;
		params->params[i].pflags = PARAM_FLAG_CONST;
		params->params[i].ptype = types[i];
	}
	memset(&options, 0, sizeof(options));
	options.params = params;
	if (rows != NULL)
	{
		options.dest = CreateTuplestoreDestReceiver();
		SetTuplestoreDestReceiverParams(options.dest, rows, CurrentMemoryContext, false, NULL, NULL);
	}
	return SPI_execute_extended(sql, &options);
}

static int
run_kept(SPIPlanPtr *plan, const char *sql, int nargs, const Oid *types, Datum *values)
{
	if (*plan == NULL)
	{
		SPIPlanPtr	made = SPI_prepare_cursor(sql, nargs, unconstify(Oid *, types), CURSOR_OPT_GENERIC_PLAN);

		if (made == NULL)
			return SPI_result;
		SPI_keepplan(made);
		*plan = made;
	}
	return SPI_execute_plan(*plan, values, NULL, false, 1);
}

/*
 * Pass on what went wrong in a statement on somebody's table.  It may speak of
 * rows that our actor cannot see, so only the place is told.
 */
void
foreign_report_failure(const ForeignTable *table, ErrorData *error)
{
	FlushErrorState();
	if (error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
		ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_OPERATOR_INTERVENTION ||
		ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_TRANSACTION_ROLLBACK)
	{
		error->context = NULL;	/* our SQL, and the inside of their table */
		ReThrowError(error);
	}
	/* a twin that this transaction's snapshot does not show */
	if (error->sqlerrcode == ERRCODE_UNIQUE_VIOLATION && table->has_twins &&
		IsolationUsesXactSnapshot())
		report_changed_meanwhile();
	foreign_refuse(table, error->constraint_name != NULL ?
				   psprintf("constraint \"%s\" is in the way (SQLSTATE %s)",
							error->constraint_name, unpack_sql_state(error->sqlerrcode)) :
				   psprintf("its table raised SQLSTATE %s", unpack_sql_state(error->sqlerrcode)));
}

/*
 * Run a statement on somebody's table, as its owner.  SPI is connected.  rows, if
 * wanted, takes what it returns: it may be much.  Returns how many rows it was.
 */
static uint64
execute(const ForeignTable *table, SPIPlanPtr *plan, const char *sql, int nargs,
		const Oid *types, Datum *values, Tuplestorestate *rows)
{
	MemoryContext context = CurrentMemoryContext;
	OwnerScope	scope;

	nobody_scope_begin(&scope, table->owner, table->schema);
	set_exact_output();
	expected = table;
	PG_TRY();
	{
		int			result = plan != NULL ? run_kept(plan, sql, nargs, types, values) :
			run(sql, nargs, types, values, rows);

		if (result < 0)
			elog(ERROR, "could not execute \"%s\": %s", sql, SPI_result_code_string(result));
	}
	PG_CATCH();
	{
		expected = NULL;
		MemoryContextSwitchTo(context);
		foreign_report_failure(table, CopyErrorData());
	}
	PG_END_TRY();
	expected = NULL;			/* a plan that was kept is not read again */
	owner_scope_end(&scope);
	return SPI_processed;
}

uint64
foreign_execute(const ForeignTable *table, const char *sql, int nargs, const Oid *types,
				Datum *values, Tuplestorestate *rows)
{
	return execute(table, NULL, sql, nargs, types, values, rows);
}

/*
 * The same of a statement that each merge makes, by a plan that the caller keeps and frees.
 * It names the table by its number; if that has changed, it is read, and checked, again.
 */
uint64
foreign_execute_kept(const ForeignTable *table, SPIPlanPtr *plan, const char *sql, int nargs,
					 const Oid *types, Datum *values)
{
	return execute(table, plan, sql, nargs, types, values, NULL);
}
