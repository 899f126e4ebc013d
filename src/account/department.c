/*-------------------------------------------------------------------------
 *
 * department.c
 *	  Departments and their members.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "account/account.h"
#include "base/acting.h"
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
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 0);
	TupleDesc	desc;
	HeapTuple	tuple;
	RowChange	change;
	int64		account_id;
	bool		isnull;

	desc = RelationGetDescr(trigdata->tg_relation);
	tuple = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ?
		trigdata->tg_trigtuple : trigdata->tg_newtuple;
	if (contacts_restoring())
		PG_RETURN_POINTER(tuple);

	account_id = tuple_int64(tuple, desc, "account_id");
	if (account_id != actor_required()->account_id)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("the department belongs to another account")));
	row_change_init(&change, tuple, desc);
	if (TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
	{
		int32		number = account_next_number(&next_department_plan, account_id);

		row_change_set(&change, "department_id", Int32GetDatum(number), false);
		actor_department_added(number);
	}
	else if (tuple_int32(tuple, desc, "department_id", &isnull) !=
			 tuple_int32(trigdata->tg_trigtuple, desc, "department_id", &isnull) ||
			 tuple_int64(trigdata->tg_trigtuple, desc, "account_id") != account_id)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the number of a department cannot change")));
	PG_RETURN_POINTER(row_change_apply(&change));
}

/* Without a number: any department. */
static KeptPlan heads_plan = {
	"SELECT 1 FROM contacts.departments d "
	"WHERE d.account_id = $1 AND ($2 IS NULL OR d.department_id = $2) AND d.manager_id = $3",
	3, {INT8OID, INT4OID, INT4OID}
};

/* Before the statement: do they head any at all?  Before each row: this one? */
PG_FUNCTION_INFO_V1(contacts_member_guard);
Datum
contacts_member_guard(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_STATEMENT | BEFORE_ROW, ON_WRITE, 0);
	TupleDesc	desc;
	HeapTuple	tuple;
	const Actor *actor;
	Datum		values[3];
	OwnerScope	scope;
	bool		heads;
	bool		isnull = false;

	desc = RelationGetDescr(trigdata->tg_relation);
	tuple = TRIGGER_FIRED_FOR_STATEMENT(trigdata->tg_event) ? NULL :
		TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ?
		trigdata->tg_newtuple : trigdata->tg_trigtuple;
	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(tuple);

	actor = actor_required();
	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a membership is made or ended, not changed")));
	if (tuple != NULL && tuple_int64(tuple, desc, "account_id") != actor->account_id)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("the department belongs to another account")));
	if (actor_can(PERM_USERS_MANAGE))
		PG_RETURN_POINTER(tuple);

	/* The head of a department keeps its members. */
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = tuple == NULL ? (Datum) 0 :
		tuple_value(tuple, desc, "department_id", &isnull);
	values[2] = Int32GetDatum(actor->user_id);
	owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
	SPI_connect();
	heads = actor_can(PERM_MEMBERS_MANAGE) &&
		kept_execute(&heads_plan, values, tuple == NULL || isnull ? " n " : NULL,
					 false, 1) > 0;
	SPI_finish();
	owner_scope_end(&scope);
	if (!heads)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission %s is required for the members of a department",
						permission_name(PERM_USERS_MANAGE)),
				 errdetail("With %s, the head of a department changes its members.",
						   permission_name(PERM_MEMBERS_MANAGE))));
	PG_RETURN_POINTER(tuple);
}
