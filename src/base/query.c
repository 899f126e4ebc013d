/*-------------------------------------------------------------------------
 *
 * query.c
 *	  Running statements of our own: kept plans, and the rights they run
 *	  under.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/params.h"
#include "tcop/dest.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/plancache.h"
#include "utils/queryenvironment.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"

/* The types of the parameters; returns what contacts.phone is, if it is one. */
static Oid
argument_types(const KeptPlan *kept, Oid *types)
{
	Oid			phone_type = InvalidOid;
	int			i;

	for (i = 0; i < kept->nargs; i++)
	{
		types[i] = kept->argtypes[i];
		if (types[i] == PHONE_ARG)
			types[i] = phone_type = contacts_type_oid("phone");
	}
	return phone_type;
}

/*
 * Settings under which our statements run: nobody else can have filled the
 * search_path, and row security is as the owner has it.  Undone by
 * AtEOXact_GUC(false, level), whatever has been SET in between.
 */
static int
settings_begin(const char *search_path)
{
	int			level = NewGUCNestLevel();

	(void) set_config_option("search_path", search_path,
							 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
							 true, 0, false);
	(void) set_config_option("row_security", "on",
							 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
							 true, 0, false);
	return level;
}

/*
 * Pass on the error that a statement of ours has met, without our SQL and what
 * the server says about the inside of it: "while inserting index tuple
 * (209,1)" is about rows that the actor may not see, and so is the key that a
 * detail of the server's own shows.  What is around the statement stays.
 */
static void
rethrow_without_statement(MemoryContext context, const char *sql, bool as_owner)
{
	ErrorData  *error;

	MemoryContextSwitchTo(context);
	error = CopyErrorData();
	FlushErrorState();
	if (error->context != NULL)
	{
		/* the words around it are translated */
		char	   *found = strstr(error->context, sql);

		if (found != NULL)
		{
			found = strchr(found + strlen(sql), '\n');
			error->context = found != NULL ? found + 1 : NULL;
		}
	}
	error->internalquery = NULL;
	error->internalpos = 0;
	/* "Failing row contains (...)" is the server's, what our triggers say is ours */
	if (as_owner && (error->sqlerrcode == ERRCODE_UNIQUE_VIOLATION ||
					 error->sqlerrcode == ERRCODE_FOREIGN_KEY_VIOLATION ||
					 error->sqlerrcode == ERRCODE_EXCLUSION_VIOLATION ||
					 (error->funcname != NULL &&
					  (strcmp(error->funcname, "ExecConstraints") == 0 ||
					   strcmp(error->funcname, "ReportNotNullViolationError") == 0))))
		error->detail = NULL;
	ReThrowError(error);
}

static List *
plan_queries(SPIPlanPtr plan)
{
	return linitial_node(CachedPlanSource, SPI_plan_get_plan_sources(plan))->query_list;
}

static bool
begins_with(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

void		(*before_owners_change) (List *queries) = NULL;

/*
 * Execute a planned statement.  A writing statement may
 * set off code that is not ours: a foreign key of somebody's table that points
 * at one of ours has its actions run within it, and their triggers.  What such
 * code SETs ends with the statement; else it would choose the search_path of
 * our next one, which runs with the owner's rights.
 */
static uint64
execute_statement(const KeptPlan *kept, SPIPlanPtr plan, Datum *values,
				  const char *nulls, bool read_only, long limit)
{
	MemoryContext context = CurrentMemoryContext;
	bool		writes = !begins_with(kept->sql, "SELECT");
	bool		as_owner = GetUserId() == contacts_owner_if_any();
	int			level = 0;
	volatile int result = 0;

	/* no key of others acts on an INSERT */
	if (writes && as_owner && before_owners_change != NULL && !begins_with(kept->sql, "INSERT"))
		before_owners_change(plan_queries(plan));
	if (writes)
		level = settings_begin(OUR_SEARCH_PATH);
	PG_TRY();
	{
		result = SPI_execute_plan(plan, values, nulls, read_only, limit);
	}
	PG_CATCH();
	{
		rethrow_without_statement(context, kept->sql, as_owner);
	}
	PG_END_TRY();
	if (writes)
		AtEOXact_GUC(false, level);
	if (result < 0)
		elog(ERROR, "could not execute \"%s\": %s", kept->sql,
			 SPI_result_code_string(result));
	return SPI_processed;
}

static SPIPlanPtr
prepare(const KeptPlan *kept, Oid *types)
{
	SPIPlanPtr	plan = SPI_prepare_cursor(kept->sql, kept->nargs, types,
											  kept->generic ? CURSOR_OPT_GENERIC_PLAN : 0);

	if (plan == NULL)
		elog(ERROR, "could not prepare \"%s\": %s", kept->sql,
			 SPI_result_code_string(SPI_result));
	return plan;
}

/* The statement's plan, made at first use and kept for the session. */
static SPIPlanPtr
kept_plan(KeptPlan *kept)
{
	Oid			types[KEPT_PLAN_MAX_ARGS];
	Oid			phone_type = argument_types(kept, types);

	/* The extension may have been made anew in this session. */
	if (kept->plan != NULL && kept->phone_type != phone_type)
	{
		SPI_freeplan(kept->plan);
		kept->plan = NULL;
	}
	if (kept->plan == NULL)
	{
		SPIPlanPtr	plan = prepare(kept, types);

		SPI_keepplan(plan);
		kept->plan = plan;
		kept->phone_type = phone_type;
	}
	return kept->plan;
}

/*
 * Execute a statement, planning it at first use.  SPI must be connected; the
 * caller has chosen the rights.
 */
uint64
kept_execute(KeptPlan *kept, Datum *values, const char *nulls,
			 bool read_only, long limit)
{
	return execute_statement(kept, kept_plan(kept), values, nulls, read_only, limit);
}

/* Where the rows of a query go that are not kept. */
typedef struct RowReceiver
{
	DestReceiver dest;
	void		(*receive) (TupleTableSlot *slot, void *arg);
	void	   *arg;
} RowReceiver;

static bool
receive_row(TupleTableSlot *slot, DestReceiver *self)
{
	RowReceiver *receiver = (RowReceiver *) self;

	receiver->receive(slot, receiver->arg);
	return true;
}

static void
receiver_startup(DestReceiver *self, int operation, TupleDesc desc)
{
}

static void
receiver_done(DestReceiver *self)
{
}

/*
 * Give the rows of a query one after the other to a function, so that a million
 * of them are never in memory together.  The function minds what it allocates:
 * the current memory lasts as long as the query.
 */
void
kept_stream(KeptPlan *kept, Datum *values, void (*receive) (TupleTableSlot *slot, void *arg),
			void *arg)
{
	MemoryContext context = CurrentMemoryContext;
	bool		as_owner = GetUserId() == contacts_owner_if_any();
	RowReceiver receiver = {{receive_row, receiver_startup, receiver_done, receiver_done, DestNone},
	receive, arg};
	SPIExecuteOptions options = {0};
	SPIPlanPtr	plan = kept_plan(kept);
	volatile int result = 0;
	int			i;

	options.params = makeParamList(kept->nargs);
	for (i = 0; i < kept->nargs; i++)
	{
		ParamExternData *param = &options.params->params[i];

		param->value = values[i];
		param->isnull = false;
		param->pflags = PARAM_FLAG_CONST;
		param->ptype = kept->argtypes[i] == PHONE_ARG ? kept->phone_type : kept->argtypes[i];
	}
	options.read_only = true;
	options.dest = &receiver.dest;
	PG_TRY();
	{
		result = SPI_execute_plan_extended(plan, &options);
	}
	PG_CATCH();
	{
		rethrow_without_statement(context, kept->sql, as_owner);
	}
	PG_END_TRY();
	if (result < 0)
		elog(ERROR, "could not execute \"%s\": %s", kept->sql, SPI_result_code_string(result));
}

/*
 * Ask what is so now, and not when the transaction's snapshot was taken: for
 * whoever holds the lock that all writers of the answer take.  What this
 * transaction has written counts.
 */
uint64
kept_query_latest(KeptPlan *kept, Datum *values, long limit)
{
	uint64		processed;

	CommandCounterIncrement();
	PushActiveSnapshot(GetLatestSnapshot());
	processed = kept_execute(kept, values, NULL, true, limit);
	PopActiveSnapshot();
	return processed;
}

/* Up to so many rows, a plan made for one row will do. */
#define FEW_ROWS	32

/*
 * Execute a statement over nrows rows of a transition table.  A kept plan is
 * the one that suited its first execution, for most often there was one row:
 * for many, it would join row by row.  So many rows get a plan of their own,
 * which costs them next to nothing.
 */
uint64
rows_execute(KeptPlan *kept, Datum *values, const char *nulls, int64 nrows)
{
	Oid			types[KEPT_PLAN_MAX_ARGS];
	SPIPlanPtr	plan;
	uint64		processed;

	if (nrows <= FEW_ROWS)
		return kept_execute(kept, values, nulls, false, 0);

	(void) argument_types(kept, types);
	plan = prepare(kept, types);
	processed = execute_statement(kept, plan, values, nulls, false, 0);
	SPI_freeplan(plan);
	return processed;
}

/* A statement of own_write_execute() runs. */
static bool own_write_runs = false;

bool
own_write(void)
{
	return own_write_runs && GetUserId() == contacts_owner();
}

/* Execute a writing statement of ours, with own_write() true for triggers. */
uint64
own_write_execute(KeptPlan *kept, Datum *values, const char *nulls)
{
	return own_write_rows(kept, values, nulls, 0);
}

/* The same, over nrows rows of a transition table: see rows_execute(). */
uint64
own_write_rows(KeptPlan *kept, Datum *values, const char *nulls, int64 nrows)
{
	uint64		processed = 0;
	bool		outer = own_write_runs;

	own_write_runs = true;
	PG_TRY();
	{
		processed = rows_execute(kept, values, nulls, nrows);
	}
	PG_FINALLY();
	{
		own_write_runs = outer;
	}
	PG_END_TRY();
	return processed;
}

/*
 * The same where another session may have added a number or a contact since we
 * looked: that is no fault of the request, and it will do when it is made again.
 */
uint64
own_write_or_retry(KeptPlan *kept, Datum *values, const char *nulls, int64 nrows)
{
	MemoryContext context = CurrentMemoryContext;
	uint64		processed = 0;

	PG_TRY();
	{
		processed = own_write_rows(kept, values, nulls, nrows);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_UNIQUE_VIOLATION &&
			error->sqlerrcode != ERRCODE_FOREIGN_KEY_VIOLATION)
			PG_RE_THROW();
		FlushErrorState();
		/*
		 * No matter of time: somebody's key has more columns than the contact's id.
		 * (The names may be what code of theirs says they are.)
		 */
		if (error->schema_name != NULL && error->table_name != NULL &&
			error->constraint_name != NULL && strcmp(error->schema_name, "contacts") != 0)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("a row of another table refers to what would change"),
					 errdetail("Constraint \"%s\" of table %s is in the way.",
							   error->constraint_name, quote_qualified_identifier(error->schema_name, error->table_name)),
					 errhint("Nothing has been done. Ask the owner of the table.")));
		report_changed_meanwhile();
	}
	PG_END_TRY();
	return processed;
}

/*
 * Let statements of this SPI connection read rows of ours under a name.
 */
void
register_rows(const char *name, TupleDesc desc, Tuplestorestate *rows, double ntuples)
{
	EphemeralNamedRelation enr = palloc0(sizeof(EphemeralNamedRelationData));
	int			result;

	enr->md.name = pstrdup(name);
	enr->md.reliddesc = InvalidOid;
	enr->md.tupdesc = desc;
	enr->md.enrtype = ENR_NAMED_TUPLESTORE;
	enr->md.enrtuples = ntuples;
	enr->reldata = rows;
	result = SPI_register_relation(enr);
	if (result != SPI_OK_REL_REGISTER)
		elog(ERROR, "could not register rows: %s", SPI_result_code_string(result));
}

static void
scope_begin(OwnerScope *scope, Oid owner, int flags, const char *search_path)
{
	GetUserIdAndSecContext(&scope->save_userid, &scope->save_sec_context);
	SetUserIdAndSecContext(owner, scope->save_sec_context | flags);
	scope->guc_level = settings_begin(search_path);
	scope->save_own_write = own_write_runs;
}

/* Take the rights of the owner of our tables, until owner_scope_end(). */
void
owner_scope_begin(OwnerScope *scope, Oid owner)
{
	scope_begin(scope, owner, SECURITY_LOCAL_USERID_CHANGE, OUR_SEARCH_PATH);
}

/*
 * Take the rights of another user, for what is not ours: none of our own
 * statements is under way in it.
 */
void
owner_scope_begin_apart(OwnerScope *scope, Oid user, int sec_context,
						const char *search_path)
{
	scope_begin(scope, user, sec_context, search_path);
	own_write_runs = false;
}

/* Whatever ran inside, every setting is again as it was on entering. */
void
owner_scope_end(OwnerScope *scope)
{
	own_write_runs = scope->save_own_write;
	AtEOXact_GUC(false, scope->guc_level);
	SetUserIdAndSecContext(scope->save_userid, scope->save_sec_context);
}

/* But for what the scope was for: SET LOCAL of a setting of ours. */
void
owner_scope_end_with_settings(OwnerScope *scope)
{
	own_write_runs = scope->save_own_write;
	AtEOXact_GUC(true, scope->guc_level);
	SetUserIdAndSecContext(scope->save_userid, scope->save_sec_context);
}

/* The first row that the last statement has given; its values are SPI's. */
OneRow
first_row(void)
{
	OneRow		row = {false};
	int			i;

	memset(row.nulls, true, sizeof(row.nulls));
	row.found = SPI_processed > 0;
	if (!row.found || SPI_tuptable == NULL)
		return row;
	if (SPI_tuptable->tupdesc->natts > ONE_ROW_COLUMNS)
		elog(ERROR, "a row of more than %d columns", ONE_ROW_COLUMNS);
	for (i = 0; i < SPI_tuptable->tupdesc->natts; i++)
		row.values[i] = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
									  i + 1, &row.nulls[i]);
	return row;
}

typedef enum Asking
{
	READ_BY_ISOLATION,			/* READ COMMITTED takes a new snapshot, where a plan is not parallel */
	READ_LATEST,
	OWN_WRITE
} Asking;

static OneRow
owner_statement(KeptPlan *kept, Datum *values, Asking asking)
{
	MemoryContext context = CurrentMemoryContext;
	OwnerScope	scope;
	OneRow		row;
	int			i;

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	if (asking == READ_LATEST)
		(void) kept_query_latest(kept, values, 1);
	else if (asking == OWN_WRITE)
		(void) own_write_execute(kept, values, NULL);
	else
		(void) kept_execute(kept, values, NULL, IsInParallelMode(), 1);
	row = first_row();
	if (row.found && SPI_tuptable != NULL)
	{
		MemoryContext spi_context = MemoryContextSwitchTo(context);

		for (i = 0; i < SPI_tuptable->tupdesc->natts; i++)
		{
			Form_pg_attribute att = TupleDescAttr(SPI_tuptable->tupdesc, i);

			if (!row.nulls[i])
				row.values[i] = datumCopy(row.values[i], att->attbyval, att->attlen);
		}
		MemoryContextSwitchTo(spi_context);
	}
	SPI_finish();
	owner_scope_end(&scope);
	return row;
}

OneRow
owner_reads(KeptPlan *kept, Datum *values)
{
	return owner_statement(kept, values, READ_BY_ISOLATION);
}

OneRow
owner_reads_latest(KeptPlan *kept, Datum *values)
{
	return owner_statement(kept, values, READ_LATEST);
}

OneRow
owner_writes(KeptPlan *kept, Datum *values)
{
	return owner_statement(kept, values, OWN_WRITE);
}
