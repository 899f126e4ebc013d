/*-------------------------------------------------------------------------
 *
 * move.c
 *	  Rows of others that refer to a merged contact: moved to the survivor, or set
 *	  aside where a unique key has their like.
 *
 * Each table is touched under its own owner's rights, with nobody acting, in one
 * pass over all duplicates, and looked at again afterwards, for a trigger of the
 * table may have kept the old id in silence.  What cannot be moved refuses the
 * merge: nothing is ever dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"

#include "base/compat.h"
#include "base/query.h"
#include "merge/hanging.h"
#include "merge/move.h"

/* Parameters of all statements here. */
#define MOVE_ARGS	5
static const Oid move_types[MOVE_ARGS] = {INT8OID, UUIDARRAYOID, UUIDOID, INT4OID, INT8OID};

static int
count_duplicates(const Move *move)
{
	ArrayType  *duplicates = DatumGetArrayTypeP(move->duplicates);

	return ArrayGetNItems(ARR_NDIM(duplicates), ARR_DIMS(duplicates));
}

/* $5: twins are looked for among so many duplicates, the first ones. */
static void
move_values_upto(const Move *move, int upto, Datum *values)
{
	values[0] = Int64GetDatum(move->account_id);
	values[1] = move->duplicates;
	values[2] = move->survivor;
	values[3] = Int32GetDatum(move->survivor_audience);
	values[4] = Int64GetDatum(upto);
}

static void
move_values(const Move *move, Datum *values)
{
	move_values_upto(move, count_duplicates(move), values);
}

const char *
reference_only(const Reference *reference)
{
	return reference->only ? "ONLY " : "";
}

/* A registered column holds the id as text, or somewhere within a jsonb value. */
static bool
is_text(const Reference *reference)
{
	return reference->table.registered && strcmp(reference->id_type, "uuid") != 0;
}

/* What a row r refers to. */
static char *
id_of_row(const Reference *reference)
{
	return reference->path == NULL ? psprintf("r.%s", reference->id_column) :
		psprintf("(r.%s OPERATOR(pg_catalog.#>>) %s::pg_catalog.text[])", reference->id_column, reference->path);
}

/* Condition: row r refers to this id. */
char *
reference_is(const Reference *reference, const char *id)
{
	return psprintf("%s OPERATOR(pg_catalog.=) %s%s", id_of_row(reference), id,
					is_text(reference) ? "::pg_catalog.text" : "");
}

/* Condition: row r refers to one of these. */
char *
reference_is_any(const Reference *reference, const char *ids)
{
	return psprintf("%s OPERATOR(pg_catalog.=) ANY (%s%s)", id_of_row(reference), ids,
					is_text(reference) ? "::pg_catalog.text[]" : "");
}

/* Condition: row r is of the account, and refers to contacts at all. */
char *
reference_scope(const Reference *reference)
{
	return psprintf("%s%s",
					reference->account_column == NULL ? "true" :
					psprintf("r.%s OPERATOR(pg_catalog.=) $1", reference->account_column),
					reference->type_column == NULL ? "" :
					psprintf(" AND r.%s::pg_catalog.text OPERATOR(pg_catalog.=) %s",
							 reference->type_column, reference->type_value));
}

/* SET list: let row r refer to this contact. */
char *
reference_set(const Reference *reference, const char *id, const char *audience)
{
	char	   *value = reference->path != NULL ?
		psprintf("pg_catalog.jsonb_set(r.%s, %s::pg_catalog.text[], pg_catalog.to_jsonb(%s::pg_catalog.text))",
				 reference->id_column, reference->path, id) :
		psprintf("%s%s", id, is_text(reference) ? "::pg_catalog.text" : "");

	/* a key with an empty audience is checked by nobody: it stays empty */
	return psprintf("%s = %s%s", reference->id_column, value,
					reference->audience_column == NULL ? "" :
					psprintf(", %s = CASE WHEN r.%s IS NOT NULL THEN %s END",
							 reference->audience_column, reference->audience_column, audience));
}

/* What the statements return for the log: number of the duplicate, key, row. */
static TupleDesc
log_desc(void)
{
	TupleDesc	desc = CreateTemplateTupleDesc(3);

	TupleDescInitEntry(desc, 1, "duplicate", INT8OID, -1, 0);
	TupleDescInitEntry(desc, 2, "key", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, 3, "row", TEXTOID, -1, 0);
	TupleDescFinalize(desc);
	return desc;
}

/* Run a statement whose rows go to the log. */
static void
execute_logged(const Reference *reference, const char *sql, Datum *values, LogAction action,
			   MergeLog *log)
{
	Tuplestorestate *rows = tuplestore_begin_heap(false, false, work_mem);

	if (foreign_execute(&reference->table, sql, MOVE_ARGS, move_types, values, rows) > 0)
		merge_log_stored(log, action, reference->table.name, reference->table.constraint,
						 reference->columns, rows, log_desc());
	tuplestore_end(rows);
}

/*
 * The rows of the duplicates as they would be when they have been moved, beside those
 * of the survivor.  Columns of ours have names that no expression of the table knows.
 */
static char *
image_query(const Reference *reference)
{
	char	   *image = psprintf("SELECT r.ctid AS \"contacts at\", r.tableoid AS \"contacts rel\", d.n AS \"contacts n\", %s"
								 " FROM %s%s r LEFT JOIN pg_catalog.unnest($2) WITH ORDINALITY AS d(id, n) ON %s"
								 " WHERE %s AND %s",
								 reference->image, reference_only(reference), reference->table.name, reference_is(reference, "d.id"),
								 reference_scope(reference),
								 reference_is_any(reference, "($2 OPERATOR(pg_catalog.||) $3)"));

	return reference->generated_image == NULL ? image :
		psprintf("SELECT g.*, %s FROM (%s) g", reference->generated_image, image);
}

/*
 * Rows t (rel, at, n) of duplicates that would clash with one of the survivor's, or of
 * an earlier duplicate's, by a unique index: what the index itself calls equal.
 */
static char *
twins_query(const Reference *reference, const UniqueIndex *unique)
{
	StringInfoData keys;
	StringInfoData names;
	StringInfoData known;
	int			i;

	initStringInfo(&keys);
	initStringInfo(&names);
	initStringInfo(&known);
	for (i = 0; i < unique->nkeys; i++)
	{
		appendStringInfo(&keys, ", %s AS k%d", unique->keys[i], i);
		appendStringInfo(&names, "%sk.k%d", i == 0 ? "" : ", ", i);
		if (!unique->nulls_equal)
			appendStringInfo(&known, " AND k.k%d IS DISTINCT FROM NULL", i);	/* a composite may hold nulls */
	}
	return psprintf("SELECT w.rel, w.at, w.n FROM ("
					"SELECT k.rel, k.at, k.n, pg_catalog.row_number() OVER (PARTITION BY %s ORDER BY k.n NULLS FIRST, k.rel, k.at) AS place"
					" FROM (SELECT \"contacts rel\" AS rel, \"contacts at\" AS at, \"contacts n\" AS n%s FROM (%s) m WHERE %s) k"
					" WHERE (k.n IS NULL OR k.n OPERATOR(pg_catalog.<=) $5)%s) w WHERE w.place OPERATOR(pg_catalog.>) 1 AND w.n IS NOT NULL",
					names.data, keys.data, image_query(reference),
					unique->predicate == NULL ? "true" : unique->predicate, known.data);
}

static char *
any_row_query(const Reference *reference, const char *condition)
{
	return psprintf("SELECT 1 FROM %s%s r WHERE %s LIMIT 1", reference_only(reference), reference->table.name, condition);
}

/* Does a row refer to a duplicate? */
static bool
any_row(const Reference *reference, const Move *move, const char *condition)
{
	Datum		values[MOVE_ARGS];

	move_values(move, values);
	return foreign_execute(&reference->table, any_row_query(reference, condition),
						   MOVE_ARGS, move_types, values, NULL) > 0;
}

/* The same of what each merge asks each table, most of which have none: the plan is kept. */
static bool
has_rows(const Reference *reference, const Move *move, int which, const char *condition)
{
	Datum		values[MOVE_ARGS];

	move_values(move, values);
	return foreign_execute_kept(&reference->table, &unconstify(Reference *, reference)->any_plan[which],
								any_row_query(reference, condition), MOVE_ARGS, move_types, values) > 0;
}

/*
 * Lock the rows of the duplicates: those that are found by their place must not change
 * it meanwhile.
 */
static void
lock_rows(const Reference *reference, const Move *move, const char *condition)
{
	Datum		values[MOVE_ARGS];

	move_values(move, values);
	foreign_execute(&reference->table,
					psprintf("SELECT pg_catalog.count(*) FROM (SELECT FROM %s%s r WHERE %s FOR NO KEY UPDATE) x",
							 reference_only(reference), reference->table.name, condition),
					MOVE_ARGS, move_types, values, NULL);
}

static void
set_twins_aside(const Reference *reference, const UniqueIndex *unique, const Move *move, int upto, MergeLog *log)
{
	char	   *twins = twins_query(reference, unique);
	Datum		values[MOVE_ARGS];

	move_values_upto(move, upto, values);
	if (hanging_on_removal(reference))
	{
		RowsOf		rows = {reference,
			psprintf("(r.tableoid, r.ctid) IN (SELECT t.rel, t.at FROM (%s) t)", twins), MOVE_ARGS, move_types, values};

		hanging_refuse_removal(&rows);
	}
	execute_logged(reference,
				   psprintf("DELETE FROM %s%s r USING (%s) t WHERE r.tableoid OPERATOR(pg_catalog.=) t.rel"
							" AND r.ctid OPERATOR(pg_catalog.=) t.at RETURNING t.n, %s, %s::pg_catalog.text",
							reference_only(reference), reference->table.name, twins, reference->key_row, reference->value_row),
				   values, LOG_SET_ASIDE, log);
}

static bool
has_twins(const Reference *reference, const UniqueIndex *unique, const Move *move)
{
	Datum		values[MOVE_ARGS];

	move_values(move, values);
	return foreign_execute(&reference->table, psprintf("SELECT FROM (%s) t LIMIT 1", twins_query(reference, unique)),
						   MOVE_ARGS, move_types, values, NULL) > 0;
}

/*
 * Where rows have twins by two indexes, one duplicate comes after the other: a row that
 * is set aside by one index is in nobody's way by the other one.
 */
static void
set_all_twins_aside(const Reference *reference, const Move *move, MergeLog *log)
{
	int			n = count_duplicates(move);
	int			with_twins = 0;
	int			step;
	int			upto;
	int			i;

	for (i = 0; reference->nuniques > 1 && i < reference->nuniques; i++)
		with_twins += has_twins(reference, &reference->uniques[i], move);
	step = with_twins > 1 ? 1 : n;
	for (upto = step; upto <= n; upto += step)
	{
		CHECK_FOR_INTERRUPTS();
		for (i = 0; i < reference->nuniques; i++)
			set_twins_aside(reference, &reference->uniques[i], move, upto, log);
	}
}

static void
move_rows(const Reference *reference, const char *scope, const Move *move, MergeLog *log)
{
	/* without a primary key a row is told by all of it: what it is now, and what it was before */
	bool		by_digest = reference->key_match == NULL;
	const char *key = by_digest ? MOVED_DIGESTS : reference->key_row;
	char	   *before = by_digest ? psprintf(", %s%s o", reference_only(reference), reference->table.name) : "";
	Datum		values[MOVE_ARGS];

	move_values(move, values);
	execute_logged(reference,
				   psprintf("UPDATE %s%s r SET %s FROM pg_catalog.unnest($2) WITH ORDINALITY AS d(id, n)%s"
							" WHERE %s AND %s%s RETURNING d.n, %s, NULL::pg_catalog.text",
							reference_only(reference), reference->table.name, reference_set(reference, "$3", "$4"), before,
							scope, reference_is(reference, "d.id"),
							by_digest ? " AND o.tableoid OPERATOR(pg_catalog.=) r.tableoid AND o.ctid OPERATOR(pg_catalog.=) r.ctid" : "",
							key),
				   values, LOG_MOVED, log);
}

/* A key with an empty account is checked by nobody, but its row means the contact. */
static char *
scope_without_account(const Reference *reference)
{
	return psprintf("r.%s IS NULL", reference->account_column);
}

static bool
means_without_account(const Reference *reference)
{
	return reference->account_may_be_null && !reference->table.registered;
}

/* Move what one reference has of all duplicates. */
static bool
move_reference(const Reference *reference, const Move *move, MergeLog *log)
{
	char	   *refers = reference_is_any(reference, "$2");
	char	   *condition = psprintf("%s AND %s", reference_scope(reference), refers);
	bool		moved = false;

	CHECK_FOR_INTERRUPTS();
	if (has_rows(reference, move, 0, condition))
	{
		Datum		values[MOVE_ARGS];
		RowsOf		rows = {reference, condition, MOVE_ARGS, move_types, values};

		move_values(move, values);
		hanging_refuse_move(&rows);
		if (reference->nuniques > 0 || reference->key_match == NULL)
			lock_rows(reference, move, condition);
		set_all_twins_aside(reference, move, log);
		move_rows(reference, reference_scope(reference), move, log);
		moved = true;
	}
	if (means_without_account(reference) &&
		has_rows(reference, move, 1, psprintf("%s AND %s", scope_without_account(reference), refers)))
	{
		move_rows(reference, scope_without_account(reference), move, log);
		moved = true;
	}
	return moved;
}

/*
 * Looked at when all have been moved: a trigger of the table may have kept the old
 * id in silence, and one of another table may have written it anew.
 */
static void
refuse_left(const Reference *reference, const Move *move)
{
	char	   *refers = reference_is_any(reference, "$2");

	if (any_row(reference, move, psprintf("%s AND %s", reference_scope(reference), refers)) ||
		(means_without_account(reference) &&
		 any_row(reference, move, psprintf("%s AND %s", scope_without_account(reference), refers))))
		foreign_refuse(&reference->table, "rows still point at the old id after they were moved");
}

/*
 * Does a key that a merge cannot move hold a row of a duplicate?  Asked with
 * the rights of the table's owner, who may have made the types and casts of
 * its columns.
 */
static void
refuse_unmovable(const Reference *reference, const Move *move)
{
	static const Oid types[] = {INT8OID, UUIDARRAYOID, INT4ARRAYOID, TEXTARRAYOID};
	Datum		values[4];
	StringInfoData condition;

	initStringInfo(&condition);
	appendStringInfoString(&condition, reference_scope(reference));
	if (reference->id_column != NULL)
		appendStringInfo(&condition, " AND %s", reference_is_any(reference, "$2"));
	if (reference->audience_column != NULL)
		appendStringInfo(&condition, " AND r.%s OPERATOR(pg_catalog.=) ANY ($3)", reference->audience_column);
	if (reference->phone_column != NULL)
		appendStringInfo(&condition, " AND r.%s::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($4)", reference->phone_column);

	values[0] = Int64GetDatum(move->account_id);
	values[1] = move->duplicates;
	values[2] = move->audiences;
	values[3] = move->phones;
	if (foreign_execute(&reference->table,
						psprintf("SELECT 1 FROM %s%s r WHERE %s LIMIT 1", reference_only(reference), reference->table.name, condition.data),
						4, types, values, NULL) > 0)
		foreign_refuse(&reference->table,
					   reference->generated ? "a column of it is generated" :
					   reference->other_types ? "a column of it is of another type than the one it refers to" :
					   "it refers to more than account_id and id");
}

/* Can its rows be told by the contact alone, and be given another one? */
static bool
is_movable(const Reference *reference)
{
	return reference->id_column != NULL && reference->phone_column == NULL &&
		!reference->other_columns && !reference->generated && !reference->other_types;
}

/*
 * Before anything moves: lock the tables that refer to contacts, and refuse what
 * hangs on rows of ours.  SPI is connected, the rights are the owner's.
 */
void
references_lock(const Move *move)
{
	const Reference *references;
	int			n;
	int			i;

	references = references_find(&n);
	for (i = 0; i < n; i++)
	{
		if (references[i].missing)
			foreign_refuse(&references[i].table, "a column that was registered is not there any more; see contacts.unregister_reference()");
	}
	hanging_refuse_own(move->account_id, move->duplicates, move->survivor, false);
}

/*
 * Move the rows of all references from the duplicates to the survivor.  SPI is
 * connected, the rights are the owner's.
 */
void
references_move(const Move *move, MergeLog *log)
{
	const Reference *references;
	bool		moved = false;
	int			n;
	int			i;

	references = references_find(&n);
	for (i = 0; i < n; i++)
	{
		if (is_movable(&references[i]))
			moved = move_reference(&references[i], move, log) || moved;
	}
	for (i = 0; i < n; i++)
	{
		if (!is_movable(&references[i]))
			refuse_unmovable(&references[i], move);
		else if (moved)
			refuse_left(&references[i], move);
	}
}

/* What the commit would check of tables that the merge has written is checked now. */
void
references_check_deferred(const MergeLog *log)
{
	const Reference *references;
	int			n;
	int			i;

	references = references_find(&n);
	for (i = 0; i < n; i++)
	{
		if (merge_log_counted(log, references[i].table.name))
			hanging_check_deferred(&references[i]);
	}
}
