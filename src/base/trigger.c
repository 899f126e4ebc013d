/*-------------------------------------------------------------------------
 *
 * trigger.c
 *	  How a trigger function of ours must have been fired.
 *
 * Whoever owns a table may attach any trigger function to it.  Ours read
 * columns by name, transition tables and arguments as the extension attaches
 * them; attached otherwise they would read what is not there.  So each one
 * says here what it counts on, before it looks at anything.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/trigger.h"
#include "fmgr.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/install.h"
#include "base/schema.h"
#include "base/trigger.h"

static int
fired_when(TriggerEvent event)
{
	if (TRIGGER_FIRED_FOR_ROW(event))
		return TRIGGER_FIRED_BEFORE(event) ? BEFORE_ROW :
			TRIGGER_FIRED_AFTER(event) ? AFTER_ROW : INSTEAD_OF_ROW;
	return TRIGGER_FIRED_BEFORE(event) ? BEFORE_STATEMENT : AFTER_STATEMENT;
}

static int
fired_on(TriggerEvent event)
{
	return TRIGGER_FIRED_BY_INSERT(event) ? ON_INSERT :
		TRIGGER_FIRED_BY_UPDATE(event) ? ON_UPDATE :
		TRIGGER_FIRED_BY_DELETE(event) ? ON_DELETE : ON_TRUNCATE;
}

/*
 * The trigger's data, if the function was fired at one of these moments by one
 * of these events on a table of ours, with the transition tables of the event
 * where it reads them (WITH_ROWS), and with at least so many arguments.
 */
TriggerData *
trigger_fired(FunctionCallInfo fcinfo, int when, int on, int nargs)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	const char *name;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("trigger functions of the extension \"contacts\" can only be called as triggers")));

	name = trigdata->tg_trigger->tgname;
	if (RelationGetNamespace(trigdata->tg_relation) != contacts_schema())
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("trigger \"%s\" of table \"%s\" calls a function of the extension \"contacts\"",
						name, RelationGetRelationName(trigdata->tg_relation)),
				 errdetail("Its trigger functions are for its own tables only."),
				 errhint("Drop the trigger.")));
	if (!(fired_when(trigdata->tg_event) & when & TRIGGER_MOMENTS) ||
		!(fired_on(trigdata->tg_event) & on) ||
		trigdata->tg_trigger->tgnargs < nargs ||
		((when & WITH_ROWS) &&
		 ((!TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) && trigdata->tg_newtable == NULL) ||
		  (!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) && trigdata->tg_oldtable == NULL))))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("trigger \"%s\" of table \"%s\" is not as the extension \"contacts\" made it",
						name, RelationGetRelationName(trigdata->tg_relation)),
				 errdetail("Its moment, its event, its transition tables or its arguments differ."),
				 errhint("Drop the trigger; contacts.check_security() says what belongs in its place.")));
	release_check();
	return trigdata;
}

/* The same with its rows; those of a trigger for a statement are all NULL. */
RowTrigger
row_trigger_fired(FunctionCallInfo fcinfo, int when, int on, int nargs)
{
	TriggerData *trigdata = trigger_fired(fcinfo, when, on, nargs);
	bool		insert = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event);
	RowTrigger	row;

	row.relation = trigdata->tg_relation;
	row.desc = RelationGetDescr(trigdata->tg_relation);
	row.nargs = trigdata->tg_trigger->tgnargs;
	row.args = trigdata->tg_trigger->tgargs;
	row.old_row = insert ? NULL : trigdata->tg_trigtuple;
	row.new_row = insert ? trigdata->tg_trigtuple :
		TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple : NULL;
	row.pass = row.new_row != NULL ? row.new_row : row.old_row;
	return row;
}
