/*-------------------------------------------------------------------------
 *
 * phone_functions.c
 *	  What can be asked of a number: its type, its region, its forms.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/phone.h"
#include "base/report.h"

/*
 * Questions
 */

static Datum
parse_row(FunctionCallInfo fcinfo, bool hard)
{
	TupleDesc	desc;
	Datum		values[3] = {0};
	bool		nulls[3] = {true, true, true};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);
	if (!PG_ARGISNULL(0))
	{
		text	   *number = PG_GETARG_TEXT_PP(0);
		const char *region = phone_region_argument(fcinfo, 1);
		PhoneReading reading;

		phone_read(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number), region, &reading);
		if (reading.reason != NULL)
		{
			if (hard)
				phone_report(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
							 region, &reading, NULL);
			values[2] = CStringGetTextDatum(reading.reason);
			nulls[2] = false;
		}
		else
		{
			values[0] = PhoneGetDatum(reading.value);
			nulls[0] = false;
			if (reading.extension[0] != '\0')
			{
				values[1] = CStringGetTextDatum(reading.extension);
				nulls[1] = false;
			}
		}
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}

PG_FUNCTION_INFO_V1(contacts_phone_parse);
Datum
contacts_phone_parse(PG_FUNCTION_ARGS)
{
	return parse_row(fcinfo, true);
}

PG_FUNCTION_INFO_V1(contacts_phone_try_parse);
Datum
contacts_phone_try_parse(PG_FUNCTION_ARGS)
{
	return parse_row(fcinfo, false);
}

PG_FUNCTION_INFO_V1(contacts_phone_is_possible);
Datum
contacts_phone_is_possible(PG_FUNCTION_ARGS)
{
	text	   *number;
	PhoneReading reading;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	number = PG_GETARG_TEXT_PP(0);
	phone_read(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
			   phone_region_argument(fcinfo, 1), &reading);
	PG_RETURN_BOOL(reading.reason == NULL);
}

PG_FUNCTION_INFO_V1(contacts_phone_is_valid);
Datum
contacts_phone_is_valid(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	phone_unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_BOOL(phone_core_valid(&number));
}

PG_FUNCTION_INFO_V1(contacts_phone_is_valid_for_region);
Datum
contacts_phone_is_valid_for_region(PG_FUNCTION_ARGS)
{
	PhoneNumber number;
	const char *region = phone_region_argument(fcinfo, 1);

	phone_unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_BOOL(phone_core_valid_for_region(&number,
											   phone_region_by_code(region, strlen(region))));
}

PG_FUNCTION_INFO_V1(contacts_phone_type);
Datum
contacts_phone_type(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	phone_unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_TEXT_P(cstring_to_text(phone_type_name(phone_core_type(&number))));
}

PG_FUNCTION_INFO_V1(contacts_phone_region);
Datum
contacts_phone_region(PG_FUNCTION_ARGS)
{
	PhoneNumber number;
	PhoneRegion region;

	phone_unpack(PG_GETARG_PHONE(0), &number);
	region = phone_core_region(&number);
	if (region == PHONE_REGION_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(phone_region_code(region)));
}

PG_FUNCTION_INFO_V1(contacts_phone_country_code);
Datum
contacts_phone_country_code(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	phone_unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_INT32(number.country_code);
}

PG_FUNCTION_INFO_V1(contacts_phone_national_number);
Datum
contacts_phone_national_number(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	phone_unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_TEXT_P(cstring_to_text(number.digits + number.cc_len));
}

PG_FUNCTION_INFO_V1(contacts_phone_format);
Datum
contacts_phone_format(PG_FUNCTION_ARGS)
{
	static const char *const formats[] = {
		[PHONE_E164] = "e164",
		[PHONE_INTERNATIONAL] = "international",
		[PHONE_NATIONAL] = "national",
		[PHONE_RFC3966] = "rfc3966"
	};
	PhoneNumber number;
	char		buf[PHONE_MAX_TEXT];
	char	   *name;
	int			format;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	for (format = 0; format < (int) lengthof(formats); format++)
	{
		if (strcmp(formats[format], name) == 0)
			break;
	}
	if (format == lengthof(formats))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown phone format: \"%s\"", text_quoted(name)),
				 errhint("Use e164, international, national or rfc3966.")));
	phone_unpack(PG_GETARG_PHONE(0), &number);
	if (!PG_ARGISNULL(2))
	{
		text	   *extension = PG_GETARG_TEXT_PP(2);

		if (VARSIZE_ANY_EXHDR(extension) > PHONE_MAX_EXTENSION)
			ereport(ERROR,
					(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
					 errmsg("extension is too long")));
		text_to_cstring_buffer(extension, number.extension, sizeof(number.extension));
	}
	phone_core_format(&number, (PhoneFormat) format, buf, sizeof(buf));
	PG_RETURN_TEXT_P(cstring_to_text(buf));
}

PG_FUNCTION_INFO_V1(contacts_phone_format_from);
Datum
contacts_phone_format_from(PG_FUNCTION_ARGS)
{
	PhoneNumber number;
	char		buf[PHONE_MAX_TEXT];
	const char *region = phone_region_argument(fcinfo, 1);

	phone_unpack(PG_GETARG_PHONE(0), &number);
	phone_core_format_out_of_country(&number, phone_region_by_code(region, strlen(region)),
									 buf, sizeof(buf));
	PG_RETURN_TEXT_P(cstring_to_text(buf));
}

PG_FUNCTION_INFO_V1(contacts_phone_example);
Datum
contacts_phone_example(PG_FUNCTION_ARGS)
{
	const char *region = phone_region_argument(fcinfo, 0);
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	PhoneNumber number;
	int			type;

	for (type = 0; type < PHONE_TYPE_UNKNOWN; type++)
	{
		if (strcmp(phone_type_name((PhoneType) type), name) == 0)
			break;
	}
	if (type == PHONE_TYPE_UNKNOWN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown phone type: \"%s\"", text_quoted(name)),
				 errhint("Use one of those that contacts.phone_type() gives.")));
	if (!phone_core_example(phone_region_by_code(region, strlen(region)),
							(PhoneType) type, &number) ||
		!phone_settled(number.digits, number.ndigits))
		PG_RETURN_NULL();
	PG_RETURN_PHONE(phone_pack(number.digits, number.ndigits));
}

PG_FUNCTION_INFO_V1(contacts_phone_match);
Datum
contacts_phone_match(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {
		[PHONE_INVALID_NUMBER] = "invalid",
		[PHONE_NO_MATCH] = "none",
		[PHONE_SHORT_NSN_MATCH] = "short_nsn",
		[PHONE_NSN_MATCH] = "nsn",
		[PHONE_EXACT_MATCH] = "exact"
	};
	text	   *a = PG_GETARG_TEXT_PP(0);
	text	   *b = PG_GETARG_TEXT_PP(1);
	PhoneMatch	match = phone_core_match(VARDATA_ANY(a), VARSIZE_ANY_EXHDR(a),
										 VARDATA_ANY(b), VARSIZE_ANY_EXHDR(b));

	PG_RETURN_TEXT_P(cstring_to_text(names[match]));
}

PG_FUNCTION_INFO_V1(contacts_phone_regions);
Datum
contacts_phone_regions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			region;

	InitMaterializedSRF(fcinfo, 0);
	for (region = 0; region < phone_region_count(); region++)
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		values[0] = CStringGetTextDatum(phone_region_code(region));
		values[1] = Int32GetDatum(phone_region_calling_code(region));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(contacts_phone_region_is_supported);
Datum
contacts_phone_region_is_supported(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(region_is_supported(text_to_cstring(PG_GETARG_TEXT_PP(0))));
}

PG_FUNCTION_INFO_V1(contacts_phone_metadata_version);
Datum
contacts_phone_metadata_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(phone_metadata_version));
}
