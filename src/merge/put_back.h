/*-------------------------------------------------------------------------
 *
 * put_back.h
 *	  Rows of others, from the log of a merge to where they were.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_PUT_BACK_H
#define CONTACTS_MERGE_PUT_BACK_H

#include "merge/merge_log.h"
#include "merge/reference.h"

/* Whose rows come back from where. */
typedef struct PutBack
{
	int64		account_id;
	Datum		survivor;
	Datum		audiences;		/* integer[], of the duplicate of each row of the log */
} PutBack;

extern void rows_put_back(const PutBack *to, const Reference *reference, const MergeRun *run, int *came);

#endif							/* CONTACTS_MERGE_PUT_BACK_H */
