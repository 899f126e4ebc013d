/*-------------------------------------------------------------------------
 *
 * estimate.c
 *	  How many contacts there are, and how many of one name.
 *
 * A score depends on both.  To ask for one contact's duplicates is a matter of
 * milliseconds, in which nobody counts a million rows; and no count is kept
 * beside the tables, as each who asks sees other contacts.  So the number of
 * contacts is counted in a sample drawn from their ids, and that of a common name
 * among a part of those who have it: exactly where there are few.
 *
 * The search of all contacts has them in memory, and makes the same estimates
 * of them: one pair has one score, whoever asks.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "duplicate/estimate.h"
#include "duplicate/key.h"

/*
 * A sample of this many is good enough: its error is a tenth of a bit of a score.
 * Samples are tried from the smallest one of an account of a hundred million on.
 * Both ends of a range are said, for the planner takes one end to select a third.
 */
#define ENOUGH_IN_SAMPLE	128
#define SAMPLE_FIRST		20
#define SAMPLE_STEP			2

/* As many of one name are counted; of more, a part. */
#define NAMES_COUNTED		256
#define NAME_STEP			2

double
estimate_contacts(const Counter *counter)
{
	int			least;

	for (least = SAMPLE_FIRST; least >= SAMPLE_LEAST; least -= SAMPLE_STEP)
	{
		double		found = counter->in_sample(counter->arg, least);

		if (found >= ENOUGH_IN_SAMPLE)
			return found * (double) (UINT64CONST(1) << least);
	}
	return counter->in_sample(counter->arg, 0);
}

double
estimate_name(const Counter *counter, uint64 name_key)
{
	uint64		first = name_key & ~NAME_KEY_ID_MASK;
	int			bits;

	for (bits = NAME_KEY_ID_BITS; bits > 0; bits -= NAME_STEP)
	{
		uint64		part = UINT64CONST(1) << bits;
		double		found = counter->with_key(counter->arg, first, first + part - 1,
											  NAMES_COUNTED + 1);

		if (found <= NAMES_COUNTED)
			return found * (double) (UINT64CONST(1) << (NAME_KEY_ID_BITS - bits));
	}
	return NAMES_COUNTED * (double) NAME_KEY_ID_MASK;
}

/*
 * In the indexes.  SPI is connected, the rights are the owner's; the rows are those
 * that the actor sees, in the index itself.
 */
static KeptPlan sample_plan = {
	"SELECT pg_catalog.count(*) FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND contacts.duplicate_sample(c.id) >= $2"
	"  AND contacts.duplicate_sample(c.id) <= 64 AND contacts.sees(c.audience)",
	2, {INT8OID, INT4OID}
};

static KeptPlan all_plan = {
	"SELECT pg_catalog.count(*) FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND contacts.sees(c.audience)",
	1, {INT8OID}
};

static KeptPlan names_plan = {
	"SELECT pg_catalog.count(*) FROM (SELECT FROM contacts.contacts c WHERE c.account_id = $1"
	"  AND contacts.duplicate_name_key(c.name, c.id) >= $2"
	"  AND contacts.duplicate_name_key(c.name, c.id) <= $3 AND contacts.sees(c.audience) LIMIT $4) x",
	4, {INT8OID, INT8OID, INT8OID, INT8OID}
};

static double
count_of(KeptPlan *plan, Datum *values)
{
	kept_execute(plan, values, NULL, true, 1);
	return (double) DatumGetInt64(first_row().values[0]);
}

static double
index_in_sample(void *arg, int least)
{
	Datum		values[2];

	values[0] = Int64GetDatum(*(int64 *) arg);
	values[1] = Int32GetDatum(least);
	return count_of(least == 0 ? &all_plan : &sample_plan, values);
}

static double
index_with_key(void *arg, uint64 first, uint64 last, int limit)
{
	Datum		values[4];

	values[0] = Int64GetDatum(*(int64 *) arg);
	values[1] = Int64GetDatum((int64) first);
	values[2] = Int64GetDatum((int64) last);
	values[3] = Int64GetDatum(limit);
	return count_of(&names_plan, values);
}

double
estimate_contacts_in_index(int64 account_id)
{
	Counter		counter = {index_in_sample, index_with_key, &account_id};

	return estimate_contacts(&counter);
}

double
estimate_name_in_index(int64 account_id, uint64 name_key)
{
	Counter		counter = {index_in_sample, index_with_key, &account_id};

	return estimate_name(&counter, name_key);
}

/*
 * In memory.
 */
typedef struct NamedContact
{
	uint64		key;			/* with the bits of the id */
	uint32		place;
} NamedContact;

/* Those of one name, in order of the bits of their ids. */
typedef struct Namesakes
{
	const NamedContact *first;
	uint32		n;
} Namesakes;

static double
set_in_sample(void *arg, int least)
{
	const RecordSet *set = arg;
	double		found = 0;
	uint32		i;

	for (i = 0; i < set->n; i++)
		found += duplicate_sample_of(&set->ids[i]) >= least;
	return found;
}

static double
namesakes_with_key(void *arg, uint64 first, uint64 last, int limit)
{
	const Namesakes *namesakes = arg;
	uint32		i = 0;

	/* all ranges that are asked for begin where the name does */
	while (i < namesakes->n && i < limit && namesakes->first[i].key <= last)
		i++;
	return i;
}

double
estimate_contacts_in_set(const RecordSet *set)
{
	Counter		counter = {set_in_sample, NULL, unconstify(RecordSet *, set)};

	return estimate_contacts(&counter);
}

static int
compare_named(const void *a, const void *b)
{
	const NamedContact *x = a;
	const NamedContact *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* How many have the name of each contact; 0 for those without. */
float *
estimate_names_in_set(const RecordSet *set)
{
	float	   *counts = MemoryContextAllocExtended(set->context, Max(set->n, 1) * sizeof(float),
													MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	NamedContact *named = MemoryContextAllocHuge(set->context, Max(set->n, 1) * sizeof(NamedContact));
	uint32		n = 0;
	uint32		i;

	for (i = 0; i < set->n; i++)
	{
		if (set->name_keys[i] == 0)
			continue;
		named[n].key = set->name_keys[i];
		named[n++].place = i;
	}
	qsort(named, n, sizeof(NamedContact), compare_named);
	CHECK_FOR_INTERRUPTS();
	for (i = 0; i < n;)
	{
		Namesakes	namesakes = {&named[i], 0};
		Counter		counter = {NULL, namesakes_with_key, &namesakes};
		float		count;
		uint32		j;

		while (i + namesakes.n < n &&
			   (named[i].key & ~NAME_KEY_ID_MASK) == (named[i + namesakes.n].key & ~NAME_KEY_ID_MASK))
			namesakes.n++;
		count = (float) estimate_name(&counter, named[i].key);
		for (j = 0; j < namesakes.n; j++)
			counts[named[i + j].place] = count;
		i += namesakes.n;
	}
	pfree(named);
	return counts;
}
