/*-------------------------------------------------------------------------
 *
 * phone_core.h
 *	  Reading, judging and writing telephone numbers.
 *
 * The answers are those of Google's libphonenumber (the C++ library), from
 * tables compiled out of its metadata.  This is plain C without PostgreSQL:
 * nothing is allocated, nothing global is written, the locale is not asked,
 * and the time is linear in the length of the input.  So the same file serves
 * the data type, the command line test program, the fuzzer and the benchmark.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PHONE_CORE_H
#define PHONE_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C"
{
#endif

/* Calling code and national number that fit the eight bytes of the type. */
#define PHONE_MAX_DIGITS		17

/* The longest national number libphonenumber reads. */
#define PHONE_MAX_NATIONAL		17

/* Twenty digits of any script, four bytes each at most. */
#define PHONE_MAX_EXTENSION		80

/* Enough for every formatted text, extension and final NUL included. */
#define PHONE_MAX_TEXT			192

typedef enum PhoneOutcome
{
	PHONE_OK = 0,
	PHONE_INVALID_COUNTRY_CODE,
	PHONE_NOT_A_NUMBER,
	PHONE_TOO_SHORT_AFTER_IDD,
	PHONE_TOO_SHORT_NSN,
	PHONE_TOO_LONG,
	PHONE_UNSUPPORTED_LENGTH	/* never from the core: for callers whose
								 * storage holds PHONE_MAX_DIGITS only */
} PhoneOutcome;

/* In the order of libphonenumber's PhoneNumberType. */
typedef enum PhoneType
{
	PHONE_FIXED_LINE = 0,
	PHONE_MOBILE,
	PHONE_FIXED_LINE_OR_MOBILE,
	PHONE_TOLL_FREE,
	PHONE_PREMIUM_RATE,
	PHONE_SHARED_COST,
	PHONE_VOIP,
	PHONE_PERSONAL_NUMBER,
	PHONE_PAGER,
	PHONE_UAN,
	PHONE_VOICEMAIL,
	PHONE_TYPE_UNKNOWN
} PhoneType;

typedef enum PhonePossible
{
	PHONE_IS_POSSIBLE = 0,
	PHONE_IS_POSSIBLE_LOCAL_ONLY,
	PHONE_POSSIBLE_INVALID_COUNTRY_CODE,
	PHONE_POSSIBLE_TOO_SHORT,
	PHONE_POSSIBLE_INVALID_LENGTH,
	PHONE_POSSIBLE_TOO_LONG
} PhonePossible;

typedef enum PhoneFormat
{
	PHONE_E164 = 0,
	PHONE_INTERNATIONAL,
	PHONE_NATIONAL,
	PHONE_RFC3966
} PhoneFormat;

typedef enum PhoneMatch
{
	PHONE_INVALID_NUMBER = 0,
	PHONE_NO_MATCH,
	PHONE_SHORT_NSN_MATCH,
	PHONE_NSN_MATCH,
	PHONE_EXACT_MATCH
} PhoneMatch;

/*
 * A region with a numbering plan is 0 .. phone_region_count() - 1.  Above
 * these are the plans of calling codes that belong to no region ("001"):
 * phone_core_region() may return one, but no number is read from one.
 */
typedef int PhoneRegion;

#define PHONE_REGION_UNKNOWN	(-1)

typedef struct PhoneNumber
{
	int			country_code;	/* calling code */
	int			ndigits;		/* how many digits are in digits */
	int			cc_len;			/* how many of them are the calling code */
	char		digits[24];		/* calling code and national number, leading
								 * zeros kept, NUL-terminated */
	char		extension[PHONE_MAX_EXTENSION + 1];	/* in the characters that
													 * were typed, or "" */
} PhoneNumber;

/* Regions */
extern PhoneRegion phone_region_by_code(const char *code, size_t len);
extern const char *phone_region_code(PhoneRegion region);
extern int	phone_region_count(void);
extern int	phone_region_calling_code(PhoneRegion region);

/* Reading */
extern PhoneOutcome phone_core_parse(const char *s, size_t len,
									 PhoneRegion region, PhoneNumber *out);
extern bool phone_core_from_digits(const char *digits, int ndigits,
								   PhoneNumber *out);
extern bool phone_core_example(PhoneRegion region, PhoneType type,
							   PhoneNumber *out);

/* Judging */
extern PhonePossible phone_core_possible(const PhoneNumber *number);
extern bool phone_core_valid(const PhoneNumber *number);
extern bool phone_core_valid_for_region(const PhoneNumber *number,
										PhoneRegion region);
extern PhoneType phone_core_type(const PhoneNumber *number);
extern PhoneRegion phone_core_region(const PhoneNumber *number);
extern PhoneMatch phone_core_match(const char *a, size_t alen,
								   const char *b, size_t blen);

/* Writing (phone_format.c) */
extern int	phone_core_format(const PhoneNumber *number, PhoneFormat format,
							  char *buf, size_t size);
extern int	phone_core_format_out_of_country(const PhoneNumber *number,
											 PhoneRegion from,
											 char *buf, size_t size);

/* Names */
extern const char *phone_type_name(PhoneType type);
extern const char *phone_outcome_name(PhoneOutcome outcome);
extern const char *phone_possible_name(PhonePossible possible);

/* Release of the metadata in the tables, like "9.0.39". */
extern const char phone_metadata_version[];

#ifdef __cplusplus
}
#endif

#endif							/* PHONE_CORE_H */
