/*-------------------------------------------------------------------------
 *
 * first_use.c
 *	  Identities that only say who: the session form for psql, and login roles
 *	  that are mapped to a user.
 *
 * They are resolved at the first question of each transaction, by a query that
 * changes nothing, into memory that is good for this transaction only.
 * Parallel workers do so each for itself.  Setting a GUC instead would fail
 * under a parallel plan.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <limits.h>

#include "access/xact.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "base/transaction_cache.h"
#include "identity/first_use.h"
#include "identity/resolve.h"

/* account:user, for the session; set by act_as_for_session() only. */
static char *session_setting = NULL;

/* What the first question of this transaction found. */
static TransactionCache found = {.name = "contacts actor"};
static Oid	found_for;			/* the role */
static Actor *found_actor;		/* NULL: nobody */

static bool resolving = false;	/* the lookup is under way */

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
	cache_forget(&found);
}

bool
session_form_is_set(void)
{
	return session_setting != NULL && session_setting[0] != '\0';
}

static KeptPlan mapping_plan = {
	"SELECT m.account_id, m.user_id FROM contacts.role_mappings m "
	"WHERE m.role_name = $1 AND m.role_oid = $2",
	2, {NAMEOID, OIDOID}
};

/*
 * May the role, or a role of which it is a member in whatever way, call act_as()
 * or act_as_for_session()?  Then it has no mapping, so none is looked up.
 */
bool
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

/* The user to whom a role is mapped, or (no role) the one given; good for this transaction. */
static Actor *
look_up(Oid owner, Oid role, int64 account_id, int32 user_id)
{
	OwnerScope	scope;
	Actor	   *actor = NULL;
	Actor	   *kept = NULL;

	owner_scope_begin(&scope, owner);
	SPI_connect();
	if (OidIsValid(role))
	{
		NameData	name;
		Datum		values[2];
		OneRow		row;

		namestrcpy(&name, GetUserNameFromId(role, false));
		values[0] = NameGetDatum(&name);
		values[1] = ObjectIdGetDatum(role);
		kept_execute(&mapping_plan, values, NULL, true, 1);
		row = first_row();
		if (row.found)
		{
			account_id = DatumGetInt64(row.values[0]);
			user_id = DatumGetInt32(row.values[1]);
		}
	}
	if (user_id != 0)
		actor = actor_resolve(account_id, user_id, NULL);
	if (actor != NULL)
	{
		Size		size = offsetof(Actor, audiences) + actor->naudiences * sizeof(int32);

		kept = MemoryContextAlloc(cache_memory(&found), size);
		memcpy(kept, actor, size);
	}
	SPI_finish();
	owner_scope_end(&scope);
	return kept;
}

/*
 * Who is acting by the session form or by mapping, in this transaction.  No
 * error: policy functions ask this.
 */
const Actor *
actor_at_first_use(void)
{
	Oid			role;
	int64		account_id = 0;
	int32		user_id = 0;
	bool		by_session;
	Oid			owner;

	if (resolving || !IsTransactionState())
		return NULL;
	role = GetOuterUserId();
	if (found.good && found_for == role)
		return found_actor;

	by_session = session_form_is_set() && session_parse(session_setting, &account_id, &user_id);
	owner = contacts_owner_if_any();
	cache_filled(&found);
	found_for = role;
	found_actor = NULL;
	if (OidIsValid(owner) && (by_session || !(superuser_arg(role) || may_act_as(role))))
	{
		bool		pushed = !ActiveSnapshotSet();

		if (pushed)
			PushActiveSnapshot(GetTransactionSnapshot());
		/* should it fail, the callbacks below put the flag back */
		resolving = true;
		found_actor = look_up(owner, by_session ? InvalidOid : role, account_id, user_id);
		resolving = false;
		if (pushed)
			PopActiveSnapshot();
	}
	return found_actor;
}

static void
lookup_subxact(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	if (event == SUBXACT_EVENT_ABORT_SUB)
		resolving = false;
}

static void
lookup_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_ABORT || event == XACT_EVENT_PARALLEL_ABORT)
		resolving = false;
}

void
first_use_init(void)
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
	RegisterSubXactCallback(lookup_subxact, NULL);
	RegisterXactCallback(lookup_xact, NULL);
}
