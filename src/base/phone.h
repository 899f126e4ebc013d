/*-------------------------------------------------------------------------
 *
 * phone.h
 *	  The type contacts.phone, and the reading of what people type.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_PHONE_H
#define CONTACTS_BASE_PHONE_H

#include "fmgr.h"
#include "nodes/nodes.h"
#include "pure/phone_core.h"

/* 8 bytes by value: every server that we support passes them so. */
#define DatumGetPhone(x)	DatumGetInt64(x)
#define PhoneGetDatum(x)	Int64GetDatum(x)
#define PG_GETARG_PHONE(n)	DatumGetPhone(PG_GETARG_DATUM(n))
#define PG_RETURN_PHONE(x)	return PhoneGetDatum(x)

typedef struct PhoneReading
{
	int64		value;			/* the datum of type contacts.phone */
	char		extension[81];	/* "" without one; ASCII digits */
	const char *reason;			/* NULL, or why it is no number */
} PhoneReading;

extern void phone_init(void);
extern int64 phone_pack(const char *digits, int ndigits);
extern void phone_unpack(int64 value, PhoneNumber *number);
extern bool phone_settled(const char *digits, int ndigits);
extern const char *phone_region_argument(FunctionCallInfo fcinfo, int n);
extern void phone_read(const char *text, size_t len, const char *region,
					   PhoneReading *reading);
extern void phone_report(const char *text, size_t len, const char *region,
						 const PhoneReading *reading, Node *escontext);
extern int64 phone_of_text(const char *text, size_t len, const char *region, Node *escontext);
extern const char *phone_actor_region(void);
extern bool region_is_supported(const char *region);
extern void region_report(const char *region);
extern int	phone_value_digits(int64 value, char *digits);
extern void phone_value_text(int64 value, char *text);

#endif							/* CONTACTS_BASE_PHONE_H */
