/*-------------------------------------------------------------------------
 *
 * duplicates.c
 *	  contacts.duplicates() and contacts.duplicate_groups(): a search of all
 *	  that the actor sees, and its best pairs, or groups made of them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "port/pg_bswap.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "duplicate/reason.h"
#include "duplicate/search.h"
#include "identity/actor.h"

PG_FUNCTION_INFO_V1(contacts_duplicates);
Datum
contacts_duplicates(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const Actor *actor = actor_current();
	MemoryContext scratch;
	Search	   *search;
	FoundPairs	found;
	size_t		i;

	check_min_score(fcinfo, 0);
	if (PG_ARGISNULL(1) || PG_GETARG_INT32(1) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_rows must be a number from 0 on")));
	InitMaterializedSRF(fcinfo, 0);
	if (actor == NULL)
		PG_RETURN_NULL();

	search = search_begin(actor->account_id, NULL);
	found = search_pairs(search, PG_GETARG_FLOAT8(0), PG_GETARG_INT32(1));
	search_sort(&found);
	scratch = AllocSetContextCreate(search->set->context, "row", ALLOCSET_DEFAULT_SIZES);
	for (i = 0; i < found.n; i++)
	{
		const FoundPair *pair = &found.pairs[i];
		MemoryContext caller = MemoryContextSwitchTo(scratch);
		MatchScore	score;
		Datum		values[4];
		bool		nulls[4] = {false, false, false, false};

		CHECK_FOR_INTERRUPTS();
		search_score(search, pair->a, pair->b, &score);
		values[0] = UUIDPGetDatum(&search->set->ids[pair->a]);
		values[1] = UUIDPGetDatum(&search->set->ids[pair->b]);
		values[2] = Float8GetDatum(pair->score);
		values[3] = JsonbPGetDatum(reasons_short(&score));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(scratch);
	}
	MemoryContextDelete(search->set->context);
	PG_RETURN_NULL();
}

/*
 * Groups
 */

static double
score_pair(void *arg, uint32_t a, uint32_t b)
{
	MatchScore	score;

	search_score(arg, a, b, &score);
	return score.probability;
}

static bool
is_different(void *arg, uint32_t a, uint32_t b)
{
	MatchScore	score;

	if (search_is_dismissed(arg, a, b))
		return true;
	search_score(arg, a, b, &score);
	return (score.conflicts & MATCH_CONFLICTS_HARD) != 0;
}

/* For each contact, the group that it is in, known by the one with the least id. */
static uint32 *
make_groups(Search *search, double min_score, const FoundPairs *found)
{
	RecordSet  *set = search->set;
	MatchGroupTask task = {set->n};
	MatchHost	host;
	MatchId    *ids = MemoryContextAllocHuge(set->context, Max(set->n, 1) * sizeof(MatchId));
	MatchEdge  *edges = MemoryContextAllocHuge(set->context, Max(found->n, 1) * sizeof(MatchEdge));
	size_t		i;

	for (i = 0; i < set->n; i++)
	{
		uint64		halves[2];

		memcpy(halves, set->ids[i].data, sizeof(halves));
		ids[i].high = pg_ntoh64(halves[0]);
		ids[i].low = pg_ntoh64(halves[1]);
	}
	for (i = 0; i < found->n; i++)
	{
		edges[i].probability = found->pairs[i].score;
		edges[i].a = found->pairs[i].a;
		edges[i].b = found->pairs[i].b;
	}
	task.ids = ids;
	task.edges = edges;
	task.nedges = found->n;
	task.threshold = min_score;
	task.score = score_pair;
	task.different = is_different;
	task.arg = search;
	task.group = MemoryContextAllocHuge(set->context, Max(set->n, 1) * sizeof(uint32));
	task.review = MemoryContextAllocHuge(set->context, Max(set->n, 1));
	search_host(search, &host);
	match_group(&task, &host);
	pfree(edges);
	pfree(ids);
	return task.group;
}

typedef struct Member
{
	uint32		group;			/* the place of its first contact */
	uint32		place;
} Member;

static int
compare_member(const void *a, const void *b)
{
	const Member *x = a;
	const Member *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

/* How surely each contact is in its group: its best score with another one of it. */
static float8 *
best_scores(const Search *search, const FoundPairs *found, const uint32 *group)
{
	float8	   *best = MemoryContextAllocExtended(search->set->context,
												  Max(search->set->n, 1) * sizeof(float8),
												  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	size_t		i;

	for (i = 0; i < found->n; i++)
	{
		const FoundPair *pair = &found->pairs[i];

		if (group[pair->a] != group[pair->b])
			continue;
		best[pair->a] = Max(best[pair->a], pair->score);
		best[pair->b] = Max(best[pair->b], pair->score);
	}
	return best;
}

/* Of groups of two and more, in order of the first id of each. */
static void
return_groups(ReturnSetInfo *rsinfo, const Search *search, const uint32 *group, const float8 *best)
{
	const RecordSet *set = search->set;
	Member	   *members = MemoryContextAllocHuge(set->context, Max(set->n, 1) * sizeof(Member));
	uint32	   *sizes = MemoryContextAllocExtended(set->context, Max(set->n, 1) * sizeof(uint32),
												   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	size_t		nmembers = 0;
	int32		group_id = 0;
	size_t		i;

	for (i = 0; i < set->n; i++)
		sizes[group[i]]++;
	for (i = 0; i < set->n; i++)
	{
		if (sizes[group[i]] < 2)
			continue;
		members[nmembers].group = group[i];
		members[nmembers++].place = i;
	}
	qsort(members, nmembers, sizeof(Member), compare_member);
	for (i = 0; i < nmembers; i++)
	{
		Datum		values[3];
		bool		nulls[3] = {false, false, false};

		CHECK_FOR_INTERRUPTS();
		if (i == 0 || members[i].group != members[i - 1].group)
			group_id++;
		values[0] = Int32GetDatum(group_id);
		values[1] = UUIDPGetDatum(&set->ids[members[i].place]);
		values[2] = Float8GetDatum(best[members[i].place]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
}

PG_FUNCTION_INFO_V1(contacts_duplicate_groups);
Datum
contacts_duplicate_groups(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();
	Search	   *search;
	FoundPairs	found;
	uint32	   *group;

	check_min_score(fcinfo, 0);
	InitMaterializedSRF(fcinfo, 0);
	if (actor == NULL)
		PG_RETURN_NULL();

	search = search_begin(actor->account_id, NULL);
	found = search_pairs(search, PG_GETARG_FLOAT8(0), ALL_PAIRS);
	group = make_groups(search, PG_GETARG_FLOAT8(0), &found);
	return_groups((ReturnSetInfo *) fcinfo->resultinfo, search, group,
				  best_scores(search, &found, group));
	MemoryContextDelete(search->set->context);
	PG_RETURN_NULL();
}
