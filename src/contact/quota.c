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
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/hsearch.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/acting.h"
#include "base/query.h"
#include "base/trigger.h"
#include "identity/actor.h"

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

static KeptPlan limit_plan = {
	"SELECT p.private_contacts_per_user, p.private_contacts_allowed "
	"FROM contacts.accounts a JOIN contacts.plans p ON p.name = a.plan "
	"WHERE a.account_id = $1",
	1, {INT8OID}
};

static KeptPlan used_plan = {
	"SELECT u.private_contacts FROM contacts.usage u "
	"WHERE u.account_id = $1 AND u.user_id = $2",
	2, {INT8OID, INT4OID}
};

/*
 * The plan's limit; false if there is none.  SPI is connected, the rights are
 * the owner's.
 */
static bool
private_limit(int64 account_id, int32 *limit)
{
	Datum		value = Int64GetDatum(account_id);
	bool		isnull;

	*limit = 0;
	if (kept_execute(&limit_plan, &value, NULL, false, 1) == 0)
		return true;			/* not loaded yet, or gone: nothing is allowed */
	if (!DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull)))
		return true;
	*limit = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	if (isnull)
		*limit = 0;
	return !isnull;
}

/* Add the private contacts of a transition table to the deltas, by sign. */
static void
add_rows(HTAB *deltas, Tuplestorestate *rows, TupleDesc desc, int sign)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	int			account_att = SPI_fnumber(desc, "account_id");
	int			audience_att = SPI_fnumber(desc, "audience");

	tuplestore_select_read_pointer(rows, 0);
	tuplestore_rescan(rows);
	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		bool		isnull;
		int32		audience = DatumGetInt32(slot_getattr(slot, audience_att, &isnull));
		OwnerKey	key;
		OwnerDelta *entry;
		bool		found;

		CHECK_FOR_INTERRUPTS();
		if (isnull || audience >= 0)
			continue;
		key.account_id = DatumGetInt64(slot_getattr(slot, account_att, &isnull));
		key.user_id = -(int64) audience;
		entry = hash_search(deltas, &key, HASH_ENTER, &found);
		if (!found)
			entry->delta = 0;
		entry->delta += sign;
	}
	tuplestore_rescan(rows);
	ExecDropSingleTupleTableSlot(slot);
}

PG_FUNCTION_INFO_V1(contacts_quota_count);
Datum
contacts_quota_count(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_WRITE, 0);
	TupleDesc	desc;
	HASHCTL		control;
	HTAB	   *deltas;
	HASH_SEQ_STATUS scan;
	OwnerDelta *entry;
	Datum	   *accounts;
	Datum	   *users;
	Datum	   *changes;
	int			n = 0;
	bool		enforce;

	desc = RelationGetDescr(trigdata->tg_relation);

	/* A restore counts, so that the counters need no dump and cannot drift. */
	enforce = !contacts_restoring();

	control.keysize = sizeof(OwnerKey);
	control.entrysize = sizeof(OwnerDelta);
	control.hcxt = CurrentMemoryContext;
	deltas = hash_create("private contacts by owner", 16, &control,
						 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	if (trigdata->tg_oldtable != NULL)
		add_rows(deltas, trigdata->tg_oldtable, desc, -1);
	if (trigdata->tg_newtable != NULL)
		add_rows(deltas, trigdata->tg_newtable, desc, 1);

	accounts = palloc(sizeof(Datum) * Max(hash_get_num_entries(deltas), 1));
	users = palloc(sizeof(Datum) * Max(hash_get_num_entries(deltas), 1));
	changes = palloc(sizeof(Datum) * Max(hash_get_num_entries(deltas), 1));
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

	if (n > 0)
	{
		OwnerScope	scope;
		Datum		values[3];
		SPITupleTable *counts;
		uint64		i;

		values[0] = PointerGetDatum(construct_array(accounts, n, INT8OID, 8,
													true, TYPALIGN_DOUBLE));
		values[1] = PointerGetDatum(construct_array(users, n, INT4OID, 4,
													true, TYPALIGN_INT));
		values[2] = PointerGetDatum(construct_array(changes, n, INT8OID, 8,
													true, TYPALIGN_DOUBLE));

		owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
		SPI_connect();
		kept_execute(&count_plan, values, NULL, false, 0);
		counts = SPI_tuptable;
		for (i = 0; enforce && i < counts->numvals; i++)
		{
			bool		isnull;
			OwnerKey	key;
			int64		used;
			int32		limit;
			bool		found;

			key.account_id = DatumGetInt64(SPI_getbinval(counts->vals[i], counts->tupdesc, 1, &isnull));
			key.user_id = DatumGetInt32(SPI_getbinval(counts->vals[i], counts->tupdesc, 2, &isnull));
			used = DatumGetInt64(SPI_getbinval(counts->vals[i], counts->tupdesc, 3, &isnull));
			entry = hash_search(deltas, &key, HASH_FIND, &found);

			/*
			 * Only an increase is held against the limit: after a downgrade
			 * what is there stays, and may become less.
			 */
			if (!found || entry->delta <= 0 ||
				!private_limit(key.account_id, &limit) || used <= limit)
				continue;
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("private contact limit reached"),
					 errdetail("The plan allows %d private contacts per user.", limit),
					 errhint("Delete unused private contacts, or upgrade the plan."),
					 errtableconstraint(trigdata->tg_relation, "private_contact_limit")));
		}
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

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);

	if (actor != NULL)
	{
		Datum		args[2];
		int64		used = 0;
		int32		limit;
		bool		limited;
		bool		isnull;

		args[0] = Int64GetDatum(actor->account_id);
		args[1] = Int32GetDatum(actor->user_id);
		SPI_connect();
		/* by a token that somebody else issued, not even that is to be seen */
		if (!actor->token_by_other &&
			kept_execute(&used_plan, args, NULL, true, 1) > 0)
			used = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0],
											   SPI_tuptable->tupdesc, 1, &isnull));
		limited = private_limit(actor->account_id, &limit);
		SPI_finish();
		if (!actor_can(PERM_PRIVATE))
		{
			limited = true;
			limit = 0;
		}
		values[0] = Int64GetDatum(used);
		nulls[0] = false;
		values[1] = Int32GetDatum(limit);
		nulls[1] = !limited;
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}
