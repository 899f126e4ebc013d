/*-------------------------------------------------------------------------
 *
 * find_duplicates.c
 *	  contacts.find_duplicates(): a search whose results are kept, in
 *	  contacts.found_duplicates.
 *
 * Pairs are written over those of the search before, and what is left of that one
 * goes at the end: so there is never less to read than was found.  Where it commits as
 * it goes, no contact is locked for longer than some thousand pairs take.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "account/job.h"
#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "base/uuid.h"
#include "duplicate/reason.h"
#include "duplicate/search.h"
#include "identity/actor.h"

/*
 * In the order of ids, in which contacts are locked everywhere: from here on none of them
 * goes before the foreign keys have looked, and nobody dismisses a pair of them.
 */
static KeptPlan lock_plan = {
	"SELECT FROM contacts.contacts c WHERE c.account_id = $1 AND c.id = ANY ($2) AND contacts.sees(c.audience) "
	"ORDER BY c.id FOR KEY SHARE",
	2, {INT8OID, UUIDARRAYOID}
};

/* Contacts may have gone since they were read, or be hidden now, or dismissed as a pair. */
static KeptPlan keep_plan = {
	"INSERT INTO contacts.found_duplicates AS f"
	"  (account_id, user_id, job_id, contact_a, contact_b, audience_a, audience_b, score, reasons) "
	"SELECT $1, $2, $3, x.a, x.b, a.audience, b.audience, x.score, x.reasons "
	"FROM unnest($4, $5, $6, $7) AS x(a, b, score, reasons)"
	"  JOIN contacts.contacts a ON a.account_id = $1 AND a.id = x.a AND contacts.sees(a.audience)"
	"  JOIN contacts.contacts b ON b.account_id = $1 AND b.id = x.b AND contacts.sees(b.audience) "
	"WHERE NOT EXISTS (SELECT FROM contacts.duplicate_dismissals d"
	"  WHERE d.account_id = $1 AND d.contact_a = x.a AND d.contact_b = x.b) "
	"ON CONFLICT (account_id, user_id, contact_a, contact_b) DO UPDATE SET job_id = excluded.job_id,"
	"  audience_a = excluded.audience_a, audience_b = excluded.audience_b,"
	"  score = excluded.score, reasons = excluded.reasons",
	7, {INT8OID, INT4OID, UUIDOID, UUIDARRAYOID, UUIDARRAYOID, FLOAT8ARRAYOID, JSONBARRAYOID}
};

static KeptPlan leave_plan = {
	"DELETE FROM contacts.found_duplicates f WHERE f.account_id = $1 AND f.user_id = $2 AND f.job_id <> $3",
	3, {INT8OID, INT4OID, UUIDOID}
};

#define PAIRS_AT_A_TIME	2000

/* The best so many are kept: with a low min_score it would be all with all. */
#define PAIRS_MAX		1000000

/* In contacts.jobs. */
#define KIND			"find_duplicates"

/* What a contact, or a pair, counts in each phase: about as much as it takes. */
static const struct
{
	const char *name;
	int			before;			/* sixteenths of the work */
	int			part;
}			phases[NUM_SEARCH_PHASES + 1] =
{
	[SEARCH_READS] = {"reading", 0, 3},
	[SEARCH_PAIRS] = {"pairing", 3, 2},
	[SEARCH_COMPARES] = {"comparing", 5, 4},
	[NUM_SEARCH_PHASES] = {"keeping", 9, 7}
};

static void
tell(Job *job, int phase, double done, double total, double contacts, bool now)
{
	double		part = total > 0 ? done / total : 1;

	job_progress(job, phases[phase].name,
				 (int64) (contacts * (phases[phase].before + part * phases[phase].part) / 16),
				 (int64) contacts, now);
}

static void
search_progress(void *arg, SearchPhase phase, uint32 done, uint32 total)
{
	/* rows are being read: no place for a commit */
	if (phase != SEARCH_READS)
		tell(arg, phase, done, total, total, false);
}

static int
compare_places(const void *a, const void *b)
{
	const FoundPair *x = a;
	const FoundPair *y = b;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static void
lock_pairs(const Job *job, const RecordSet *set, const FoundPair *pairs, size_t n)
{
	Datum	   *ids = palloc_extended(2 * n * sizeof(Datum), MCXT_ALLOC_HUGE);
	Datum		values[2];
	size_t		i;

	for (i = 0; i < n; i++)
	{
		ids[2 * i] = UUIDPGetDatum(&set->ids[pairs[i].a]);
		ids[2 * i + 1] = UUIDPGetDatum(&set->ids[pairs[i].b]);
	}
	values[0] = Int64GetDatum(job->account_id);
	values[1] = uuid_array(ids, (int) (2 * n));
	owner_writes(&lock_plan, values);
	pfree(ids);
}

/* Where all of it is one transaction, all contacts are locked at once, else those of a batch. */
static void
keep_pairs(Job *job, const Search *search, FoundPairs *found)
{
	RecordSet  *set = search->set;
	MemoryContext context = AllocSetContextCreate(set->context, "pairs to keep", ALLOCSET_DEFAULT_SIZES);
	size_t		i;

	qsort(found->pairs, found->n, sizeof(FoundPair), compare_places);
	if (!job->commits && found->n > 0)
		lock_pairs(job, set, found->pairs, found->n);
	for (i = 0; i < found->n; i += PAIRS_AT_A_TIME)
	{
		int			n = Min(PAIRS_AT_A_TIME, found->n - i);
		MemoryContext caller = MemoryContextSwitchTo(context);
		Datum	   *columns[4];
		Datum		values[7];
		int			j;

		if (job->commits)
			lock_pairs(job, set, &found->pairs[i], n);
		for (j = 0; j < 4; j++)
			columns[j] = palloc(n * sizeof(Datum));
		for (j = 0; j < n; j++)
		{
			const FoundPair *pair = &found->pairs[i + j];
			MatchScore	score;

			search_score(search, pair->a, pair->b, &score);
			columns[0][j] = UUIDPGetDatum(&set->ids[pair->a]);
			columns[1][j] = UUIDPGetDatum(&set->ids[pair->b]);
			columns[2][j] = Float8GetDatum(pair->score);
			columns[3][j] = JsonbPGetDatum(reasons_short(&score));
		}
		values[0] = Int64GetDatum(job->account_id);
		values[1] = Int32GetDatum(job->user_id);
		values[2] = UUIDPGetDatum(&job->id);
		values[3] = uuid_array(columns[0], n);
		values[4] = uuid_array(columns[1], n);
		values[5] = PointerGetDatum(construct_array(columns[2], n, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
		values[6] = PointerGetDatum(construct_array(columns[3], n, JSONBOID, -1, false, TYPALIGN_INT));
		owner_writes(&keep_plan, values);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(context);
		tell(job, NUM_SEARCH_PHASES, i + n, found->n, set->n, job->commits);
	}
}

static void
find_duplicates(Job *job, double min_score)
{
	MemoryContext caller = MemoryContextSwitchTo(job_memory());
	MemoryContext context = CurrentMemoryContext;
	SearchWatch watch = {search_progress, job};
	Search	   *search;
	FoundPairs	found;
	Datum		values[3];

	search = search_begin(job->account_id, &watch);
	tell(job, SEARCH_READS, 1, 1, search->set->n, true);
	found = search_pairs(search, min_score, PAIRS_MAX);
	tell(job, SEARCH_COMPARES, 1, 1, search->set->n, true);
	keep_pairs(job, search, &found);
	values[0] = Int64GetDatum(job->account_id);
	values[1] = Int32GetDatum(job->user_id);
	values[2] = UUIDPGetDatum(&job->id);
	owner_writes(&leave_plan, values);
	job_done(job, found.n);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
}

PG_FUNCTION_INFO_V1(contacts_find_duplicates);
Datum
contacts_find_duplicates(PG_FUNCTION_ARGS)
{
	bool		commits = job_may_commit(fcinfo);
	Job			job;

	check_min_score(fcinfo, 0);
	(void) actor_required();
	actor_require(PERM_READ);
	job_require_own_eyes();
	/* what it keeps locks its contacts until the transaction ends */
	if (!commits)
		actor_require(PERM_MERGE);
	if (SPI_connect_ext(commits ? SPI_OPT_NONATOMIC : 0) != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	job_init(&job, KIND, commits);
	/* within a procedure of somebody's nobody has taken one since their last statement */
	if (!commits)
	{
		CommandCounterIncrement();
		PushActiveSnapshot(GetTransactionSnapshot());
	}
	PG_TRY();
	{
		job_begin(&job, KIND);
		find_duplicates(&job, PG_GETARG_FLOAT8(0));
	}
	PG_CATCH();
	{
		job_let_go(&job);
		PG_RE_THROW();
	}
	PG_END_TRY();
	if (!commits)
		PopActiveSnapshot();
	SPI_finish();
	PG_RETURN_VOID();
}
