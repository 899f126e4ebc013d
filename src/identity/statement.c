/*-------------------------------------------------------------------------
 *
 * statement.c
 *	  The statements on our tables that are running, and the identity that
 *	  each of them began with.
 *
 * Policies, BEFORE and AFTER triggers of one statement must judge one and the
 * same actor.  Else a statement writes with the rights of one user and in the
 * name of another, counts in one account what it adds to a second, or goes on
 * giving the rows of somebody who has left.  So:
 *
 * - while a statement runs whose rows or triggers depend on the identity, no
 *   other one is taken on, and RESET ALL is refused (statement_refuse_change);
 * - whatever way there may be beside these, such a statement looks who is
 *   acting each time it is run, when it has been run, and when its AFTER
 *   triggers have fired, and fails if that is somebody else than at its start;
 * - what it has not yet given when its transaction ends, it does not give.
 *
 * What was running before the library was loaded is missing here.  That is no
 * gap: a plan under row security cannot be made without our functions, and a
 * write finds no identity at its start where nothing of ours has been called.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/parallel.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "executor/execdesc.h"
#include "executor/executor.h"
#include "tcop/pquery.h"
#include "tcop/utility.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "base/schema.h"
#include "identity/actor.h"
#include "identity/eyes.h"
#include "identity/statement.h"

static ExecutorStart_hook_type next_start = NULL;
static ExecutorRun_hook_type next_run = NULL;
static ExecutorFinish_hook_type next_finish = NULL;
static ExecutorEnd_hook_type next_end = NULL;
static ProcessUtility_hook_type next_utility = NULL;

const StatementWatch *statement_watch = NULL;

/* What tells one identity from another. */
typedef struct Who
{
	int64		account_id;		/* 0: nobody */
	int32		user_id;
	uint32		permissions;
	bool		by_token;
} Who;

typedef struct Running
{
	const void *key;			/* its QueryDesc, or its COPY */
	SubTransactionId began_in;
	SubTransactionId run_in;	/* in which it is being run; or invalid */
	bool		judged;			/* depends on the identity */
	bool		writes;			/* so it has triggers of ours */
	bool		withheld;		/* messages about it are not for the client */
	Who			who;			/* who acted at its start */
} Running;

/* In the order in which they began; kept for the session, most often empty. */
static Running *running = NULL;
static int	nrunning = 0;
static int	max_running = 0;

static Who
who_acts(void)
{
	const Actor *actor = actor_current();
	Who			who = {0, 0, 0, false};

	if (actor != NULL)
	{
		who.account_id = actor->account_id;
		who.user_id = actor->user_id;
		who.permissions = actor->permissions;
		who.by_token = actor->by_token;
	}
	return who;
}

static Running *
find(const void *key)
{
	int			i;

	for (i = nrunning - 1; i >= 0; i--)
	{
		if (running[i].key == key)
			return &running[i];
	}
	return NULL;
}

static Running *
begin(const void *key, PlanUse use)
{
	Who			who = who_acts();	/* may run statements, which come and go here */
	Running    *entry;

	if (nrunning == max_running)
	{
		int			more = Max(16, 2 * max_running);

		if (running == NULL)
			running = MemoryContextAlloc(TopMemoryContext, more * sizeof(Running));
		else
			running = repalloc(running, more * sizeof(Running));
		max_running = more;
	}
	entry = &running[nrunning];
	entry->key = key;
	entry->began_in = GetCurrentSubTransactionId();
	entry->run_in = InvalidSubTransactionId;
	entry->judged = use.under_rls || use.writes;
	entry->writes = use.writes;
	entry->withheld = use.withheld;
	entry->who = who;
	nrunning++;
	return entry;
}

static void
end(const void *key)
{
	Running    *entry = find(key);

	if (entry == NULL)
		return;
	memmove(entry, entry + 1, (&running[nrunning] - (entry + 1)) * sizeof(Running));
	nrunning--;
}

/* Are messages about what is running not for the client? */
bool
statement_withheld(void)
{
	int			i;

	for (i = 0; i < nrunning; i++)
	{
		if (running[i].withheld)
			return true;
	}
	return false;
}

/*
 * Refuse to change the identity while a statement runs that depends on it, or,
 * with open_too, while a cursor or a function has one that it will go on with.
 */
void
statement_refuse_change(bool open_too)
{
	int			i;

	for (i = 0; i < nrunning; i++)
	{
		if (running[i].judged &&
			(open_too || running[i].run_in != InvalidSubTransactionId))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("identity cannot change during a statement on contacts"),
					 errdetail("Whoever acts at its start answers for all of it, its triggers included."),
					 errhint("Take on the identity in a statement of its own, before this one.")));
	}
}

/*
 * Is it still the one who acted at a statement's start?  Looking may run
 * statements, which come and go in the list and move it: no entry of it is good
 * afterwards.
 */
static void
check_identity(Who at_start)
{
	Who			who = who_acts();

	if (who.account_id != at_start.account_id || who.user_id != at_start.user_id ||
		who.permissions != at_start.permissions || who.by_token != at_start.by_token)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("identity has changed during a statement on contacts"),
				 errdetail("Whoever acts at its start answers for all of it, its triggers included."),
				 errhint("Take on the identity in a statement of its own, before this one.")));
}

/* It has come through without error; the list may have moved meanwhile. */
static void
run_ended(const void *key, bool finished)
{
	Running    *entry = find(key);

	if (entry == NULL)
		return;
	entry->run_in = InvalidSubTransactionId;
	/* a cursor may be closed by whomever */
	if (finished ? entry->writes : entry->judged)
		check_identity(entry->who);
}

/*
 * COMMIT and ROLLBACK in a procedure read a cursor that is in use to its end
 * and keep the rows for after them.  Not those of an identity that ends here.
 */
static void
refuse_to_outlive(QueryDesc *query)
{
	if (ActivePortal != NULL && ActivePortal->queryDesc == query &&
		ActivePortal->holdStore != NULL && actor_for_transaction())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("rows of an open cursor would outlive the identity in force"),
				 errhint("Read the cursor to its end, or close it, before the transaction ends.")));
}

/*
 * The hooks
 */

static void
start_hook(QueryDesc *query, int eflags)
{
	bool		explain_only = (eflags & EXEC_FLAG_EXPLAIN_ONLY) != 0;
	PlanUse		use = {false, false, false};

	/* In a worker the leader answers. */
	if (!IsParallelWorker())
	{
		use = plan_use(query->plannedstmt);
		if (statement_watch != NULL)
			statement_watch->execution_begins(query, use, explain_only);
	}
	if (next_start != NULL)
		next_start(query, eflags);
	else
		standard_ExecutorStart(query, eflags);
	if (!explain_only && (use.under_rls || use.writes || use.withheld))
		(void) begin(query, use);
}

static void
run_hook(EXECUTOR_RUN_ARGS)
{
	Running    *entry = find(queryDesc);

	if (entry != NULL && entry->judged)
	{
		check_identity(entry->who);
		refuse_to_outlive(queryDesc);
		entry = find(queryDesc);
	}
	if (entry != NULL)
	{
		entry->run_in = GetCurrentSubTransactionId();
		if (entry->withheld && statement_watch != NULL)
			statement_watch->inner_run_begins(queryDesc);
	}
	if (next_run != NULL)
		next_run(EXECUTOR_RUN_PASS);
	else
		standard_ExecutorRun(EXECUTOR_RUN_PASS);
	run_ended(queryDesc, false);
}

/* AFTER triggers fire here, and with them those of tables that follow ours. */
static void
finish_hook(QueryDesc *query)
{
	bool		watched = statement_watch != NULL && statement_watch->finish_begins(query);
	Running    *entry = find(query);

	if (entry != NULL)
		entry->run_in = GetCurrentSubTransactionId();
	if (next_finish != NULL)
		next_finish(query);
	else
		standard_ExecutorFinish(query);
	run_ended(query, true);
	if (watched)
		statement_watch->finish_ends();
}

/* To the end it counts as running: others may speak of it in their hooks. */
static void
end_hook(QueryDesc *query)
{
	if (next_end != NULL)
		next_end(query);
	else
		standard_ExecutorEnd(query);
	end(query);
}

/* COPY into a table or a view of ours passes by the executor's hooks. */
static bool
copies_into_ours(Node *stmt)
{
	CopyStmt   *copy = (CopyStmt *) stmt;
	Oid			relid;

	if (!IsA(stmt, CopyStmt) || !copy->is_from || copy->relation == NULL)
		return false;
	relid = RangeVarGetRelid(copy->relation, NoLock, true);
	return OidIsValid(relid) && OidIsValid(contacts_schema()) &&
		get_rel_namespace(relid) == contacts_schema();
}

/*
 * Does the statement end an identity that a setting keeps?  To set one by hand
 * is a superuser's privilege; ours do so as well.
 */
static bool
resets_identity(Node *stmt)
{
	VariableSetStmt *set = (VariableSetStmt *) stmt;

	return IsA(stmt, VariableSetStmt) && identity_is_set() &&
		(set->kind == VAR_RESET_ALL ||
		 (set->kind != VAR_SET_VALUE && set->name != NULL && (pg_strcasecmp(set->name, "contacts.actor") == 0 ||
								pg_strcasecmp(set->name, "contacts.session_actor") == 0)));
}

/* There and back within a statement, the end would not show that another role's user acted. */
static bool
changes_role(Node *stmt)
{
	VariableSetStmt *set = (VariableSetStmt *) stmt;

	return IsA(stmt, VariableSetStmt) && !identity_is_set() && set->name != NULL &&
		(pg_strcasecmp(set->name, "role") == 0 || pg_strcasecmp(set->name, "session_authorization") == 0);
}

static void
utility_hook(PlannedStmt *pstmt, const char *text, bool read_only_tree,
			 ProcessUtilityContext context, ParamListInfo params,
			 QueryEnvironment *env, DestReceiver *dest, QueryCompletion *completion)
{
	Node	   *stmt = pstmt->utilityStmt;
	bool		copy = copies_into_ours(stmt);

	/* Its rows would be there for the next user of a pooled connection. */
	if (IsA(stmt, DeclareCursorStmt) &&
		(((DeclareCursorStmt *) stmt)->options & CURSOR_OPT_HOLD) &&
		actor_for_transaction())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("a cursor WITH HOLD would outlive the identity in force"),
				 errhint("Declare it without HOLD.")));
	/* what code of others leaves so in a session runs with its rights later */
	if ((IsA(stmt, PrepareStmt) || IsA(stmt, DeallocateStmt) || IsA(stmt, ListenStmt)) &&
		code_of_others_runs())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s cannot be used in code that a statement of the extension sets off",
						GetCommandTagName(CreateCommandTag(stmt)))));
	if (nrunning > 0 && (resets_identity(stmt) || changes_role(stmt)))
		statement_refuse_change(false);

	if (copy)
		begin(stmt, (PlanUse) {.writes = true})->run_in = GetCurrentSubTransactionId();
	if (next_utility != NULL)
		next_utility(pstmt, text, read_only_tree, context, params, env, dest, completion);
	else
		standard_ProcessUtility(pstmt, text, read_only_tree, context, params, env, dest,
								completion);
	if (copy)
	{
		run_ended(stmt, true);
		end(stmt);
	}
}

/*
 * What began in a subtransaction that is undone has ended with it, and so has
 * what failed while it was run in one: a cursor that was opened before.
 */
static void
subxact_callback(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	int			kept = 0;
	int			i;

	if (event != SUBXACT_EVENT_ABORT_SUB && event != SUBXACT_EVENT_COMMIT_SUB)
		return;
	for (i = 0; i < nrunning; i++)
	{
		Running    *entry = &running[i];

		if (event == SUBXACT_EVENT_ABORT_SUB &&
			(entry->began_in == mine || entry->run_in == mine))
			continue;
		if (entry->began_in == mine)
			entry->began_in = parent;
		if (entry->run_in == mine)
			entry->run_in = parent;
		running[kept++] = *entry;
	}
	nrunning = kept;
}

static void
xact_callback(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE || event == XACT_EVENT_PARALLEL_COMMIT ||
		event == XACT_EVENT_PARALLEL_ABORT)
		nrunning = 0;
}

void
statement_init(void)
{
	next_start = ExecutorStart_hook;
	ExecutorStart_hook = start_hook;
	next_run = ExecutorRun_hook;
	ExecutorRun_hook = run_hook;
	next_finish = ExecutorFinish_hook;
	ExecutorFinish_hook = finish_hook;
	next_end = ExecutorEnd_hook;
	ExecutorEnd_hook = end_hook;
	next_utility = ProcessUtility_hook;
	ProcessUtility_hook = utility_hook;
	RegisterSubXactCallback(subxact_callback, NULL);
	RegisterXactCallback(xact_callback, NULL);
}
