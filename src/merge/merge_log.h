/*-------------------------------------------------------------------------
 *
 * merge_log.h
 *	  What a merge has moved and set aside.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_MERGE_LOG_H
#define CONTACTS_MERGE_MERGE_LOG_H

#include "lib/stringinfo.h"

typedef struct MoveLog
{
	StringInfoData moved;		/* JSON objects, joined by commas */
	StringInfoData set_aside;	/* likewise */
	StringInfoData moved_counts;	/* "table": n, joined by commas */
	StringInfoData set_aside_counts;
} MoveLog;

extern void move_log_init(MoveLog *log);
extern void move_log_rows(MoveLog *log, bool set_aside, const char *table,
						  const char *constraint, const char *duplicate,
						  bool counted);

#endif							/* CONTACTS_MERGE_MERGE_LOG_H */
