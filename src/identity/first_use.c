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
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "identity/first_use.h"
#include "identity/resolve.h"

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
	bool		pushed = false;
	OwnerScope	scope;
	Actor	   *actor = NULL;
	Oid			owner;

	if (lazy.resolving || !IsTransactionState())
		return NULL;
	role = GetOuterUserId();
	if (lazy.transaction == my_local_transaction() && lazy.role == role)
		return lazy.actor;

	by_session = session_form_is_set() &&
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
	RegisterSubXactCallback(lazy_subxact, NULL);
	RegisterXactCallback(lazy_xact, NULL);
}
