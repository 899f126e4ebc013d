/*-------------------------------------------------------------------------
 *
 * planner.h
 *	  What the planner is told of our tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_GUARD_PLANNER_H
#define CONTACTS_GUARD_PLANNER_H

extern void planner_init(void);

#endif							/* CONTACTS_GUARD_PLANNER_H */
