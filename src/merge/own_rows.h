/*-------------------------------------------------------------------------
 *
 * own_rows.h
 *	  Rows of our own tables that hang on a merged contact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_OWN_ROWS_H
#define CONTACTS_MERGE_OWN_ROWS_H

#include "merge/merge_log.h"

extern void own_rows_move(int64 account_id, Datum survivor, int32 survivor_audience,
						  Datum *duplicates, int nduplicates, MoveLog *log);

#endif							/* CONTACTS_MERGE_OWN_ROWS_H */
