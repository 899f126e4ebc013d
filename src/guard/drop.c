/*-------------------------------------------------------------------------
 *
 * drop.c
 *	  Nothing is dropped by accident: while there is an account, the extension
 *	  goes only if contacts.allow_drop is on.
 *
 * A command need not name the extension to drop it: DROP SCHEMA ... CASCADE,
 * DROP OWNED and the drop of what it depends on take it along.  So it is not
 * the command that is looked at, but the drop of the extension's own row in
 * pg_extension, and that of the table of accounts, which goes before it.
 *
 * The hook needs the library loaded; an event trigger of the extension sees to
 * that at the start of the commands that could get so far.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/objectaccess.h"
#include "catalog/pg_class.h"
#include "catalog/pg_extension.h"
#include "commands/event_trigger.h"
#include "commands/extension.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "guard/drop.h"

static object_access_hook_type next_object_access = NULL;
static bool allow_drop = false;

/* Before the first use there is no plan; the table may be made anew after a drop. */
static const char *const account_sql = "SELECT FROM contacts.accounts LIMIT 1";

static Oid
accounts_table(void)
{
	Oid			schema = contacts_schema();

	return OidIsValid(schema) ? get_relname_relid("accounts", schema) : InvalidOid;
}

/*
 * With the rights of the table's owner, whoever that is, and an error where a
 * policy would hide rows from them.  With the newest snapshot: the deletion has
 * locked the table, so what is not seen now is not there, whatever the
 * transaction's isolation.
 */
static bool
account_exists(Oid accounts)
{
	OwnerScope	scope;
	bool		found;

	owner_scope_begin(&scope, owner_of_relation(accounts));
	(void) set_config_option("row_security", "off", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	PushActiveSnapshot(GetLatestSnapshot());
	SPI_connect();
	if (SPI_execute(account_sql, true, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not execute \"%s\"", account_sql);
	found = SPI_processed > 0;
	SPI_finish();
	PopActiveSnapshot();
	owner_scope_end(&scope);
	return found;
}

/*
 * The extension's members are deleted before its own row, so as a rule the
 * table of accounts speaks first; the row speaks where somebody has taken the
 * table out of the extension, or given it or its schema another name, for then
 * nobody has looked whether it is empty.  Scripts of the extension do as they must.
 */
static void
refuse_drop(Oid class, Oid object)
{
	static LocalTransactionId seen_empty = InvalidLocalTransactionId;
	Oid			accounts;
	bool		renamed;

	if (allow_drop || creating_extension || IsBinaryUpgrade)
		return;
	accounts = accounts_table();
	if ((class == RelationRelationId && (!OidIsValid(accounts) || object != accounts)) ||
		(class == ExtensionRelationId && object != get_extension_oid("contacts", true)))
		return;
	renamed = !OidIsValid(accounts) && seen_empty != my_local_transaction();
	if (renamed || (OidIsValid(accounts) && account_exists(accounts)))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_IN_USE),
				 errmsg("extension \"contacts\" holds data and is not dropped"),
				 renamed ?
				 errdetail("Its table of accounts is not where it was made.") :
				 errdetail("The accounts with all their contacts would be lost."),
				 errhint("Make a dump. If they shall go all the same, SET contacts.allow_drop = on, as a superuser, and repeat the command.")));
	if (OidIsValid(accounts))
		seen_empty = my_local_transaction();
}

static void
object_access(ObjectAccessType access, Oid class, Oid object, int sub, void *arg)
{
	if (next_object_access != NULL)
		next_object_access(access, class, object, sub, arg);
	if (access == OAT_DROP && sub == 0 &&
		(class == RelationRelationId || class == ExtensionRelationId))
		refuse_drop(class, object);
}

PG_FUNCTION_INFO_V1(contacts_load_library);
Datum
contacts_load_library(PG_FUNCTION_ARGS)
{
	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("contacts.load_library() can only be called as an event trigger")));
	PG_RETURN_NULL();
}

void
drop_init(void)
{
	DefineCustomBoolVariable("contacts.allow_drop",
							 "Lets the extension be dropped with its data.",
							 "Off, a drop of the extension is refused while there is an account.",
							 &allow_drop,
							 false,
							 PGC_SUSET,
							 GUC_NOT_IN_SAMPLE,
							 NULL, NULL, NULL);
	next_object_access = object_access_hook;
	object_access_hook = object_access;
}
