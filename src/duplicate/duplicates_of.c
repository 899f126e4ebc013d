/*-------------------------------------------------------------------------
 *
 * duplicates_of.c
 *	  contacts.duplicates_of(): the duplicates of one contact, while somebody
 *	  waits for them.
 *
 * Candidates are those that have a number, an address, the part of an address
 * before the @ or the sound of the name in common: each is a look-up in an index.
 * They are scored as in the search of all contacts, which has more ways to find
 * a pair.  However many there are, a few hundred are compared.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "contact/redirect.h"
#include "duplicate/dismissal.h"
#include "duplicate/estimate.h"
#include "duplicate/key.h"
#include "duplicate/reason.h"
#include "identity/actor.h"

/* As many of one kind are compared. */
#define CANDIDATES			"128"
#define CANDIDATES_OF_A_KIND	128
#define CANDIDATES_MAX		(4 * CANDIDATES_OF_A_KIND)

/* $1 the account, $2 the contact. */
static KeptPlan lookups[] = {
	{"SELECT p.contact_id FROM contacts.contact_phones o"
	"  JOIN contacts.contact_phones p ON p.account_id = o.account_id AND p.phone = o.phone "
	"WHERE o.account_id = $1 AND o.contact_id = $2 AND contacts.sees(o.audience) AND contacts.sees(p.audience) "
	"LIMIT " CANDIDATES,
	2, {INT8OID, UUIDOID}},
	{"SELECT e.contact_id FROM contacts.contact_emails o"
	"  JOIN contacts.contact_emails e ON e.account_id = o.account_id AND e.email = o.email "
	"WHERE o.account_id = $1 AND o.contact_id = $2 AND contacts.sees(o.audience) AND contacts.sees(e.audience) "
	"LIMIT " CANDIDATES,
	2, {INT8OID, UUIDOID}},
	{"SELECT e.contact_id FROM contacts.contact_emails o"
	"  JOIN contacts.contact_emails e ON e.account_id = o.account_id"
	"    AND contacts.duplicate_local_key(e.email) = contacts.duplicate_local_key(o.email) "
	"WHERE o.account_id = $1 AND o.contact_id = $2 AND contacts.sees(o.audience) AND contacts.sees(e.audience) "
	"LIMIT " CANDIDATES,
	2, {INT8OID, UUIDOID}},
};

/*
 * $2 to $3: the keys of the name.  Where more have it, the name is no evidence
 * to speak of: then those, of some more, who have the company, the city or a
 * telling value in common as well; $4 to $6.
 */
#define NAMESAKES \
	"SELECT c.id, c.company, c.city, c.custom FROM contacts.contacts c WHERE c.account_id = $1" \
	"  AND contacts.duplicate_name_key(c.name, c.id) >= $2" \
	"  AND contacts.duplicate_name_key(c.name, c.id) <= $3 AND contacts.sees(c.audience)"

static KeptPlan name_lookup = {
	"SELECT x.id FROM (" NAMESAKES " LIMIT " CANDIDATES " + 1) x",
	3, {INT8OID, INT8OID, INT8OID}
};

static KeptPlan common_name_lookup = {
	"SELECT x.id FROM (" NAMESAKES " LIMIT 2000) x "
	"WHERE pg_catalog.lower(x.company) = pg_catalog.lower($4) OR pg_catalog.lower(x.city) = pg_catalog.lower($5)"
	"  OR ($6 <> '{}' AND EXISTS (SELECT FROM pg_catalog.jsonb_each_text(x.custom) v WHERE v.value = ANY ($6))) "
	"LIMIT " CANDIDATES,
	6, {INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, TEXTARRAYOID}
};

typedef struct Candidates
{
	int			n;
	pg_uuid_t	ids[CANDIDATES_MAX];
} Candidates;

/* What the last statement has found. */
static void
add_candidates(Candidates *candidates)
{
	uint64		i;

	for (i = 0; i < SPI_processed && candidates->n < CANDIDATES_MAX; i++)
	{
		bool		isnull;
		Datum		id = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull);

		candidates->ids[candidates->n++] = *DatumGetUUIDP(id);
	}
}

static int
compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, UUID_LEN);
}

/* Each once, and without the contact itself. */
static Datum
distinct(Candidates *candidates, const pg_uuid_t *self)
{
	Datum	   *ids = palloc(sizeof(Datum) * Max(candidates->n, 1));
	int			n = 0;
	int			i;

	qsort(candidates->ids, candidates->n, sizeof(pg_uuid_t), compare_ids);
	for (i = 0; i < candidates->n; i++)
	{
		const pg_uuid_t *id = &candidates->ids[i];

		if (compare_ids(id, self) != 0 && (i == 0 || compare_ids(id, id - 1) != 0))
			ids[n++] = UUIDPGetDatum(id);
	}
	return PointerGetDatum(construct_array(ids, n, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR));
}

/* A text of the contact, or null. */
static Datum
text_or_null(const MatchSpan *span, char *null)
{
	*null = span->len > 0 ? ' ' : 'n';
	return span->len > 0 ? PointerGetDatum(cstring_to_text_with_len(span->data, span->len)) : (Datum) 0;
}

/* Those whose name sounds as the contact's. */
static void
find_namesakes(Candidates *candidates, const RecordSet *self)
{
	uint64		name_key = self->name_keys[0];
	const MatchInput *input = &self->drafts[0]->input;
	Datum		extras[MATCH_MAX_EXTRAS];
	Datum		values[6];
	char		nulls[] = "      ";
	int			i;

	if (name_key == 0)
		return;
	values[0] = Int64GetDatum(self->account_id);
	values[1] = Int64GetDatum((int64) (name_key & ~NAME_KEY_ID_MASK));
	values[2] = Int64GetDatum((int64) (name_key | NAME_KEY_ID_MASK));
	if (kept_execute(&name_lookup, values, NULL, true, 0) > CANDIDATES_OF_A_KIND)
	{
		values[3] = text_or_null(&input->company, &nulls[3]);
		values[4] = text_or_null(&input->city, &nulls[4]);
		for (i = 0; i < input->nextras; i++)
			extras[i] = PointerGetDatum(cstring_to_text_with_len(input->extras[i].value.data,
																 input->extras[i].value.len));
		values[5] = PointerGetDatum(construct_array(extras, input->nextras, TEXTOID, -1, false, TYPALIGN_INT));
		kept_execute(&common_name_lookup, values, nulls, true, 0);
	}
	add_candidates(candidates);
}

static Datum
find_candidates(const RecordSet *self)
{
	Candidates *candidates = palloc(sizeof(Candidates));
	MemoryContext context = CurrentMemoryContext;
	OwnerScope	scope;
	Datum		values[2];
	Datum		ids;
	int			i;

	candidates->n = 0;
	values[0] = Int64GetDatum(self->account_id);
	values[1] = UUIDPGetDatum(&self->ids[0]);
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	for (i = 0; i < (int) lengthof(lookups); i++)
	{
		kept_execute(&lookups[i], values, NULL, true, 0);
		add_candidates(candidates);
	}
	find_namesakes(candidates, self);
	context = MemoryContextSwitchTo(context);
	ids = distinct(candidates, &self->ids[0]);
	MemoryContextSwitchTo(context);
	SPI_finish();
	owner_scope_end(&scope);
	return ids;
}

/* How many have a name, asked once for each. */
typedef struct NameCounts
{
	int64		account_id;
	int			n;
	struct
	{
		uint64		name_key;
		double		count;
	}			known[CANDIDATES_MAX + 1];
} NameCounts;

static double
name_count(NameCounts *counts, uint64 name_key)
{
	int			i;

	if (name_key == 0)
		return 0;
	name_key &= ~NAME_KEY_ID_MASK;
	for (i = 0; i < counts->n; i++)
	{
		if (counts->known[i].name_key == name_key)
			return counts->known[i].count;
	}
	counts->known[i].name_key = name_key;
	counts->known[i].count = estimate_name_in_index(counts->account_id, name_key);
	counts->n++;
	return counts->known[i].count;
}

typedef struct Scored
{
	uint32		place;			/* in the set of candidates, which is in order of ids */
	MatchScore	score;
} Scored;

static int
compare_scored(const void *a, const void *b)
{
	const Scored *x = a;
	const Scored *y = b;

	if (x->score.probability != y->score.probability)
		return x->score.probability > y->score.probability ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

/* The scores of all candidates; the number of those from min_score on, which stand first. */
static uint32
score_candidates(const RecordSet *self, const RecordSet *others, double min_score, Scored *scored)
{
	NameCounts *counts = palloc(sizeof(NameCounts));
	OwnerScope	scope;
	MatchWorld	world;
	uint32		n = 0;
	uint32		i;

	counts->account_id = self->account_id;
	counts->n = 0;
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	world.contacts = estimate_contacts_in_index(self->account_id);
	for (i = 0; i < others->n; i++)
	{
		MatchScore *score = &scored[n].score;

		CHECK_FOR_INTERRUPTS();
		scored[n].place = i;
		/* a name that more have is less evidence: most need not be counted */
		world.count_a = world.count_b = 1;
		match_score(self->records[0], others->records[i], &world, score);
		if (score->probability < min_score)
			continue;
		world.count_a = name_count(counts, self->name_keys[0]);
		world.count_b = name_count(counts, others->name_keys[i]);
		match_score(self->records[0], others->records[i], &world, score);
		if (score->probability >= min_score)
			n++;
	}
	SPI_finish();
	owner_scope_end(&scope);
	qsort(scored, n, sizeof(Scored), compare_scored);
	return n;
}

PG_FUNCTION_INFO_V1(contacts_duplicates_of);
Datum
contacts_duplicates_of(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const Actor *actor = actor_current();
	RecordSet  *self;
	RecordSet  *others;
	Scored	   *scored;
	Datum		id;
	uint32		n;
	uint32		i;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("contact_id must be given")));
	check_min_score(fcinfo, 1);
	InitMaterializedSRF(fcinfo, 0);
	if (actor == NULL)
		PG_RETURN_NULL();

	self = records_begin(actor->account_id);
	id = PG_GETARG_DATUM(0);
	records_read_some(self, PointerGetDatum(construct_array(&id, 1, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR)), true);
	if (self->n == 0)
		report_merged_or_missing(actor->account_id, id);
	others = records_begin(actor->account_id);
	records_read_some(others, find_candidates(self), false);
	scored = palloc(sizeof(Scored) * Max(others->n, 1));
	n = score_candidates(self, others, PG_GETARG_FLOAT8(1), scored);
	for (i = 0; i < n; i++)
	{
		const pg_uuid_t *other = &others->ids[scored[i].place];
		Datum		values[3];
		bool		nulls[3] = {false, false, false};

		if (dismissal_holds(actor->account_id, &self->ids[0], other))
			continue;
		values[0] = UUIDPGetDatum(other);
		values[1] = Float8GetDatum(scored[i].score.probability);
		values[2] = JsonbPGetDatum(reasons_short(&scored[i].score));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	PG_RETURN_NULL();
}
