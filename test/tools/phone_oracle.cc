/*
 * phone_oracle.cc
 *	  The answers of libphonenumber, in the form in which phone_cli.c writes
 *	  those of the phone core.  See there for the lines read and written.
 *
 * Built against the C++ library (Debian: libphonenumber-dev).
 */
#include <phonenumbers/phonenumberutil.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <set>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using std::string;

static const char *const outcome_name[] = {
	"OK", "INVALID_COUNTRY_CODE", "NOT_A_NUMBER", "TOO_SHORT_AFTER_IDD",
	"TOO_SHORT_NSN", "TOO_LONG"
};

static const char *const possible_name[] = {
	"IS_POSSIBLE", "IS_POSSIBLE_LOCAL_ONLY", "INVALID_COUNTRY_CODE",
	"TOO_SHORT", "INVALID_LENGTH", "TOO_LONG"
};

static const char *const type_name[] = {
	"fixed_line", "mobile", "fixed_line_or_mobile", "toll_free",
	"premium_rate", "shared_cost", "voip", "personal_number", "pager",
	"uan", "voicemail", "unknown"
};

static const char *const match_name[] = {
	"INVALID_NUMBER", "NO_MATCH", "SHORT_NSN_MATCH", "NSN_MATCH", "EXACT_MATCH"
};

static const char *const from_regions[] = {
	"IN", "US", "RU", "AU", "FI", "UA", "IT", "BR", "AG", "GB", "ZZ", "001",
	"JP", "SG", "KZ", "MU"
};

static string
unescape(const string &s)
{
	string		out;

	for (size_t i = 0; i < s.size(); i++)
	{
		char		c = s[i];

		if (c == '\\' && i + 1 < s.size())
		{
			i++;
			if (s[i] == 't')
				c = '\t';
			else if (s[i] == 'n')
				c = '\n';
			else if (s[i] == 'r')
				c = '\r';
			else if (s[i] == 'x' && i + 2 < s.size())
			{
				c = (char) strtol(s.substr(i + 1, 2).c_str(), NULL, 16);
				i += 2;
			}
			else
				c = s[i];
		}
		out += c;
	}
	return out;
}

static void
answer(const PhoneNumberUtil &util, const string &region, const string &text,
	   string *out)
{
	PhoneNumber number;
	PhoneNumberUtil::ErrorType outcome = util.Parse(text, region, &number);
	string		formatted;
	string		number_region;

	*out += outcome_name[outcome];
	if (outcome != PhoneNumberUtil::NO_PARSING_ERROR)
		return;
	util.Format(number, PhoneNumberUtil::E164, &formatted);
	*out += '\t' + formatted + '\t' + number.extension() + '\t';
	*out += possible_name[util.IsPossibleNumberWithReason(number)];
	*out += util.IsValidNumber(number) ? "\tt\t" : "\tf\t";
	*out += type_name[util.GetNumberType(number)];
	util.GetRegionCodeForNumber(number, &number_region);
	*out += '\t' + number_region;
	util.Format(number, PhoneNumberUtil::INTERNATIONAL, &formatted);
	*out += '\t' + formatted;
	util.Format(number, PhoneNumberUtil::NATIONAL, &formatted);
	*out += '\t' + formatted;
	util.Format(number, PhoneNumberUtil::RFC3966, &formatted);
	*out += '\t' + formatted;
	formatted.clear();
	util.FormatOutOfCountryCallingNumber(number, from_regions[text.size() % 16],
										 &formatted);
	*out += '\t' + formatted;
	*out += util.IsValidNumberForRegion(number, region) ? "\tt" : "\tf";
}

static void
examples(const PhoneNumberUtil &util)
{
	std::set<string> regions;

	util.GetSupportedRegions(&regions);
	for (const string &region : regions)
		for (int type = 0; type <= PhoneNumberUtil::UNKNOWN; type++)
		{
			PhoneNumber number;
			string		formatted;

			if (!util.GetExampleNumberForType(region,
											  (PhoneNumberUtil::PhoneNumberType) type,
											  &number))
				continue;
			util.Format(number, PhoneNumberUtil::E164, &formatted);
			printf("%s\t%s\t%s\n", region.c_str(), type_name[type],
				   formatted.c_str());
		}
}

int
main(int argc, char **argv)
{
	const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
	bool		match = argc > 1 && strcmp(argv[1], "--match") == 0;
	string		line;
	string		out;

	if (argc > 1 && strcmp(argv[1], "--examples") == 0)
	{
		examples(util);
		return 0;
	}
	std::ios::sync_with_stdio(false);
	while (std::getline(std::cin, line))
	{
		size_t		tab = line.find('\t');

		if (tab == string::npos)
		{
			fprintf(stderr, "phone_oracle: a line has no tab\n");
			return 1;
		}
		if (match)
			out += match_name[util.IsNumberMatchWithTwoStrings(unescape(line.substr(0, tab)),
															   unescape(line.substr(tab + 1)))];
		else
			answer(util, line.substr(0, tab), unescape(line.substr(tab + 1)),
				   &out);
		out += '\n';
		if (out.size() > 65536)
		{
			fwrite(out.data(), 1, out.size(), stdout);
			out.clear();
		}
	}
	fwrite(out.data(), 1, out.size(), stdout);
	return 0;
}
