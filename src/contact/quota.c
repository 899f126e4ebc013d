/*-------------------------------------------------------------------------
 *
 * quota.c
 *	  The private-contact quota: contacts.usage, a counter per owner.
 *
 * Exact under any concurrency, because an increase waits for the row lock of
 * its owner's counter, and cheap, because a statement updates each counter
 * once and compares it with the limit instead of counting contacts.  Whatever
 * makes a contact private comes through the triggers of contacts.contacts and
 * so through here.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/hsearch.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "account/plan.h"
#include "base/query.h"
#include "base/restore.h"
#include "base/transition.h"
#include "base/trigger.h"
#include "identity/actor.h"
#include "identity/eyes.h"

typedef struct OwnerKey
{
	int64		account_id;
	int64		user_id;		/* 64 bits, so that the key has no padding */
} OwnerKey;

typedef struct OwnerDelta
{
	OwnerKey	key;
	int64		delta;
} OwnerDelta;

/* In key order, so that two statements lock the counters alike. */
static KeptPlan count_plan = {
	"INSERT INTO contacts.usage AS u (account_id, user_id, private_contacts) "
	"SELECT d.account_id, d.user_id, d.delta "
	"FROM unnest($1::bigint[], $2::integer[], $3::bigint[])"
	"  AS d(account_id, user_id, delta) "
	"ORDER BY d.account_id, d.user_id "
	"ON CONFLICT (account_id, user_id) DO UPDATE"
	"  SET private_contacts = u.private_contacts + excluded.private_contacts "
	"RETURNING u.account_id, u.user_id, u.private_contacts",
	3, {INT8ARRAYOID, INT4ARRAYOID, INT8ARRAYOID}
};

static KeptPlan used_plan = {
	"SELECT u.private_contacts FROM contacts.usage u "
	"WHERE u.account_id = $1 AND u.user_id = $2",
	2, {INT8OID, INT4OID}
};

/* Add a row to the deltas, or take it away, if it is private. */
static void
count_row(HTAB *deltas, TupleTableSlot *row, int account_column, int audience_column, int sign)
{
	OwnerKey	key;
	OwnerDelta *entry;
	int32		audience;
	bool		found;
	bool		isnull;

	if (row == NULL)
		return;
	audience = DatumGetInt32(slot_getattr(row, audience_column, &isnull));
	if (isnull || audience >= 0)
		return;
	key.account_id = DatumGetInt64(slot_getattr(row, account_column, &isnull));
	key.user_id = -(int64) audience;
	entry = hash_search(deltas, &key, HASH_ENTER, &found);
	if (!found)
		entry->delta = 0;
	entry->delta += sign;
}

/* How many private contacts a statement has added to each owner, or taken away. */
static HTAB *
count_deltas(TriggerData *trigdata)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			account_column = SPI_fnumber(desc, "account_id");
	int			audience_column = SPI_fnumber(desc, "audience");
	Transition	rows;
	HASHCTL		control;
	HTAB	   *deltas;

	control.keysize = sizeof(OwnerKey);
	control.entrysize = sizeof(OwnerDelta);
	control.hcxt = CurrentMemoryContext;
	deltas = hash_create("private contacts by owner", 16, &control,
						 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	transition_begin(&rows, trigdata);
	while (transition_next(&rows))
	{
		count_row(deltas, rows.old, account_column, audience_column, -1);
		count_row(deltas, rows.new, account_column, audience_column, 1);
	}
	transition_end(&rows);
	return deltas;
}

/* The changes as the three arrays of count_plan; false if there are none. */
static bool
delta_arrays(HTAB *deltas, Datum *arrays)
{
	long		size = Max(hash_get_num_entries(deltas), 1);
	Datum	   *accounts = palloc(sizeof(Datum) * size);
	Datum	   *users = palloc(sizeof(Datum) * size);
	Datum	   *changes = palloc(sizeof(Datum) * size);
	HASH_SEQ_STATUS scan;
	OwnerDelta *entry;
	int			n = 0;

	hash_seq_init(&scan, deltas);
	while ((entry = hash_seq_search(&scan)) != NULL)
	{
		if (entry->delta == 0)
			continue;
		accounts[n] = Int64GetDatum(entry->key.account_id);
		users[n] = Int32GetDatum((int32) entry->key.user_id);
		changes[n] = Int64GetDatum(entry->delta);
		n++;
	}
	arrays[0] = PointerGetDatum(construct_array(accounts, n, INT8OID, 8, true, TYPALIGN_DOUBLE));
	arrays[1] = PointerGetDatum(construct_array(users, n, INT4OID, 4, true, TYPALIGN_INT));
	arrays[2] = PointerGetDatum(construct_array(changes, n, INT8OID, 8, true, TYPALIGN_DOUBLE));
	return n > 0;
}

/*
 * Only an increase is held against the limit: after a downgrade what is there
 * stays, and may become less.
 */
static void
check_limits(Relation relation, HTAB *deltas, const SPITupleTable *counts)
{
	uint64		i;

	for (i = 0; i < counts->numvals; i++)
	{
		bool		isnull;
		OwnerKey	key;
		OwnerDelta *entry;
		int64		used;
		PlanLimit	limit;

		key.account_id = DatumGetInt64(SPI_getbinval(counts->vals[i], counts->tupdesc, 1, &isnull));
		key.user_id = DatumGetInt32(SPI_getbinval(counts->vals[i], counts->tupdesc, 2, &isnull));
		used = DatumGetInt64(SPI_getbinval(counts->vals[i], counts->tupdesc, 3, &isnull));
		entry = hash_search(deltas, &key, HASH_FIND, NULL);
		if (entry == NULL || entry->delta <= 0)
			continue;
		limit = plan_limits(key.account_id).private_contacts;
		if (plan_exceeded(limit, used))
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("private contact limit reached"),
					 errdetail("The plan allows %d private contacts per user.", limit.value),
					 errhint("Delete unused private contacts, or upgrade the plan."),
					 errtableconstraint(relation, "private_contact_limit")));
	}
}

PG_FUNCTION_INFO_V1(contacts_quota_count);
Datum
contacts_quota_count(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_WRITE, 0);
	/* A restore counts, so that the counters need no dump and cannot drift. */
	bool		enforce = !contacts_restoring();
	HTAB	   *deltas = count_deltas(trigdata);
	Datum		arrays[3];

	if (delta_arrays(deltas, arrays))
	{
		OwnerScope	scope;

		owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
		SPI_connect();
		kept_execute(&count_plan, arrays, NULL, false, 0);
		if (enforce)
			check_limits(trigdata->tg_relation, deltas, SPI_tuptable);
		SPI_finish();
		owner_scope_end(&scope);
	}
	hash_destroy(deltas);
	PG_RETURN_POINTER(NULL);
}

PG_FUNCTION_INFO_V1(contacts_private_quota);
Datum
contacts_private_quota(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();
	TupleDesc	desc;
	Datum		values[2] = {0};
	bool		nulls[2] = {true, true};

	definer_begin();
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);

	if (actor != NULL)
	{
		PlanLimit	limit = {false, 0};
		Datum		args[2];
		OneRow		used;

		args[0] = Int64GetDatum(actor->account_id);
		args[1] = Int32GetDatum(actor->user_id);
		used = owner_reads(&used_plan, args);
		if (actor_can(PERM_PRIVATE))
			limit = plan_limits(actor->account_id).private_contacts;
		/* by a token that somebody else issued, not even that is to be seen */
		values[0] = used.found && !actor->token_by_other ? used.values[0] : Int64GetDatum(0);
		nulls[0] = false;
		values[1] = Int32GetDatum(limit.value);
		nulls[1] = limit.unlimited;
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}
