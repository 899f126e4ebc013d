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
 * one, the edges are gone through from the best on, and of two groups at most
 * SAMPLE records each are looked at: work is then linear in the edges.
 *
 * The result does not depend on the order of the input: records go by their ids.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_sort.h"

#include <math.h>
#include <string.h>

#define MATCH_FULL		128
#define SAMPLE			6

/*
 * Averages are of evidence, in bits, not of probabilities: there, a pair that
 * says nothing would weigh as much as one that says no.  Neither counts beyond
 * these, or one pair would outvote all others.
 */
#define MOST_FOR		12.0
#define MOST_AGAINST	(-6.0)

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

/* Which is gone through first: the component, then the pair, the best of it first. */
static int
compare_edges(const MatchEdge *x, const MatchEdge *y)
{
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return x->probability > y->probability ? -1 : x->probability < y->probability;
}

static int
compare_best_first(const MatchEdge *x, const MatchEdge *y)
{
	if (x->probability != y->probability)
		return x->probability > y->probability ? -1 : 1;
	return compare_edges(x, y);
}

/* Heap sort: no memory, and no input makes it slow. */
static void
sort_edges(MatchEdge *edges, size_t n, int (*compare) (const MatchEdge *, const MatchEdge *))
{
	size_t		start = n / 2;
	size_t		end = n;

	while (end > 1)
	{
		MatchEdge	moved;
		size_t		at;

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

			if (child + 1 < end && compare(&edges[child], &edges[child + 1]) < 0)
				child++;
			if (compare(&moved, &edges[child]) >= 0)
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

/* May these two groups be one, after a look at some records of each? */
static bool
agree(Grouper *g, const uint32_t *next, uint32_t a, uint32_t b)
{
	double		sum = 0;
	int			n = 0;
	uint32_t	x = a;
	int			i;
	int			k;

	for (i = 0; i < SAMPLE && x != UINT32_MAX; i++, x = next[x])
	{
		uint32_t	y = b;

		for (k = 0; k < SAMPLE && y != UINT32_MAX; k++, y = next[y])
		{
			double		p;

			if (is_different(g, x, y))
				return false;
			p = score_missing(g, x, y);
			sum += p > MOST_FOR ? MOST_FOR : p;
			n++;
		}
	}
	return sum >= g->threshold * n;
}

static void
join_huge(Grouper *g, MatchEdge *edges, size_t nedges, uint32_t *leader, uint32_t *next, uint32_t *last)
{
	size_t		e;

	sort_edges(edges, nedges, compare_best_first);
	for (e = 0; e < nedges; e++)
	{
		uint32_t	a = find_root(leader, edges[e].a);
		uint32_t	b = find_root(leader, edges[e].b);

		if (a == b)
			continue;
		if (edges[e].probability <= 1 && g->task->score != NULL ? !agree(g, next, a, b) : is_different(g, edges[e].a, edges[e].b))
			continue;
		if (a > b)
		{
			uint32_t	c = a;

			a = b;
			b = c;
		}
		leader[b] = a;
		next[last[a]] = b;
		last[a] = last[b];
	}
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
	uint32_t   *leader = host->allocate(host->arg, words);
	uint32_t   *members = host->allocate(host->arg, words);
	uint32_t   *next = host->allocate(host->arg, words);
	uint32_t   *last = host->allocate(host->arg, words);
	uint8_t    *huge = host->allocate(host->arg, (size_t) task->nrecords + 1);
	size_t		nedges;
	size_t		e = 0;
	uint32_t	i;
	uint32_t	end;

	g.order = host->allocate(host->arg, words);
	g.by_order = host->allocate(host->arg, words);
	g.edges = host->allocate(host->arg, (task->nedges + 1) * sizeof(MatchEdge));
	g.matrix = host->allocate(host->arg, sizeof(double) * MATCH_FULL * MATCH_FULL);
	g.threshold = evidence(task->threshold);
	task->nscored = 0;
	sort_records(&g);
	for (i = 0; i < task->nrecords; i++)
	{
		parent[i] = leader[i] = last[i] = i;
		next[i] = UINT32_MAX;
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
			join_full(&g, members + i, end - i, leader);
		}
		else
		{
			uint32_t	k;

			for (k = i; k < end; k++)
				huge[members[k]] = 1;
			join_huge(&g, g.edges + from, e - from, leader, next, last);
		}
	}
	finish(&g, leader, huge, parent);
	host->release(host->arg, parent);
	host->release(host->arg, leader);
	host->release(host->arg, members);
	host->release(host->arg, next);
	host->release(host->arg, last);
	host->release(host->arg, huge);
	host->release(host->arg, g.order);
	host->release(host->arg, g.by_order);
	host->release(host->arg, g.edges);
	host->release(host->arg, g.matrix);
}
