/*
 * phone_bench.cc
 *	  Nanoseconds a parse: the phone core against libphonenumber.
 *
 * Reads a corpus of phone_corpus.py from standard input.  Both sides parse
 * the same block of texts in turn, round after round, so that whatever else
 * the machine does falls on both; the medians of the rounds are printed.
 * phone_bench.sh builds and runs it over the three corpora.
 */
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "pure/phone_core.h"

using i18n::phonenumbers::PhoneNumberUtil;
using std::string;

struct Item
{
	string		region;
	PhoneRegion	region_index;
	string		text;
};

static double
now()
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static double
median(std::vector<double> v)
{
	std::sort(v.begin(), v.end());
	return v[v.size() / 2];
}

int
main(int argc, char **argv)
{
	const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
	const int	rounds = argc > 2 ? atoi(argv[2]) : 15;
	const int	repeat = 20;	/* the core is too quick to be timed once */
	std::vector<Item> items;
	std::vector<double> theirs, ours, judge, write, their_write;
	string		line;
	long		sum = 0;

	while (std::getline(std::cin, line))
	{
		size_t		tab = line.find('\t');

		if (tab == string::npos || line.find('\\') != string::npos)
			continue;
		Item		item;

		item.region = line.substr(0, tab);
		item.region_index = phone_region_by_code(item.region.data(),
												 item.region.size());
		item.text = line.substr(tab + 1);
		items.push_back(item);
	}
	if (items.empty())
		return 1;

	std::vector<PhoneNumber> numbers;
	std::vector<i18n::phonenumbers::PhoneNumber> their_numbers;

	for (const Item &item : items)
	{
		PhoneNumber n;
		i18n::phonenumbers::PhoneNumber t;

		if (phone_core_parse(item.text.data(), item.text.size(),
							 item.region_index, &n) == PHONE_OK &&
			util.Parse(item.text, item.region, &t) == PhoneNumberUtil::NO_PARSING_ERROR)
		{
			numbers.push_back(n);
			their_numbers.push_back(t);
		}
	}

	for (int round = 0; round < rounds; round++)
	{
		double		t0 = now();

		for (const Item &item : items)
		{
			i18n::phonenumbers::PhoneNumber number;

			sum += util.Parse(item.text, item.region, &number);
		}
		double		t1 = now();

		for (int k = 0; k < repeat; k++)
			for (const Item &item : items)
			{
				PhoneNumber number;

				sum += phone_core_parse(item.text.data(), item.text.size(),
										item.region_index, &number);
			}
		double		t2 = now();

		for (int k = 0; k < repeat; k++)
			for (const PhoneNumber &number : numbers)
				sum += phone_core_type(&number) + phone_core_region(&number);
		double		t3 = now();

		for (int k = 0; k < repeat; k++)
			for (const PhoneNumber &number : numbers)
			{
				char		buf[PHONE_MAX_TEXT];

				sum += phone_core_format(&number, PHONE_NATIONAL, buf,
										 sizeof(buf));
			}
		double		t4 = now();

		for (const i18n::phonenumbers::PhoneNumber &number : their_numbers)
		{
			string		text;

			util.Format(number, PhoneNumberUtil::NATIONAL, &text);
			sum += text.size();
		}
		double		t5 = now();

		theirs.push_back((t1 - t0) / items.size());
		ours.push_back((t2 - t1) / items.size() / repeat);
		judge.push_back((t3 - t2) / numbers.size() / repeat);
		write.push_back((t4 - t3) / numbers.size() / repeat);
		their_write.push_back((t5 - t4) / numbers.size());
	}
	printf("%-6s %6zu  parse %7.0f %6.0f %5.0fx   national %7.0f %5.0f %5.0fx   type and region %5.0f\n",
		   argc > 1 ? argv[1] : "", items.size(),
		   median(theirs), median(ours), median(theirs) / median(ours),
		   median(their_write), median(write),
		   median(their_write) / median(write), median(judge));
	return sum == 42;			/* keeps the work from being optimized away */
}
