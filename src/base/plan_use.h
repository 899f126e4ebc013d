/*-------------------------------------------------------------------------
 *
 * plan_use.h
 *	  What a finished plan does with our tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_PLAN_USE_H
#define CONTACTS_BASE_PLAN_USE_H

#include "nodes/plannodes.h"

typedef struct PlanUse
{
	bool		writes;			/* writes to a table or view of ours */
	bool		under_rls;		/* reads or writes one that is under row
								 * security for the user in force */
	bool		withheld;		/* for the role that the client has */
} PlanUse;

extern PlanUse plan_use(const PlannedStmt *plan);

#endif							/* CONTACTS_BASE_PLAN_USE_H */
