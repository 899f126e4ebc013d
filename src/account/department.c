/*-------------------------------------------------------------------------
 *
 * department.c
 *	  Departments and their members.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "fmgr.h"

#include "base/compat.h"
#include "account/account.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/trigger.h"
#include "identity/act_as.h"
#include "identity/actor.h"

static KeptPlan next_department_plan = {
	"UPDATE contacts.accounts SET last_department_id = last_department_id + 1 "
	"WHERE account_id = $1 RETURNING last_department_id",
	1, {INT8OID}
};

PG_FUNCTION_INFO_V1(contacts_department_before_row);
Datum
contacts_department_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 0);
	RowChange	change;
	int64		account_id;
	bool		isnull;

	if (contacts_restoring())
		PG_RETURN_POINTER(row.pass);

	account_id = tuple_int64(row.new_row, row.desc, "account_id");
	actor_require_account(account_id, "the department belongs to another account");
	row_change_init(&change, row.new_row, row.desc);
	if (row.old_row == NULL)
	{
		int32		number = account_next_number(&next_department_plan, account_id);

		row_change_set(&change, "department_id", Int32GetDatum(number), false);
		actor_department_added(number);
	}
	else if (tuple_int32(row.new_row, row.desc, "department_id", &isnull) !=
			 tuple_int32(row.old_row, row.desc, "department_id", &isnull) ||
			 tuple_int64(row.old_row, row.desc, "account_id") != account_id)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the number of a department cannot change")));
	PG_RETURN_POINTER(row_change_apply(&change));
}

static KeptPlan heads_plan = {
	"SELECT 1 FROM contacts.departments d "
	"WHERE d.account_id = $1 AND d.department_id = $2 AND d.manager_id = $3",
	3, {INT8OID, INT4OID, INT4OID}
};

static KeptPlan heads_any_plan = {
	"SELECT 1 FROM contacts.departments d WHERE d.account_id = $1 AND d.manager_id = $2",
	2, {INT8OID, INT4OID}
};

/* Is the actor the head of this department?  0: of any. */
static bool
heads(const Actor *actor, int32 department_id)
{
	Datum		values[3];

	values[0] = Int64GetDatum(actor->account_id);
	values[1] = Int32GetDatum(actor->user_id);
	if (department_id == 0)
		return owner_reads(&heads_any_plan, values).found;
	values[1] = Int32GetDatum(department_id);
	values[2] = Int32GetDatum(actor->user_id);
	return owner_reads(&heads_plan, values).found;
}

/* The head of a department who may, and whoever manages users, changes its members. */
static void
check_head(int32 department_id)
{
	if (actor_can(PERM_USERS_MANAGE) ||
		(actor_can(PERM_MEMBERS_MANAGE) && heads(actor_required(), department_id)))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("permission %s is required for the members of a department",
					permission_name(PERM_USERS_MANAGE)),
			 errdetail("With %s, the head of a department changes its members.",
					   permission_name(PERM_MEMBERS_MANAGE))));
}

/* Before the statement: do they head any at all?  Before each row: this one? */
PG_FUNCTION_INFO_V1(contacts_member_guard);
Datum
contacts_member_guard(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_STATEMENT | BEFORE_ROW, ON_WRITE, 0);
	bool		update = TRIGGER_FIRED_BY_UPDATE(((TriggerData *) fcinfo->context)->tg_event);
	bool		isnull;

	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(row.pass);

	(void) actor_required();
	if (update)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a membership is made or ended, not changed")));
	if (row.pass != NULL)
		actor_require_account(tuple_int64(row.pass, row.desc, "account_id"),
							  "the department belongs to another account");
	check_head(row.pass == NULL ? 0 : tuple_int32(row.pass, row.desc, "department_id", &isnull));
	PG_RETURN_POINTER(row.pass);
}
