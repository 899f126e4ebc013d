/*-------------------------------------------------------------------------
 *
 * identity.c
 *	  How an identity comes about: contacts.act_as() for the transaction, the
 *	  session form for psql, and login roles that are mapped to a user.
 *
 * act_as() and authenticate() resolve the actor at once and put them into the
 * setting contacts.actor.  The other two say only who: they are resolved at
 * the first question of each transaction, by a query that changes nothing,
 * into memory that is good for this transaction only.  Parallel workers do so
 * each for itself.  Setting a GUC instead would fail under a parallel plan.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include <limits.h>

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "lib/qunique.h"
#include "miscadmin.h"
#include "tcop/pquery.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

/* account:user, for the session; set by act_as_for_session() only. */
static char *session_setting = NULL;

/* What the first question of this transaction found. */
static struct
{
	LocalTransactionId transaction; /* the transaction it is good for */
	SubTransactionId subtransaction;	/* in which it was looked up */
	Oid			role;			/* and the role */
	bool		resolving;		/* the lookup is under way */
	Actor	   *actor;			/* NULL: nobody */
	MemoryContext context;
}			lazy;

char *
actor_text(const Actor *actor)
{
	StringInfoData buf;
	int			i;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%d|" INT64_FORMAT "|%d|%d|%u|%d|%d|%s|",
					 ACTOR_FORM, actor->account_id, actor->user_id,
					 (int) actor->role, actor->permissions,
					 (actor->every_department ? 1 : 0) |
					 (actor->plan_private ? 2 : 0) |
					 (actor->custom_fields ? 4 : 0) |
					 (actor->by_token ? 8 : 0) |
					 (actor->token_by_other ? 16 : 0) |
					 (actor->for_owner ? 32 : 0),
					 actor->last_department, actor->region);
	for (i = 0; actor->by_token && i < UUID_LEN; i++)
		appendStringInfo(&buf, "%02x", actor->token_id.data[i]);
	appendStringInfoChar(&buf, '|');
	for (i = 0; i < actor->naudiences; i++)
		appendStringInfo(&buf, i == 0 ? "%d" : ",%d", actor->audiences[i]);
	return buf.data;
}

/*
 * Put an identity in force until the end of the transaction.  SET LOCAL as a
 * statement, not set_config_option(): that is the form which a distributed
 * engine sends on to its workers.
 */
static void
actor_set(const Actor *actor)
{
	OwnerScope	scope;
	char	   *sql;

	sql = psprintf("SET LOCAL contacts.actor = %s",
				   quote_literal_cstr(actor_text(actor)));
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	if (GetConfigOption("citus.propagate_set_commands", true, false) != NULL)
		(void) SPI_execute("SET LOCAL citus.propagate_set_commands = 'local'", false, 0);
	if (SPI_execute(sql, false, 0) != SPI_OK_UTILITY)
		elog(ERROR, "could not set contacts.actor");
	SPI_finish();
	owner_scope_end_with_settings(&scope);
}

static int
compare_int32(const void *a, const void *b)
{
	int32		x = *(const int32 *) a;
	int32		y = *(const int32 *) b;

	return (x > y) - (x < y);
}

/* The same user with these permissions and audiences only. */
Actor *
actor_narrowed(const Actor *actor, uint32 permissions,
			   const int32 *audiences, int naudiences)
{
	Actor	   *narrowed = palloc0(offsetof(Actor, audiences) + naudiences * sizeof(int32));

	memcpy(narrowed, actor, offsetof(Actor, audiences));
	narrowed->permissions = permissions;
	narrowed->every_department = false;
	narrowed->for_owner = false;
	if (naudiences == 0)
	{
		narrowed->naudiences = 0;
		return narrowed;
	}
	memcpy(narrowed->audiences, audiences, naudiences * sizeof(int32));
	qsort(narrowed->audiences, naudiences, sizeof(int32), compare_int32);
	narrowed->naudiences = qunique(narrowed->audiences, naudiences, sizeof(int32),
								   compare_int32);
	return narrowed;
}

/*
 * An admin sees every department, also one that is made after they took on their
 * identity.
 */
void
actor_department_added(int32 department_id)
{
	const Actor *actor = actor_current();
	Actor	   *grown;

	if (actor == NULL || !actor->every_department || actor->naudiences == 0)
		return;
	grown = palloc(offsetof(Actor, audiences) +
				   (actor->naudiences + 1) * sizeof(int32));
	memcpy(grown, actor, offsetof(Actor, audiences) +
		   actor->naudiences * sizeof(int32));
	grown->audiences[grown->naudiences++] = department_id;
	grown->last_department = Max(grown->last_department, department_id);
	qsort(grown->audiences, grown->naudiences, sizeof(int32), compare_int32);
	actor_set(grown);
}

static KeptPlan actor_plan = {
	"SELECT u.role::pg_catalog.text, a.default_region, p.private_contacts_allowed,"
	"  ARRAY(SELECT r.permission FROM contacts.role_permissions r"
	"        WHERE r.account_id = $1 AND r.role = u.role AND r.granted),"
	"  ARRAY(SELECT r.permission FROM contacts.role_permissions r"
	"        WHERE r.account_id = $1 AND r.role = u.role AND NOT r.granted),"
	"  EXISTS (SELECT FROM contacts.custom_fields f WHERE f.account_id = $1),"
	"  CASE WHEN u.role = ANY ('{admin,owner}'::contacts.user_role[]) THEN"
	"    ARRAY(SELECT d.department_id FROM contacts.departments d WHERE d.account_id = $1)"
	"  ELSE"
	"    ARRAY(SELECT m.department_id FROM contacts.department_members m"
	"          WHERE m.account_id = $1 AND m.user_id = $2)"
	"  END, a.last_department_id "
	"FROM contacts.users u"
	"  JOIN contacts.accounts a ON a.account_id = u.account_id"
	"  JOIN contacts.plans p ON p.name = a.plan "
	"WHERE u.account_id = $1 AND u.user_id = $2 AND u.removed_at IS NULL",
	2, {INT8OID, INT4OID}
};

/* The permissions named in an array, as bits. */
uint32
permission_bits(Datum array)
{
	Datum	   *names;
	int			nnames;
	int			i;
	uint32		bits = 0;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false,
					  TYPALIGN_INT, &names, NULL, &nnames);
	for (i = 0; i < nnames; i++)
	{
		text	   *name = DatumGetTextPP(names[i]);
		int			permission = permission_by_name(VARDATA_ANY(name),
													VARSIZE_ANY_EXHDR(name));

		if (permission >= 0)
			bits |= permission_bit(permission);
	}
	return bits;
}

/*
 * Read an actor from the tables; NULL if there is no such active user.  By a
 * token they may do no more than its scopes say; and by one that somebody else
 * has issued, who might use it, they see and keep nothing private.  SPI is
 * connected, the rights are the owner's, the result is in SPI's memory.
 */
Actor *
actor_resolve(int64 account_id, int32 user_id, const TokenTerms *token)
{
	Datum		values[2];
	HeapTuple	tuple;
	TupleDesc	desc;
	bool		isnull;
	char	   *role;
	Datum	   *departments;
	int			ndepartments;
	Actor	   *actor;
	int			i;

	values[0] = Int64GetDatum(account_id);
	values[1] = Int32GetDatum(user_id);
	if (kept_execute(&actor_plan, values, NULL, true, 1) == 0)
		return NULL;
	tuple = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;

	deconstruct_array(DatumGetArrayTypeP(SPI_getbinval(tuple, desc, 7, &isnull)),
					  INT4OID, sizeof(int32), true, TYPALIGN_INT,
					  &departments, NULL, &ndepartments);
	actor = palloc0(offsetof(Actor, audiences) +
					(ndepartments + 2) * sizeof(int32));
	actor->account_id = account_id;
	actor->user_id = user_id;
	role = SPI_getvalue(tuple, desc, 1);
	for (i = 0; i < NUM_ROLES; i++)
	{
		if (strcmp(role, role_names[i]) == 0)
			actor->role = (UserRole) i;
	}
	strlcpy(actor->region, SPI_getvalue(tuple, desc, 2), sizeof(actor->region));
	actor->plan_private = DatumGetBool(SPI_getbinval(tuple, desc, 3, &isnull));
	actor->permissions = role_default_permissions(actor->role);
	actor->permissions |= permission_bits(SPI_getbinval(tuple, desc, 4, &isnull));
	actor->permissions &= ~permission_bits(SPI_getbinval(tuple, desc, 5, &isnull));
	if (token != NULL)
	{
		actor->by_token = true;
		actor->token_by_other = !token->issued_by_user;
		actor->token_id = token->id;
		actor->permissions &= token->scopes;
		if (actor->token_by_other)
			actor->permissions &= ~permission_bit(PERM_PRIVATE);
	}
	actor->custom_fields = DatumGetBool(SPI_getbinval(tuple, desc, 6, &isnull));
	actor->every_department = actor->role >= ROLE_ADMIN;
	actor->last_department = DatumGetInt32(SPI_getbinval(tuple, desc, 8, &isnull));

	/* Who may not read sees no audience: so no policy has to ask that. */
	if (actor->permissions & permission_bit(PERM_READ))
	{
		if (!actor->token_by_other)
			actor->audiences[actor->naudiences++] = -user_id;
		actor->audiences[actor->naudiences++] = 0;
		for (i = 0; i < ndepartments; i++)
			actor->audiences[actor->naudiences++] = DatumGetInt32(departments[i]);
		qsort(actor->audiences, actor->naudiences, sizeof(int32), compare_int32);
	}
	return actor;
}

static KeptPlan cursors_plan = {
	"SELECT c.name FROM pg_catalog.pg_cursors c WHERE c.name <> ''",
	0
};

/*
 * Cursors that were opened under one identity go on giving its rows.  So
 * those of earlier transactions are closed, and while others are open no
 * identity comes into force but the one that is; nor any while a cursor WITH
 * HOLD is open, whose rows would outlive it.  The same goes for a statement
 * that is running (statement.c).
 */
static void
refuse_open_cursors(const Actor *next)
{
	const Actor *actor = actor_current();
	bool		changes = actor == NULL || next == NULL ||
		actor->account_id != next->account_id || actor->user_id != next->user_id ||
		actor->permissions != next->permissions ||
		actor->naudiences != next->naudiences ||
		memcmp(actor->audiences, next->audiences,
			   actor->naudiences * sizeof(int32)) != 0;
	uint64		i;
	SPITupleTable *cursors;

	kept_execute(&cursors_plan, NULL, NULL, false, 0);
	cursors = SPI_tuptable;
	for (i = 0; i < cursors->numvals; i++)
	{
		Portal		portal = SPI_cursor_find(SPI_getvalue(cursors->vals[i],
														  cursors->tupdesc, 1));

		if (portal == NULL || portal == ActivePortal)
			continue;
		if (portal->createSubid == InvalidSubTransactionId && !portal->portalPinned)
			SPI_cursor_close(portal);
		else if (changes || (portal->cursorOptions & CURSOR_OPT_HOLD))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("identity cannot change while cursors are open"),
					 errhint("Close the cursors, or end the transaction.")));
	}
	if (changes)
		statement_refuse_change(true);
}

/*
 * Put an active user in force for the rest of the transaction, by a token or
 * without (NULL).  SPI is connected, the rights are the owner's.  False if there
 * is no such user.
 */
bool
identity_take_on(int64 account_id, int32 user_id, const TokenTerms *token)
{
	Actor	   *actor;

	release_check();
	if (!IsTransactionBlock())
		ereport(WARNING,
				(errcode(ERRCODE_NO_ACTIVE_SQL_TRANSACTION),
				 errmsg("an identity taken on outside a transaction block has no effect"),
				 errhint("Say BEGIN first, and take on the identity after it.")));

	actor = actor_resolve(account_id, user_id, token);
	if (actor == NULL)
		return false;
	refuse_open_cursors(actor);
	actor_set(actor);
	return true;
}

static void
report_no_user(int64 account_id, int32 user_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("account " INT64_FORMAT " has no active user %d",
					account_id, user_id)));
}

PG_FUNCTION_INFO_V1(contacts_act_as);
Datum
contacts_act_as(PG_FUNCTION_ARGS)
{
	int64		account_id = PG_GETARG_INT64(0);
	int32		user_id = PG_GETARG_INT32(1);

	/* Passed over in silence, it would leave another identity in force. */
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("account_id and user_id must be given"),
				 errhint("An identity ends with its transaction; to act as nobody, start another one.")));
	SPI_connect();
	if (!identity_take_on(account_id, user_id, NULL))
		report_no_user(account_id, user_id);
	SPI_finish();
	PG_RETURN_VOID();
}

/*
 * The session form: says who until the session says otherwise.  What that user
 * may is looked up in each transaction anew, so a removed user is out with
 * the next one.
 */
static bool
session_parse(const char *value, int64 *account_id, int32 *user_id)
{
	char	   *end;
	long		user;

	errno = 0;
	*account_id = strtoll(value, &end, 10);
	if (errno != 0 || end == value || *end != ':')
		return false;
	value = end + 1;
	user = strtol(value, &end, 10);
	if (errno != 0 || end == value || *end != '\0' || user <= 0 || user > INT_MAX)
		return false;
	*user_id = (int32) user;
	return *account_id > 0;
}

static bool
session_check(char **newval, void **extra, GucSource source)
{
	int64		account_id;
	int32		user_id;

	return *newval == NULL || **newval == '\0' ||
		session_parse(*newval, &account_id, &user_id);
}

static void
session_assign(const char *newval, void *extra)
{
	lazy.transaction = InvalidLocalTransactionId;
}

/* Is there an identity that RESET ALL would end? */
bool
identity_is_set(void)
{
	return actor_for_transaction() ||
		(session_setting != NULL && session_setting[0] != '\0');
}

PG_FUNCTION_INFO_V1(contacts_act_as_for_session);
Datum
contacts_act_as_for_session(PG_FUNCTION_ARGS)
{
	char	   *value = "";

	SPI_connect();
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
	{
		int64		account_id = PG_GETARG_INT64(0);
		int32		user_id = PG_GETARG_INT32(1);
		Actor	   *actor = actor_resolve(account_id, user_id, NULL);

		if (actor == NULL)
			report_no_user(account_id, user_id);
		refuse_open_cursors(actor);
		value = psprintf(INT64_FORMAT ":%d", account_id, user_id);
	}
	else
		refuse_open_cursors(NULL);
	if (SPI_execute(psprintf("SET contacts.session_actor = %s",
							 quote_literal_cstr(value)), false, 0) != SPI_OK_UTILITY)
		elog(ERROR, "could not set contacts.session_actor");
	SPI_finish();
	PG_RETURN_VOID();
}

/*
 * Mapped roles
 */

static KeptPlan mapping_plan = {
	"SELECT m.account_id, m.user_id FROM contacts.role_mappings m "
	"WHERE m.role_name = $1 AND m.role_oid = $2",
	2, {NAMEOID, OIDOID}
};

/*
 * May the role, or a role of which it is a member in whatever way, call act_as()
 * or act_as_for_session()?  Then it has no mapping, so none is looked up.
 */
static bool
may_act_as(Oid role)
{
	static const char *const functions[] = {"act_as", "act_as_for_session"};
	Oid			types[2] = {INT8OID, INT4OID};
	int			i;

	for (i = 0; i < (int) lengthof(functions); i++)
	{
		HeapTuple	tuple = SearchSysCache3(PROCNAMEARGSNSP,
											CStringGetDatum(functions[i]),
											PointerGetDatum(buildoidvector(types, 2)),
											ObjectIdGetDatum(contacts_schema()));
		Datum		value;
		bool		isnull;
		bool		may = false;

		/* fails closed: without the function, nobody is mapped */
		if (!HeapTupleIsValid(tuple))
			return true;
		value = SysCacheGetAttr(PROCNAMEARGSNSP, tuple, Anum_pg_proc_proacl, &isnull);
		if (isnull)
			may = true;			/* as it is by default, for all */
		else
		{
			Acl		   *acl = DatumGetAclPCopy(value);
			int			j;

			for (j = 0; j < ACL_NUM(acl) && !may; j++)
			{
				AclItem    *item = &ACL_DAT(acl)[j];

				may = (ACLITEM_GET_PRIVS(*item) & ACL_EXECUTE) &&
					(item->ai_grantee == ACL_ID_PUBLIC ||
					 is_member_of_role(role, item->ai_grantee));
			}
		}
		ReleaseSysCache(tuple);
		if (may)
			return true;
	}
	return false;
}

/*
 * Who is acting by the session form or by mapping, in this transaction.  No
 * error: policy functions ask this.
 */
const Actor *
identity_lazy(void)
{
	Oid			role;
	int64		account_id = 0;
	int32		user_id = 0;
	bool		by_session;
	bool		pushed = false;
	OwnerScope	scope;
	Actor	   *actor = NULL;
	Oid			owner;

	if (lazy.resolving || !IsTransactionState())
		return NULL;
	role = GetOuterUserId();
	if (lazy.transaction == my_local_transaction() && lazy.role == role)
		return lazy.actor;

	by_session = session_setting != NULL && session_setting[0] != '\0' &&
		session_parse(session_setting, &account_id, &user_id);
	owner = contacts_owner_if_any();
	lazy.transaction = my_local_transaction();
	lazy.subtransaction = GetCurrentSubTransactionId();
	lazy.role = role;
	lazy.actor = NULL;
	if (!OidIsValid(owner) || (!by_session && (superuser_arg(role) || may_act_as(role))))
		return NULL;

	if (!ActiveSnapshotSet())
	{
		PushActiveSnapshot(GetTransactionSnapshot());
		pushed = true;
	}
	/* should it fail, the callbacks below put the flag back */
	lazy.resolving = true;
	owner_scope_begin(&scope, owner);
	SPI_connect();
	if (!by_session)
	{
		NameData	name;
		Datum		values[2];

		namestrcpy(&name, GetUserNameFromId(role, false));
		values[0] = NameGetDatum(&name);
		values[1] = ObjectIdGetDatum(role);
		if (kept_execute(&mapping_plan, values, NULL, true, 1) > 0)
		{
			bool		isnull;

			account_id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0],
													 SPI_tuptable->tupdesc, 1, &isnull));
			user_id = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0],
												  SPI_tuptable->tupdesc, 2, &isnull));
		}
	}
	if (user_id != 0)
		actor = actor_resolve(account_id, user_id, NULL);
	if (actor != NULL)
	{
		Size		size = offsetof(Actor, audiences) + actor->naudiences * sizeof(int32);

		if (lazy.context == NULL)
			lazy.context = AllocSetContextCreate(TopMemoryContext, "contacts actor",
												 ALLOCSET_SMALL_SIZES);
		/* reset at the end of the transaction */
		lazy.actor = MemoryContextAlloc(lazy.context, size);
		memcpy(lazy.actor, actor, size);
	}
	SPI_finish();
	owner_scope_end(&scope);
	lazy.resolving = false;
	if (pushed)
		PopActiveSnapshot();
	return lazy.actor;
}

/* What was read in a subtransaction that is undone may never have been. */
static void
lazy_subxact(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	if (event == SUBXACT_EVENT_ABORT_SUB)
		lazy.resolving = false;
	if (event == SUBXACT_EVENT_ABORT_SUB && lazy.subtransaction == mine)
		lazy.transaction = InvalidLocalTransactionId;
	if (event == SUBXACT_EVENT_COMMIT_SUB && lazy.subtransaction == mine)
		lazy.subtransaction = parent;
}

/* It is good for one transaction, and so is its memory. */
static void
lazy_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_ABORT || event == XACT_EVENT_COMMIT ||
		event == XACT_EVENT_PREPARE || event == XACT_EVENT_PARALLEL_ABORT ||
		event == XACT_EVENT_PARALLEL_COMMIT)
	{
		lazy.transaction = InvalidLocalTransactionId;
		lazy.resolving = false;
		lazy.actor = NULL;
		if (lazy.context != NULL)
			MemoryContextReset(lazy.context);
	}
}

void
identity_init(void)
{
	DefineCustomStringVariable("contacts.session_actor",
							   "Account and user of the session form of identity.",
							   "Never set it by hand: call contacts.act_as_for_session().",
							   &session_setting,
							   "",
							   PGC_SUSET,
							   GUC_NO_SHOW_ALL | GUC_NOT_IN_SAMPLE | GUC_DISALLOW_IN_FILE,
							   session_check,
							   session_assign,
							   NULL);
	RegisterSubXactCallback(lazy_subxact, NULL);
	RegisterXactCallback(lazy_xact, NULL);
}

/*
 * Writing mappings
 */

static KeptPlan lock_mappings_plan = {
	"LOCK TABLE contacts.role_mappings IN SHARE ROW EXCLUSIVE MODE",
	0
};

static KeptPlan add_mapping_plan = {
	"INSERT INTO contacts.role_mappings (account_id, role_name, role_oid, user_id) VALUES ($1, $2, $3, $4)",
	4, {INT8OID, NAMEOID, OIDOID, INT4OID}
};

static KeptPlan drop_mapping_plan = {
	"DELETE FROM contacts.role_mappings m WHERE m.role_name = $1 OR m.role_oid = $2",
	2, {NAMEOID, OIDOID}
};

static KeptPlan mapped_roles_plan = {
	"SELECT m.role_oid FROM contacts.role_mappings m"
	"  JOIN pg_catalog.pg_roles r ON r.oid = m.role_oid AND r.rolname = m.role_name",
	0
};

/*
 * Mappings are made one after another: two at once for one role would both
 * stay, and which account it sees would be chance.  So are privileges for
 * applications, which a mapped role must not have.  SPI is connected, the rights
 * are the owner's.
 */
void
mappings_lock(void)
{
	kept_execute(&lock_mappings_plan, NULL, NULL, false, 0);
}

/* Is the role mapped, or any role that is a member of it? */
bool
role_is_mapped(Oid role)
{
	uint64		i;

	kept_execute(&mapped_roles_plan, NULL, NULL, false, 0);
	for (i = 0; i < SPI_processed; i++)
	{
		bool		isnull;
		Oid			mapped = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
															SPI_tuptable->tupdesc, 1, &isnull));

		if (is_member_of_role(mapped, role))
			return true;
	}
	return false;
}

static void
unmap(Name name, Oid role)
{
	Datum		values[2];

	values[0] = NameGetDatum(name);
	values[1] = ObjectIdGetDatum(role);
	mappings_lock();
	own_write_execute(&drop_mapping_plan, values, NULL);
}

PG_FUNCTION_INFO_V1(contacts_map_role);
Datum
contacts_map_role(PG_FUNCTION_ARGS)
{
	Oid			role = PG_GETARG_OID(0);
	int64		account_id = PG_GETARG_INT64(1);
	int32		user_id = PG_GETARG_INT32(2);
	NameData	name;
	Datum		values[4];

	namestrcpy(&name, GetUserNameFromId(role, false));
	if (superuser_arg(role) || has_bypassrls_privilege(role))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("role \"%s\" passes by row security", NameStr(name)),
				 errhint("Map a role that is neither superuser nor has BYPASSRLS.")));
	SPI_connect();
	unmap(&name, role);
	if (may_act_as(role))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("role \"%s\" may execute contacts.act_as()", NameStr(name)),
				 errdetail("A role has a mapping or may take on identities, itself or as a member of another role, never both."),
				 errhint("Use contacts.grant_reporting() for mapped roles.")));

	if (actor_resolve(account_id, user_id, NULL) == NULL)
		report_no_user(account_id, user_id);
	user_require_active(account_id, user_id);
	values[0] = Int64GetDatum(account_id);
	values[1] = NameGetDatum(&name);
	values[2] = ObjectIdGetDatum(role);
	values[3] = Int32GetDatum(user_id);
	own_write_execute(&add_mapping_plan, values, NULL);
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_unmap_role);
Datum
contacts_unmap_role(PG_FUNCTION_ARGS)
{
	Name		name = PG_GETARG_NAME(0);

	SPI_connect();
	unmap(name, get_role_oid(NameStr(*name), true));
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_role_mapping_before_row);
Datum
contacts_role_mapping_before_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT, 0);
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	RowChange	change;
	bool		isnull;
	Datum		name;

	row_change_init(&change, trigdata->tg_trigtuple, desc);
	name = tuple_value(trigdata->tg_trigtuple, desc, "role_name", &isnull);
	if (contacts_restoring() && !isnull)
		row_change_set(&change, "role_oid",
					   ObjectIdGetDatum(get_role_oid(NameStr(*DatumGetName(name)), true)),
					   false);
	PG_RETURN_POINTER(row_change_apply(&change));
}
