/*-------------------------------------------------------------------------
 *
 * schema.c
 *	  The extension's schema, the owner of its tables, its types.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "base/compat.h"
#include "base/schema.h"

/* What was found, until a table changes: with the extension, its tables go. */
static Oid	schema_of_extension = InvalidOid;

static void
forget_schema(Datum arg, Oid relid)
{
	schema_of_extension = InvalidOid;
}

/*
 * The extension's schema, InvalidOid without one.  The name is not enough: where
 * the library is preloaded and the extension is not installed, anybody who may
 * create a schema can call it "contacts".
 */
Oid
contacts_schema(void)
{
	static bool callback = false;
	Oid			schema = get_namespace_oid("contacts", true);
	Oid			extension;

	if (!OidIsValid(schema) || schema == schema_of_extension)
		return schema;
	if (!callback)
	{
		CacheRegisterRelcacheCallback(forget_schema, (Datum) 0);
		callback = true;
	}
	extension = get_extension_oid("contacts", true);
	if (!OidIsValid(extension))
		return InvalidOid;
	if (creating_extension && CurrentExtensionObject == extension)
		return schema;			/* its tables are being made */
	/* while it is dropped, tables go one by one, these two last or nearly so */
	if (getExtensionOfObject(RelationRelationId, get_relname_relid("accounts", schema)) != extension &&
		getExtensionOfObject(RelationRelationId, get_relname_relid("contacts", schema)) != extension)
		return InvalidOid;
	schema_of_extension = schema;
	return schema;
}

/*
 * The owner of our tables is that of contacts.contacts.  InvalidOid while
 * there is none: the library may be loaded where the extension is not.
 */
Oid
contacts_owner_if_any(void)
{
	Oid			schema = contacts_schema();
	HeapTuple	tuple;
	Oid			owner;

	if (!OidIsValid(schema))
		return InvalidOid;
	tuple = SearchSysCache2(RELNAMENSP, CStringGetDatum("contacts"),
							ObjectIdGetDatum(schema));
	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	return owner;
}

Oid
contacts_owner(void)
{
	Oid			owner = contacts_owner_if_any();

	if (!OidIsValid(owner))
		elog(ERROR, "table contacts.contacts does not exist");
	return owner;
}

/* InvalidOid where there is no such table. */
Oid
owner_of_relation(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Oid			owner = InvalidOid;

	if (HeapTupleIsValid(tuple))
	{
		owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
		ReleaseSysCache(tuple);
	}
	return owner;
}

Oid
contacts_type_oid(const char *name)
{
	Oid			oid = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
									  CStringGetDatum(name),
									  ObjectIdGetDatum(get_namespace_oid("contacts", false)));

	if (!OidIsValid(oid))
		elog(ERROR, "type contacts.%s does not exist", name);
	return oid;
}

int
enum_index(Datum value, const char *const *labels, int nlabels)
{
	HeapTuple	tuple = SearchSysCache1(ENUMOID, value);
	int			i;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for enum value %u",
			 DatumGetObjectId(value));
	for (i = 0; i < nlabels; i++)
	{
		if (strcmp(NameStr(((Form_pg_enum) GETSTRUCT(tuple))->enumlabel), labels[i]) == 0)
			break;
	}
	ReleaseSysCache(tuple);
	if (i == nlabels)
		elog(ERROR, "enum value %u is none of ours", DatumGetObjectId(value));
	return i;
}
