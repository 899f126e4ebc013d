/*-------------------------------------------------------------------------
 *
 * temporary.h
 *	  Temporary objects, which code of others must not leave to the
 *	  caller.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_TEMPORARY_H
#define CONTACTS_MERGE_TEMPORARY_H

extern char *temporary_objects(Oid caller);
extern void refuse_temporary_objects(Oid caller, const char *before);

#endif							/* CONTACTS_MERGE_TEMPORARY_H */
