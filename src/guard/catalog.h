/*-------------------------------------------------------------------------
 *
 * catalog.h
 *	  What the extension has in the catalog, as shipped and as it is.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_GUARD_CATALOG_H
#define CONTACTS_GUARD_CATALOG_H

#include "fmgr.h"

extern void catalog_shipped(Datum *kind, Datum *object, Datum *definition);
extern char *catalog_query(void);
extern void return_query(FunctionCallInfo fcinfo, const char *sql, int nargs,
						 Oid *types, Datum *values);

#endif							/* CONTACTS_GUARD_CATALOG_H */
