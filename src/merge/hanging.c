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

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
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

/* A row r that the log of the merge $3 has done this to. */
#define IN_LOG(table, actions, same) \
	"EXISTS (SELECT FROM contacts.merge_rows l, pg_catalog.jsonb_array_elements(l.keys) AS k(v)" \
	" WHERE l.account_id = $1 AND l.merge_id = $3 AND l.constraint_name = '' AND l.table_name = '" table "'" \
	"  AND l.action IN (" actions ") AND " same ")"

/*
 * Tables of ours whose keys change, or whose rows go: which rows r of them a merge of
 * the contacts in $2 takes, and which its undoing, the survivor being in $2.
 */
static const struct
{
	const char *name;
	const char *by_merge;		/* NULL: none */
	const char *by_undo;
}			own_tables[] = {
	{"contact_phones", "r.contact_id = ANY ($2)",
		"r.contact_id = ANY ($2) AND " IN_LOG("contact_phones", "'moved', 'made'", "r.phone = (k.v ->> 'phone')::contacts.phone")},
	{"contact_emails", "r.contact_id = ANY ($2)",
		"r.contact_id = ANY ($2) AND " IN_LOG("contact_emails", "'moved', 'made'", "r.email = k.v ->> 'email'")},
	{"contact_redirects", NULL, "r.merge_id = $3"},
	{"duplicate_dismissals", "(r.contact_a = ANY ($2) OR r.contact_b = ANY ($2))",
		"(r.contact_a = ANY ($2) OR r.contact_b = ANY ($2)) AND " IN_LOG("duplicate_dismissals", "'made'",
			"r.contact_a = (k.v ->> 'contact_a')::pg_catalog.uuid AND r.contact_b = (k.v ->> 'contact_b')::pg_catalog.uuid")},
	{"found_duplicates", "(r.contact_a = ANY ($2) OR r.contact_b = ANY ($2))", NULL},
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
	key->own = foreign_read_texts(tuple, desc, 13, &key->ncolumns);
	key->far = foreign_read_texts(tuple, desc, 14, &key->ncolumns);
	key->far_types = foreign_read_texts(tuple, desc, 15, &key->ncolumns);
	key->equals = foreign_read_texts(tuple, desc, 16, &key->ncolumns);
	key->parting = foreign_read_texts(tuple, desc, 17, &key->nparting);
}

bool
hanging_any(void)
{
	return found.n > 0;
}

/* Before the memory goes in which they are. */
void
hanging_forget(void)
{
	found.n = 0;
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

/*
 * Would a change of these columns of a table empty a column of a table that hangs on it,
 * in turn?  changed: for each key, which of its columns are known to change, by bits;
 * what is known is not followed again, for keys may go in circles.
 */
static const HangingKey *
emptied_below(Oid root, char *const *columns, int n, uint32 *changed)
{
	int			i;
	int			j;

	for (i = 0; i < found.n; i++)
	{
		const HangingKey *key = &found.keys[i];
		const HangingKey *below;
		char	  **own;
		uint32		before = changed[i];

		CHECK_FOR_INTERRUPTS();
		if (key->root != root || !refers_to(key, columns, n))
			continue;
		if (empties(key->on_update))
			return key;
		if (key->on_update != FKCONSTR_ACTION_CASCADE)
			continue;
		own = palloc0(sizeof(char *) * key->ncolumns);
		for (j = 0; j < key->ncolumns; j++)
		{
			if (is_among(key->far[j], columns, n))
				changed[i] |= (uint32) 1 << j;
			if (changed[i] & ((uint32) 1 << j))
				own[j] = key->own[j];
		}
		if (changed[i] == before)
			continue;
		below = emptied_below(key->table.relid, own, key->ncolumns, changed);
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
			below = emptied_below(key->table.relid, key->own, key->ncolumns, palloc0(sizeof(uint32) * found.n));
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

/*
 * Others refer to our own tables, too: a row that refers to one of what a merge of these
 * contacts takes, or its undoing (of the survivor's), refuses it.
 */
void
hanging_refuse_own(int64 account_id, Datum contacts, Datum merge_id, bool undo)
{
	Oid			types[] = {INT8OID, UUIDARRAYOID, UUIDOID};
	Datum		values[3];
	int			i;
	int			k;

	values[0] = Int64GetDatum(account_id);
	values[1] = contacts;
	values[2] = merge_id;
	for (i = 0; i < found.n; i++)
	{
		const HangingKey *key = &found.keys[i];

		for (k = 0; key->ours && k < (int) lengthof(own_tables); k++)
		{
			const char *taken = undo ? own_tables[k].by_undo : own_tables[k].by_merge;

			if (taken == NULL || strcmp(key->root_name, psprintf("contacts.%s", own_tables[k].name)) != 0)
				continue;
			if (SPI_execute_with_args(far_values_query(key, key->root_name,
													   psprintf("r.account_id = $1 AND %s", taken)),
									  3, types, values, NULL, false, 0) < 0)
				elog(ERROR, "could not read %s", key->root_name);
			if (any_row_refers(key))
				refuse(key, key->root_name);
		}
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

/*
 * The deferrable constraints of a table and of its partitions, by their names; and any
 * other relation that has one of the same name in the same schema.
 */
#define TREE(table)	"(SELECT " table " AS relid UNION SELECT q.relid FROM pg_catalog.pg_partition_tree(" table ") q)"

static KeptPlan deferrable_plan = {
	"SELECT pg_catalog.format('%I.%I', n.nspname, k.conname), x.conrelid "
	"FROM (SELECT DISTINCT k.connamespace, k.conname"
	"  FROM " TREE("$1") " t JOIN pg_catalog.pg_constraint k ON k.conrelid = t.relid AND k.condeferrable) k"
	"  JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace"
	"  LEFT JOIN pg_catalog.pg_constraint x ON x.connamespace = k.connamespace AND x.conname = k.conname"
	"    AND x.conrelid NOT IN (SELECT t.relid FROM " TREE("$1") " t) "
	"ORDER BY 1",
	1, {OIDOID}
};

/*
 * SET CONSTRAINTS goes by the name, and would run what waits at another table, maybe of
 * somebody else, with the rights of this table's owner.
 */
static void
refuse_namesake(const ForeignTable *table, HeapTuple tuple, TupleDesc desc)
{
	bool		isnull;
	Oid			relid = DatumGetObjectId(SPI_getbinval(tuple, desc, 2, &isnull));

	if (!isnull && AfterTriggerPendingOnRel(relid))
		foreign_refuse(table, psprintf("deferred triggers of another table wait under the name of its constraint %s",
									   SPI_getvalue(tuple, desc, 1)));
}

/*
 * Deferred constraints of a table that has been written would be checked at the commit
 * only.  So let them be checked, and take back that they no longer wait: the setting is
 * the caller's.
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
	{
		refuse_namesake(table, SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
		appendStringInfo(&statement, "%s %s", i == 0 ? "SET CONSTRAINTS" : ",",
						 SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	}
	appendStringInfoString(&statement, " IMMEDIATE");
	nobody_scope_begin(&scope, table->owner, table->schema);
	error = attempt(set_immediate, statement.data, false);
	owner_scope_end(&scope);
	if (error != NULL)
		foreign_report_failure(table, error);
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
