/*-------------------------------------------------------------------------
 *
 * contact.c
 *	  What happens when a contact row is written: who may, and what is tidied.
 *
 * Order of the triggers of contacts.contacts: guard_write (statement),
 * before_row, "A_move_audience" (row, before the foreign keys are checked),
 * then by statement: audit, quota, sync of the primary number and address.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "access/xact.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/jsonb.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "base/compat.h"
#include "base/phone.h"
#include "base/query.h"
#include "base/report.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/text.h"
#include "base/trigger.h"
#include "contact/contact.h"
#include "contact/custom.h"
#include "contact/field.h"
#include "contact/tags.h"
#include "identity/active_user.h"

const char *const visibility_names[3] = {"only_me", "team", "everyone"};

/* A hidden contact and one that never was: the same words. */
void
report_no_contact(Datum id)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("contact %s does not exist",
					DatumGetCString(DirectFunctionCall1(uuid_out, id)))));
}

void
report_not_ones_own(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("permission %s is required for contacts of others",
					permission_name(PERM_WRITE)),
			 errhint("Ask an administrator of the account for a role that has it.")));
}

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
		report_not_ones_own();

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
		report_custom_problem(problem);
}

/* A contact is known by its account and its id. */
static void
check_same_contact(const RowTrigger *row)
{
	bool		isnull;

	if (tuple_int64(row->old_row, row->desc, "account_id") !=
		tuple_int64(row->new_row, row->desc, "account_id") ||
		!DatumGetBool(DirectFunctionCall2(uuid_eq,
										  tuple_value(row->old_row, row->desc, "id", &isnull),
										  tuple_value(row->new_row, row->desc, "id", &isnull))))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("account and id of a contact cannot change")));
}

/* The department goes with visibility team, and is found where it was not named. */
static void
settle_department(RowChange *change, const Actor *actor, const ContactState *old,
				  const ContactState *new)
{
	if (new->visibility == VISIBILITY_TEAM)
	{
		int32		department_id = contact_team(actor, new->department_id, new->has_department);

		if (!new->has_department)
			row_change_set(change, "department_id", Int32GetDatum(department_id), false);
	}
	else if (new->has_department && old != NULL && old->visibility == VISIBILITY_TEAM &&
			 old->department_id == new->department_id)
		row_change_set(change, "department_id", (Datum) 0, true);
}

/* May the actor write this row so?  Not asked of statements of our own. */
static void
check_write(RowChange *change, const RowTrigger *row, const ContactState *old,
			const ContactState *new)
{
	const Actor *actor = actor_required();
	int64		account_id = tuple_int64(row->new_row, row->desc, "account_id");

	actor_require_account(account_id, "the contact belongs to another account");
	actor_require(PERM_READ);	/* one writes what one sees */
	settle_department(change, actor, old, new);
	check_rights(actor, old, new);

	/* a removed user's private contact nobody could ever see again */
	if (becomes_private(old, new) ||
		(new->owner_id != actor->user_id && (old == NULL || old->owner_id != new->owner_id)))
		user_require_active(account_id, new->owner_id);
}

/* The part of the search key that a field makes, NULL for none; tidies the field. */
static text *
tidy_field(RowChange *change, const ContactField *field)
{
	char		digits[32];
	bool		isnull;
	Datum		value;
	Datum		tidied;
	text	   *part = NULL;

	if (field->kind == FIELD_LINE || field->kind == FIELD_EMAIL)
		return row_tidy_column(change, field->name, field->kind == FIELD_EMAIL);
	if (field->kind == FIELD_CUSTOM)
		return NULL;
	value = tuple_value(change->tuple, change->desc, field->name, &isnull);
	if (isnull)
		return NULL;
	if (field->kind == FIELD_PHONE)
		return cstring_to_text_with_len(digits, phone_value_digits(DatumGetInt64(value), digits));
	tidied = tags_tidy(value, &part);
	if (tidied != value)
		row_change_set(change, field->name, tidied, false);
	return part;
}

/* Give every field its one form, and the row its search key. */
static void
tidy_fields(RowChange *change)
{
	text	   *parts[NUM_CONTACT_FIELDS] = {NULL};
	int			i;

	/* each field, and what the row brings beside them */
	StaticAssertStmt(NUM_CONTACT_FIELDS + 4 <= lengthof(change->columns), "a row under change has room for all fields");

	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		const ContactField *field = &contact_fields[i];
		text	   *part = tidy_field(change, field);

		if (field->search > 0)
			parts[field->search - 1] = part;
		if (i == FIELD_NUMBER_source && part == NULL)
			row_change_set(change, field->name, CStringGetTextDatum("manual"), false);
	}
	row_change_set(change, "search_key",
				   PointerGetDatum(search_key_make(parts, NUM_CONTACT_FIELDS)), false);
}

/* A statement of contact_write_as_was() runs. */
static bool writes_as_was = false;

bool
contact_written_as_was(void)
{
	return writes_as_was && own_write();
}

/*
 * A statement of ours that puts contacts back: they are written with all that they
 * had, updated_at as well, and their numbers and addresses are put back apart.
 */
uint64
contact_write_as_was(KeptPlan *kept, Datum *values)
{
	volatile uint64 processed = 0;

	writes_as_was = true;
	PG_TRY();
	{
		processed = own_write_execute(kept, values, NULL);
	}
	PG_FINALLY();
	{
		writes_as_was = false;
	}
	PG_END_TRY();
	return processed;
}

PG_FUNCTION_INFO_V1(contacts_contact_before_row);
Datum
contacts_contact_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 0);
	RowChange	change;
	ContactState old;
	ContactState new;

	if (contacts_restoring() || (contact_written_as_was() && row.old_row == NULL))
		PG_RETURN_POINTER(row.pass);

	/* NOT NULL answers that. */
	if (heap_attisnull(row.new_row, SPI_fnumber(row.desc, "account_id"), row.desc) ||
		heap_attisnull(row.new_row, SPI_fnumber(row.desc, "owner_id"), row.desc) ||
		heap_attisnull(row.new_row, SPI_fnumber(row.desc, "visibility"), row.desc))
	{
		if (!own_write())
			(void) actor_required();
		PG_RETURN_POINTER(row.pass);
	}

	row_change_init(&change, row.new_row, row.desc);
	read_state(&new, row.new_row, row.desc);
	if (row.old_row != NULL)
	{
		read_state(&old, row.old_row, row.desc);
		check_same_contact(&row);
	}
	if (!own_write())
		check_write(&change, &row, row.old_row != NULL ? &old : NULL, &new);
	tidy_fields(&change);
	if (!own_write())
		check_custom(row.relation, tuple_int64(row.new_row, row.desc, "account_id"),
					 row.old_row, row.new_row,
					 actor_required()->custom_fields || custom_fields_changed());
	if (row.old_row != NULL && !contact_written_as_was())
		row_change_set(&change, "updated_at",
					   TimestampTzGetDatum(GetCurrentTransactionStartTimestamp()), false);
	PG_RETURN_POINTER(row_change_apply(&change));
}
