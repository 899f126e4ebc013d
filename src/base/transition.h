/*-------------------------------------------------------------------------
 *
 * transition.h
 *	  The rows of a statement, as its AFTER trigger reads them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_TRANSITION_H
#define CONTACTS_BASE_TRANSITION_H

#include "commands/trigger.h"
#include "executor/tuptable.h"
#include "utils/tuplestore.h"

/* Old and new rows side by side; NULL where the event has none. */
typedef struct Transition
{
	Tuplestorestate *old_rows;
	Tuplestorestate *new_rows;
	TupleTableSlot *old;
	TupleTableSlot *new;
} Transition;

extern void transition_begin(Transition *transition, TriggerData *trigdata);
extern bool transition_next(Transition *transition);
extern void transition_end(Transition *transition);

#endif							/* CONTACTS_BASE_TRANSITION_H */
