/*-------------------------------------------------------------------------
 *
 * harden.h
 *	  What harden_database() does.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_GUARD_HARDEN_H
#define CONTACTS_GUARD_HARDEN_H

extern const char *const harden_query;

#endif							/* CONTACTS_GUARD_HARDEN_H */
