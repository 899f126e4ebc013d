/*-------------------------------------------------------------------------
 *
 * group.c
 *	  Groups of contacts that look like one person: contacts.duplicate_groups(),
 *	  and what a merge of groups asks.
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
#include "duplicate/group.h"
#include "duplicate/reason.h"
#include "duplicate/search.h"
#include "identity/actor.h"

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

static void *
allocate(const Search *search, size_t n, size_t width)
{
	return MemoryContextAllocHuge(search->set->context, Max(n, 1) * width);
}

/*
 * For each contact, the group that it is in, known by the one with the least id, and
 * whether a person should look at that.
 */
static uint32 *
make_groups(Search *search, double min_score, const FoundPairs *found, const uint8 **review)
{
	RecordSet  *set = search->set;
	MatchGroupTask task = {set->n};
	MatchHost	host;
	MatchId    *ids = allocate(search, set->n, sizeof(MatchId));
	MatchEdge  *edges = allocate(search, found->n, sizeof(MatchEdge));
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
	task.group = allocate(search, set->n, sizeof(uint32));
	task.review = allocate(search, set->n, 1);
	search_host(search, &host);
	match_group(&task, &host);
	pfree(edges);
	pfree(ids);
	*review = task.review;
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

/* Those of groups of two and more, in order of the first ids and the ids; how many. */
static size_t
list_members(const Search *search, const uint32 *group, Member **members)
{
	uint32		n = search->set->n;
	uint32	   *sizes = allocate(search, n, sizeof(uint32));
	size_t		nmembers = 0;
	uint32		i;

	memset(sizes, 0, n * sizeof(uint32));
	for (i = 0; i < n; i++)
		sizes[group[i]]++;
	*members = allocate(search, n, sizeof(Member));
	for (i = 0; i < n; i++)
	{
		if (sizes[group[i]] < 2)
			continue;
		(*members)[nmembers].group = group[i];
		(*members)[nmembers++].place = i;
	}
	pfree(sizes);
	qsort(*members, nmembers, sizeof(Member), compare_member);
	return nmembers;
}

/* Compare all with all, if they are not too many. */
static void
compare_all(const Search *search, const Member *members, DuplicateGroup *group, float8 *best)
{
	uint32		n = group->n;
	double		sum = 0;
	uint32		i;
	uint32		j;

	group->lowest = n > GROUP_COMPARED ? 0 : 1;
	group->conflict = n > GROUP_COMPARED;
	for (i = 0; i < n && n <= GROUP_COMPARED; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (j = i + 1; j < n; j++)
		{
			MatchScore	score;

			search_score(search, members[i].place, members[j].place, &score);
			sum += score.probability;
			group->lowest = Min(group->lowest, score.probability);
			group->conflict = group->conflict || score.conflicts != 0;
			best[i] = Max(best[i], score.probability);
			best[j] = Max(best[j], score.probability);
		}
	}
	group->average = sum / ((double) n * (n - 1) / 2);
}

/* In groups that are not compared, the best of the pairs that were found. */
static void
add_found(const FoundPairs *found, const uint32 *group, const uint32 *member_of, float8 *best)
{
	size_t		i;

	for (i = 0; i < found->n; i++)
	{
		const FoundPair *pair = &found->pairs[i];

		if (group[pair->a] != group[pair->b])
			continue;
		best[member_of[pair->a]] = Max(best[member_of[pair->a]], pair->score);
		best[member_of[pair->b]] = Max(best[member_of[pair->b]], pair->score);
	}
}

static DuplicateGroups
describe_groups(const Search *search, const FoundPairs *found, const uint32 *group, const uint8 *review)
{
	RecordSet  *set = search->set;
	DuplicateGroups result = {0, NULL};
	Member	   *members;
	size_t		nmembers = list_members(search, group, &members);
	uint32	   *member_of = allocate(search, set->n, sizeof(uint32));
	pg_uuid_t  *ids = MemoryContextAllocHuge(CurrentMemoryContext, Max(nmembers, 1) * sizeof(pg_uuid_t));
	float8	   *best = MemoryContextAllocExtended(CurrentMemoryContext, Max(nmembers, 1) * sizeof(float8),
												  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	size_t		i;
	uint32		n;

	for (i = 0; i < nmembers; i++)
	{
		ids[i] = set->ids[members[i].place];
		member_of[members[i].place] = i;
		result.n += i == 0 || members[i].group != members[i - 1].group;
	}
	add_found(found, group, member_of, best);
	result.groups = MemoryContextAllocHuge(CurrentMemoryContext, Max(result.n, 1) * sizeof(DuplicateGroup));
	result.n = 0;
	for (i = 0; i < nmembers; i += n)
	{
		DuplicateGroup *one = &result.groups[result.n++];

		n = 1;
		while (i + n < nmembers && members[i + n].group == members[i].group)
			n++;
		one->n = n;
		one->ids = &ids[i];
		one->best = &best[i];
		one->review = n > MATCH_GROUP_REVIEW || review[members[i].place];
		compare_all(search, &members[i], one, &best[i]);
	}
	return result;
}

DuplicateGroups
duplicate_groups_find(double min_score)
{
	const Actor *actor = actor_current();
	DuplicateGroups result = {0, NULL};
	Search	   *search;
	FoundPairs	found;
	uint32	   *group;
	const uint8 *review;

	if (actor == NULL)
		return result;
	search = search_begin(actor->account_id, NULL);
	found = search_pairs(search, min_score, ALL_PAIRS);
	group = make_groups(search, min_score, &found, &review);
	result = describe_groups(search, &found, group, review);
	MemoryContextDelete(search->set->context);
	return result;
}

PG_FUNCTION_INFO_V1(contacts_duplicate_groups);
Datum
contacts_duplicate_groups(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	DuplicateGroups found;
	size_t		i;
	uint32		j;

	check_min_score(fcinfo, 0);
	InitMaterializedSRF(fcinfo, 0);
	found = duplicate_groups_find(PG_GETARG_FLOAT8(0));
	for (i = 0; i < found.n; i++)
	{
		const DuplicateGroup *group = &found.groups[i];

		CHECK_FOR_INTERRUPTS();
		for (j = 0; j < group->n; j++)
		{
			Datum		values[3];
			bool		nulls[3] = {false, false, false};

			values[0] = Int32GetDatum(i + 1);
			values[1] = UUIDPGetDatum(&group->ids[j]);
			values[2] = Float8GetDatum(group->best[j]);
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		}
	}
	PG_RETURN_NULL();
}
