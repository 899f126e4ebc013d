/*-------------------------------------------------------------------------
 *
 * merge_log.h
 *	  What a merge has done to which rows: written here, and read again when it
 *	  is undone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_MERGE_LOG_H
#define CONTACTS_MERGE_MERGE_LOG_H

#include "base/compat.h"
#include "lib/stringinfo.h"
#include "nodes/pg_list.h"
#include "utils/tuplestore.h"

typedef enum LogAction
{
	LOG_MOVED,					/* a row of a duplicate is the survivor's now */
	LOG_SET_ASIDE,				/* a row of a duplicate went: the survivor has its like */
	LOG_MADE,					/* a row that was not there before */
	LOG_CHANGED					/* fields of the survivor */
} LogAction;

/* Rows of one table that came from one duplicate: a row of the log. */
typedef struct MergeRows
{
	int			position;		/* in the order in which it was done */
	Datum		duplicate;		/* uuid; of what the survivor became, the survivor */
	LogAction	action;
	char	   *table;			/* quoted, with schema; the bare name if it is ours */
	char	   *constraint;		/* unquoted; "" if it is ours */
	char	   *columns;		/* JSON: what of the row refers to the contact, and which table it is */
	bool		registered;
	Oid			relid;			/* of the table, if this is the database where it was logged; else 0 */
	int			count;
	char	   *keys;			/* JSON list: how the rows are told now */
	char	   *values;			/* JSON list: the rows; NULL where they still stand */
} MergeRows;

/* Rows of the log that one statement puts back: the same done to one table. */
typedef struct MergeRun
{
	LogAction	action;
	const char *table;
	const char *constraint;
	bool		registered;
	Oid			relid;
	int			position;		/* the lowest of them */
	int			n;
	MergeRows **rows;			/* from the end of the log */
} MergeRun;

typedef struct MergeLog
{
	MemoryContext context;		/* of what is kept here */
	int64		account_id;
	Datum		merge_id;
	Datum	   *duplicates;
	int			nduplicates;
	int			position;
	List	   *pending;		/* MergeRows that wait to be written */
	Size		size;			/* of those, in bytes */
	List	   *counts;			/* TableCount, for the answer */
} MergeLog;

extern void merge_log_init(MergeLog *log, int64 account_id, Datum merge_id,
						   Datum *duplicates, int nduplicates);
extern void merge_log_result(MergeLog *log, LogAction action, const char *table, bool counted);
extern void merge_log_stored(MergeLog *log, LogAction action, const char *table, const char *constraint,
							 const char *columns, Tuplestorestate *rows, TupleDesc desc);
extern void merge_log_row(MergeLog *log, LogAction action, const char *table, Datum duplicate,
						  const char *key, const char *values);
extern void merge_log_count(MergeLog *log, LogAction action, const char *table, int64 n);
extern void merge_log_finish(MergeLog *log);
extern bool merge_log_counted(const MergeLog *log, const char *table);
extern char *merge_log_counts(const MergeLog *log, LogAction action);

extern MergeRun *merge_log_read_back(int64 account_id, Datum merge_id, int before, Datum system);

/* Of each row of the log, for a statement: text[] of its keys or its rows; uuid[]. */
extern Datum merge_run_lists(const MergeRun *run);
extern Datum merge_run_duplicates(const MergeRun *run);

#endif							/* CONTACTS_MERGE_MERGE_LOG_H */
