/*-------------------------------------------------------------------------
 *
 * hanging.h
 *	  Keys that hang on rows which a merge moves or sets aside.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_HANGING_H
#define CONTACTS_MERGE_HANGING_H

#include "merge/reference.h"

/* Rows r of a table of others, as a condition with parameters. */
typedef struct RowsOf
{
	const Reference *reference;
	const char *condition;
	int			nargs;
	const Oid  *types;
	Datum	   *values;
} RowsOf;

extern bool hanging_is_about(Oid relid);
extern void hanging_look(MemoryContext context, const Reference *references, int n);
extern bool hanging_any(void);
extern void hanging_forget(void);
extern void hanging_lock(void);
extern void hanging_refuse_move(const RowsOf *rows);
extern bool hanging_on_removal(const Reference *reference);
extern void hanging_refuse_removal(const RowsOf *rows);
extern void hanging_refuse_own(int64 account_id, Datum contacts, Datum merge_id, bool undo);
extern void hanging_check_deferred(const Reference *reference);

#endif							/* CONTACTS_MERGE_HANGING_H */
