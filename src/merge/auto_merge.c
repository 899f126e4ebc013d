/*-------------------------------------------------------------------------
 *
 * auto_merge.c
 *	  contacts.auto_merge(): groups of duplicates are merged.
 *
 * Only what no person needs to look at: groups whose pairs have the score on
 * average, without a conflict and not too large, of contacts that the same people
 * see.  Each becomes a merge of its own, by the actor's rights; one that merge()
 * refuses is kept as it is, and said.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/jsonb.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

#include "base/attempt.h"
#include "base/compat.h"
#include "base/json.h"
#include "base/query.h"
#include "base/schema.h"
#include "base/uuid.h"
#include "contact/field.h"
#include "duplicate/group.h"
#include "duplicate/reason.h"
#include "identity/actor.h"
#include "merge/merge.h"
#include "merge/others.h"

/* What has become of a group. */
typedef struct Outcome
{
	Datum	   *ids;			/* the survivor first */
	int			n;
	Jsonb	   *merge;			/* what merge() answers; NULL if it is kept */
	const char *reason;			/* why */
} Outcome;

typedef struct AutoMerge
{
	MergeTerms	terms;
	double		min_score;
	bool		dry_run;
	Snapshot	snapshot;		/* what the groups were made of */
	DuplicateGroups groups;
	Outcome    *outcomes;
} AutoMerge;

/* How many fields are filled. */
#define FILLED_FIRST(name)	" + (c." #name " IS NOT NULL)::pg_catalog.int4"
#define FILLED_UNITED(name)
#define FILLED_KEPT(name)
#define FILLED(name, kind, length, import, merge, search, distinct, nulls, cell)	FILLED_##merge(name)

/* As for a merge: nobody changes them, or says that two of them are different people. */
static KeptPlan lock_plan = {
	"SELECT FROM contacts.contacts c WHERE c.account_id = $1 AND c.id = ANY ($2) AND contacts.sees(c.audience) "
	"ORDER BY c.id FOR UPDATE",
	2, {INT8OID, UUIDARRAYOID}, .generic = true
};

/* All that was compared of the contacts of a group, and who was dismissed among them. */
#define ROW_OF(table, condition) \
	"SELECT r::pg_catalog.text FROM contacts." table " r WHERE r.account_id = $1 AND " condition

static KeptPlan state_plan = {
	"SELECT pg_catalog.string_agg(x.r, ',' ORDER BY x.r) FROM ("
	ROW_OF("contacts", "r.id = ANY ($2)") " UNION ALL "
	ROW_OF("contact_phones", "r.contact_id = ANY ($2)") " UNION ALL "
	ROW_OF("contact_emails", "r.contact_id = ANY ($2)") " UNION ALL "
	ROW_OF("duplicate_dismissals", "r.contact_a = ANY ($2) AND r.contact_b = ANY ($2)") ") x(r)",
	2, {INT8OID, UUIDARRAYOID}, .generic = true
};

/* The contacts of a group, who shall survive first; second result: are they of one audience? */
static KeptPlan members_plan = {
	"SELECT c.id, pg_catalog.min(c.audience) OVER () = pg_catalog.max(c.audience) OVER () FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND c.id = ANY ($2) AND contacts.sees(c.audience) "
	"ORDER BY 0" CONTACT_FIELDS(FILLED) " DESC, c.created_at, c.id",
	2, {INT8OID, UUIDARRAYOID}, .generic = true
};

static const char *
why_not(const DuplicateGroup *group, double min_score)
{
	if (group->review)
		return "many";
	if (group->conflict)
		return "conflict";
	if (group->average < min_score)
		return "score";
	return NULL;
}

static char *
state_of(Datum *values, Snapshot snapshot)
{
	char	   *state;

	PushActiveSnapshot(snapshot);
	kept_execute(&state_plan, values, NULL, true, 1);
	PopActiveSnapshot();
	state = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	return state == NULL ? "" : state;
}

/* Is something another than when the groups were made? */
static bool
has_changed(Datum *values, Snapshot snapshot)
{
	char	   *before = state_of(values, snapshot);

	CommandCounterIncrement();
	return strcmp(before, state_of(values, GetTransactionSnapshot())) != 0;
}

/* All at once, in the order of ids, in which contacts are locked everywhere. */
static void
lock_members(const AutoMerge *call)
{
	size_t		n = 0;
	size_t		i;
	uint32		k;
	Datum	   *ids;
	Datum		values[2];

	for (i = 0; i < call->groups.n; i++)
		n += call->groups.groups[i].n;
	ids = palloc_extended(Max(n, 1) * sizeof(Datum), MCXT_ALLOC_HUGE);
	n = 0;
	for (i = 0; i < call->groups.n; i++)
	{
		const DuplicateGroup *group = &call->groups.groups[i];

		for (k = 0; why_not(group, call->min_score) == NULL && k < group->n; k++)
			ids[n++] = UUIDPGetDatum(&group->ids[k]);
	}
	values[0] = Int64GetDatum(actor_required()->account_id);
	values[1] = uuid_array(ids, (int) n);
	SPI_connect();
	kept_execute(&lock_plan, values, NULL, false, 0);
	SPI_finish();
	pfree(ids);
}

/* Read the group's contacts as they are now. */
static void
read_members(const DuplicateGroup *group, Snapshot snapshot, Outcome *outcome)
{
	MemoryContext context = CurrentMemoryContext;
	Datum		values[2];
	Datum	   *ids = palloc(sizeof(Datum) * group->n);
	uint32		i;

	for (i = 0; i < group->n; i++)
		ids[i] = UUIDPGetDatum(&group->ids[i]);
	outcome->ids = ids;
	outcome->n = (int) group->n;
	values[0] = Int64GetDatum(actor_required()->account_id);
	values[1] = uuid_array(ids, group->n);
	SPI_connect();
	if (has_changed(values, snapshot))
		outcome->reason = "changed";
	else if (kept_execute(&members_plan, values, NULL, false, 0) != group->n)
		outcome->reason = "changed";
	else if (!DatumGetBool(first_row().values[1]))
		outcome->reason = "audience";
	else
	{
		MemoryContext spi = MemoryContextSwitchTo(context);

		for (i = 0; i < group->n; i++)
		{
			bool		isnull;

			ids[i] = datumCopy(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull), false, UUID_LEN);
		}
		MemoryContextSwitchTo(spi);
	}
	SPI_finish();
}

typedef struct GroupMerge
{
	const MergeTerms *terms;
	Outcome    *outcome;
} GroupMerge;

static void
merge_one(void *arg)
{
	GroupMerge *one = arg;
	Outcome    *outcome = one->outcome;

	outcome->merge = merge_contacts(one->terms, outcome->ids[0], outcome->ids + 1, outcome->n - 1);
}

/* What merge() says of this group, and not of the server or the time. */
static bool
is_about_the_group(const ErrorData *error)
{
	switch (error->sqlerrcode)
	{
		case ERRCODE_NO_DATA_FOUND:
		case ERRCODE_INSUFFICIENT_PRIVILEGE:
		case ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE:
		case ERRCODE_UNIQUE_VIOLATION:
		case ERRCODE_CHECK_VIOLATION:
			return true;
		default:
			return false;
	}
}

static void
merge_group(AutoMerge *call, size_t n)
{
	Outcome    *outcome = &call->outcomes[n];
	GroupMerge	one = {&call->terms, outcome};
	ErrorData  *error;

	outcome->reason = why_not(&call->groups.groups[n], call->min_score);
	read_members(&call->groups.groups[n], call->snapshot, outcome);
	if (outcome->reason != NULL)
		return;
	error = attempt(merge_one, &one, true);
	if (error == NULL)
		return;
	if (!is_about_the_group(error))
		ReThrowError(error);
	outcome->merge = NULL;
	outcome->reason = error->detail == NULL ? error->message : psprintf("%s: %s", error->message, error->detail);
}

static void
merge_groups(void *arg)
{
	AutoMerge  *call = arg;
	size_t		i;

	lock_members(call);
	for (i = 0; i < call->groups.n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		merge_group(call, i);
	}
}

static void
merge_or_preview(void *arg)
{
	call_or_preview(merge_groups, arg, ((AutoMerge *) arg)->dry_run);
}

static Datum
merge_id(const Outcome *outcome)
{
	JsonbValue *value = getKeyJsonValueFromContainer(&outcome->merge->root, "merge_id", strlen("merge_id"), NULL);

	return DirectFunctionCall1(uuid_in, CStringGetDatum(pnstrdup(value->val.string.val, value->val.string.len)));
}

#define AUTO_MERGE_COLUMNS	7

static void
return_outcomes(const AutoMerge *call, ReturnSetInfo *set)
{
	size_t		i;

	for (i = 0; i < call->groups.n; i++)
	{
		const Outcome *outcome = &call->outcomes[i];
		bool		merged = outcome->merge != NULL;
		Datum		values[AUTO_MERGE_COLUMNS];
		bool		nulls[AUTO_MERGE_COLUMNS] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = outcome->ids[0];
		values[2] = uuid_array(outcome->ids + 1, outcome->n - 1);
		values[3] = Float8GetDatum(call->groups.groups[i].average);
		nulls[4] = !merged || call->dry_run;
		values[4] = nulls[4] ? (Datum) 0 : merge_id(outcome);
		values[5] = CStringGetTextDatum(merged ? "merged" : "kept");
		nulls[6] = merged;
		values[6] = merged ? (Datum) 0 : CStringGetTextDatum(outcome->reason);
		tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
	}
}

PG_FUNCTION_INFO_V1(contacts_auto_merge);
Datum
contacts_auto_merge(PG_FUNCTION_ARGS)
{
	AutoMerge	call = {{GetUserId(), json_empty_object(), false, false}};
	OwnerScope	scope;

	check_min_score(fcinfo, 0);
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("dry_run must not be null")));
	InitMaterializedSRF(fcinfo, 0);
	if (actor_current() == NULL)
		PG_RETURN_NULL();
	actor_require(PERM_MERGE);
	call.min_score = PG_GETARG_FLOAT8(0);
	call.dry_run = PG_GETARG_BOOL(1);
	call.snapshot = RegisterSnapshot(GetActiveSnapshot());
	call.groups = duplicate_groups_find(call.min_score);
	call.outcomes = palloc0(sizeof(Outcome) * Max(call.groups.n, 1));
	owner_scope_begin(&scope, contacts_owner());
	call_beside_others(call.terms.caller, merge_or_preview, &call);
	owner_scope_end(&scope);
	UnregisterSnapshot(call.snapshot);
	return_outcomes(&call, (ReturnSetInfo *) fcinfo->resultinfo);
	PG_RETURN_NULL();
}
