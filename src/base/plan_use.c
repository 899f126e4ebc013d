/*-------------------------------------------------------------------------
 *
 * plan_use.c
 *	  What a finished plan does with our tables.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/rls.h"

#include "base/compat.h"
#include "base/plan_use.h"
#include "base/schema.h"

PlanUse
plan_use(const PlannedStmt *plan)
{
	PlanUse		use = {false, false, false};
	Oid			schema = InvalidOid;
	ListCell   *cell;
	int			index = 0;

	foreach(cell, plan->rtable)
	{
		RangeTblEntry *rte = lfirst_node(RangeTblEntry, cell);

		index++;
		if (rte->rtekind != RTE_RELATION || rte->relid < FirstNormalObjectId)
			continue;
		if (!OidIsValid(schema))
		{
			schema = contacts_schema();
			if (!OidIsValid(schema))
				break;
		}
		if (get_rel_namespace(rte->relid) != schema)
			continue;
		if (!use.writes)
			use.writes = plan_writes_relation(plan, index);
		if (!use.under_rls)
			use.under_rls = check_enable_rls(rte->relid, InvalidOid, true) == RLS_ENABLED;
		if (!use.withheld)
			use.withheld = GetOuterUserId() == GetUserId() ? use.under_rls :
				check_enable_rls(rte->relid, GetOuterUserId(), true) == RLS_ENABLED;
	}
	return use;
}
