/*-------------------------------------------------------------------------
 *
 * account.c
 *	  Accounts: making one, and the row lock under which the rarely written
 *	  things of an account (users, departments, contact persons) are numbered
 *	  and limited.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "base/compat.h"
#include "account/account.h"
#include "base/phone.h"
#include "base/report.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/text.h"
#include "base/trigger.h"
#include "identity/actor.h"
#include "identity/eyes.h"

static KeptPlan lock_plan = {
	"SELECT 1 FROM contacts.accounts a WHERE a.account_id = $1 FOR NO KEY UPDATE",
	1, {INT8OID}
};

/*
 * Under one snapshot for the whole transaction a lock is not enough: who has
 * waited would change what its old snapshot shows.  A new version of the row
 * makes the server refuse them (40001).  Beside one who has read committed there
 * is none, so what is counted under the lock is counted as it is now
 * (kept_query_latest()).
 */
static KeptPlan touch_plan = {
	"UPDATE contacts.accounts SET name = name WHERE account_id = $1",
	1, {INT8OID}
};

/*
 * Make the writers of one account's users, departments and contact persons
 * follow each other.  NO KEY: nobody who merely refers to the account waits.
 */
void
account_lock(int64 account_id)
{
	Datum		value = Int64GetDatum(account_id);

	if (IsolationUsesXactSnapshot())
		(void) owner_writes(&touch_plan, &value);
	else
		(void) owner_reads(&lock_plan, &value);
}

/*
 * Before any row of the table is locked, so that two statements cannot wait
 * for each other.
 */
PG_FUNCTION_INFO_V1(contacts_lock_account);
Datum
contacts_lock_account(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();

	(void) trigger_fired(fcinfo, BEFORE_STATEMENT, ON_WRITE, 0);

	if (actor != NULL)
		account_lock(actor->account_id);
	PG_RETURN_POINTER(NULL);
}

int32
account_next_number(KeptPlan *kept, int64 account_id)
{
	Datum		value = Int64GetDatum(account_id);
	OneRow		row = owner_writes(kept, &value);

	if (!row.found)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("account " INT64_FORMAT " does not exist", account_id)));
	return DatumGetInt32(row.values[0]);
}

/*
 * The server takes POSIX forms, too, which say any offset under any name, and
 * the zone of the machine that it runs on.  POSIX forms have digits; so have
 * these zones, whose files come first.
 */
static bool
zone_is_named(const char *name)
{
	static const char *const with_digits[] = {
		"EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT", "GMT0", "GMT+0", "GMT-0"
	};
	static const char *const none[] = {"localtime", "posixrules", "Factory"};
	int			i;

	for (i = 0; i < (int) lengthof(none); i++)
	{
		if (strcmp(name, none[i]) == 0)
			return false;
	}
	if (strncmp(name, "posix/", 6) == 0 || strncmp(name, "right/", 6) == 0)
		return false;
	if (strpbrk(name, "0123456789") == NULL || strncmp(name, "Etc/GMT", 7) == 0)
		return true;
	for (i = 0; i < (int) lengthof(with_digits); i++)
	{
		if (strcmp(name, with_digits[i]) == 0)
			return true;
	}
	return false;
}

static bool
time_zone_is_known(const char *name)
{
	pg_tz	   *zone = pg_tzset(name);

	/* a POSIX form comes back in capitals, a zone as its file is called */
	return zone != NULL && pg_tz_acceptable(zone) &&
		strcmp(pg_get_timezone_name(zone), name) == 0 && zone_is_named(name);
}

PG_FUNCTION_INFO_V1(contacts_time_zone_is_known);
Datum
contacts_time_zone_is_known(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(time_zone_is_known(text_to_cstring(PG_GETARG_TEXT_PP(0))));
}

/* The new value of a column, NULL if it is null or was there before. */
static char *
new_value(const RowTrigger *row, const char *column)
{
	int			attnum = SPI_fnumber(row->desc, column);
	char	   *value = SPI_getvalue(row->new_row, row->desc, attnum);
	char	   *was = row->old_row == NULL ? NULL : SPI_getvalue(row->old_row, row->desc, attnum);

	return value != NULL && was != NULL && strcmp(value, was) == 0 ? NULL : value;
}

/*
 * What may be learned of private contacts is for the owners of the account to
 * say, not for whoever manages it.
 */
static void
check_owners_settings(const RowTrigger *row)
{
	static const char *const owners_only[] = {
		"private_contacts_on_removal", "tokens_by_others"
	};
	int			i;

	if (own_write() || actor_required()->role == ROLE_OWNER)
		return;
	for (i = 0; i < (int) lengthof(owners_only); i++)
	{
		if (tuple_changes(row->old_row, row->new_row, row->desc, owners_only[i]))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("only an owner of the account changes %s", owners_only[i])));
	}
}

PG_FUNCTION_INFO_V1(contacts_account_before_row);
Datum
contacts_account_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 0);
	char	   *region;
	char	   *time_zone;

	if (contacts_restoring())
		PG_RETURN_POINTER(row.pass);
	if (row.old_row != NULL && !own_write())
		actor_require_account(tuple_int64(row.old_row, row.desc, "account_id"),
							  "this is another account");
	region = new_value(&row, "default_region");
	if (region != NULL && !region_is_supported(region))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("unknown region: \"%s\"", text_quoted(region)),
				 errhint("Use a code of contacts.phone_regions(), such as IN or US."),
				 errtableconstraint(row.relation, "accounts_default_region_known")));
	time_zone = new_value(&row, "time_zone");
	if (time_zone != NULL && !time_zone_is_known(time_zone))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("unknown time zone: \"%s\"", text_quoted(time_zone)),
				 errhint("Use a name of pg_timezone_names, such as Asia/Kolkata."),
				 errtableconstraint(row.relation, "accounts_time_zone_known")));
	if (row.old_row != NULL)
		check_owners_settings(&row);
	PG_RETURN_POINTER(row.pass);
}

/*
 * contacts.create_account()
 */

/* Two at once must not find the same highest number. */
static KeptPlan lock_numbering_plan = {
	"SELECT (SELECT pg_catalog.pg_advisory_xact_lock("
	"  'contacts.accounts'::pg_catalog.regclass::pg_catalog.oid::bigint)) IS NULL",
	0
};

static KeptPlan next_number_plan = {
	"SELECT coalesce(pg_catalog.max(a.account_id), 0) + 1 FROM contacts.accounts a",
	0
};

static KeptPlan insert_account_plan = {
	"INSERT INTO contacts.accounts (account_id, name, plan, default_region, time_zone, last_user_id) "
	"VALUES ($1, $2, $3, $4, $5, 1)",
	5, {INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID}
};

static KeptPlan insert_owner_plan = {
	"INSERT INTO contacts.users (account_id, user_id, name, email, phone, role, pro_licence) "
	"VALUES ($1, 1, $2, $3, $4, 'owner', true)",
	4, {INT8OID, TEXTOID, TEXTOID, PHONE_ARG}
};

static KeptPlan insert_person_plan = {
	"INSERT INTO contacts.contact_persons (account_id, name, email, phone, is_primary, user_id) "
	"VALUES ($1, $2, $3, $4, true, 1)",
	4, {INT8OID, TEXTOID, TEXTOID, PHONE_ARG}
};

PG_FUNCTION_INFO_V1(contacts_create_account);
Datum
contacts_create_account(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {
		"name", "owner_name", "owner_email", "owner_phone", "plan",
		"default_region", "time_zone"
	};
	text	   *args[lengthof(names)];
	int64		account_id;
	Datum		values[5];
	int64		phone;
	char	   *region;
	int			guc_level;
	int			i;

	definer_begin();
	for (i = 0; i < (int) lengthof(names); i++)
	{
		bool		name = i < 2;

		args[i] = PG_ARGISNULL(i) ? NULL :
			name ? text_tidy(PG_GETARG_TEXT_PP(i)) : text_trim(PG_GETARG_TEXT_PP(i));
		if (args[i] == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("%s must be given", names[i]),
					 i == 2 || i == 3 ?
					 errdetail("The owner is the first primary contact person, who needs an address and a number.") : 0));
	}
	region = text_to_cstring(args[5]);
	if (!region_is_supported(region))
		region_report(region);
	phone = phone_of_text(VARDATA_ANY(args[3]), VARSIZE_ANY_EXHDR(args[3]), region, NULL);

	/* Whoever is acting, it is not in the new account. */
	guc_level = NewGUCNestLevel();
	actor_choose(ACTOR_NOBODY);
	SPI_connect();
	/* who names a number must not take the one that is just being given */
	kept_execute(&lock_numbering_plan, NULL, NULL, false, 1);
	if (PG_ARGISNULL(7))
	{
		kept_query_latest(&next_number_plan, NULL, 1);
		account_id = DatumGetInt64(first_row().values[0]);
	}
	else
		account_id = PG_GETARG_INT64(7);

	values[0] = Int64GetDatum(account_id);
	values[1] = PointerGetDatum(args[0]);
	values[2] = PointerGetDatum(args[4]);
	values[3] = PointerGetDatum(args[5]);
	values[4] = PointerGetDatum(args[6]);
	own_write_execute(&insert_account_plan, values, NULL);

	values[1] = PointerGetDatum(args[1]);
	values[2] = PointerGetDatum(text_lower_ascii(args[2]));
	values[3] = Int64GetDatum(phone);
	own_write_execute(&insert_owner_plan, values, NULL);
	own_write_execute(&insert_person_plan, values, NULL);
	SPI_finish();
	AtEOXact_GUC(false, guc_level);
	PG_RETURN_INT64(account_id);
}
