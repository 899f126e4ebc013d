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
#include "account/plan.h"
#include "base/phone.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/text.h"
#include "base/transition.h"
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
	Datum		values[3];
	char		e164[32];

	values[0] = Int64GetDatum(account_id);
	values[1] = Int32GetDatum(user_id);
	values[2] = phone;
	if (!owner_reads(&same_phone_plan, values).found)
		return;
	phone_value_text(DatumGetInt64(phone), e164);
	ereport(ERROR,
			(errcode(ERRCODE_UNIQUE_VIOLATION),
			 errmsg("user already exists"),
			 errdetail("Another user of this account has the number %s.", e164),
			 errhint("Edit that user instead of making a new one."),
			 errtableconstraint(relation, "users_phone_key")));
}

/* The role of a user's row; false if it is null, which NOT NULL answers. */
static bool
role_of(HeapTuple tuple, TupleDesc desc, UserRole *role)
{
	bool		isnull;
	Datum		value = tuple_value(tuple, desc, "role", &isnull);

	if (isnull)
		return false;
	*role = (UserRole) enum_index(value, role_names, NUM_ROLES);
	return true;
}

static bool
is_removed(HeapTuple tuple, TupleDesc desc)
{
	bool		isnull;

	(void) tuple_value(tuple, desc, "removed_at", &isnull);
	return !isnull;
}

/* May the actor make this user's row of that one? */
static void
check_rights(const RowTrigger *row)
{
	UserRole	was = ROLE_REPORTER;
	UserRole	role = ROLE_REPORTER;
	bool		had_role = false;
	bool		isnull;

	if (row->old_row != NULL)
	{
		actor_require_account(tuple_int64(row->old_row, row->desc, "account_id"),
							  "the user belongs to another account");
		had_role = role_of(row->old_row, row->desc, &was);
		if (had_role)
			actor_require_rank(was, "cannot change a user whose role is above yours");
	}
	actor_require_account(tuple_int64(row->new_row, row->desc, "account_id"),
						  "the user belongs to another account");
	if (role_of(row->new_row, row->desc, &role))
		actor_require_rank(role, "cannot give a role above your own");
	else
		role = was;
	if (row->old_row != NULL && is_removed(row->old_row, row->desc) &&
		is_removed(row->new_row, row->desc))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("user %d has been removed",
						tuple_int32(row->old_row, row->desc, "user_id", &isnull)),
				 errhint("Add them as a new user.")));
	if (!had_role || role != was)
		require_role_held(actor_required(), role);
}

/* Users are numbered once and for all. */
static void
number_user(RowChange *change, const RowTrigger *row)
{
	bool		isnull;

	if (row->old_row == NULL)
		row_change_set(change, "user_id",
					   Int32GetDatum(account_next_number(&next_user_plan,
														 tuple_int64(row->new_row, row->desc, "account_id"))),
					   false);
	else if (tuple_int32(row->old_row, row->desc, "user_id", &isnull) !=
			 tuple_int32(row->new_row, row->desc, "user_id", &isnull))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the number of a user cannot change")));
}

PG_FUNCTION_INFO_V1(contacts_user_before_row);
Datum
contacts_user_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_WRITE, 0);
	RowChange	change;
	HeapTuple	result;
	bool		isnull;
	Datum		phone;

	if (contacts_restoring())
		PG_RETURN_POINTER(row.pass);

	if (row.new_row == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("cannot delete a user, whom history names"),
				 errhint("Call contacts.remove_user().")));

	row_change_init(&change, row.new_row, row.desc);
	if (!own_write())
	{
		check_rights(&row);
		number_user(&change, &row);
	}
	(void) row_lower_email(&change);

	result = row_change_apply(&change);
	phone = tuple_value(result, row.desc, "phone", &isnull);
	if (!isnull && !is_removed(result, row.desc))
		check_same_phone(row.relation, tuple_int64(result, row.desc, "account_id"),
						 tuple_int32(result, row.desc, "user_id", &isnull), phone);
	PG_RETURN_POINTER(result);
}

static KeptPlan user_count_plan = {
	"SELECT pg_catalog.count(*),"
	"  pg_catalog.count(*) FILTER (WHERE u.role = 'owner'::contacts.user_role) "
	"FROM contacts.users u WHERE u.account_id = $1 AND u.removed_at IS NULL",
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

/* Note a row, of which there may be none. */
static void
note_row(AccountChange *changes, int *nchanges, TupleTableSlot *row, TupleDesc desc, int sign)
{
	AccountChange *change = &changes[*nchanges];
	bool		isnull;

	if (row == NULL)
		return;
	(*nchanges)++;
	change->account_id = DatumGetInt64(slot_getattr(row, SPI_fnumber(desc, "account_id"), &isnull));
	(void) slot_getattr(row, SPI_fnumber(desc, "removed_at"), &isnull);
	change->change = isnull ? sign : 0;
}

/* What one account's users must be.  The account is locked. */
static void
check_users(Relation relation, int64 account_id, bool more)
{
	Datum		value = Int64GetDatum(account_id);
	OneRow		users = owner_reads_latest(&user_count_plan, &value);
	PlanLimit	limit = plan_limits_latest(account_id).users;

	if (more && plan_exceeded(limit, DatumGetInt64(users.values[0])))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("user limit reached"),
				 errdetail("The plan allows %d users.", limit.value),
				 errhint("Remove a user, or upgrade the plan."),
				 errtableconstraint(relation, "user_limit")));
	if (DatumGetInt64(users.values[1]) == 0)
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
	Transition	transition;
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
	transition_begin(&transition, trigdata);
	while (transition_next(&transition))
	{
		note_row(changes, &nchanges, transition.old, desc, -1);
		note_row(changes, &nchanges, transition.new, desc, 1);
	}
	transition_end(&transition);
	qsort(changes, nchanges, sizeof(AccountChange), compare_accounts);

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
	PG_RETURN_POINTER(NULL);
}
