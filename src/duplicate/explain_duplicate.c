/*-------------------------------------------------------------------------
 *
 * explain_duplicate.c
 *	  contacts.explain_duplicate(): how the score of a pair comes about.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "base/compat.h"
#include "base/json.h"
#include "base/query.h"
#include "base/schema.h"
#include "contact/redirect.h"
#include "duplicate/dismissal.h"
#include "duplicate/estimate.h"
#include "duplicate/record.h"
#include "identity/actor.h"

static void
push_span(JsonbBuild *build, const char *name, const MatchSpan *span)
{
	if (span->len > 0)
		json_push_text(build, name, span->data, span->len);
}

/* The value that was compared on one side; none if it has none. */
static void
push_value(JsonbBuild *build, const char *name, const MatchPart *part, int index, const MatchInput *input)
{
	char	   *phone;

	switch (match_level_comparison(part->level))
	{
		case MATCH_COMPARE_NAME:
			push_span(build, name, &input->name);
			break;
		case MATCH_COMPARE_COMPANY:
			push_span(build, name, &input->company);
			break;
		case MATCH_COMPARE_CITY:
			push_span(build, name, &input->city);
			break;
		case MATCH_COMPARE_PHONE:
			if (index >= 0 && index < input->nphones)
			{
				phone = psprintf("+" UINT64_FORMAT, (uint64) input->phones[index]);
				json_push_text(build, name, phone, strlen(phone));
			}
			break;
		case MATCH_COMPARE_EMAIL:
			if (index >= 0 && index < input->nemails)
				push_span(build, name, &input->emails[index]);
			break;
		default:
			if (index >= 0 && index < input->nextras)
				push_span(build, name, &input->extras[index].value);
			break;
	}
}

/* The custom field that a part compares; NULL if it compares none. */
static const char *
custom_field(const RecordSet *set, const MatchPart *part)
{
	const MatchInput *input = &set->drafts[0]->input;

	switch (match_level_comparison(part->level))
	{
		case MATCH_COMPARE_BIRTHDAY:
		case MATCH_COMPARE_IDENTIFIER:
		case MATCH_COMPARE_ADDRESS:
			if (part->index_a >= 0 && part->index_a < input->nextras)
				return set->fields.fields[input->extras[part->index_a].field].key;
			return NULL;
		default:
			return NULL;
	}
}

static void
push_parts(JsonbBuild *build, const RecordSet *set, const MatchScore *score)
{
	int			i;

	json_begin_member(build, "parts", true);
	for (i = 0; i < score->nparts; i++)
	{
		const MatchPart *part = &score->parts[i];
		const char *comparison = match_comparison_name(match_level_comparison(part->level));
		const char *level = match_level_name(part->level);
		const char *field = custom_field(set, part);

		json_begin_member(build, NULL, false);
		json_push_text(build, "comparison", comparison, strlen(comparison));
		json_push_text(build, "level", level, strlen(level));
		json_push_number(build, "bits", part->bits);
		json_push_number(build, "adjustment", part->adjustment);
		if (field != NULL)
			json_push_text(build, "field", field, strlen(field));
		push_value(build, "a", part, part->index_a, &set->drafts[0]->input);
		push_value(build, "b", part, part->index_b, &set->drafts[1]->input);
		json_end_member(build, false);
	}
	json_end_member(build, true);
}

/* The kinds of keys that both have; each once. */
static void
push_keys(JsonbBuild *build, const RecordSet *set)
{
	uint64_t	keys[2][MATCH_MAX_KEYS];
	int			nkeys[2];
	uint32		told = 0;
	int			i;
	int			j;

	for (i = 0; i < 2; i++)
		nkeys[i] = match_keys(set->records[i], keys[i]);
	json_begin_member(build, "keys", true);
	for (i = 0; i < nkeys[0]; i++)
	{
		uint32		bit = 1 << MATCH_KEY_KIND(keys[0][i]);

		for (j = 0; j < nkeys[1] && keys[0][i] != keys[1][j];)
			j++;
		if (j == nkeys[1] || (told & bit) != 0)
			continue;
		told |= bit;
		json_push_element(build, match_key_name(MATCH_KEY_KIND(keys[0][i])));
	}
	json_end_member(build, true);
}

static void
push_conflicts(JsonbBuild *build, uint32 conflicts)
{
	uint32		bit;

	json_begin_member(build, "conflicts", true);
	for (bit = 1; bit != 0 && bit <= conflicts; bit <<= 1)
	{
		if (conflicts & bit)
			json_push_element(build, match_conflict_name((MatchConflict) bit));
	}
	json_end_member(build, true);
}

static MatchWorld
estimate_world(const RecordSet *set)
{
	MatchWorld	world = {0, 0, 0};
	OwnerScope	scope;

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	world.contacts = estimate_contacts_in_index(set->account_id);
	if (set->name_keys[0] != 0)
		world.count_a = estimate_name_in_index(set->account_id, set->name_keys[0]);
	if (set->name_keys[1] != 0)
		world.count_b = estimate_name_in_index(set->account_id, set->name_keys[1]);
	SPI_finish();
	owner_scope_end(&scope);
	return world;
}

static void
push_id(JsonbBuild *build, const char *name, const pg_uuid_t *id)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(id)));

	json_push_text(build, name, text, strlen(text));
}

PG_FUNCTION_INFO_V1(contacts_explain_duplicate);
Datum
contacts_explain_duplicate(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();
	RecordSet  *set;
	Datum		ids[2];
	MatchWorld	world;
	MatchScore	score;
	JsonbBuild	build;
	int			i;

	check_two_contacts(fcinfo);
	if (actor == NULL)
		PG_RETURN_NULL();
	ids[0] = PG_GETARG_DATUM(0);
	ids[1] = PG_GETARG_DATUM(1);
	set = records_begin(actor->account_id);
	records_read_some(set, PointerGetDatum(construct_array(ids, 2, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR)), true);
	for (i = 0; i < 2; i++)
	{
		if (records_find(set, DatumGetUUIDP(ids[i])) < 0)
			report_merged_or_missing(actor->account_id, ids[i]);
	}
	world = estimate_world(set);
	match_score(set->records[0], set->records[1], &world, &score);

	json_begin_object(&build);
	push_id(&build, "contact_a", &set->ids[0]);
	push_id(&build, "contact_b", &set->ids[1]);
	json_push_number(&build, "contacts", world.contacts);
	json_push_number(&build, "names_a", world.count_a);
	json_push_number(&build, "names_b", world.count_b);
	json_push_number(&build, "prior", score.prior);
	push_parts(&build, set, &score);
	json_push_number(&build, "total", score.total);
	json_push_number(&build, "probability", score.probability);
	push_keys(&build, set);
	push_conflicts(&build, score.conflicts);
	json_push_bool(&build, "dismissed", dismissal_holds(actor->account_id, &set->ids[0], &set->ids[1]));
	PG_RETURN_JSONB_P(json_end_object(&build));
}
