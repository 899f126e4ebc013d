/*-------------------------------------------------------------------------
 *
 * explain.c
 *	  What EXPLAIN and the server's messages tell of a plan to those who do
 *	  not see every row.
 *
 * The planner's estimates come from statistics over all rows, and its counters
 * from all rows that it met: "rows=9149" for a name tells that somebody keeps
 * 9149 private contacts of that name, "Rows Removed by Filter" how many there
 * are at all.  The planner keeps its statistics; only what is shown to a role
 * under row security is cut.
 *
 * Only the finished plan can say whether it is ours: the text and the parse
 * tree know nothing of functions that the planner has inlined, nor of a
 * prepared statement whose tables have changed their names meanwhile.  So the
 * decision falls when its execution begins, which every EXPLAIN comes to.
 *
 * Whose right counts is that of the asker, not that of a view in between: a
 * view that reads with its owner's rights may show less than there is.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "commands/defrem.h"
#include "commands/prepare.h"
#include "executor/execdesc.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "optimizer/planner.h"
#include "tcop/utility.h"
#include "utils/guc.h"
#include "utils/plancache.h"
#include "utils/resowner.h"

#include "base/compat.h"
#include "base/schema.h"
#include "guard/explain.h"
#include "identity/statement.h"

static ExplainOneQuery_hook_type next_explain = NULL;

static ProcessUtility_hook_type next_utility = NULL;

static planner_hook_type next_planner = NULL;

static emit_log_hook_type next_emit_log = NULL;

/* The EXPLAIN that is under way; all zero without one. */
typedef struct Explanation
{
	bool		active;
	bool		planning;		/* its statement is just being planned */
	bool		cut;			/* EXECUTE: its options show no number */
	bool		counts;			/* EXECUTE: its options show buffers or WAL */
	ExplainState *state;		/* NULL: that of EXECUTE is out of reach */
	QueryDesc  *query;			/* what it explains, once that has begun */
} Explanation;

static Explanation explanation;

/* Are the numbers of the plan that was made last not for the client? */
static bool plan_withheld = false;

/* The statement that has loaded the library, if its plan is not for the client. */
static TimestampTz loaded_by = 0;

static void
hide_numbers(ExplainState *es)
{
	es->costs = false;
	es->buffers = false;
	explain_hide_memory(es);
}

/*
 * EXPLAIN EXECUTE
 */

static ExecuteStmt *
explained_execute(ExplainStmt *stmt)
{
	Node	   *node = stmt->query;

	while (node != NULL)
	{
		if (IsA(node, Query))
			node = ((Query *) node)->utilityStmt;
		else if (IsA(node, CreateTableAsStmt))
			node = ((CreateTableAsStmt *) node)->query;
		else
			return IsA(node, ExecuteStmt) ? (ExecuteStmt *) node : NULL;
	}
	return NULL;
}

/*
 * Does the plan of a prepared statement read ours, under row security?  A look
 * at its generic plan: EXPLAIN may make another one, and is judged by that
 * when its execution begins.
 */
static bool
prepared_is_under_rls(const char *name, QueryEnvironment *env)
{
	PreparedStatement *prepared = FetchPreparedStatement(name, false);
	CachedPlan *plan;
	ListCell   *cell;
	bool		under_rls = false;

	/* who sees every row needs no look */
	if (prepared == NULL || !OidIsValid(contacts_schema()) || superuser())
		return false;
	plan = GetCachedPlan(prepared->plansource, NULL, CurrentResourceOwner, env);
	foreach(cell, plan->stmt_list)
		under_rls = under_rls || plan_use(lfirst_node(PlannedStmt, cell)).under_rls;
	ReleaseCachedPlan(plan, CurrentResourceOwner);
	return under_rls;
}

/* An option of EXPLAIN as the server will read it: the last one counts. */
static bool
explain_option(List *options, const char *name, bool otherwise)
{
	ListCell   *cell;

	foreach(cell, options)
	{
		DefElem    *option = lfirst_node(DefElem, cell);

		if (strcmp(option->defname, name) == 0)
			otherwise = defGetBoolean(option);
	}
	return otherwise;
}

/*
 * EXPLAIN of a query can be changed while it runs; that of a prepared
 * statement by its options only, so they are changed on the way in.
 */
static PlannedStmt *
cut_options(PlannedStmt *pstmt, ExecuteStmt *execute, QueryEnvironment *env)
{
	ExplainStmt *stmt = (ExplainStmt *) pstmt->utilityStmt;
	bool		analyze = explain_option(stmt->options, "analyze", false);
	ListCell   *cell;
	List	   *options = NIL;

	explanation.counts = explain_option(stmt->options, "wal", false) ||
		explain_option(stmt->options, "buffers", analyze && EXPLAIN_ANALYZE_SHOWS_BUFFERS);
	explanation.cut = !explanation.counts &&
		!explain_option(stmt->options, "costs", true) &&
		!explain_option(stmt->options, "memory", false);
	if (analyze || explanation.cut || !prepared_is_under_rls(execute->name, env))
		return pstmt;

	pstmt = copyObject(pstmt);
	stmt = (ExplainStmt *) pstmt->utilityStmt;
	foreach(cell, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, cell);

		if (strcmp(option->defname, "costs") != 0 &&
			strcmp(option->defname, "buffers") != 0 &&
			strcmp(option->defname, "memory") != 0)
			options = lappend(options, option);
	}
	stmt->options = lappend(options, makeDefElem("costs", (Node *) makeInteger(0), -1));
	explanation.cut = true;
	return pstmt;
}

/*
 * The hooks
 */

static void
run_utility(PlannedStmt *pstmt, const char *text, bool read_only_tree,
			ProcessUtilityContext context, ParamListInfo params,
			QueryEnvironment *env, DestReceiver *dest, QueryCompletion *completion)
{
	if (next_utility != NULL)
		next_utility(pstmt, text, read_only_tree, context, params, env, dest, completion);
	else
		standard_ProcessUtility(pstmt, text, read_only_tree, context, params, env, dest,
								completion);
}

static void
utility_hook(PlannedStmt *pstmt, const char *text, bool read_only_tree,
			 ProcessUtilityContext context, ParamListInfo params,
			 QueryEnvironment *env, DestReceiver *dest, QueryCompletion *completion)
{
	Explanation outer = explanation;
	ExecuteStmt *execute;

	if (!IsA(pstmt->utilityStmt, ExplainStmt))
	{
		run_utility(pstmt, text, read_only_tree, context, params, env, dest, completion);
		return;
	}

	memset(&explanation, 0, sizeof(explanation));
	PG_TRY();
	{
		PlannedStmt *cut = pstmt;

		execute = explained_execute((ExplainStmt *) pstmt->utilityStmt);
		if (execute != NULL)
			cut = cut_options(pstmt, execute, env);
		explanation.active = true;
		run_utility(cut, text, read_only_tree && cut == pstmt, context, params, env, dest,
					completion);
	}
	PG_FINALLY();
	{
		explanation = outer;
	}
	PG_END_TRY();
}

static void
explain_one_query_hook(Query *query, int options, IntoClause *into,
					   ExplainState *es, const char *text,
					   ParamListInfo params, QueryEnvironment *env)
{
	Explanation outer = explanation;
	MemoryContext context = CurrentMemoryContext;

	memset(&explanation, 0, sizeof(explanation));
	explanation.active = true;
	explanation.state = es;
	PG_TRY();
	{
		if (next_explain != NULL)
			next_explain(query, options, into, es, text, params, env);
		else
			explain_one_query(query, options, into, es, text, params, env);
	}
	PG_FINALLY();
	{
		explanation = outer;
	}
	PG_END_TRY();
	/* the server does not find back to it when MEMORY was cut meanwhile */
	MemoryContextSwitchTo(context);
}

/*
 * What runs while the planner evaluates functions is not what is explained.
 * The buffers and the memory that planning takes are cut before they are read.
 */
static PlannedStmt *
planner_hook_function(PLANNER_ARGS)
{
	bool		outermost = explanation.active && !explanation.planning &&
		explanation.query == NULL;
	PlannedStmt *plan;

	if (outermost)
		explanation.planning = true;
	if (next_planner != NULL)
		plan = next_planner(PLANNER_PASS);
	else
		plan = standard_planner(PLANNER_PASS);
	if (outermost)
	{
		explanation.planning = false;
		if (explanation.state != NULL && plan_use(plan).under_rls)
			hide_numbers(explanation.state);
	}
	plan_withheld = Debug_print_plan && plan_use(plan).withheld;
	return plan;
}

static void
refuse_analyze(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("EXPLAIN ANALYZE of contacts is not for roles under row security"),
			 errdetail("Its counts speak of rows that you cannot see."),
			 errhint("Leave ANALYZE out, or ask the database administrator.")));
}

/*
 * auto_explain instruments every statement if the administrator says so.  It
 * writes to the server's log, and must not make an application fail; what it
 * says does not go to the client (emit_log_hook_function).
 */
static bool
auto_explain_analyzes(void)
{
	const char *setting = GetConfigOption("auto_explain.log_analyze", true, false);

	/* where the module is not loaded, anybody may have set it */
	return setting != NULL && strcmp(setting, "on") == 0 &&
		!(GetConfigOptionFlags("auto_explain.log_analyze", true) & GUC_CUSTOM_PLACEHOLDER);
}

/*
 * A statement within the one explained begins, or a cursor that was opened
 * before it goes on: what it reads counts in the one explained.
 */
static void
explain_inner_run(const QueryDesc *query)
{
	if (!explanation.active || explanation.query == query)
		return;
	if (explanation.state != NULL)
	{
		explanation.state->buffers = false;
		explanation.state->wal = false;
	}
	else if (explanation.counts)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("EXPLAIN shows no buffers and no WAL of statements on contacts to roles under row security"),
				 errdetail("They speak of rows that you cannot see."),
				 errhint("Say EXPLAIN (BUFFERS off, WAL off).")));
}

/* Execution is about to begin. */
static void
explain_execution_begin(QueryDesc *query, PlanUse use, bool explain_only)
{
	if (use.under_rls && explain_only)
	{
		if (explanation.state != NULL)
			hide_numbers(explanation.state);
		else if (!explanation.cut)
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("EXPLAIN of contacts shows no estimates to roles under row security"),
					 errdetail("They speak of rows that you cannot see."),
					 explanation.active ?
					 errhint("Say EXPLAIN (COSTS off).") :
					 errhint("This statement has loaded the library: say it again.")));
	}
	else if (use.under_rls && query->instrument_options != 0 &&
			 ((explanation.active && !explanation.planning) || !auto_explain_analyzes()))
		refuse_analyze();

	if (!explanation.active || explain_only)
		return;
	if (explanation.query == NULL && !explanation.planning)
		explanation.query = query;
	else if (use.withheld)
		explain_inner_run(query);
}

/*
 * AFTER triggers and checks of foreign keys run when the statement explained
 * has done its work.  Their buffers are not counted in its plan.
 */
static bool
explain_finish_begin(QueryDesc *query)
{
	if (!explanation.active || explanation.query != query)
		return false;
	explanation.active = false;
	return true;
}

static void
explain_finish_end(void)
{
	explanation.active = true;
}

/*
 * debug_print_plan and auto_explain write plans to the log.  A client that
 * asks for messages of level LOG gets them as well, unless they are of ours.
 */
static void
emit_log_hook_function(ErrorData *edata)
{
	if (edata->output_to_client && edata->elevel <= LOG &&
		(statement_withheld() ||
		 ((plan_withheld || loaded_by == GetCurrentStatementStartTimestamp()) &&
		  edata->funcname != NULL &&
		  strcmp(edata->funcname, "elog_node_display") == 0)))
		edata->output_to_client = false;
	if (next_emit_log != NULL)
		next_emit_log(edata);
}

static const StatementWatch watch = {
	.execution_begins = explain_execution_begin,
	.inner_run_begins = explain_inner_run,
	.finish_begins = explain_finish_begin,
	.finish_ends = explain_finish_end
};

void
explain_init(void)
{
	statement_watch = &watch;
	next_explain = ExplainOneQuery_hook;
	ExplainOneQuery_hook = explain_one_query_hook;
	next_utility = ProcessUtility_hook;
	ProcessUtility_hook = utility_hook;
	next_planner = planner_hook;
	planner_hook = planner_hook_function;
	next_emit_log = emit_log_hook;
	emit_log_hook = emit_log_hook_function;

	/* The planning that loads the library is not seen by the hook. */
	if (IsTransactionState() && !superuser_arg(GetOuterUserId()))
		loaded_by = GetCurrentStatementStartTimestamp();
}
