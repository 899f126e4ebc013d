/*-------------------------------------------------------------------------
 *
 * query.h
 *	  Statements of ours, and the rights they run under.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_QUERY_H
#define CONTACTS_BASE_QUERY_H

#include "executor/spi.h"
#include "utils/tuplestore.h"

/*
 * All tables are reached through SPI, with kept plans, qualified names and the
 * account of the row.
 */
#define KEPT_PLAN_MAX_ARGS	11

/* In argtypes: contacts.phone, whose number no header knows. */
#define PHONE_ARG	((Oid) 1)

typedef struct KeptPlan
{
	const char *sql;			/* the statement, $n for parameters */
	int			nargs;			/* how many parameters */
	Oid			argtypes[KEPT_PLAN_MAX_ARGS];
	bool		generic;		/* one plan suits all values: none is made for those of a call */
	SPIPlanPtr	plan;			/* made at first use, kept for the session */
	Oid			phone_type;		/* what PHONE_ARG was when it was made */
} KeptPlan;

extern uint64 kept_execute(KeptPlan *kept, Datum *values, const char *nulls,
						   bool read_only, long limit);
extern void kept_stream(KeptPlan *kept, Datum *values,
						void (*receive) (TupleTableSlot *slot, void *arg), void *arg);
extern uint64 kept_query_latest(KeptPlan *kept, Datum *values, long limit);
extern uint64 rows_execute(KeptPlan *kept, Datum *values, const char *nulls,
						   int64 nrows);
extern void register_rows(const char *name, TupleDesc desc,
						  Tuplestorestate *rows, double ntuples);

/*
 * Called before a statement of ours, other than an INSERT, changes rows with the
 * owner's rights: set by foreign_action.c.
 */
extern void (*before_owners_change) (List *queries);

/*
 * Statements of ours that may write what the actor's own may not (primary
 * rows of contact_phones, the survivor of a merge).  Counts only while the
 * rights are the owner's, so that nobody else's trigger profits from it.
 */
extern bool own_write(void);
extern uint64 own_write_execute(KeptPlan *kept, Datum *values,
								const char *nulls);
extern uint64 own_write_rows(KeptPlan *kept, Datum *values, const char *nulls,
							 int64 nrows);
extern uint64 own_write_or_retry(KeptPlan *kept, Datum *values,
								 const char *nulls, int64 nrows);

/*
 * One statement of ours with the owner's rights, and the first row that it gives,
 * in the caller's memory.
 */
#define ONE_ROW_COLUMNS	8

typedef struct OneRow
{
	bool		found;
	Datum		values[ONE_ROW_COLUMNS];
	bool		nulls[ONE_ROW_COLUMNS];
} OneRow;

extern OneRow owner_reads(KeptPlan *kept, Datum *values);
extern OneRow owner_reads_latest(KeptPlan *kept, Datum *values);
extern OneRow owner_writes(KeptPlan *kept, Datum *values);

/*
 * The first row that the last statement has given, where SPI is connected.  Values
 * by reference are SPI's: they go with its next statement's table, or SPI_finish().
 */
extern OneRow first_row(void);

/*
 * The rights under which a piece of our code runs: those of a table's owner,
 * with a search_path that nobody else can have filled and row security as the
 * owner has it.  Errors need no clean-up: the transaction puts all of it back.
 */
typedef struct OwnerScope
{
	Oid			save_userid;
	int			save_sec_context;
	int			guc_level;
	bool		save_own_write;
} OwnerScope;

#define OUR_SEARCH_PATH	"pg_catalog, pg_temp"

extern void owner_scope_begin(OwnerScope *scope, Oid owner);
extern void owner_scope_begin_apart(OwnerScope *scope, Oid user, int sec_context,
									const char *search_path);
extern void owner_scope_end(OwnerScope *scope);
extern void owner_scope_end_with_settings(OwnerScope *scope);

#endif							/* CONTACTS_BASE_QUERY_H */
