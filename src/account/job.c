/*-------------------------------------------------------------------------
 *
 * job.c
 *	  Work that takes long, how far it is, and a way to stop it: contacts.jobs
 *	  and contacts.cancel_job().
 *
 * Work that is called outside a transaction block commits as it goes, so that
 * others see its row in contacts.jobs, and each commit is a place to stop.  With
 * each transaction the identity is found anew, as ever, and whoever is no longer
 * the same does not go on.  One that is for a transaction alone (act_as()) leaves
 * no choice but to be one piece.
 *
 * While it runs, work holds a lock of the server's in the name of its user and its
 * kind.  So one has no two of a kind at a time, and a row that says "running"
 * where nobody holds the lock is what is left of one that failed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "tcop/pquery.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/portal.h"
#include "utils/timestamp.h"

#include "account/job.h"
#include "base/compat.h"
#include "base/query.h"
#include "base/uuid.h"
#include "identity/actor.h"
#include "identity/eyes.h"

/* $1 account, $2 job, $3 user */
static KeptPlan begin_plan = {
	"WITH left_over AS ("
	"  UPDATE contacts.jobs SET state = 'failed', finished_at = updated_at"
	"  WHERE account_id = $1 AND user_id = $3 AND kind = $4 AND state = 'running') "
	"INSERT INTO contacts.jobs (account_id, id, user_id, kind, backend_pid) VALUES ($1, $2, $3, $4, $5)",
	5, {INT8OID, UUIDOID, INT4OID, TEXTOID, INT4OID}
};

static KeptPlan progress_plan = {
	"UPDATE contacts.jobs SET phase = $3, done = $4, total = $5, updated_at = pg_catalog.clock_timestamp() "
	"WHERE account_id = $1 AND id = $2 RETURNING cancel_requested",
	5, {INT8OID, UUIDOID, TEXTOID, INT8OID, INT8OID}
};

static KeptPlan done_plan = {
	"UPDATE contacts.jobs SET state = 'done', phase = NULL, done = coalesce(total, 0), found = $3,"
	"  updated_at = pg_catalog.clock_timestamp(), finished_at = pg_catalog.clock_timestamp() "
	"WHERE account_id = $1 AND id = $2",
	3, {INT8OID, UUIDOID, INT8OID}
};

static KeptPlan ended_plan = {
	"UPDATE contacts.jobs SET state = $3,"
	"  updated_at = pg_catalog.clock_timestamp(), finished_at = pg_catalog.clock_timestamp() "
	"WHERE account_id = $1 AND id = $2 AND state = 'running'",
	3, {INT8OID, UUIDOID, TEXTOID}
};

static KeptPlan cancel_plan = {
	"UPDATE contacts.jobs j SET cancel_requested = j.cancel_requested OR j.state = 'running' "
	"WHERE j.account_id = $1 AND j.id = $2 AND j.user_id = $3 RETURNING j.state = 'running', j.kind",
	3, {INT8OID, UUIDOID, INT4OID}
};

#define TELL_EVERY_MS	1000

/* The server's own functions for such locks have 1 and 2 there. */
#define LOCK_OF_JOBS	3

static void
set_lock_tag(LOCKTAG *tag, int64 account_id, int32 user_id, const char *kind)
{
	uint64		whose = hash_combine64(hash_bytes_extended((const unsigned char *) kind, strlen(kind), account_id),
									   murmurhash32((uint32) user_id));

	SET_LOCKTAG_ADVISORY(*tag, MyDatabaseId, (uint32) (whose >> 32), (uint32) whose, LOCK_OF_JOBS);
}

/*
 * Jobs are a user's own, and what they count is what that user sees: a token of
 * somebody else's making does not, and so neither starts nor ends one.
 */
void
job_require_own_eyes(void)
{
	const Actor *actor = actor_required();

	if (!actor_sees(-actor->user_id))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("only the user themselves can do this"),
				 errhint("A token that somebody else has issued shows nothing that is the user's alone.")));
}

/*
 * Is the procedure called in a way that lets it commit, and does the identity last
 * longer than a transaction?
 */
bool
job_may_commit(FunctionCallInfo fcinfo)
{
	return !actor_for_transaction() && fcinfo->context != NULL && IsA(fcinfo->context, CallContext) &&
		!castNode(CallContext, fcinfo->context)->atomic;
}

/* Memory that outlasts the transactions of a job. */
MemoryContext
job_memory(void)
{
	return AllocSetContextCreate(PortalContext, "job", ALLOCSET_DEFAULT_SIZES);
}

static void
commit(const Job *job)
{
	if (!job->commits)
		return;
	SPI_commit();
	EnsurePortalSnapshotExists();
}

static void
end_as(const Job *job, const char *state)
{
	Datum		values[3];

	values[0] = Int64GetDatum(job->account_id);
	values[1] = UUIDPGetDatum(&job->id);
	values[2] = CStringGetTextDatum(state);
	owner_writes(&ended_plan, values);
	commit(job);
}

/* For work that goes on. */
static void
commit_and_go_on(const Job *job)
{
	const Actor *actor;

	commit(job);
	actor = actor_current();
	if (actor != NULL && actor->account_id == job->account_id && actor->user_id == job->user_id)
		return;
	end_as(job, "failed");
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
			 errmsg("the identity that the work was begun with is no longer there"),
			 errhint("What was found until then is kept.")));
}

/* For the actor; before PG_TRY(), whose PG_CATCH() calls job_let_go(). */
void
job_init(Job *job, const char *kind, bool commits)
{
	const Actor *actor = actor_required();

	job->account_id = actor->account_id;
	job->user_id = actor->user_id;
	job->commits = commits;
	job->session_lock = false;
	uuid_v7(&job->id);
	set_lock_tag(&job->lock, job->account_id, job->user_id, kind);
}

/* An error has ended the work, or it is done. */
void
job_let_go(Job *job)
{
	if (job->session_lock)
		LockRelease(&job->lock, ExclusiveLock, true);
	job->session_lock = false;
}

/* Begins, if its user is not at it already. */
void
job_begin(Job *job, const char *kind)
{
	Datum		values[5];

	/* with the transaction, or with the session if there are several */
	if (LockAcquire(&job->lock, ExclusiveLock, job->commits, true) == LOCKACQUIRE_NOT_AVAIL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_IN_USE),
				 errmsg("%s is at work for this user already", kind),
				 errhint("See contacts.jobs; contacts.cancel_job() ends it.")));
	job->session_lock = job->commits;
	values[0] = Int64GetDatum(job->account_id);
	values[1] = UUIDPGetDatum(&job->id);
	values[2] = Int32GetDatum(job->user_id);
	values[3] = CStringGetTextDatum(kind);
	values[4] = Int32GetDatum(MyProcPid);
	owner_writes(&begin_plan, values);
	commit_and_go_on(job);
	job->told = GetCurrentTimestamp();
}

/*
 * Say how far it is, if that is due, or now; and stop if somebody has asked for
 * that.  In a transaction block nobody would see it.
 */
void
job_progress(Job *job, const char *phase, int64 done, int64 total, bool now)
{
	Datum		values[5];
	OneRow		row;

	CHECK_FOR_INTERRUPTS();
	if (!job->commits ||
		(!now && !TimestampDifferenceExceeds(job->told, GetCurrentTimestamp(), TELL_EVERY_MS)))
		return;
	values[0] = Int64GetDatum(job->account_id);
	values[1] = UUIDPGetDatum(&job->id);
	values[2] = CStringGetTextDatum(phase);
	values[3] = Int64GetDatum(done);
	values[4] = Int64GetDatum(total);
	row = owner_writes(&progress_plan, values);
	commit_and_go_on(job);
	job->told = GetCurrentTimestamp();
	if (row.found && DatumGetBool(row.values[0]))
	{
		end_as(job, "cancelled");
		ereport(ERROR,
				(errcode(ERRCODE_QUERY_CANCELED),
				 errmsg("the work was cancelled by contacts.cancel_job()")));
	}
}

void
job_done(Job *job, int64 found)
{
	Datum		values[3];

	values[0] = Int64GetDatum(job->account_id);
	values[1] = UUIDPGetDatum(&job->id);
	values[2] = Int64GetDatum(found);
	owner_writes(&done_plan, values);
	commit(job);
	job_let_go(job);
}

PG_FUNCTION_INFO_V1(contacts_cancel_job);
Datum
contacts_cancel_job(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_required();
	Datum		values[3];
	OneRow		row;
	LOCKTAG		lock;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a job must be given")));
	job_require_own_eyes();
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = PG_GETARG_DATUM(0);
	values[2] = Int32GetDatum(actor->user_id);
	row = owner_writes(&cancel_plan, values);
	if (!row.found)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("job %s does not exist",
						DatumGetCString(DirectFunctionCall1(uuid_out, PG_GETARG_DATUM(0))))));
	if (!DatumGetBool(row.values[0]))
		PG_RETURN_BOOL(false);
	/* what is left of one that failed, nobody else will end */
	set_lock_tag(&lock, actor->account_id, actor->user_id, TextDatumGetCString(row.values[1]));
	if (LockAcquire(&lock, ExclusiveLock, false, true) == LOCKACQUIRE_NOT_AVAIL)
		PG_RETURN_BOOL(true);
	values[2] = CStringGetTextDatum("failed");
	owner_writes(&ended_plan, values);
	PG_RETURN_BOOL(false);
}
