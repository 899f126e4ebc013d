/*-------------------------------------------------------------------------
 *
 * merge.c
 *	  contacts.merge(): several contacts become one.
 *
 * In one transaction: lock the contacts in order of their ids, check what the
 * actor may, move the rows of our own tables (own_rows.c) and every reference to
 * them in the database (reference.c, move.c), delete the duplicates, complete the
 * survivor (survivor.c), leave a redirect for each old id, and log enough to put all
 * of it back (merge_log.c, unmerge.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/jsonb.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/attempt.h"
#include "base/json.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "base/uuid.h"
#include "contact/redirect.h"
#include "identity/eyes.h"
#include "merge/merge.h"
#include "merge/others.h"
#include "merge/own_rows.h"
#include "merge/move.h"
#include "merge/survivor.h"

/* As many contacts as go into another one in one call. */
#define DUPLICATES_MAX	1000

/* A contact that takes part, as it was. */
typedef struct Part
{
	Datum		id;
	char	   *id_text;
	int32		audience;
	int32		owner_id;
	text	   *phone;			/* "" without one */
	char	   *row;			/* JSON */
} Part;

static KeptPlan lock_plan = {
	"SELECT c.id, c.audience, c.owner_id, pg_catalog.to_jsonb(c), coalesce(c.phone::pg_catalog.text, '') "
	"FROM contacts.contacts c "
	/* through the actor's eyes: nobody waits for what they cannot see */
	"WHERE c.account_id = $1 AND c.id = ANY ($2) AND contacts.sees(c.audience) "
	"ORDER BY c.id FOR UPDATE",
	2, {INT8OID, UUIDARRAYOID}, .generic = true
};

static KeptPlan delete_plan = {
	"DELETE FROM contacts.contacts c WHERE c.account_id = $1 AND c.id = ANY ($2)",
	2, {INT8OID, UUIDARRAYOID}, .generic = true
};

static KeptPlan merges_plan = {
	"INSERT INTO contacts.merges (account_id, id, survivor_id, audience, duplicates, user_id) VALUES ($1, $2, $3, $4, $5, $6)",
	6, {INT8OID, UUIDOID, UUIDOID, INT4OID, UUIDARRAYOID, INT4OID}
};

/* What contacts.merge() answers; $5 and $6 are counts by table. */
static KeptPlan result_plan = {
	"SELECT pg_catalog.jsonb_build_object('merge_id', $1, 'survivor', $2, 'merged', $3, 'filled', $4::pg_catalog.jsonb,"
	"  'moved', $5::pg_catalog.jsonb, 'set_aside', $6::pg_catalog.jsonb)",
	6, {UUIDOID, UUIDOID, UUIDARRAYOID, TEXTOID, TEXTOID, TEXTOID}, .generic = true
};

static int
compare_uuid(const void *a, const void *b)
{
	return memcmp(*(const pg_uuid_t *const *) a, *(const pg_uuid_t *const *) b, UUID_LEN);
}

/* Read the arguments: distinct duplicates, in the order given. */
static int
read_duplicates(Datum survivor, ArrayType *array, Datum **duplicates)
{
	Datum	   *items;
	bool	   *nulls;
	pg_uuid_t **sorted;
	int			nitems = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	int			ndistinct = 0;
	int			n = 0;
	int			i;

	if (nitems > DUPLICATES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a merge takes at most %d duplicates", DUPLICATES_MAX),
				 errdetail("There are %d.", nitems),
				 errhint("Merge them in several calls.")));
	if (nitems == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no duplicates are given")));
	deconstruct_array(array, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR,
					  &items, &nulls, &nitems);
	sorted = palloc(sizeof(pg_uuid_t *) * nitems);
	for (i = 0; i < nitems; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("duplicates must not contain null")));
		sorted[i] = DatumGetUUIDP(items[i]);
		if (memcmp(sorted[i], DatumGetUUIDP(survivor), UUID_LEN) == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a contact cannot be merged into itself")));
	}

	/*
	 * Of an id that is given twice the first counts.  All items stand in one
	 * array, so of equal ones the lower address is the earlier.
	 */
	qsort(sorted, nitems, sizeof(pg_uuid_t *), compare_uuid);
	for (i = 0; i < nitems; i++)
	{
		if (ndistinct == 0 || compare_uuid(&sorted[ndistinct - 1], &sorted[i]) != 0)
			sorted[ndistinct++] = sorted[i];
		else if (sorted[i] < sorted[ndistinct - 1])
			sorted[ndistinct - 1] = sorted[i];
	}
	*duplicates = palloc(sizeof(Datum) * nitems);
	for (i = 0; i < nitems; i++)
	{
		pg_uuid_t  *item = DatumGetUUIDP(items[i]);
		pg_uuid_t **first = bsearch(&item, sorted, ndistinct, sizeof(pg_uuid_t *), compare_uuid);

		if (*first == item)
			(*duplicates)[n++] = items[i];
	}
	return n;
}

/*
 * Who sees the result?  A merge must neither publish what only some could see
 * nor take from the others what all could.
 */
static void
check_audiences(const Part *survivor, const Part *duplicate, bool publish)
{
	if (survivor->audience == duplicate->audience)
		return;
	/* the same team or everyone sees the survivor, or a private one went in */
	if (survivor->audience < 0 || (survivor->audience > 0 && duplicate->audience >= 0))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("merging contact %s would hide it from others who see it",
						duplicate->id_text),
				 errhint("Let the contact that more people see be the survivor.")));
	if (!publish)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 duplicate->audience < 0 ?
				 errmsg("merging contact %s would publish a private contact",
						duplicate->id_text) :
				 errmsg("merging contact %s would show it to people outside its team",
						duplicate->id_text),
				 errhint("If that is wanted, say publish => true.")));
}

/* The row of this contact among those locked, which stand in order of ids. */
static HeapTuple
find_locked(Datum id, int nrows)
{
	int			low = 0;
	int			high = nrows - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;
		bool		isnull;
		pg_uuid_t  *found = DatumGetUUIDP(SPI_getbinval(SPI_tuptable->vals[middle],
														SPI_tuptable->tupdesc, 1, &isnull));
		int			order = memcmp(found, DatumGetUUIDP(id), UUID_LEN);

		if (order == 0)
			return SPI_tuptable->vals[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return NULL;
}

/* Lock the contacts in order of their ids, and read them: the survivor first. */
static Part *
lock_parts(const Actor *actor, Datum survivor_id, Datum *duplicate_ids, int nduplicates)
{
	int			nparts = nduplicates + 1;
	Part	   *parts = palloc0(sizeof(Part) * nparts);
	Datum	   *ids = palloc(sizeof(Datum) * nparts);
	Datum		values[2];
	uint64		n;
	int			i;

	ids[0] = survivor_id;
	memcpy(ids + 1, duplicate_ids, sizeof(Datum) * nduplicates);
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = uuid_array(ids, nparts);
	n = kept_execute(&lock_plan, values, NULL, false, 0);
	for (i = 0; i < nparts; i++)
	{
		bool		isnull;
		Part	   *part = &parts[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		HeapTuple	tuple = find_locked(ids[i], (int) n);

		if (tuple == NULL)
			report_merged_or_missing(actor->account_id, ids[i]);
		part->id = ids[i];
		part->id_text = SPI_getvalue(tuple, desc, 1);
		part->audience = DatumGetInt32(SPI_getbinval(tuple, desc, 2, &isnull));
		part->owner_id = DatumGetInt32(SPI_getbinval(tuple, desc, 3, &isnull));
		part->row = SPI_getvalue(tuple, desc, 4);
		part->phone = DatumGetTextPP(SPI_getbinval(tuple, desc, 5, &isnull));
		if (part->owner_id != actor->user_id)
			actor_require(PERM_WRITE);
	}
	return parts;
}

/* May they become one, as far as their audiences and their owners go? */
static void
check_parts(const MergeTerms *terms, int32 user_id, const Part *parts, int nparts)
{
	int			i;

	for (i = 1; !terms->unseen && i < nparts; i++)
	{
		check_audiences(&parts[0], &parts[i], terms->publish);
		/* its owner loses it, be it to the merger */
		if (parts[i].owner_id != user_id && parts[i].owner_id != parts[0].owner_id)
			actor_require(PERM_DELETE);
	}
}

/* What hangs on the duplicates in our tables and in those of others. */
static void
move_rows(const Actor *actor, const Part *parts, int nparts, Datum duplicates, MergeLog *log)
{
	int			nduplicates = nparts - 1;
	Datum	   *audiences = palloc(sizeof(Datum) * nduplicates);
	Datum	   *phones = palloc(sizeof(Datum) * nduplicates);
	Move		move = {actor->account_id, parts[0].id, parts[0].audience, duplicates};
	int			i;

	for (i = 0; i < nduplicates; i++)
	{
		audiences[i] = Int32GetDatum(parts[i + 1].audience);
		phones[i] = PointerGetDatum(parts[i + 1].phone);
	}
	move.audiences = PointerGetDatum(construct_array(audiences, nduplicates, INT4OID, 4, true, TYPALIGN_INT));
	move.phones = PointerGetDatum(construct_array(phones, nduplicates, TEXTOID, -1, false, TYPALIGN_INT));
	references_lock(&move);
	own_rows_move(actor->account_id, parts[0].id, parts[0].audience, duplicates, log);
	references_move(&move, log);
}

/*
 * The duplicates go.  What still hangs on them elsewhere goes by the actions of
 * foreign keys, as when the caller deletes them.
 */
static void
delete_duplicates(const MergeTerms *terms, const Actor *actor, const Part *parts,
				  int nparts, Datum duplicates)
{
	int32	   *audiences = palloc(sizeof(int32) * nparts);
	int			naudiences = 0;
	MemoryContext context = CurrentMemoryContext;
	volatile uint64 ndeleted = 0;
	Datum		values[2];
	int			i;

	for (i = 1; i < nparts; i++)
		audiences[naudiences++] = parts[i].audience;

	values[0] = Int64GetDatum(actor->account_id);
	values[1] = duplicates;
	PG_TRY();
	{
		ndeleted = caller_execute(terms->caller, actor_narrowed(actor, 0, audiences, naudiences),
								  &delete_plan, values);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		/* a row of somebody's table that this transaction's snapshot does not show */
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_FOREIGN_KEY_VIOLATION || !IsolationUsesXactSnapshot())
			PG_RE_THROW();
		FlushErrorState();
		report_changed_meanwhile();
	}
	PG_END_TRY();
	if (ndeleted != nparts - 1)
		report_changed_meanwhile();
}

/* The merge itself, before what it does: the log hangs on it. */
static void
write_merge(const Actor *actor, Datum merge_id, const Part *survivor, Datum duplicates)
{
	Datum		values[6];

	values[0] = Int64GetDatum(actor->account_id);
	values[1] = merge_id;
	values[2] = survivor->id;
	values[3] = Int32GetDatum(survivor->audience);
	values[4] = duplicates;
	values[5] = Int32GetDatum(actor->user_id);
	own_write_execute(&merges_plan, values, NULL);
}

/* The duplicates' rows, noted; and as a list. */
static char *
log_duplicates(const Part *parts, int nparts, MergeLog *log)
{
	StringInfoData rows;
	int			i;

	initStringInfo(&rows);
	for (i = 1; i < nparts; i++)
	{
		json_list_append(&rows, parts[i].row);
		merge_log_row(log, LOG_SET_ASIDE, "contacts", parts[i].id,
					  psprintf("{\"id\": \"%s\"}", parts[i].id_text), parts[i].row);
	}
	return json_list(&rows);
}

/* What contacts.merge() answers, in this memory context. */
static Jsonb *
result(MemoryContext context, Datum survivor, Datum duplicates, const char *filled, const MergeLog *log)
{
	Datum		values[6];
	Datum		copy;

	values[0] = log->merge_id;
	values[1] = survivor;
	values[2] = duplicates;
	values[3] = CStringGetTextDatum(filled);
	values[4] = CStringGetTextDatum(merge_log_counts(log, LOG_MOVED));
	values[5] = CStringGetTextDatum(merge_log_counts(log, LOG_SET_ASIDE));
	kept_execute(&result_plan, values, NULL, false, 1);
	context = MemoryContextSwitchTo(context);
	copy = datumCopy(first_row().values[0], false, -1);
	MemoryContextSwitchTo(context);
	return DatumGetJsonbP(copy);
}

/*
 * The merge itself, by the actor in force; the rights are the owner's.  Returns
 * the result in the caller's memory context.
 */
Jsonb *
merge_contacts(const MergeTerms *terms, Datum survivor_id,
			   Datum *duplicate_ids, int nduplicates)
{
	const Actor *actor = actor_required();
	MemoryContext context = CurrentMemoryContext;
	int			nparts = nduplicates + 1;
	Datum		duplicates = uuid_array(duplicate_ids, nduplicates);
	pg_uuid_t	id;
	Datum		merge_id = UUIDPGetDatum(&id);
	Part	   *parts;
	MergeLog	log;
	char	   *duplicate_rows;
	char	   *filled;
	Jsonb	   *answer;

	SPI_connect();
	parts = lock_parts(actor, survivor_id, duplicate_ids, nduplicates);
	check_parts(terms, actor->user_id, parts, nparts);

	uuid_v7(&id);
	write_merge(actor, merge_id, &parts[0], duplicates);
	merge_log_init(&log, actor->account_id, merge_id, duplicate_ids, nduplicates);
	duplicate_rows = log_duplicates(parts, nparts, &log);
	move_rows(actor, parts, nparts, duplicates, &log);
	delete_duplicates(terms, actor, parts, nparts, duplicates);
	filled = survivor_complete(actor->account_id, survivor_id, parts[0].row, duplicate_rows,
							   terms->overrides, terms->unseen, &log);
	merge_log_finish(&log);
	redirects_add(actor->account_id, duplicates, survivor_id, parts[0].audience, merge_id);
	references_check_deferred(&log);
	answer = result(context, survivor_id, duplicates, filled, &log);
	if (references_any())
		refuse_deferred_triggers();
	SPI_finish();
	return answer;
}

/* What contacts.merge() was called with. */
typedef struct MergeCall
{
	MergeTerms	terms;
	Datum		survivor;
	Datum	   *duplicates;
	int			nduplicates;
	bool		dry_run;
	Jsonb	   *result;
} MergeCall;

static void
merge_once(void *arg)
{
	MergeCall  *call = arg;

	call->result = merge_contacts(&call->terms, call->survivor, call->duplicates,
								  call->nduplicates);
}

static void
merge_or_preview(void *arg)
{
	call_or_preview(merge_once, arg, ((MergeCall *) arg)->dry_run);
}

PG_FUNCTION_INFO_V1(contacts_merge);
Datum
contacts_merge(PG_FUNCTION_ARGS)
{
	MergeCall	call = {{GetUserId(), NULL, PG_GETARG_BOOL(4), false}, PG_GETARG_DATUM(0)};
	OwnerScope	scope;

	actor_require(PERM_MERGE);
	call.nduplicates = read_duplicates(call.survivor, PG_GETARG_ARRAYTYPE_P(1), &call.duplicates);
	call.dry_run = PG_GETARG_BOOL(3);
	owner_scope_begin(&scope, contacts_owner());
	call.terms.overrides = overrides_read(PG_GETARG_JSONB_P(2));
	call_beside_others(call.terms.caller, merge_or_preview, &call);
	owner_scope_end(&scope);
	PG_RETURN_JSONB_P(call.result);
}
