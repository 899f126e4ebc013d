/*-------------------------------------------------------------------------
 *
 * uuid.h
 *	  UUIDs of version 7; arrays of UUIDs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_UUID_H
#define CONTACTS_BASE_UUID_H

#include "utils/uuid.h"

extern void uuid_v7(pg_uuid_t *uuid);
extern Datum uuid_array(Datum *ids, int n);

#endif							/* CONTACTS_BASE_UUID_H */
