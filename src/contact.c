/*-------------------------------------------------------------------------
 *
 * contact.c
 *	  What happens when a contact row is written: who may, what is tidied,
 *	  what its children must be told.
 *
 * Order of the triggers of contacts.contacts: guard_write (statement),
 * before_row, "A_move_audience" (row, before the foreign keys are checked),
 * then by statement: audit, quota, sync of the primary number and address.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/datum.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

const char *const visibility_names[3] = {"only_me", "team", "everyone"};

/*
 * Rules
 */

/* May this actor keep private contacts at all? */
void
contact_check_private(const Actor *actor)
{
	if (!actor->plan_private)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("the plan of this account has no private contacts"),
				 errhint("Upgrade the plan, or choose visibility team or everyone.")));
	actor_require(PERM_PRIVATE);
}

/*
 * The department of a team contact: the one given, which the actor must be
 * in, or their only one.
 */
int32
contact_team(const Actor *actor, int32 department_id, bool given)
{
	int			i;
	int			departments = 0;

	if (given)
	{
		/* admins see what a former department has left, and add nothing to it */
		if (!actor_in_department(department_id))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("you are not a member of department %d", department_id),
					 errhint("Name one of your own departments.")));
		return department_id;
	}

	for (i = 0; i < actor->naudiences; i++)
	{
		if (actor->audiences[i] > 0)
		{
			department_id = actor->audiences[i];
			departments++;
		}
	}
	if (departments != 1)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("a team contact needs a department_id"),
				 departments == 0 ?
				 errdetail("You are in no department.") :
				 errdetail("You are in %d departments.", departments),
				 errhint("Set department_id to one of your departments."),
				 errconstraint("contacts", "contacts_department_for_team")));
	return department_id;
}

/* What the rules look at, of the row as it was or as it shall be. */
typedef struct ContactState
{
	int32		owner_id;
	Visibility	visibility;
	int32		department_id;
	bool		has_department;
} ContactState;

static void
read_state(ContactState *state, HeapTuple tuple, TupleDesc desc)
{
	bool		isnull;

	state->owner_id = tuple_int32(tuple, desc, "owner_id", &isnull);
	if (isnull)
		state->owner_id = 0;
	state->visibility = (Visibility)
		enum_index(tuple_value(tuple, desc, "visibility", &isnull),
				   visibility_names, lengthof(visibility_names));
	state->department_id = tuple_int32(tuple, desc, "department_id", &isnull);
	state->has_department = !isnull;
}

/* Is this a private contact that was not the same user's private one before? */
static bool
becomes_private(const ContactState *old, const ContactState *new)
{
	return new->visibility == VISIBILITY_ONLY_ME &&
		(old == NULL || old->visibility != VISIBILITY_ONLY_ME ||
		 old->owner_id != new->owner_id);
}

/* Is there somebody who saw the row and will not? */
static bool
is_narrower(const ContactState *old, const ContactState *new)
{
	if (new->visibility == VISIBILITY_EVERYONE)
		return false;
	if (old->visibility != new->visibility)
		return true;
	return new->visibility == VISIBILITY_TEAM && new->has_department &&
		old->department_id != new->department_id;
}

/*
 * May the actor make this row of that one?  old is NULL for a new contact.
 */
static void
check_rights(const Actor *actor, const ContactState *old, const ContactState *new)
{
	bool		own = old == NULL ? new->owner_id == actor->user_id :
		old->owner_id == actor->user_id;

	if (!actor_can(PERM_WRITE) && (!own || new->owner_id != actor->user_id))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission %s is required for contacts of others",
						permission_name(PERM_WRITE)),
				 errhint("Ask an administrator of the account for a role that has it.")));

	if (becomes_private(old, new))
	{
		contact_check_private(actor);
		if (new->owner_id != actor->user_id)
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("a private contact can be made in your own name only"),
					 errhint("Leave owner_id out, or choose visibility team or everyone.")));
	}

	/*
	 * For those who see it no longer it is as if it were deleted.  And who may
	 * not do that may not make somebody the owner who may, not even themselves.
	 */
	if (old != NULL && !own && !actor_can(PERM_DELETE) &&
		(new->owner_id != old->owner_id || is_narrower(old, new)))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 new->owner_id != old->owner_id ?
				 errmsg("permission %s is required to take a contact from its owner",
						permission_name(PERM_DELETE)) :
				 errmsg("permission %s is required to hide a contact of others",
						permission_name(PERM_DELETE))));
}

/* Longest list of tags that is looked at. */
#define TAGS_GIVEN_MAX	(10 * TAGS_MAX)

static void
report_too_many_tags(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("a contact has at most %d tags", TAGS_MAX),
			 errconstraint("contacts", "contacts_tags_form")));
}

/* Tags tidied, each once, in order of bytes; *joined is for the search key. */
static Datum
tidy_tags(Datum array, text **joined)
{
	Datum	   *items;
	bool	   *nulls;
	int			nitems;
	text	  **tags;
	int			ntags = 0;
	int			i;
	StringInfoData buf;
	Datum	   *result;

	*joined = NULL;
	if (ARR_NDIM(DatumGetArrayTypeP(array)) == 0)
		return array;
	if (ARR_NDIM(DatumGetArrayTypeP(array)) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("tags must be a one-dimensional array"),
				 errconstraint("contacts", "contacts_tags_form")));
	/* those given twice count here, so that nobody has a million tidied */
	if (ArrayGetNItems(1, ARR_DIMS(DatumGetArrayTypeP(array))) > TAGS_GIVEN_MAX)
		report_too_many_tags();
	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false,
					  TYPALIGN_INT, &items, &nulls, &nitems);
	tags = palloc(sizeof(text *) * nitems);
	for (i = 0; i < nitems; i++)
	{
		text	   *tag = nulls[i] ? NULL : text_tidy(DatumGetTextPP(items[i]));

		if (tag == NULL)
			continue;
		if (VARSIZE_ANY_EXHDR(tag) > TAG_LENGTH && text_characters(tag) > TAG_LENGTH)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("a tag is longer than %d characters", TAG_LENGTH),
					 errconstraint("contacts", "contacts_tags_form")));
		tags[ntags++] = tag;
	}
	qsort(tags, ntags, sizeof(text *), compare_text);

	initStringInfo(&buf);
	result = palloc(sizeof(Datum) * Max(ntags, 1));
	nitems = 0;
	for (i = 0; i < ntags; i++)
	{
		if (i > 0 && compare_text(&tags[i - 1], &tags[i]) == 0)
			continue;
		result[nitems++] = PointerGetDatum(tags[i]);
		appendBinaryStringInfo(&buf, VARDATA_ANY(tags[i]), VARSIZE_ANY_EXHDR(tags[i]));
		appendStringInfoChar(&buf, ' ');
	}
	if (nitems > TAGS_MAX)
		report_too_many_tags();
	if (nitems > 0)
		*joined = cstring_to_text_with_len(buf.data, buf.len);
	return PointerGetDatum(construct_array(result, nitems, TEXTOID, -1, false,
										   TYPALIGN_INT));
}

/* Tidy a text column; returns what it holds then, NULL for nothing. */
static text *
tidy_column(RowChange *change, const char *column, bool email)
{
	bool		isnull;
	Datum		value = tuple_value(change->tuple, change->desc, column, &isnull);
	text	   *before;
	text	   *after;

	if (isnull)
		return NULL;
	before = DatumGetTextPP(value);
	after = email ? text_lower_ascii(text_trim(before)) : text_tidy(before);
	if (after != before)
		row_change_set(change, column, PointerGetDatum(after), after == NULL);
	return after;
}

/*
 * What changes must fit the account's custom fields; what stands may be left
 * from before they changed, and hinders nobody.
 */
static void
check_custom(Relation relation, int64 account_id, HeapTuple old_tuple,
			 HeapTuple new_tuple, bool has_fields)
{
	TupleDesc	desc = RelationGetDescr(relation);
	bool		isnull;
	Datum		value = tuple_value(new_tuple, desc, "custom", &isnull);
	Jsonb	   *custom;
	Jsonb	   *was = NULL;
	char	   *problem;

	if (isnull)
		return;
	if (old_tuple != NULL)
	{
		Datum		old_value = tuple_value(old_tuple, desc, "custom", &isnull);

		if (datum_image_eq(old_value, value, false, -1))
			return;
		was = DatumGetJsonbP(old_value);
	}
	custom = DatumGetJsonbP(value);
	if (!has_fields && JB_ROOT_IS_OBJECT(custom) && JB_ROOT_COUNT(custom) == 0)
		return;
	problem = custom_problem(account_id, custom, was);
	if (problem == NULL)
		problem = custom_missing(account_id, custom, was);
	if (problem != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("custom values do not fit the account's custom fields"),
				 errdetail_internal("%s", problem),
				 errhint("See contacts.custom_fields."),
				 errtableconstraint(relation, "contacts_custom_fields")));
}

PG_FUNCTION_INFO_V1(contacts_contact_before_row);
Datum
contacts_contact_before_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 0);
	TupleDesc	desc;
	HeapTuple	old_tuple = NULL;
	HeapTuple	new_tuple;
	RowChange	change;
	const Actor *actor;
	ContactState old;
	ContactState new;
	bool		isnull;
	int64		account_id;
	Datum		value;
	text	   *parts[5];
	text	   *key;
	char		digits[32];

	desc = RelationGetDescr(trigdata->tg_relation);
	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
	{
		old_tuple = trigdata->tg_trigtuple;
		new_tuple = trigdata->tg_newtuple;
	}
	else
		new_tuple = trigdata->tg_trigtuple;

	if (contacts_restoring())
		PG_RETURN_POINTER(new_tuple);

	/* NOT NULL answers that. */
	if (heap_attisnull(new_tuple, SPI_fnumber(desc, "account_id"), desc) ||
		heap_attisnull(new_tuple, SPI_fnumber(desc, "owner_id"), desc) ||
		heap_attisnull(new_tuple, SPI_fnumber(desc, "visibility"), desc))
	{
		if (!own_write())
			(void) actor_required();
		PG_RETURN_POINTER(new_tuple);
	}

	row_change_init(&change, new_tuple, desc);
	actor = own_write() ? actor_current() : actor_required();
	account_id = tuple_int64(new_tuple, desc, "account_id");
	read_state(&new, new_tuple, desc);
	if (old_tuple != NULL)
	{
		read_state(&old, old_tuple, desc);
		if (tuple_int64(old_tuple, desc, "account_id") != account_id ||
			!DatumGetBool(DirectFunctionCall2(uuid_eq,
											  tuple_value(old_tuple, desc, "id", &isnull),
											  tuple_value(new_tuple, desc, "id", &isnull))))
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("account and id of a contact cannot change")));
	}

	if (!own_write())
	{
		if (account_id != actor->account_id)
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("the contact belongs to another account")));
		actor_require(PERM_READ);	/* one writes what one sees */

		if (new.visibility == VISIBILITY_TEAM)
		{
			int32		department_id = contact_team(actor, new.department_id,
													 new.has_department);

			if (!new.has_department)
				row_change_set(&change, "department_id",
							   Int32GetDatum(department_id), false);
		}
		else if (new.has_department && old_tuple != NULL &&
				 old.visibility == VISIBILITY_TEAM &&
				 old.department_id == new.department_id)
			row_change_set(&change, "department_id", (Datum) 0, true);

		check_rights(actor, old_tuple != NULL ? &old : NULL, &new);

		/* a removed user's private contact nobody could ever see again */
		if (becomes_private(old_tuple != NULL ? &old : NULL, &new) ||
			(new.owner_id != actor->user_id &&
			 (old_tuple == NULL || old.owner_id != new.owner_id)))
			user_require_active(account_id, new.owner_id);
	}

	parts[0] = tidy_column(&change, "name", false);
	parts[1] = tidy_column(&change, "company", false);
	parts[2] = tidy_column(&change, "email", true);
	(void) tidy_column(&change, "job_title", false);
	(void) tidy_column(&change, "city", false);
	(void) tidy_column(&change, "country", false);
	if (tidy_column(&change, "source", false) == NULL)
		row_change_set(&change, "source", CStringGetTextDatum("manual"), false);

	value = tuple_value(new_tuple, desc, "phone", &isnull);
	parts[3] = NULL;
	if (!isnull)
	{
		int			ndigits = phone_value_digits(DatumGetInt64(value), digits);

		parts[3] = cstring_to_text_with_len(digits, ndigits);
	}

	value = tuple_value(new_tuple, desc, "tags", &isnull);
	parts[4] = NULL;
	if (!isnull)
	{
		Datum		tidied = tidy_tags(value, &parts[4]);

		if (tidied != value)
			row_change_set(&change, "tags", tidied, false);
	}

	if (!own_write())
		check_custom(trigdata->tg_relation, account_id, old_tuple, new_tuple,
					 actor->custom_fields);

	key = search_key_make(parts, lengthof(parts));
	row_change_set(&change, "search_key", PointerGetDatum(key), false);
	if (old_tuple != NULL)
		row_change_set(&change, "updated_at",
					   TimestampTzGetDatum(GetCurrentTransactionStartTimestamp()), false);

	PG_RETURN_POINTER(row_change_apply(&change));
}

/*
 * Audience of the children
 */

static KeptPlan move_plans[] = {
	{"UPDATE contacts.contact_phones SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.contact_emails SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.contact_notes SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.contact_redirects SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.merges SET audience = $3 WHERE account_id = $1 AND survivor_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.duplicate_dismissals SET audience_a = $3 WHERE account_id = $1 AND contact_a = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.duplicate_dismissals SET audience_b = $3 WHERE account_id = $1 AND contact_b = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	/* history is narrowed with its contact, never widened */
	{"UPDATE contacts.audit_log SET audience = $3 WHERE account_id = $1 AND row_key = ($2)::pg_catalog.text"
	"  AND ((audience >= 0 AND $3 < 0) OR (audience = 0 AND $3 > 0))",
	3, {INT8OID, UUIDOID, INT4OID}},
};

/* What these have not moved, asked with the newest snapshot. */
static KeptPlan left_plan = {
	"SELECT FROM contacts.contact_phones x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.contact_emails x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.contact_notes x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.contact_redirects x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.merges x WHERE x.account_id = $1 AND x.survivor_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.duplicate_dismissals x WHERE x.account_id = $1 AND x.contact_a = $2 AND x.audience_a <> $3 "
	"UNION ALL SELECT FROM contacts.duplicate_dismissals x WHERE x.account_id = $1 AND x.contact_b = $2 AND x.audience_b <> $3 "
	"UNION ALL SELECT FROM contacts.audit_log x WHERE x.account_id = $1 AND x.row_key = ($2)::pg_catalog.text"
	"  AND ((x.audience >= 0 AND $3 < 0) OR (x.audience = 0 AND $3 > 0))",
	3, {INT8OID, UUIDOID, INT4OID}
};

/*
 * Where the number changes together with the audience, the primary row must
 * not enter the new audience with the number that is being given up.
 */
static KeptPlan move_without_number_plan = {
	"DELETE FROM contacts.contact_phones WHERE account_id = $1 AND contact_id = $2"
	"  AND is_primary AND $3 IS NOT NULL",
	3, {INT8OID, UUIDOID, INT4OID}
};

static KeptPlan move_with_number_plan = {
	"UPDATE contacts.contact_phones p SET audience = $3, phone = $4 "
	"WHERE p.account_id = $1 AND p.contact_id = $2 AND p.is_primary"
	"  AND NOT EXISTS (SELECT FROM contacts.contact_phones e"
	"    WHERE e.account_id = $1 AND e.contact_id = $2 AND e.phone = $4)",
	4, {INT8OID, UUIDOID, INT4OID, PHONE_ARG}
};

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
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("another contact of the same audience has this number"),
				 errhint("Find it with contacts.caller_id(), or merge the two."),
				 errconstraint("contacts", "contacts_phone_key")));
	}
	PG_END_TRY();
	return processed;
}

PG_FUNCTION_INFO_V1(contacts_contact_move_audience);
Datum
contacts_contact_move_audience(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = trigger_fired(fcinfo, AFTER_ROW, ON_UPDATE, 0);
	TupleDesc	desc;
	OwnerScope	scope;
	Datum		values[4];
	Datum		old_phone;
	Datum		new_phone;
	bool		had_phone;
	bool		has_phone;
	bool		isnull;
	int			i;

	desc = RelationGetDescr(trigdata->tg_relation);
	old_phone = tuple_value(trigdata->tg_trigtuple, desc, "phone", &isnull);
	had_phone = !isnull;
	new_phone = tuple_value(trigdata->tg_newtuple, desc, "phone", &isnull);
	has_phone = !isnull;
	values[0] = tuple_value(trigdata->tg_newtuple, desc, "account_id", &isnull);
	values[1] = tuple_value(trigdata->tg_newtuple, desc, "id", &isnull);
	values[2] = tuple_value(trigdata->tg_newtuple, desc, "audience", &isnull);

	owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
	SPI_connect();
	if (had_phone && !has_phone)
		own_write_number(&move_without_number_plan, values, 1);
	else if (had_phone && DatumGetInt64(old_phone) != DatumGetInt64(new_phone))
	{
		values[3] = new_phone;
		own_write_number(&move_with_number_plan, values, 1);
	}
	for (i = 0; i < (int) lengthof(move_plans); i++)
		own_write_number(&move_plans[i], values, 1);
	/* with one snapshot for the transaction, what came meanwhile was not moved */
	if (IsolationUsesXactSnapshot() && kept_query_latest(&left_plan, values, 1) > 0)
		report_changed_meanwhile();
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_POINTER(NULL);
}

/*
 * Primary number and address
 */

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

/* Is there a row in the transition table with a value in this column? */
static bool
any_value(Tuplestorestate *rows, TupleDesc desc, const char *column)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	int			attnum = SPI_fnumber(desc, column);
	bool		found = false;

	tuplestore_select_read_pointer(rows, 0);
	tuplestore_rescan(rows);
	while (!found && tuplestore_gettupleslot(rows, true, false, slot))
	{
		bool		isnull;

		CHECK_FOR_INTERRUPTS();
		(void) slot_getattr(slot, attnum, &isnull);
		found = !isnull;
	}
	tuplestore_rescan(rows);
	ExecDropSingleTupleTableSlot(slot);
	return found;
}

/* Does the column differ between the two transition tables, row by row? */
static bool
any_change(Tuplestorestate *old_rows, Tuplestorestate *new_rows, TupleDesc desc,
		   const char *column)
{
	TupleTableSlot *old_slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	TupleTableSlot *new_slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	int			attnum = SPI_fnumber(desc, column);
	Form_pg_attribute att = TupleDescAttr(desc, attnum - 1);
	bool		found = false;

	tuplestore_select_read_pointer(old_rows, 0);
	tuplestore_select_read_pointer(new_rows, 0);
	tuplestore_rescan(old_rows);
	tuplestore_rescan(new_rows);
	while (!found &&
		   tuplestore_gettupleslot(old_rows, true, false, old_slot) &&
		   tuplestore_gettupleslot(new_rows, true, false, new_slot))
	{
		bool		old_null,
					new_null;
		Datum		old_value = slot_getattr(old_slot, attnum, &old_null);
		Datum		new_value = slot_getattr(new_slot, attnum, &new_null);

		CHECK_FOR_INTERRUPTS();
		if (old_null != new_null)
			found = true;
		else if (!old_null)
			found = !datum_image_eq(old_value, new_value, att->attbyval, att->attlen);
	}
	tuplestore_rescan(old_rows);
	tuplestore_rescan(new_rows);
	ExecDropSingleTupleTableSlot(old_slot);
	ExecDropSingleTupleTableSlot(new_slot);
	return found;
}

PG_FUNCTION_INFO_V1(contacts_contact_sync_primary);
Datum
contacts_contact_sync_primary(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_INSERT | ON_UPDATE, 0);
	TupleDesc	desc;
	bool		phones;
	bool		emails;
	bool		update;
	int64		nrows;
	OwnerScope	scope;
	int			i;

	if (contacts_restoring())
		PG_RETURN_POINTER(NULL);		/* the dump has the rows of the children */

	desc = RelationGetDescr(trigdata->tg_relation);
	update = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event);
	if (update)
	{
		phones = any_change(trigdata->tg_oldtable, trigdata->tg_newtable, desc, "phone");
		emails = any_change(trigdata->tg_oldtable, trigdata->tg_newtable, desc, "email");
	}
	else
	{
		phones = any_value(trigdata->tg_newtable, desc, "phone");
		emails = any_value(trigdata->tg_newtable, desc, "email");
	}
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

/*
 * Children
 */

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
		(void) tidy_column(&change, "email", true);
	if (note)
		row_tidy_text(&change, trigdata->tg_relation, "body", NOTE_LENGTH, true);
	else
		row_tidy_text(&change, trigdata->tg_relation, "label", LABEL_LENGTH, false);
	PG_RETURN_POINTER(row_change_apply(&change));
}

/*
 * Who is calling
 */

static KeptPlan caller_contact_plan = {
	"SELECT c.id, c.name, c.company, c.visibility, c.audience "
	"FROM contacts.contact_phones p"
	"  JOIN contacts.contacts c ON c.account_id = p.account_id AND c.id = p.contact_id "
	"WHERE p.account_id = $1 AND p.phone = $2 "
	"ORDER BY CASE WHEN p.audience < 0 THEN 0 WHEN p.audience > 0 THEN 1 ELSE 2 END,"
	"  c.updated_at DESC, c.id LIMIT 1",
	2, {INT8OID, PHONE_ARG}
};

static KeptPlan caller_user_plan = {
	"SELECT u.user_id FROM contacts.users u "
	"WHERE u.account_id = $1 AND u.phone = $2 AND u.removed_at IS NULL",
	2, {INT8OID, PHONE_ARG}
};

PG_FUNCTION_INFO_V1(contacts_caller_id);
Datum
contacts_caller_id(PG_FUNCTION_ARGS)
{
	text	   *number = PG_GETARG_TEXT_PP(0);
	const Actor *actor = actor_current();
	PhoneReading reading;
	TupleDesc	desc;
	Datum		values[7] = {0};
	bool		nulls[7] = {false, false, true, true, true, true, true};
	HeapTuple	result;
	MemoryContext context = CurrentMemoryContext;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);

	phone_read(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
			   phone_actor_region(), &reading);
	if (reading.reason != NULL)
		phone_report(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
					 phone_actor_region(), &reading, NULL);
	values[0] = Int64GetDatum(reading.value);
	values[1] = CStringGetTextDatum("none");

	if (actor != NULL)
	{
		OwnerScope	scope;
		Datum		args[2];

		args[0] = Int64GetDatum(actor->account_id);
		args[1] = Int64GetDatum(reading.value);

		/* The caller's own rights: what they cannot see, they are not told. */
		owner_scope_begin(&scope, GetUserId());
		SPI_connect();
		if (kept_execute(&caller_contact_plan, args, NULL, true, 1) > 0)
		{
			HeapTuple	tuple = SPI_tuptable->vals[0];
			int32		audience;
			int			i;
			bool		isnull;
			MemoryContext spi_context = MemoryContextSwitchTo(context);

			for (i = 0; i < 4; i++)
			{
				Form_pg_attribute att = TupleDescAttr(SPI_tuptable->tupdesc, i);
				Datum		value = SPI_getbinval(tuple, SPI_tuptable->tupdesc, i + 1,
												  &nulls[i + 2]);

				if (!nulls[i + 2])
					values[i + 2] = datumCopy(value, att->attbyval, att->attlen);
			}
			audience = DatumGetInt32(SPI_getbinval(tuple, SPI_tuptable->tupdesc, 5, &isnull));
			values[1] = CStringGetTextDatum(audience < 0 ? "private" :
											audience > 0 ? "team" : "everyone");
			MemoryContextSwitchTo(spi_context);
		}
		if (kept_execute(&caller_user_plan, args, NULL, true, 1) > 0)
			values[6] = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1,
									  &nulls[6]);
		SPI_finish();
		owner_scope_end(&scope);
	}

	result = heap_form_tuple(desc, values, nulls);
	PG_RETURN_DATUM(HeapTupleGetDatum(result));
}
