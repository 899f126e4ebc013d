/*-------------------------------------------------------------------------
 *
 * match_group.c
 *	  From pairs to groups.
 *
 * Pairs chain: a is b, b is c, and in the end a whole family is one.  So what
 * hangs together is only a piece of work, a component.  In it the two groups
 * that agree best are joined, as long as the average over all their pairs is
 * enough and no pair of them is declared to be different; pairs that no key
 * brought together are scored for that.
 *
 * A component of n records costs n^2 pairs up to MATCH_FULL records.  In a bigger
 * one, the edges are gone through from the best on, of two groups at most
 * SAMPLE records each are scored, and no group gets more than MATCH_FULL records:
 * work is then linear in the edges.  Such groups are for a person to look at.
 *
 * The result does not depend on the order of the input: records go by their ids.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_record.h"
#include "pure/match_sort.h"

#include <math.h>
#include <string.h>

#define MATCH_FULL		128
#define SAMPLE			6

/*
 * Averages are of evidence, in bits, not of probabilities: there, a pair that
 * says nothing would weigh as much as one that says no.  None counts beyond
 * these, or it would outvote all others; least of all a no, for two rows of one
 * person that have little in common look like two people.
 */
#define MOST_FOR		12.0
#define MOST_AGAINST	(-2.5)

#define DECLARED_SAME	1e3
#define APART			(-1e3)	/* never together */
#define NOT_KNOWN		(-2e3)

typedef struct Grouper
{
	MatchGroupTask *task;
	const MatchHost *host;
	uint32_t   *order;			/* place of each record when sorted by id */
	uint32_t   *by_order;
	MatchEdge  *edges;			/* a < b by id; sorted by component */
	double	   *matrix;			/* [MATCH_FULL][MATCH_FULL] */
	double		threshold;		/* in bits */
	size_t		work;
} Grouper;

static void
did(Grouper *g, size_t work)
{
	g->work += work;
	if (g->work >= PROGRESS_STEP / 16)
	{
		g->work = 0;
		g->host->progress(g->host->arg);
	}
}

static uint32_t
find_root(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i)
	{
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

static double
evidence(double probability)
{
	double		bits;

	if (probability > 1)
		return DECLARED_SAME;
	if (probability <= 0)
		return MOST_AGAINST;
	if (probability >= 1)
		return MOST_FOR;
	bits = log2(probability / (1 - probability));
	return bits > MOST_FOR ? MOST_FOR : bits < MOST_AGAINST ? MOST_AGAINST : bits;
}

static bool
is_different(Grouper *g, uint32_t a, uint32_t b)
{
	did(g, 16);
	return g->task->different != NULL && g->task->different(g->task->arg, g->by_order[a], g->by_order[b]);
}

static double
score_missing(Grouper *g, uint32_t a, uint32_t b)
{
	did(g, 64);
	if (g->task->score == NULL)
		return MOST_AGAINST;
	g->task->nscored++;
	return evidence(g->task->score(g->task->arg, g->by_order[a], g->by_order[b]));
}

/* ------ Sorting ------ */

/* By id: two sorts, the less important half first. */
static void
sort_records(Grouper *g)
{
	uint32_t	n = g->task->nrecords;
	const MatchHost *host = g->host;
	uint64_t   *keys = host->allocate(host->arg, ((size_t) n + 1) * sizeof(uint64_t));
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		g->by_order[i] = i;
		keys[i] = g->task->ids[i].low;
	}
	match_sort(keys, g->by_order, n, 64, host);
	for (i = 0; i < n; i++)
		keys[i] = g->task->ids[g->by_order[i]].high;
	match_sort(keys, g->by_order, n, 64, host);
	for (i = 0; i < n; i++)
		g->order[g->by_order[i]] = i;
	host->release(host->arg, keys);
}

/* Which is gone through first: the best, then by id. */
static bool
comes_before(const MatchEdge *x, const MatchEdge *y)
{
	if (x->probability != y->probability)
		return x->probability > y->probability;
	return x->a != y->a ? x->a < y->a : x->b < y->b;
}

/* Heap sort: no memory, and no input makes it slow. */
static void
sort_edges(Grouper *g, MatchEdge *edges, size_t n)
{
	size_t		start = n / 2;
	size_t		end = n;

	while (end > 1)
	{
		MatchEdge	moved;
		size_t		at;

		did(g, 16);
		if (start > 0)
			moved = edges[--start];
		else
		{
			moved = edges[--end];
			edges[end] = edges[0];
		}
		for (at = start; at * 2 + 1 < end;)
		{
			size_t		child = at * 2 + 1;

			if (child + 1 < end && comes_before(&edges[child], &edges[child + 1]))
				child++;
			if (!comes_before(&moved, &edges[child]))
				break;
			edges[at] = edges[child];
			at = child;
		}
		edges[at] = moved;
	}
}

/* ------ A component of usual size ------ */

/* The local numbers of a component are places in members, which is sorted. */
static uint32_t
local_number(const uint32_t *members, uint32_t n, uint32_t record)
{
	uint32_t	low = 0;
	uint32_t	high = n;

	while (high - low > 1)
	{
		uint32_t	middle = (low + high) / 2;

		if (members[middle] <= record)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void
fill_matrix(Grouper *g, const uint32_t *members, uint32_t n, const MatchEdge *edges, size_t nedges)
{
	double	   *m = g->matrix;
	uint32_t	i;
	uint32_t	k;
	size_t		e;

	for (i = 0; i < n * n; i++)
		m[i] = NOT_KNOWN;
	for (e = 0; e < nedges; e++)
	{
		i = local_number(members, n, edges[e].a);
		k = local_number(members, n, edges[e].b);
		if (evidence(edges[e].probability) > m[i * n + k])
			m[i * n + k] = m[k * n + i] = evidence(edges[e].probability);
	}
	for (i = 0; i < n; i++)
	{
		for (k = i + 1; k < n; k++)
		{
			double		p = m[i * n + k];

			if (is_different(g, members[i], members[k]))
				p = APART;
			else if (p == NOT_KNOWN)
				p = score_missing(g, members[i], members[k]);
			m[i * n + k] = m[k * n + i] = p;
		}
	}
}

/* Join the two that agree best, again and again. */
static void
join_full(Grouper *g, const uint32_t *members, uint32_t n, uint32_t *leader)
{
	double	   *m = g->matrix;
	uint32_t	size[MATCH_FULL];
	uint32_t	i;
	uint32_t	k;

	for (i = 0; i < n; i++)
		size[i] = 1;
	for (;;)
	{
		double		best = g->threshold;
		uint32_t	a = n;
		uint32_t	b = n;

		for (i = 0; i < n; i++)
		{
			for (k = i + 1; k < n && size[i] > 0; k++)
			{
				if (size[k] > 0 && (m[i * n + k] > best || (a == n && m[i * n + k] >= best)))
				{
					best = m[i * n + k];
					a = i;
					b = k;
				}
			}
		}
		did(g, n * n);
		if (a == n)
			break;
		for (k = 0; k < n; k++)
		{
			double		p = m[a * n + k];
			double		q = m[b * n + k];

			if (k == a || k == b || size[k] == 0)
				continue;
			if (p == APART || q == APART)
				p = APART;
			else if (p == DECLARED_SAME || q == DECLARED_SAME)
				p = DECLARED_SAME;
			else
				p = (p * size[a] + q * size[b]) / (size[a] + size[b]);
			m[a * n + k] = m[k * n + a] = p;
		}
		size[a] += size[b];
		size[b] = 0;
		for (k = 0; k < n; k++)
		{
			if (leader[members[k]] == members[b])
				leader[members[k]] = members[a];
		}
	}
}

/* ------ A huge component ------ */

/* Groups of a huge component, as lists; by the root of leader. */
typedef struct Chains
{
	uint32_t   *leader;
	uint32_t   *next;
	uint32_t   *last;
	uint32_t   *size;
} Chains;

/* Two groups that were found not to agree, until one of them grows: an open hash table. */
typedef struct Refusals
{
	uint64_t   *slots;
	uint64_t	mask;
} Refusals;

/* Was it refused before?  If not, it is from now on. */
static bool
refuse(Refusals *refusals, uint64_t pair)
{
	uint64_t	at = pair & refusals->mask;

	while (refusals->slots[at] != 0 && refusals->slots[at] != pair)
		at = (at + 1) & refusals->mask;
	if (refusals->slots[at] == pair)
		return true;
	refusals->slots[at] = pair;
	return false;
}

/* May these two groups be one, after a look at some records of each? */
static bool
agree(Grouper *g, const Chains *chains, uint32_t a, uint32_t b)
{
	double		sum = 0;
	int			n = 0;
	uint32_t	x = a;
	int			i;
	int			k;

	for (i = 0; i < SAMPLE && x != UINT32_MAX; i++, x = chains->next[x])
	{
		uint32_t	y = b;

		for (k = 0; k < SAMPLE && y != UINT32_MAX; k++, y = chains->next[y])
		{
			sum += score_missing(g, x, y);
			n++;
		}
	}
	return sum >= g->threshold * n;
}

/* Is anyone of the one declared different from anyone of the other? */
static bool
any_different(Grouper *g, const Chains *chains, uint32_t a, uint32_t b)
{
	uint32_t	x;
	uint32_t	y;

	if (g->task->different == NULL)
		return false;
	for (x = a; x != UINT32_MAX; x = chains->next[x])
	{
		for (y = b; y != UINT32_MAX; y = chains->next[y])
		{
			if (is_different(g, x, y))
				return true;
		}
	}
	return false;
}

static void
join_huge(Grouper *g, MatchEdge *edges, size_t nedges, const Chains *chains)
{
	Refusals	refusals;
	uint64_t	room = 64;
	size_t		e;

	while (room < 2 * (uint64_t) nedges)
		room *= 2;
	refusals.mask = room - 1;
	refusals.slots = g->host->allocate(g->host->arg, room * sizeof(uint64_t));
	memset(refusals.slots, 0, room * sizeof(uint64_t));
	sort_edges(g, edges, nedges);
	for (e = 0; e < nedges; e++)
	{
		uint32_t	a = find_root(chains->leader, edges[e].a);
		uint32_t	b = find_root(chains->leader, edges[e].b);
		bool		declared = edges[e].probability > 1;

		did(g, 4);
		if (a == b || chains->size[a] + chains->size[b] > MATCH_FULL)
			continue;
		if (a > b)
		{
			uint32_t	c = a;

			a = b;
			b = c;
		}
		if (refuse(&refusals, match_join(match_join(a, b), (uint64_t) chains->size[a] << 33 |
										 (uint64_t) chains->size[b] << 1 | declared) | 1))
			continue;
		if ((!declared && g->task->score != NULL && !agree(g, chains, a, b)) || any_different(g, chains, a, b))
			continue;
		chains->leader[b] = a;
		chains->next[chains->last[a]] = b;
		chains->last[a] = chains->last[b];
		chains->size[a] += chains->size[b];
	}
	g->host->release(g->host->arg, refusals.slots);
}

/* ------ All of it ------ */

/* Edges that count, by places in the order of ids, sorted by the component and then by the pair. */
static size_t
take_edges(Grouper *g, uint32_t *parent)
{
	size_t		n = 0;
	size_t		i;

	for (i = 0; i < g->task->nedges; i++)
	{
		MatchEdge	edge = g->task->edges[i];
		uint32_t	a = g->order[edge.a];
		uint32_t	b = g->order[edge.b];

		did(g, 1);
		if (edge.probability < g->task->threshold || a == b)
			continue;
		edge.a = a < b ? a : b;
		edge.b = a < b ? b : a;
		g->edges[n++] = edge;
		a = find_root(parent, a);
		b = find_root(parent, b);
		if (a != b)
			parent[a < b ? b : a] = a < b ? a : b;
	}
	return n;
}

/* Sort by the root of the component; both arrays get the sorted copy. */
static void
sort_by_root(Grouper *g, uint32_t *parent, size_t nedges, uint32_t *members)
{
	const MatchHost *host = g->host;
	size_t		most = nedges > g->task->nrecords ? nedges : g->task->nrecords;
	uint64_t   *keys = host->allocate(host->arg, (most + 1) * sizeof(uint64_t));
	uint32_t   *of = host->allocate(host->arg, (most + 1) * sizeof(uint32_t));
	MatchEdge  *sorted = host->allocate(host->arg, (nedges + 1) * sizeof(MatchEdge));
	size_t		i;

	for (i = 0; i < nedges; i++)
	{
		keys[i] = find_root(parent, g->edges[i].a);
		of[i] = (uint32_t) i;
	}
	match_sort(keys, of, nedges, 32, host);
	for (i = 0; i < nedges; i++)
		sorted[i] = g->edges[of[i]];
	host->release(host->arg, g->edges);
	g->edges = sorted;
	for (i = 0; i < g->task->nrecords; i++)
	{
		keys[i] = find_root(parent, (uint32_t) i);
		members[i] = (uint32_t) i;
	}
	match_sort(keys, members, g->task->nrecords, 32, host);
	host->release(host->arg, keys);
	host->release(host->arg, of);
}

/* Groups above the usual size are for a person; write the result by record. */
static void
finish(Grouper *g, uint32_t *leader, uint8_t *huge, uint32_t *size)
{
	MatchGroupTask *task = g->task;
	uint32_t	i;

	memset(size, 0, (size_t) task->nrecords * sizeof(uint32_t));
	for (i = 0; i < task->nrecords; i++)
		size[find_root(leader, i)]++;
	for (i = 0; i < task->nrecords; i++)
	{
		uint32_t	root = find_root(leader, i);

		task->group[g->by_order[i]] = g->by_order[root];
		task->review[g->by_order[i]] = size[root] > MATCH_GROUP_REVIEW || (huge[i] && size[root] > 1);
	}
}

void
match_group(MatchGroupTask *task, const MatchHost *host)
{
	Grouper		g = {task, host, NULL, NULL, NULL, NULL, 0, 0};
	size_t		words = ((size_t) task->nrecords + 1) * sizeof(uint32_t);
	uint32_t   *parent = host->allocate(host->arg, words);
	uint32_t   *members = host->allocate(host->arg, words);
	Chains		chains;
	uint8_t    *huge = host->allocate(host->arg, (size_t) task->nrecords + 1);
	size_t		nedges;
	size_t		e = 0;
	uint32_t	i;
	uint32_t	end;

	chains.leader = host->allocate(host->arg, words);
	chains.next = host->allocate(host->arg, words);
	chains.last = host->allocate(host->arg, words);
	chains.size = host->allocate(host->arg, words);
	g.order = host->allocate(host->arg, words);
	g.by_order = host->allocate(host->arg, words);
	g.edges = host->allocate(host->arg, (task->nedges + 1) * sizeof(MatchEdge));
	g.matrix = host->allocate(host->arg, sizeof(double) * MATCH_FULL * MATCH_FULL);
	g.threshold = evidence(task->threshold);
	task->nscored = 0;
	sort_records(&g);
	for (i = 0; i < task->nrecords; i++)
	{
		parent[i] = chains.leader[i] = chains.last[i] = i;
		chains.next[i] = UINT32_MAX;
		chains.size[i] = 1;
		huge[i] = 0;
	}
	nedges = take_edges(&g, parent);
	sort_by_root(&g, parent, nedges, members);
	for (i = 0; i < task->nrecords; i = end)
	{
		uint32_t	root = find_root(parent, members[i]);
		size_t		from = e;

		for (end = i + 1; end < task->nrecords && find_root(parent, members[end]) == root; end++)
			;
		while (e < nedges && find_root(parent, g.edges[e].a) == root)
			e++;
		did(&g, 1);
		if (end - i == 1)
			continue;
		if (end - i <= MATCH_FULL)
		{
			fill_matrix(&g, members + i, end - i, g.edges + from, e - from);
			join_full(&g, members + i, end - i, chains.leader);
		}
		else
		{
			uint32_t	k;

			for (k = i; k < end; k++)
				huge[members[k]] = 1;
			join_huge(&g, g.edges + from, e - from, &chains);
		}
	}
	finish(&g, chains.leader, huge, parent);
	host->release(host->arg, parent);
	host->release(host->arg, members);
	host->release(host->arg, chains.leader);
	host->release(host->arg, chains.next);
	host->release(host->arg, chains.last);
	host->release(host->arg, chains.size);
	host->release(host->arg, huge);
	host->release(host->arg, g.order);
	host->release(host->arg, g.by_order);
	host->release(host->arg, g.edges);
	host->release(host->arg, g.matrix);
}
