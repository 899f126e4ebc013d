/*-------------------------------------------------------------------------
 *
 * plan.h
 *	  Plans: what an account may have.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_ACCOUNT_PLAN_H
#define CONTACTS_ACCOUNT_PLAN_H

typedef struct PlanLimit
{
	bool		unlimited;
	int32		value;
} PlanLimit;

typedef struct PlanLimits
{
	PlanLimit	private_contacts;	/* of one user */
	PlanLimit	users;			/* active ones */
	PlanLimit	contact_persons;
	PlanLimit	import_rows;	/* of one import */
} PlanLimits;

extern PlanLimits plan_limits(int64 account_id);
extern PlanLimits plan_limits_latest(int64 account_id);
extern bool plan_exceeded(PlanLimit limit, int64 count);

#endif							/* CONTACTS_ACCOUNT_PLAN_H */
