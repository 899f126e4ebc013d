/*
 * match_check.c
 *	  The promises of src/pure/match_core.h, on made-up contacts.
 *
 * Prints what does not hold and fails; says nothing else.  match_check.sh builds
 * and runs it.  Quality and speed are measured by test/bench/duplicates_eval.sh,
 * odd bytes are tried by test/fuzz/match_fuzz.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pure/match_core.h"

#define COUNT		2000

static int	faults;
static size_t nblocks;			/* of memory that are lent */
static size_t ncalls;			/* of progress */
static uint64_t state = 1;

static MatchRecord *records[COUNT];
static uint32_t shuffled[COUNT];	/* the record at this place */
static bool mix;				/* places or records? */

static void
check(bool holds, const char *what)
{
	if (holds)
		return;
	faults++;
	printf("does not hold: %s\n", what);
}

static uint32_t
below(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) ((state >> 33) % n);
}

static void *
allocate(void *arg, size_t size)
{
	void	   *block = malloc(size > 0 ? size : 1);

	(void) arg;
	if (block == NULL)
		abort();
	nblocks++;
	return block;
}

static void
release(void *arg, void *block)
{
	(void) arg;
	nblocks--;
	free(block);
}

static void
progress(void *arg)
{
	(void) arg;
	ncalls++;
}

static const MatchHost host = {allocate, release, progress, NULL};

static MatchSpan
span(const char *s)
{
	MatchSpan	result = {s, strlen(s)};

	return result;
}

static MatchRecord *
prepare(const MatchInput *input)
{
	uint64_t	buffer[MATCH_RECORD_MAX / 8];
	size_t		n = match_prepare(input, buffer, MATCH_RECORD_MAX);

	return memcpy(malloc(n), buffer, n);
}

static MatchRecord *
named(const char *name)
{
	MatchInput	input = {0};

	input.name = span(name);
	return prepare(&input);
}

/* Someone with a number, an address and a birthday. */
static MatchRecord *
known(const char *name, uint64_t phone, const char *address, const char *birthday)
{
	MatchInput	input = {0};
	MatchExtra	extra = {MATCH_BIRTHDAY, 0, {NULL, 0}};
	MatchSpan	email = span(address);

	input.name = span(name);
	input.phones = &phone;
	input.nphones = phone != 0;
	input.emails = &email;
	input.nemails = email.len > 0;
	extra.value = span(birthday);
	input.extras = &extra;
	input.nextras = extra.value.len > 0;
	return prepare(&input);
}

/* ------ Contacts ------ */

static const char *const given[] = {
	"Robert", "Bob", "Rob", "Maria", "Mariya", "Юрий", "Yuri", "Iurii", "Jane", "J.", "Dr. Jane", "José", "jose", "Lakshmi", "Laxmi"
};
static const char *const family[] = {
	"Müller", "Mueller", "Muller", "Smith", "Smyth", "Khan", "O'Brien", "de la Cruz", "Хохлов", "Khokhlov", "Doe Jr", "Doe Sr", "Lee"
};
static const char *const city[] = {"", "", "Springfield", "Sprinfield", "North Haven", "Lakeview"};

#define PICK(list) list[below(sizeof(list) / sizeof(list[0]))]

static void
make_records(void)
{
	int			i;

	for (i = 0; i < COUNT; i++)
	{
		MatchInput	input = {0};
		MatchExtra	extras[2] = {{MATCH_BIRTHDAY, 0, {NULL, 0}}, {MATCH_IDENTIFIER, 1, {NULL, 0}}};
		MatchSpan	email;
		uint64_t	phones[2];
		char		name[100];
		char		address[100];
		char		birthday[20];
		char		identifier[20];

		snprintf(name, sizeof(name), below(4) == 0 ? "%s, %s" : "%s %s", PICK(given), PICK(family));
		snprintf(address, sizeof(address), "m%u@example.org", below(COUNT));
		snprintf(birthday, sizeof(birthday), "19%02u-%02u-%02u", below(100), 1 + below(12), 1 + below(28));
		snprintf(identifier, sizeof(identifier), "%06u", below(COUNT));
		input.name = span(name);
		input.city = span(PICK(city));
		phones[0] = UINT64_C(61400000000) + below(COUNT);
		phones[1] = UINT64_C(61200000000) + below(COUNT / 10);
		input.phones = phones;
		input.nphones = (int) below(3);
		email = span(address);
		input.emails = &email;
		input.nemails = (int) below(2);
		extras[0].value = span(birthday);
		extras[1].value = span(identifier);
		input.extras = extras;
		input.nextras = (int) below(3);
		records[i] = prepare(&input);
		check(match_name_key(records[i]) == match_name_key_of(name, strlen(name)), "one key of a name");
	}
}

/* ------ Scores ------ */

static MatchScore
score_of(const MatchRecord *a, const MatchRecord *b)
{
	MatchWorld	world = {COUNT, 3, 7};
	MatchScore	score;

	match_score(a, b, &world, &score);
	return score;
}

static void
check_scores(void)
{
	int			i;

	for (i = 0; i < 100000; i++)
	{
		const MatchRecord *a = records[below(COUNT)];
		const MatchRecord *b = records[below(COUNT)];
		MatchWorld	world = {COUNT, 1 + below(9), 1 + below(9)};
		MatchWorld	turned = {COUNT, world.count_b, world.count_a};
		MatchScore	x;
		MatchScore	y;
		double		sum;
		int			k;

		match_score(a, b, &world, &x);
		match_score(b, a, &turned, &y);
		sum = x.prior;
		for (k = 0; k < x.nparts; k++)
		{
			sum += x.parts[k].bits + x.parts[k].adjustment;
			check(k < y.nparts && x.parts[k].level == y.parts[k].level && x.parts[k].bits == y.parts[k].bits &&
				  x.parts[k].index_a == y.parts[k].index_b && x.parts[k].index_b == y.parts[k].index_a,
				  "the parts of a pair and of the pair turned around");
		}
		check(sum == x.total, "the total is the sum of the parts");
		check(x.total == y.total && x.probability == y.probability && x.conflicts == y.conflicts && x.nparts == y.nparts,
			  "a pair and the pair turned around");
	}
}

/* Better first: each pair of names is likelier one person than the next. */
static void
check_names(void)
{
	static const char *const pairs[][2] = {
		{"Jane Doe", "Doe, Jane"}, {"Margaret Hill", "Hill Margaret"}, {"Margaret Hill", "Margret Hill"},
		{"Margaret Hill", "Peggy Hill"}, {"Margaret Hill", "M. Hill"}, {"Margaret Hill", "Margaret Stone"},
		{"Margaret Hill", "Steven Hill"}, {"Margaret Hill", "Steven Stone"}
	};
	static const char *const same_key[][2] = {
		{"Dr. Jane Doe", "doe, jane"}, {"Bob Smith", "Robert Smith"}, {"José Müller", "jose muller"},
		{"Юрий Хохлов", "Khokhlov Yuri"}, {"Jane Doe Jr", "Jane Doe"}
	};
	double		last = 1000;
	size_t		i;
	MatchScore	score;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		score = score_of(named(pairs[i][0]), named(pairs[i][1]));
		if (score.total >= last)
			printf("%s and %s: ", pairs[i][0], pairs[i][1]);
		check(score.total < last, "names in order of their likeness");
		last = score.total;
	}
	for (i = 0; i < sizeof(same_key) / sizeof(same_key[0]); i++)
	{
		bool		same = match_name_key_of(same_key[i][0], strlen(same_key[i][0])) ==
			match_name_key_of(same_key[i][1], strlen(same_key[i][1]));

		if (!same)
			printf("%s and %s: ", same_key[i][0], same_key[i][1]);
		check(same, "names with the same key");
	}
	score = score_of(named("Jane Doe Jr"), named("Jane Doe Sr"));
	check((score.conflicts & MATCH_CONFLICT_GENERATION) != 0, "Jr and Sr are a conflict");
	score = score_of(known("Jane Doe Jr", 61400000001, "doe@example.org", ""), known("Jane Doe Sr", 61400000001, "doe@example.org", ""));
	check(score.probability < 0.5, "Jr and Sr are two, though they share number and mailbox");
	score = score_of(known("Jane Doe Jr", 61400000001, "doe@example.org", ""), known("Jane Doe", 61400000001, "doe@example.org", ""));
	check(score.probability > 0.99, "whoever has left out Jr is still the same");
	check(score_of(known("", 0, "", "2012-01-12"), known("", 0, "", "2011-12-30")).total >
		  score_of(known("", 0, "", "2012-01-12"), known("", 0, "", "2011-10-30")).total,
		  "a birthday some days before is nearer than one months before, across the year as well");
	score = score_of(known("", 0, "jane.doe63@example.org", ""), known("", 0, "jane.doeo3@example.6rg", ""));
	check(score.parts[0].bits > 0, "a digit and a letter that have changed places");
	score = score_of(known("", 0, "jane.doe63@example.org", ""), known("", 0, "jane.doe36@example.org", ""));
	check(score.parts[0].bits < 0, "other digits are someone else's");
	score = score_of(known("", 0, "f.j@example.org", ""), known("", 0, "h.k@example.org", ""));
	check(score.parts[0].bits < 0, "other initials are someone else's");
	score = score_of(named("Mark Doe"), named("Martha Doe"));
	check((score.conflicts & MATCH_CONFLICT_GIVEN_NAME) != 0, "given names that differ are a conflict");
	check((score_of(named("Jane Doe"), named("Doe, Jane")).conflicts & MATCH_CONFLICT_GIVEN_NAME) == 0 &&
		  (score_of(named("Bob Doe"), named("Robert Doe")).conflicts & MATCH_CONFLICT_GIVEN_NAME) == 0,
		  "the same given name is none");
	check((score.conflicts & MATCH_CONFLICT_ONE_FIELD) != 0, "nothing but a name is one field");
	check(match_local_key_of("jane.doe@example.org", 20) == match_local_key_of("Jane.Doe@example.net", 20) &&
		  match_local_key_of("jane.doe@example.org", 20) != 0, "the key of a local part");
	check(match_local_key_of("info@example.org", 16) == 0 && match_local_key_of("jd@example.org", 14) == 0,
		  "role mailboxes and short ones have no key");
}

/* ------ Pairs and groups ------ */

static const MatchRecord *
record_of(void *arg, uint32_t number)
{
	(void) arg;
	return records[mix ? shuffled[number] : number];
}

static double
probability_of(void *arg, uint32_t a, uint32_t b)
{
	return score_of(record_of(arg, a), record_of(arg, b)).probability;
}

/* Some pairs are declared different: by the record, not by the place. */
static bool
are_different(void *arg, uint32_t a, uint32_t b)
{
	const MatchRecord *x = record_of(arg, a);
	const MatchRecord *y = record_of(arg, b);

	(void) arg;
	return (match_name_key(x) ^ match_name_key(y)) >> 20 & 1;
}

/* Edges of all pairs that share a key; in number, by the record. */
static MatchPairsTask
find_pairs(uint32_t n)
{
	MatchPairsTask task = {0};
	uint64_t	keys[MATCH_MAX_KEYS];
	uint32_t	i;

	task.keys = malloc((size_t) n * MATCH_MAX_KEYS * sizeof(uint64_t));
	task.record_of = malloc((size_t) n * MATCH_MAX_KEYS * sizeof(uint32_t));
	for (i = 0; i < n; i++)
	{
		int			nkeys = match_keys(record_of(NULL, i), keys);

		check(nkeys <= MATCH_MAX_KEYS, "no more keys than there is room for");
		while (nkeys-- > 0)
		{
			task.keys[task.nkeys] = keys[nkeys];
			task.record_of[task.nkeys++] = i;
		}
	}
	task.record = record_of;
	match_pairs(&task, &host);
	for (i = 1; i < task.npairs; i++)
		check(task.pairs[i - 1].a < task.pairs[i].a || (task.pairs[i - 1].a == task.pairs[i].a &&
														 task.pairs[i - 1].b < task.pairs[i].b), "pairs are in order, each once");
	free(task.keys);
	free(task.record_of);
	return task;
}

/* Of few records, all that have a key are compared with each other. */
static void
check_few(void)
{
	uint64_t	keys[MATCH_MAX_KEYS];
	MatchPairsTask pairs;
	uint32_t	n = 0;
	uint32_t	i;

	for (i = 0; i < 500; i++)
		n += match_keys(record_of(NULL, i), keys) > 0;
	pairs = find_pairs(500);
	check(pairs.npairs == (size_t) n * (n - 1) / 2, "few are compared all with all");
	release(NULL, pairs.pairs);
}

/* The group of each record, whatever the order they are given in. */
static void
find_groups(uint32_t *group, double threshold, double weakest)
{
	MatchPairsTask pairs = find_pairs(COUNT);
	MatchGroupTask task = {0};
	MatchEdge  *edges = malloc((pairs.npairs + 1) * sizeof(MatchEdge));
	MatchId    *ids = malloc(COUNT * sizeof(MatchId));
	uint32_t   *found = malloc(COUNT * sizeof(uint32_t));
	uint8_t    *review = malloc(COUNT);
	size_t		i;
	uint32_t	k;

	for (i = 0; i < pairs.npairs; i++)
	{
		edges[i].a = pairs.pairs[i].a;
		edges[i].b = pairs.pairs[i].b;
		edges[i].probability = probability_of(NULL, edges[i].a, edges[i].b);
		/* So that weak pairs chain all of it. */
		if (edges[i].probability < weakest)
			edges[i].probability = weakest;
	}
	for (k = 0; k < COUNT; k++)
	{
		uint32_t	record = mix ? shuffled[k] : k;

		ids[k].high = record % 7;
		ids[k].low = record;
	}
	task.nrecords = COUNT;
	task.ids = ids;
	task.edges = edges;
	task.nedges = pairs.npairs;
	task.threshold = threshold;
	task.score = probability_of;
	task.different = are_different;
	task.group = found;
	task.review = review;
	match_group(&task, &host);
	for (k = 0; k < COUNT; k++)
	{
		group[mix ? shuffled[k] : k] = mix ? shuffled[found[k]] : found[k];
		check(found[found[k]] == found[k], "a group is named after one of its records");
		check(!are_different(NULL, k, found[k]), "who is declared different is not in one group");
	}
	release(NULL, pairs.pairs);
	free(edges);
	free(ids);
	free(found);
	free(review);
}

static void
check_groups(double threshold, double weakest)
{
	static uint32_t group[COUNT];
	static uint32_t again[COUNT];
	int			round;
	uint32_t	i;

	mix = false;
	find_groups(group, threshold, weakest);
	for (round = 0; round < 3; round++)
	{
		for (i = 0; i < COUNT; i++)
			shuffled[i] = i;
		for (i = COUNT; i > 1; i--)
		{
			uint32_t	k = below(i);
			uint32_t	moved = shuffled[i - 1];

			shuffled[i - 1] = shuffled[k];
			shuffled[k] = moved;
		}
		mix = true;
		find_groups(again, threshold, weakest);
		check(memcmp(group, again, sizeof(group)) == 0, "the same groups in whatever order");
	}
	mix = false;
}

/* Fifty thousand with one name, one number, one address. */
#define CROWD	50000

static const MatchRecord *
crowd_of(void *arg, uint32_t number)
{
	return ((MatchRecord **) arg)[number % 2];
}

static double
crowd_probability(void *arg, uint32_t a, uint32_t b)
{
	(void) arg;
	return (a ^ b) % 3 == 0 ? 0.99 : 0.2;
}

static void
check_crowd(void)
{
	MatchInput	input = {0};
	MatchSpan	email = span("jane.smith@example.org");
	uint64_t	phone = UINT64_C(61400123456);
	MatchRecord *crowd[2];
	uint64_t	keys[MATCH_MAX_KEYS];
	MatchPairsTask task = {0};
	MatchGroupTask group = {0};
	MatchEdge  *edges;
	MatchId    *ids = malloc(CROWD * sizeof(MatchId));
	uint32_t	i;
	int			nkeys = 0;
	int			k;

	input.name = span("Jane Smith");
	input.phones = &phone;
	input.nphones = 1;
	input.emails = &email;
	input.nemails = 1;
	crowd[0] = prepare(&input);
	input.city = span("Springfield");
	crowd[1] = prepare(&input);
	task.keys = malloc((size_t) CROWD * MATCH_MAX_KEYS * sizeof(uint64_t));
	task.record_of = malloc((size_t) CROWD * MATCH_MAX_KEYS * sizeof(uint32_t));
	for (i = 0; i < CROWD; i++)
	{
		nkeys = match_keys(crowd_of(crowd, i), keys);
		for (k = 0; k < nkeys; k++)
		{
			task.keys[task.nkeys] = keys[k];
			task.record_of[task.nkeys++] = i;
		}
	}
	task.record = crowd_of;
	task.arg = crowd;
	ncalls = 0;
	match_pairs(&task, &host);
	check(task.npairs <= task.nkeys * MATCH_BLOCK_CAP / 2, "pairs linear in the keys");
	check(ncalls > 0, "progress is called for pairs");
	release(NULL, task.pairs);

	/* Each with the next twenty: one component. */
	edges = malloc((size_t) CROWD * 20 * sizeof(MatchEdge));
	for (i = 0; i < CROWD; i++)
	{
		ids[i].high = 0;
		ids[i].low = i;
		for (k = 1; k <= 20 && i + (uint32_t) k < CROWD; k++)
		{
			edges[group.nedges].a = i;
			edges[group.nedges].b = i + (uint32_t) k;
			edges[group.nedges++].probability = 0.9;
		}
	}
	group.nrecords = CROWD;
	group.ids = ids;
	group.edges = edges;
	group.threshold = 0.5;
	group.score = crowd_probability;
	group.group = malloc(CROWD * sizeof(uint32_t));
	group.review = malloc(CROWD);
	ncalls = 0;
	match_group(&group, &host);
	check(group.nscored <= 36 * group.nedges, "work linear in the edges of a huge component");
	check(ncalls > 0, "progress is called for groups");
	check(group.review[0] == 1, "groups of a huge component are for a person to look at");
	free(task.keys);
	free(task.record_of);
	free(edges);
	free(ids);
	free(group.group);
	free(group.review);
}

/* More copies of one contact than a block is compared for. */
#define COPIES	100

static void
check_copies(void)
{
	MatchRecord *kept[COPIES];
	MatchPairsTask pairs;
	MatchGroupTask task = {0};
	MatchEdge  *edges;
	MatchId		ids[COPIES];
	uint32_t	group[COPIES];
	uint8_t		review[COPIES];
	uint32_t	i;

	memcpy(kept, records, sizeof(kept));
	for (i = 0; i < COPIES; i++)
	{
		records[i] = kept[0];
		ids[i].high = 0;
		ids[i].low = i;
	}
	pairs = find_pairs(COPIES);
	edges = malloc((pairs.npairs + 1) * sizeof(MatchEdge));
	for (i = 0; i < pairs.npairs; i++)
	{
		edges[i].a = pairs.pairs[i].a;
		edges[i].b = pairs.pairs[i].b;
		edges[i].probability = 0.99;
	}
	task.nrecords = COPIES;
	task.ids = ids;
	task.edges = edges;
	task.nedges = pairs.npairs;
	task.threshold = 0.5;
	task.score = probability_of;
	task.group = group;
	task.review = review;
	match_group(&task, &host);
	for (i = 0; i < COPIES; i++)
		check(group[i] == 0 && review[i] == 1, "copies are one group, however many, for a person to look at");
	release(NULL, pairs.pairs);
	free(edges);
	memcpy(records, kept, sizeof(kept));
}

static void
check_declared(void)
{
	MatchEdge	edges[] = {{0.95, 0, 1}, {MATCH_DECLARED_SAME, 1, 2}, {0.6, 3, 4}, {0.4, 4, 5}};
	MatchId		ids[6] = {{0, 5}, {0, 4}, {0, 3}, {1, 2}, {1, 1}, {1, 0}};
	uint32_t	group[6];
	uint8_t		review[6];
	MatchGroupTask task = {0};

	task.nrecords = 6;
	task.ids = ids;
	task.edges = edges;
	task.nedges = 4;
	task.threshold = 0.5;
	task.group = group;
	task.review = review;
	match_group(&task, &host);
	check(group[1] == 2 && group[2] == 2, "who is declared the same is in one group");
	check(group[0] == 0 || group[0] == 2, "a record is in its own group or in that of the edge");
	check(group[3] == 4 && group[4] == 4 && group[5] == 5, "edges below the threshold are not looked at");
}

static void
check_counts(void)
{
	uint64_t	keys[] = {5, 0, 7, 5, 0, 5};
	uint32_t	counts[6];

	match_count_keys(keys, 6, counts, &host);
	check(counts[0] == 3 && counts[3] == 3 && counts[5] == 3 && counts[2] == 1 && counts[1] == 0 && counts[4] == 0,
		  "how often each key is there");
}

int
main(void)
{
	make_records();
	check_scores();
	check_names();
	check_few();
	check_groups(0.5, 0);
	check_groups(0.9, 0);
	check_groups(0.5, 0.51);
	check_crowd();
	check_copies();
	check_declared();
	check_counts();
	check(nblocks == 0, "what is allocated is released");
	return faults == 0 ? 0 : 1;
}
