/*-------------------------------------------------------------------------
 *
 * reference.c
 *	  What refers to contacts in tables of others: foreign keys, found in the
 *	  catalog at the time of a merge, and references that have been registered.
 *
 * What is found is kept for the session and forgotten as soon as a constraint, a
 * schema, a role or one of the tables changes.  The tables are locked as a write
 * locks them before what was found counts: who makes a key that refers to one of
 * them, or attaches a partition, waits, and what was made before has been seen.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "merge/hanging.h"
#include "merge/reference.h"

/*
 * The keys (conparentid: partitions repeat the constraints of their parent) and
 * what has been registered, both as the names of columns.
 */
#define FOUND_REFERENCES \
	"(SELECT k.conrelid AS relid, k.conname::pg_catalog.text AS name, false AS registered, m.*," \
	"   NULL::pg_catalog.text AS type_column, NULL::pg_catalog.text AS type_value, NULL::pg_catalog.text AS path, false AS missing" \
	" FROM pg_catalog.pg_constraint k CROSS JOIN LATERAL (" \
	"   SELECT" \
	"     pg_catalog.max(a.attname::pg_catalog.text) FILTER (WHERE f.attname = 'account_id') AS account_column," \
	"     pg_catalog.max(a.attname::pg_catalog.text) FILTER (WHERE f.attname = 'id') AS id_column," \
	"     pg_catalog.max(a.attname::pg_catalog.text) FILTER (WHERE f.attname = 'audience') AS audience_column," \
	"     pg_catalog.max(a.attname::pg_catalog.text) FILTER (WHERE f.attname = 'phone') AS phone_column," \
	"     pg_catalog.bool_or(f.attname <> ALL ('{account_id,id,audience,phone}'::name[])) AS other_columns," \
	"     pg_catalog.bool_or(a.attgenerated <> '') AS generated," \
	"     pg_catalog.bool_or(a.atttypid <> f.atttypid) AS other_types" \
	"   FROM unnest(k.conkey, k.confkey) AS u(own, far)" \
	"     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own" \
	"     JOIN pg_catalog.pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = u.far) m" \
	" WHERE k.contype = 'f' AND k.conparentid = 0" \
	"   AND k.confrelid = 'contacts.contacts'::pg_catalog.regclass" \
	" UNION ALL" \
	" SELECT g.table_name, g.name, true, g.account_column, g.id_column, NULL, NULL, false," \
	"   (SELECT a.attgenerated <> '' FROM pg_catalog.pg_attribute a WHERE a.attrelid = g.table_name AND a.attname = g.id_column)," \
	"   false, g.type_column, g.type_value, g.path::pg_catalog.text," \
	"   EXISTS (SELECT FROM unnest(ARRAY[g.id_column, g.account_column, g.type_column]) AS w(name) WHERE w.name IS NOT NULL" \
	"    AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = g.table_name AND a.attname = w.name AND a.attnum > 0 AND NOT a.attisdropped))" \
	" FROM contacts.registered_references g)"

static KeptPlan references_plan = {
	"SELECT " FOREIGN_TABLE_COLUMNS ", x.name, x.registered, t.relkind <> 'p',"
	"  pg_catalog.quote_ident(x.account_column), pg_catalog.quote_ident(x.id_column),"
	"  pg_catalog.quote_ident(x.audience_column), pg_catalog.quote_ident(x.phone_column),"
	"  c.id_type, pg_catalog.quote_ident(x.type_column), pg_catalog.quote_literal(x.type_value),"
	"  pg_catalog.quote_literal(x.path), x.other_columns, x.generated, x.other_types, c.account_may_be_null,"
	"  p.key_row, p.key_match,"
	"  c.value_row, c.insert_columns, c.insert_values, c.image, c.generated_image,"
	/* and which table of which database it is, for names come to mean others */
	"  pg_catalog.jsonb_build_object('account', x.account_column, 'id', x.id_column, 'audience', x.audience_column, 'registered', x.registered,"
	"    'table', t.oid, 'database', (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()), 'system', $1),"
	"  EXISTS (SELECT FROM pg_catalog.pg_partition_tree(t.oid) q JOIN pg_catalog.pg_constraint f"
	"    ON (f.conrelid = q.relid OR f.confrelid = q.relid) AND f.condeferrable)"
	"   OR EXISTS (SELECT FROM pg_catalog.pg_constraint f WHERE (f.conrelid = t.oid OR f.confrelid = t.oid) AND f.condeferrable),"
	"  x.missing, coalesce(p.key_holds, false) "
	"FROM " FOUND_REFERENCES " x"
	"  JOIN pg_catalog.pg_class t ON t.oid = x.relid"
	"  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace"
	"  CROSS JOIN LATERAL (SELECT"
	"    pg_catalog.max(a.type) FILTER (WHERE a.attname = x.id_column) AS id_type,"
	"    pg_catalog.bool_or(NOT a.attnotnull) FILTER (WHERE a.attname = x.account_column) AS account_may_be_null,"
	"    'pg_catalog.jsonb_object(ARRAY[' || pg_catalog.string_agg(pg_catalog.quote_literal(a.attname), ',' ORDER BY a.attnum)"
	"      FILTER (WHERE a.attgenerated = '') || ']::pg_catalog.text[], ARRAY['"
	"      || pg_catalog.string_agg(pg_catalog.format('r.%I::pg_catalog.text', a.attname), ',' ORDER BY a.attnum)"
	"      FILTER (WHERE a.attgenerated = '') || ']::pg_catalog.text[])' AS value_row,"
	"    pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS insert_columns,"
	"    pg_catalog.string_agg(pg_catalog.format('(k.v ->> %L)::%s', a.attname, a.type), ', ' ORDER BY a.attnum)"
	"      FILTER (WHERE a.attgenerated = '') AS insert_values,"
	"    pg_catalog.string_agg(CASE"
	"      WHEN a.attname = x.id_column AND x.path IS NULL THEN pg_catalog.format('$3::%s AS %I', a.type, a.attname)"
	"      WHEN a.attname = x.audience_column THEN pg_catalog.format('CASE WHEN r.%2$I IS NOT NULL THEN $4::%1$s END AS %2$I', a.type, a.attname)"
	"      ELSE pg_catalog.format('r.%I', a.attname) END, ', ' ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS image,"
	"    pg_catalog.string_agg(pg_catalog.format('(%s) AS %I', pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attname), ', ' ORDER BY a.attnum)"
	"      FILTER (WHERE a.attgenerated <> '') AS generated_image"
	"    FROM (SELECT a.*, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type FROM pg_catalog.pg_attribute a"
	"      WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) a"
	"      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum) c"
	"  LEFT JOIN LATERAL (SELECT"
	"    'pg_catalog.jsonb_object(ARRAY[' || pg_catalog.string_agg(pg_catalog.quote_literal(a.attname), ',')"
	"      || ']::pg_catalog.text[], ARRAY[' || pg_catalog.string_agg(pg_catalog.format('r.%I::pg_catalog.text', a.attname), ',')"
	"      || ']::pg_catalog.text[])::pg_catalog.text' AS key_row, pg_catalog.bool_or(a.attname IN (x.id_column, x.audience_column)) AS key_holds,"
	"    pg_catalog.string_agg(pg_catalog.format('r.%I %s (k.v ->> %L)::%s', a.attname,"
	"      " INDEX_EQUALITY("i.indclass[u.n - 1]") ", a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)), ' AND ') AS key_match"
	"    FROM pg_catalog.pg_index i, unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS u(attnum, n), pg_catalog.pg_attribute a"
	"    WHERE i.indrelid = t.oid AND i.indisprimary AND i.indisvalid AND NOT i.indisexclusion AND u.n <= i.indnkeyatts"
	"      AND a.attrelid = i.indrelid AND a.attnum = u.attnum"
	"    HAVING pg_catalog.count(*) > 0) p ON true "
	"WHERE " IS_NOT_OURS("t.oid") " "
	"ORDER BY n.nspname, t.relname, x.name",
	1, {TEXTOID}
};

/*
 * The unique indexes of these tables in which a row that is moved can clash: those
 * that hold one of the moved columns ($2, with the relation in $1), or a column
 * that is generated, or an expression or predicate over one.  Valid ones, of the
 * very relation, whose equality is that of their types: any other is met as a
 * clash, which refuses the merge.
 */
static KeptPlan uniques_plan = {
	"SELECT i.indnullsnotdistinct, pg_catalog.pg_get_expr(i.indpred, i.indrelid), k.keys "
	"FROM pg_catalog.pg_index i CROSS JOIN LATERAL (SELECT"
	"    pg_catalog.array_agg(pg_catalog.format('(%s)%s', pg_catalog.pg_get_indexdef(i.indexrelid, p.n, false),"
	"      (SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co"
	"        JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = i.indcollation[p.n - 1])) ORDER BY p.n) AS keys,"
	"    pg_catalog.bool_and(coalesce(e.amopopr = de.amopopr, false)) AS usual"
	"  FROM pg_catalog.generate_series(1, i.indnkeyatts) AS p(n)"
	"    JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[p.n - 1]"
	"    LEFT JOIN pg_catalog.pg_amop e ON e.amopfamily = o.opcfamily AND e.amoplefttype = o.opcintype"
	"      AND e.amoprighttype = o.opcintype AND e.amopstrategy = 3"
	"    LEFT JOIN pg_catalog.pg_opclass dc ON dc.opcmethod = o.opcmethod AND dc.opcdefault AND dc.opcintype = o.opcintype"
	"    LEFT JOIN pg_catalog.pg_amop de ON de.amopfamily = dc.opcfamily AND de.amoplefttype = dc.opcintype"
	"      AND de.amoprighttype = dc.opcintype AND de.amopstrategy = 3) k "
	"WHERE i.indrelid = $1 AND i.indisunique AND NOT i.indisexclusion AND i.indisvalid AND i.indisready AND i.indislive AND k.usual"
	"  AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid"
	"    AND (pg_catalog.quote_ident(a.attname) = ANY ($2) OR a.attgenerated <> '')"
	"    AND (a.attnum = ANY (i.indkey) OR EXISTS (SELECT FROM pg_catalog.pg_depend d"
	"      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid"
	"        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum))) "
	"ORDER BY i.indexrelid",
	2, {OIDOID, TEXTARRAYOID}
};

static struct
{
	bool		known;			/* looked since the last change */
	bool		looking;
	int			n;
	Reference  *references;
	Oid			registered;		/* the table contacts.registered_references */
	int			nplans;			/* references that may have a plan to be freed */
	MemoryContext context;
}			found;

static void
forget_by_syscache(Datum arg, int cacheid, uint32 hash)
{
	found.known = false;
}

static void
forget_by_relcache(Datum arg, Oid relid)
{
	int			i;

	/* while we look, any table may be one of them */
	if (!OidIsValid(relid) || found.looking || relid == found.registered)
		found.known = false;
	for (i = 0; i < found.n && found.known; i++)
	{
		if (found.references[i].table.relid == relid)
			found.known = false;
	}
	if (found.known && hanging_is_about(relid))
		found.known = false;
}

void
reference_init(void)
{
	/* whatever a name in a statement may mean, and who may make what */
	static const int caches[] = {
		CONSTROID, NAMESPACEOID, AUTHOID, AUTHMEMROLEMEM, DATABASEOID, TYPEOID, PROCOID, OPEROID, COLLOID
	};
	int			i;

	for (i = 0; i < (int) lengthof(caches); i++)
		CacheRegisterSyscacheCallback(caches[i], forget_by_syscache, (Datum) 0);
	CacheRegisterRelcacheCallback(forget_by_relcache, (Datum) 0);
}

static bool
column_bool(HeapTuple tuple, TupleDesc desc, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(tuple, desc, column, &isnull);

	return !isnull && DatumGetBool(value);
}

static void
read_reference(Reference *reference, HeapTuple tuple, TupleDesc desc)
{
	memset(reference, 0, sizeof(*reference));
	foreign_table_read(&reference->table, tuple, desc);
	reference->table.constraint = SPI_getvalue(tuple, desc, 5);
	reference->table.registered = column_bool(tuple, desc, 6);
	reference->only = column_bool(tuple, desc, 7);
	reference->account_column = SPI_getvalue(tuple, desc, 8);
	reference->id_column = SPI_getvalue(tuple, desc, 9);
	reference->audience_column = SPI_getvalue(tuple, desc, 10);
	reference->phone_column = SPI_getvalue(tuple, desc, 11);
	reference->id_type = SPI_getvalue(tuple, desc, 12);
	reference->type_column = SPI_getvalue(tuple, desc, 13);
	reference->type_value = SPI_getvalue(tuple, desc, 14);
	reference->path = SPI_getvalue(tuple, desc, 15);
	reference->other_columns = column_bool(tuple, desc, 16);
	reference->generated = column_bool(tuple, desc, 17);
	reference->other_types = column_bool(tuple, desc, 18);
	reference->account_may_be_null = column_bool(tuple, desc, 19);
	reference->key_row = SPI_getvalue(tuple, desc, 20);
	reference->key_match = SPI_getvalue(tuple, desc, 21);
	reference->value_row = SPI_getvalue(tuple, desc, 22);
	reference->insert_columns = SPI_getvalue(tuple, desc, 23);
	reference->insert_values = SPI_getvalue(tuple, desc, 24);
	reference->image = SPI_getvalue(tuple, desc, 25);
	reference->generated_image = SPI_getvalue(tuple, desc, 26);
	reference->columns = SPI_getvalue(tuple, desc, 27);
	reference->deferrable = column_bool(tuple, desc, 28);
	reference->missing = column_bool(tuple, desc, 29);
	reference->key_holds = column_bool(tuple, desc, 30);
	if (reference->key_row == NULL)
		reference->key_row = pstrdup("'{\"digest\": \"' || " ROW_DIGEST("r") " || '\"}'");
}

/* In the memory of what was found. */
static void
find_uniques(Reference *reference)
{
	Datum		values[2];
	Datum		columns[2];
	int			ncolumns = 0;
	int			i;

	columns[ncolumns++] = CStringGetTextDatum(reference->id_column);
	if (reference->audience_column != NULL)
		columns[ncolumns++] = CStringGetTextDatum(reference->audience_column);
	values[0] = ObjectIdGetDatum(reference->table.relid);
	values[1] = PointerGetDatum(construct_array(columns, ncolumns, TEXTOID, -1, false, TYPALIGN_INT));
	reference->nuniques = (int) kept_query_latest(&uniques_plan, values, 0);
	reference->uniques = MemoryContextAllocZero(found.context,
												sizeof(UniqueIndex) * Max(reference->nuniques, 1));
	for (i = 0; i < reference->nuniques; i++)
	{
		UniqueIndex *unique = &reference->uniques[i];
		MemoryContext context = MemoryContextSwitchTo(found.context);
		HeapTuple	tuple = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		unique->nulls_equal = column_bool(tuple, desc, 1);
		unique->predicate = SPI_getvalue(tuple, desc, 2);
		unique->keys = foreign_read_texts(tuple, desc, 3, &unique->nkeys);
		MemoryContextSwitchTo(context);
	}
	reference->table.has_twins = reference->nuniques > 0;
}

/* Which server's data these are: a copy of them elsewhere has other numbers for the same names. */
Datum
system_id(void)
{
	return CStringGetTextDatum(psprintf(UINT64_FORMAT, GetSystemIdentifier()));
}

static void
look(void)
{
	SPITupleTable *table;
	int			level = foreign_exact_settings();
	Datum		system = system_id();
	int			n;
	int			i;
	int			k;

	if (found.context == NULL)
		found.context = AllocSetContextCreate(TopMemoryContext, "contacts references",
											  ALLOCSET_SMALL_SIZES);
	/* what changes while we look makes us look again */
	found.known = found.looking = true;
	PG_TRY();
	{
		found.n = 0;
		hanging_forget();
		found.registered = get_relname_relid("registered_references", contacts_schema());
		n = (int) kept_query_latest(&references_plan, &system, 0);
		table = SPI_tuptable;
		for (i = 0; i < found.nplans; i++)
		{
			for (k = 0; k < (int) lengthof(found.references[i].any_plan); k++)
			{
				if (found.references[i].any_plan[k] != NULL)
					SPI_freeplan(found.references[i].any_plan[k]);
			}
		}
		found.nplans = 0;
		MemoryContextReset(found.context);
		found.references = MemoryContextAlloc(found.context, sizeof(Reference) * Max(n, 1));
		for (i = 0; i < n; i++)
		{
			MemoryContext context = MemoryContextSwitchTo(found.context);

			read_reference(&found.references[i], table->vals[i], table->tupdesc);
			MemoryContextSwitchTo(context);
			if (found.references[i].id_column != NULL && !found.references[i].missing)
				find_uniques(&found.references[i]);
		}
		found.n = found.nplans = n;
		hanging_look(found.context, found.references, n);
	}
	PG_CATCH();
	{
		found.known = found.looking = false;
		PG_RE_THROW();
	}
	PG_END_TRY();
	AtEOXact_GUC(false, level);
	found.looking = false;
}

/*
 * All references, their tables locked.  SPI is connected, the rights are the
 * owner's.
 */
const Reference *
references_find(int *n)
{
	int			i;

	LockRelationOid(get_relname_relid("contacts", contacts_schema()), RowExclusiveLock);
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!found.known)
			look();
		/* a wait for one may tell of a change of another, and shrink the list */
		for (i = 0; found.known && i < found.n; i++)
			LockRelationOid(found.references[i].table.relid, RowExclusiveLock);
		if (found.known)
			hanging_lock();
	} while (!found.known);
	if (n != NULL)
		*n = found.n;
	return found.references;
}

/* Can a merge set off code of others at all?  After references_find(). */
bool
references_any(void)
{
	return found.n > 0 || hanging_any();
}

/*
 * The reference of rows of the log, or NULL; after references_find().  A table is known by
 * its number where it has one, and by its name in a restored database.
 */
const Reference *
reference_of_log(const MergeRun *run)
{
	int			i;

	for (i = 0; i < found.n; i++)
	{
		const Reference *reference = &found.references[i];

		if (reference->table.registered == run->registered &&
			strcmp(reference->table.constraint, run->constraint) == 0 &&
			(OidIsValid(run->relid) ? reference->table.relid == run->relid :
			 strcmp(reference->table.name, run->table) == 0))
			return reference;
	}
	return NULL;
}
