/*-------------------------------------------------------------------------
 *
 * row.h
 *	  Values of a row by the names of its columns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_ROW_H
#define CONTACTS_BASE_ROW_H

#include "access/htup.h"
#include "access/tupdesc.h"

extern Datum tuple_value(HeapTuple tuple, TupleDesc desc, const char *column,
						 bool *isnull);
extern int64 tuple_int64(HeapTuple tuple, TupleDesc desc, const char *column);
extern int32 tuple_int32(HeapTuple tuple, TupleDesc desc, const char *column,
						 bool *isnull);
extern bool tuple_changes(HeapTuple old_tuple, HeapTuple new_tuple,
						  TupleDesc desc, const char *column);

/* A row under change by a BEFORE trigger. */
typedef struct RowChange
{
	TupleDesc	desc;
	HeapTuple	tuple;
	int			count;
	int			columns[24];
	Datum		values[24];
	bool		nulls[24];
} RowChange;

extern void row_change_init(RowChange *change, HeapTuple tuple, TupleDesc desc);
extern void row_change_set(RowChange *change, const char *column, Datum value,
						   bool isnull);
extern HeapTuple row_change_apply(RowChange *change);

#endif							/* CONTACTS_BASE_ROW_H */
