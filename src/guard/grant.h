/*-------------------------------------------------------------------------
 *
 * grant.h
 *	  The privileges that the extension gives.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_GUARD_GRANT_H
#define CONTACTS_GUARD_GRANT_H

extern Datum grants_given(void);

#endif							/* CONTACTS_GUARD_GRANT_H */
