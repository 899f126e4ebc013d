/*-------------------------------------------------------------------------
 *
 * trigger.h
 *	  How a trigger function must have been fired.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_TRIGGER_H
#define CONTACTS_BASE_TRIGGER_H

#include "commands/trigger.h"
#include "fmgr.h"
#include "utils/rel.h"

#define BEFORE_STATEMENT	0x01
#define AFTER_STATEMENT		0x02
#define BEFORE_ROW			0x04
#define AFTER_ROW			0x08
#define INSTEAD_OF_ROW		0x10
#define TRIGGER_MOMENTS		0x1f
#define WITH_ROWS			0x20	/* reads the transition tables */

#define ON_INSERT			0x01
#define ON_UPDATE			0x02
#define ON_DELETE			0x04
#define ON_TRUNCATE			0x08
#define ON_WRITE			(ON_INSERT | ON_UPDATE | ON_DELETE)

extern TriggerData *trigger_fired(FunctionCallInfo fcinfo, int when, int on,
								  int nargs);

/* What a row trigger is about. */
typedef struct RowTrigger
{
	Relation	relation;
	TupleDesc	desc;
	int			nargs;
	char	  **args;
	HeapTuple	old_row;		/* NULL for INSERT */
	HeapTuple	new_row;		/* NULL for DELETE */
	HeapTuple	pass;			/* what a BEFORE trigger returns that changes nothing */
} RowTrigger;

extern RowTrigger row_trigger_fired(FunctionCallInfo fcinfo, int when, int on,
									int nargs);

#endif							/* CONTACTS_BASE_TRIGGER_H */
