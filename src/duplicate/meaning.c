/*-------------------------------------------------------------------------
 *
 * meaning.c
 *	  What an account's custom fields mean for duplicates: which of them hold a
 *	  birthday, an identifier or a part of an address.
 *
 * contacts.custom_fields.meaning says so; where it is null, the field's key does,
 * if it is one of the list below.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "duplicate/meaning.h"

/* The README has this list as well. */
static const struct
{
	const char *key;
	MatchExtraKind kind;
}			known_keys[] =
{
	{"birthday", MATCH_BIRTHDAY}, {"birth_date", MATCH_BIRTHDAY}, {"birthdate", MATCH_BIRTHDAY},
	{"date_of_birth", MATCH_BIRTHDAY}, {"dob", MATCH_BIRTHDAY},
	{"ssn", MATCH_IDENTIFIER}, {"soc_sec_id", MATCH_IDENTIFIER},
	{"social_security_number", MATCH_IDENTIFIER}, {"national_id", MATCH_IDENTIFIER},
	{"passport_number", MATCH_IDENTIFIER}, {"tax_id", MATCH_IDENTIFIER},
	{"external_id", MATCH_IDENTIFIER}, {"customer_id", MATCH_IDENTIFIER},
	{"customer_number", MATCH_IDENTIFIER}, {"employee_id", MATCH_IDENTIFIER},
	{"member_id", MATCH_IDENTIFIER}, {"patient_id", MATCH_IDENTIFIER},
	{"address", MATCH_ADDRESS}, {"address_1", MATCH_ADDRESS}, {"address_2", MATCH_ADDRESS},
	{"address1", MATCH_ADDRESS}, {"address2", MATCH_ADDRESS},
	{"address_line_1", MATCH_ADDRESS}, {"address_line_2", MATCH_ADDRESS},
	{"street", MATCH_ADDRESS}, {"street_address", MATCH_ADDRESS}, {"street_number", MATCH_ADDRESS},
	{"house_number", MATCH_ADDRESS}, {"suburb", MATCH_ADDRESS}, {"state", MATCH_ADDRESS},
	{"province", MATCH_ADDRESS}, {"postcode", MATCH_ADDRESS}, {"postal_code", MATCH_ADDRESS},
	{"zip", MATCH_ADDRESS}, {"zip_code", MATCH_ADDRESS}, {"pincode", MATCH_ADDRESS}
};

static const struct
{
	const char *meaning;
	MatchExtraKind kind;
}			meanings[] =
{
	{"birthday", MATCH_BIRTHDAY}, {"identifier", MATCH_IDENTIFIER}, {"address", MATCH_ADDRESS}
};

static KeptPlan fields_plan = {
	"SELECT f.key, f.meaning::pg_catalog.text FROM contacts.custom_fields f "
	"WHERE f.account_id = $1 ORDER BY f.key COLLATE \"C\"",
	1, {INT8OID}
};

/* 0: nothing. */
static MatchExtraKind
kind_of(const char *key, const char *meaning)
{
	int			i;

	if (meaning == NULL)
	{
		for (i = 0; i < (int) lengthof(known_keys); i++)
		{
			if (strcmp(known_keys[i].key, key) == 0)
				return known_keys[i].kind;
		}
		return (MatchExtraKind) 0;
	}
	for (i = 0; i < (int) lengthof(meanings); i++)
	{
		if (strcmp(meanings[i].meaning, meaning) == 0)
			return meanings[i].kind;
	}
	return (MatchExtraKind) 0;
}

/*
 * The fields that count, in one order for all who ask: birthdays, identifiers,
 * addresses, by their keys.  Of too many the last ones do not count.
 */
void
telling_fields_read(int64 account_id, TellingFields *fields)
{
	MemoryContext context = CurrentMemoryContext;
	OwnerScope	scope;
	Datum		value = Int64GetDatum(account_id);
	uint64		i;
	int			m;

	fields->nfields = 0;
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	kept_execute(&fields_plan, &value, NULL, true, 0);
	for (m = 0; m < (int) lengthof(meanings); m++)
	{
		for (i = 0; i < SPI_processed && fields->nfields < MATCH_MAX_EXTRAS; i++)
		{
			HeapTuple	tuple = SPI_tuptable->vals[i];
			char	   *key = SPI_getvalue(tuple, SPI_tuptable->tupdesc, 1);

			if (kind_of(key, SPI_getvalue(tuple, SPI_tuptable->tupdesc, 2)) != meanings[m].kind)
				continue;
			fields->fields[fields->nfields].key = MemoryContextStrdup(context, key);
			fields->fields[fields->nfields].kind = meanings[m].kind;
			fields->nfields++;
		}
	}
	SPI_finish();
	owner_scope_end(&scope);
}
