/*-------------------------------------------------------------------------
 *
 * active_user.c
 *	  Users who are active, and stay so until the transaction ends.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/acting.h"
#include "base/query.h"
#include "base/report.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/trigger.h"
#include "identity/active_user.h"

static KeptPlan active_user_plan = {
	"SELECT u.removed_at IS NULL FROM contacts.users u "
	"WHERE u.account_id = $1 AND u.user_id = $2 FOR KEY SHARE",
	2, {INT8OID, INT4OID}
};

/*
 * Whom this transaction has found active, and so locked, last: a bulk load asks
 * for each row.
 */
static struct
{
	LocalTransactionId transaction;
	SubTransactionId subtransaction;
	int64		account_id;
	int32		user_id;
}			active;

/*
 * Is there such a user, and are they active?  Locks their row, so that they are
 * not removed before the end of the transaction.
 */
static bool
user_is_active(int64 account_id, int32 user_id, bool *exists)
{
	OwnerScope	scope;
	Datum		values[2];
	bool		result = false;
	bool		isnull;

	*exists = true;
	if (active.transaction == my_local_transaction() &&
		SubTransactionIsActive(active.subtransaction) &&
		active.account_id == account_id && active.user_id == user_id)
		return true;

	values[0] = Int64GetDatum(account_id);
	values[1] = Int32GetDatum(user_id);
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	*exists = kept_execute(&active_user_plan, values, NULL, false, 1) > 0;
	if (*exists)
		result = DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
											1, &isnull));
	SPI_finish();
	owner_scope_end(&scope);
	if (result)
	{
		active.transaction = my_local_transaction();
		active.subtransaction = GetCurrentSubTransactionId();
		active.account_id = account_id;
		active.user_id = user_id;
	}
	return result;
}

/* Refuse a user who is not there or has been removed. */
void
user_require_active(int64 account_id, int32 user_id)
{
	bool		exists;

	if (!user_is_active(account_id, user_id, &exists))
		report_no_active_user(account_id, user_id);
}

/* A user is being removed in this transaction. */
void
user_forget_active(void)
{
	active.transaction = InvalidLocalTransactionId;
}

/*
 * Argument: the column that names a user, who must be active when they are
 * named; null names nobody.
 */
PG_FUNCTION_INFO_V1(contacts_active_user);
Datum
contacts_active_user(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 1);
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	const char *column = trigdata->tg_trigger->tgargs[0];
	bool		update = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event);
	HeapTuple	tuple = update ? trigdata->tg_newtuple : trigdata->tg_trigtuple;
	int64		account_id;
	int32		user_id;
	bool		exists;
	bool		isnull;

	user_id = tuple_int32(tuple, desc, column, &isnull);
	if (isnull || own_write() || contacts_restoring())
		PG_RETURN_POINTER(tuple);
	if (update && tuple_int32(trigdata->tg_trigtuple, desc, column, &isnull) == user_id && !isnull)
		PG_RETURN_POINTER(tuple);
	account_id = tuple_int64(tuple, desc, "account_id");
	/* of one who never was, the foreign key tells */
	if (!user_is_active(account_id, user_id, &exists) && exists)
		report_no_active_user(account_id, user_id);
	PG_RETURN_POINTER(tuple);
}
