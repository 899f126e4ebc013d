/*-------------------------------------------------------------------------
 *
 * active_user.c
 *	  Users who are active, and stay so until the transaction ends.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/report.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/transaction_cache.h"
#include "base/trigger.h"
#include "identity/active_user.h"
#include "identity/actor.h"

static KeptPlan active_user_plan = {
	"SELECT u.removed_at IS NULL FROM contacts.users u "
	"WHERE u.account_id = $1 AND u.user_id = $2 FOR KEY SHARE",
	2, {INT8OID, INT4OID}
};

/*
 * Whom this transaction has found active, and so locked, last: a bulk load asks
 * for each row.
 */
static TransactionCache active = {.name = "contacts active user"};
static int64 active_account;
static int32 active_user;

/*
 * Is there such a user, and are they active?  Locks their row, so that they are
 * not removed before the end of the transaction.
 */
static bool
user_is_active(int64 account_id, int32 user_id, bool *exists)
{
	Datum		values[2];
	OneRow		row;

	*exists = true;
	if (active.good && active_account == account_id && active_user == user_id)
		return true;

	values[0] = Int64GetDatum(account_id);
	values[1] = Int32GetDatum(user_id);
	row = owner_reads(&active_user_plan, values);
	*exists = row.found;
	if (!row.found || !DatumGetBool(row.values[0]))
		return false;
	active_account = account_id;
	active_user = user_id;
	cache_filled(&active);
	return true;
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
	cache_forget(&active);
}

/*
 * Argument: the column that names a user, who must be active when they are
 * named; null names nobody.
 */
PG_FUNCTION_INFO_V1(contacts_active_user);
Datum
contacts_active_user(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 1);
	const char *column = row.args[0];
	int64		account_id;
	int32		user_id;
	bool		exists;
	bool		isnull;

	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(row.pass);
	account_id = tuple_int64(row.new_row, row.desc, "account_id");
	actor_require_account(account_id, "the row belongs to another account");
	user_id = tuple_int32(row.new_row, row.desc, column, &isnull);
	if (isnull)
		PG_RETURN_POINTER(row.pass);
	if (row.old_row != NULL && tuple_int32(row.old_row, row.desc, column, &isnull) == user_id && !isnull)
		PG_RETURN_POINTER(row.pass);
	/* of one who never was, the foreign key tells */
	if (!user_is_active(account_id, user_id, &exists) && exists)
		report_no_active_user(account_id, user_id);
	PG_RETURN_POINTER(row.pass);
}
