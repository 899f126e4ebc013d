/*-------------------------------------------------------------------------
 *
 * phone_unicode.c
 *	  The few properties of characters that reading a number needs.
 *
 * libphonenumber asks ICU; the tables are what ICU says, in the version that the
 * differential test runs against.  That test walks every code point, so a newer
 * ICU there shows that they have to be made anew.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/phone_unicode.h"
#include "pure/phone_unicode_table.h"
#include "pure/utf8.h"

#define lengthof(array) (sizeof(array) / sizeof((array)[0]))

/*
 * One character.  A byte that begins none counts as one, PHONE_NO_CHARACTER.  len
 * is not 0.
 */
uint32_t
phone_utf8_decode(const char *s, size_t len, int *used)
{
	uint32_t	code;

	*used = utf8_decode(s, len, &code);
	if (*used > 0)
		return code;
	*used = 1;
	return PHONE_NO_CHARACTER;
}

/*
 * Value of a decimal digit of any script, -1 for all else.
 */
int
phone_digit_value(uint32_t c)
{
	size_t		low = 0;
	size_t		high = lengthof(digit_zero);

	if (c < 0x80)
		return c >= '0' && c <= '9' ? (int) (c - '0') : -1;

	/* Find the last run that begins at or before c. */
	while (low < high)
	{
		size_t		mid = (low + high) / 2;

		if (digit_zero[mid] <= c)
			low = mid + 1;
		else
			high = mid;
	}
	if (low > 0 && c - digit_zero[low - 1] < 10)
		return (int) (c - digit_zero[low - 1]);
	return -1;
}

/*
 * Is this a letter or a number of any kind?
 */
bool
phone_is_letter_or_number(uint32_t c)
{
	size_t		low = 0;
	size_t		high = lengthof(letter_number);

	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z');
	while (low < high)
	{
		size_t		mid = (low + high) / 2;

		if (letter_number[mid][1] < c)
			low = mid + 1;
		else
			high = mid;
	}
	return low < lengthof(letter_number) && letter_number[low][0] <= c;
}

/*
 * May this character occur in text for interchange?
 *
 * libphonenumber takes a text for no number at all when it holds a control
 * character (tab, line feed, form feed and carriage return are fine) or a
 * noncharacter.
 */
bool
phone_is_interchangeable(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\f' || c == '\r';
	if (c >= 0x7F && c <= 0x9F)
		return false;
	if (c >= 0xFDD0 && c <= 0xFDEF)
		return false;
	return c <= 0x10FFFF && (c & 0xFFFE) != 0xFFFE;
}
