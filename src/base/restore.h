/*-------------------------------------------------------------------------
 *
 * restore.h
 *	  Whether a dump is being restored.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_RESTORE_H
#define CONTACTS_BASE_RESTORE_H

/* What this room must know of whoever acts: set by identity/actor.c. */
extern bool (*somebody_acts) (void);
extern const char *(*actors_region) (void);	/* NULL while nobody acts */

extern bool contacts_restoring(void);

#endif							/* CONTACTS_BASE_RESTORE_H */
