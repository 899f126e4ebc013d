/*-------------------------------------------------------------------------
 *
 * match_fuzz.c
 *	  libFuzzer main for src/pure/match_*.c: any bytes in, the promises of
 *	  match_core.h must hold.
 *
 *	  clang -std=gnu99 -g -O1 -fsanitize=fuzzer,address,undefined \
 *	      -fno-sanitize-recover=undefined -Isrc test/fuzz/match_fuzz.c \
 *	      src/pure/match_*.c src/pure/text_core.c \
 *	      src/pure/text_fold_table.c -lm -o match_fuzz
 *
 * The input is two or more contacts: fields end with a byte of 0, and the first
 * byte of a field says what it is.  A byte of 1 goes on to the next contact.
 * Each text and each record lives in a block of exactly its size, so that a byte
 * too far is seen.
 *
 *-------------------------------------------------------------------------
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "pure/match_core.h"

#define MAX_CONTACTS	6

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Contact
{
	MatchInput	input;
	uint64_t	phones[2 * MATCH_MAX_PHONES];
	MatchSpan	emails[2 * MATCH_MAX_EMAILS];
	MatchExtra	extras[2 * MATCH_MAX_EXTRAS];
	MatchRecord *record;
	size_t		size;
} Contact;

static Contact contacts[MAX_CONTACTS];
static uint32_t ncontacts;
static size_t nblocks;

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void *
allocate(void *arg, size_t size)
{
	(void) arg;
	nblocks++;
	return malloc(size);
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
}

static const MatchHost host = {allocate, release, progress, NULL};

/* ------ Reading the input ------ */

static MatchSpan
own(const uint8_t *s, size_t len)
{
	char	   *copy = malloc(len > 0 ? len : 1);
	MatchSpan	span = {copy, len};

	if (len > 0)
		memcpy(copy, s, len);
	return span;
}

static void
drop(MatchSpan span)
{
	free((void *) (uintptr_t) span.data);
}

static void
replace(MatchSpan *span, MatchSpan by)
{
	drop(*span);
	*span = by;
}

static uint64_t
number_of(const uint8_t *s, size_t len)
{
	uint64_t	value = 0;

	while (len-- > 0)
		value = value * 10 + *s++ % 16;
	return value;
}

static void
add_field(Contact *contact, const uint8_t *s, size_t len)
{
	MatchInput *input = &contact->input;
	uint8_t		what = s[0];

	s++;
	len--;
	switch (what % 8)
	{
		case 0:
			replace(&input->company, own(s, len));
			break;
		case 1:
			replace(&input->city, own(s, len));
			break;
		case 2:
			if (input->nphones < 2 * MATCH_MAX_PHONES)
				contact->phones[input->nphones++] = number_of(s, len);
			break;
		case 3:
			if (input->nemails < 2 * MATCH_MAX_EMAILS)
				contact->emails[input->nemails++] = own(s, len);
			break;
		case 4:
			if (input->nextras < 2 * MATCH_MAX_EXTRAS)
			{
				MatchExtra *extra = &contact->extras[input->nextras++];

				extra->kind = (MatchExtraKind) (MATCH_BIRTHDAY + what / 8 % 3);
				extra->field = what / 32;
				extra->value = own(s, len);
			}
			break;
		default:
			replace(&input->name, own(s, len));
	}
}

static void
read_contacts(const uint8_t *data, size_t size)
{
	size_t		at = 0;

	memset(contacts, 0, sizeof(contacts));
	ncontacts = 1;
	while (at < size)
	{
		size_t		end = at;

		if (data[at] == 1)
		{
			at++;
			if (ncontacts == MAX_CONTACTS)
				break;
			ncontacts++;
			continue;
		}
		while (end < size && data[end] != 0)
			end++;
		if (end > at)
			add_field(&contacts[ncontacts - 1], data + at, end - at);
		at = end + 1;
	}
}

/* ------ The promises ------ */

static void
prepare(Contact *contact)
{
	uint64_t	buffer[MATCH_RECORD_MAX / 8];
	MatchInput *input = &contact->input;
	void	   *exact;
	size_t		less;

	input->phones = contact->phones;
	input->emails = contact->emails;
	input->extras = contact->extras;
	contact->size = match_prepare(input, buffer, sizeof(buffer));
	check(contact->size > 0 && contact->size <= MATCH_RECORD_MAX && contact->size % 8 == 0);

	/* The same in exactly as much room; nothing in less. */
	exact = malloc(contact->size);
	check(match_prepare(input, exact, contact->size) == contact->size);
	check(memcmp(exact, buffer, contact->size) == 0);
	contact->record = exact;
	check(match_record_size(contact->record) == contact->size);
	for (less = 0; less < contact->size; less += 24)
	{
		void	   *small = malloc(less > 0 ? less : 1);

		check(match_prepare(input, small, less) == 0);
		free(small);
	}
	check(match_name_key(contact->record) == match_name_key_of(input->name.data, input->name.len));
	check(match_name_key(contact->record) % (1 << MATCH_INDEX_KEY_LOW_BITS) == 0);
}

static int
check_keys(const MatchRecord *record, uint64_t keys[MATCH_MAX_KEYS])
{
	uint64_t	splits[MATCH_MAX_SPLITS];
	int			n = match_keys(record, keys);
	int			i;
	int			k;

	check(n >= 0 && n <= MATCH_MAX_KEYS);
	for (i = 0; i < n; i++)
	{
		check(match_key_name(MATCH_KEY_KIND(keys[i]))[0] != '\0');
		for (k = 0; k < i; k++)
			check(keys[i] != keys[k]);
	}
	i = match_split_keys(record, splits);
	check(i >= 0 && i <= MATCH_MAX_SPLITS);
	return n;
}

static double
check_score(uint32_t a, uint32_t b)
{
	MatchWorld	world = {1000, a + 1, b + 1};
	MatchWorld	turned = {1000, b + 1, a + 1};
	MatchScore	x;
	MatchScore	y;
	double		sum;
	int			i;

	match_score(contacts[a].record, contacts[b].record, &world, &x);
	match_score(contacts[b].record, contacts[a].record, &turned, &y);
	check(x.total == y.total && x.probability == y.probability && x.conflicts == y.conflicts && x.nparts == y.nparts);
	check(x.nparts >= 0 && x.nparts <= MATCH_MAX_PARTS && x.probability >= 0 && x.probability <= 1);
	sum = x.prior;
	for (i = 0; i < x.nparts; i++)
	{
		const MatchPart *part = &x.parts[i];

		check(match_level_name(part->level)[0] != '\0' && match_level_bits(part->level) == part->bits);
		check(part->index_a >= -1 && part->index_a < MATCH_MAX_EXTRAS && part->index_b >= -1 && part->index_b < MATCH_MAX_EXTRAS);
		check(part->index_a == y.parts[i].index_b && part->index_b == y.parts[i].index_a && part->level == y.parts[i].level);
		sum += part->bits + part->adjustment;
	}
	check(sum == x.total);
	return x.probability;
}

static double
probability_of(void *arg, uint32_t a, uint32_t b)
{
	(void) arg;
	return check_score(a, b);
}

static const MatchRecord *
record_of(void *arg, uint32_t number)
{
	(void) arg;
	return contacts[number].record;
}

/* Blocks of more than two are split here. */
static void
check_batch(void)
{
	MatchPairsTask pairs = {0};
	MatchGroupTask groups = {0};
	uint64_t	keys[MAX_CONTACTS * MATCH_MAX_KEYS];
	uint32_t	of[MAX_CONTACTS * MATCH_MAX_KEYS];
	MatchEdge	edges[MAX_CONTACTS * MAX_CONTACTS];
	MatchId		ids[MAX_CONTACTS];
	uint32_t	group[MAX_CONTACTS];
	uint8_t		review[MAX_CONTACTS];
	uint32_t	i;

	for (i = 0; i < ncontacts; i++)
	{
		int			n = check_keys(contacts[i].record, keys + pairs.nkeys);

		while (n-- > 0)
			of[pairs.nkeys++] = i;
		ids[i].high = 0;
		ids[i].low = i;
	}
	pairs.keys = keys;
	pairs.record_of = of;
	/* 0: few are compared all with all */
	pairs.cap = ncontacts % 2 == 0 ? 2 : 0;
	pairs.record = record_of;
	match_pairs(&pairs, &host);
	check(pairs.npairs < MAX_CONTACTS * MAX_CONTACTS);
	for (i = 0; i < pairs.npairs; i++)
	{
		check(pairs.pairs[i].a < pairs.pairs[i].b && pairs.pairs[i].b < ncontacts);
		edges[i].a = pairs.pairs[i].a;
		edges[i].b = pairs.pairs[i].b;
		edges[i].probability = check_score(edges[i].a, edges[i].b);
	}
	groups.nrecords = ncontacts;
	groups.ids = ids;
	groups.edges = edges;
	groups.nedges = pairs.npairs;
	groups.threshold = 0.5;
	groups.score = probability_of;
	groups.group = group;
	groups.review = review;
	match_group(&groups, &host);
	for (i = 0; i < ncontacts; i++)
		check(group[i] <= i && group[group[i]] == group[i]);
	release(NULL, pairs.pairs);
	check(nblocks == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t	i;
	int			k;

	read_contacts(data, size);
	for (i = 0; i < ncontacts; i++)
		prepare(&contacts[i]);
	for (i = 0; i < ncontacts; i++)
		check_score(i, (i + 1) % ncontacts);
	check_batch();
	for (i = 0; i < ncontacts; i++)
	{
		MatchInput *input = &contacts[i].input;

		for (k = 0; k < input->nemails; k++)
		{
			match_local_key_of(contacts[i].emails[k].data, contacts[i].emails[k].len);
			drop(contacts[i].emails[k]);
		}
		for (k = 0; k < input->nextras; k++)
			drop(contacts[i].extras[k].value);
		drop(input->name);
		drop(input->company);
		drop(input->city);
		free(contacts[i].record);
	}
	return 0;
}
