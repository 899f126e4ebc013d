/*-------------------------------------------------------------------------
 *
 * check.c
 *	  contacts.check_security(): what in this database would void the promises
 *	  of the extension, a row per danger.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "funcapi.h"

/*
 * The members of the extension are found in pg_depend.  Superusers are not
 * reported: nothing holds them.
 */
static const char *const security_sql =
	"WITH member AS ("
	"  SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid"
	"  WHERE e.extname = 'contacts' AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass),"
	" relation AS ("
	"  SELECT c.* FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid"
	"  WHERE c.relkind = ANY ('{r,p,v}'::\"char\"[])),"
	" function AS ("
	"  SELECT p.* FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid),"
	" identity AS ("
	"  SELECT f.oid, f.proname, f.proowner, f.proacl FROM function f"
	"  WHERE f.proname = ANY ('{act_as,act_as_for_session,map_role,unmap_role}'::name[]))"
	" SELECT * FROM ("
	"SELECT 'role passes by row security' AS problem, r.rolname::text AS object,"
	"  'ALTER ROLE ... NOBYPASSRLS, or keep it to backups' AS hint"
	" FROM pg_roles r WHERE r.rolbypassrls AND NOT r.rolsuper"
	" UNION ALL "
	"SELECT 'role can act as the owner of the tables', r.rolname::text,"
	"  'revoke its membership in the owner''s role'"
	" FROM pg_roles r WHERE NOT r.rolsuper"
	"  AND EXISTS (SELECT FROM relation t WHERE pg_has_role(r.oid, t.relowner, 'MEMBER'))"
	" UNION ALL "
	"SELECT 'PUBLIC has ' || a.privilege_type, t.oid::regclass::text, 'REVOKE it'"
	" FROM relation t, aclexplode(t.relacl) a WHERE a.grantee = 0"
	" UNION ALL "
	"SELECT 'PUBLIC may execute', f.oid::regprocedure::text, 'REVOKE it'"
	" FROM function f, aclexplode(f.proacl) a WHERE a.grantee = 0"
	" UNION ALL "
	"SELECT 'role has ' || a.privilege_type, t.oid::regclass || ' to ' || pg_get_userbyid(a.grantee),"
	"  'REVOKE it: it passes by the rules or lets others run code in their place'"
	" FROM relation t, aclexplode(t.relacl) a"
	" WHERE a.grantee <> 0 AND a.grantee <> t.relowner"
	"  AND a.privilege_type = ANY ('{TRUNCATE,TRIGGER,REFERENCES}'::text[])"
	" UNION ALL "
	"SELECT 'row security is off', t.oid::regclass::text, 'ALTER TABLE ... ENABLE ROW LEVEL SECURITY'"
	" FROM relation t WHERE t.relkind <> 'v' AND t.relname <> 'plans' AND NOT t.relrowsecurity"
	" UNION ALL "
	"SELECT 'table has no policy, or more than the extension''s', t.oid::regclass::text,"
	"  'DROP POLICY what is not ours; policies add up'"
	" FROM relation t WHERE t.relkind <> 'v' AND t.relname <> 'plans'"
	"  AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = t.oid) <> 1"
	" UNION ALL "
	"SELECT 'policy has been changed', p.polrelid::regclass || '.' || p.polname,"
	"  'make the extension anew, or put the policy back'"
	" FROM pg_policy p JOIN relation t ON t.oid = p.polrelid"
	" WHERE pg_get_expr(p.polqual, p.polrelid) !~ 'account_id = contacts.actor_account\\(\\)'"
	"  OR NOT p.polpermissive OR p.polcmd <> '*' OR p.polroles <> '{0}'"
	" UNION ALL "
	"SELECT 'trigger is disabled', g.tgrelid::regclass || '.' || g.tgname, 'ALTER TABLE ... ENABLE TRIGGER'"
	" FROM pg_trigger g JOIN relation t ON t.oid = g.tgrelid WHERE g.tgenabled <> 'O'"
	" UNION ALL "
	"SELECT 'identity function is granted to a mapped role', i.oid::regprocedure || ' to ' || m.role_name,"
	"  'a role has a mapping or may take on identities, never both'"
	" FROM identity i, contacts.role_mappings m JOIN pg_roles r ON r.rolname = m.role_name"
	" WHERE NOT r.rolsuper AND has_function_privilege(r.oid, i.oid, 'EXECUTE')"
	" UNION ALL "
	"SELECT 'identity outlives its transaction', i.oid::regprocedure || ' to ' || pg_get_userbyid(a.grantee),"
	"  'for people in psql only: on a pooled connection the next client inherits the identity'"
	" FROM identity i, aclexplode(i.proacl) a"
	" WHERE i.proname <> 'act_as' AND a.grantee <> i.proowner AND a.grantee <> 0"
	" UNION ALL "
	"SELECT 'mapped role passes by row security', m.role_name::text, 'contacts.unmap_role()'"
	" FROM contacts.role_mappings m JOIN pg_roles r ON r.rolname = m.role_name"
	" WHERE r.rolsuper OR r.rolbypassrls"
	" UNION ALL "
	"SELECT 'mapping of a role that is not there', m.role_name::text,"
	"  'contacts.unmap_role(): the next role of this name would act as the user'"
	" FROM contacts.role_mappings m WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = m.role_name)"
	" UNION ALL "
	"SELECT 'setting in force at login', coalesce(r.rolname, 'all roles') || ': ' || s.setting,"
	"  'ALTER ROLE or ALTER DATABASE ... RESET'"
	" FROM pg_db_role_setting d LEFT JOIN pg_roles r ON r.oid = d.setrole, unnest(d.setconfig) AS s(setting)"
	" WHERE s.setting ~* '^(row_security *= *(off|false|no|0)|contacts\\.(actor|session_actor|allow_drop)=)'"
	"  AND d.setdatabase = ANY (ARRAY[0::oid, (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())])"
	" UNION ALL "
	"SELECT 'role may set ' || p.parname, pg_get_userbyid(a.grantee)::text, 'REVOKE SET ON PARAMETER'"
	" FROM pg_parameter_acl p, aclexplode(p.paracl) a"
	" WHERE p.parname ~ '^contacts\\.' AND a.privilege_type = 'SET'"
	"  AND NOT (SELECT b.rolsuper FROM pg_roles b WHERE b.oid = a.grantee)"
	" UNION ALL "
	"SELECT 'view shows rows by its owner''s rights', v.oid::regclass::text,"
	"  'ALTER VIEW ... SET (security_invoker = true)'"
	" FROM pg_class v WHERE v.relkind = 'v'"
	"  AND NOT EXISTS (SELECT FROM unnest(v.reloptions) o(option) WHERE o.option ~* '^security_invoker=(true|on|1|yes)$')"
	"  AND EXISTS (SELECT FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid"
	"    JOIN relation t ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND t.relname <> 'plans'"
	"    WHERE w.ev_class = v.oid AND t.oid <> v.oid)"
	" UNION ALL "
	"SELECT 'materialized view holds rows for everybody who reads it', v.oid::regclass::text, 'DROP it, or keep it from others'"
	" FROM pg_class v WHERE v.relkind = 'm'"
	"  AND EXISTS (SELECT FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid"
	"    JOIN relation t ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND t.relname <> 'plans'"
	"    WHERE w.ev_class = v.oid)"
	" UNION ALL "
	"SELECT 'library is not preloaded', 'session_preload_libraries',"
	"  'add contacts to it: before the library is loaded, EXPLAIN shows estimates'"
	" WHERE NOT EXISTS (SELECT FROM unnest(ARRAY['session_preload_libraries', 'shared_preload_libraries']) AS s(name),"
	"   regexp_split_to_table(current_setting(s.name), '[ ,]+') AS p(entry)"
	"   WHERE pg_catalog.btrim(p.entry, '\"') ~ '(^|/)contacts$')"
	") x ORDER BY 1, 2";

PG_FUNCTION_INFO_V1(contacts_check_security);
Datum
contacts_check_security(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	uint64		i;

	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	if (SPI_execute(security_sql, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not check security");
	for (i = 0; i < SPI_processed; i++)
	{
		Datum		values[3];
		bool		nulls[3];
		int			j;

		for (j = 0; j < 3; j++)
			values[j] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc,
									  j + 1, &nulls[j]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	SPI_finish();
	PG_RETURN_NULL();
}
