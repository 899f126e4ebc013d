/*-------------------------------------------------------------------------
 *
 * match_pairs.c
 *	  Which pairs of a batch are compared: those that share a key.
 *
 * The keys are sorted, and what has the same key is a block.  In a block of
 * usual size all pairs are taken.  A bigger one (a frequent name, the number of
 * a switchboard) is split by what else its records have, and each piece is
 * taken as a block; a piece that is too big is split once more.  What is left
 * are pairs that share nothing but what many share.  So the work is linear in
 * the keys: cap / 2 pairs for each of them at most.  A set of few records is
 * compared for more than its keys, up to all with all: pair_few().
 *
 * Memory, beside the caller's keys: 12 bytes a key while these are sorted, then
 * 16 bytes a pair, counted once for each key that it shares, and 12 bytes for
 * each split key of the biggest block.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_record.h"
#include "pure/match_sort.h"

#include <string.h>

/* Pairs as they are found, in pieces of memory. */
#define CHUNK_PAIRS		0x20000

typedef struct Chunk
{
	struct Chunk *next;
	size_t		n;
	uint64_t	pairs[CHUNK_PAIRS];
} Chunk;

typedef struct Finder
{
	MatchPairsTask *task;
	const MatchHost *host;
	Chunk	   *chunks;			/* the last first */
	size_t		npairs;
	size_t		work;			/* since progress was called */
	size_t		budget;			/* pairs that the block being split may still have */
	int			number_bits;
	uint32_t	cap;
} Finder;

/*
 * A split block may have so many pairs for each of its records.  Of records
 * that share much with many, most pieces say the same.
 */
#define SPLIT_PAIRS		16

/* How often what was split is split again. */
#define MAX_DEPTH		2

/*
 * So few records need no keys: all of them are compared with all, 720,000 pairs
 * at most, in about half a second.
 */
#define ALL_WITH_ALL	1200

/*
 * And of so few, those are compared as well that share but one of the things
 * that blocks are split by, as long as these are not more than that many pairs
 * for each record: a million and a quarter at most.
 */
#define LOOSE_KEYS		20000
#define LOOSE_PAIRS		64

static void
did(Finder *f, size_t work)
{
	f->work += work;
	if (f->work >= PROGRESS_STEP)
	{
		f->work = 0;
		f->host->progress(f->host->arg);
	}
}

static void
add_pair(Finder *f, uint32_t a, uint32_t b)
{
	if (a == b)
		return;
	if (f->chunks == NULL || f->chunks->n == CHUNK_PAIRS)
	{
		Chunk	   *chunk = f->host->allocate(f->host->arg, sizeof(Chunk));

		chunk->next = f->chunks;
		chunk->n = 0;
		f->chunks = chunk;
	}
	f->chunks->pairs[f->chunks->n++] = a < b ? (uint64_t) a << f->number_bits | b : (uint64_t) b << f->number_bits | a;
	f->npairs++;
}

static void
add_all_pairs(Finder *f, const uint32_t *records, size_t n)
{
	size_t		i;
	size_t		k;

	for (i = 1; i < n; i++)
	{
		for (k = 0; k < i; k++)
			add_pair(f, records[k], records[i]);
	}
	did(f, n * n / 2);
}

static void
split_block(Finder *f, const uint32_t *records, size_t n, int depth)
{
	uint64_t   *keys;
	uint32_t   *of;
	size_t		room = 0;
	size_t		nkeys = 0;
	size_t		i;
	size_t		end;
	uint64_t	splits[MATCH_MAX_SPLITS];

	/* Counted first: most have few of the many that a record may have. */
	for (i = 0; i < n; i++)
	{
		room += (size_t) match_split_keys(f->task->record(f->task->arg, records[i]), splits);
		did(f, 32);
	}
	keys = f->host->allocate(f->host->arg, (room + 1) * sizeof(uint64_t));
	of = f->host->allocate(f->host->arg, (room + 1) * sizeof(uint32_t));
	for (i = 0; i < n; i++)
	{
		int			nsplits = match_split_keys(f->task->record(f->task->arg, records[i]), splits);
		int			k;

		for (k = 0; k < nsplits; k++)
		{
			keys[nkeys] = splits[k];
			of[nkeys++] = records[i];
		}
		did(f, 32);
	}
	match_sort(keys, of, nkeys, 64, f->host);
	for (i = 0; i < nkeys; i = end)
	{
		for (end = i + 1; end < nkeys && keys[end] == keys[i]; end++)
			;
		if (end - i <= f->cap)
		{
			size_t		npairs = (end - i) * (end - i - 1) / 2;

			/* All of a piece or nothing: what is left out does not depend on the order of the records. */
			if (npairs <= f->budget)
			{
				f->budget -= npairs;
				add_all_pairs(f, of + i, end - i);
			}
			else
				f->task->ndropped++;
		}
		/* What most of the block share divides it no further. */
		else if (depth < MAX_DEPTH && end - i <= n / 2)
			split_block(f, of + i, end - i, depth + 1);
		else
			f->task->ndropped++;
		did(f, 1);
	}
	f->host->release(f->host->arg, keys);
	f->host->release(f->host->arg, of);
}

/*
 * Copies of one contact have all in common with each other and are split by
 * nothing, so each is paired with the next: they hang together by that.
 */
static void
link_copies(Finder *f, const uint32_t *records, size_t n)
{
	uint64_t   *contents = f->host->allocate(f->host->arg, n * sizeof(uint64_t));
	uint32_t   *of = f->host->allocate(f->host->arg, n * sizeof(uint32_t));
	size_t		i;

	for (i = 0; i < n; i++)
	{
		contents[i] = f->task->record(f->task->arg, records[i])->order;
		of[i] = records[i];
	}
	match_sort(contents, of, n, 32, f->host);
	for (i = 1; i < n; i++)
	{
		if (contents[i] == contents[i - 1])
			add_pair(f, of[i - 1], of[i]);
	}
	did(f, n);
	f->host->release(f->host->arg, contents);
	f->host->release(f->host->arg, of);
}

/* What a set of few records can afford beside its keys; last is the greatest number of a record. */
static void
pair_few(Finder *f, uint32_t last)
{
	const MatchHost *host = f->host;
	MatchPairsTask *task = f->task;
	bool	   *has_key;
	uint32_t   *records;
	size_t		n = 0;
	size_t		i;

	if (last >= LOOSE_KEYS || task->cap != 0)
		return;
	has_key = host->allocate(host->arg, ((size_t) last + 1) * sizeof(bool));
	records = host->allocate(host->arg, ((size_t) last + 1) * sizeof(uint32_t));
	memset(has_key, 0, ((size_t) last + 1) * sizeof(bool));
	for (i = 0; i < task->nkeys; i++)
		has_key[task->record_of[i]] = true;
	for (i = 0; i <= last; i++)
	{
		if (has_key[i])
			records[n++] = (uint32_t) i;
	}
	if (last < ALL_WITH_ALL)
		add_all_pairs(f, records, n);
	else
	{
		f->budget = n * LOOSE_PAIRS;
		split_block(f, records, n, 1);
		/* It is no block, and nothing was promised of it. */
		task->ndropped = 0;
	}
	host->release(host->arg, has_key);
	host->release(host->arg, records);
}

/* The pairs in order, each once. */
static void
collect_pairs(Finder *f)
{
	const MatchHost *host = f->host;
	MatchPairsTask *task = f->task;
	uint64_t   *pairs = host->allocate(host->arg, (f->npairs + 1) * sizeof(uint64_t));
	uint64_t	mask = (UINT64_C(1) << f->number_bits) - 1;
	MatchPair  *out = (MatchPair *) pairs;
	size_t		at = 0;
	size_t		n = 0;
	size_t		i;
	uint64_t	last = 0;

	while (f->chunks != NULL)
	{
		Chunk	   *chunk = f->chunks;

		f->chunks = chunk->next;
		memcpy(pairs + at, chunk->pairs, chunk->n * sizeof(uint64_t));
		at += chunk->n;
		host->release(host->arg, chunk);
		did(f, CHUNK_PAIRS);
	}
	match_sort(pairs, NULL, at, 2 * f->number_bits, host);
	for (i = 0; i < at; i++)
	{
		uint64_t	pair = pairs[i];

		if (i > 0 && pair == last)
			continue;
		last = pair;
		out[n].a = (uint32_t) (pair >> f->number_bits);
		out[n++].b = (uint32_t) (pair & mask);
		did(f, 1);
	}
	task->pairs = out;
	task->npairs = n;
}

void
match_pairs(MatchPairsTask *task, const MatchHost *host)
{
	Finder		f = {task, host, NULL, 0, 0, 0, 1, task->cap > 0 ? task->cap : MATCH_BLOCK_CAP};
	uint32_t	last = 0;
	size_t		i;
	size_t		end;

	task->nblocks = task->nsplit = task->ndropped = 0;
	for (i = 0; i < task->nkeys; i++)
	{
		if (task->record_of[i] > last)
			last = task->record_of[i];
		did(&f, 1);
	}
	while (f.number_bits < 32 && last >> f.number_bits != 0)
		f.number_bits++;
	pair_few(&f, last);
	match_sort(task->keys, task->record_of, task->nkeys, 64, host);
	for (i = 0; i < task->nkeys; i = end)
	{
		for (end = i + 1; end < task->nkeys && task->keys[end] == task->keys[i]; end++)
			;
		did(&f, end - i);
		if (end - i == 1)
			continue;
		task->nblocks++;
		if (end - i <= f.cap)
			add_all_pairs(&f, task->record_of + i, end - i);
		else
		{
			task->nsplit++;
			f.budget = (end - i) * SPLIT_PAIRS;
			split_block(&f, task->record_of + i, end - i, 1);
			link_copies(&f, task->record_of + i, end - i);
		}
	}
	collect_pairs(&f);
}

void
match_count_keys(const uint64_t *keys, size_t n, uint32_t *counts, const MatchHost *host)
{
	uint64_t   *sorted = host->allocate(host->arg, (n + 1) * sizeof(uint64_t));
	uint32_t   *of = host->allocate(host->arg, (n + 1) * sizeof(uint32_t));
	size_t		i;
	size_t		end;

	for (i = 0; i < n; i++)
	{
		sorted[i] = keys[i];
		of[i] = (uint32_t) i;
	}
	match_sort(sorted, of, n, 64, host);
	for (i = 0; i < n; i = end)
	{
		size_t		k;

		for (end = i + 1; end < n && sorted[end] == sorted[i]; end++)
			;
		for (k = i; k < end; k++)
			counts[of[k]] = sorted[i] == 0 ? 0 : (uint32_t) (end - i);
	}
	host->release(host->arg, sorted);
	host->release(host->arg, of);
}
