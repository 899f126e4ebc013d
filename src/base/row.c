/*-------------------------------------------------------------------------
 *
 * row.c
 *	  Values of a row by the names of its columns, and a row under change.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "executor/spi.h"
#include "utils/datum.h"

#include "base/compat.h"
#include "base/row.h"

Datum
tuple_value(HeapTuple tuple, TupleDesc desc, const char *column, bool *isnull)
{
	int			attnum = SPI_fnumber(desc, column);

	if (attnum <= 0)
		elog(ERROR, "column \"%s\" does not exist", column);
	return heap_getattr(tuple, attnum, desc, isnull);
}

int64
tuple_int64(HeapTuple tuple, TupleDesc desc, const char *column)
{
	bool		isnull;
	Datum		value = tuple_value(tuple, desc, column, &isnull);

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NOT_NULL_VIOLATION),
				 errmsg("null value in column \"%s\"", column)));
	return DatumGetInt64(value);
}

int32
tuple_int32(HeapTuple tuple, TupleDesc desc, const char *column, bool *isnull)
{
	Datum		value = tuple_value(tuple, desc, column, isnull);

	return *isnull ? 0 : DatumGetInt32(value);
}

/* Does a column differ between the two versions of a row? */
bool
tuple_changes(HeapTuple old_tuple, HeapTuple new_tuple, TupleDesc desc,
			  const char *column)
{
	bool		old_null;
	bool		new_null;
	Datum		old_value = tuple_value(old_tuple, desc, column, &old_null);
	Datum		new_value = tuple_value(new_tuple, desc, column, &new_null);
	Form_pg_attribute att = TupleDescAttr(desc, SPI_fnumber(desc, column) - 1);

	if (old_null || new_null)
		return old_null != new_null;
	return !datum_image_eq(old_value, new_value, att->attbyval, att->attlen);
}

void
row_change_init(RowChange *change, HeapTuple tuple, TupleDesc desc)
{
	change->desc = desc;
	change->tuple = tuple;
	change->count = 0;
}

void
row_change_set(RowChange *change, const char *column, Datum value, bool isnull)
{
	int			attnum = SPI_fnumber(change->desc, column);

	if (attnum <= 0)
		elog(ERROR, "column \"%s\" does not exist", column);
	if (change->count >= (int) lengthof(change->columns))
		elog(ERROR, "too many changes of one row");
	change->columns[change->count] = attnum;
	change->values[change->count] = value;
	change->nulls[change->count] = isnull;
	change->count++;
}

HeapTuple
row_change_apply(RowChange *change)
{
	if (change->count == 0)
		return change->tuple;
	return heap_modify_tuple_by_cols(change->tuple, change->desc,
									 change->count, change->columns,
									 change->values, change->nulls);
}
