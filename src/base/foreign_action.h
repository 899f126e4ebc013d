/*-------------------------------------------------------------------------
 *
 * foreign_action.h
 *	  What others' foreign keys could run in our statements.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_FOREIGN_ACTION_H
#define CONTACTS_BASE_FOREIGN_ACTION_H

/*
 * Keys of others on tables of ours, with an action that a statement of ours could
 * set off, through tables of whomever.  Not so keys on the identifiers of rows that
 * our own statements neither delete nor renumber: contacts are deleted with the
 * caller's rights.  What a superuser's table does, a superuser does.
 */
#define ACTING_KEYS \
	"(WITH RECURSIVE ours AS (" \
	"  SELECT d.objid AS relid FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid" \
	"  WHERE e.extname = 'contacts' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass" \
	"    AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')," \
	" acting AS (" \
	"  SELECT k.conrelid, k.confrelid, k.conname, k.confkey, k.conparentid <> 0 AS inherited FROM pg_catalog.pg_constraint k" \
	"  WHERE k.contype = 'f' AND (k.confdeltype = ANY ('{c,n,d}'::\"char\"[]) OR k.confupdtype = ANY ('{c,n,d}'::\"char\"[])))," \
	" reached(relid, conname, inherited) AS (" \
	"  SELECT k.conrelid, k.conname, k.inherited FROM acting k JOIN ours o ON o.relid = k.confrelid" \
	"    JOIN pg_catalog.pg_class f ON f.oid = k.confrelid" \
	"  WHERE NOT EXISTS (SELECT FROM ours x WHERE x.relid = k.conrelid)" \
	"    AND NOT (f.relname = ANY ('{accounts,users,departments,contacts,contact_notes,contact_persons," \
	"segments,custom_fields,imports,merges,api_tokens}'::name[])" \
	"      AND EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = f.oid AND i.indisprimary" \
	"        AND k.confkey <@ i.indkey::smallint[]))" \
	"  UNION SELECT k.conrelid, k.conname, k.inherited FROM reached r JOIN acting k ON k.confrelid = r.relid) " \
	"SELECT r.relid, r.conname, r.inherited, w.rolsuper FROM reached r" \
	"  JOIN pg_catalog.pg_class t ON t.oid = r.relid JOIN pg_catalog.pg_roles w ON w.oid = t.relowner)"

extern void foreign_action_init(void);

#endif							/* CONTACTS_BASE_FOREIGN_ACTION_H */
