/*-------------------------------------------------------------------------
 *
 * planner.c
 *	  What the planner is told of our tables.
 *
 * Two things must hold whatever statistics say, and they say nothing before
 * the first ANALYZE, nothing true after an import that was undone, and what is
 * true of another account in a session whose plans are kept:
 *
 * No hidden row is fetched.  One's own counters, predicate locks and time tell
 * of rows that are fetched by an index and filtered afterwards.  So whoever is
 * restricted by contacts.sees(audience) is offered those indexes only that
 * hold the audience, and it is a condition of theirs.  One case is left: before
 * PostgreSQL 17 a list in the order of an index whose first columns are not
 * bound by one value reads on past hidden rows, and filters them.
 *
 * A plan serves every state of its table and every account.  So a table of
 * ours is never taken for a small one, where reading all of it would do.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/tupdesc.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "jit/jit.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/plancat.h"
#include "optimizer/planmain.h"
#include "optimizer/planner.h"
#include "parser/parsetree.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "base/compat.h"
#include "base/schema.h"
#include "contact/field.h"
#include "guard/planner.h"

/*
 * Which indexes a query is offered
 */

/* A column that must be seen, whichever other condition holds. */
typedef struct SeesSearch
{
	Oid			function;		/* contacts.sees() */
	Oid			relation;
	Index		relid;			/* the table's place in the query */
	Bitmapset  *columns;		/* found: numbers of its audience columns */
} SeesSearch;

static bool
is_audience(Oid relation, AttrNumber column)
{
	char	   *name = get_attname(relation, column, true);

	return name != NULL && strncmp(name, "audience", strlen("audience")) == 0;
}

/* Conditions come as lists, all of whose members must hold, or as AND. */
static void
find_sees(Node *node, SeesSearch *search)
{
	ListCell   *cell;

	if (node == NULL)
		return;
	if (IsA(node, List))
	{
		foreach(cell, (List *) node)
			find_sees(lfirst(cell), search);
	}
	else if (is_andclause(node))
		find_sees((Node *) ((BoolExpr *) node)->args, search);
	else if (IsA(node, FromExpr))
	{
		find_sees((Node *) ((FromExpr *) node)->fromlist, search);
		find_sees(((FromExpr *) node)->quals, search);
	}
	else if (IsA(node, JoinExpr) && ((JoinExpr *) node)->jointype == JOIN_INNER)
	{
		find_sees(((JoinExpr *) node)->larg, search);
		find_sees(((JoinExpr *) node)->rarg, search);
		find_sees(((JoinExpr *) node)->quals, search);
	}
	else if (IsA(node, FuncExpr) && ((FuncExpr *) node)->funcid == search->function &&
			 IsA(linitial(((FuncExpr *) node)->args), Var))
	{
		Var		   *var = (Var *) linitial(((FuncExpr *) node)->args);

		/* a query may ask the function about any number */
		if (var->varno == search->relid && var->varlevelsup == 0 &&
			is_audience(search->relation, var->varattno))
			search->columns = bms_add_member(search->columns, var->varattno);
	}
}

/* Does the index hold all of these columns in its key? */
static bool
index_holds(const IndexOptInfo *index, const Bitmapset *columns)
{
	int			column = -1;

	while ((column = bms_next_member(columns, column)) >= 0)
	{
		int			i = 0;

		while (i < index->nkeycolumns && index->indexkeys[i] != column)
			i++;
		if (i == index->nkeycolumns)
			return false;
	}
	return true;
}

/*
 * What every table of ours is taken to hold at least.  Enough for an index to
 * pay, too little for a parallel plan or for JIT.
 */
#define LEAST_ROWS	200000.0
#define LEAST_PAGES	1000
#define LEAST_INDEX_PAGES	250

static relation_hook_type next_relation_info = NULL;

static void
relation_info(RELATION_HOOK_ARGS)
{
	Oid			relation = RELATION_HOOK_RELATION;
	Oid			schema;
	SeesSearch	search = {InvalidOid, relation, rel->relid, NULL};
	Oid			argument = INT4OID;
	List	   *offered = NIL;
	ListCell   *cell;

	if (next_relation_info != NULL)
		next_relation_info(RELATION_HOOK_PASS);
	if (!OidIsValid(relation) || RELATION_HOOK_INHERITS)
		return;
	schema = contacts_schema();
	if (!OidIsValid(schema) || get_rel_namespace(relation) != schema)
		return;

	search.function = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
									  CStringGetDatum("sees"),
									  PointerGetDatum(buildoidvector(&argument, 1)),
									  ObjectIdGetDatum(schema));
	if (OidIsValid(search.function))
	{
		find_sees((Node *) planner_rt_fetch(rel->relid, root)->securityQuals, &search);
		find_sees((Node *) root->parse->jointree, &search);
	}

	rel->pages = Max(rel->pages, LEAST_PAGES);
	rel->tuples = Max(rel->tuples, LEAST_ROWS);
	foreach(cell, rel->indexlist)
	{
		IndexOptInfo *index = lfirst_node(IndexOptInfo, cell);

		/* one over an expression is for questions about that, and else the worst choice */
		index->pages = Max(index->pages, LEAST_INDEX_PAGES) * (index->indexprs != NIL ? 4 : 1);
		index->tuples = Max(index->tuples, LEAST_ROWS);
		if (index_holds(index, search.columns))
			offered = lappend(offered, index);
	}
	rel->indexlist = offered;
}

/*
 * What values are taken to be.  Nothing is known of any (sql/guard/planner.sql), and
 * the server's own guess, 200 different ones, is worst where conditions meet:
 * two or three of them leave one row, and one row may be joined with anything,
 * row by row.  So an account is taken to hold thousands of rows, of which one
 * value of a column selects some, a name or an address dozens ("Unknown", info@),
 * and a number one or so.
 */
#define ACCOUNTS	200
#define ROWS_OF_ACCOUNT	5000	/* at least */

static const struct
{
	const char *column;
	float4		distinct;		/* pg_statistic.stadistinct; -1: unique, nearly */
	float4		nulls;			/* the part of rows without a value */
}			assumed[] =
{
	{"account_id", ACCOUNTS, 0},
	{"audience", 2, 0}, {"visibility", 2, 0},
	{"owner_id", 10, 0}, {"author_id", 10, 0}, {"user_id", 10, 0}, {"created_by", 10, 0.5},
	{"department_id", 10, 0.5}, {"label", 10, 0.5}, {"table_name", 2, 0}, {"action", 2, 0},
	{"contact_id", -0.5, 0}, {"row_key", -1, 0},
#define FIELD(name, kind, length, import, merge, search, distinct, nulls, cell) {#name, distinct, nulls},
	CONTACT_FIELDS(FIELD)
#undef FIELD
};

/*
 * A row of pg_statistic that knows no more than this of a column.  There are few
 * such rows, and the planner asks often, so they are kept.
 */
static HeapTuple
assumed_statistics(float4 distinct, float4 part_null)
{
	static HeapTuple kept[lengthof(assumed) + 1];
	static struct
	{
		float4		distinct;
		float4		part_null;
	}			of[lengthof(assumed) + 1];
	Datum		values[Natts_pg_statistic] = {0};
	bool		nulls[Natts_pg_statistic] = {0};
	TupleDesc	desc;
	MemoryContext context;
	int			i = 0;
	int			slot;

	while (kept[i] != NULL)
	{
		if (of[i].distinct == distinct && of[i].part_null == part_null)
			return kept[i];
		i++;
	}
	for (slot = 0; slot < STATISTIC_NUM_SLOTS; slot++)
	{
		nulls[Anum_pg_statistic_stanumbers1 - 1 + slot] = true;
		nulls[Anum_pg_statistic_stavalues1 - 1 + slot] = true;
	}
	values[Anum_pg_statistic_stadistinct - 1] = Float4GetDatum(distinct);
	values[Anum_pg_statistic_stanullfrac - 1] = Float4GetDatum(part_null);
	desc = lookup_rowtype_tupdesc(get_rel_type_id(StatisticRelationId), -1);
	context = MemoryContextSwitchTo(TopMemoryContext);
	kept[i] = heap_form_tuple(desc, values, nulls);
	of[i].distinct = distinct;
	of[i].part_null = part_null;
	MemoryContextSwitchTo(context);
	ReleaseTupleDesc(desc);
	return kept[i];
}

static void
keep_statistics(HeapTuple tuple)
{
}

static get_relation_stats_hook_type next_relation_stats = NULL;

static bool
relation_stats(PlannerInfo *root, RangeTblEntry *rte, AttrNumber column,
			   VariableStatData *data)
{
	Oid			schema;
	char	   *name;
	int			i;

	if (next_relation_stats != NULL && next_relation_stats(root, rte, column, data))
		return true;
	schema = contacts_schema();
	if (rte->rtekind != RTE_RELATION || column <= 0 || !OidIsValid(schema) ||
		get_rel_namespace(rte->relid) != schema)
		return false;
	name = get_attname(rte->relid, column, false);
	for (i = 0; i < (int) lengthof(assumed); i++)
	{
		float4		distinct = assumed[i].distinct;

		if (distinct == 0 || strcmp(name, assumed[i].column) != 0)
			continue;
		pfree(name);
		if (distinct == ACCOUNTS && data->rel != NULL &&
			data->rel->tuples < (double) ACCOUNTS * ROWS_OF_ACCOUNT)
			distinct = -1.0 / ROWS_OF_ACCOUNT;
		if (distinct == -1)
			data->isunique = true;
		data->statsTuple = assumed_statistics(distinct, assumed[i].nulls);
		data->freefunc = keep_statistics;
		return true;
	}
	pfree(name);
	return false;
}

/*
 * How a table may be read
 */

/* Is the first column, the account, bound to one value in each index that it reads? */
static bool
bound_by_index(Path *path)
{
	List	   *parts = NIL;
	ListCell   *cell;

	if (IsA(path, IndexPath))
	{
		IndexPath  *index = (IndexPath *) path;
		IndexClause *first;
		Expr	   *qual;

		if (index->indexclauses == NIL)
			return false;
		/* in the order of the columns */
		first = linitial_node(IndexClause, index->indexclauses);
		if (first->indexcol != 0)
			return false;
		qual = linitial_node(RestrictInfo, first->indexquals)->clause;
		return IsA(qual, OpExpr) &&
			get_op_opfamily_strategy(((OpExpr *) qual)->opno,
									 index->indexinfo->opfamily[0]) == BTEqualStrategyNumber;
	}
	if (IsA(path, BitmapHeapPath))
		return bound_by_index(((BitmapHeapPath *) path)->bitmapqual);
	if (IsA(path, BitmapAndPath))
		parts = ((BitmapAndPath *) path)->bitmapquals;
	else if (IsA(path, BitmapOrPath))
		parts = ((BitmapOrPath *) path)->bitmapquals;
	foreach(cell, parts)
	{
		if (!bound_by_index(lfirst(cell)))
			return false;
	}
	return parts != NIL;
}

/* The cheapest of these paths that an index binds. */
static Cost
bound_cost(List *paths)
{
	Cost		cost = get_float8_infinity();
	ListCell   *cell;

	foreach(cell, paths)
	{
		Path	   *path = lfirst(cell);

		if (path->param_info == NULL && path->total_cost < cost && bound_by_index(path))
			cost = path->total_cost;
	}
	return cost;
}

/* The same paths without those that read the whole table; what one of these costs. */
static Cost
drop_whole(List **paths)
{
	Cost		cost = get_float8_infinity();
	ListCell   *cell;

	foreach(cell, *paths)
	{
		Path	   *path = lfirst(cell);

		if (path->pathtype != T_SeqScan)
			continue;
		cost = Min(cost, path->total_cost);
		*paths = foreach_delete_current(*paths, cell);
	}
	return cost;
}

/*
 * Where an index can find an account's rows, the table is not read as a whole,
 * however cheap that seems or is said to be by enable_indexscan and the like: it
 * holds what others have, and more of it every day, and one's own counters tell.
 */
static void
prefer_indexes(PlannerInfo *root, RelOptInfo *rel)
{
	List	   *paths = list_copy(rel->pathlist);
	List	   *partial = list_copy(rel->partial_pathlist);
	Cost		whole = drop_whole(&rel->pathlist);
	Cost		whole_partial = drop_whole(&rel->partial_pathlist);
	List	   *others;
	ListCell   *cell;

	whole = Min(whole, whole_partial);
	if (isinf(whole) || bound_cost(rel->pathlist) < whole)
		return;

	/* what was dearer is gone, so make it again */
	others = rel->pathlist;
	rel->pathlist = NIL;
	rel->partial_pathlist = NIL;
	create_index_paths(root, rel);
	if (isinf(bound_cost(rel->pathlist)))
	{
		rel->pathlist = paths;
		rel->partial_pathlist = partial;
		return;
	}
	foreach(cell, others)
	{
		Path	   *path = lfirst(cell);

		if (!IsA(path, IndexPath) && !IsA(path, BitmapHeapPath))
			add_path(rel, path);
	}
}

#if !INDEX_ARRAYS_KEEP_ORDER

/*
 * The clauses of contacts.sees() among an index path's: a query may name the
 * function itself, and a table have two audiences.
 */
static List *
sees_clauses(IndexPath *path)
{
	List	   *found = NIL;
	ListCell   *cell;

	foreach(cell, path->indexclauses)
	{
		IndexClause *clause = lfirst_node(IndexClause, cell);

		/* the server knows of arrays that it meets in the query itself */
		if (IsA(clause->rinfo->clause, FuncExpr) && clause->indexcol > 0 &&
			IsA(linitial_node(RestrictInfo, clause->indexquals)->clause, ScalarArrayOpExpr))
			found = lappend(found, clause);
	}
	return found;
}

/* Is each column before this one bound to a single value? */
static bool
bound_before(IndexPath *path, int column)
{
	Bitmapset  *bound = NULL;
	ListCell   *cell;

	foreach(cell, path->indexclauses)
	{
		IndexClause *clause = lfirst_node(IndexClause, cell);
		Expr	   *qual = linitial_node(RestrictInfo, clause->indexquals)->clause;

		if (IsA(qual, OpExpr) && clause->indexcol < column &&
			get_op_opfamily_strategy(((OpExpr *) qual)->opno,
									 path->indexinfo->opfamily[clause->indexcol]) == BTEqualStrategyNumber)
			bound = bms_add_member(bound, clause->indexcol);
	}
	return bms_num_members(bound) == column;
}

/*
 * Before PostgreSQL 17 an index is read once for each value of an array, and
 * so not in its order, unless the columns before the array's are bound.  The
 * planner knows, but not of an array that a support function made.  Where it
 * counts on the order, or on reading backwards, offer it a path without our
 * array, and let the one with it go for unordered and forwards.
 */
static void
keep_order(PlannerInfo *root, RelOptInfo *rel)
{
	List	   *ordered = NIL;
	ListCell   *cell;

	foreach(cell, list_concat_copy(rel->pathlist, rel->partial_pathlist))
	{
		IndexPath  *path = lfirst(cell);
		ListCell   *sees;
		List	   *clauses;
		bool		in_order = true;

		if (!IsA(path, IndexPath) || path->path.pathkeys == NIL)
			continue;
		clauses = sees_clauses(path);
		foreach(sees, clauses)
			in_order = in_order && path->indexscandir != BackwardScanDirection &&
				bound_before(path, lfirst_node(IndexClause, sees)->indexcol);
		if (in_order)
			continue;
		if (path->path.param_info == NULL && !path->path.parallel_aware)
		{
			ordered = lappend(ordered,
							  create_index_path(root, path->indexinfo,
												list_difference_ptr(path->indexclauses, clauses),
												NIL, NIL,
												path->path.pathkeys, path->indexscandir,
												path->path.pathtype == T_IndexOnlyScan,
												NULL, 1.0, false));
		}
		path->path.pathkeys = NIL;
		path->indexscandir = ForwardScanDirection;
	}
	foreach(cell, ordered)
		add_path(rel, lfirst(cell));
}

/*
 * Would a cursor that goes backwards read an index backwards for spans?  Down the
 * nodes through which the server's ExecSupportsBackwardScan() goes.
 */
static bool
reads_spans_backwards(Plan *plan)
{
	List	   *quals = NIL;
	ListCell   *cell;

	if (plan == NULL)
		return false;
	switch (nodeTag(plan))
	{
		case T_Result:
		case T_Limit:
		case T_LockRows:
			return reads_spans_backwards(outerPlan(plan));
		case T_SubqueryScan:
			return reads_spans_backwards(((SubqueryScan *) plan)->subplan);
		case T_Append:
			foreach(cell, ((Append *) plan)->appendplans)
			{
				if (reads_spans_backwards(lfirst(cell)))
					return true;
			}
			return false;
		case T_IndexScan:
			quals = ((IndexScan *) plan)->indexqual;
			break;
		case T_IndexOnlyScan:
			quals = ((IndexOnlyScan *) plan)->indexqual;
			break;
		default:
			return false;
	}
	foreach(cell, quals)
	{
		ScalarArrayOpExpr *any = lfirst(cell);

		if (IsA(any, ScalarArrayOpExpr) &&
			get_func_namespace(any->opfuncid) == contacts_schema())
			return true;
	}
	return false;
}

#endif

static set_rel_pathlist_hook_type next_rel_pathlist = NULL;

static void
rel_pathlist(PlannerInfo *root, RelOptInfo *rel, Index rti, RangeTblEntry *rte)
{
	Oid			schema = contacts_schema();

	if (next_rel_pathlist != NULL)
		next_rel_pathlist(root, rel, rti, rte);
	if (rte->rtekind != RTE_RELATION || !OidIsValid(schema))
		return;
	if (!rte->inh && get_rel_namespace(rte->relid) == schema)
		prefer_indexes(root, rel);
#if !INDEX_ARRAYS_KEEP_ORDER
	/* of any table: others may have a policy and an index like ours */
	keep_order(root, rel);
#endif
}

/*
 * The finished plan: what a cursor may go back through is kept as it was read.
 *
 * Statements of ours on our tables, and the server's checks of our foreign keys,
 * are short and many: up to twenty for a contact that changes its audience.
 * Compiling each, as jit_above_cost = 0 wants it, made minutes out of a second.
 *
 * Nor is a plan compiled that only seems dear because enable_indexscan or the like
 * is off: before PostgreSQL 18 that adds to its cost, and an index is used all the same.
 */
#define COST_OF_DISABLED	1.0e10

static planner_hook_type next_planner = NULL;

static bool
reads_ours(PlannedStmt *plan)
{
	Oid			schema = contacts_schema();
	ListCell   *cell;

	foreach(cell, plan->relationOids)
	{
		if (get_rel_namespace(lfirst_oid(cell)) == schema)
			return true;
	}
	return false;
}

static PlannedStmt *
plan_query(PLANNER_ARGS)
{
	PlannedStmt *plan = next_planner != NULL ?
		next_planner(PLANNER_PASS) :
		standard_planner(PLANNER_PASS);

#if !INDEX_ARRAYS_KEEP_ORDER
	/* a cursor that locks its rows does not go backwards unless it is asked to */
	if (!(options & (CURSOR_OPT_PARALLEL_OK | CURSOR_OPT_NO_SCROLL)) &&
		((options & CURSOR_OPT_SCROLL) || plan->rowMarks == NIL) &&
		reads_spans_backwards(plan->planTree))
		plan->planTree = materialize_finished_plan(plan->planTree);
#endif
	if (plan->jitFlags != PGJIT_NONE && reads_ours(plan) &&
		(plan->planTree->total_cost >= COST_OF_DISABLED ||
		 (InLocalUserIdChange() && GetUserId() == contacts_owner_if_any())))
		plan->jitFlags = PGJIT_NONE;
	return plan;
}

void
planner_init(void)
{
	next_planner = planner_hook;
	planner_hook = plan_query;
	next_relation_info = relation_hook;
	relation_hook = relation_info;
	next_relation_stats = get_relation_stats_hook;
	get_relation_stats_hook = relation_stats;
	next_rel_pathlist = set_rel_pathlist_hook;
	set_rel_pathlist_hook = rel_pathlist;
}
