/*
 * phone_cli.c
 *	  The phone core on the command line, for tests.
 *
 * Reads lines REGION<tab>TEXT, in which \t \n \r \\ and \xHH stand for the
 * bytes they name, and writes one line of tab-separated answers for each:
 *
 *	  outcome, E.164, extension, possible, valid, type, region,
 *	  international, national, RFC 3966, out of country, valid for REGION
 *
 * For a text that is not a number only the outcome is written.  Out of country
 * is as dialled from a region that depends on the text (see from_regions).  Other modes:
 *
 *	  --match		each line is TEXT<tab>TEXT; writes how well they match
 *	  --examples	writes the example numbers of all regions and types
 *	  --version		writes the release of the metadata
 *
 * phone_oracle.cc is the same program over libphonenumber; phone_check.sh
 * compares what the two write.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pure/phone_core.h"

#define MAX_LINE (1 << 20)

static const char *const match_name[] = {
	"INVALID_NUMBER", "NO_MATCH", "SHORT_NSN_MATCH", "NSN_MATCH", "EXACT_MATCH"
};

static const char *const from_regions[] = {
	"IN", "US", "RU", "AU", "FI", "UA", "IT", "BR", "AG", "GB", "ZZ", "001",
	"JP", "SG", "KZ", "MU"
};

/*
 * Undo the escapes of one field, in place; return its length.
 */
static size_t
unescape(char *s, size_t len)
{
	size_t		i;
	size_t		out = 0;

	for (i = 0; i < len; i++)
	{
		char		c = s[i];

		if (c == '\\' && i + 1 < len)
		{
			i++;
			if (s[i] == 't')
				c = '\t';
			else if (s[i] == 'n')
				c = '\n';
			else if (s[i] == 'r')
				c = '\r';
			else if (s[i] == 'x' && i + 2 < len)
			{
				char		hex[3] = {s[i + 1], s[i + 2], '\0'};

				c = (char) strtol(hex, NULL, 16);
				i += 2;
			}
			else
				c = s[i];
		}
		s[out++] = c;
	}
	return out;
}

static void
answer(const char *region_code, const char *s, size_t len)
{
	PhoneRegion region = phone_region_by_code(region_code, strlen(region_code));
	PhoneNumber number;
	PhoneNumber again;
	PhoneOutcome outcome = phone_core_parse(s, len, region, &number);
	const char *from = from_regions[len % 16];
	char		e164[PHONE_MAX_TEXT];
	char		international[PHONE_MAX_TEXT];
	char		national[PHONE_MAX_TEXT];
	char		rfc3966[PHONE_MAX_TEXT];
	char		abroad[PHONE_MAX_TEXT];

	if (outcome != PHONE_OK)
	{
		puts(phone_outcome_name(outcome));
		return;
	}
	if (!phone_core_from_digits(number.digits, number.ndigits, &again) ||
		again.country_code != number.country_code)
	{
		puts("DIGITS DO NOT READ BACK");
		return;
	}
	phone_core_format(&number, PHONE_E164, e164, sizeof(e164));
	phone_core_format(&number, PHONE_INTERNATIONAL, international,
					  sizeof(international));
	phone_core_format(&number, PHONE_NATIONAL, national, sizeof(national));
	phone_core_format(&number, PHONE_RFC3966, rfc3966, sizeof(rfc3966));
	phone_core_format_out_of_country(&number,
									 phone_region_by_code(from, strlen(from)),
									 abroad, sizeof(abroad));

	/* libphonenumber lets "001" stand for whichever such plan it is. */
	if (strcmp(region_code, "001") == 0 &&
		strcmp(phone_region_code(phone_core_region(&number)), "001") == 0)
		region = phone_core_region(&number);
	printf("OK\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
		   e164, number.extension,
		   phone_possible_name(phone_core_possible(&number)),
		   phone_core_valid(&number) ? "t" : "f",
		   phone_type_name(phone_core_type(&number)),
		   phone_region_code(phone_core_region(&number)),
		   international, national, rfc3966, abroad,
		   phone_core_valid_for_region(&number, region) ? "t" : "f");
}

static void
examples(void)
{
	PhoneRegion r;
	int			type;

	for (r = 0; r < phone_region_count(); r++)
		for (type = 0; type <= PHONE_TYPE_UNKNOWN; type++)
		{
			PhoneNumber number;

			if (phone_core_example(r, (PhoneType) type, &number))
				printf("%s\t%s\t+%s\n", phone_region_code(r),
					   phone_type_name((PhoneType) type), number.digits);
		}
}

int
main(int argc, char **argv)
{
	char	   *line = malloc(MAX_LINE);
	bool		match = argc > 1 && strcmp(argv[1], "--match") == 0;

	if (line == NULL)
		return 1;
	if (argc > 1 && strcmp(argv[1], "--version") == 0)
	{
		puts(phone_metadata_version);
		return 0;
	}
	if (argc > 1 && strcmp(argv[1], "--examples") == 0)
	{
		examples();
		return 0;
	}
	while (fgets(line, MAX_LINE, stdin))
	{
		size_t		len = strcspn(line, "\n");
		char	   *tab = memchr(line, '\t', len);
		char	   *text;
		size_t		textlen;

		if (tab == NULL)
		{
			fprintf(stderr, "phone_cli: a line has no tab\n");
			return 1;
		}
		text = tab + 1;
		textlen = unescape(text, len - (text - line));
		if (match)
			puts(match_name[phone_core_match(line, unescape(line, tab - line),
											 text, textlen)]);
		else
		{
			*tab = '\0';
			answer(line, text, textlen);
		}
	}
	free(line);
	return 0;
}
