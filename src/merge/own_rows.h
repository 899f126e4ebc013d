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
						  Datum duplicates, MergeLog *log);
extern void own_rows_settle(int64 account_id, Datum contacts);
extern void own_rows_put_back(int64 account_id, Datum survivor, const MergeRun *run, int *came);

#endif							/* CONTACTS_MERGE_OWN_ROWS_H */
