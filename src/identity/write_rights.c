/*-------------------------------------------------------------------------
 *
 * write_rights.c
 *	  Who may write to a table at all: the BEFORE STATEMENT triggers that every
 *	  table of ours has.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/trigger.h"
#include "fmgr.h"
#include "miscadmin.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/restore.h"
#include "base/trigger.h"
#include "identity/actor.h"
#include "identity/eyes.h"

PG_FUNCTION_INFO_V1(contacts_guard_write);
Datum
contacts_guard_write(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_STATEMENT, ON_WRITE, 0);
	Trigger    *trigger;
	int			i;

	trigger = trigdata->tg_trigger;

	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(NULL);
	(void) actor_required();

	/* Whether it may be, and what goes along by a key, our function has decided. */
	if (TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) &&
		eyes_lent_to_trigger(trigdata->tg_relation->rd_rel->relowner))
		PG_RETURN_POINTER(NULL);
	/* Rows that go along with their contact go with the right to delete it. */
	if (TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) && actor_can(PERM_DELETE) &&
		GetUserId() == trigdata->tg_relation->rd_rel->relowner &&
		GetOuterUserId() != GetUserId())
		PG_RETURN_POINTER(NULL);
	for (i = 0; i < trigger->tgnargs; i++)
	{
		int			permission = permission_by_name(trigger->tgargs[i],
													strlen(trigger->tgargs[i]));

		if (permission < 0)
			elog(ERROR, "unknown permission \"%s\"", trigger->tgargs[i]);
		if (actor_can((Permission) permission))
			PG_RETURN_POINTER(NULL);
	}
	if (trigger->tgnargs == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("table \"%s\" is written by functions of the extension only",
						RelationGetRelationName(trigdata->tg_relation))));
	actor_require((Permission) permission_by_name(trigger->tgargs[0],
												  strlen(trigger->tgargs[0])));
	PG_RETURN_POINTER(NULL);
}

PG_FUNCTION_INFO_V1(contacts_guard_truncate);
Datum
contacts_guard_truncate(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_STATEMENT, ON_TRUNCATE, 0);

	if (!contacts_restoring())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("table \"%s\" cannot be truncated",
						RelationGetRelationName(trigdata->tg_relation)),
				 errdetail("TRUNCATE passes by quotas, history and visibility."),
				 errhint("Use DELETE.")));
	PG_RETURN_POINTER(NULL);
}
