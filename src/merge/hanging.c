/*-------------------------------------------------------------------------
 *
 * hanging.c
 *	  Keys that hang on rows which a merge moves or sets aside.
 *
 * A row that refers to a contact may itself be referred to, by a key that holds
 * the contact or by any other, and so may one of its partitions, or a number or an
 * address of ours.  What the server would do to the rows that hang on it (empty
 * their column, delete them) is in no log.  So before anything moves all such keys
 * are looked at, with those that hang on them in turn: rows that would go along
 * do, and what would be emptied or deleted refuses the merge.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "storage/lmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "base/attempt.h"
#include "base/compat.h"
#include "base/query.h"
#include "identity/eyes.h"
#include "merge/hanging.h"

/* A key; all names and types are quoted. */
typedef struct HangingKey
{
	ForeignTable table;			/* the one that refers */
	bool		only;
	Oid			root;			/* the table that it hangs on, or whose partition */
	bool		ours;			/* that is a table of ours */
	char	   *root_name;		/* quoted, with schema, if it is */
	char		on_update;		/* as in pg_constraint */
	char		on_delete;
	bool		deferrable;		/* it, or another one of its table */
	int			ncolumns;
	char	  **own;			/* columns that refer */
	char	  **far;			/* columns that are referred to */
	char	  **far_types;
	char	  **equals;			/* OPERATOR(...): far = own */
	int			nparting;
	char	  **parting;		/* of one that hangs on a partition: columns that tell which partition it is */
} HangingKey;

static struct
{
	int			n;
	HangingKey *keys;
}			found;

/*
 * Tables of ours whose keys hold the contact, and which rows r of them are about the
 * contacts in $2: they are moved, set aside, or go with their contact.
 */
static const struct
{
	const char *name;
	const char *are_about;
}			own_tables[] = {
	{"contact_phones", "r.contact_id = ANY ($2)"},
	{"contact_emails", "r.contact_id = ANY ($2)"},
	{"duplicate_dismissals", "(r.contact_a = ANY ($2) OR r.contact_b = ANY ($2))"},
	{"found_duplicates", "(r.contact_a = ANY ($2) OR r.contact_b = ANY ($2))"},
};

/*
 * From these tables ($1) and ours ($2), all keys that hang on them, and on those.
 */
static KeptPlan hanging_plan = {
	"WITH RECURSIVE root(relid, rel, ours) AS ("
	"  SELECT r.relid, q.relid, false FROM unnest($1) AS r(relid), pg_catalog.pg_partition_tree(r.relid) q"
	"  UNION SELECT r.relid, r.relid, false FROM unnest($1) AS r(relid)"
	"  UNION SELECT t.oid, t.oid, true FROM pg_catalog.pg_class t WHERE t.relnamespace = 'contacts'::pg_catalog.regnamespace"
	"    AND t.relname::pg_catalog.text = ANY ($2)"
	"  UNION SELECT k.conrelid, coalesce(q.relid, k.conrelid), false FROM root"
	"    JOIN pg_catalog.pg_constraint k ON k.contype = 'f' AND k.confrelid = root.rel AND k.conparentid = 0"
	"    LEFT JOIN LATERAL pg_catalog.pg_partition_tree(k.conrelid) q ON true) "
	"SELECT " FOREIGN_TABLE_COLUMNS ", k.conname, t.relkind <> 'p', root.relid, root.ours,"
	"  (SELECT pg_catalog.format('%I.%I', fn.nspname, ft.relname) FROM pg_catalog.pg_class ft"
	"    JOIN pg_catalog.pg_namespace fn ON fn.oid = ft.relnamespace WHERE ft.oid = root.relid),"
	"  k.confupdtype, k.confdeltype,"
	"  EXISTS (SELECT FROM pg_catalog.pg_constraint f WHERE (f.conrelid = t.oid OR f.confrelid = t.oid) AND f.condeferrable),"
	"  c.own, c.far, c.far_types, c.equals,"
	"  coalesce((SELECT pg_catalog.array_agg(pg_catalog.quote_ident(a.attname))"
	"    FROM pg_catalog.pg_partition_ancestors(k.confrelid) AS q(relid)"
	"      JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = q.relid"
	"      JOIN pg_catalog.pg_attribute a ON a.attrelid = q.relid AND a.attnum > 0"
	"        AND (a.attnum = ANY (p.partattrs::pg_catalog.int2[]) OR p.partexprs IS NOT NULL)"
	"    WHERE k.confrelid <> root.relid), '{}') "
	"FROM root JOIN pg_catalog.pg_constraint k ON k.contype = 'f' AND k.confrelid = root.rel AND k.conparentid = 0"
	"  JOIN pg_catalog.pg_class t ON t.oid = k.conrelid"
	"  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace"
	"  CROSS JOIN LATERAL (SELECT"
	"    pg_catalog.array_agg(pg_catalog.quote_ident(a.attname) ORDER BY u.n) AS own,"
	"    pg_catalog.array_agg(pg_catalog.quote_ident(f.attname) ORDER BY u.n) AS far,"
	"    pg_catalog.array_agg(pg_catalog.format_type(f.atttypid, f.atttypmod) ORDER BY u.n) AS far_types,"
	"    pg_catalog.array_agg(pg_catalog.format('OPERATOR(%I.%s)', eqn.nspname, eqo.oprname) ORDER BY u.n) AS equals"
	"    FROM unnest(k.conkey, k.confkey, k.conpfeqop) WITH ORDINALITY AS u(own, far, op, n)"
	"      JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own"
	"      JOIN pg_catalog.pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = u.far"
	"      JOIN pg_catalog.pg_operator eqo ON eqo.oid = u.op"
	"      JOIN pg_catalog.pg_namespace eqn ON eqn.oid = eqo.oprnamespace) c "
	"WHERE " IS_NOT_OURS("t.oid") " "
	"ORDER BY n.nspname, t.relname, k.conname",
	2, {OIDARRAYOID, TEXTARRAYOID}
};

static char **
read_texts(HeapTuple tuple, TupleDesc desc, int column, int *n)
{
	bool		isnull;
	Datum	   *items;
	char	  **texts;
	int			i;

	deconstruct_array(DatumGetArrayTypeP(SPI_getbinval(tuple, desc, column, &isnull)), TEXTOID, -1,
					  false, TYPALIGN_INT, &items, NULL, n);
	texts = palloc(sizeof(char *) * *n);
	for (i = 0; i < *n; i++)
		texts[i] = TextDatumGetCString(items[i]);
	return texts;
}

static void
read_key(HangingKey *key, HeapTuple tuple, TupleDesc desc)
{
	bool		isnull;

	foreign_table_read(&key->table, tuple, desc);
	key->table.constraint = SPI_getvalue(tuple, desc, 5);
	key->only = DatumGetBool(SPI_getbinval(tuple, desc, 6, &isnull));
	key->root = DatumGetObjectId(SPI_getbinval(tuple, desc, 7, &isnull));
	key->ours = DatumGetBool(SPI_getbinval(tuple, desc, 8, &isnull));
	key->root_name = SPI_getvalue(tuple, desc, 9);
	key->on_update = DatumGetChar(SPI_getbinval(tuple, desc, 10, &isnull));
	key->on_delete = DatumGetChar(SPI_getbinval(tuple, desc, 11, &isnull));
	key->deferrable = DatumGetBool(SPI_getbinval(tuple, desc, 12, &isnull));
	key->own = read_texts(tuple, desc, 13, &key->ncolumns);
	key->far = read_texts(tuple, desc, 14, &key->ncolumns);
	key->far_types = read_texts(tuple, desc, 15, &key->ncolumns);
	key->equals = read_texts(tuple, desc, 16, &key->ncolumns);
	key->parting = read_texts(tuple, desc, 17, &key->nparting);
}

/* Find the keys, for reference.c, which keeps them in this memory. */
void
hanging_look(MemoryContext context, const Reference *references, int n)
{
	Datum	   *tables = palloc(sizeof(Datum) * Max(n, 1));
	Datum		own[lengthof(own_tables)];
	Datum		values[2];
	SPITupleTable *table;
	int			nkeys;
	int			i;

	found.n = 0;
	for (i = 0; i < n; i++)
		tables[i] = ObjectIdGetDatum(references[i].table.relid);
	for (i = 0; i < (int) lengthof(own_tables); i++)
		own[i] = CStringGetTextDatum(own_tables[i].name);
	values[0] = PointerGetDatum(construct_array(tables, n, OIDOID, sizeof(Oid), true, TYPALIGN_INT));
	values[1] = PointerGetDatum(construct_array(own, lengthof(own_tables), TEXTOID, -1, false, TYPALIGN_INT));
	nkeys = (int) kept_query_latest(&hanging_plan, values, 0);
	table = SPI_tuptable;
	context = MemoryContextSwitchTo(context);
	found.keys = palloc(sizeof(HangingKey) * Max(nkeys, 1));
	for (i = 0; i < nkeys; i++)
		read_key(&found.keys[i], table->vals[i], table->tupdesc);
	MemoryContextSwitchTo(context);
	found.n = nkeys;
}

bool
hanging_is_about(Oid relid)
{
	int			i;

	for (i = 0; i < found.n; i++)
	{
		if (found.keys[i].table.relid == relid)
			return true;
	}
	return false;
}

/* Who makes a key that hangs on one of these waits. */
void
hanging_lock(void)
{
	int			i;

	for (i = 0; i < found.n; i++)
		LockRelationOid(found.keys[i].table.relid, RowExclusiveLock);
}

static void
refuse(const HangingKey *key, const char *root)
{
	foreign_refuse(&key->table, psprintf("it hangs on rows of table %s that would be moved or set aside, and its own rows would be changed or deleted",
										 root));
}

static bool
is_among(const char *column, char *const *columns, int n)
{
	int			i;

	for (i = 0; i < n; i++)
	{
		if (columns[i] != NULL && strcmp(column, columns[i]) == 0)
			return true;
	}
	return false;
}

/* Does the key refer to one of these columns? */
static bool
refers_to(const HangingKey *key, char *const *columns, int n)
{
	int			i;

	for (i = 0; i < key->ncolumns; i++)
	{
		if (is_among(key->far[i], columns, n))
			return true;
	}
	return false;
}

static bool
empties(char action)
{
	return action == FKCONSTR_ACTION_SETNULL || action == FKCONSTR_ACTION_SETDEFAULT;
}

/* Would a change of these columns of a table empty a column of a table that hangs on it in turn? */
static const HangingKey *
emptied_below(Oid root, char *const *columns, int n, int depth)
{
	int			i;
	int			j;

	for (i = 0; i < found.n && depth < 32; i++)
	{
		const HangingKey *key = &found.keys[i];
		const HangingKey *below;
		char	  **changed;

		if (key->root != root || !refers_to(key, columns, n))
			continue;
		if (empties(key->on_update))
			return key;
		if (key->on_update != FKCONSTR_ACTION_CASCADE)
			continue;
		changed = palloc0(sizeof(char *) * key->ncolumns);
		for (j = 0; j < key->ncolumns; j++)
		{
			if (is_among(key->far[j], columns, n))
				changed[j] = key->own[j];
		}
		below = emptied_below(key->table.relid, changed, key->ncolumns, depth + 1);
		if (below != NULL)
			return below;
	}
	return NULL;
}

/* What the statement has found of the columns that a key refers to, as arrays of texts. */
static char *
far_values_query(const HangingKey *key, const char *from, const char *condition)
{
	StringInfoData query;
	int			i;

	initStringInfo(&query);
	appendStringInfoString(&query, "SELECT ");
	for (i = 0; i < key->ncolumns; i++)
		appendStringInfo(&query, "%s coalesce(pg_catalog.array_agg(r.%s::pg_catalog.text), '{}')",
						 i == 0 ? "" : ",", key->far[i]);
	appendStringInfo(&query, " FROM %s r WHERE %s", from, condition);
	for (i = 0; i < key->ncolumns; i++)
		appendStringInfo(&query, " AND r.%s IS DISTINCT FROM NULL", key->far[i]);
	return query.data;
}

/* Does a row of the key's table refer to one of the values that the last statement has found? */
static bool
any_row_refers(const HangingKey *key)
{
	Oid			types[INDEX_MAX_KEYS];
	Datum		values[INDEX_MAX_KEYS];
	StringInfoData query;
	StringInfoData arrays;
	StringInfoData names;
	bool		isnull;
	int			i;

	initStringInfo(&query);
	initStringInfo(&arrays);
	initStringInfo(&names);
	appendStringInfo(&query, "SELECT 1 FROM %s%s x, ", key->only ? "ONLY " : "", key->table.name);
	for (i = 0; i < key->ncolumns; i++)
	{
		types[i] = TEXTARRAYOID;
		values[i] = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, i + 1, &isnull);
		appendStringInfo(&arrays, "%spg_catalog.unnest($%d)", i == 0 ? "" : ", ", i + 1);
		appendStringInfo(&names, "%sv%d", i == 0 ? "" : ", ", i);
	}
	if (ArrayGetNItems(ARR_NDIM(DatumGetArrayTypeP(values[0])), ARR_DIMS(DatumGetArrayTypeP(values[0]))) == 0)
		return false;
	appendStringInfo(&query, "ROWS FROM (%s) AS v(%s) WHERE true", arrays.data, names.data);
	for (i = 0; i < key->ncolumns; i++)
		appendStringInfo(&query, " AND v.v%d::%s %s x.%s", i, key->far_types[i], key->equals[i], key->own[i]);
	appendStringInfoString(&query, " LIMIT 1");
	return foreign_execute(&key->table, query.data, key->ncolumns, types, values, NULL) > 0;
}

static bool
is_referred_to(const HangingKey *key, const RowsOf *rows)
{
	const Reference *reference = rows->reference;

	foreign_execute(&reference->table,
					far_values_query(key, psprintf("%s%s", reference->only ? "ONLY " : "", reference->table.name),
									 rows->condition),
					rows->nargs, rows->types, rows->values, NULL);
	return any_row_refers(key);
}

/* The columns that a move changes; a generated one may be made of them, so all of those count. */
static bool
move_changes(const HangingKey *key, const Reference *reference)
{
	char	   *columns[2];

	columns[0] = reference->id_column;
	columns[1] = reference->audience_column;
	return refers_to(key, columns, 2) || reference->generated_image != NULL;
}

/*
 * Does a move take rows out of the partition that the key hangs on?  For the server
 * that is a removal.
 */
static bool
move_parts(const HangingKey *key, const Reference *reference)
{
	return is_among(reference->id_column, key->parting, key->nparting) ||
		(reference->audience_column != NULL && is_among(reference->audience_column, key->parting, key->nparting));
}

/* Do the rows that hang on a row that goes go with it, or are they emptied? */
static bool
acts_on_removal(const HangingKey *key)
{
	return key->on_delete == FKCONSTR_ACTION_CASCADE || empties(key->on_delete);
}

/* These rows are to be moved: refuse where a row of others would be emptied by that. */
void
hanging_refuse_move(const RowsOf *rows)
{
	const Reference *reference = rows->reference;
	int			i;

	for (i = 0; i < found.n; i++)
	{
		const HangingKey *key = &found.keys[i];
		const HangingKey *below = NULL;

		if (key->root != reference->table.relid)
			continue;
		if (move_parts(key, reference) && acts_on_removal(key) && is_referred_to(key, rows))
			refuse(key, reference->table.name);
		if (!move_changes(key, reference))
			continue;
		if (key->on_update == FKCONSTR_ACTION_CASCADE)
			below = emptied_below(key->table.relid, key->own, key->ncolumns, 0);
		if ((empties(key->on_update) || below != NULL) && is_referred_to(key, rows))
			refuse(below != NULL ? below : key, reference->table.name);
	}
}

/* Is there a key whose rows would go, or be emptied, with a row of this table? */
bool
hanging_on_removal(const Reference *reference)
{
	int			i;

	for (i = 0; i < found.n; i++)
	{
		if (found.keys[i].root == reference->table.relid &&
			acts_on_removal(&found.keys[i]))
			return true;
	}
	return false;
}

/* These rows are to be set aside. */
void
hanging_refuse_removal(const RowsOf *rows)
{
	int			i;

	for (i = 0; i < found.n; i++)
	{
		const HangingKey *key = &found.keys[i];

		if (key->root == rows->reference->table.relid &&
			acts_on_removal(key) && is_referred_to(key, rows))
			refuse(key, rows->reference->table.name);
	}
}

static const char *
are_about(const HangingKey *key)
{
	int			i;

	for (i = 0; i < (int) lengthof(own_tables); i++)
	{
		if (strcmp(key->root_name, psprintf("contacts.%s", own_tables[i].name)) == 0)
			return own_tables[i].are_about;
	}
	elog(ERROR, "\"%s\" is no table whose keys hold a contact", key->root_name);
}

/*
 * Others refer to our own tables, too: a row that refers to one of what these
 * contacts have refuses the merge.
 */
void
hanging_refuse_own(int64 account_id, Datum contacts)
{
	Oid			types[2] = {INT8OID, UUIDARRAYOID};
	Datum		values[2];
	int			i;

	values[0] = Int64GetDatum(account_id);
	values[1] = contacts;
	for (i = 0; i < found.n; i++)
	{
		const HangingKey *key = &found.keys[i];

		if (!key->ours)
			continue;
		if (SPI_execute_with_args(far_values_query(key, key->root_name,
												   psprintf("r.account_id = $1 AND %s", are_about(key))),
								  2, types, values, NULL, false, 0) < 0)
			elog(ERROR, "could not read %s", key->root_name);
		if (any_row_refers(key))
			refuse(key, key->root_name);
	}
}

/* For attempt(): let what waits be checked now. */
static void
set_immediate(void *arg)
{
	int			result = SPI_execute((const char *) arg, false, 0);

	if (result < 0)
		elog(ERROR, "could not execute \"%s\": %s", (const char *) arg, SPI_result_code_string(result));
}

static KeptPlan deferrable_plan = {
	"SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, k.conname) "
	"FROM (SELECT $1 AS relid UNION SELECT q.relid FROM pg_catalog.pg_partition_tree($1) q) t"
	"  JOIN pg_catalog.pg_constraint k ON (k.conrelid = t.relid OR k.confrelid = t.relid) AND k.condeferrable"
	"  JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace "
	"ORDER BY 1",
	1, {OIDOID}
};

/*
 * Deferred constraints of a table that has been written, and those that hang on it,
 * would be checked at the commit only.  So let them be checked, and take back that
 * they no longer wait: the setting is the caller's.
 */
static void
check_deferred(const ForeignTable *table)
{
	Datum		value = ObjectIdGetDatum(table->relid);
	StringInfoData statement;
	OwnerScope	scope;
	ErrorData  *error;
	uint64		n;
	uint64		i;

	n = kept_query_latest(&deferrable_plan, &value, 0);
	if (n == 0)
		return;
	initStringInfo(&statement);
	for (i = 0; i < n; i++)
		appendStringInfo(&statement, "%s %s", i == 0 ? "SET CONSTRAINTS" : ",",
						 SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	appendStringInfoString(&statement, " IMMEDIATE");
	nobody_scope_begin(&scope, table->owner, table->schema);
	error = attempt(set_immediate, statement.data, false);
	owner_scope_end(&scope);
	if (error != NULL)
	{
		if (ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION)
			ReThrowError(error);
		foreign_refuse(table, psprintf("constraint \"%s\" is in the way (SQLSTATE %s)",
									   error->constraint_name != NULL ? error->constraint_name : "",
									   unpack_sql_state(error->sqlerrcode)));
	}
}

void
hanging_check_deferred(const Reference *reference)
{
	int			i;

	if (reference->deferrable)
		check_deferred(&reference->table);
	for (i = 0; i < found.n; i++)
	{
		if (found.keys[i].root == reference->table.relid && found.keys[i].deferrable)
			check_deferred(&found.keys[i].table);
	}
}
