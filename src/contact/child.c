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
#include "fmgr.h"
#include "utils/builtins.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/restore.h"
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

/* The contact of a child row. */
typedef struct Parent
{
	int32		audience;
	int32		owner_id;
} Parent;

/* False if there is none to see. */
static bool
find_parent(KeptPlan *plan, int64 account_id, Datum contact_id, Parent *parent)
{
	Datum		values[2];
	OneRow		row;

	values[0] = Int64GetDatum(account_id);
	values[1] = contact_id;
	row = owner_reads(plan, values);
	if (!row.found)
		return false;
	parent->audience = DatumGetInt32(row.values[0]);
	parent->owner_id = DatumGetInt32(row.values[1]);
	return true;
}

/* A row stays with its contact, and in its account. */
static void
check_same_contact(const RowTrigger *row, const Actor *actor, Datum contact_id, const char *kind)
{
	bool		isnull;
	Datum		new_id = tuple_value(row->new_row, row->desc, "contact_id", &isnull);

	if (isnull ||
		tuple_int64(row->new_row, row->desc, "account_id") != actor->account_id ||
		!DatumGetBool(DirectFunctionCall2(uuid_eq, contact_id, new_id)))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 strcmp(kind, "phone") == 0 ? errmsg("a phone cannot move to another contact") :
				 strcmp(kind, "email") == 0 ? errmsg("an email cannot move to another contact") :
				 errmsg("a note cannot move to another contact"),
				 errhint("To make one contact of two, use contacts.merge().")));
}

/*
 * Who may write all contacts may write what hangs on them; others, on their own
 * contacts, and notes on any, of which they change their own.
 */
static void
check_rights(const RowTrigger *row, const Actor *actor, const Parent *parent, bool note)
{
	bool		allowed;
	bool		isnull;

	if (actor_can(PERM_WRITE))
		return;
	actor_require(PERM_WRITE_OWN);
	if (!note)
		allowed = parent->owner_id == actor->user_id;
	else
		allowed = row->old_row == NULL ||
			tuple_int32(row->old_row, row->desc, "author_id", &isnull) == actor->user_id;
	if (!allowed)
		report_not_ones_own();
}

static bool
is_primary(HeapTuple tuple, TupleDesc desc)
{
	bool		isnull;

	return tuple != NULL && DatumGetBool(tuple_value(tuple, desc, "is_primary", &isnull));
}

/* The primary number or address stands in contacts.contacts, and is written there. */
static void
check_primary(const RowTrigger *row, const char *kind)
{
	bool		was = is_primary(row->old_row, row->desc);
	bool		is = is_primary(row->new_row, row->desc);

	if (was != is || (was && tuple_changes(row->old_row, row->new_row, row->desc, kind)))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 strcmp(kind, "phone") == 0 ?
				 errmsg("the primary phone is written through contacts.contacts") :
				 errmsg("the primary email is written through contacts.contacts"),
				 errhint("UPDATE contacts.contacts SET %s = ... does both.", kind),
				 errtableconstraint(row->relation, "primary_through_contacts")));
}

/*
 * Argument: what the table holds, phone, email or note.
 */
PG_FUNCTION_INFO_V1(contacts_contact_child_before_row);
Datum
contacts_contact_child_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_WRITE, 1);
	HeapTuple	known = row.old_row != NULL ? row.old_row : row.new_row;
	const char *kind = row.args[0];
	bool		note = strcmp(kind, "note") == 0;
	const Actor *actor;
	Parent		parent;
	bool		isnull;
	Datum		contact_id;
	RowChange	change;

	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(row.pass);

	actor = actor_required();
	if (row.old_row != NULL)
		actor_require_account(tuple_int64(row.old_row, row.desc, "account_id"),
							  "the row belongs to another account");
	contact_id = tuple_value(known, row.desc, "contact_id", &isnull);
	if (isnull || tuple_int64(known, row.desc, "account_id") != actor->account_id ||
		!find_parent(row.old_row == NULL ? &lock_parent_plan : &parent_plan,
					 actor->account_id, contact_id, &parent))
	{
		/* The contact went and takes the row along. */
		if (row.new_row == NULL)
			PG_RETURN_POINTER(row.pass);
		if (isnull)
			ereport(ERROR,
					(errcode(ERRCODE_NO_DATA_FOUND),
					 errmsg("contact_id must be given")));
		report_no_contact(contact_id);
	}
	if (row.old_row != NULL && row.new_row != NULL)
		check_same_contact(&row, actor, contact_id, kind);
	check_rights(&row, actor, &parent, note);
	if (!note)
		check_primary(&row, kind);

	if (row.new_row == NULL)
		PG_RETURN_POINTER(row.pass);
	row_change_init(&change, row.new_row, row.desc);
	if (row.old_row == NULL)
		row_change_set(&change, "audience", Int32GetDatum(parent.audience), false);
	if (strcmp(kind, "email") == 0)
		(void) row_tidy_column(&change, "email", true);
	if (note)
		row_tidy_text(&change, row.relation, "body", NOTE_LENGTH, true);
	else
		row_tidy_text(&change, row.relation, "label", LABEL_LENGTH, false);
	PG_RETURN_POINTER(row_change_apply(&change));
}
