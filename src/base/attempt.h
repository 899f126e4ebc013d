/*-------------------------------------------------------------------------
 *
 * attempt.h
 *	  What may fail, and is undone then.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_ATTEMPT_H
#define CONTACTS_BASE_ATTEMPT_H

extern ErrorData *attempt(void (*function) (void *), void *arg, bool keep);
extern void call_or_preview(void (*function) (void *), void *arg, bool dry_run);

#endif							/* CONTACTS_BASE_ATTEMPT_H */
