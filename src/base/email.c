/*-------------------------------------------------------------------------
 *
 * email.c
 *	  What can be an e-mail address.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "fmgr.h"

#include "base/compat.h"
#include "base/email.h"
#include "base/text.h"

/*
 * The form of an e-mail address (RFC 5321 without quoted local parts and
 * address literals): at most 254 bytes, words joined by single dots, one @, a
 * domain of two labels at least.  Letters beyond ASCII are let through (RFC
 * 6531).
 */
bool
email_is_plausible(const char *s, size_t len)
{
	size_t		at = len;
	size_t		i;
	int			dots = 0;
	int			label = 0;

	if (len > 254)
		return false;
	for (i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) s[i];

		if (strchr("<>,;:\"()[]\\", c) != NULL || text_invisible_length(s + i, s + len) > 0)
			return false;
		if (c == '@')
		{
			if (at != len)
				return false;
			at = i;
		}
	}
	if (at == len || at == 0 || at > 64)
		return false;

	for (i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) s[i];
		bool		first = i == 0 || i == at + 1 || s[i - 1] == '.';
		bool		last = i + 1 == at || i + 1 == len || s[i + 1] == '.';

		if (s[i] == '.' && (first || last))
			return false;
		if (i > at && s[i] == '-' && (first || last))
			return false;
		if (i > at && c < 0x80 && !isalnum(c) && c != '-' && c != '.')
			return false;
		if (i > at)
		{
			label = first ? 1 : label + 1;
			if (s[i] != '.' && label > 63)
				return false;
		}
		dots += i > at && s[i] == '.';
	}
	return dots > 0 && at + 1 < len;
}

PG_FUNCTION_INFO_V1(contacts_email_is_plausible);
Datum
contacts_email_is_plausible(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);

	PG_RETURN_BOOL(email_is_plausible(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)));
}
