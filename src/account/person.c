/*-------------------------------------------------------------------------
 *
 * person.c
 *	  Contact persons of an account: how many, and always one primary.
 *
 * At most one is what the exclusion constraint one_primary_contact_person
 * says, at least one what the deferred trigger here says.  Both are checked at
 * the end of the transaction, and all writers of one account's persons follow
 * each other under the account's row lock, so what they see then is the truth.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/rel.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "account/account.h"
#include "account/plan.h"
#include "base/report.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/text.h"
#include "base/transition.h"
#include "base/trigger.h"
#include "identity/actor.h"

static KeptPlan person_count_plan = {
	"SELECT pg_catalog.count(*) FROM contacts.contact_persons c WHERE c.account_id = $1",
	1, {INT8OID}
};

/* Holds for the row that is about to be added. */
static void
check_limit(Relation relation, int64 account_id)
{
	Datum		value = Int64GetDatum(account_id);
	OneRow		count = owner_reads_latest(&person_count_plan, &value);
	PlanLimit	limit = plan_limits_latest(account_id).contact_persons;

	if (plan_exceeded(limit, DatumGetInt64(count.values[0]) + 1))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("contact person limit reached"),
				 errdetail("The plan allows %d contact persons.", limit.value),
				 errhint("Remove a contact person, or upgrade the plan."),
				 errtableconstraint(relation, "contact_person_limit")));
}

/* Mailboxes that several people read, and that often block outside mail. */
static bool
is_shared_mailbox(const char *email)
{
	static const char *const locals[] = {
		"accounts", "admin", "billing", "contact", "enquiry", "finance",
		"hello", "help", "hr", "info", "mail", "marketing", "noreply",
		"no-reply", "office", "sales", "service", "support", "team"
	};
	size_t		len = strcspn(email, "@");
	int			i;

	for (i = 0; i < (int) lengthof(locals); i++)
	{
		if (strlen(locals[i]) == len && strncmp(locals[i], email, len) == 0)
			return true;
	}
	return false;
}

PG_FUNCTION_INFO_V1(contacts_person_before_row);
Datum
contacts_person_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_WRITE, 0);
	int64		account_id;
	RowChange	change;
	text	   *email;

	if (contacts_restoring())
		PG_RETURN_POINTER(row.pass);

	account_id = tuple_int64(row.pass, row.desc, "account_id");
	if (!own_write())
	{
		actor_require_account(account_id, "the contact person belongs to another account");
		if (row.old_row != NULL)
			actor_require_account(tuple_int64(row.old_row, row.desc, "account_id"),
								  "the contact person belongs to another account");
	}
	account_lock(account_id);
	if (row.old_row == NULL)
		check_limit(row.relation, account_id);
	if (row.new_row == NULL)
		PG_RETURN_POINTER(row.pass);

	row_change_init(&change, row.new_row, row.desc);
	email = row_lower_email(&change);
	if (email != NULL && is_shared_mailbox(text_to_cstring(email)))
		ereport(WARNING,
				(errmsg("the address of a contact person looks like a shared mailbox"),
				 errdetail("Make sure that it is read and takes mail from outside.")));
	PG_RETURN_POINTER(row_change_apply(&change));
}

static KeptPlan has_primary_plan = {
	"SELECT EXISTS (SELECT FROM contacts.contact_persons c"
	"               WHERE c.account_id = $1 AND c.is_primary)"
	"  OR NOT EXISTS (SELECT FROM contacts.accounts a WHERE a.account_id = $1)",
	1, {INT8OID}
};

PG_FUNCTION_INFO_V1(contacts_person_primary_kept);
Datum
contacts_person_primary_kept(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, AFTER_ROW, ON_WRITE, 0);
	Datum		account_id;
	bool		isnull;

	if (contacts_restoring())
		PG_RETURN_POINTER(NULL);
	account_id = tuple_value(row.old_row != NULL ? row.old_row : row.new_row, row.desc,
							 "account_id", &isnull);
	if (!DatumGetBool(owner_reads(&has_primary_plan, &account_id).values[0]))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("an account has exactly one primary contact person"),
				 errdetail("Account " INT64_FORMAT " would have none.", DatumGetInt64(account_id)),
				 errhint("Make another person primary in the same transaction, or call contacts.set_primary_contact_person()."),
				 errconstraint("contact_persons", "primary_contact_person")));
	PG_RETURN_POINTER(NULL);
}

static KeptPlan demote_plan = {
	"UPDATE contacts.contact_persons c SET is_primary = false "
	"WHERE c.account_id = $1 AND c.is_primary AND c.id <> $2",
	2, {INT8OID, UUIDOID}
};

/*
 * Who makes one person primary wants the other to be an ordinary one: so the
 * plain UPDATE ... SET is_primary = true is a swap, too.
 */
PG_FUNCTION_INFO_V1(contacts_person_demote_former);
Datum
contacts_person_demote_former(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_INSERT | ON_UPDATE, 0);
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			attnum = SPI_fnumber(desc, "is_primary");
	Transition	rows;
	Datum		values[2] = {0};
	int			risen = 0;

	if (contacts_restoring())
		PG_RETURN_POINTER(NULL);
	transition_begin(&rows, trigdata);
	while (transition_next(&rows))
	{
		bool		isnull;

		if ((rows.old == NULL || !DatumGetBool(slot_getattr(rows.old, attnum, &isnull))) &&
			DatumGetBool(slot_getattr(rows.new, attnum, &isnull)))
		{
			risen++;
			values[0] = slot_getattr(rows.new, SPI_fnumber(desc, "account_id"), &isnull);
			values[1] = datumCopy(slot_getattr(rows.new, SPI_fnumber(desc, "id"), &isnull),
								  false, UUID_LEN);
		}
	}
	transition_end(&rows);

	/* Of several, nobody can know which: the constraint will tell. */
	if (risen == 1)
		(void) owner_writes(&demote_plan, values);
	PG_RETURN_POINTER(NULL);
}

/* Runs with the caller's rights: policies and the table's triggers decide. */
static KeptPlan person_exists_plan = {
	"SELECT 1 FROM contacts.contact_persons c WHERE c.account_id = $1 AND c.id = $2",
	2, {INT8OID, UUIDOID}
};

static KeptPlan swap_plan = {
	"UPDATE contacts.contact_persons c SET is_primary = (c.id = $2) "
	"WHERE c.account_id = $1 AND c.is_primary <> (c.id = $2)",
	2, {INT8OID, UUIDOID}
};

PG_FUNCTION_INFO_V1(contacts_set_primary_contact_person);
Datum
contacts_set_primary_contact_person(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_required();
	OwnerScope	scope;
	Datum		values[2];

	actor_require(PERM_PERSONS_MANAGE);
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = PG_GETARG_DATUM(0);
	account_lock(actor->account_id);
	owner_scope_begin(&scope, GetUserId());
	SPI_connect();
	if (kept_execute(&person_exists_plan, values, NULL, false, 1) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("contact person %s does not exist",
						DatumGetCString(DirectFunctionCall1(uuid_out, values[1])))));
	kept_execute(&swap_plan, values, NULL, false, 0);
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_VOID();
}
