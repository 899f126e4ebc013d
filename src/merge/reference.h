/*-------------------------------------------------------------------------
 *
 * reference.h
 *	  The foreign keys that point at contacts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_REFERENCE_H
#define CONTACTS_MERGE_REFERENCE_H

#include "merge/merge_log.h"

extern void reference_init(void);
extern void references_move(int64 account_id, Datum survivor,
							int32 survivor_audience, Datum *duplicates,
							Datum *audiences, Datum *phones, int nduplicates,
							MoveLog *log);

#endif							/* CONTACTS_MERGE_REFERENCE_H */
