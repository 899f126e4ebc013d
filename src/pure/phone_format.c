/*-------------------------------------------------------------------------
 *
 * phone_format.c
 *	  Writing telephone numbers.
 *
 * The texts are those of libphonenumber's Format() and
 * FormatOutOfCountryCallingNumber().  A plan has a list of ways to write its
 * numbers, each for certain leading digits and lengths; the first that fits
 * is taken.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "pure/phone_core.h"
#include "pure/phone_tables.h"

/*
 * What a formatted text is collected in.  Like snprintf(), it goes on
 * counting when the caller's buffer is full.
 */
typedef struct Output
{
	char	   *buf;
	size_t		size;
	size_t		len;
} Output;

static inline void
put_char(Output *out, char c)
{
	if (out->len + 1 < out->size)
		out->buf[out->len] = c;
	out->len++;
}

static void
put_bytes(Output *out, const char *s, size_t len)
{
	size_t		i;

	for (i = 0; i < len; i++)
		put_char(out, s[i]);
}

static void
put_string(Output *out, const char *s)
{
	put_bytes(out, s, strlen(s));
}

/*
 * Close the text and return its length.
 */
static int
finish(Output *out)
{
	if (out->size > 0)
		out->buf[out->len < out->size ? out->len : out->size - 1] = '\0';
	return (int) out->len;
}

/*
 * The entry of a number's calling code, NULL if there is no such code.
 */
static const PhoneCode *
code_of(const PhoneNumber *number)
{
	int			code = number->country_code;

	if (code <= 0 || code > 999 || phone_code_index[code] == 0)
		return NULL;
	return &phone_code[phone_code_index[code] - 1];
}

/*
 * Do the digits begin as an automaton of leading digits asks?
 */
static bool
begins_with(unsigned state, const char *digits, int n)
{
	int			i;

	/* The accepting state is a loop: once reached, the rest is free. */
	for (i = 0; i < n; i++)
	{
		if (state == 0)
			return false;
		if (phone_dfa[state][PHONE_DFA_LABEL] != 0)
			return true;
		state = phone_dfa[state][digits[i] - '0'];
	}
	return phone_dfa[state][PHONE_DFA_LABEL] != 0;
}

/*
 * FormatNsn(): the national number, grouped.
 */
static void
put_national(Output *out, const PhonePlan *plan, PhoneFormat format,
			 const char *digits, int n)
{
	const PhoneFormatRule *rule;
	const PhoneFormatRule *end;
	const PhoneGroups *groups = NULL;
	const char *template;
	int			start[6];
	int			rest_low = 0;
	int			pos = 0;
	int			i;

	if (format == PHONE_NATIONAL)
	{
		rule = &phone_format_rule[plan->format];
		end = rule + plan->nformats;
	}
	else
	{
		rule = &phone_format_rule[plan->intl_format];
		end = rule + plan->nintl_formats;
	}
	for (; rule < end; rule++)
	{
		groups = &phone_groups[rule->groups];
		if ((groups->lengths >> n & 1) && begins_with(rule->lead, digits, n))
			break;
	}
	if (rule >= end)
	{
		put_bytes(out, digits, n);
		return;
	}

	/* Each group takes as many digits as leave enough for the others. */
	for (i = 0; i < groups->ngroups; i++)
		rest_low += groups->low[i];
	for (i = 0; i < groups->ngroups; i++)
	{
		int			take;

		start[i] = pos;
		rest_low -= groups->low[i];
		take = n - pos - rest_low;
		if (take > groups->high[i])
			take = groups->high[i];
		pos += take;
	}
	start[i] = pos;

	template = &phone_string[format == PHONE_NATIONAL ? rule->national :
							 format == PHONE_RFC3966 ? rule->rfc3966 :
							 rule->intl];
	for (; *template; template++)
	{
		if (*template == '$')
		{
			i = *++template - '1';
			put_bytes(out, digits + start[i], start[i + 1] - start[i]);
		}
		else
			put_char(out, *template);
	}
}

/*
 * MaybeAppendFormattedExtension()
 */
static void
put_extension(Output *out, const PhoneNumber *number, const PhonePlan *plan,
			  PhoneFormat format)
{
	if (number->extension[0] == '\0')
		return;
	if (format == PHONE_RFC3966)
		put_string(out, ";ext=");
	else if (plan->extn != 0)
		put_string(out, &phone_string[plan->extn]);
	else
		put_string(out, " ext. ");
	put_string(out, number->extension);
}

/*
 * Format(): write a number.
 *
 * Returns the length of the whole text, even if size did not suffice.
 */
int
phone_core_format(const PhoneNumber *number, PhoneFormat format,
				  char *buf, size_t size)
{
	Output		out;
	const PhoneCode *code = code_of(number);
	const PhonePlan *plan;
	const char *digits = number->digits + number->cc_len;
	int			n = number->ndigits - number->cc_len;

	out.buf = buf;
	out.size = size;
	out.len = 0;

	if (format == PHONE_E164)
	{
		put_char(&out, '+');
		put_bytes(&out, number->digits, number->ndigits);
		return finish(&out);
	}
	if (code == NULL)
	{
		put_bytes(&out, digits, n);
		return finish(&out);
	}
	if (format == PHONE_INTERNATIONAL)
	{
		put_char(&out, '+');
		put_bytes(&out, number->digits, number->cc_len);
		put_char(&out, ' ');
	}
	else if (format == PHONE_RFC3966)
	{
		put_string(&out, "tel:+");
		put_bytes(&out, number->digits, number->cc_len);
		put_char(&out, '-');
	}
	plan = &phone_plan[phone_code_plan[code->plan]];
	put_national(&out, plan, format, digits, n);
	put_extension(&out, number, plan, format);
	return finish(&out);
}

/*
 * FormatOutOfCountryCallingNumber(): as it is dialled from a region.
 */
int
phone_core_format_out_of_country(const PhoneNumber *number, PhoneRegion from,
								 char *buf, size_t size)
{
	Output		out;
	const PhoneCode *code = code_of(number);
	const PhonePlan *plan;
	const PhonePlan *from_plan;
	const char *idd;

	if (from < 0 || from >= phone_geo_count)
		return phone_core_format(number, PHONE_INTERNATIONAL, buf, size);
	if (code == NULL)
		return phone_core_format(number, PHONE_NATIONAL, buf, size);

	out.buf = buf;
	out.size = size;
	out.len = 0;
	plan = &phone_plan[phone_code_plan[code->plan]];
	from_plan = &phone_plan[from];
	if (number->country_code == from_plan->calling_code)
	{
		/* Within North America one dials the 1 as well. */
		if (number->country_code == 1)
			put_string(&out, "1 ");
		put_national(&out, plan, PHONE_NATIONAL,
					 number->digits + number->cc_len,
					 number->ndigits - number->cc_len);
		put_extension(&out, number, plan, PHONE_NATIONAL);
		return finish(&out);
	}

	idd = &phone_string[from_plan->idd_text];
	if (*idd == '\0')
		return phone_core_format(number, PHONE_INTERNATIONAL, buf, size);
	put_string(&out, idd);
	put_char(&out, ' ');
	put_bytes(&out, number->digits, number->cc_len);
	put_char(&out, ' ');
	put_national(&out, plan, PHONE_INTERNATIONAL,
				 number->digits + number->cc_len,
				 number->ndigits - number->cc_len);
	put_extension(&out, number, plan, PHONE_INTERNATIONAL);
	return finish(&out);
}
