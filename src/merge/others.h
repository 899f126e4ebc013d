/*-------------------------------------------------------------------------
 *
 * others.h
 *	  What code of others may not leave behind.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_OTHERS_H
#define CONTACTS_MERGE_OTHERS_H

extern void call_beside_others(Oid caller, void (*function) (void *), void *arg);
extern void refuse_deferred_triggers(void);

#endif							/* CONTACTS_MERGE_OTHERS_H */
