/*-------------------------------------------------------------------------
 *
 * explain.h
 *	  What is shown of plans.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_GUARD_EXPLAIN_H
#define CONTACTS_GUARD_EXPLAIN_H

extern void explain_init(void);

#endif							/* CONTACTS_GUARD_EXPLAIN_H */
