/*
 * phone_fuzz.c
 *	  libFuzzer over the phone core: nothing crashes, and what was read and
 *	  written agrees with itself.
 *
 *	  clang -g -O1 -fsanitize=fuzzer,address,undefined -Isrc \
 *		  -o phone_fuzz test/fuzz/phone_fuzz.c src/pure/phone_core.c \
 *		  src/pure/phone_text.c src/pure/phone_format.c src/pure/phone_unicode.c \
 *		  src/pure/phone_tables.c
 *	  mkdir work && ./phone_fuzz -dict=test/fuzz/phone.dict \
 *		  -max_total_time=600 work test/fuzz/corpus/phone
 *
 * The first byte chooses a region, or none; the rest is the text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pure/phone_core.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition) \
	do { \
		if (!(condition)) \
		{ \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

static bool
same_number(const PhoneNumber *a, const PhoneNumber *b)
{
	return a->country_code == b->country_code && a->ndigits == b->ndigits &&
		a->cc_len == b->cc_len && strcmp(a->digits, b->digits) == 0;
}

/*
 * Write a number into a buffer of exactly the size given, so that the
 * sanitizer sees a byte too many; a short buffer must hold the same beginning.
 */
static void
check_format(const PhoneNumber *number, PhoneFormat format, int from)
{
	char		text[PHONE_MAX_TEXT];
	char	   *exact;
	int			len;
	int			size;

	if (from >= 0)
		len = phone_core_format_out_of_country(number, from, text,
											   sizeof(text));
	else
		len = phone_core_format(number, format, text, sizeof(text));
	CHECK(len > 0 && len < PHONE_MAX_TEXT);
	CHECK(strlen(text) == (size_t) len);
	for (size = 0; size <= len + 1; size += len / 3 + 1)
	{
		exact = malloc(size + 1);
		if (exact == NULL)
			abort();
		exact[size] = '!';
		if (from >= 0)
			CHECK(phone_core_format_out_of_country(number, from, exact,
												   size) == len);
		else
			CHECK(phone_core_format(number, format, exact, size) == len);
		CHECK(exact[size] == '!');
		if (size > 0)
			CHECK(strncmp(exact, text, size - 1) == 0 &&
				  strlen(exact) == (size_t) (size - 1 < len ? size - 1 : len));
		free(exact);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	PhoneRegion region = PHONE_REGION_UNKNOWN;
	PhoneRegion number_region;
	PhoneNumber number;
	PhoneNumber again;
	PhoneOutcome outcome;
	PhoneType	type;
	char		text[PHONE_MAX_TEXT];
	char	   *copy;
	int			format;
	int			len;

	if (size == 0)
		return 0;
	if (data[0] > 0)
		region = data[0] - 1;
	data++;
	size--;

	/* A copy of the right size: reading past the end is seen. */
	copy = malloc(size > 0 ? size : 1);
	if (copy == NULL)
		abort();
	memcpy(copy, data, size);
	memset(&number, 0x55, sizeof(number));
	outcome = phone_core_parse(copy, size, region, &number);
	CHECK(outcome >= PHONE_OK && outcome < PHONE_UNSUPPORTED_LENGTH);

	/* Two texts: the halves of this one. */
	(void) phone_core_match(copy, size / 2, copy + size / 2, size - size / 2);
	(void) phone_core_match(copy, size, copy, size);
	free(copy);
	if (outcome != PHONE_OK)
		return 0;

	CHECK(number.cc_len >= 1 && number.cc_len <= 3);
	CHECK(number.ndigits - number.cc_len >= 2 &&
		  number.ndigits - number.cc_len <= PHONE_MAX_NATIONAL);
	CHECK(strlen(number.digits) == (size_t) number.ndigits);
	CHECK(strspn(number.digits, "0123456789") == (size_t) number.ndigits);
	CHECK(strlen(number.extension) <= PHONE_MAX_EXTENSION);

	/* The digits alone are the number again. */
	CHECK(phone_core_from_digits(number.digits, number.ndigits, &again));
	CHECK(same_number(&number, &again));

	type = phone_core_type(&number);
	number_region = phone_core_region(&number);
	CHECK(phone_core_valid(&number) == (type != PHONE_TYPE_UNKNOWN));
	if (number_region != PHONE_REGION_UNKNOWN)
	{
		CHECK(phone_region_calling_code(number_region) == number.country_code);
		CHECK(phone_core_valid_for_region(&number, number_region) ==
			  phone_core_valid(&number));
	}
	else
		CHECK(type == PHONE_TYPE_UNKNOWN);
	if (phone_core_valid(&number))
	{
		PhonePossible possible = phone_core_possible(&number);

		CHECK(possible == PHONE_IS_POSSIBLE ||
			  possible == PHONE_IS_POSSIBLE_LOCAL_ONLY);
	}

	for (format = PHONE_E164; format <= PHONE_RFC3966; format++)
		check_format(&number, (PhoneFormat) format, -1);
	check_format(&number, PHONE_E164, (int) (size * 7) % phone_region_count());

	/*
	 * What was written of a valid number is that number when it is read.
	 * Some regions write an extension with a mark after which fewer digits
	 * are read than there may be.
	 */
	if (phone_core_valid(&number))
	{
		for (format = PHONE_E164; format <= PHONE_RFC3966; format++)
		{
			if (format == PHONE_NATIONAL ||
				(format == PHONE_INTERNATIONAL && strlen(number.extension) > 9))
				continue;
			len = phone_core_format(&number, (PhoneFormat) format, text,
									sizeof(text));
			CHECK(phone_core_parse(text, len, PHONE_REGION_UNKNOWN,
								   &again) == PHONE_OK);
			CHECK(same_number(&number, &again));
			CHECK(format == PHONE_E164 ||
				  strcmp(number.extension, again.extension) == 0);
		}
	}
	return 0;
}
