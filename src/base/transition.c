/*-------------------------------------------------------------------------
 *
 * transition.c
 *	  The rows of a statement, as its AFTER trigger reads them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/transition.h"

static TupleTableSlot *
begin(Tuplestorestate *rows, TupleDesc desc)
{
	if (rows == NULL)
		return NULL;
	tuplestore_select_read_pointer(rows, 0);
	tuplestore_rescan(rows);
	return MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
}

void
transition_begin(Transition *transition, TriggerData *trigdata)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);

	transition->old_rows = trigdata->tg_oldtable;
	transition->new_rows = trigdata->tg_newtable;
	transition->old = begin(trigdata->tg_oldtable, desc);
	transition->new = begin(trigdata->tg_newtable, desc);
}

/* False when there is no further row. */
bool
transition_next(Transition *transition)
{
	CHECK_FOR_INTERRUPTS();
	return (transition->old == NULL ||
			tuplestore_gettupleslot(transition->old_rows, true, false, transition->old)) &&
		(transition->new == NULL ||
		 tuplestore_gettupleslot(transition->new_rows, true, false, transition->new));
}

static void
end(Tuplestorestate *rows, TupleTableSlot *slot)
{
	if (slot == NULL)
		return;
	ExecDropSingleTupleTableSlot(slot);
	/* statements of ours read them by the same pointer */
	tuplestore_rescan(rows);
}

void
transition_end(Transition *transition)
{
	end(transition->old_rows, transition->old);
	end(transition->new_rows, transition->new);
}
