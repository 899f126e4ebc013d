/*-------------------------------------------------------------------------
 *
 * survivor.h
 *	  What the survivor of a merge becomes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_SURVIVOR_H
#define CONTACTS_MERGE_SURVIVOR_H

#include "merge/merge_log.h"
#include "utils/jsonb.h"

extern Jsonb *overrides_read(Jsonb *overrides);
extern char *survivor_complete(int64 account_id, Datum id, const char *row, const char *duplicates,
							   Jsonb *overrides, bool clip_tags, MergeLog *log);
extern char *survivor_put_back(int64 account_id, Datum id, const char *changed);

#endif							/* CONTACTS_MERGE_SURVIVOR_H */
