/*-------------------------------------------------------------------------
 *
 * survivor.c
 *	  What the survivor of a merge becomes: its own values, completed by those of
 *	  the duplicates, and what the caller has decided (overrides).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

#include "base/compat.h"
#include "base/email.h"
#include "base/json.h"
#include "base/phone.h"
#include "base/query.h"
#include "base/report.h"
#include "base/text.h"
#include "contact/contact.h"
#include "contact/custom.h"
#include "contact/field.h"
#include "contact/tags.h"
#include "identity/actor.h"
#include "merge/survivor.h"

/* The value of a field, by its rule: one more row of "filled". */
#define RULE_FIRST(name, kind) \
	"  UNION ALL SELECT '" #name "', (SELECT p.r -> '" #name "' FROM parts p" \
	"    WHERE p.r ->> '" #name "' IS NOT NULL ORDER BY p.n LIMIT 1)"
#define RULE_UNITED(name, kind)	UNITED_##kind(name)
#define RULE_KEPT(name, kind)
#define UNITED_TAGS(name) \
	"  UNION ALL SELECT '" #name "', (SELECT coalesce(pg_catalog.jsonb_agg(u.tag ORDER BY u.tag), '[]')" \
	"    FROM (SELECT t.tag FROM parts p, pg_catalog.jsonb_array_elements(p.r -> '" #name "') AS t(tag)" \
	"      GROUP BY t.tag ORDER BY pg_catalog.min(p.n), t.tag LIMIT $4) u)"
#define UNITED_CUSTOM(name) \
	"  UNION ALL SELECT '" #name "', (SELECT coalesce(pg_catalog.jsonb_object_agg(c.key, c.value ORDER BY p.n DESC), '{}')" \
	"    FROM parts p, pg_catalog.jsonb_each(p.r -> '" #name "') AS c" \
	"    WHERE c.value <> 'null' OR p.n = 0)"
#define FILLED(name, kind, length, import, merge, search, distinct, nulls, cell) RULE_##merge(name, kind)

/*
 * What the survivor shall be.  $1 its row, $2 the duplicates' rows in order,
 * $3 overrides, $4 how many tags at most, those of the survivor first; null for
 * all.  Second result: whether custom values are too many now.
 */
static KeptPlan complete_plan = {
	"WITH parts AS ("
	"  SELECT 0 AS n, $1 AS r"
	"  UNION ALL SELECT e.n, e.r FROM pg_catalog.jsonb_array_elements($2)"
	"    WITH ORDINALITY AS e(r, n)), "
	"filled(field, value) AS ("
	"  SELECT NULL::pg_catalog.text, NULL::pg_catalog.jsonb WHERE false"
	CONTACT_FIELDS(FILLED) "), "
	"final AS ("
	"  SELECT pg_catalog.jsonb_object_agg(f.field, f.value) || $3 AS r FROM filled f) "
	"SELECT f.r,"
	"  coalesce(pg_catalog.pg_column_size(f.r -> 'custom') > " CUSTOM_SIZE_TEXT
	"    AND f.r -> 'custom' IS DISTINCT FROM $1 -> 'custom', false) "
	"FROM final f",
	4, {JSONBOID, JSONBOID, JSONBOID, INT4OID}, .generic = true
};

/* A number, or address, that gives way to an override ($3) stays as a further one. */
static KeptPlan demote_plan = {
	"UPDATE contacts.contact_phones r SET is_primary = false "
	"WHERE r.account_id = $1 AND r.contact_id = $2 AND r.is_primary AND r.phone IS DISTINCT FROM $3::contacts.phone",
	3, {INT8OID, UUIDOID, TEXTOID}
};

static KeptPlan demote_email_plan = {
	"UPDATE contacts.contact_emails r SET is_primary = false "
	"WHERE r.account_id = $1 AND r.contact_id = $2 AND r.is_primary AND r.email IS DISTINCT FROM $3",
	3, {INT8OID, UUIDOID, TEXTOID}
};

/* A field in an UPDATE from JSON: what it becomes, and what it is there. */
#define SET_FIRST(name, kind)	SET_##kind(name)
#define SET_UNITED(name, kind)	SET_##kind(name)
#define SET_KEPT(name, kind)
#define SET_LINE(name)		#name " = f." #name ", "
#define SET_EMAIL(name)		#name " = f." #name ", "
#define SET_PHONE(name)		#name " = f." #name "::contacts.phone, "
#define SET_TAGS(name)		#name " = coalesce(f." #name ", '{}'), "
#define SET_CUSTOM(name)	#name " = coalesce(f." #name ", '{}'), "
#define TYPE_LINE			"pg_catalog.text"
#define TYPE_EMAIL			"pg_catalog.text"
#define TYPE_PHONE			"pg_catalog.text"
#define TYPE_TAGS			"pg_catalog.text[]"
#define TYPE_CUSTOM			"pg_catalog.jsonb"
#define SET(name, kind, length, import, merge, search, distinct, nulls, cell)	SET_##merge(name, kind)
#define TYPED(name, kind, length, import, merge, search, distinct, nulls, cell)	", " #name " " TYPE_##kind

/* In a list of the fields that a merge decides. */
#define LISTED_FIRST(name)	"," #name
#define LISTED_UNITED(name)	"," #name
#define LISTED_KEPT(name)
#define LISTED(name, kind, length, import, merge, search, distinct, nulls, cell)	LISTED_##merge(name)

/*
 * updated_at ends the list; the row's trigger sets it.  Answers what is another now, as
 * it is stored: for the log {"field": [before, after]}, for the caller {"field": after}.
 */
static KeptPlan update_plan = {
	"UPDATE contacts.contacts c SET " CONTACT_FIELDS(SET) "updated_at = c.updated_at "
	"FROM pg_catalog.jsonb_to_record($3) AS f(id pg_catalog.uuid" CONTACT_FIELDS(TYPED) ") "
	"WHERE c.account_id = $1 AND c.id = $2 "
	"RETURNING (SELECT coalesce(pg_catalog.jsonb_object_agg(e.key, pg_catalog.jsonb_build_array($4 -> e.key, e.value)), '{}')"
	"   FROM pg_catalog.jsonb_each(pg_catalog.to_jsonb(c)) e"
	"   WHERE e.value IS DISTINCT FROM $4 -> e.key OR e.key = 'updated_at'),"
	" (SELECT coalesce(pg_catalog.jsonb_object_agg(e.key, e.value), '{}') FROM pg_catalog.jsonb_each(pg_catalog.to_jsonb(c)) e"
	"   WHERE e.value IS DISTINCT FROM $4 -> e.key AND e.key = ANY ('{id" CONTACT_FIELDS(LISTED) "}'::pg_catalog.text[]))",
	4, {INT8OID, UUIDOID, JSONBOID, JSONBOID}, .generic = true
};

static bool
may_be_overridden(const char *name)
{
	int			i;

	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		if (strcmp(contact_fields[i].name, name) == 0)
			return contact_fields[i].merge != MERGE_KEPT;
	}
	return false;
}

static char *
overridable_fields(void)
{
	StringInfoData buf;
	int			i;

	initStringInfo(&buf);
	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		if (contact_fields[i].merge != MERGE_KEPT)
			appendStringInfo(&buf, buf.len == 0 ? "%s" : ",%s", contact_fields[i].name);
	}
	return buf.data;
}

static void
check_names(Jsonb *overrides)
{
	JsonbIterator *iterator;
	JsonbValue	value;
	JsonbIteratorToken token;

	if (!JB_ROOT_IS_OBJECT(overrides))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("overrides must be a JSON object")));
	iterator = JsonbIteratorInit(&overrides->root);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		char	   *key;

		if (token != WJB_KEY)
			continue;
		key = pnstrdup(value.val.string.val, value.val.string.len);
		if (!may_be_overridden(key))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("overrides has an unknown field: \"%s\"", text_quoted(key)),
					 errhint("The fields are %s.", overridable_fields())));
	}
}

pg_noreturn static void
report_unfit(const char *field, const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("overrides has an unfit value for field \"%s\"", field),
			 errdetail_internal("%s", why)));
}

/* One member instead of the one that was given: a text, or null. */
static Jsonb *
replace_member(Jsonb *overrides, const char *field, text *value)
{
	Jsonb	   *member = value != NULL ? json_object_of_text(field, text_to_cstring(value)) :
		DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(psprintf("{\"%s\": null}", field))));

	return DatumGetJsonbP(DirectFunctionCall2(jsonb_concat, JsonbPGetDatum(overrides),
											  JsonbPGetDatum(member)));
}

/* A text as the row would hold it, NULL for a blank one. */
static text *
read_text(const ContactField *field, const JsonbValue *value)
{
	text	   *given = cstring_to_text_with_len(value->val.string.val, value->val.string.len);
	char		e164[32];

	switch (field->kind)
	{
		case FIELD_EMAIL:
			given = text_trim(given);
			if (given == NULL)
				return NULL;
			given = text_lower_ascii(given);
			if (!email_is_plausible(VARDATA_ANY(given), VARSIZE_ANY_EXHDR(given)))
				report_unfit(field->name, "This is not an e-mail address.");
			return given;
		case FIELD_PHONE:
			phone_value_text(phone_of_text(value->val.string.val, value->val.string.len,
										   phone_actor_region(), NULL), e164);
			return cstring_to_text(e164);
		default:
			given = text_tidy(given);
			if (given != NULL && text_characters(given) > field->length)
				report_unfit(field->name, psprintf("It is longer than %d characters.", field->length));
			return given;
	}
}

/* A list of texts, within the limits of tags. */
static void
check_tags(const ContactField *field, JsonbValue *list)
{
	JsonbIterator *iterator = JsonbIteratorInit(list->val.binary.data);
	JsonbValue	item;
	JsonbIteratorToken token;
	ArrayBuildState *tags = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	text	   *joined;

	while ((token = JsonbIteratorNext(&iterator, &item, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token != WJB_ELEM)
			continue;
		if (item.type != jbvString)
			report_unfit(field->name, "Each tag must be a string.");
		accumArrayResult(tags, PointerGetDatum(cstring_to_text_with_len(item.val.string.val, item.val.string.len)),
						 false, TEXTOID, CurrentMemoryContext);
	}
	(void) tags_tidy(makeArrayResult(tags, CurrentMemoryContext), &joined);
}

static void
check_custom(const ContactField *field, Jsonb *values)
{
	int64		account_id = actor_required()->account_id;
	char	   *problem = custom_problem(account_id, values, NULL);

	if (problem == NULL)
		problem = custom_missing(account_id, values, NULL);
	if (problem != NULL)
		report_unfit(field->name, problem);
}

static bool
is_list(const JsonbValue *value, bool of_object)
{
	return value->type == jbvBinary &&
		(of_object ? JsonContainerIsObject(value->val.binary.data) :
		 JsonContainerIsArray(value->val.binary.data));
}

/* What is given for one field, as it will be stored.  (Within a PG_TRY no variable is changed.) */
static pg_noinline Jsonb *
read_override(Jsonb *overrides, const ContactField *field, JsonbValue *value)
{
	switch (field->kind)
	{
		case FIELD_TAGS:
			if (value->type == jbvNull)
				return overrides;
			if (!is_list(value, false))
				report_unfit(field->name, "It must be a list of strings.");
			check_tags(field, value);
			return overrides;
		case FIELD_CUSTOM:
			if (value->type != jbvNull && !is_list(value, true))
				report_unfit(field->name, "It must be a JSON object.");
			check_custom(field, value->type == jbvNull ? json_empty_object() : JsonbValueToJsonb(value));
			return overrides;
		default:
			if (value->type == jbvNull)
				return overrides;
			if (value->type != jbvString)
				report_unfit(field->name, "It must be a string.");
			return replace_member(overrides, field->name, read_text(field, value));
	}
}

/* The same; what a reader of values reports is said of the field. */
static Jsonb *
read_override_named(Jsonb *overrides, const ContactField *field, JsonbValue *value)
{
	MemoryContext context = CurrentMemoryContext;
	Jsonb	   *volatile result = NULL;

	PG_TRY();
	{
		result = read_override(overrides, field, value);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_INVALID_TEXT_REPRESENTATION &&
			error->sqlerrcode != ERRCODE_CHECK_VIOLATION)
			PG_RE_THROW();
		FlushErrorState();
		report_unfit(field->name, error->detail != NULL ? error->detail :
					 psprintf("%c%s.", pg_toupper((unsigned char) error->message[0]), error->message + 1));
	}
	PG_END_TRY();
	return result;
}

static JsonbValue *
find_override(Jsonb *overrides, const char *field)
{
	return getKeyJsonValueFromContainer(&overrides->root, field, strlen(field), NULL);
}

/* The overrides as they will be stored, or an error. */
Jsonb *
overrides_read(Jsonb *overrides)
{
	int			i;

	check_names(overrides);
	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		JsonbValue *value = find_override(overrides, contact_fields[i].name);

		if (value != NULL)
			overrides = read_override_named(overrides, &contact_fields[i], value);
	}
	return overrides;
}

/* Has the survivor this number, or address?  $1 account, $2 survivor, $3 the value. */
static KeptPlan has_phone_plan = {
	"SELECT FROM contacts.contact_phones r WHERE r.account_id = $1 AND r.contact_id = $2 AND r.phone = $3::contacts.phone",
	3, {INT8OID, UUIDOID, TEXTOID}
};

static KeptPlan has_email_plan = {
	"SELECT FROM contacts.contact_emails r WHERE r.account_id = $1 AND r.contact_id = $2 AND r.email = $3",
	3, {INT8OID, UUIDOID, TEXTOID}
};

/* What is primary gives way; what no part had is noted as made. */
static void
prepare_primary(int64 account_id, Datum id, Jsonb *overrides, const char *field,
				const char *child, KeptPlan *has, KeptPlan *demote, MergeLog *log)
{
	JsonbValue *value = find_override(overrides, field);
	Datum		values[3];

	if (value == NULL)
		return;
	values[0] = Int64GetDatum(account_id);
	values[1] = id;
	values[2] = value->type == jbvNull ? CStringGetTextDatum("") :
		PointerGetDatum(cstring_to_text_with_len(value->val.string.val, value->val.string.len));
	if (value->type != jbvNull && kept_execute(has, values, NULL, false, 1) == 0)
	{
		char	   *key = JsonbToCString(NULL, &json_object_of_text(field, TextDatumGetCString(values[2]))->root, 0);

		merge_log_row(log, LOG_MADE, child, id, key, NULL);
	}
	own_write_execute(demote, values, value->type == jbvNull ? "  n" : NULL);
}

static Datum
json_datum(const char *json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json));
}

/*
 * Complete the survivor.  Rows are JSON, those of the duplicates a list.
 * clip_tags: of more tags than a contact holds, leave out.  Returns the fields
 * that are another now, as JSON.
 */
char *
survivor_complete(int64 account_id, Datum id, const char *row, const char *duplicates,
				  Jsonb *overrides, bool clip_tags, MergeLog *log)
{
	Datum		values[4];
	Datum		before = json_datum(row);
	Datum		final;

	values[0] = before;
	values[1] = json_datum(duplicates);
	values[2] = JsonbPGetDatum(overrides);
	values[3] = Int32GetDatum(TAGS_MAX);
	kept_execute(&complete_plan, values, clip_tags ? NULL : "   n", false, 1);
	final = datumCopy(first_row().values[0], false, -1);
	if (DatumGetBool(first_row().values[1]))
		report_custom_problem(custom_too_large());

	prepare_primary(account_id, id, overrides, "phone", "contact_phones", &has_phone_plan, &demote_plan, log);
	prepare_primary(account_id, id, overrides, "email", "contact_emails", &has_email_plan, &demote_email_plan, log);
	values[0] = Int64GetDatum(account_id);
	values[1] = id;
	values[2] = final;
	values[3] = before;
	own_write_execute(&update_plan, values, NULL);
	merge_log_row(log, LOG_CHANGED, "contacts", id,
				  psprintf("{\"id\": \"%s\"}", DatumGetCString(DirectFunctionCall1(uuid_out, id))),
				  SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
	return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
}

/*
 * Back to what it was, field by field where it still is what the merge has made of it.
 * $3 is the log's {"field": [before, after]}.  The search key follows from the fields.
 * Answers which fields are kept as they are.
 */
#define KEPT_APART	"'{search_key,updated_at}'::pg_catalog.text[]"

static KeptPlan put_back_plan = {
	"UPDATE contacts.contacts c SET " CONTACT_FIELDS(SET)
	/* as text it is of the time zone of whoever asks */
	"updated_at = CASE WHEN c.updated_at = ($3 #>> '{updated_at,1}')::timestamptz"
	"  THEN ($3 #>> '{updated_at,0}')::timestamptz ELSE pg_catalog.now() END "
	"FROM (SELECT pg_catalog.to_jsonb(s) || coalesce((SELECT pg_catalog.jsonb_object_agg(e.key, e.value -> 0)"
	"    FROM pg_catalog.jsonb_each($3) e WHERE pg_catalog.to_jsonb(s) -> e.key = e.value -> 1), '{}')"
	"  FROM contacts.contacts s WHERE s.account_id = $1 AND s.id = $2) x(r),"
	"  pg_catalog.jsonb_to_record(x.r) AS f(id pg_catalog.uuid" CONTACT_FIELDS(TYPED) ") "
	"WHERE c.account_id = $1 AND c.id = $2 "
	"RETURNING (SELECT pg_catalog.jsonb_agg(e.key ORDER BY e.key) FROM pg_catalog.jsonb_each($3) e"
	"  WHERE e.key <> ALL (" KEPT_APART ") AND pg_catalog.to_jsonb(c) -> e.key <> e.value -> 0)",
	3, {INT8OID, UUIDOID, JSONBOID}, .generic = true
};

/* The fields, as a JSON list; NULL if none is kept. */
char *
survivor_put_back(int64 account_id, Datum id, const char *changed)
{
	Datum		values[3];

	values[0] = Int64GetDatum(account_id);
	values[1] = id;
	values[2] = json_datum(changed);
	if (contact_write_as_was(&put_back_plan, values) == 0)
		report_changed_meanwhile();
	return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
}
