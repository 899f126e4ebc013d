/*-------------------------------------------------------------------------
 *
 * remove_user.c
 *	  contacts.remove_user(): a teammate leaves.
 *
 * They stay as a row, so that history keeps their name, and lose everything that
 * lets them in: departments, hours, tokens, mapped roles.  Shared contacts keep
 * their owner.  What becomes of the private contacts, which nobody else
 * can see, the caller must say.
 *
 * Moved to another audience, a private contact may meet one with the same
 * number there.  The two become one by an ordinary merge; neither error nor
 * result tells of it, for the remover may see neither.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "base/compat.h"
#include "account/account.h"
#include "base/attempt.h"
#include "base/json.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "identity/active_user.h"
#include "identity/eyes.h"
#include "identity/resolve.h"
#include "merge/merge.h"
#include "merge/others.h"

static KeptPlan user_plan = {
	"SELECT u.role FROM contacts.users u "
	"WHERE u.account_id = $1 AND u.user_id = $2 AND u.removed_at IS NULL FOR UPDATE",
	2, {INT8OID, INT4OID}
};

/*
 * Their private contacts, locked before the counter, as whoever writes one
 * locks the two.
 */
static KeptPlan private_plan = {
	"SELECT FROM contacts.contacts c WHERE c.account_id = $1 AND c.audience = - $2 "
	"ORDER BY c.id FOR UPDATE",
	2, {INT8OID, INT4OID}
};

/*
 * How many private contacts they keep, asked once the user's row is locked:
 * whoever was making one has ended by then, and nobody begins.  By a write, so
 * that under one snapshot for a whole transaction, which would show an old
 * number, the server refuses it (40001).
 */
static KeptPlan private_count_plan = {
	"INSERT INTO contacts.usage AS u (account_id, user_id, private_contacts) VALUES ($1, $2, 0) "
	"ON CONFLICT (account_id, user_id) DO UPDATE SET private_contacts = u.private_contacts "
	"RETURNING u.private_contacts",
	2, {INT8OID, INT4OID}
};

/* What the account's owner allows to become of private contacts. */
static KeptPlan allowed_plan = {
	"SELECT $2 = ANY (a.private_contacts_on_removal), a.private_contacts_on_removal::text "
	"FROM contacts.accounts a WHERE a.account_id = $1",
	2, {INT8OID, TEXTOID}
};

static KeptPlan delete_plan = {
	"DELETE FROM contacts.contacts c WHERE c.account_id = $1 AND c.audience = - $2",
	2, {INT8OID, INT4OID}
};

static KeptPlan publish_plan = {
	"UPDATE contacts.contacts c SET visibility = 'everyone' "
	"WHERE c.account_id = $1 AND c.audience = - $2",
	2, {INT8OID, INT4OID}
};

static KeptPlan transfer_plan = {
	"UPDATE contacts.contacts c SET owner_id = $3 "
	"WHERE c.account_id = $1 AND c.audience = - $2",
	3, {INT8OID, INT4OID, INT4OID}
};

/*
 * Private contacts, each with the one of the target audience that has a number
 * of it, the primary one first.
 */
static KeptPlan clashes_plan = {
	"SELECT DISTINCT ON (p.contact_id) p.contact_id, q.contact_id FROM contacts.contact_phones p"
	"  JOIN contacts.contact_phones q"
	"    ON q.account_id = $1 AND q.audience = $3 AND q.phone = p.phone "
	"WHERE p.account_id = $1 AND p.audience = - $2 "
	"ORDER BY p.contact_id, p.is_primary DESC, q.contact_id",
	3, {INT8OID, INT4OID, INT4OID}
};

static KeptPlan lock_pair_plan = {
	"SELECT c.id FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND ((c.id = $2 AND c.audience = - $4) OR (c.id = $3 AND c.audience = $5)) "
	"ORDER BY c.id FOR UPDATE",
	5, {INT8OID, UUIDOID, UUIDOID, INT4OID, INT4OID}
};

static KeptPlan still_plan = {
	"SELECT 1 FROM contacts.contact_phones p JOIN contacts.contact_phones q"
	"  ON q.account_id = $1 AND q.contact_id = $3 AND q.phone = p.phone "
	"WHERE p.account_id = $1 AND p.contact_id = $2",
	3, {INT8OID, UUIDOID, UUIDOID}
};

/*
 * Further numbers of it that yet others of the target audience have: they are
 * there already, so the rows go, and history keeps them.
 */
static KeptPlan further_plan = {
	"WITH gone AS ("
	"  DELETE FROM contacts.contact_phones p USING contacts.contact_phones q"
	"  WHERE p.account_id = $1 AND p.contact_id = $2"
	"    AND q.account_id = $1 AND q.audience = $3 AND q.phone = p.phone AND q.contact_id IS DISTINCT FROM $4"
	"  RETURNING p.*) "
	"INSERT INTO contacts.audit_log (account_id, id, at, user_id, audience, table_name, row_key, action, was) "
	"SELECT g.account_id, contacts.uuid_v7(), pg_catalog.now(), contacts.actor_user(), g.audience,"
	"  'contact_phones', g.contact_id::pg_catalog.text, 'delete', pg_catalog.to_jsonb(g) FROM gone g",
	4, {INT8OID, UUIDOID, INT4OID, UUIDOID}
};

/* The same of the primary number, for a contact that cannot be merged. */
static KeptPlan without_number_plan = {
	"UPDATE contacts.contacts c SET phone = NULL,"
	"  name = coalesce(c.name, c.company, c.email, c.phone::pg_catalog.text) "
	"WHERE c.account_id = $1 AND c.id = $2 AND EXISTS (SELECT FROM contacts.contact_phones q"
	"  WHERE q.account_id = $1 AND q.audience = $3 AND q.phone = c.phone)",
	3, {INT8OID, UUIDOID, INT4OID}
};

static KeptPlan leave_plans[] = {
	{"DELETE FROM contacts.department_members m WHERE m.account_id = $1 AND m.user_id = $2",
	2, {INT8OID, INT4OID}},
	{"UPDATE contacts.departments d SET manager_id = NULL WHERE d.account_id = $1 AND d.manager_id = $2",
	2, {INT8OID, INT4OID}},
	{"DELETE FROM contacts.user_hours h WHERE h.account_id = $1 AND h.user_id = $2",
	2, {INT8OID, INT4OID}},
	{"UPDATE contacts.api_tokens t SET revoked_at = pg_catalog.now() "
	"WHERE t.account_id = $1 AND t.user_id = $2 AND t.revoked_at IS NULL",
	2, {INT8OID, INT4OID}},
	{"DELETE FROM contacts.role_mappings m WHERE m.account_id = $1 AND m.user_id = $2",
	2, {INT8OID, INT4OID}},
	{"DELETE FROM contacts.found_duplicates f WHERE f.account_id = $1 AND f.user_id = $2",
	2, {INT8OID, INT4OID}},
	{"DELETE FROM contacts.jobs j WHERE j.account_id = $1 AND j.user_id = $2 AND j.state <> 'running'",
	2, {INT8OID, INT4OID}},
	{"UPDATE contacts.users u SET removed_at = pg_catalog.now(), available = false, pro_licence = false "
	"WHERE u.account_id = $1 AND u.user_id = $2",
	2, {INT8OID, INT4OID}},
};

/*
 * What somebody has given the user meanwhile, beside a transaction whose
 * snapshot does not show it: the user's row is locked, so no more comes.
 */
static KeptPlan left_behind_plan = {
	"SELECT FROM contacts.department_members m WHERE m.account_id = $1 AND m.user_id = $2 "
	"UNION ALL SELECT FROM contacts.departments d WHERE d.account_id = $1 AND d.manager_id = $2 "
	"UNION ALL SELECT FROM contacts.user_hours h WHERE h.account_id = $1 AND h.user_id = $2 "
	"UNION ALL SELECT FROM contacts.api_tokens t WHERE t.account_id = $1 AND t.user_id = $2 AND t.revoked_at IS NULL "
	"UNION ALL SELECT FROM contacts.role_mappings m WHERE m.account_id = $1 AND m.user_id = $2",
	2, {INT8OID, INT4OID}
};

/* Are the two of a clash still there, and do they clash, now that they are locked? */
static bool
lock_pair(int64 account_id, Datum private_contact, Datum other, int32 user_id, int32 target)
{
	Datum		values[5];

	values[0] = Int64GetDatum(account_id);
	values[1] = private_contact;
	values[2] = other;
	values[3] = Int32GetDatum(user_id);
	values[4] = Int32GetDatum(target);
	return kept_execute(&lock_pair_plan, values, NULL, false, 0) == 2 &&
		kept_execute(&still_plan, values, NULL, false, 1) > 0;
}

typedef struct Pair
{
	const MergeTerms *terms;
	Datum		private_contact;
	Datum		other;
} Pair;

static void
try_pair(void *arg)
{
	Pair	   *pair = arg;

	(void) merge_contacts(pair->terms, pair->other, &pair->private_contact, 1);
}

/*
 * Make one contact of the two.  Where somebody's table stands against it, they
 * stay two, and the number stays with the one that has it already: the remover
 * must not learn from an error that there is one.
 */
static void
merge_pair(const MergeTerms *terms, int64 account_id, Datum private_contact,
		   Datum other, int32 target)
{
	Pair		pair = {terms, private_contact, other};
	Datum		values[4];
	ErrorData  *error;

	values[0] = Int64GetDatum(account_id);
	values[1] = private_contact;
	values[2] = Int32GetDatum(target);
	values[3] = other;
	own_write_execute(&further_plan, values, NULL);

	error = attempt(try_pair, &pair, true);
	if (error == NULL)
		return;
	if (error->sqlerrcode != ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE &&
		error->sqlerrcode != ERRCODE_CHECK_VIOLATION)
		ReThrowError(error);
	FreeErrorData(error);
	own_write_execute(&without_number_plan, values, NULL);
	own_write_execute(&further_plan, values, "   n");
}

/*
 * Merge what meets a number of the target audience there.  For that, somebody
 * acts who sees the two audiences and nothing else, in the remover's name, and
 * only in what we do with our rights: the server checks keys of others meanwhile.
 *
 * One look finds all pairs, for no two private contacts share a number: what
 * one brings to its survivor is no other's.  What somebody adds meanwhile the
 * statement to follow meets (own_write_or_retry()).
 */
static void
merge_clashes(const Actor *remover, Oid caller, int32 user_id, int32 target)
{
	int32		audiences[2];
	Actor	   *both;
	MergeTerms	terms = {caller, NULL, true, true};
	Datum		values[3];
	SPITupleTable *pairs;
	uint64		n;
	uint64		i;
	int			level;

	audiences[0] = -user_id;
	audiences[1] = target;
	both = actor_narrowed(remover, permission_bit(PERM_READ) | permission_bit(PERM_WRITE) |
						  permission_bit(PERM_MERGE), audiences, 2);
	both->for_owner = true;
	terms.overrides = json_empty_object();
	level = NewGUCNestLevel();
	(void) set_config_option("contacts.actor", actor_text(both), PGC_SUSET,
							 PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);

	values[0] = Int64GetDatum(both->account_id);
	values[1] = Int32GetDatum(user_id);
	values[2] = Int32GetDatum(target);
	n = kept_execute(&clashes_plan, values, NULL, false, 0);
	pairs = SPI_tuptable;
	for (i = 0; i < n; i++)
	{
		bool		isnull;
		Datum		private_contact = SPI_getbinval(pairs->vals[i], pairs->tupdesc, 1, &isnull);
		Datum		other = SPI_getbinval(pairs->vals[i], pairs->tupdesc, 2, &isnull);

		CHECK_FOR_INTERRUPTS();
		/* what a merge leaves in memory goes with its connection */
		SPI_connect();
		if (lock_pair(both->account_id, private_contact, other, user_id, target))
			merge_pair(&terms, both->account_id, private_contact, other, target);
		SPI_finish();
	}
	AtEOXact_GUC(false, level);
}

/* With the caller's rights: see foreign_action.c. */
static void
delete_private(const Actor *remover, Oid caller, int32 user_id, Datum *values)
{
	int32		audience = -user_id;

	caller_execute(caller, actor_narrowed(remover, 0, &audience, 1), &delete_plan, values);
}

/* May the private contacts go to this user? */
static void
check_heir(int64 account_id, int32 user_id, int32 heir_id)
{
	Actor	   *heir = heir_id == user_id ? NULL :
		actor_resolve(account_id, heir_id, NULL);

	if (heir == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("account " INT64_FORMAT " has no other active user %d",
						account_id, heir_id)));
	if (!heir->plan_private || !(heir->permissions & permission_bit(PERM_PRIVATE)))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("user %d cannot keep private contacts", heir_id)));
}

/* What becomes of a user's private contacts, of which there are some. */
static void
dispose_of_private(const Actor *remover, Oid caller, int32 user_id,
				   const char *fate, Datum *values)
{
	Datum		allowed[2];

	if (fate == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("user %d keeps private contacts", user_id),
				 errhint("Say on_private => 'transfer' (with transfer_to), 'publish' or 'delete'.")));
	allowed[0] = Int64GetDatum(remover->account_id);
	allowed[1] = CStringGetTextDatum(fate);
	if (kept_execute(&allowed_plan, allowed, NULL, false, 1) == 0 ||
		!DatumGetBool(first_row().values[0]))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("private contacts of a user who leaves cannot be disposed of by \"%s\" in this account", fate),
				 SPI_processed == 0 ? 0 :
				 errdetail("It allows %s.", SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2)),
				 errhint("An owner of the account sets accounts.private_contacts_on_removal.")));

	if (strcmp(fate, "delete") == 0)
		delete_private(remover, caller, user_id, values);
	else if (strcmp(fate, "publish") == 0)
	{
		merge_clashes(remover, caller, user_id, 0);
		own_write_or_retry(&publish_plan, values, NULL, 1);
	}
	else
	{
		merge_clashes(remover, caller, user_id, -DatumGetInt32(values[2]));
		own_write_or_retry(&transfer_plan, values, NULL, 1);
	}
}

/* What contacts.remove_user() was called with. */
typedef struct Removal
{
	Oid			caller;
	Actor	   *remover;
	int32		user_id;
	const char *fate;			/* of their private contacts; NULL: not said */
	int32		heir_id;		/* where they are transferred */
} Removal;

static void
remove_user(void *arg)
{
	Removal    *removal = arg;
	int64		account_id = removal->remover->account_id;
	Datum		values[3];
	int			i;

	SPI_connect();
	values[0] = Int64GetDatum(account_id);
	values[1] = Int32GetDatum(removal->user_id);
	values[2] = Int32GetDatum(removal->heir_id);
	if (kept_execute(&user_plan, values, NULL, false, 1) == 0)
		report_no_active_user(account_id, removal->user_id);
	actor_require_rank((UserRole) enum_index(first_row().values[0], role_names, NUM_ROLES),
					   "cannot change a user whose role is above yours");
	if (removal->fate != NULL && strcmp(removal->fate, "transfer") == 0)
		check_heir(account_id, removal->user_id, removal->heir_id);

	kept_execute(&private_plan, values, NULL, false, 0);
	kept_execute(&private_count_plan, values, NULL, false, 0);
	if (DatumGetInt64(first_row().values[0]) > 0)
		dispose_of_private(removal->remover, removal->caller, removal->user_id,
						   removal->fate, values);

	for (i = 0; i < (int) lengthof(leave_plans); i++)
		own_write_execute(&leave_plans[i], values, NULL);
	if (kept_query_latest(&left_behind_plan, values, 1) > 0)
		report_changed_meanwhile();
	user_forget_active();
	refuse_deferred_triggers();
	SPI_finish();
}

PG_FUNCTION_INFO_V1(contacts_remove_user);
Datum
contacts_remove_user(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_required();
	const char *fate = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Removal		removal = {GetUserId(), NULL, 0, fate, PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2)};
	OwnerScope	scope;

	actor_require(PERM_USERS_MANAGE);
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("user_id must be given")));
	removal.user_id = PG_GETARG_INT32(0);
	if (fate != NULL && strcmp(fate, "transfer") != 0 &&
		strcmp(fate, "publish") != 0 && strcmp(fate, "delete") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown fate of private contacts: \"%s\"", fate),
				 errhint("Use transfer, publish or delete.")));
	if ((fate != NULL && strcmp(fate, "transfer") == 0) != !PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("transfer_to goes with on_private => 'transfer', and only with it")));

	/* The setting changes meanwhile; keep who is removing. */
	removal.remover = actor_narrowed(actor, actor->permissions, actor->audiences, actor->naudiences);
	account_lock(actor->account_id);
	owner_scope_begin(&scope, contacts_owner());
	call_beside_others(removal.caller, remove_user, &removal);
	owner_scope_end(&scope);
	PG_RETURN_VOID();
}
