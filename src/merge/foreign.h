/*-------------------------------------------------------------------------
 *
 * foreign.h
 *	  Statements on tables of others.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_FOREIGN_H
#define CONTACTS_MERGE_FOREIGN_H

#include "base/query.h"

/* A table that is not ours, and why it is touched. */
typedef struct ForeignTable
{
	Oid			relid;
	Oid			owner;
	char	   *name;			/* quoted, with schema */
	char	   *schema;			/* unquoted; NULL if others may create in it */
	char	   *constraint;		/* the key, or the registration: unquoted */
	bool		registered;		/* it is no foreign key */
	bool		has_twins;		/* its twins are looked for, and set aside */
} ForeignTable;

/*
 * May nobody but the table's owner and superusers create in its schema?  Else
 * what a trigger of the table finds there need not be its owner's.  Members of
 * the owner's role can act as the owner anyway.
 */
#define SCHEMA_IS_ITS_OWNERS \
	"NOT EXISTS (" \
	" SELECT FROM (SELECT a.grantee FROM pg_catalog.aclexplode(n.nspacl) a WHERE a.privilege_type = 'CREATE'" \
	"   UNION ALL SELECT CASE WHEN n.nspowner = 'pg_database_owner'::pg_catalog.regrole THEN d.datdba ELSE n.nspowner END" \
	"     FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()) may(role)" \
	"   LEFT JOIN pg_catalog.pg_roles r ON r.oid = may.role" \
	" WHERE may.role = 0 OR NOT (r.rolsuper OR may.role = 'pg_database_owner'::pg_catalog.regrole" \
	"   OR " ROLE_CAN_ACT_AS("may.role", "t.relowner") "))"

/* The first columns of a statement that finds tables t in schemas n: see foreign_table_read(). */
#define FOREIGN_TABLE_COLUMNS \
	"t.oid, t.relowner, CASE WHEN " SCHEMA_IS_ITS_OWNERS " THEN n.nspname END, pg_catalog.format('%I.%I', n.nspname, t.relname)"

/* A table that is not of the extension. */
#define IS_NOT_OURS(table) \
	"NOT EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e" \
	"    ON e.oid = d.refobjid AND e.extname = 'contacts'" \
	"    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = " table \
	"      AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e')"

/* How an index tells equal values of its column n: OPERATOR(...), or null. */
#define INDEX_EQUALITY(opclass) \
	"(SELECT pg_catalog.format('OPERATOR(%I.%s)', eqn.nspname, eqo.oprname)" \
	" FROM pg_catalog.pg_opclass eqc JOIN pg_catalog.pg_amop eqa ON eqa.amopfamily = eqc.opcfamily" \
	"   AND eqa.amoplefttype = eqc.opcintype AND eqa.amoprighttype = eqc.opcintype AND eqa.amopstrategy = 3" \
	"  JOIN pg_catalog.pg_operator eqo ON eqo.oid = eqa.amopopr JOIN pg_catalog.pg_namespace eqn ON eqn.oid = eqo.oprnamespace" \
	" WHERE eqc.oid = " opclass ")"

extern void foreign_init(void);
extern int	foreign_exact_settings(void);
extern char **foreign_read_texts(HeapTuple tuple, TupleDesc desc, int column, int *n);
pg_noreturn extern void foreign_report_failure(const ForeignTable *table, ErrorData *error);
extern void foreign_table_read(ForeignTable *table, HeapTuple tuple, TupleDesc desc);
pg_noreturn extern void foreign_refuse(const ForeignTable *table, const char *why);
extern uint64 foreign_execute_kept(const ForeignTable *table, SPIPlanPtr *plan, const char *sql,
								   int nargs, const Oid *types, Datum *values);
extern uint64 foreign_execute(const ForeignTable *table, const char *sql, int nargs,
							  const Oid *types, Datum *values, Tuplestorestate *rows);

#endif							/* CONTACTS_MERGE_FOREIGN_H */
