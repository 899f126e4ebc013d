/*-------------------------------------------------------------------------
 *
 * search.c
 *	  The search for duplicates among all contacts that the actor sees: records,
 *	  keys, pairs, scores.
 *
 * In memory of about 800 bytes for a contact at the most, nothing of which is
 * kept: another user sees other contacts.  The order in which the tables give
 * their rows does not matter.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "duplicate/estimate.h"
#include "duplicate/search.h"

/* Pairs declared to be two people, of which the actor sees both. */
static KeptPlan dismissed_plan = {
	"SELECT d.contact_a, d.contact_b FROM contacts.duplicate_dismissals d "
	"WHERE d.account_id = $1 AND contacts.sees(d.audience_a) AND contacts.sees(d.audience_b)",
	1, {INT8OID}
};

/* A contact has about ten keys. */
#define KEYS_OF_CONTACT		10
#define CONTACTS_BETWEEN_PROGRESS	256

static inline uint64
pair_of(uint32 a, uint32 b)
{
	return a < b ? ((uint64) a << 32) | b : ((uint64) b << 32) | a;
}

static int
compare_uint64(const void *a, const void *b)
{
	uint64		x = *(const uint64 *) a;
	uint64		y = *(const uint64 *) b;

	return (x > y) - (x < y);
}

static void
receive_dismissed(TupleTableSlot *slot, void *arg)
{
	Search	   *search = arg;
	int64		a;
	int64		b;

	slot_getallattrs(slot);
	a = records_find(search->set, DatumGetUUIDP(slot->tts_values[0]));
	b = records_find(search->set, DatumGetUUIDP(slot->tts_values[1]));
	if (a < 0 || b < 0)
		return;
	/* room for a power of two */
	if ((search->ndismissed & (search->ndismissed - 1)) == 0)
		search->dismissed = repalloc_huge(search->dismissed,
										  Max(2 * search->ndismissed, 1) * sizeof(uint64));
	search->dismissed[search->ndismissed++] = pair_of(a, b);
}

static void
read_dismissed(Search *search)
{
	OwnerScope	scope;
	Datum		value = Int64GetDatum(search->set->account_id);

	search->dismissed = MemoryContextAlloc(search->set->context, sizeof(uint64));
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	kept_stream(&dismissed_plan, &value, receive_dismissed, search);
	SPI_finish();
	owner_scope_end(&scope);
	qsort(search->dismissed, search->ndismissed, sizeof(uint64), compare_uint64);
}

static void
report(Search *search)
{
	CHECK_FOR_INTERRUPTS();
	if (search->watch != NULL)
		search->watch->progress(search->watch->arg, search->phase, search->done, search->set->n);
}

static void
reading_progress(void *arg, uint32 n)
{
	Search	   *search = arg;

	search->done = n;
	report(search);
}

/* Read what the actor sees. */
Search *
search_begin(int64 account_id, const SearchWatch *watch)
{
	RecordSet  *set = records_begin(account_id);
	Search	   *search = MemoryContextAllocZero(set->context, sizeof(Search));

	search->set = set;
	search->watch = watch;
	search->phase = SEARCH_READS;
	set->progress = reading_progress;
	set->progress_arg = search;
	records_read_all(set);
	search->contacts = estimate_contacts_in_set(set);
	search->name_counts = estimate_names_in_set(set);
	read_dismissed(search);
	return search;
}

bool
search_is_dismissed(const Search *search, uint32 a, uint32 b)
{
	uint64		pair = pair_of(a, b);

	return search->ndismissed > 0 &&
		bsearch(&pair, search->dismissed, search->ndismissed, sizeof(uint64), compare_uint64) != NULL;
}

void
search_score(const Search *search, uint32 a, uint32 b, MatchScore *score)
{
	MatchWorld	world = {search->contacts, search->name_counts[a], search->name_counts[b]};

	match_score(search->set->records[a], search->set->records[b], &world, score);
}

/*
 * What the core needs of its host
 */

static void *
host_allocate(void *arg, size_t size)
{
	return MemoryContextAllocHuge(((Search *) arg)->set->context, Max(size, 1));
}

static void
host_release(void *arg, void *block)
{
	pfree(block);
}

static void
host_progress(void *arg)
{
	report(arg);
}

void
search_host(Search *search, MatchHost *host)
{
	host->allocate = host_allocate;
	host->release = host_release;
	host->progress = host_progress;
	host->arg = search;
}

static const MatchRecord *
record_of_task(void *arg, uint32_t number)
{
	return ((Search *) arg)->set->records[number];
}

/* The pairs that share a key. */
static void
make_pairs(Search *search, MatchPairsTask *task)
{
	RecordSet  *set = search->set;
	size_t		size = (size_t) KEYS_OF_CONTACT * set->n + MATCH_MAX_KEYS;
	MatchHost	host;
	uint32		i;

	search->phase = SEARCH_PAIRS;
	memset(task, 0, sizeof(*task));
	task->keys = MemoryContextAllocHuge(set->context, size * sizeof(uint64));
	task->record_of = MemoryContextAllocHuge(set->context, size * sizeof(uint32));
	task->record = record_of_task;
	task->arg = search;
	for (i = 0; i < set->n; i++)
	{
		int			n;
		int			j;

		if (size - task->nkeys < MATCH_MAX_KEYS)
		{
			size += size / 4 + MATCH_MAX_KEYS;
			task->keys = repalloc_huge(task->keys, size * sizeof(uint64));
			task->record_of = repalloc_huge(task->record_of, size * sizeof(uint32));
		}
		n = match_keys(set->records[i], task->keys + task->nkeys);
		for (j = 0; j < n; j++)
			task->record_of[task->nkeys++] = i;
		if (i % CONTACTS_BETWEEN_PROGRESS == 0)
		{
			search->done = i / 2;
			report(search);
		}
	}
	search->done = set->n / 2;
	search_host(search, &host);
	match_pairs(task, &host);
	pfree(task->keys);
	pfree(task->record_of);
}

/* Better first; of equal ones that of the lower ids. */
static int
compare_found(const void *a, const void *b)
{
	const FoundPair *x = a;
	const FoundPair *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

void
search_sort(FoundPairs *found)
{
	qsort(found->pairs, found->n, sizeof(FoundPair), compare_found);
}

/*
 * A heap whose top is the worst pair, so that it makes way for a better one.
 */
static void
sift_up(FoundPair *pairs, size_t i)
{
	FoundPair	pair = pairs[i];

	while (i > 0 && compare_found(&pair, &pairs[(i - 1) / 2]) > 0)
	{
		pairs[i] = pairs[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	pairs[i] = pair;
}

static void
sift_down(FoundPair *pairs, size_t n)
{
	FoundPair	pair = pairs[0];
	size_t		i = 0;

	for (;;)
	{
		size_t		child = 2 * i + 1;

		if (child >= n)
			break;
		if (child + 1 < n && compare_found(&pairs[child + 1], &pairs[child]) > 0)
			child++;
		if (compare_found(&pair, &pairs[child]) >= 0)
			break;
		pairs[i] = pairs[child];
		i = child;
	}
	pairs[i] = pair;
}

static void
keep_best(Search *search, FoundPairs *found, size_t *size, size_t max_pairs, const FoundPair *pair)
{
	if (found->n == max_pairs)
	{
		if (max_pairs == 0 || compare_found(pair, &found->pairs[0]) >= 0)
			return;
		found->pairs[0] = *pair;
		sift_down(found->pairs, found->n);
		return;
	}
	if (found->n == *size)
	{
		*size *= 2;
		found->pairs = repalloc_huge(found->pairs, *size * sizeof(FoundPair));
	}
	found->pairs[found->n++] = *pair;
	if (max_pairs != ALL_PAIRS)
		sift_up(found->pairs, found->n - 1);
}

/*
 * Records are compared faster than memory gives them.  So what a pair will need is
 * asked for some pairs before: first where its second record stands, then the
 * record itself; the first ones come in order.
 */
#define PAIRS_AHEAD		8
#define CACHE_LINE		64

/* inline, for a function that does no more than this is taken for one that does nothing */
static pg_attribute_always_inline void
ask_ahead(const Search *search, const MatchPairsTask *task, size_t i)
{
#ifdef __GNUC__
	const RecordSet *set = search->set;

	if (i + 2 * PAIRS_AHEAD < task->npairs)
	{
		uint32		b = task->pairs[i + 2 * PAIRS_AHEAD].b;

		__builtin_prefetch(&set->records[b]);
		__builtin_prefetch(&search->name_counts[b]);
	}
	if (i + PAIRS_AHEAD < task->npairs)
	{
		const char *record = (const char *) set->records[task->pairs[i + PAIRS_AHEAD].b];

		__builtin_prefetch(record);
		__builtin_prefetch(record + CACHE_LINE);
		__builtin_prefetch(record + 2 * CACHE_LINE);
	}
#endif
}

/*
 * The best pairs from this score on, as many as max_pairs, in no order; and none
 * that somebody has declared to be two people.
 */
FoundPairs
search_pairs(Search *search, double min_score, size_t max_pairs)
{
	MatchPairsTask task;
	FoundPairs	found = {NULL, 0};
	size_t		size = 256;
	size_t		i;

	make_pairs(search, &task);
	search->phase = SEARCH_COMPARES;
	found.pairs = MemoryContextAllocHuge(search->set->context, size * sizeof(FoundPair));
	for (i = 0; i < task.npairs; i++)
	{
		FoundPair	pair = {0, task.pairs[i].a, task.pairs[i].b};
		MatchScore	score;

		if (i % CONTACTS_BETWEEN_PROGRESS == 0)
		{
			search->done = (uint32) ((double) i / task.npairs * search->set->n);
			report(search);
		}
		ask_ahead(search, &task, i);
		search_score(search, pair.a, pair.b, &score);
		pair.score = score.probability;
		if (pair.score >= min_score && !search_is_dismissed(search, pair.a, pair.b))
			keep_best(search, &found, &size, max_pairs, &pair);
	}
	pfree(task.pairs);
	return found;
}
