/*-------------------------------------------------------------------------
 *
 * json.c
 *	  JSON values, made in one way.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/shortest_dec.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "base/compat.h"
#include "base/json.h"

void
json_begin_object(JsonbBuild *build)
{
	memset(build, 0, sizeof(*build));
	jsonb_push(build, WJB_BEGIN_OBJECT, NULL);
}

static void
push_key(JsonbBuild *build, const char *name)
{
	JsonbValue	value;

	value.type = jbvString;
	value.val.string.val = unconstify(char *, name);
	value.val.string.len = strlen(name);
	jsonb_push(build, WJB_KEY, &value);
}

/* A member of the object that is being made: a text. */
void
json_push_text(JsonbBuild *build, const char *name, const char *s, int len)
{
	JsonbValue	value;

	push_key(build, name);
	value.type = jbvString;
	value.val.string.val = unconstify(char *, s);
	value.val.string.len = len;
	jsonb_push(build, WJB_VALUE, &value);
}

/* A number, in the shortest form that is read as the same one again. */
void
json_push_number(JsonbBuild *build, const char *name, double number)
{
	JsonbValue	value;
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	push_key(build, name);
	double_to_shortest_decimal_buf(number == 0 ? 0 : number, text);
	value.type = jbvNumeric;
	value.val.numeric = DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
															ObjectIdGetDatum(InvalidOid),
															Int32GetDatum(-1)));
	jsonb_push(build, WJB_VALUE, &value);
}

void
json_push_bool(JsonbBuild *build, const char *name, bool yes)
{
	JsonbValue	value;

	push_key(build, name);
	value.type = jbvBool;
	value.val.boolean = yes;
	jsonb_push(build, WJB_VALUE, &value);
}

/*
 * A member that is an object, or an array; without a name, an object that is an
 * element of the array that is being made.
 */
void
json_begin_member(JsonbBuild *build, const char *name, bool array)
{
	if (name != NULL)
		push_key(build, name);
	jsonb_push(build, array ? WJB_BEGIN_ARRAY : WJB_BEGIN_OBJECT, NULL);
}

void
json_push_element(JsonbBuild *build, const char *s)
{
	JsonbValue	value;

	value.type = jbvString;
	value.val.string.val = unconstify(char *, s);
	value.val.string.len = strlen(s);
	jsonb_push(build, WJB_ELEM, &value);
}

void
json_end_member(JsonbBuild *build, bool array)
{
	jsonb_push(build, array ? WJB_END_ARRAY : WJB_END_OBJECT, NULL);
}

Jsonb *
json_end_object(JsonbBuild *build)
{
	jsonb_push(build, WJB_END_OBJECT, NULL);
	return JsonbValueToJsonb(build->result);
}

/* {"name": "s"} */
Jsonb *
json_object_of_text(const char *name, const char *s)
{
	JsonbBuild	build;

	json_begin_object(&build);
	json_push_text(&build, name, s, strlen(s));
	return json_end_object(&build);
}

Jsonb *
json_empty_object(void)
{
	JsonbBuild	build;

	json_begin_object(&build);
	return json_end_object(&build);
}

/* One more, or the beginning of one. */
void
json_list_append(StringInfo list, const char *json)
{
	if (list->len > 0)
		appendStringInfoString(list, ", ");
	appendStringInfoString(list, json);
}

char *
json_list(const StringInfoData *list)
{
	return psprintf("[%s]", list->data);
}
