/*-------------------------------------------------------------------------
 *
 * user.c
 *	  Users: their numbers, their limit, and who may change whom.
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
#include "miscadmin.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "account/account.h"
#include "base/acting.h"
#include "base/phone.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/text.h"
#include "base/trigger.h"
#include "identity/actor.h"
#include "identity/role_permission.h"

/*
 * Numbers are given out under the account's row lock and never twice: they
 * are audiences, and an old private audience must not open to a new user.
 */
static KeptPlan next_user_plan = {
	"UPDATE contacts.accounts SET last_user_id = last_user_id + 1 "
	"WHERE account_id = $1 RETURNING last_user_id",
	1, {INT8OID}
};

static KeptPlan same_phone_plan = {
	"SELECT 1 FROM contacts.users u WHERE u.account_id = $1 AND u.user_id <> $2"
	"  AND u.phone = $3 AND u.removed_at IS NULL",
	3, {INT8OID, INT4OID, PHONE_ARG}
};

/*
 * The unique index holds the rule, also between two sessions; this says it in
 * the product's words.
 */
static void
check_same_phone(Relation relation, int64 account_id, int32 user_id, Datum phone)
{
	OwnerScope	scope;
	Datum		values[3];
	char		e164[32];
	bool		found;

	phone_value_text(DatumGetInt64(phone), e164);
	values[0] = Int64GetDatum(account_id);
	values[1] = Int32GetDatum(user_id);
	values[2] = phone;
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	found = kept_execute(&same_phone_plan, values, NULL, false, 1) > 0;
	SPI_finish();
	owner_scope_end(&scope);
	if (found)
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("user already exists"),
				 errdetail("Another user of this account has the number %s.", e164),
				 errhint("Edit that user instead of making a new one."),
				 errtableconstraint(relation, "users_phone_key")));
}

PG_FUNCTION_INFO_V1(contacts_user_before_row);
Datum
contacts_user_before_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = trigger_fired(fcinfo, BEFORE_ROW, ON_WRITE, 0);
	TupleDesc	desc;
	HeapTuple	old_tuple;
	HeapTuple	new_tuple;
	RowChange	change;
	int64		account_id;
	int32		user_id;
	bool		isnull;
	Datum		value;

	desc = RelationGetDescr(trigdata->tg_relation);
	old_tuple = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ? NULL : trigdata->tg_trigtuple;
	new_tuple = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ? trigdata->tg_trigtuple :
		TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple : NULL;
	if (contacts_restoring())
		PG_RETURN_POINTER(new_tuple != NULL ? new_tuple : old_tuple);

	if (new_tuple == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a user is not deleted: history names them"),
				 errhint("Call contacts.remove_user().")));

	account_id = tuple_int64(new_tuple, desc, "account_id");
	row_change_init(&change, new_tuple, desc);
	if (!own_write())
	{
		const Actor *actor = actor_required();
		HeapTuple	rows[2];
		int			roles[2] = {-1, -1};	/* as it was, as it shall be */
		int			i;

		rows[0] = old_tuple;
		rows[1] = new_tuple;
		for (i = 0; i < 2; i++)
		{
			if (rows[i] == NULL)
				continue;
			if (tuple_int64(rows[i], desc, "account_id") != actor->account_id)
				ereport(ERROR,
						(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						 errmsg("the user belongs to another account")));
			value = tuple_value(rows[i], desc, "role", &isnull);
			if (isnull)
				continue;		/* NOT NULL answers that */
			roles[i] = enum_index(value, role_names, NUM_ROLES);
			if (roles[i] > (int) actor->role)
				ereport(ERROR,
						(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						 rows[i] == old_tuple ?
						 errmsg("cannot change a user whose role is above yours") :
						 errmsg("cannot give a role above your own")));
		}
		if (old_tuple != NULL)
		{
			bool		was_active;

			(void) tuple_value(old_tuple, desc, "removed_at", &was_active);
			(void) tuple_value(new_tuple, desc, "removed_at", &isnull);
			if (!was_active && !isnull)
				ereport(ERROR,
						(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						 errmsg("user %d has been removed",
								tuple_int32(old_tuple, desc, "user_id", &isnull)),
						 errhint("Add them as a new user.")));
		}
		if (roles[1] >= 0 && roles[1] != roles[0])
			require_role_held(actor, (UserRole) roles[1]);
		if (old_tuple == NULL)
			row_change_set(&change, "user_id",
						   Int32GetDatum(account_next_number(&next_user_plan, account_id)), false);
		else if (tuple_int32(old_tuple, desc, "user_id", &isnull) !=
				 tuple_int32(new_tuple, desc, "user_id", &isnull))
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("the number of a user cannot change")));
	}

	value = tuple_value(new_tuple, desc, "email", &isnull);
	if (!isnull)
		row_change_set(&change, "email",
					   PointerGetDatum(text_lower_ascii(DatumGetTextPP(value))), false);

	new_tuple = row_change_apply(&change);
	user_id = tuple_int32(new_tuple, desc, "user_id", &isnull);
	value = tuple_value(new_tuple, desc, "phone", &isnull);
	if (!isnull)
	{
		(void) tuple_value(new_tuple, desc, "removed_at", &isnull);
		if (isnull)
			check_same_phone(trigdata->tg_relation, account_id, user_id, value);
	}
	PG_RETURN_POINTER(new_tuple);
}

static KeptPlan user_count_plan = {
	"SELECT pg_catalog.count(*), p.users,"
	"  pg_catalog.count(*) FILTER (WHERE u.role = 'owner'::contacts.user_role) "
	"FROM contacts.users u"
	"  JOIN contacts.accounts a ON a.account_id = u.account_id"
	"  JOIN contacts.plans p ON p.name = a.plan "
	"WHERE u.account_id = $1 AND u.removed_at IS NULL GROUP BY p.users",
	1, {INT8OID}
};

typedef struct AccountChange
{
	int64		account_id;
	int64		change;			/* of the number of its active users */
} AccountChange;

static int
compare_accounts(const void *a, const void *b)
{
	int64		x = ((const AccountChange *) a)->account_id;
	int64		y = ((const AccountChange *) b)->account_id;

	return (x > y) - (x < y);
}

/* Note each row of a transition table, of which there may be none. */
static void
note_rows(AccountChange *changes, int *nchanges, Tuplestorestate *rows,
		  TupleDesc desc, int sign)
{
	TupleTableSlot *slot;

	if (rows == NULL)
		return;
	slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	tuplestore_select_read_pointer(rows, 0);
	tuplestore_rescan(rows);
	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		AccountChange *change = &changes[(*nchanges)++];
		bool		isnull;

		CHECK_FOR_INTERRUPTS();
		change->account_id = DatumGetInt64(slot_getattr(slot, SPI_fnumber(desc, "account_id"), &isnull));
		(void) slot_getattr(slot, SPI_fnumber(desc, "removed_at"), &isnull);
		change->change = isnull ? sign : 0;
	}
	tuplestore_rescan(rows);
	ExecDropSingleTupleTableSlot(slot);
}

/*
 * What one account's users must be.  SPI is connected, the rights are the
 * owner's, and the account is locked.
 */
static void
check_users(Relation relation, int64 account_id, bool more)
{
	Datum		value = Int64GetDatum(account_id);
	int64		users = 0;
	int64		owners = 0;
	int32		limit = 0;
	bool		unlimited = true;
	bool		isnull;

	if (kept_query_latest(&user_count_plan, &value, 1) > 0)
	{
		HeapTuple	tuple = SPI_tuptable->vals[0];
		TupleDesc	row_desc = SPI_tuptable->tupdesc;

		users = DatumGetInt64(SPI_getbinval(tuple, row_desc, 1, &isnull));
		limit = DatumGetInt32(SPI_getbinval(tuple, row_desc, 2, &unlimited));
		owners = DatumGetInt64(SPI_getbinval(tuple, row_desc, 3, &isnull));
	}
	if (more && !unlimited && users > limit)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("user limit reached"),
				 errdetail("The plan allows %d users.", limit),
				 errhint("Remove a user, or upgrade the plan."),
				 errtableconstraint(relation, "user_limit")));
	if (owners == 0)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("an account keeps at least one owner"),
				 errhint("Make another user an owner first."),
				 errtableconstraint(relation, "last_owner")));
}

/* A statement may touch several accounts; they are locked in order. */
PG_FUNCTION_INFO_V1(contacts_user_after_statement);
Datum
contacts_user_after_statement(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_INSERT | ON_UPDATE, 0);
	TupleDesc	desc;
	AccountChange *changes;
	int			nchanges = 0;
	OwnerScope	scope;
	int64		rows;
	int			i;

	if (contacts_restoring())
		PG_RETURN_POINTER(NULL);
	desc = RelationGetDescr(trigdata->tg_relation);
	rows = tuplestore_tuple_count(trigdata->tg_newtable) +
		(trigdata->tg_oldtable != NULL ? tuplestore_tuple_count(trigdata->tg_oldtable) : 0);
	if (rows == 0)
		PG_RETURN_POINTER(NULL);
	changes = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(AccountChange) * rows);
	note_rows(changes, &nchanges, trigdata->tg_oldtable, desc, -1);
	note_rows(changes, &nchanges, trigdata->tg_newtable, desc, 1);
	qsort(changes, nchanges, sizeof(AccountChange), compare_accounts);

	owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
	SPI_connect();
	for (i = 0; i < nchanges;)
	{
		int64		account_id = changes[i].account_id;
		int64		change = 0;

		CHECK_FOR_INTERRUPTS();
		for (; i < nchanges && changes[i].account_id == account_id; i++)
			change += changes[i].change;
		account_lock(account_id);
		check_users(trigdata->tg_relation, account_id, change > 0);
	}
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_POINTER(NULL);
}
