/*-------------------------------------------------------------------------
 *
 * phone_core.c
 *	  Reading and judging telephone numbers.
 *
 * The questions and their order are those of libphonenumber's Parse(),
 * IsPossibleNumberWithReason(), GetNumberType() and their kin; comments name
 * the function whose answer is given.  Where that library matches regular
 * expressions, this file walks generated automata and programs
 * (phone_tables.c).  Finding the digits in a text is the business of
 * phone_text.c.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "pure/phone_core.h"
#include "pure/phone_tables.h"
#include "pure/phone_text.h"

/* A transform rule may put up to this many digits in front. */
#define MAX_TRANSFORMED		(PHONE_MAX_RAW + 16)

/* ----------
 * Regions
 * ----------
 */

/*
 * Number of regions.
 */
int
phone_region_count(void)
{
	return phone_geo_count;
}

/*
 * The region of a two-letter code in capitals, or PHONE_REGION_UNKNOWN.
 */
PhoneRegion
phone_region_by_code(const char *code, size_t len)
{
	if (len != 2 || code[0] < 'A' || code[0] > 'Z' ||
		code[1] < 'A' || code[1] > 'Z')
		return PHONE_REGION_UNKNOWN;
	return (int) phone_region_index[(code[0] - 'A') * 26 + code[1] - 'A'] - 1;
}

/*
 * The code of a region; "ZZ" for an unknown one, as in libphonenumber.
 */
const char *
phone_region_code(PhoneRegion region)
{
	if (region < 0 || region >= phone_plan_count)
		return "ZZ";
	return phone_plan[region].code;
}

/*
 * The calling code of a region, 0 for an unknown one.
 */
int
phone_region_calling_code(PhoneRegion region)
{
	if (region < 0 || region >= phone_plan_count)
		return 0;
	return phone_plan[region].calling_code;
}

/*
 * The plan from which numbers are read for a region, NULL if there is none.
 */
static const PhonePlan *
plan_of_region(PhoneRegion region)
{
	if (region < 0 || region >= phone_geo_count)
		return NULL;
	return &phone_plan[region];
}

/*
 * The entry of a calling code, NULL if there is no such code.
 */
static const PhoneCode *
find_code(int code)
{
	if (code <= 0 || code > 999 || phone_code_index[code] == 0)
		return NULL;
	return &phone_code[phone_code_index[code] - 1];
}

/*
 * The plan that speaks for a calling code: the main country's.
 */
static const PhonePlan *
main_plan(const PhoneCode *code)
{
	return &phone_plan[phone_code_plan[code->plan]];
}

/* ----------
 * Automata and programs
 * ----------
 */

/*
 * Walk an automaton over digits and return the label of the last state.
 */
static inline unsigned
walk(unsigned state, const char *digits, int n)
{
	int			i;

	for (i = 0; i < n && state != 0; i++)
		state = phone_dfa[state][digits[i] - '0'];
	return phone_dfa[state][PHONE_DFA_LABEL];
}

/*
 * Run a program at the first digit; return where the match ends, or -1.
 *
 * capture[2n] and capture[2n + 1] bound group n, -1 if it took no part.
 * Patterns have no loops, so recursion is as deep as choices are nested.
 */
static int
run_program(const uint16_t *pc, const char *digits, int n, int pos,
			int *capture)
{
	for (;;)
	{
		unsigned	operand = PHONE_OPERAND(*pc);

		switch (PHONE_OPCODE(*pc))
		{
			case PHONE_OP_SET:
				if (pos >= n || !(operand >> (digits[pos] - '0') & 1))
					return -1;
				pos++;
				pc++;
				break;
			case PHONE_OP_SPLIT:
				{
					int			saved[6];
					int			end;

					memcpy(saved, capture, sizeof(saved));
					end = run_program(pc + 1, digits, n, pos, capture);
					if (end >= 0)
						return end;
					memcpy(capture, saved, sizeof(saved));
					pc += operand;
					break;
				}
			case PHONE_OP_JUMP:
				pc += operand;
				break;
			case PHONE_OP_SAVE:
				capture[operand] = pos;
				pc++;
				break;
			case PHONE_OP_END:
				if (pos != n)
					return -1;
				pc++;
				break;
			default:
				return pos;
		}
	}
}

/*
 * TestNumberLength(): is this length possible in a plan?
 */
static PhonePossible
test_length(const PhonePlan *plan, int n)
{
	uint32_t	possible = plan->possible;
	uint32_t	bit = n > 31 ? 0 : (uint32_t) 1 << n;

	if (possible == 0)
		return PHONE_POSSIBLE_INVALID_LENGTH;
	if (plan->local & bit)
		return PHONE_IS_POSSIBLE_LOCAL_ONLY;
	if (possible & bit)
		return PHONE_IS_POSSIBLE;
	if (bit == 0 || possible < bit)
		return PHONE_POSSIBLE_TOO_LONG;
	if ((possible & (bit - 1)) == 0)
		return PHONE_POSSIBLE_TOO_SHORT;
	return PHONE_POSSIBLE_INVALID_LENGTH;
}

/*
 * MaybeStripNationalPrefixAndCarrierCode()
 *
 * *digits and *n change to the number without its national prefix; a
 * transform rule may rewrite it, in buf of MAX_TRANSFORMED.
 */
static void
strip_national_prefix(const PhonePlan *plan, const char **digits, int *n,
					  char *buf)
{
	int			capture[6] = {-1, -1, -1, -1, -1, -1};
	const char *rest;
	int			restlen;
	int			end;
	int			last = 2 * plan->prefix_groups;

	if (plan->prefix == 0 || *n == 0)
		return;
	end = run_program(&phone_program[plan->prefix], *digits, *n, 0, capture);
	if (end < 0)
		return;

	if (plan->transform != 0 && last > 0 && capture[last + 1] > capture[last])
	{
		const char *rule = &phone_string[plan->transform];
		int			len = 0;

		while (*rule)
		{
			if (*rule == '$')
			{
				int			group = 2 * (rule[1] - '0');

				if (capture[group] >= 0)
				{
					int			grouplen = capture[group + 1] - capture[group];

					memcpy(buf + len, *digits + capture[group], grouplen);
					len += grouplen;
				}
				rule += 2;
			}
			else
				buf[len++] = *rule++;
		}
		memcpy(buf + len, *digits + end, *n - end);
		rest = buf;
		restlen = len + *n - end;
	}
	else
	{
		if (end == 0)
			return;
		rest = *digits + end;
		restlen = *n - end;
	}

	/* A number that was right must not become wrong by this. */
	if (walk(plan->general, *digits, *n) &&
		!walk(plan->general, rest, restlen))
		return;
	*digits = rest;
	*n = restlen;
}

/*
 * ExtractCountryCode(): the calling code at the start, NULL if there is none.
 */
static const PhoneCode *
extract_code(const char *digits, int n, int *codelen)
{
	int			code = 0;
	int			i;

	if (n == 0 || digits[0] == '0')
		return NULL;
	for (i = 0; i < 3 && i < n; i++)
	{
		code = code * 10 + digits[i] - '0';
		if (phone_code_index[code] != 0)
		{
			*codelen = i + 1;
			return find_code(code);
		}
	}
	return NULL;
}

/*
 * MaybeExtractCountryCode() for a text without a plus sign.
 *
 * *code becomes the calling code found, NULL if there is none; *digits and
 * *n become what follows it.
 */
static PhoneOutcome
extract_code_without_plus(const PhonePlan *plan, const char **digits, int *n,
						  char *buf, const PhoneCode **code)
{
	int			capture[6] = {-1, -1, -1, -1, -1, -1};
	int			end = -1;
	int			codelen;

	*code = NULL;
	if (plan == NULL || *n == 0)
		return PHONE_OK;

	if (plan->idd != 0)
		end = run_program(&phone_program[plan->idd], *digits, *n, 0, capture);

	/* Calling codes do not begin with 0: then it was no such prefix. */
	if (end >= 0 && !(end < *n && (*digits)[end] == '0'))
	{
		*digits += end;
		*n -= end;
		if (*n <= PHONE_MIN_NATIONAL)
			return PHONE_TOO_SHORT_AFTER_IDD;
		*code = extract_code(*digits, *n, &codelen);
		if (*code == NULL)
			return PHONE_INVALID_COUNTRY_CODE;
		*digits += codelen;
		*n -= codelen;
		return PHONE_OK;
	}

	/* Perhaps the region's own code was typed without a plus. */
	{
		int			own = plan->calling_code;
		const char *rest;
		int			restlen;

		codelen = own > 99 ? 3 : own > 9 ? 2 : 1;
		if (*n < codelen ||
			(*digits)[codelen - 1] != '0' + own % 10 ||
			(codelen > 1 && (*digits)[codelen - 2] != '0' + own / 10 % 10) ||
			(codelen > 2 && (*digits)[0] != '0' + own / 100))
			return PHONE_OK;
		rest = *digits + codelen;
		restlen = *n - codelen;
		strip_national_prefix(plan, &rest, &restlen, buf);
		if (test_length(plan, *n) == PHONE_POSSIBLE_TOO_LONG ||
			(!walk(plan->general, *digits, *n) &&
			 walk(plan->general, rest, restlen)))
		{
			*digits = rest;
			*n = restlen;
			*code = find_code(own);
		}
	}
	return PHONE_OK;
}

/* Without the national prefix, where what remains can be a number of the plan. */
static void
drop_national_prefix(const PhonePlan *plan, const char **digits, int *n, char *buf)
{
	const char *rest = *digits;
	int			restlen = *n;
	PhonePossible possible;

	if (plan == NULL || plan->prefix == 0)
		return;
	strip_national_prefix(plan, &rest, &restlen, buf);
	if (rest == *digits)
		return;
	possible = test_length(plan, restlen);
	if (possible == PHONE_POSSIBLE_TOO_SHORT || possible == PHONE_IS_POSSIBLE_LOCAL_ONLY ||
		possible == PHONE_POSSIBLE_INVALID_LENGTH)
		return;
	*digits = rest;
	*n = restlen;
}

/* The calling code, then the national number. */
static void
write_number(PhoneNumber *out, int country_code, const char *digits, int n)
{
	char	   *p = out->digits;

	if (country_code > 99)
		*p++ = '0' + country_code / 100;
	if (country_code > 9)
		*p++ = '0' + country_code / 10 % 10;
	if (country_code > 0)
		*p++ = '0' + country_code % 10;
	out->country_code = country_code;
	out->cc_len = (int) (p - out->digits);
	out->ndigits = out->cc_len + n;
	memcpy(p, digits, n);
	p[n] = '\0';
}

/*
 * The part of ParseHelper() that follows normalization.
 *
 * With check_region false a number may remain without a calling code.
 */
static PhoneOutcome
parse_digits(bool plus, const char *digits, int n, PhoneRegion region,
			 bool check_region, PhoneNumber *out)
{
	const PhonePlan *plan = plan_of_region(region);
	const PhoneCode *code = NULL;
	char		own_buf[MAX_TRANSFORMED];
	char		buf[MAX_TRANSFORMED];
	int			country_code = 0;
	PhoneOutcome outcome;

	if (plus)
	{
		int			codelen;

		if (n <= PHONE_MIN_NATIONAL)
			return PHONE_TOO_SHORT_AFTER_IDD;
		code = extract_code(digits, n, &codelen);
		if (code != NULL)
		{
			digits += codelen;
			n -= codelen;
		}
		else
		{
			/* Try again as though there had been no plus. */
			(void) extract_code_without_plus(plan, &digits, &n, own_buf,
											 &code);
			if (code == NULL)
				return PHONE_INVALID_COUNTRY_CODE;
		}
	}
	else
	{
		if (check_region && plan == NULL)
			return PHONE_INVALID_COUNTRY_CODE;
		outcome = extract_code_without_plus(plan, &digits, &n, own_buf, &code);
		if (outcome != PHONE_OK)
			return outcome;
	}

	if (code != NULL)
	{
		country_code = code->code;
		plan = main_plan(code);
	}
	else if (plan != NULL)
		country_code = plan->calling_code;

	if (n < PHONE_MIN_NATIONAL)
		return PHONE_TOO_SHORT_NSN;
	drop_national_prefix(plan, &digits, &n, buf);
	if (n < PHONE_MIN_NATIONAL)
		return PHONE_TOO_SHORT_NSN;
	if (n > PHONE_MAX_NATIONAL)
		return PHONE_TOO_LONG;
	write_number(out, country_code, digits, n);
	return PHONE_OK;
}

/* ----------
 * Reading
 * ----------
 */

/*
 * ParseHelper()
 */
static PhoneOutcome
parse_text(const char *s, size_t len, PhoneRegion region, bool check_region,
		   PhoneNumber *out)
{
	char		digits[PHONE_MAX_RAW];
	bool		plus;
	int			n;

	n = phone_text_read(s, len, digits, &plus, out->extension);
	if (n < 0)
		return PHONE_NOT_A_NUMBER;
	return parse_digits(plus, digits, n, region, check_region, out);
}

/*
 * Parse(): read a number as it would be dialled in a region.
 */
PhoneOutcome
phone_core_parse(const char *s, size_t len, PhoneRegion region,
				 PhoneNumber *out)
{
	return parse_text(s, len, region, true, out);
}

/*
 * A number from its calling code and national number in digits.
 *
 * False if no calling code matches or the length is not one that is read.
 */
bool
phone_core_from_digits(const char *digits, int ndigits, PhoneNumber *out)
{
	const PhoneCode *code;
	int			i;

	if (ndigits < 1 + PHONE_MIN_NATIONAL || ndigits > 3 + PHONE_MAX_NATIONAL)
		return false;
	for (i = 0; i < ndigits; i++)
		if (digits[i] < '0' || digits[i] > '9')
			return false;
	code = extract_code(digits, ndigits, &out->cc_len);
	if (code == NULL || ndigits - out->cc_len < PHONE_MIN_NATIONAL ||
		ndigits - out->cc_len > PHONE_MAX_NATIONAL)
		return false;
	out->country_code = code->code;
	out->ndigits = ndigits;
	memcpy(out->digits, digits, ndigits);
	out->digits[ndigits] = '\0';
	out->extension[0] = '\0';
	return true;
}

/*
 * GetExampleNumberForType()
 */
bool
phone_core_example(PhoneRegion region, PhoneType type, PhoneNumber *out)
{
	const char *example;

	if (plan_of_region(region) == NULL ||
		(int) type < 0 || type > PHONE_TYPE_UNKNOWN)
		return false;
	example = &phone_string[phone_example[region][type]];
	if (*example == '\0')
		return false;
	return phone_core_parse(example, strlen(example), region, out) == PHONE_OK;
}

/* ----------
 * Judging
 * ----------
 */

/*
 * Plan and type of a number in one walk, as a label of the tables.
 */
static unsigned
number_label(const PhoneNumber *number, const PhoneCode *code)
{
	return walk(code->type, number->digits + number->cc_len,
				number->ndigits - number->cc_len);
}

/*
 * IsPossibleNumberWithReason()
 */
PhonePossible
phone_core_possible(const PhoneNumber *number)
{
	const PhoneCode *code = find_code(number->country_code);

	if (code == NULL)
		return PHONE_POSSIBLE_INVALID_COUNTRY_CODE;
	return test_length(main_plan(code), number->ndigits - number->cc_len);
}

/*
 * GetNumberType()
 */
PhoneType
phone_core_type(const PhoneNumber *number)
{
	const PhoneCode *code = find_code(number->country_code);
	int			type = -1;

	if (code != NULL)
		type = PHONE_LABEL_TYPE(number_label(number, code));
	return type < 0 ? PHONE_TYPE_UNKNOWN : (PhoneType) type;
}

/*
 * IsValidNumber()
 */
bool
phone_core_valid(const PhoneNumber *number)
{
	return phone_core_type(number) != PHONE_TYPE_UNKNOWN;
}

/*
 * IsValidNumberForRegion()
 */
bool
phone_core_valid_for_region(const PhoneNumber *number, PhoneRegion region)
{
	if (region < 0 || region >= phone_plan_count ||
		phone_plan[region].calling_code != number->country_code)
		return false;
	return walk(phone_plan[region].type, number->digits + number->cc_len,
				number->ndigits - number->cc_len) != 0;
}

/*
 * GetRegionCodeForNumber()
 */
PhoneRegion
phone_core_region(const PhoneNumber *number)
{
	const PhoneCode *code = find_code(number->country_code);
	int			place = 0;

	if (code == NULL)
		return PHONE_REGION_UNKNOWN;
	if (code->nplans > 1)
	{
		place = PHONE_LABEL_PLAN(number_label(number, code));
		if (place < 0)
			return PHONE_REGION_UNKNOWN;
	}
	return phone_code_plan[code->plan + place];
}

/* ----------
 * Comparing two texts
 * ----------
 */

/*
 * The national number without leading zeros, and its length.
 */
static int
significant(const PhoneNumber *number, const char **digits)
{
	int			n = number->ndigits - number->cc_len;

	*digits = number->digits + number->cc_len;
	while (n > 1 && **digits == '0')
	{
		(*digits)++;
		n--;
	}
	return n;
}

/*
 * IsNumberMatch()
 */
static PhoneMatch
match_numbers(const PhoneNumber *a, const PhoneNumber *b)
{
	const char *x;
	const char *y;
	int			xlen = significant(a, &x);
	int			ylen = significant(b, &y);
	bool		with_codes = a->country_code != 0 && b->country_code != 0;
	bool		same;
	bool		suffix;

	if (a->extension[0] != '\0' && b->extension[0] != '\0' &&
		strcmp(a->extension, b->extension) != 0)
		return PHONE_NO_MATCH;
	same = strcmp(a->digits + a->cc_len, b->digits + b->cc_len) == 0 &&
		strcmp(a->extension, b->extension) == 0;
	suffix = xlen <= ylen ? memcmp(y + ylen - xlen, x, xlen) == 0 :
		memcmp(x + xlen - ylen, y, ylen) == 0;
	if (with_codes)
	{
		if (a->country_code != b->country_code)
			return PHONE_NO_MATCH;
		if (same)
			return PHONE_EXACT_MATCH;
	}
	else if (same)
		return PHONE_NSN_MATCH;
	return suffix ? PHONE_SHORT_NSN_MATCH : PHONE_NO_MATCH;
}

/*
 * ParseHelper() without a region, for texts that may lack a calling code.
 */
static PhoneOutcome
parse_without_region(const char *s, size_t len, PhoneNumber *out)
{
	return parse_text(s, len, PHONE_REGION_UNKNOWN, false, out);
}

/*
 * IsNumberMatchWithOneString()
 */
static PhoneMatch
match_number_text(const PhoneNumber *number, const char *s, size_t len)
{
	PhoneNumber other;
	const PhoneCode *code;
	PhoneOutcome outcome;

	outcome = phone_core_parse(s, len, PHONE_REGION_UNKNOWN, &other);
	if (outcome == PHONE_OK)
		return match_numbers(number, &other);
	if (outcome != PHONE_INVALID_COUNTRY_CODE)
		return PHONE_INVALID_NUMBER;

	code = find_code(number->country_code);
	if (code != NULL)
	{
		PhoneMatch	match;

		/*
		 * A text that cannot be read in the region of the number counts as
		 * the number 0 there, whose only digit ends every number with a 0.
		 */
		if (phone_core_parse(s, len, phone_code_plan[code->plan],
							 &other) != PHONE_OK)
		{
			memset(&other, 0, sizeof(other));
			other.ndigits = 1;
			other.digits[0] = '0';
		}
		match = match_numbers(number, &other);
		return match == PHONE_EXACT_MATCH ? PHONE_NSN_MATCH : match;
	}
	if (parse_without_region(s, len, &other) != PHONE_OK)
		return PHONE_INVALID_NUMBER;
	return match_numbers(number, &other);
}

/*
 * IsNumberMatchWithTwoStrings(): do two texts mean the same number?
 */
PhoneMatch
phone_core_match(const char *a, size_t alen, const char *b, size_t blen)
{
	PhoneNumber x;
	PhoneNumber y;
	PhoneOutcome outcome;

	outcome = phone_core_parse(a, alen, PHONE_REGION_UNKNOWN, &x);
	if (outcome == PHONE_OK)
		return match_number_text(&x, b, blen);
	if (outcome != PHONE_INVALID_COUNTRY_CODE)
		return PHONE_INVALID_NUMBER;
	outcome = phone_core_parse(b, blen, PHONE_REGION_UNKNOWN, &y);
	if (outcome == PHONE_OK)
		return match_number_text(&y, a, alen);
	if (outcome != PHONE_INVALID_COUNTRY_CODE ||
		parse_without_region(a, alen, &x) != PHONE_OK ||
		parse_without_region(b, blen, &y) != PHONE_OK)
		return PHONE_INVALID_NUMBER;
	return match_numbers(&x, &y);
}

/* ----------
 * Names
 * ----------
 */

/*
 * Name of a type.
 */
const char *
phone_type_name(PhoneType type)
{
	static const char *const names[] = {
		"fixed_line", "mobile", "fixed_line_or_mobile", "toll_free",
		"premium_rate", "shared_cost", "voip", "personal_number", "pager",
		"uan", "voicemail", "unknown"
	};

	if ((int) type < 0 || type > PHONE_TYPE_UNKNOWN)
		type = PHONE_TYPE_UNKNOWN;
	return names[type];
}

/*
 * Name of the outcome of reading, as libphonenumber calls it.
 */
const char *
phone_outcome_name(PhoneOutcome outcome)
{
	static const char *const names[] = {
		"OK", "INVALID_COUNTRY_CODE", "NOT_A_NUMBER", "TOO_SHORT_AFTER_IDD",
		"TOO_SHORT_NSN", "TOO_LONG", "UNSUPPORTED_LENGTH"
	};

	return names[outcome];
}

/*
 * Name of a judgement of length.
 */
const char *
phone_possible_name(PhonePossible possible)
{
	static const char *const names[] = {
		"IS_POSSIBLE", "IS_POSSIBLE_LOCAL_ONLY", "INVALID_COUNTRY_CODE",
		"TOO_SHORT", "INVALID_LENGTH", "TOO_LONG"
	};

	return names[possible];
}
