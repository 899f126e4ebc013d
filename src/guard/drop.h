/*-------------------------------------------------------------------------
 *
 * drop.h
 *	  DROP EXTENSION on data.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_GUARD_DROP_H
#define CONTACTS_GUARD_DROP_H

extern void drop_init(void);

#endif							/* CONTACTS_GUARD_DROP_H */
