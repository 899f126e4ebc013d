/*-------------------------------------------------------------------------
 *
 * primary.c
 *	  The primary number and address of a contact, which stand in contacts and,
 *	  beside the further ones, in contact_phones and contact_emails.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "utils/datum.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/report.h"
#include "base/restore.h"
#include "base/transition.h"
#include "base/trigger.h"
#include "contact/contact.h"
#include "contact/primary.h"

void
report_number_taken(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNIQUE_VIOLATION),
			 errmsg("another contact of the same audience has this number"),
			 errhint("Find it with contacts.caller_id(), or merge the two."),
			 errconstraint("contacts", "contacts_phone_key")));
}

/*
 * A number that another contact of the same audience has as a further one
 * meets our statement's unique violation in contact_phones.  Say it as the
 * statement of the user would have met it: without our SQL as context.
 */
uint64
own_write_number(KeptPlan *kept, Datum *values, int64 nrows)
{
	MemoryContext context = CurrentMemoryContext;
	uint64		processed = 0;

	PG_TRY();
	{
		processed = own_write_rows(kept, values, NULL, nrows);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_UNIQUE_VIOLATION ||
			error->constraint_name == NULL ||
			strcmp(error->constraint_name, "contact_phones_phone_key") != 0)
			PG_RE_THROW();
		FlushErrorState();
		report_number_taken();
	}
	PG_END_TRY();
	return processed;
}

static KeptPlan insert_phones_plan = {
	"INSERT INTO contacts.contact_phones (account_id, contact_id, phone, audience, is_primary) "
	"SELECT n.account_id, n.id, n.phone, n.audience, true "
	"FROM new_rows n WHERE n.phone IS NOT NULL",
	0
};

static KeptPlan insert_emails_plan = {
	"INSERT INTO contacts.contact_emails (account_id, contact_id, email, audience, is_primary) "
	"SELECT n.account_id, n.id, n.email, n.audience, true "
	"FROM new_rows n WHERE n.email IS NOT NULL",
	0
};

/*
 * After an update, in this order, for contacts whose number changed: where
 * there shall be none, the row goes, so that another contact may have the
 * number; a number that the contact has already as a further one becomes
 * primary, and the former primary a further one; else the primary row takes
 * the new number and keeps its label; else there was none.
 */
#define CHANGED(column, child) \
	"FROM new_rows n JOIN old_rows o ON o.account_id = n.account_id AND o.id = n.id " \
	"WHERE o." column " IS DISTINCT FROM n." column \
	" AND c.account_id = n.account_id AND c.contact_id = n.id "

#define UPDATE_PLANS(child, column) \
	{"DELETE FROM contacts." child " c USING new_rows n JOIN old_rows o" \
	 " ON o.account_id = n.account_id AND o.id = n.id" \
	 " WHERE o." column " IS NOT NULL AND n." column " IS NULL" \
	 " AND c.account_id = n.account_id AND c.contact_id = n.id AND c.is_primary", 0}, \
	{"UPDATE contacts." child " c SET is_primary = false " CHANGED(column, child) \
	 "AND c.is_primary AND EXISTS (SELECT FROM contacts." child " e" \
	 " WHERE e.account_id = n.account_id AND e.contact_id = n.id" \
	 " AND e." column " = n." column " AND NOT e.is_primary)", 0}, \
	{"UPDATE contacts." child " c SET is_primary = true " CHANGED(column, child) \
	 "AND c." column " = n." column " AND NOT c.is_primary", 0}, \
	{"UPDATE contacts." child " c SET " column " = n." column " " CHANGED(column, child) \
	 "AND c.is_primary AND c." column " <> n." column, 0}, \
	{"INSERT INTO contacts." child " (account_id, contact_id, " column ", audience, is_primary)" \
	 " SELECT n.account_id, n.id, n." column ", n.audience, true" \
	 " FROM new_rows n JOIN old_rows o ON o.account_id = n.account_id AND o.id = n.id" \
	 " WHERE o." column " IS DISTINCT FROM n." column " AND n." column " IS NOT NULL" \
	 " AND NOT EXISTS (SELECT FROM contacts." child " e" \
	 " WHERE e.account_id = n.account_id AND e.contact_id = n.id AND e.is_primary)", 0}

static KeptPlan update_phones_plans[] = {UPDATE_PLANS("contact_phones", "phone")};

static KeptPlan update_emails_plans[] = {UPDATE_PLANS("contact_emails", "email")};

/* Is there a row whose value in this column is another now, or there for the first time? */
static bool
any_change(TriggerData *trigdata, const char *column)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			attnum = SPI_fnumber(desc, column);
	Form_pg_attribute att = TupleDescAttr(desc, attnum - 1);
	Transition	rows;
	bool		found = false;

	transition_begin(&rows, trigdata);
	while (!found && transition_next(&rows))
	{
		bool		was_null = true;
		bool		is_null;
		Datum		was = rows.old == NULL ? (Datum) 0 : slot_getattr(rows.old, attnum, &was_null);
		Datum		is = slot_getattr(rows.new, attnum, &is_null);

		if (was_null || is_null)
			found = was_null != is_null;
		else
			found = !datum_image_eq(was, is, att->attbyval, att->attlen);
	}
	transition_end(&rows);
	return found;
}

PG_FUNCTION_INFO_V1(contacts_contact_sync_primary);
Datum
contacts_contact_sync_primary(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_INSERT | ON_UPDATE, 0);
	bool		phones;
	bool		emails;
	bool		update;
	int64		nrows;
	OwnerScope	scope;
	int			i;

	if (contacts_restoring() || contact_written_as_was())
		PG_RETURN_POINTER(NULL);		/* the dump, or the log, has the rows of the children */

	update = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event);
	phones = any_change(trigdata, "phone");
	emails = any_change(trigdata, "email");
	if (!phones && !emails)
		PG_RETURN_POINTER(NULL);
	nrows = tuplestore_tuple_count(trigdata->tg_newtable);

	owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
	SPI_connect();
	SPI_register_trigger_data(trigdata);
	if (!update)
	{
		if (phones)
			own_write_number(&insert_phones_plan, NULL, nrows);
		if (emails)
			own_write_rows(&insert_emails_plan, NULL, NULL, nrows);
	}
	else
	{
		for (i = 0; phones && i < (int) lengthof(update_phones_plans); i++)
			own_write_number(&update_phones_plans[i], NULL, nrows);
		for (i = 0; emails && i < (int) lengthof(update_emails_plans); i++)
			own_write_rows(&update_emails_plans[i], NULL, NULL, nrows);
	}
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_POINTER(NULL);
}
