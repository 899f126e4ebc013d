/*-------------------------------------------------------------------------
 *
 * actor.c
 *	  Who is acting: taking on an identity, and the functions that policies
 *	  and triggers ask.
 *
 * An identity is resolved once, by contacts.act_as(), and kept in the setting
 * contacts.actor.  Only superusers may set it, act_as() does so by SET LOCAL:
 * so it ends with the transaction, rolls back with savepoints, reaches
 * parallel workers, and no ordinary role can forge it.  Its text is parsed in
 * the check hook, so the functions below only look at a struct.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include <limits.h>

#include "access/xact.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "tcop/pquery.h"
#include "utils/array.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/portal.h"
#include "utils/rls.h"
#include "utils/syscache.h"

/* The first field of the setting's text; a new form gets a new number. */
#define ACTOR_FORM	1

static char *actor_setting = NULL;
static const Actor *actor_from_setting = NULL;

/* Depth of own_write_execute(). */
static int	own_write_depth = 0;

/*
 * The setting
 */

/* One decimal field and the '|' behind it; false if there is none. */
static bool
read_field(const char **s, int64 *value)
{
	char	   *end;

	errno = 0;
	*value = strtoll(*s, &end, 10);
	if (errno != 0 || end == *s || *end != '|')
		return false;
	*s = end + 1;
	return true;
}

/*
 * form|account|user|role|permissions|flags|region|audience,audience,...
 */
static bool
actor_check(char **newval, void **extra, GucSource source)
{
	const char *s = *newval;
	int64		form,
				account,
				user,
				role,
				permissions,
				flags;
	const char *region;
	int			region_len;
	int			naudiences = 0;
	const char *p;
	Actor	   *actor;

	*extra = NULL;
	if (s == NULL || *s == '\0')
		return true;

	if (!read_field(&s, &form) || form != ACTOR_FORM ||
		!read_field(&s, &account) || account <= 0 ||
		!read_field(&s, &user) || user <= 0 || user > INT_MAX ||
		!read_field(&s, &role) || role < 0 || role >= NUM_ROLES ||
		!read_field(&s, &permissions) || permissions < 0 || permissions > UINT_MAX ||
		!read_field(&s, &flags) || flags < 0 || flags > 7)
		return false;

	region = s;
	while (*s != '\0' && *s != '|')
		s++;
	region_len = s - region;
	if (*s != '|' || region_len >= (int) sizeof(actor->region))
		return false;
	s++;

	if (*s != '\0')
	{
		naudiences = 1;
		for (p = s; *p; p++)
			naudiences += (*p == ',');
	}

	actor = guc_extra_alloc(offsetof(Actor, audiences) + naudiences * sizeof(int32));
	if (actor == NULL)
		return false;
	actor->account_id = account;
	actor->user_id = (int32) user;
	actor->role = (UserRole) role;
	actor->permissions = (uint32) permissions;
	actor->every_department = (flags & 1) != 0;
	actor->plan_private = (flags & 2) != 0;
	actor->custom_fields = (flags & 4) != 0;
	memcpy(actor->region, region, region_len);
	actor->region[region_len] = '\0';
	actor->naudiences = 0;
	while (actor->naudiences < naudiences)
	{
		char	   *end;
		long		audience;

		errno = 0;
		audience = strtol(s, &end, 10);
		if (errno != 0 || end == s || (*end != ',' && *end != '\0') ||
			audience < INT_MIN || audience > INT_MAX ||
			(actor->naudiences > 0 &&
			 audience <= actor->audiences[actor->naudiences - 1]))
			return false;		/* leaks a few bytes of a value that only a
								 * superuser can have typed */
		actor->audiences[actor->naudiences++] = (int32) audience;
		s = (*end == ',') ? end + 1 : end;
	}

	*extra = actor;
	return true;
}

static void
actor_assign(const char *newval, void *extra)
{
	actor_from_setting = (const Actor *) extra;
}

void
actor_init(void)
{
	DefineCustomStringVariable("contacts.actor",
							   "The identity in force, as contacts.act_as() has resolved it.",
							   "Never set it by hand: call contacts.act_as().",
							   &actor_setting,
							   "",
							   PGC_SUSET,
							   GUC_NO_SHOW_ALL | GUC_NOT_IN_SAMPLE | GUC_DISALLOW_IN_FILE,
							   actor_check,
							   actor_assign,
							   NULL);
	phone_init();
	MarkGUCPrefixReserved("contacts");
}

/*
 * Asking
 */

const Actor *
actor_current(void)
{
	return actor_from_setting;
}

const Actor *
actor_required(void)
{
	const Actor *actor = actor_current();

	if (actor == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("no identity is in force"),
				 errhint("Call contacts.act_as(account_id, user_id) first, in the same transaction.")));
	return actor;
}

bool
actor_can(Permission permission)
{
	const Actor *actor = actor_current();

	return actor != NULL && (actor->permissions & permission_bit(permission)) != 0;
}

void
actor_require(Permission permission)
{
	(void) actor_required();
	if (!actor_can(permission))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission %s is required", permission_name(permission)),
				 errhint("Ask an administrator of the account for a role that has it.")));
}

static bool
audience_listed(const Actor *actor, int32 audience)
{
	int			low = 0;
	int			high = actor->naudiences - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;

		if (actor->audiences[middle] == audience)
			return true;
		if (actor->audiences[middle] < audience)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return false;
}

bool
actor_sees(int32 audience)
{
	const Actor *actor = actor_current();

	/* Admins too: what the index condition lists is what there is to see. */
	return actor != NULL && audience_listed(actor, audience);
}

/*
 * Is this pg_restore loading a dump, and not somebody at work?  pg_dump writes
 * SET row_security = off into its scripts, and only roles that may pass by row
 * security can load them.  Functions of ours that run with the owner's rights
 * switch row_security on, so inside them the answer is no: ask before.
 */
bool
contacts_restoring(void)
{
	Oid			roles[2];
	int			i;

	if (row_security || actor_current() != NULL)
		return false;
	roles[0] = GetOuterUserId();
	roles[1] = GetSessionUserId();
	for (i = 0; i < 2; i++)
	{
		HeapTuple	tuple;
		bool		bypasses;

		if (superuser_arg(roles[i]))
			continue;
		tuple = SearchSysCache1(AUTHOID, ObjectIdGetDatum(roles[i]));
		if (!HeapTupleIsValid(tuple))
			return false;
		bypasses = ((Form_pg_authid) GETSTRUCT(tuple))->rolbypassrls;
		ReleaseSysCache(tuple);
		if (!bypasses)
			return false;
	}
	return true;
}

bool
own_write(void)
{
	return own_write_depth > 0 && GetUserId() == contacts_owner();
}

/* Execute a writing statement of ours, with own_write() true for triggers. */
uint64
own_write_execute(KeptPlan *kept, Datum *values, const char *nulls)
{
	return own_write_rows(kept, values, nulls, 0);
}

/* The same, over nrows rows of a transition table: see rows_execute(). */
uint64
own_write_rows(KeptPlan *kept, Datum *values, const char *nulls, int64 nrows)
{
	uint64		processed = 0;

	own_write_depth++;
	PG_TRY();
	{
		processed = rows_execute(kept, values, nulls, nrows);
	}
	PG_FINALLY();
	{
		own_write_depth--;
	}
	PG_END_TRY();
	return processed;
}

/*
 * Taking on an identity
 */

static char *
actor_text(const Actor *actor)
{
	StringInfoData buf;
	int			i;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%d|" INT64_FORMAT "|%d|%d|%u|%d|%s|",
					 ACTOR_FORM, actor->account_id, actor->user_id,
					 (int) actor->role, actor->permissions,
					 (actor->every_department ? 1 : 0) |
					 (actor->plan_private ? 2 : 0) |
					 (actor->custom_fields ? 4 : 0),
					 actor->region);
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
	owner_scope_end(&scope);
}

static int
compare_int32(const void *a, const void *b)
{
	int32		x = *(const int32 *) a;
	int32		y = *(const int32 *) b;

	return (x > y) - (x < y);
}

/*
 * An admin sees every department, also one that is made after he took on his
 * identity.
 */
void
actor_department_added(int32 department_id)
{
	const Actor *actor = actor_current();
	Actor	   *grown;

	if (actor == NULL || !actor->every_department || actor->naudiences == 0 ||
		audience_listed(actor, department_id))
		return;
	grown = palloc(offsetof(Actor, audiences) +
				   (actor->naudiences + 1) * sizeof(int32));
	memcpy(grown, actor, offsetof(Actor, audiences) +
		   actor->naudiences * sizeof(int32));
	grown->audiences[grown->naudiences++] = department_id;
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
	"  END "
	"FROM contacts.users u"
	"  JOIN contacts.accounts a ON a.account_id = u.account_id"
	"  JOIN contacts.plans p ON p.name = a.plan "
	"WHERE u.account_id = $1 AND u.user_id = $2 AND u.removed_at IS NULL",
	2, {INT8OID, INT4OID}
};

/* The permissions named in an array, as bits. */
static uint32
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
 * Read an actor from the tables; NULL if there is no such active user.  SPI
 * is connected, the rights are the owner's, the result is in SPI's memory.
 */
static Actor *
actor_resolve(int64 account_id, int32 user_id)
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
	if (kept_execute(&actor_plan, values, NULL, false, 1) == 0)
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
	actor->custom_fields = DatumGetBool(SPI_getbinval(tuple, desc, 6, &isnull));
	actor->every_department = actor->role >= ROLE_ADMIN;

	/* Who may not read sees no audience: so no policy has to ask that. */
	if (actor->permissions & permission_bit(PERM_READ))
	{
		actor->audiences[actor->naudiences++] = -user_id;
		actor->audiences[actor->naudiences++] = 0;
		for (i = 0; i < ndepartments; i++)
			actor->audiences[actor->naudiences++] = DatumGetInt32(departments[i]);
		qsort(actor->audiences, actor->naudiences, sizeof(int32), compare_int32);
	}
	return actor;
}

/*
 * Cursors that were opened under one identity go on giving its rows.  So
 * those of earlier transactions are closed, and while others are open a
 * change from one identity to another is refused.
 */
static void
refuse_open_cursors(int64 account_id, int32 user_id)
{
	const Actor *actor = actor_current();
	bool		changes = actor != NULL &&
		(actor->account_id != account_id || actor->user_id != user_id);
	uint64		i;
	SPITupleTable *cursors;

	if (SPI_execute("SELECT c.name FROM pg_catalog.pg_cursors c WHERE c.name <> ''",
					false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not list cursors");
	cursors = SPI_tuptable;
	for (i = 0; i < cursors->numvals; i++)
	{
		Portal		portal = SPI_cursor_find(SPI_getvalue(cursors->vals[i],
														  cursors->tupdesc, 1));

		if (portal == NULL || portal == ActivePortal)
			continue;
		if (portal->createSubid == InvalidSubTransactionId)
			SPI_cursor_close(portal);
		else if (changes)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("identity cannot change while cursors are open"),
					 errhint("Close the cursors, or end the transaction.")));
	}
}

PG_FUNCTION_INFO_V1(contacts_act_as);
Datum
contacts_act_as(PG_FUNCTION_ARGS)
{
	int64		account_id = PG_GETARG_INT64(0);
	int32		user_id = PG_GETARG_INT32(1);
	Actor	   *actor;

	if (!IsTransactionBlock())
		ereport(WARNING,
				(errcode(ERRCODE_NO_ACTIVE_SQL_TRANSACTION),
				 errmsg("an identity taken on outside a transaction block has no effect"),
				 errhint("Say BEGIN first, and contacts.act_as() after it.")));

	SPI_connect();
	refuse_open_cursors(account_id, user_id);
	actor = actor_resolve(account_id, user_id);
	if (actor == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("account " INT64_FORMAT " has no active user %d",
						account_id, user_id)));
	actor_set(actor);
	SPI_finish();
	PG_RETURN_VOID();
}

/*
 * What policies ask.  No table, no error: a policy function may be called at
 * planning time, in a parallel worker, or on a shard.
 */

PG_FUNCTION_INFO_V1(contacts_actor_account);
Datum
contacts_actor_account(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();

	if (actor == NULL)
		PG_RETURN_NULL();
	PG_RETURN_INT64(actor->account_id);
}

PG_FUNCTION_INFO_V1(contacts_actor_user);
Datum
contacts_actor_user(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();

	if (actor == NULL)
		PG_RETURN_NULL();
	PG_RETURN_INT32(actor->user_id);
}

static Datum
int32_array(const int32 *items, int nitems)
{
	Datum	   *datums = palloc(sizeof(Datum) * Max(nitems, 1));
	int			i;

	for (i = 0; i < nitems; i++)
		datums[i] = Int32GetDatum(items[i]);
	return PointerGetDatum(construct_array(datums, nitems, INT4OID,
										   sizeof(int32), true, TYPALIGN_INT));
}

PG_FUNCTION_INFO_V1(contacts_actor_audiences);
Datum
contacts_actor_audiences(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();

	if (actor == NULL)
		PG_RETURN_DATUM(int32_array(NULL, 0));
	PG_RETURN_DATUM(int32_array(actor->audiences, actor->naudiences));
}

PG_FUNCTION_INFO_V1(contacts_sees);
Datum
contacts_sees(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(actor_sees(PG_GETARG_INT32(0)));
}

PG_FUNCTION_INFO_V1(contacts_can);
Datum
contacts_can(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	int			permission = permission_by_name(VARDATA_ANY(name),
												VARSIZE_ANY_EXHDR(name));

	PG_RETURN_BOOL(permission >= 0 && actor_can((Permission) permission));
}

PG_FUNCTION_INFO_V1(contacts_actor_row);
Datum
contacts_actor_row(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();
	TupleDesc	desc;
	Datum		values[6] = {0};
	bool		nulls[6] = {true, true, true, true, true, true};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);

	if (actor != NULL)
	{
		Datum		names[NUM_PERMISSIONS];
		int			nnames = 0;
		int			first = 0;
		int			i;

		for (i = 0; i < NUM_PERMISSIONS; i++)
		{
			if (actor->permissions & permission_bit(i))
				names[nnames++] = CStringGetTextDatum(permission_name((Permission) i));
		}
		/* Departments are the audiences above 0. */
		while (first < actor->naudiences && actor->audiences[first] <= 0)
			first++;

		memset(nulls, false, sizeof(nulls));
		values[0] = Int64GetDatum(actor->account_id);
		values[1] = Int32GetDatum(actor->user_id);
		values[2] = DirectFunctionCall2(enum_in,
										CStringGetDatum(role_names[actor->role]),
										ObjectIdGetDatum(contacts_type_oid("user_role")));
		values[3] = CStringGetTextDatum(actor->region);
		values[4] = int32_array(actor->audiences + first,
								actor->naudiences - first);
		values[5] = PointerGetDatum(construct_array(names, nnames, TEXTOID, -1,
													false, TYPALIGN_INT));
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}

/*
 * Planner support of contacts.sees().
 *
 * Index condition: audience = ANY (contacts.actor_audiences()), which says
 * exactly the same, so no filter remains.  Only where audience is the second
 * column, behind account_id: elsewhere, an actor with thousands of departments
 * would descend thousands of times for nothing.
 *
 * Selectivity: a constant.  Statistics of the column would make the plan, and
 * with it the estimate, depend on rows that the actor cannot see.
 */
#define SEES_SELECTIVITY	0.5

PG_FUNCTION_INFO_V1(contacts_sees_support);
Datum
contacts_sees_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestSelectivity))
	{
		SupportRequestSelectivity *req = (SupportRequestSelectivity *) request;

		if (req->is_join)
			PG_RETURN_POINTER(NULL);
		req->selectivity = SEES_SELECTIVITY;
		PG_RETURN_POINTER(req);
	}

	if (IsA(request, SupportRequestIndexCondition))
	{
		SupportRequestIndexCondition *req = (SupportRequestIndexCondition *) request;
		Oid			namespace_oid;
		Oid			equal;
		FuncExpr   *audiences;
		ScalarArrayOpExpr *any;
		Oid			function;

		if (req->indexarg != 0 || req->indexcol != 1 || !is_funcclause(req->node))
			PG_RETURN_POINTER(NULL);
		equal = get_opfamily_member(req->opfamily, INT4OID, INT4OID, 3);
		if (!OidIsValid(equal) || get_opcode(equal) != F_INT4EQ)
			PG_RETURN_POINTER(NULL);
		namespace_oid = get_func_namespace(req->funcid);
		function = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
								   CStringGetDatum("actor_audiences"),
								   PointerGetDatum(buildoidvector(NULL, 0)),
								   ObjectIdGetDatum(namespace_oid));
		if (!OidIsValid(function))
			PG_RETURN_POINTER(NULL);

		audiences = makeFuncExpr(function, INT4ARRAYOID, NIL, InvalidOid,
								 InvalidOid, COERCE_EXPLICIT_CALL);
		any = makeNode(ScalarArrayOpExpr);
		any->opno = equal;
		any->opfuncid = F_INT4EQ;
		any->useOr = true;
		any->inputcollid = InvalidOid;
		any->args = list_make2(linitial(((FuncExpr *) req->node)->args),
							   audiences);
		any->location = -1;
		req->lossy = false;
		PG_RETURN_POINTER(list_make1(any));
	}

	PG_RETURN_POINTER(NULL);
}

/*
 * Guards
 */

PG_FUNCTION_INFO_V1(contacts_guard_write);
Datum
contacts_guard_write(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Trigger    *trigger;
	int			i;

	if (!CALLED_AS_TRIGGER(fcinfo))
		elog(ERROR, "not called by trigger manager");
	trigger = trigdata->tg_trigger;

	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(NULL);
	(void) actor_required();
	for (i = 0; i < trigger->tgnargs; i++)
	{
		int			permission = permission_by_name(trigger->tgargs[i],
													strlen(trigger->tgargs[i]));

		if (permission < 0)
			elog(ERROR, "unknown permission \"%s\"", trigger->tgargs[i]);
		if (actor_can((Permission) permission))
			PG_RETURN_POINTER(NULL);
	}
	if (trigger->tgnargs == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("table \"%s\" is written by functions of the extension only",
						RelationGetRelationName(trigdata->tg_relation))));
	actor_require((Permission) permission_by_name(trigger->tgargs[0],
												  strlen(trigger->tgargs[0])));
	PG_RETURN_POINTER(NULL);
}

PG_FUNCTION_INFO_V1(contacts_guard_truncate);
Datum
contacts_guard_truncate(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		elog(ERROR, "not called by trigger manager");
	if (!contacts_restoring())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("table \"%s\" cannot be truncated",
						RelationGetRelationName(trigdata->tg_relation)),
				 errdetail("TRUNCATE passes by quotas, history and visibility."),
				 errhint("Use DELETE.")));
	PG_RETURN_POINTER(NULL);
}
