-- What the catalog must show of a well-made extension.  Every row is a fault.
SET search_path = pg_catalog, pg_temp;
WITH member AS (
	SELECT d.classid, d.objid
	FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'contacts'),
tables AS (
	SELECT c.* FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
	WHERE c.relkind IN ('r', 'p')),
functions AS (
	SELECT p.*, p.oid::regprocedure::text AS signature FROM pg_proc p
	JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid),
tenant AS (SELECT * FROM tables WHERE relname NOT IN ('plans', 'hardening', 'registered_references')),
fault(rule, object) AS (
	-- documentation
	SELECT 'no comment', pg_describe_object(m.classid, m.objid, 0)
	FROM member m
	WHERE m.classid NOT IN ('pg_cast'::regclass, 'pg_opfamily'::regclass, 'pg_constraint'::regclass)
	  AND NOT EXISTS (SELECT FROM pg_description d
		WHERE d.classoid = m.classid AND d.objoid = m.objid AND d.objsubid = 0)
	  AND NOT EXISTS (SELECT FROM pg_type t WHERE m.classid = 'pg_type'::regclass AND t.oid = m.objid
		AND (t.typelem <> 0 OR t.typrelid <> 0))
	UNION ALL
	SELECT 'no comment on a column', c.oid::regclass || '.' || a.attname
	FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
	JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE c.relkind IN ('r', 'p', 'v') AND col_description(c.oid, a.attnum) IS NULL
	UNION ALL
	SELECT 'no comment on a policy', p.polrelid::regclass || '.' || p.polname
	FROM pg_policy p JOIN tables t ON t.oid = p.polrelid
	WHERE obj_description(p.oid, 'pg_policy') IS NULL
	-- functions
	UNION ALL
	SELECT 'definer function without search_path = pg_catalog, pg_temp', f.signature
	FROM functions f WHERE f.prosecdef
	  AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (f.proconfig), false)
	UNION ALL
	SELECT 'definer function without row_security = on', f.signature
	FROM functions f WHERE f.prosecdef AND NOT coalesce('row_security=on' = ANY (f.proconfig), false)
	UNION ALL
	SELECT 'function in another language than C', f.signature
	FROM functions f JOIN pg_language l ON l.oid = f.prolang
	WHERE l.lanname <> 'c' AND f.prokind <> 'a'
	UNION ALL
	SELECT 'immutable or stable function that is not parallel safe', f.signature
	FROM functions f WHERE f.provolatile <> 'v' AND f.proparallel <> 's'
	  AND NOT 'internal'::regtype = ANY (f.proargtypes::oid[])
	UNION ALL
	SELECT 'leakproof function that is not one of the proven ones', f.signature
	FROM functions f WHERE f.proleakproof AND f.proname NOT IN (
		'actor_account', 'actor_user', 'actor_audiences', 'sees', 'sees_all', 'can',
		'phone_eq', 'phone_ne', 'phone_lt', 'phone_le', 'phone_gt', 'phone_ge', 'phone_cmp',
		'phone_hash', 'phone_hash_extended', 'phone_starts_with')
	UNION ALL
	SELECT 'SQL name and C name differ', f.signature || ' ' || f.prosrc
	FROM functions f WHERE f.prosrc <> 'contacts_' || f.proname AND f.prokind <> 'a'
	  AND f.proname <> 'actor'
	-- operators and operator classes
	UNION ALL
	SELECT 'operator without its commutator or negator', o.oid::regoperator::text
	FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
	WHERE o.oprresult = 'boolean'::regtype AND o.oprleft = o.oprright
	  AND (o.oprcom = 0 OR o.oprnegate = 0
		OR (SELECT c.oprcom FROM pg_operator c WHERE c.oid = o.oprcom) <> o.oid
		OR (SELECT n.oprnegate FROM pg_operator n WHERE n.oid = o.oprnegate) <> o.oid)
	UNION ALL
	SELECT 'HASHES without a hash operator family', o.oid::regoperator::text
	FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
	WHERE o.oprcanhash AND NOT EXISTS (SELECT FROM pg_amop a JOIN pg_am am ON am.oid = a.amopmethod
		WHERE a.amopopr = o.oid AND am.amname = 'hash')
	UNION ALL
	SELECT 'operator without estimators', o.oid::regoperator::text
	FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
	WHERE o.oprrest = 0 OR o.oprjoin = 0
	UNION ALL
	SELECT 'operator class that amvalidate refuses', c.opcname::text
	FROM pg_opclass c JOIN member m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid
	-- audience_ops has the one cross-type operator that it is searched by
	WHERE c.opcname <> 'audience_ops' AND NOT amvalidate(c.oid)
	-- privileges
	UNION ALL
	SELECT 'PUBLIC may execute', f.signature
	FROM functions f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a WHERE a.grantee = 0
	UNION ALL
	SELECT 'PUBLIC has a privilege on a table or view', c.oid::regclass::text
	FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid,
	  aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a WHERE a.grantee = 0
	UNION ALL
	SELECT 'PUBLIC may use a type', t.oid::regtype::text
	FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid,
	  aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) a
	WHERE a.grantee = 0 AND t.typelem = 0 AND t.typrelid = 0
	UNION ALL
	SELECT 'PUBLIC may use the schema', n.nspname::text
	FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
	WHERE n.nspname = 'contacts' AND a.grantee = 0
	UNION ALL
	SELECT 'table for database administrators that is granted', t.oid::regclass::text
	FROM tables t, aclexplode(t.relacl) a WHERE t.relname IN ('hardening', 'usage') AND a.grantee <> t.relowner
	-- tables
	UNION ALL
	SELECT 'no row security', t.oid::regclass::text FROM tenant t WHERE NOT t.relrowsecurity
	UNION ALL
	SELECT 'no policy', t.oid::regclass::text FROM tenant t
	WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)
	UNION ALL
	SELECT 'policy that does not compare account_id with the actor''s', p.polrelid::regclass || '.' || p.polname
	FROM pg_policy p JOIN tenant t ON t.oid = p.polrelid
	WHERE pg_get_expr(p.polqual, p.polrelid) NOT LIKE '%account_id = contacts.actor_account()%'
	UNION ALL
	SELECT 'account_id is not the first column of an index', i.indexrelid::regclass::text
	FROM pg_index i JOIN tenant t ON t.oid = i.indrelid
	JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'account_id'
	WHERE i.indkey[0] <> a.attnum
	UNION ALL
	SELECT 'account_id is not the first column', t.oid::regclass::text FROM tenant t
	WHERE NOT EXISTS (SELECT FROM pg_attribute a
		WHERE a.attrelid = t.oid AND a.attname = 'account_id' AND a.attnum = 1 AND a.attnotnull)
	UNION ALL
	SELECT 'no write guard', t.oid::regclass::text FROM tenant t
	WHERE t.relname <> 'usage' AND NOT EXISTS (SELECT FROM pg_trigger g
		WHERE g.tgrelid = t.oid AND (g.tgtype & 1) = 0
		  AND g.tgfoid = ANY (ARRAY['contacts.guard_write'::regproc, 'contacts.member_guard'::regproc]))
	UNION ALL
	SELECT 'TRUNCATE is not guarded', t.oid::regclass::text FROM tenant t
	WHERE t.relname <> 'usage' AND NOT EXISTS (SELECT FROM pg_trigger g
		WHERE g.tgrelid = t.oid AND (g.tgtype & 32) <> 0)
	UNION ALL
	SELECT 'foreign key without an index on its columns', k.conname::text
	FROM pg_constraint k JOIN tenant t ON t.oid = k.conrelid
	WHERE k.contype = 'f' AND k.confdeltype = 'c' AND NOT EXISTS (SELECT FROM pg_index i
		WHERE i.indrelid = t.oid AND i.indkey[0] = k.conkey[1] AND i.indkey[1] = k.conkey[2])
	UNION ALL
	SELECT 'table with an audience that no foreign key proves', t.oid::regclass::text
	FROM tenant t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname ~ '^audience' AND NOT a.attisdropped
	WHERE a.attgenerated = '' AND t.relname <> 'audit_log' AND NOT EXISTS (SELECT FROM pg_constraint k
		WHERE k.conrelid = t.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
	UNION ALL
	SELECT 'trigger that does not fire', t.oid::regclass || '.' || g.tgname
	FROM pg_trigger g JOIN tables t ON t.oid = g.tgrelid WHERE g.tgenabled <> 'O'
	-- dump
	UNION ALL
	SELECT 'table that is not dumped', t.oid::regclass::text FROM tables t
	WHERE t.relname NOT IN ('usage', 'jobs', 'found_duplicates') AND NOT t.oid = ANY ((SELECT e.extconfig FROM pg_extension e WHERE e.extname = 'contacts')::oid[])
	UNION ALL
	SELECT 'sequence', c.oid::regclass::text
	FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
	WHERE c.relkind = 'S'
	UNION ALL
	SELECT 'view without security_invoker', c.oid::regclass::text
	FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
	WHERE c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
)
SELECT rule, object FROM fault ORDER BY 1, 2;
