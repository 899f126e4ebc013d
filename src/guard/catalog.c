/*-------------------------------------------------------------------------
 *
 * catalog.c
 *	  The extension's objects as SQL that makes them: as they are in this
 *	  database, and as the release ships them.
 *
 * What is shipped stands in shipped_catalog.h, written by make shipped-catalog
 * from a fresh installation and compared with one by the tests.  It must read
 * the same on every supported release and after pg_upgrade: so expressions are
 * deparsed under search_path = pg_catalog and the server's defaults, and left
 * out is what differs from release to release: the constraints that 18 makes
 * of NOT NULL, the row types that 17 makes members, the table names with which
 * 15 qualifies the columns of a view.
 *
 * Left out as well is what is the administrator's business: comments, storage
 * parameters, statistics targets (but 0, where we set it), tablespaces.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "guard/catalog.h"

static const struct
{
	const char *kind;
	const char *object;
	const char *definition;
}			shipped[] =
{
#define SHIPPED(kind, object, definition) {kind, object, definition},
#include "guard/shipped_catalog.h"
#undef SHIPPED
};

/*
 * The queries of one kind of object each.  They share these columns:
 * kind, object; parent: the table that it is part of; definition: SQL that
 * makes it; removal: SQL that takes it away; remark: why it should not be
 * there if it has been added, null where it may.
 *
 * Tables are those of the schema, members or not: one that somebody has taken
 * out of the extension is one difference, not one for each of its columns.
 */
static const char *const with_members =
	"WITH extension AS (SELECT oid, extconfig, extcondition FROM pg_extension WHERE extname = 'contacts'),"
	" member AS ("
	"  SELECT d.classid, d.objid FROM pg_depend d JOIN extension e ON e.oid = d.refobjid"
	"  WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'),"
	" relation AS ("
	"  SELECT c.*, c.oid::regclass::text AS name FROM pg_class c"
	"  WHERE c.relnamespace = 'contacts'::regnamespace AND c.relkind = ANY ('{r,p,v}'::\"char\"[])),"
	" attribute AS ("
	"  SELECT a.*, r.name AS relation, r.relkind, format('%s.%I', r.name, a.attname) AS name,"
	"   format('ALTER TABLE %s ALTER COLUMN %I ', r.name, a.attname) AS alter"
	"  FROM pg_attribute a JOIN relation r ON r.oid = a.attrelid"
	"  WHERE a.attnum > 0 AND NOT a.attisdropped)";

static const char *const kinds[] = {
	/* types, before what uses them */
	"SELECT 'type', t.oid::regtype::text, NULL,"
	"  CASE t.typtype WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', t.oid::regtype,"
	"    (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))"
	"   WHEN 'd' THEN format('CREATE DOMAIN %s AS %s%s%s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),"
	"    CASE WHEN t.typnotnull THEN ' NOT NULL' END, ' DEFAULT ' || t.typdefault)"
	"   ELSE format('CREATE TYPE %s (INPUT = %s, OUTPUT = %s, RECEIVE = %s, SEND = %s, INTERNALLENGTH = %s,"
	"     BYVALUE = %s, ALIGNMENT = %s, STORAGE = %s, CATEGORY = %L, PREFERRED = %s)', t.oid::regtype,"
	"    t.typinput, t.typoutput, t.typreceive, t.typsend, t.typlen, t.typbyval, t.typalign, t.typstorage,"
	"    t.typcategory, t.typispreferred) END,"
	"  NULL, ''"
	" FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid"
	" WHERE t.typtype = ANY ('{b,d,e}'::\"char\"[]) AND t.typcategory <> 'A'",

	"SELECT 'domain constraint', format('%I on %s', k.conname, k.contypid::regtype), NULL,"
	"  format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', k.contypid::regtype, k.conname, pg_get_constraintdef(k.oid)),"
	"  format('ALTER DOMAIN %s DROP CONSTRAINT %I', k.contypid::regtype, k.conname), ''"
	" FROM pg_constraint k JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = k.contypid"
	" WHERE k.contype = 'c'",

	"SELECT CASE f.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, f.oid::regprocedure::text, NULL, btrim(pg_get_functiondef(f.oid), E'\\n'), NULL, ''"
	" FROM pg_proc f JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = f.oid"
	" WHERE f.prokind <> 'a'",

	"SELECT 'aggregate', f.oid::regprocedure::text, NULL,"
	"  format('CREATE OR REPLACE AGGREGATE %s.%I(%s) (SFUNC = %s, STYPE = %s%s%s%s, PARALLEL = %s)',"
	"   f.pronamespace::regnamespace, f.proname, pg_get_function_identity_arguments(f.oid),"
	"   a.aggtransfn, a.aggtranstype::regtype,"
	"   ', FINALFUNC = ' || nullif(a.aggfinalfn::oid, 0)::regproc, ', COMBINEFUNC = ' || nullif(a.aggcombinefn::oid, 0)::regproc,"
	"   ', SORTOP = ' || (SELECT format('OPERATOR(%I.%s)', n.nspname, o.oprname)"
	"    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid = a.aggsortop),"
	"   CASE f.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' ELSE 'UNSAFE' END),"
	"  NULL, ''"
	" FROM pg_proc f JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = f.oid"
	" JOIN pg_aggregate a ON a.aggfnoid = f.oid",

	/* a CREATE names the other two operators, so that they may come later */
	"SELECT 'operator', o.oid::regoperator::text, NULL,"
	"  format('CREATE OPERATOR %I.%s (FUNCTION = %s, LEFTARG = %s, RIGHTARG = %s%s%s%s%s)', n.nspname, o.oprname,"
	"   o.oprcode, o.oprleft::regtype, o.oprright::regtype,"
	"   ', COMMUTATOR = ' || (SELECT c.oprname FROM pg_operator c WHERE c.oid = o.oprcom),"
	"   ', NEGATOR = ' || (SELECT c.oprname FROM pg_operator c WHERE c.oid = o.oprnegate),"
	"   CASE WHEN o.oprcanhash THEN ', HASHES' END, CASE WHEN o.oprcanmerge THEN ', MERGES' END),"
	"  NULL, ''"
	" FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid"
	" JOIN pg_namespace n ON n.oid = o.oprnamespace",

	"SELECT 'estimator', o.oid::regoperator::text, NULL,"
	"  format('ALTER OPERATOR %s SET (RESTRICT = %s, JOIN = %s)', o.oid::regoperator,"
	"   coalesce(nullif(o.oprrest::oid, 0)::regproc::text, 'NONE'), coalesce(nullif(o.oprjoin::oid, 0)::regproc::text, 'NONE')),"
	"  NULL, ''"
	" FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid",

	"SELECT 'cast', c.name, NULL,"
	"  format('CREATE CAST %s %s%s', c.name,"
	"   CASE c.castmethod WHEN 'i' THEN 'WITH INOUT' WHEN 'b' THEN 'WITHOUT FUNCTION'"
	"    ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END,"
	"   CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END),"
	"  NULL, ''"
	" FROM (SELECT oid, castmethod, castfunc, castcontext,"
	"   format('(%s AS %s)', castsource::regtype, casttarget::regtype) AS name FROM pg_cast) c"
	" JOIN member m ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid",

	"SELECT 'operator class', format('%I.%I USING %I', n.nspname, c.opcname, a.amname), NULL,"
	"  format('FOR TYPE %s%s STORAGE %s FAMILY %I', c.opcintype::regtype, CASE WHEN c.opcdefault THEN ' DEFAULT' END,"
	"   c.opckeytype::regtype, f.opfname), NULL, ''"
	" FROM pg_opclass c JOIN member m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid"
	" JOIN pg_namespace n ON n.oid = c.opcnamespace JOIN pg_am a ON a.oid = c.opcmethod"
	" JOIN pg_opfamily f ON f.oid = c.opcfamily",

	"SELECT 'operator family', format('%I.%I USING %I', n.nspname, f.opfname, a.amname), NULL,"
	"  (SELECT string_agg(x.entry, ', ' ORDER BY x.entry) FROM ("
	"    SELECT format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator) AS entry"
	"    FROM pg_amop o WHERE o.amopfamily = f.oid"
	"    UNION ALL SELECT format('FUNCTION %s (%s, %s) %s', p.amprocnum, p.amproclefttype::regtype,"
	"     p.amprocrighttype::regtype, p.amproc) FROM pg_amproc p WHERE p.amprocfamily = f.oid) x),"
	"  NULL, ''"
	" FROM pg_opfamily f JOIN member m ON m.classid = 'pg_opfamily'::regclass AND m.objid = f.oid"
	" JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am a ON a.oid = f.opfmethod",

	/* tables and what they are made of */
	"SELECT 'table', r.name, NULL, format('ALTER TABLE %s SET %s', r.name,"
	"   CASE r.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END), NULL, ''"
	" FROM relation r JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = r.oid"
	" WHERE r.relkind <> 'v'",

	"SELECT 'column', a.name, a.relation, a.alter || 'TYPE ' || format_type(a.atttypid, a.atttypmod)"
	"   || coalesce((SELECT format(' COLLATE %I.%I', n.nspname, l.collname) FROM pg_collation l, pg_namespace n, pg_type t"
	"     WHERE l.oid = a.attcollation AND n.oid = l.collnamespace AND t.oid = a.atttypid AND t.typcollation <> l.oid), ''),"
	"  format('ALTER TABLE %s DROP COLUMN %I', a.relation, a.attname),"
	"  'a dump with it would not restore: move it to a table of your own that references (account_id, id) of ours'"
	" FROM attribute a WHERE a.relkind <> 'v'",

	"SELECT CASE a.attgenerated WHEN '' THEN 'default' ELSE 'generated column' END, a.name, a.relation,"
	"  a.alter || format(CASE a.attgenerated WHEN '' THEN 'SET DEFAULT %s'"
	"    WHEN 's' THEN 'ADD GENERATED ALWAYS AS (%s) STORED' ELSE 'ADD GENERATED ALWAYS AS (%s) VIRTUAL' END,"
	"   pg_get_expr(d.adbin, d.adrelid)),"
	"  a.alter || CASE a.attgenerated WHEN '' THEN 'DROP DEFAULT' ELSE 'DROP EXPRESSION' END, ''"
	" FROM attribute a JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum",

	"SELECT 'not null', a.name, a.relation, a.alter || 'SET NOT NULL', a.alter || 'DROP NOT NULL', ''"
	" FROM attribute a WHERE a.attnotnull",

	"SELECT 'statistics target', a.name, a.relation, a.alter || 'SET STATISTICS 0', a.alter || 'SET STATISTICS -1', NULL"
	" FROM attribute a WHERE a.attstattarget = 0",

	"SELECT CASE k.contype WHEN 'f' THEN 'foreign key' ELSE 'constraint' END, format('%I on %s', k.conname, r.name),"
	"  r.name, format('ALTER TABLE %s ADD CONSTRAINT %I %s', r.name, k.conname, pg_get_constraintdef(k.oid)),"
	"  format('ALTER TABLE %s DROP CONSTRAINT %I', r.name, k.conname),"
	"  'its violations would tell of rows that the user cannot see, or refuse what the product allows'"
	" FROM pg_constraint k JOIN relation r ON r.oid = k.conrelid"
	" WHERE k.contype = ANY ('{p,u,c,x,f}'::\"char\"[])",

	/*
	 * A plain index that somebody has added for speed is theirs, if hidden
	 * rows are not fetched through it and it runs nobody's code.
	 */
	"SELECT 'index', i.indexrelid::regclass::text, r.name,"
	"  pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' -- is not valid' END,"
	"  format('DROP INDEX %s', i.indexrelid::regclass),"
	"  CASE WHEN i.indisunique OR i.indisexclusion THEN 'its violations would tell of rows that the user cannot see'"
	"   WHEN EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid"
	"     AND d.refclassid = ANY (ARRAY['pg_proc'::regclass, 'pg_operator'::regclass]))"
	"    THEN 'it runs a function for rows that the user cannot see'"
	"   WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attname = 'audience'"
	"     AND NOT a.attnum = ANY (i.indkey)) THEN 'counters would tell of rows that the user cannot see;"
	" with audience behind its columns they do not' END"
	" FROM pg_index i JOIN relation r ON r.oid = i.indrelid"
	" WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid"
	"  AND k.contype = ANY ('{p,u,x}'::\"char\"[]))",

	"SELECT 'view', r.name, NULL, format('CREATE OR REPLACE VIEW %s%s AS %s', r.name,"
	"   (SELECT format(' WITH (%s)', string_agg(format('%I = %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name))"
	"    FROM pg_options_to_table(r.reloptions) o HAVING count(*) > 0),"
	"   btrim(regexp_replace(pg_get_viewdef(r.oid), '[[:space:]]+', ' ', 'g'), ' ;')), NULL, ''"
	" FROM relation r JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = r.oid WHERE r.relkind = 'v'",

	"SELECT 'row security', r.name, r.name, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', r.name),"
	"  format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', r.name), ''"
	" FROM relation r WHERE r.relrowsecurity",

	"SELECT 'forced row security', r.name, r.name, format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', r.name),"
	"  format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', r.name), ''"
	" FROM relation r WHERE r.relforcerowsecurity",

	"SELECT 'policy', format('%I on %s', p.polname, r.name), r.name,"
	"  format('CREATE POLICY %I ON %s%s%s TO %s%s%s', p.polname, r.name,"
	"   CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,"
	"   CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'"
	"    WHEN 'd' THEN ' FOR DELETE' END,"
	"   (SELECT string_agg(CASE o.role WHEN 0 THEN 'PUBLIC' ELSE o.role::regrole::text END, ', ' ORDER BY o.role)"
	"    FROM unnest(p.polroles) AS o(role)),"
	"   format(' USING (%s)', pg_get_expr(p.polqual, p.polrelid)),"
	"   ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),"
	"  format('DROP POLICY %I ON %s', p.polname, r.name), 'policies add up'"
	" FROM pg_policy p JOIN relation r ON r.oid = p.polrelid",

	"SELECT 'trigger', format('%I on %s', g.tgname, r.name), r.name, pg_get_triggerdef(g.oid),"
	"  format('DROP TRIGGER %I ON %s', g.tgname, r.name),"
	"  'it sees, and may change, what every user writes; a dump does not keep it'"
	" FROM pg_trigger g JOIN relation r ON r.oid = g.tgrelid WHERE NOT g.tgisinternal",

	"SELECT 'rule', format('%I on %s', w.rulename, r.name), r.name, pg_get_ruledef(w.oid),"
	"  format('DROP RULE %I ON %s', w.rulename, r.name), 'it rewrites what every user asks or writes'"
	" FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'",

	"SELECT 'dump registration', t.oid::regclass::text, NULL,"
	"  format('SELECT pg_catalog.pg_extension_config_dump(%L, %L)', t.oid::regclass, t.condition), NULL, ''"
	" FROM extension e, unnest(e.extconfig, e.extcondition) AS t(oid, condition)",

	"SELECT 'event trigger', quote_ident(v.evtname), NULL,"
	"  format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', v.evtname, v.evtevent,"
	"   (SELECT format(' WHEN TAG IN (%s)', string_agg(quote_literal(t.tag), ', ' ORDER BY t.tag)) FROM unnest(v.evttags) AS t(tag)"
	"    HAVING count(*) > 0),"
	"   v.evtfoid::regproc), NULL, ''"
	" FROM pg_event_trigger v JOIN member m ON m.classid = 'pg_event_trigger'::regclass AND m.objid = v.oid",
};

/* All kinds in one query, in this order. */
char *
catalog_query(void)
{
	StringInfoData sql;
	int			i;

	initStringInfo(&sql);
	appendStringInfo(&sql, "%s SELECT k.* FROM (", with_members);
	for (i = 0; i < lengthof(kinds); i++)
		appendStringInfo(&sql, "%sSELECT %d, x.* FROM (%s) x", i > 0 ? " UNION ALL " : "", i, kinds[i]);
	appendStringInfoString(&sql, ") AS k(place, kind, object, parent, definition, removal, remark)");
	return sql.data;
}

/* What is shipped, as three arrays of text. */
void
catalog_shipped(Datum *kind, Datum *object, Datum *definition)
{
	Datum	   *elements[3];
	int			i;

	for (i = 0; i < 3; i++)
		elements[i] = palloc(sizeof(Datum) * lengthof(shipped));
	for (i = 0; i < lengthof(shipped); i++)
	{
		elements[0][i] = CStringGetTextDatum(shipped[i].kind);
		elements[1][i] = CStringGetTextDatum(shipped[i].object);
		elements[2][i] = CStringGetTextDatum(shipped[i].definition);
	}
	*kind = PointerGetDatum(construct_array(elements[0], lengthof(shipped), TEXTOID, -1, false, TYPALIGN_INT));
	*object = PointerGetDatum(construct_array(elements[1], lengthof(shipped), TEXTOID, -1, false, TYPALIGN_INT));
	*definition = PointerGetDatum(construct_array(elements[2], lengthof(shipped), TEXTOID, -1, false, TYPALIGN_INT));
}

/* The rows of a query, as those of the function. */
void
return_query(FunctionCallInfo fcinfo, const char *sql, int nargs, Oid *types,
			 Datum *values)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	uint64		row;

	if (SPI_execute_with_args(sql, nargs, types, values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not execute \"%s\"", sql);
	for (row = 0; row < SPI_processed; row++)
	{
		Datum		columns[3];
		bool		nulls[3];
		int			i;

		Assert(SPI_tuptable->tupdesc->natts == lengthof(columns));
		for (i = 0; i < lengthof(columns); i++)
			columns[i] = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
									   i + 1, &nulls[i]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, columns, nulls);
	}
	SPI_freetuptable(SPI_tuptable);
}

PG_FUNCTION_INFO_V1(contacts_catalog);
Datum
contacts_catalog(PG_FUNCTION_ARGS)
{
	char	   *sql;

	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	sql = psprintf("SELECT c.kind, c.object, c.definition FROM (%s) c"
				   " ORDER BY c.place, c.kind, c.object COLLATE \"C\"", catalog_query());
	return_query(fcinfo, sql, 0, NULL, NULL);
	SPI_finish();
	PG_RETURN_NULL();
}
