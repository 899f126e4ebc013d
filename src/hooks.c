/*-------------------------------------------------------------------------
 *
 * hooks.c
 *	  What utility statements would tell or keep: EXPLAIN for those who do not
 *	  see every row, and cursors that outlive an identity.
 *
 * The planner's estimates come from statistics over all rows, and its counters
 * from all rows that it met: "rows=9149" for a name tells that somebody keeps
 * 9149 private contacts of that name, "Rows Removed by Filter" how many there
 * are at all.  The planner keeps its statistics; only what EXPLAIN prints to a
 * role under row security is cut.
 *
 * Hooks need the library loaded: session_preload_libraries = 'contacts'.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "commands/defrem.h"
#include "commands/prepare.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "tcop/utility.h"
#include "utils/lsyscache.h"
#include "utils/plancache.h"
#include "utils/rls.h"

static ExplainOneQuery_hook_type next_explain = NULL;
static ProcessUtility_hook_type next_utility = NULL;

/* Does the query read a table of ours, as somebody under row security? */
static bool
reads_ours_walker(Node *node, Oid *schema)
{
	if (node == NULL)
		return false;
	if (IsA(node, RangeTblEntry))
	{
		RangeTblEntry *rte = (RangeTblEntry *) node;

		return rte->rtekind == RTE_RELATION &&
			get_rel_namespace(rte->relid) == *schema &&
			check_enable_rls(rte->relid, InvalidOid, true) == RLS_ENABLED;
	}
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, reads_ours_walker, schema,
								 QTW_EXAMINE_RTES_BEFORE);
	return expression_tree_walker(node, reads_ours_walker, schema);
}

static bool
reads_ours(Query *query)
{
	Oid			owner = contacts_owner_if_any();
	Oid			schema;

	if (!OidIsValid(owner))
		return false;
	schema = contacts_schema();
	return reads_ours_walker((Node *) query, &schema);
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

static void
explain_one_query_hook(Query *query, int options, IntoClause *into,
					   ExplainState *es, const char *text,
					   ParamListInfo params, QueryEnvironment *env)
{
	if (query->commandType != CMD_UTILITY && reads_ours(query))
	{
		if (es->analyze)
			refuse_analyze();
		es->costs = false;
		es->buffers = false;
	}
	if (next_explain != NULL)
		next_explain(query, options, into, es, text, params, env);
	else
		explain_one_query(query, options, into, es, text, params, env);
}

/*
 * EXPLAIN EXECUTE passes by the hook above: the statement has been planned
 * before.  So its options are changed on the way in.  DECLARE ... WITH HOLD
 * comes along here as well.
 */
static void
utility_hook(PlannedStmt *pstmt, const char *text, bool read_only_tree,
			 ProcessUtilityContext context, ParamListInfo params,
			 QueryEnvironment *env, DestReceiver *dest,
			 QueryCompletion *completion)
{
	if (IsA(pstmt->utilityStmt, ExplainStmt))
	{
		ExplainStmt *explain = (ExplainStmt *) pstmt->utilityStmt;
		Query	   *query = (Query *) explain->query;

		if (IsA(query, Query) && query->commandType == CMD_UTILITY &&
			IsA(query->utilityStmt, ExecuteStmt))
		{
			PreparedStatement *prepared =
				FetchPreparedStatement(((ExecuteStmt *) query->utilityStmt)->name, false);
			ListCell   *cell;
			bool		ours = false;

			if (prepared != NULL)
			{
				foreach(cell, prepared->plansource->query_list)
					ours = ours || reads_ours(lfirst_node(Query, cell));
			}
			if (ours)
			{
				foreach(cell, explain->options)
				{
					DefElem    *option = lfirst_node(DefElem, cell);

					if (strcmp(option->defname, "analyze") == 0 && defGetBoolean(option))
						refuse_analyze();
				}
				pstmt = copyObject(pstmt);
				read_only_tree = false;
				explain = (ExplainStmt *) pstmt->utilityStmt;
				/* the last of its kind counts */
				explain->options = lappend(explain->options,
										   makeDefElem("costs", (Node *) makeInteger(0), -1));
			}
		}
	}

	/* Its rows would be there for the next user of a pooled connection. */
	if (IsA(pstmt->utilityStmt, DeclareCursorStmt) &&
		(((DeclareCursorStmt *) pstmt->utilityStmt)->options & CURSOR_OPT_HOLD) &&
		actor_for_transaction())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("a cursor WITH HOLD would outlive the identity in force"),
				 errhint("Declare it without HOLD.")));

	if (next_utility != NULL)
		next_utility(pstmt, text, read_only_tree, context, params, env, dest, completion);
	else
		standard_ProcessUtility(pstmt, text, read_only_tree, context, params, env, dest,
								completion);
}

void
hooks_init(void)
{
	next_explain = ExplainOneQuery_hook;
	ExplainOneQuery_hook = explain_one_query_hook;
	next_utility = ProcessUtility_hook;
	ProcessUtility_hook = utility_hook;
}
