/*-------------------------------------------------------------------------
 *
 * remove.c
 *	  contacts.remove_user(): a teammate leaves.
 *
 * He stays as a row, so that history keeps his name, and loses everything that
 * lets him in: departments, hours, tokens, mapped roles.  Shared contacts keep
 * him as their owner.  What becomes of his private contacts, which nobody else
 * can see, the caller must say.
 *
 * Moved to another audience, a private contact may meet one with the same
 * number there.  The two become one by an ordinary merge; neither error nor
 * result tells of it, for the remover may see neither.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"

static KeptPlan user_plan = {
	"SELECT u.role, EXISTS (SELECT FROM contacts.contacts c"
	"  WHERE c.account_id = $1 AND c.audience = - $2) "
	"FROM contacts.users u "
	"WHERE u.account_id = $1 AND u.user_id = $2 AND u.removed_at IS NULL FOR UPDATE",
	2, {INT8OID, INT4OID}
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

/* A private contact, and one of the target audience that has a number of it. */
static KeptPlan clash_plan = {
	"SELECT p.contact_id, q.contact_id FROM contacts.contact_phones p"
	"  JOIN contacts.contact_phones q"
	"    ON q.account_id = $1 AND q.audience = $3 AND q.phone = p.phone "
	"WHERE p.account_id = $1 AND p.audience = - $2 "
	"ORDER BY p.contact_id, p.is_primary DESC, q.contact_id LIMIT 1",
	3, {INT8OID, INT4OID, INT4OID}
};

/*
 * Further numbers of it that yet others of the target audience have: they are
 * there already, so the rows go, and history keeps them.
 */
static KeptPlan further_plan = {
	"WITH gone AS ("
	"  DELETE FROM contacts.contact_phones p USING contacts.contact_phones q"
	"  WHERE p.account_id = $1 AND p.contact_id = $2"
	"    AND q.account_id = $1 AND q.audience = $3 AND q.phone = p.phone AND q.contact_id <> $4"
	"  RETURNING p.*) "
	"INSERT INTO contacts.audit_log (account_id, id, at, user_id, audience, table_name, row_key, action, was) "
	"SELECT g.account_id, contacts.uuid_v7(), pg_catalog.now(), contacts.actor_user(), g.audience,"
	"  'contact_phones', g.contact_id::pg_catalog.text, 'delete', pg_catalog.to_jsonb(g) FROM gone g",
	4, {INT8OID, UUIDOID, INT4OID, UUIDOID}
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
	{"UPDATE contacts.users u SET removed_at = pg_catalog.now(), available = false, pro_licence = false "
	"WHERE u.account_id = $1 AND u.user_id = $2",
	2, {INT8OID, INT4OID}},
};

/*
 * Merge what meets a number of the target audience there.  For that, somebody
 * acts who sees the two audiences and nothing else, in the remover's name.
 */
static void
merge_clashes(const Actor *remover, int32 user_id, int32 target)
{
	Actor	   *both = palloc0(offsetof(Actor, audiences) + 2 * sizeof(int32));
	Datum		values[4];
	int			level;

	memcpy(both, remover, offsetof(Actor, audiences));
	both->permissions = permission_bit(PERM_READ) | permission_bit(PERM_WRITE) |
		permission_bit(PERM_MERGE);
	both->every_department = false;
	both->naudiences = 2;
	both->audiences[0] = Min(-user_id, target);
	both->audiences[1] = Max(-user_id, target);
	level = NewGUCNestLevel();
	(void) set_config_option("contacts.actor", actor_text(both), PGC_SUSET,
							 PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);

	values[0] = Int64GetDatum(both->account_id);
	for (;;)
	{
		Datum		private_contact;
		Datum		other;
		bool		isnull;

		values[1] = Int32GetDatum(user_id);
		values[2] = Int32GetDatum(target);
		if (kept_execute(&clash_plan, values, NULL, false, 1) == 0)
			break;
		private_contact = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
		other = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull);
		values[1] = private_contact;
		values[3] = other;
		own_write_execute(&further_plan, values, NULL);
		(void) merge_contacts(other, &private_contact, 1,
							  DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}"))),
							  true, false);
	}
	AtEOXact_GUC(false, level);
}

PG_FUNCTION_INFO_V1(contacts_remove_user);
Datum
contacts_remove_user(PG_FUNCTION_ARGS)
{
	const Actor *in_force = actor_required();
	Actor	   *remover;
	int32		user_id;
	char	   *on_private = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Datum		values[3];
	bool		keeps_private;
	bool		isnull;
	int			i;

	actor_require(PERM_USERS_MANAGE);
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("user_id must be given")));
	user_id = PG_GETARG_INT32(0);
	if (on_private != NULL && strcmp(on_private, "transfer") != 0 &&
		strcmp(on_private, "publish") != 0 && strcmp(on_private, "delete") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown fate of private contacts: \"%s\"", on_private),
				 errhint("Use transfer, publish or delete.")));
	if ((on_private != NULL && strcmp(on_private, "transfer") == 0) != !PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("transfer_to goes with on_private => 'transfer', and only with it")));

	/* The setting changes below; keep who is removing. */
	remover = palloc(offsetof(Actor, audiences) + in_force->naudiences * sizeof(int32));
	memcpy(remover, in_force,
		   offsetof(Actor, audiences) + in_force->naudiences * sizeof(int32));

	account_lock(remover->account_id);
	SPI_connect();
	values[0] = Int64GetDatum(remover->account_id);
	values[1] = Int32GetDatum(user_id);
	if (kept_execute(&user_plan, values, NULL, false, 1) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("account " INT64_FORMAT " has no active user %d",
						remover->account_id, user_id)));
	if (enum_index(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull),
				   role_names, NUM_ROLES) > (int) remover->role)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("users of a role above your own are not yours to change")));
	keeps_private = DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0],
											   SPI_tuptable->tupdesc, 2, &isnull));
	if (keeps_private && on_private == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("user %d keeps private contacts", user_id),
				 errhint("Say on_private => 'transfer' (with transfer_to), 'publish' or 'delete'.")));

	if (on_private != NULL && strcmp(on_private, "transfer") == 0)
	{
		int32		heir_id = PG_GETARG_INT32(2);
		Actor	   *heir = heir_id == user_id ? NULL :
			actor_resolve(remover->account_id, heir_id, PG_UINT32_MAX);

		if (heir == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_NO_DATA_FOUND),
					 errmsg("account " INT64_FORMAT " has no other active user %d",
							remover->account_id, heir_id)));
		if (!heir->plan_private || !(heir->permissions & permission_bit(PERM_PRIVATE)))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("user %d cannot keep private contacts", heir_id)));
		if (keeps_private)
		{
			merge_clashes(remover, user_id, -heir_id);
			values[2] = Int32GetDatum(heir_id);
			own_write_execute(&transfer_plan, values, NULL);
		}
	}
	else if (keeps_private && strcmp(on_private, "publish") == 0)
	{
		merge_clashes(remover, user_id, 0);
		own_write_execute(&publish_plan, values, NULL);
	}
	else if (keeps_private)
		own_write_execute(&delete_plan, values, NULL);

	for (i = 0; i < (int) lengthof(leave_plans); i++)
		own_write_execute(&leave_plans[i], values, NULL);
	SPI_finish();
	PG_RETURN_VOID();
}
