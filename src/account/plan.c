/*-------------------------------------------------------------------------
 *
 * plan.c
 *	  Plans: what an account may have.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/acting.h"
#include "base/query.h"
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
	TriggerData *trigdata = trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT, 0);

	if (contacts_restoring())
	{
		bool		isnull;
		Datum		name = tuple_value(trigdata->tg_trigtuple,
									   RelationGetDescr(trigdata->tg_relation),
									   "name", &isnull);
		OwnerScope	scope;

		owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
		SPI_connect();
		kept_execute(&forget_plan, &name, NULL, false, 0);
		SPI_finish();
		owner_scope_end(&scope);
	}
	PG_RETURN_POINTER(trigdata->tg_trigtuple);
}
