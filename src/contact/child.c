/*-------------------------------------------------------------------------
 *
 * child.c
 *	  Numbers, addresses and notes of a contact, written by themselves.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/acting.h"
#include "base/query.h"
#include "base/row.h"
#include "base/text.h"
#include "base/trigger.h"
#include "contact/contact.h"
#include "identity/actor.h"

/*
 * For a new row with the lock that the foreign key will take: who waits for a
 * merge or for a change of audience then sees what became of the contact, and a
 * contact that has just been hidden answers as one that never was.  Through the
 * actor's eyes, so that nobody waits for a contact that they cannot see.
 */
static KeptPlan lock_parent_plan = {
	"SELECT c.audience, c.owner_id FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND c.id = $2 AND contacts.sees(c.audience) FOR KEY SHARE",
	2, {INT8OID, UUIDOID}
};

/*
 * A row that is there has been locked itself by now, and whoever moves or merges
 * its contact comes to it: so no lock, and none taken in the wrong order.  The
 * order of row locks is: account, users, contacts (by id), what hangs on them,
 * counters of usage.
 */
static KeptPlan parent_plan = {
	"SELECT c.audience, c.owner_id FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND c.id = $2 AND contacts.sees(c.audience)",
	2, {INT8OID, UUIDOID}
};

/* The contact of a child row; false if there is none to see. */
static bool
find_parent(KeptPlan *plan, int64 account_id, Datum contact_id, Oid owner,
			int32 *audience, int32 *owner_id)
{
	OwnerScope	scope;
	Datum		values[2];
	bool		found;

	values[0] = Int64GetDatum(account_id);
	values[1] = contact_id;
	owner_scope_begin(&scope, owner);
	SPI_connect();
	found = kept_execute(plan, values, NULL, false, 1) > 0;
	if (found)
	{
		bool		isnull;

		*audience = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0],
												SPI_tuptable->tupdesc, 1, &isnull));
		*owner_id = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0],
												SPI_tuptable->tupdesc, 2, &isnull));
	}
	SPI_finish();
	owner_scope_end(&scope);
	return found;
}

/*
 * Argument: what the table holds, phone, email or note.
 */
PG_FUNCTION_INFO_V1(contacts_contact_child_before_row);
Datum
contacts_contact_child_before_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = trigger_fired(fcinfo, BEFORE_ROW, ON_WRITE, 1);
	TupleDesc	desc;
	HeapTuple	old_tuple;
	HeapTuple	new_tuple;
	HeapTuple	result;
	HeapTuple	known;
	const char *kind;
	bool		note;
	const Actor *actor;
	int32		audience;
	int32		owner_id;
	bool		isnull;
	Datum		contact_id;
	RowChange	change;

	old_tuple = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ? NULL : trigdata->tg_trigtuple;
	new_tuple = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ? trigdata->tg_trigtuple :
		TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple : NULL;
	result = new_tuple != NULL ? new_tuple : old_tuple;
	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(result);

	kind = trigdata->tg_trigger->tgargs[0];
	note = strcmp(kind, "note") == 0;
	desc = RelationGetDescr(trigdata->tg_relation);
	known = old_tuple != NULL ? old_tuple : new_tuple;
	actor = actor_required();
	contact_id = tuple_value(known, desc, "contact_id", &isnull);
	if (isnull || tuple_int64(known, desc, "account_id") != actor->account_id ||
		!find_parent(old_tuple == NULL ? &lock_parent_plan : &parent_plan,
					 actor->account_id, contact_id,
					 trigdata->tg_relation->rd_rel->relowner,
					 &audience, &owner_id))
	{
		/* The contact went and takes the row along. */
		if (new_tuple == NULL)
			PG_RETURN_POINTER(result);
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 isnull ? errmsg("contact_id must be given") :
				 errmsg("contact %s does not exist",
						DatumGetCString(DirectFunctionCall1(uuid_out, contact_id)))));
	}

	if (old_tuple != NULL && new_tuple != NULL)
	{
		bool		new_null;
		Datum		new_id = tuple_value(new_tuple, desc, "contact_id", &new_null);

		if (new_null ||
			tuple_int64(new_tuple, desc, "account_id") != actor->account_id ||
			!DatumGetBool(DirectFunctionCall2(uuid_eq, contact_id, new_id)))
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("a %s cannot move to another contact", kind),
					 errhint("To make one contact of two, use contacts.merge().")));
	}

	if (!actor_can(PERM_WRITE))
	{
		bool		allowed;

		actor_require(PERM_WRITE_OWN);

		if (!note)
			allowed = owner_id == actor->user_id;
		else
			allowed = old_tuple == NULL ||
				tuple_int32(old_tuple, desc, "author_id", &isnull) == actor->user_id;
		if (!allowed)
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("permission %s is required for contacts of others",
							permission_name(PERM_WRITE)),
					 errhint("Ask an administrator of the account for a role that has it.")));
	}

	if (!note)
	{
		bool		was = old_tuple != NULL &&
			DatumGetBool(tuple_value(old_tuple, desc, "is_primary", &isnull));
		bool		is = new_tuple != NULL &&
			DatumGetBool(tuple_value(new_tuple, desc, "is_primary", &isnull));
		bool		touches = was != is;

		if (was && is)
			touches = tuple_changes(old_tuple, new_tuple, desc, kind);
		if (touches)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("the primary %s is written through contacts.contacts", kind),
					 errhint("UPDATE contacts.contacts SET %s = ... does both.", kind),
					 errtableconstraint(trigdata->tg_relation, "primary_through_contacts")));
	}

	if (new_tuple == NULL)
		PG_RETURN_POINTER(result);
	row_change_init(&change, new_tuple, desc);
	if (old_tuple == NULL)
		row_change_set(&change, "audience", Int32GetDatum(audience), false);
	if (strcmp(kind, "email") == 0)
		(void) row_tidy_column(&change, "email", true);
	if (note)
		row_tidy_text(&change, trigdata->tg_relation, "body", NOTE_LENGTH, true);
	else
		row_tidy_text(&change, trigdata->tg_relation, "label", LABEL_LENGTH, false);
	PG_RETURN_POINTER(row_change_apply(&change));
}
