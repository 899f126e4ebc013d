/*-------------------------------------------------------------------------
 *
 * actor.c
 *	  Who is acting: the functions that policies and triggers ask.
 *
 * An identity that contacts.act_as() has resolved (identity.c) is kept in the
 * setting contacts.actor.  Only superusers may set it, act_as() does so by SET
 * LOCAL: so it ends with the transaction, rolls back with savepoints, reaches
 * parallel workers, and no ordinary role can forge it.  Its text is parsed in
 * the check hook, so the functions below only look at a struct.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include <limits.h>

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/rls.h"
#include "utils/syscache.h"

static char *actor_setting = NULL;
static const Actor *actor_from_setting = NULL;

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
 * form|account|user|role|permissions|flags|last department|region|token|
 * audience,audience,...
 * The token's id is in hexadecimal, empty without one.
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
				flags,
				last_department;
	const char *region;
	int			region_len;
	pg_uuid_t	token_id;
	int			naudiences = 0;
	const char *p;
	Actor	   *actor;

	*extra = NULL;
	if (s == NULL || *s == '\0')
		return true;
	if (strcmp(s, ACTOR_NOBODY) == 0)
	{
		/* account 0: nobody, whatever session or role say */
		actor = guc_extra_alloc(sizeof(Actor));
		if (actor == NULL)
			return false;
		memset(actor, 0, sizeof(Actor));
		*extra = actor;
		return true;
	}

	if (!read_field(&s, &form) || form != ACTOR_FORM ||
		!read_field(&s, &account) || account <= 0 ||
		!read_field(&s, &user) || user <= 0 || user > INT_MAX ||
		!read_field(&s, &role) || role < 0 || role >= NUM_ROLES ||
		!read_field(&s, &permissions) || permissions < 0 || permissions > UINT_MAX ||
		!read_field(&s, &flags) || flags < 0 || flags > 63 ||
		!read_field(&s, &last_department) || last_department < 0 || last_department > INT_MAX)
		return false;

	region = s;
	while (*s != '\0' && *s != '|')
		s++;
	region_len = s - region;
	if (*s != '|' || region_len >= (int) sizeof(actor->region))
		return false;
	s++;
	memset(&token_id, 0, sizeof(token_id));
	if (flags & 8)
	{
		if (!read_hex(s, token_id.data, UUID_LEN))
			return false;
		s += 2 * UUID_LEN;
	}
	if (*s != '|')
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
	actor->last_department = (int32) last_department;
	actor->plan_private = (flags & 2) != 0;
	actor->custom_fields = (flags & 4) != 0;
	actor->by_token = (flags & 8) != 0;
	actor->token_by_other = (flags & 16) != 0;
	actor->for_owner = (flags & 32) != 0;
	actor->token_id = token_id;
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
}

/*
 * Asking
 */

/*
 * A foreign key of somebody's table has its actions run by the server with the
 * rights of that table's owner, and so its triggers.  They have no business
 * with the actor's eyes: in them nobody acts, unless the table is one's own or
 * ours.
 */
static bool
in_action_of_others(void)
{
	return InNoForceRLSOperation() && GetUserId() != GetOuterUserId() &&
		GetUserId() != contacts_owner_if_any();
}

const Actor *
actor_current(void)
{
	if (in_action_of_others())
		return NULL;
	if (actor_from_setting == NULL)
		return identity_lazy();
	if (actor_from_setting->account_id == 0 ||
		(actor_from_setting->for_owner && GetUserId() != contacts_owner_if_any()))
		return NULL;
	return actor_from_setting;
}

/*
 * Is the identity one that ends with the transaction?  So it is, too, while code
 * of others runs in our statements, with nobody acting for the time being.
 */
bool
actor_for_transaction(void)
{
	return actor_from_setting != NULL;
}

/*
 * Eyes lent to one statement of ours that runs with the caller's rights: it sees
 * with them what it is to delete.  What it sets off, and be that triggers of the
 * caller, runs a trigger deeper, and without them.
 */
typedef struct Loan
{
	const Actor *eyes;			/* NULL: none are lent */
	Oid			user;			/* by whose rights the statement runs */
	int			depth;			/* of triggers, around the statement */
} Loan;

static Loan loan;

static int
trigger_depth(void)
{
	LOCAL_FCINFO(fcinfo, 0);

	InitFunctionCallInfoData(*fcinfo, NULL, 0, InvalidOid, NULL, NULL);
	return DatumGetInt32(pg_trigger_depth(fcinfo));
}

/* Execute a statement with eyes lent to it. */
uint64
eyes_lent_execute(const Actor *eyes, KeptPlan *kept, Datum *values)
{
	Loan		outer = loan;
	uint64		processed = 0;

	PG_TRY();
	{
		loan.eyes = eyes;
		loan.user = GetUserId();
		loan.depth = trigger_depth();
		processed = kept_execute(kept, values, NULL, false, 0);
	}
	PG_FINALLY();
	{
		loan = outer;
	}
	PG_END_TRY();
	return processed;
}

/* Is this the statement itself, or with deeper = 1 a trigger that it has fired? */
static bool
eyes_are_lent(int deeper)
{
	return loan.eyes != NULL && GetUserId() == loan.user &&
		trigger_depth() == loan.depth + deeper;
}

/* Has a statement of ours set off code that others may have written? */
bool
code_of_others_runs(void)
{
	return loan.eyes != NULL || (actor_for_transaction() && actor_current() == NULL);
}

/* With whose eyes rows are seen. */
const Actor *
actor_eyes(void)
{
	return eyes_are_lent(0) ? loan.eyes : actor_current();
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
				 actor_current()->by_token ?
				 errdetail("The token in force does not have the scope %s, or its user not the permission.",
						   permission_name(permission)) : 0,
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
	const Actor *actor = actor_eyes();

	if (actor == NULL || actor->naudiences == 0)
		return false;
	if (actor->every_department && audience >= 0)
		return audience <= actor->last_department;
	return audience_listed(actor, audience);
}

/* Is the actor in this department, or an admin, who counts as in each? */
bool
actor_in_department(int32 department_id)
{
	const Actor *actor = actor_current();

	return actor != NULL && department_id > 0 && audience_listed(actor, department_id);
}

/*
 * Is this pg_restore loading a dump, and not somebody at work?  pg_dump writes
 * SET row_security = off into its scripts, and only superusers can load what
 * belongs to an extension.  A role that merely has BYPASSRLS is somebody at
 * work, and so is a superuser with an identity.  Functions of ours that run with
 * the owner's rights switch row_security on, so inside them the answer is no:
 * ask before.
 */
bool
contacts_restoring(void)
{
	return !row_security && superuser_arg(GetOuterUserId()) &&
		superuser_arg(GetSessionUserId()) && actor_current() == NULL;
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

/* What actor_sees() answers, as a list. */
PG_FUNCTION_INFO_V1(contacts_index_audiences);
Datum
contacts_index_audiences(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_eyes();
	int32	   *audiences;
	int			naudiences = 0;
	int32		department;

	if (actor == NULL || actor->naudiences == 0)
		PG_RETURN_DATUM(int32_array(NULL, 0));
	if (!actor->every_department)
		PG_RETURN_DATUM(int32_array(actor->audiences, actor->naudiences));
	audiences = palloc(sizeof(int32) * ((Size) actor->naudiences + actor->last_department + 1));
	while (naudiences < actor->naudiences && actor->audiences[naudiences] < 0)
	{
		audiences[naudiences] = actor->audiences[naudiences];
		naudiences++;
	}
	for (department = 0; department <= actor->last_department; department++)
		audiences[naudiences++] = department;
	PG_RETURN_DATUM(int32_array(audiences, naudiences));
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
 * Guards
 */

PG_FUNCTION_INFO_V1(contacts_guard_write);
Datum
contacts_guard_write(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_STATEMENT, ON_WRITE, 0);
	Trigger    *trigger;
	int			i;

	trigger = trigdata->tg_trigger;

	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(NULL);
	(void) actor_required();

	/* Whether it may be, and what goes along by a key, our function has decided. */
	if (TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) && loan.eyes != NULL &&
		(eyes_are_lent(1) ||
		 (InNoForceRLSOperation() && GetUserId() == trigdata->tg_relation->rd_rel->relowner)))
		PG_RETURN_POINTER(NULL);
	/* Rows that go along with their contact go with the right to delete it. */
	if (TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) && actor_can(PERM_DELETE) &&
		GetUserId() == trigdata->tg_relation->rd_rel->relowner &&
		GetOuterUserId() != GetUserId())
		PG_RETURN_POINTER(NULL);
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
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_STATEMENT, ON_TRUNCATE, 0);

	if (!contacts_restoring())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("table \"%s\" cannot be truncated",
						RelationGetRelationName(trigdata->tg_relation)),
				 errdetail("TRUNCATE passes by quotas, history and visibility."),
				 errhint("Use DELETE.")));
	PG_RETURN_POINTER(NULL);
}
