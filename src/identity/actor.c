/*-------------------------------------------------------------------------
 *
 * actor.c
 *	  Who is acting: the functions that policies and triggers ask.
 *
 * An identity that contacts.act_as() has resolved (act_as.c) is kept in the
 * setting contacts.actor.  Only superusers may set it, act_as() does so by SET
 * LOCAL: so it ends with the transaction, rolls back with savepoints, reaches
 * parallel workers, and no ordinary role can forge it.  Its text is parsed in
 * the check hook, so the functions below only look at a struct.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/qunique.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"

#include "base/compat.h"
#include "base/integers.h"
#include "base/restore.h"
#include "base/schema.h"
#include "identity/actor.h"
#include "identity/first_use.h"

static char *actor_setting = NULL;

static const Actor *actor_from_setting = NULL;

/* Whoever acts has been chosen by a scope of ours: no other one is found at first use. */
static bool actor_is_chosen = false;

static bool
actor_check(char **newval, void **extra, GucSource source)
{
	Actor	   *actor;

	if (!actor_from_text(*newval, &actor))
		return false;
	*extra = actor;
	return true;
}

static void
actor_assign(const char *newval, void *extra)
{
	actor_from_setting = (const Actor *) extra;
}

static bool
acts(void)
{
	return actor_current() != NULL;
}

static const char *
region(void)
{
	const Actor *actor = actor_current();

	return actor != NULL ? actor->region : NULL;
}

void
actor_init(void)
{
	somebody_acts = acts;
	actors_region = region;
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
	DefineCustomBoolVariable("contacts.actor_is_chosen",
							 "Whether code of others runs, for which the extension has chosen who acts.",
							 "Never set it by hand.",
							 &actor_is_chosen,
							 false,
							 PGC_SUSET,
							 /* RESET ALL in such code would find the user of a mapped role again */
							 GUC_NO_SHOW_ALL | GUC_NO_RESET_ALL | GUC_NOT_IN_SAMPLE | GUC_DISALLOW_IN_FILE,
							 NULL, NULL, NULL);
}

/* Until the scope in which it is called ends: this identity, or nobody. */
void
actor_choose(const char *text)
{
	static const char *const names[] = {"contacts.actor", "contacts.actor_is_chosen"};
	int			i;

	for (i = 0; i < (int) lengthof(names); i++)
		(void) set_config_option(names[i], i == 0 ? text : "on", PGC_SUSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
}

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
		return actor_is_chosen ? NULL : actor_at_first_use();
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

/* Is there an identity that RESET ALL would end? */
bool
identity_is_set(void)
{
	return actor_for_transaction() || session_form_is_set();
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

/* Refuse what belongs to another account.  The message is a whole sentence. */
void
actor_require_account(int64 account_id, const char *message)
{
	if (actor_required()->account_id != account_id)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s", message)));
}

/* Refuse what concerns a role above the actor's.  The message is a whole sentence. */
void
actor_require_rank(UserRole role, const char *message)
{
	if (role > actor_required()->role)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s", message)));
}

bool
actor_has_audience(const Actor *actor, int32 audience)
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

/* Is the actor in this department, or an admin, who counts as in each? */
bool
actor_in_department(int32 department_id)
{
	const Actor *actor = actor_current();

	return actor != NULL && department_id > 0 && actor_has_audience(actor, department_id);
}

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

PG_FUNCTION_INFO_V1(contacts_actor_audiences);
Datum
contacts_actor_audiences(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();

	if (actor == NULL)
		PG_RETURN_DATUM(int32_array(NULL, 0));
	PG_RETURN_DATUM(int32_array(actor->audiences, actor->naudiences));
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
