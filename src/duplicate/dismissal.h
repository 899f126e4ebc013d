/*-------------------------------------------------------------------------
 *
 * dismissal.h
 *	  Pairs that are two different people.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_DISMISSAL_H
#define CONTACTS_DUPLICATE_DISMISSAL_H

#include "utils/uuid.h"

extern bool dismissal_holds(int64 account_id, const pg_uuid_t *a, const pg_uuid_t *b);
extern void check_two_contacts(FunctionCallInfo fcinfo);

#endif							/* CONTACTS_DUPLICATE_DISMISSAL_H */
