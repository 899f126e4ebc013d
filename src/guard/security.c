/*-------------------------------------------------------------------------
 *
 * security.c
 *	  contacts.check_security(): what in this database would void the promises
 *	  of the extension, a row per danger, with the SQL that mends it.
 *
 * Each check is a query of its own.  Its hint is SQL to be run as it stands,
 * with words behind "--"; where no SQL mends it, the hint begins with "--".
 * Superusers are not reported: nothing holds them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "base/compat.h"
#include "base/foreign_action.h"
#include "guard/catalog.h"
#include "guard/grant.h"
#include "guard/harden.h"
#include "identity/eyes.h"

/*
 * What every check may use.
 */
#define KINDS		"$1"		/* what is shipped: see catalog.c */
#define OBJECTS		"$2"
#define DEFINITIONS	"$3"
#define GRANTS		"$4"		/* what grant_application() and grant_reporting() give */
#define VERSION		"$5"		/* of the library */

#define EXTENSION	"(SELECT * FROM pg_extension WHERE extname = 'contacts')"
#define RELATION	"(SELECT *, oid::regclass::text AS name FROM pg_class" \
	" WHERE relnamespace = 'contacts'::regnamespace AND relkind = ANY ('{r,p,v}'::\"char\"[]))"
#define MEMBER		"(SELECT d.classid, d.objid FROM pg_depend d JOIN " EXTENSION " e ON e.oid = d.refobjid" \
	" WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e')"
#define THIS_DATABASE "(SELECT oid FROM pg_database WHERE datname = current_database())"

/* Settings of roles and of this database: where, its SQL, name, value. */
#define LOGIN_SETTING \
	"(SELECT CASE WHEN d.setrole = 0 THEN 'all roles' ELSE d.setrole::regrole::text END AS owner," \
	"  CASE WHEN d.setrole = 0 AND d.setdatabase = 0 THEN 'ALTER ROLE ALL'" \
	"   WHEN d.setrole = 0 THEN format('ALTER DATABASE %I', current_database())" \
	"   WHEN d.setdatabase = 0 THEN format('ALTER ROLE %s', d.setrole::regrole)" \
	"   ELSE format('ALTER ROLE %s IN DATABASE %I', d.setrole::regrole, current_database()) END AS command," \
	"  lower(split_part(s.setting, '=', 1)) AS name, substr(s.setting, strpos(s.setting, '=') + 1) AS value" \
	" FROM pg_db_role_setting d, unnest(d.setconfig) AS s(setting)" \
	" WHERE d.setdatabase = 0 OR d.setdatabase = " THIS_DATABASE ")"

/* Whether a setting, name and value, voids a promise for whoever has it. */
#define DANGEROUS(name, value) \
	"(" name " = 'session_replication_role' AND " value " <> 'origin'" \
	" OR " name " = ANY ('{row_security,event_triggers}'::text[]) AND " value " !~* '^(on|t|tr|tru|true|y|ye|yes|1)$'" \
	" OR " name " ~ '^contacts[.]' AND " name " <> 'contacts.default_region'" \
	"  AND " value " !~* '^(of|off|f|fa|fal|fals|false|n|no|0)?$')"

/*
 * Who has which privilege on what is ours: privilege (with its column),
 * object as GRANT names it, grantee (0 is PUBLIC), whether with grant option.
 * Owners and superusers are left out.
 */
#define PRIVILEGE \
	"(SELECT x.object, a.privilege_type || x.columns AS privilege, a.grantee, a.is_grantable," \
	"  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS role" \
	" FROM (SELECT r.name AS object, '' AS columns, r.relowner AS owner, r.relacl AS acl FROM " RELATION " r" \
	"  UNION ALL SELECT r.name, format(' (%I)', t.attname), r.relowner, t.attacl FROM pg_attribute t" \
	"   JOIN " RELATION " r ON r.oid = t.attrelid AND NOT t.attisdropped" \
	"  UNION ALL SELECT CASE f.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || f.oid::regprocedure, '', f.proowner, coalesce(f.proacl, acldefault('f', f.proowner))" \
	"   FROM pg_proc f JOIN " MEMBER " m ON m.classid = 'pg_proc'::regclass AND m.objid = f.oid" \
	"  UNION ALL SELECT 'TYPE ' || t.oid::regtype, '', t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))" \
	"   FROM pg_type t JOIN " MEMBER " m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid" \
	"   WHERE t.typtype = ANY ('{b,d,e}'::\"char\"[]) AND t.typcategory <> 'A'" \
	"  UNION ALL SELECT 'SCHEMA ' || n.nspname, '', n.nspowner, n.nspacl FROM pg_namespace n WHERE n.nspname = 'contacts'" \
	" ) x, aclexplode(x.acl) a" \
	" WHERE a.grantee <> x.owner AND NOT EXISTS (SELECT FROM pg_roles s WHERE s.oid = a.grantee AND s.rolsuper))"

/* The lines of grant_list.h, one privilege each, in the words of PRIVILEGE. */
#define GIVEN \
	"(SELECT p.name[1] || coalesce(' (' || quote_ident(btrim(c.name, '\"')) || ')', '') AS privilege, o.object" \
	" FROM unnest(" GRANTS ") g(line)," \
	"  regexp_match(g.line, '^(.*) ON (FUNCTION|PROCEDURE|TYPE|SCHEMA|TABLE)? *(.*)$') m(part)," \
	"  LATERAL (SELECT m.part[2] || ' ' || to_regprocedure(f.name) FROM regexp_split_to_table(m.part[3], '(?<=[)]), *') f(name)" \
	"    WHERE m.part[2] = ANY ('{FUNCTION,PROCEDURE}')" \
	"   UNION ALL SELECT 'TYPE ' || to_regtype(t.name) FROM regexp_split_to_table(m.part[3], ', *') t(name) WHERE m.part[2] = 'TYPE'" \
	"   UNION ALL SELECT 'SCHEMA ' || m.part[3] WHERE m.part[2] = 'SCHEMA'" \
	"   UNION ALL SELECT to_regclass(t.name)::text FROM regexp_split_to_table(m.part[3], ', *') t(name)" \
	"    WHERE coalesce(m.part[2], 'TABLE') = 'TABLE') o(object)," \
	"  regexp_matches(m.part[1], '([A-Z]+)(?: *[(]([^)]*)[)])?', 'g') p(name)" \
	"  LEFT JOIN LATERAL regexp_split_to_table(p.name[2], ', *') c(name) ON true)"

/* In the text of *_preload_libraries. */
#define PRELOADS(library)	"'(^|[ ,/\"])" library "([ ,\"]|[.]so|$)'"

/*
 * Mappings, and the functions by which an identity is taken on.  What these
 * know of contacts.role_mappings stands here alone.
 */
#define MAPPED \
	"(SELECT m.role_name::text AS name, r.oid AS role, r.rolsuper, r.rolbypassrls" \
	" FROM contacts.role_mappings m LEFT JOIN pg_roles r ON r.oid = m.role_oid AND r.rolname = m.role_name)"

/* Views and materialized views, with what they read of ours. */
#define READER \
	"(SELECT v.*, v.oid::regclass::text AS name FROM pg_class v WHERE v.relnamespace <> 'contacts'::regnamespace" \
	"  AND EXISTS (SELECT FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid" \
	"   JOIN " RELATION " r ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid AND r.relname <> 'plans'" \
	"   WHERE w.ev_class = v.oid))"

/*
 * Differences from what is shipped; %s is the query of what is there.  Under a
 * library of another release everything differs, and the first check says why.
 */
static const char *const difference_sql =
	"SELECT d.kind || CASE WHEN d.definition IS NULL THEN ' is missing' WHEN d.ships IS NULL THEN ' has been added'"
	"  ELSE ' has been changed' END, d.object,"
	" CASE"
	"  WHEN d.ships IS NULL AND d.removal IS NOT NULL THEN d.removal || coalesce('; -- ' || nullif(d.remark, ''), '')"
	"  WHEN d.ships IS NULL AND d.kind = 'dump registration' THEN '-- a dump keeps its rows, and a restore brings them back'"
	"  WHEN d.ships IS NULL THEN format('ALTER EXTENSION contacts DROP %%s %%s; -- it is not of this release', upper(d.kind), d.object)"
	"  WHEN d.definition IS NULL AND (d.kind = ANY ('{table,view}'::text[]) AND to_regclass(d.object) IS NOT NULL"
	"   OR d.kind = 'type' AND to_regtype(d.object) IS NOT NULL"
	"   OR d.kind = 'operator' AND to_regoperator(d.object) IS NOT NULL)"
	"   THEN format('ALTER EXTENSION contacts ADD %%s %%s', upper(d.kind), d.object)"
	"  WHEN d.kind = ANY ('{type,operator class,operator family,generated column,dump registration}'::text[])"
	"   OR d.definition IS NULL AND d.kind = ANY ('{table,column}'::text[])"
	"   THEN '-- no SQL puts it back: restore a dump into a database with a fresh extension. As shipped: ' || d.ships"
	"  WHEN d.definition IS NULL AND d.kind = ANY ('{function,procedure,aggregate}'::text[])"
	"   THEN format('%%s; REVOKE ALL ON ROUTINE %%s FROM PUBLIC; ALTER EXTENSION contacts ADD %%s %%s',"
	"    d.ships, d.object, upper(d.kind), d.object)"
	"  WHEN d.definition IS NULL AND d.kind = ANY ('{view,operator,cast,event trigger}'::text[])"
	"   THEN format('%%s; ALTER EXTENSION contacts ADD %%s %%s', d.ships, upper(d.kind), d.object)"
	"  WHEN d.definition IS NULL"
	"   OR d.kind = ANY ('{function,procedure,aggregate,view,estimator,table,column,default}'::text[]) THEN d.ships"
	"  WHEN d.removal IS NOT NULL THEN d.removal || '; ' || d.ships"
	"  ELSE format('ALTER EXTENSION contacts DROP %%1$s %%2$s; DROP %%1$s %%2$s; %%3$s; ALTER EXTENSION contacts ADD %%1$s %%2$s',"
	"   upper(d.kind), d.object, d.ships) END"
	" FROM (SELECT coalesce(p.kind, s.kind) AS kind, coalesce(p.object, s.object) AS object,"
	"   p.parent, p.definition, p.removal, p.remark, s.definition AS ships, s.n, p.place"
	"  FROM unnest(" KINDS ", " OBJECTS ", " DEFINITIONS ") WITH ORDINALITY AS s(kind, object, definition, n)"
	"  FULL JOIN (%s) p ON p.kind = s.kind AND p.object = s.object) d"
	" WHERE d.definition IS DISTINCT FROM d.ships"
	/* from 16 on, the columns of a view of one table stand without its name */
	"  AND NOT (d.kind = 'view' AND coalesce("
	"   regexp_replace(d.definition, '[[:<:]][a-z_0-9]+[.](?=[a-z_0-9\"]+[^a-z_0-9\".(])', '', 'g') ="
	"   regexp_replace(d.ships, '[[:<:]][a-z_0-9]+[.](?=[a-z_0-9\"]+[^a-z_0-9\".(])', '', 'g'), false))"
	"  AND NOT (d.ships IS NULL AND d.remark IS NULL)"
	"  AND (d.parent IS NULL OR d.parent IN (SELECT t.object FROM unnest(" KINDS ", " OBJECTS ") t(kind, object)"
	"   WHERE t.kind = ANY ('{table,view}'::text[])))"
	"  AND (SELECT e.extversion FROM " EXTENSION " e) = " VERSION
	" ORDER BY coalesce(d.n, 1000000 + d.place), d.object COLLATE \"C\"";

static const char *const checks[] = {
	"SELECT 'library and SQL are of different releases', format('library %s, SQL %s', " VERSION ", e.extversion),"
	" format('ALTER EXTENSION contacts UPDATE TO %L; -- or install the library of the other release, and reconnect', " VERSION ")"
	" FROM " EXTENSION " e WHERE e.extversion <> " VERSION,

	/*
	 * Who stands above the rules.
	 */
	"SELECT 'owner is no superuser', o.object,"
	" format(coalesce(o.command || ' OWNER TO %1$s', 'REASSIGN OWNED BY %2$s TO %1$s'), CURRENT_USER, o.owner::regrole)"
	" FROM (SELECT 'extension contacts' AS object, NULL AS command, e.extowner AS owner FROM " EXTENSION " e"
	"  UNION ALL SELECT 'schema contacts', 'ALTER SCHEMA contacts', n.nspowner FROM pg_namespace n WHERE n.nspname = 'contacts'"
	"  UNION ALL SELECT r.name, 'ALTER TABLE ' || r.name, r.relowner FROM " RELATION " r"
	"   JOIN " MEMBER " m ON m.classid = 'pg_class'::regclass AND m.objid = r.oid"
	"  UNION ALL SELECT 'function ' || f.oid::regprocedure, 'ALTER ROUTINE ' || f.oid::regprocedure, f.proowner"
	"   FROM pg_proc f JOIN " MEMBER " m ON m.classid = 'pg_proc'::regclass AND m.objid = f.oid"
	"  UNION ALL SELECT 'type ' || t.oid::regtype, 'ALTER TYPE ' || t.oid::regtype, t.typowner"
	"   FROM pg_type t JOIN " MEMBER " m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid"
	"   WHERE t.typtype = ANY ('{b,d,e}'::\"char\"[]) AND t.typcategory <> 'A') o"
	" WHERE NOT (SELECT w.rolsuper FROM pg_roles w WHERE w.oid = o.owner)",

	"SELECT 'role passes by row security', r.oid::regrole::text,"
	" format('ALTER ROLE %s NOBYPASSRLS; -- it reads every row of every account, with an identity and without', r.oid::regrole)"
	" FROM pg_roles r WHERE r.rolbypassrls AND NOT r.rolsuper",

	"SELECT 'role reads the log of all changes', r.oid::regrole::text,"
	" format('ALTER ROLE %s NOREPLICATION; -- it can copy the whole server, every row of every account', r.oid::regrole)"
	" FROM pg_roles r WHERE r.rolreplication AND NOT r.rolsuper",

	"SELECT 'role can act as the owner of the tables', m.member::regrole::text,"
	" format('REVOKE %s FROM %s" GRANTED_BY "', m.roleid::regrole, m.member::regrole, m.grantor::regrole)"
	" FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member, " EXTENSION " e"
	" WHERE NOT r.rolsuper AND pg_has_role(m.roleid, e.extowner, 'MEMBER')",

	"SELECT 'role passes by privileges', format('%s in %s', m.member::regrole, m.roleid::regrole),"
	" format('REVOKE %s FROM %s" GRANTED_BY "; -- %4$s', m.roleid::regrole, m.member::regrole, m.grantor::regrole,"
	"  CASE p.rolname WHEN 'pg_read_all_data' THEN 'it reads columns that are granted to nobody, such as the hashes of tokens'"
	"   WHEN 'pg_write_all_data' THEN 'it writes columns and tables that are granted to nobody'"
	"   ELSE 'it gets at the files of the server' END)"
	" FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles p ON p.oid = m.roleid"
	" WHERE NOT r.rolsuper AND p.rolname = ANY ('{pg_read_all_data,pg_write_all_data,"
	"pg_execute_server_program,pg_read_server_files,pg_write_server_files}'::name[])",

	/* from 16 on a role gives only what it may administer */
	"SELECT 'role may make itself a member of any other', r.oid::regrole::text, format('ALTER ROLE %s NOCREATEROLE', r.oid::regrole)"
	" FROM pg_roles r WHERE " CREATEROLE_GIVES_ANY_ROLE " AND r.rolcreaterole AND NOT r.rolsuper",

	"SELECT 'role that uses the extension sees the counters of the server', m.member::regrole::text,"
	" format('REVOKE %s FROM %s" GRANTED_BY "; -- they tell of rows that a user cannot see', m.roleid::regrole, m.member::regrole, m.grantor::regrole)"
	" FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
	" WHERE NOT r.rolsuper AND r.rolname !~ '^pg_' AND has_schema_privilege(r.oid, 'contacts', 'USAGE')"
	"  AND (SELECT p.rolname FROM pg_roles p WHERE p.oid = m.roleid) = ANY ('{pg_monitor,pg_read_all_stats}'::name[])",

	/*
	 * Privileges.
	 */
	"SELECT 'PUBLIC has a privilege', format('%s ON %s', p.privilege, p.object),"
	" format('REVOKE %s ON %s FROM PUBLIC', p.privilege, p.object)"
	" FROM " PRIVILEGE " p WHERE p.grantee = 0",

	"SELECT CASE WHEN p.privilege ~ '^(TRUNCATE|TRIGGER|REFERENCES)' THEN 'role has ' || split_part(p.privilege, ' ', 1)"
	"  WHEN p.object ~ '^FUNCTION contacts[.]act_as_for_session' THEN 'identity outlives its transaction'"
	"  ELSE 'role has more than grant_application() gives' END,"
	" format('%s ON %s to %s', p.privilege, p.object, p.role),"
	" format('REVOKE %s ON %s FROM %s CASCADE%s', p.privilege, p.object, p.role,"
	"  CASE WHEN p.privilege ~ '^(TRUNCATE|TRIGGER)' THEN '; -- it passes by the rules, or lets others run code in their place'"
	"   WHEN p.privilege ~ '^REFERENCES' THEN '; -- for trusted roles only: it tells whether a hidden row exists, and code of the referencing table runs in merge()'"
	"   WHEN p.object ~ '^FUNCTION contacts[.]act_as_for_session' THEN '; -- for people in psql only: on a pooled connection the next client inherits the identity' END)"
	" FROM " PRIVILEGE " p WHERE p.grantee <> 0 AND NOT EXISTS (SELECT FROM " GIVEN " g"
	"  WHERE g.object = p.object AND g.privilege = ANY (ARRAY[p.privilege, split_part(p.privilege, ' ', 1)]))",

	"SELECT 'role may grant on', format('%s ON %s to %s', p.privilege, p.object, p.role),"
	" format('REVOKE GRANT OPTION FOR %s ON %s FROM %s CASCADE', p.privilege, p.object, p.role)"
	" FROM " PRIVILEGE " p WHERE p.is_grantable",

	"SELECT 'role may set ' || p.parname, a.grantee::regrole::text,"
	" format('REVOKE %s ON PARAMETER %s FROM %s', a.privilege_type, p.parname, a.grantee::regrole)"
	" FROM pg_parameter_acl p, aclexplode(p.paracl) a"
	" WHERE (p.parname ~ '^contacts[.]' OR p.parname = ANY ('{session_replication_role,session_preload_libraries,event_triggers}'::text[]))"
	"  AND NOT EXISTS (SELECT FROM pg_roles s WHERE s.oid = a.grantee AND s.rolsuper)",

	/*
	 * Mappings: see MAPPED.
	 */
	"SELECT 'identity function is granted to a mapped role', format('%s to %s', f.oid::regprocedure, m.name),"
	" CASE WHEN a.grantee IN (0, m.role) THEN format('REVOKE EXECUTE ON FUNCTION %s FROM %s; -- a role has a mapping or may take on identities, never both',"
	"   f.oid::regprocedure, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)"
	"  ELSE format('SELECT contacts.unmap_role(%L); -- or end its membership in %s: a role has a mapping or may take on identities, never both',"
	"   m.name, a.grantee::regrole) END"
	" FROM " MAPPED " m, pg_proc f, aclexplode(f.proacl) a"
	" WHERE f.pronamespace = 'contacts'::regnamespace AND f.proname = ANY ('{act_as,act_as_for_session,map_role,unmap_role}'::name[])"
	"  AND NOT m.rolsuper AND a.grantee <> f.proowner"
	"  AND (a.grantee = 0 OR pg_has_role(m.role, a.grantee, 'MEMBER'))",

	"SELECT 'mapped role passes by row security', m.name, format('SELECT contacts.unmap_role(%L)', m.name)"
	" FROM " MAPPED " m WHERE m.rolsuper OR m.rolbypassrls",

	"SELECT 'mapping of a role that is not there', m.name,"
	" format('SELECT contacts.unmap_role(%L); -- the role was dropped or renamed; a role of this name acts as nobody until it is mapped anew', m.name)"
	" FROM " MAPPED " m WHERE m.role IS NULL",

	"SELECT 'role has more than one mapping', m.name,"
	" format('SELECT contacts.unmap_role(%L); -- and map it anew: whom it acts as is up to chance', m.name)"
	" FROM " MAPPED " m GROUP BY m.name HAVING count(*) > 1",

	/*
	 * Switched off.
	 */
	"SELECT DISTINCT CASE g.tgenabled WHEN 'A' THEN 'trigger fires in replication, too' ELSE 'trigger is switched off' END, CASE WHEN g.tgisinternal THEN format('foreign keys of %s', r.name)"
	"  ELSE format('%I on %s', g.tgname, r.name) END,"
	" format('ALTER TABLE %s ENABLE TRIGGER %s', r.name, CASE WHEN g.tgisinternal THEN 'ALL' ELSE quote_ident(g.tgname) END)"
	" FROM pg_trigger g JOIN " RELATION " r ON r.oid = g.tgrelid WHERE g.tgenabled <> 'O'",

	"SELECT 'event trigger is switched off', quote_ident(v.evtname), format('ALTER EVENT TRIGGER %I ENABLE', v.evtname)"
	" FROM pg_event_trigger v JOIN " MEMBER " m ON m.classid = 'pg_event_trigger'::regclass AND m.objid = v.oid"
	" WHERE v.evtenabled <> 'O'",

	/*
	 * Settings.
	 */
	"SELECT 'setting in force at login', format('%s: %s=%s', s.owner, s.name, s.value), format('%s RESET %s', s.command, s.name)"
	" FROM " LOGIN_SETTING " s WHERE " DANGEROUS("s.name", "s.value") "",

	"SELECT 'setting in force on the server', format('%s=%s', f.name, f.setting),"
	" CASE WHEN f.sourcefile ~ 'postgresql[.]auto[.]conf$' THEN format('ALTER SYSTEM RESET %s; -- and SELECT pg_reload_conf()', f.name)"
	"  ELSE format('-- take it out of %s and SELECT pg_reload_conf()', f.sourcefile) END"
	" FROM pg_file_settings f WHERE f.error IS NULL AND f.applied AND " DANGEROUS("lower(f.name)", "f.setting") "",

	"SELECT 'setting in force in this session', format('%s=%s', s.name, s.setting), format('RESET %s', s.name)"
	" FROM pg_settings s WHERE s.source = 'session' AND s.name <> 'row_security' AND " DANGEROUS("s.name", "s.setting"),

	"SELECT 'setting in force since the session began', format('%s=%s', s.name, s.reset_val),"
	" '-- reconnect; if it stays, it comes from the options of the connection or the command line of the server'"
	" FROM pg_settings s WHERE " DANGEROUS("s.name", "s.reset_val")
	"  AND NOT EXISTS (SELECT FROM pg_file_settings f WHERE lower(f.name) = s.name AND f.applied)"
	"  AND NOT EXISTS (SELECT FROM " LOGIN_SETTING " l WHERE l.name = s.name)",

	/*
	 * Loaded libraries.
	 */
	"SELECT 'library is not preloaded', 'session_preload_libraries',"
	" format('ALTER DATABASE %I SET session_preload_libraries = %s; -- and reconnect: before it is loaded, EXPLAIN shows estimates',"
	"  current_database(), concat_ws(', ', nullif(current_setting('session_preload_libraries'), ''), 'contacts'))"
	" WHERE concat_ws(',', current_setting('session_preload_libraries'), current_setting('shared_preload_libraries')) !~ " PRELOADS("contacts"),

	"SELECT 'library is not preloaded', s.owner, format('%s RESET session_preload_libraries; -- or add contacts', s.command)"
	" FROM " LOGIN_SETTING " s WHERE s.name = 'session_preload_libraries' AND s.value !~ " PRELOADS("contacts")
	"  AND current_setting('shared_preload_libraries') !~ " PRELOADS("contacts") "",

	"SELECT 'auto_explain is loaded', x.object, x.hint || ' -- with client_min_messages = log it shows counts of rows that a user cannot see'"
	" FROM (SELECT s.name AS object, format('-- take it out of %s:', s.name) AS hint FROM pg_settings s"
	"   WHERE s.name ~ '_preload_libraries$' AND s.source <> ALL ('{database,user,\"database user\",global}'::text[])"
	"    AND s.setting ~ " PRELOADS("auto_explain")
	"  UNION ALL SELECT s.owner, format('%s RESET %s;', s.command, s.name) FROM " LOGIN_SETTING " s"
	"   WHERE s.name ~ '_preload_libraries$' AND s.value ~ " PRELOADS("auto_explain") ") x",

	"SELECT 'prepared transactions may hold locks for ever', 'max_prepared_transactions',"
	" 'ALTER SYSTEM SET max_prepared_transactions = 0; -- and restart; any role may leave one behind that has locked an account'"
	" WHERE current_setting('max_prepared_transactions') <> '0'",

	/*
	 * What others have built on our tables.
	 */
	"SELECT 'table that references contacts stands where others may create',"
	" format('%s: schema %I, %s', t.oid::regclass, n.nspname, CASE coalesce(a.grantee, n.nspowner) WHEN 0 THEN 'PUBLIC'"
	"  ELSE coalesce(a.grantee, n.nspowner)::regrole::text END),"
	" CASE WHEN a.grantee IS NULL THEN format('ALTER SCHEMA %I OWNER TO %s', n.nspname, t.relowner::regrole)"
	"  ELSE format('REVOKE CREATE ON SCHEMA %I FROM %s CASCADE', n.nspname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END) END"
	" || '; -- merge() runs its triggers with the rights of its owner, and they find what stands there'"
	" FROM (SELECT DISTINCT k.conrelid FROM pg_constraint k JOIN " RELATION " r ON r.oid = k.confrelid WHERE k.contype = 'f') k"
	" JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace,"
	" LATERAL (SELECT a.grantee FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a"
	"   WHERE a.privilege_type = 'CREATE' AND a.grantee <> ALL (ARRAY[n.nspowner, t.relowner])"
	"  UNION ALL SELECT NULL WHERE n.nspowner <> t.relowner) a(grantee)"
	" WHERE n.nspname <> 'contacts'"
	"  AND NOT EXISTS (SELECT FROM pg_roles s WHERE s.oid = coalesce(a.grantee, n.nspowner) AND s.rolsuper)",

	"SELECT 'foreign key refers to contacts by a column of another type', format('%s: %s', k.conrelid::regclass, k.conname),"
	" format('ALTER TABLE %s DROP CONSTRAINT %I; -- PostgreSQL casts its values with the rights of the owner of contacts, and merge() refuses it', k.conrelid::regclass, k.conname)"
	" FROM pg_constraint k JOIN " RELATION " r ON r.oid = k.confrelid, unnest(k.conkey, k.confkey) u(own, far)"
	"  JOIN pg_attribute a ON a.attnum = u.own JOIN pg_attribute f ON f.attnum = u.far"
	" WHERE k.contype = 'f' AND a.attrelid = k.conrelid AND f.attrelid = k.confrelid AND a.atttypid <> f.atttypid AND k.conparentid = 0",

	"SELECT 'foreign key tells which values hidden rows have', format('%s: %s', k.conrelid::regclass, k.conname),"
	" format('ALTER TABLE %s DROP CONSTRAINT %I; -- refer to contacts.contacts (account_id, id): whoever writes the table can try any value', k.conrelid::regclass, k.conname)"
	" FROM pg_constraint k JOIN " RELATION " r ON r.oid = k.confrelid JOIN pg_class t ON t.oid = k.conrelid JOIN pg_roles o ON o.oid = t.relowner"
	" WHERE k.contype = 'f' AND t.relnamespace <> 'contacts'::regnamespace AND k.conparentid = 0 AND NOT o.rolsuper"
	"  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attname = 'audience')"
	"  AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum = ANY (k.confkey) AND a.atttypid = 'uuid'::regtype)",

	"SELECT 'foreign key could run code with rights that are not its owner''s', format('%s: %s', k.relid::regclass, k.conname),"
	" format('ALTER TABLE %s DROP CONSTRAINT %I; -- refer to contacts.contacts (account_id, id): code of the table would run in statements of ours', k.relid::regclass, k.conname)"
	" FROM " ACTING_KEYS " k WHERE NOT k.rolsuper AND NOT k.inherited",

	"SELECT 'view shows rows by its owner''s rights', v.name, format('ALTER VIEW %s SET (security_invoker = true)', v.name)"
	" FROM " READER " v JOIN pg_roles o ON o.oid = v.relowner, " EXTENSION " e"
	" WHERE v.relkind = 'v' AND (o.rolsuper OR o.rolbypassrls OR pg_has_role(o.oid, e.extowner, 'MEMBER'))"
	"  AND NOT EXISTS (SELECT FROM unnest(v.reloptions) o(option) WHERE o.option ~* '^security_invoker=(on|t|tr|tru|true|y|ye|yes|1)$')",

	"SELECT 'materialized view holds rows for everybody who reads it', v.name,"
	" format('DROP MATERIALIZED VIEW %s; -- or keep it from others', v.name) FROM " READER " v WHERE v.relkind = 'm'",

	"SELECT 'table inherits from one of ours', i.inhrelid::regclass::text,"
	" format('ALTER TABLE %s NO INHERIT %s; -- no trigger and no policy of ours holds there', i.inhrelid::regclass, r.name)"
	" FROM pg_inherits i JOIN " RELATION " r ON r.oid = i.inhparent WHERE r.relkind = 'r'",

	"SELECT 'object in the schema that is not the extension''s', o.command || ' ' || o.object,"
	" format('ALTER %s %s SET SCHEMA public; -- or another of yours: an update of the extension may bring one of this name', o.command, o.object)"
	" FROM (SELECT 'pg_class'::regclass AS class, r.oid, r.name AS object,"
	"   CASE r.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'"
	"    WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS command"
	"   FROM (SELECT *, oid::regclass::text AS name FROM pg_class) r"
	"   WHERE r.relnamespace = 'contacts'::regnamespace AND r.relkind = ANY ('{r,p,v,m,S,f}'::\"char\"[])"
	"  UNION ALL SELECT 'pg_proc'::regclass, f.oid, f.oid::regprocedure::text, 'ROUTINE' FROM pg_proc f"
	"   WHERE f.pronamespace = 'contacts'::regnamespace"
	"  UNION ALL SELECT 'pg_type'::regclass, t.oid, t.oid::regtype::text, 'TYPE' FROM pg_type t"
	"   WHERE t.typnamespace = 'contacts'::regnamespace AND t.typtype = ANY ('{b,d,e,r}'::\"char\"[]) AND t.typcategory <> 'A'"
	"  UNION ALL SELECT 'pg_operator'::regclass, o.oid, o.oid::regoperator::text, 'OPERATOR' FROM pg_operator o"
	"   WHERE o.oprnamespace = 'contacts'::regnamespace) o"
	" WHERE NOT EXISTS (SELECT FROM " MEMBER " m WHERE m.classid = o.class AND m.objid = o.oid)"
	"  AND NOT o.object = ANY (" OBJECTS ")",
};

/* How far counters of the server tell of hidden rows: see harden.c. */
static const char *const counters_sql =
	"SELECT 'counters of the server tell of hidden rows',"
	" min(t.name COLLATE \"C\") || CASE WHEN count(*) > 1 THEN format(' and %%s more', count(*) - 1) ELSE '' END,"
	" 'SELECT * FROM contacts.harden_database()'"
	" FROM (%s) t HAVING count(*) > 0";

PG_FUNCTION_INFO_V1(contacts_check_security);
Datum
contacts_check_security(PG_FUNCTION_ARGS)
{
	Oid			types[] = {TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTOID};
	Datum		values[lengthof(types)];
	int			i;

	definer_begin();
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	catalog_shipped(&values[0], &values[1], &values[2]);
	values[3] = grants_given();
	values[4] = CStringGetTextDatum(CONTACTS_VERSION);
	for (i = 0; i < lengthof(checks); i++)
		return_query(fcinfo, psprintf("SELECT * FROM (%s) x(problem, object, hint) ORDER BY problem COLLATE \"C\","
									  " object COLLATE \"C\", hint COLLATE \"C\"", checks[i]),
					 lengthof(types), types, values);
	return_query(fcinfo, psprintf(difference_sql, catalog_query()), lengthof(types), types, values);
	return_query(fcinfo, psprintf(counters_sql, harden_query), lengthof(types), types, values);
	SPI_finish();
	PG_RETURN_NULL();
}
