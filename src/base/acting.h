/*-------------------------------------------------------------------------
 *
 * acting.h
 *	  What this room must know of whoever acts, of whom it knows
 *	  nothing.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_ACTING_H
#define CONTACTS_BASE_ACTING_H

/* Set by identity/actor.c. */
extern bool (*somebody_acts) (void);
extern const char *(*actors_region) (void);	/* NULL while nobody acts */

extern bool contacts_restoring(void);

#endif							/* CONTACTS_BASE_ACTING_H */
