/*-------------------------------------------------------------------------
 *
 * plan.c
 *	  Plans: what an account may have.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"

#include "base/compat.h"
#include "account/plan.h"
#include "base/query.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/trigger.h"

/*
 * The shipped plans come with CREATE EXTENSION, which a restore runs before it
 * loads the dumped ones: the dumped row wins.
 */
static KeptPlan forget_plan = {
	"DELETE FROM contacts.plans p WHERE p.name = $1",
	1, {TEXTOID}
};

PG_FUNCTION_INFO_V1(contacts_plan_replace_shipped);
Datum
contacts_plan_replace_shipped(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT, 0);
	bool		isnull;
	Datum		name;

	if (contacts_restoring())
	{
		name = tuple_value(row.new_row, row.desc, "name", &isnull);
		(void) owner_writes(&forget_plan, &name);
	}
	PG_RETURN_POINTER(row.pass);
}

static KeptPlan limits_plan = {
	"SELECT p.private_contacts_allowed, p.private_contacts_per_user, p.users, p.contact_persons, p.import_rows "
	"FROM contacts.accounts a JOIN contacts.plans p ON p.name = a.plan "
	"WHERE a.account_id = $1",
	1, {INT8OID}
};

static PlanLimit
limit_of(const OneRow *row, int column)
{
	PlanLimit	limit;

	limit.unlimited = row->nulls[column];
	limit.value = row->nulls[column] ? 0 : DatumGetInt32(row->values[column]);
	return limit;
}

/* Of an account that is not there, nothing. */
static PlanLimits
limits_of(const OneRow *row)
{
	PlanLimits	limits;

	memset(&limits, 0, sizeof(limits));
	if (!row->found)
		return limits;
	if (DatumGetBool(row->values[0]))
		limits.private_contacts = limit_of(row, 1);
	limits.users = limit_of(row, 2);
	limits.contact_persons = limit_of(row, 3);
	limits.import_rows = limit_of(row, 4);
	return limits;
}

/* What the account's plan allows. */
PlanLimits
plan_limits(int64 account_id)
{
	Datum		value = Int64GetDatum(account_id);
	OneRow		row = owner_reads(&limits_plan, &value);

	return limits_of(&row);
}

/* The same now, whatever the transaction's snapshot shows: under the account's lock. */
PlanLimits
plan_limits_latest(int64 account_id)
{
	Datum		value = Int64GetDatum(account_id);
	OneRow		row = owner_reads_latest(&limits_plan, &value);

	return limits_of(&row);
}

bool
plan_exceeded(PlanLimit limit, int64 count)
{
	return !limit.unlimited && count > limit.value;
}
