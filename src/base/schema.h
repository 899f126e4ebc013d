/*-------------------------------------------------------------------------
 *
 * schema.h
 *	  The extension's schema, its owner, its types.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_SCHEMA_H
#define CONTACTS_BASE_SCHEMA_H

#include "fmgr.h"

extern Oid	contacts_schema(void);
extern Oid	contacts_owner(void);
extern Oid	contacts_owner_if_any(void);
extern Oid	contacts_type_oid(const char *name);
extern Oid	owner_of_relation(Oid relid);

/* Which enum value a Datum is, as its place in the type's definition. */
extern int	enum_index(Datum value, const char *const *labels, int nlabels);

#endif							/* CONTACTS_BASE_SCHEMA_H */
