/*
 * match_eval.c
 *	  Quality and speed of finding duplicates, on files with the truth in them.
 *
 *	  match_eval [--without COLUMN] [--region XX] [--show fn|fp|join|blocking|pairs] [--shuffle SEED] [--linkage P] FILE
 *
 * Reads a CSV file, known by its header: FEBRL (rec_id), splink's fake_1000
 * (unique_id), contacts (entity).  A contact is what the product would have of
 * it: one name, phones as the type reads them.  Prints how many of the true pairs
 * share a key; precision, recall and F1 over all true pairs at a probability of
 * 0.5, of 0.99 without any conflict, and after grouping; B-cubed F1; seconds and memory of each step.
 * duplicates_eval.sh builds and runs it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "pure/match_core.h"
#include "pure/match_sort.h"
#include "pure/phone_core.h"

#define MAX_COLUMNS		16

typedef struct Row
{
	char	   *cell[MAX_COLUMNS];
} Row;

typedef enum Shape
{
	FEBRL,
	FAKE,
	CONTACTS
} Shape;

static char *columns[MAX_COLUMNS];
static int	ncolumns;
static Row *rows;
static uint32_t nrows;
static Shape shape;
static const char *without = "";
static PhoneRegion region;

static MatchRecord **records;
static uint64_t *name_keys;
static uint32_t *name_counts;
static uint32_t *truth;			/* number of the entity */
static size_t nallocated;
static char **pieces;			/* of memory that the records are in */
static uint32_t npieces;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static void
step(const char *what, double *since, const char *more)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	printf("  %-28s %7.3f s  peak %5ld MB  %s\n", what, now() - *since, usage.ru_maxrss / 1024, more);
	*since = now();
}

/* ------ Reading ------ */

static char *
read_all(const char *path, size_t *len)
{
	FILE	   *file = fopen(path, "rb");
	char	   *data;

	if (file == NULL)
	{
		perror(path);
		exit(1);
	}
	fseek(file, 0, SEEK_END);
	*len = (size_t) ftell(file);
	rewind(file);
	data = malloc(*len + 1);
	if (fread(data, 1, *len, file) != *len)
		exit(1);
	data[*len] = '\0';
	fclose(file);
	return data;
}

/* One line, cut up in place; spaces around a cell are no part of it. */
static char *
read_row(char *s, char *cell[MAX_COLUMNS], int *n)
{
	*n = 0;
	for (;;)
	{
		char	   *out;
		char	   *start;
		int			quoted;
		char		end;

		while (*s == ' ')
			s++;
		quoted = *s == '"';
		start = out = s += quoted;
		for (; *s != '\0'; s++)
		{
			if (quoted && *s == '"')
			{
				if (s[1] != '"')
				{
					quoted = 0;
					continue;
				}
				s++;
			}
			else if (!quoted && (*s == ',' || *s == '\n'))
				break;
			*out++ = *s;
		}
		end = *s;
		while (out > start && (out[-1] == ' ' || out[-1] == '\r'))
			out--;
		*out = '\0';
		if (*n < MAX_COLUMNS)
			cell[(*n)++] = start;
		if (end == '\0')
			return s;
		s++;
		if (end == '\n')
			return s;
	}
}

static int
column(const char *name)
{
	int			i;

	for (i = 0; i < ncolumns; i++)
	{
		if (strcmp(columns[i], name) == 0)
			return i;
	}
	return -1;
}

static const char *
cell(const Row *row, const char *name)
{
	int			i = strcmp(name, without) == 0 ? -1 : column(name);

	return i < 0 || row->cell[i] == NULL ? "" : row->cell[i];
}

static void
read_rows(const char *path)
{
	size_t		len;
	char	   *s = read_all(path, &len);
	size_t		room = 1024;
	int			n;

	s = read_row(s, columns, &ncolumns);
	rows = malloc(room * sizeof(Row));
	while (*s != '\0')
	{
		if (nrows == room)
			rows = realloc(rows, (room *= 2) * sizeof(Row));
		memset(&rows[nrows], 0, sizeof(Row));
		s = read_row(s, rows[nrows].cell, &n);
		if (n > 1)
			nrows++;
	}
	shape = column("rec_id") >= 0 ? FEBRL : column("unique_id") >= 0 ? FAKE : CONTACTS;
}

static void
shuffle(unsigned seed)
{
	uint64_t	state = seed;
	uint32_t	i;

	for (i = nrows; i > 1; i--)
	{
		uint32_t	k;
		Row			row;

		state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		k = (uint32_t) ((state >> 33) % i);
		row = rows[i - 1];
		rows[i - 1] = rows[k];
		rows[k] = row;
	}
}

/* ------ Contacts ------ */

static MatchSpan
span(const char *s)
{
	MatchSpan	result = {s, strlen(s)};

	return result;
}

/* As the type reads it: E.164 by the region; else the digits. */
static uint64_t
read_phone(const char *s)
{
	PhoneNumber number;
	uint64_t	value = 0;

	if (phone_core_parse(s, strlen(s), region, &number) == PHONE_OK && number.ndigits <= PHONE_MAX_DIGITS)
		s = number.digits;
	for (; *s != '\0'; s++)
	{
		if (*s >= '0' && *s <= '9')
			value = value * 10 + (uint64_t) (*s - '0');
	}
	return value;
}

static void
add_extra(MatchInput *input, MatchExtra *extras, MatchExtraKind kind, int field, const char *value)
{
	if (value[0] == '\0')
		return;
	extras[input->nextras].kind = kind;
	extras[input->nextras].field = field;
	extras[input->nextras].value = span(value);
	input->nextras++;
}

static size_t
prepare(const Row *row, void *buffer)
{
	MatchInput	input = {0};
	MatchExtra	extras[8];
	MatchSpan	email = {NULL, 0};
	uint64_t	phones[2];
	char		name[256];
	const char *phone;

	input.extras = extras;
	input.phones = phones;
	input.emails = &email;
	if (shape == CONTACTS)
	{
		input.name = span(cell(row, "full_name"));
		input.company = span(cell(row, "org"));
		input.city = span(cell(row, "city"));
		email = span(cell(row, "email"));
		if ((phone = cell(row, "phone1"))[0] != '\0')
			phones[input.nphones++] = read_phone(phone);
		if ((phone = cell(row, "phone2"))[0] != '\0')
			phones[input.nphones++] = read_phone(phone);
		add_extra(&input, extras, MATCH_BIRTHDAY, 0, cell(row, "birthday"));
	}
	else
	{
		snprintf(name, sizeof(name), "%s %s", cell(row, shape == FEBRL ? "given_name" : "first_name"), cell(row, "surname"));
		input.name = span(name);
		email = span(cell(row, "email"));
		input.city = span(cell(row, shape == FEBRL ? "suburb" : "city"));
		add_extra(&input, extras, MATCH_BIRTHDAY, 0, cell(row, shape == FEBRL ? "date_of_birth" : "dob"));
		add_extra(&input, extras, MATCH_IDENTIFIER, 1, cell(row, "soc_sec_id"));
		add_extra(&input, extras, MATCH_ADDRESS, 2, cell(row, "street_number"));
		add_extra(&input, extras, MATCH_ADDRESS, 3, cell(row, "address_1"));
		add_extra(&input, extras, MATCH_ADDRESS, 4, cell(row, "address_2"));
		add_extra(&input, extras, MATCH_ADDRESS, 5, cell(row, "postcode"));
		add_extra(&input, extras, MATCH_ADDRESS, 6, cell(row, "state"));
	}
	input.nemails = email.len > 0;
	return match_prepare(&input, buffer, MATCH_RECORD_MAX);
}

/* All of them, in memory that is got in large pieces. */
static size_t
prepare_all(void)
{
	uint64_t	buffer[MATCH_RECORD_MAX / 8];
	char	   *block = NULL;
	size_t		left = 0;
	size_t		total = 0;
	uint32_t	i;

	records = malloc((nrows + 1) * sizeof(*records));
	name_keys = malloc((nrows + 1) * sizeof(*name_keys));
	for (i = 0; i < nrows; i++)
	{
		size_t		n = prepare(&rows[i], buffer);

		if (n == 0)
			abort();
		if (left < n)
		{
			left = 1 << 20;
			block = malloc(left);
			pieces = realloc(pieces, (npieces + 1) * sizeof(char *));
			pieces[npieces++] = block;
		}
		records[i] = memcpy(block, buffer, n);
		block += n;
		left -= n;
		total += n;
		name_keys[i] = match_name_key(records[i]);
	}
	return total;
}

static void *allocate(void *arg, size_t size);
static void release(void *arg, void *block);
static void progress(void *arg);

/*
 * Number them by their name key: those who are compared are next to each other
 * in memory then, and it is memory that takes the time.
 */
static void
order_by_name(size_t total)
{
	MatchHost	host = {allocate, release, progress, NULL};
	char	   *block = malloc(total + 1);
	MatchRecord **ordered = malloc((nrows + 1) * sizeof(*ordered));
	Row		   *ordered_rows = malloc((nrows + 1) * sizeof(Row));
	uint32_t   *ordered_truth = malloc((nrows + 1) * sizeof(uint32_t));
	uint32_t   *of = malloc((nrows + 1) * sizeof(uint32_t));
	uint32_t	i;

	for (i = 0; i < nrows; i++)
		of[i] = i;
	match_sort(name_keys, of, nrows, 64, &host);
	for (i = 0; i < nrows; i++)
	{
		size_t		n = match_record_size(records[of[i]]);

		ordered[i] = memcpy(block, records[of[i]], n);
		block += n;
		ordered_rows[i] = rows[of[i]];
		ordered_truth[i] = truth[of[i]];
	}
	for (i = 0; i < npieces; i++)
		free(pieces[i]);
	free(records);
	free(rows);
	free(truth);
	free(of);
	records = ordered;
	rows = ordered_rows;
	truth = ordered_truth;
}

/* ------ Truth ------ */

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

static void
read_truth(void)
{
	char	  **names = malloc((nrows + 1) * sizeof(char *));
	char	  **sorted = malloc((nrows + 1) * sizeof(char *));
	uint32_t	n = 0;
	uint32_t	i;

	for (i = 0; i < nrows; i++)
	{
		if (shape == FEBRL)
		{
			char	   *end;

			/* rec-10-org, rec-10-dup-0 */
			names[i] = strdup(cell(&rows[i], "rec_id"));
			end = strchr(names[i] + 4, '-');
			if (end != NULL)
				*end = '\0';
		}
		else
			names[i] = rows[i].cell[column(shape == FAKE ? "cluster" : "entity")];
		sorted[i] = names[i];
	}
	qsort(sorted, nrows, sizeof(char *), compare_text);
	for (i = 0; i < nrows; i++)
	{
		if (n == 0 || strcmp(sorted[n - 1], sorted[i]) != 0)
			sorted[n++] = sorted[i];
	}
	truth = malloc((nrows + 1) * sizeof(uint32_t));
	for (i = 0; i < nrows; i++)
		truth[i] = (uint32_t) ((char **) bsearch(&names[i], sorted, n, sizeof(char *), compare_text) - sorted);
	free(names);
	free(sorted);
}

static double
count_true_pairs(void)
{
	uint32_t   *size = calloc(nrows + 1, sizeof(uint32_t));
	double		pairs = 0;
	uint32_t	i;

	for (i = 0; i < nrows; i++)
		pairs += size[truth[i]]++;
	free(size);
	return pairs;
}

/* ------ Callbacks ------ */

static void *
allocate(void *arg, size_t size)
{
	void	   *block = malloc(size);

	(void) arg;
	if (block == NULL)
		abort();
	nallocated++;
	return block;
}

static void
release(void *arg, void *block)
{
	(void) arg;
	nallocated--;
	free(block);
}

static double last_progress;
static double longest_silence;

static void
progress(void *arg)
{
	double		t = now();

	(void) arg;
	if (last_progress == 0)
		last_progress = t;
	if (t - last_progress > longest_silence)
		longest_silence = t - last_progress;
	last_progress = t;
}

static const MatchRecord *
record_of(void *arg, uint32_t number)
{
	(void) arg;
	return records[number];
}

static void
score_of(uint32_t a, uint32_t b, MatchScore *score)
{
	MatchWorld	world;

	world.contacts = nrows;
	world.count_a = name_counts[a];
	world.count_b = name_counts[b];
	match_score(records[a], records[b], &world, score);
}

static double
probability_of(void *arg, uint32_t a, uint32_t b)
{
	MatchScore	score;

	(void) arg;
	score_of(a, b, &score);
	return score.probability;
}

static bool
are_different(void *arg, uint32_t a, uint32_t b)
{
	MatchScore	score;

	(void) arg;
	score_of(a, b, &score);
	return (score.conflicts & MATCH_CONFLICTS_HARD) != 0;
}

#define AHEAD	12

static void
fetch_ahead(uint32_t number)
{
	const char *record = (const char *) records[number];

	__builtin_prefetch(&name_counts[number]);
	__builtin_prefetch(record);
	__builtin_prefetch(record + 64);
	__builtin_prefetch(record + 128);
}

/* ------ Figures ------ */

static void
print_f1(const char *what, double hits, double found, double wanted)
{
	double		p = found > 0 ? hits / found : 1;
	double		r = wanted > 0 ? hits / wanted : 1;

	printf("%-12s P %.4f  R %.4f  F1 %.4f   (%.0f found, %.0f right, %.0f true)\n", what, p, r,
		   p + r > 0 ? 2 * p * r / (p + r) : 0, found, hits, wanted);
}

static void
show_row(uint32_t i)
{
	int			c;

	for (c = 0; c < ncolumns; c++)
		printf("%s%s", c > 0 ? "|" : "    ", rows[i].cell[c] != NULL ? rows[i].cell[c] : "");
	printf("   n=%u\n", name_counts[i]);
}

static void
show_pair(const char *what, uint32_t a, uint32_t b)
{
	MatchScore	score;
	int			i;

	score_of(a, b, &score);
	printf("%s %.2f:", what, score.total);
	for (i = 0; i < score.nparts; i++)
	{
		const MatchPart *part = &score.parts[i];

		printf(" %s/%s %+.1f%+.1f", match_comparison_name(match_level_comparison(part->level)), match_level_name(part->level),
			   part->bits, part->adjustment);
	}
	printf(" conflicts %x\n", score.conflicts);
	show_row(a);
	show_row(b);
}

/* One line: of these, sorted and counted, come the figures for a level. */
static void
show_levels(bool same, const MatchScore *score, uint32_t count)
{
	int			i;

	printf("%s %.1f %u", same ? "same" : "other", score->total, count);
	for (i = 0; i < score->nparts; i++)
	{
		MatchLevel	level = score->parts[i].level;

		printf(" %s=%s", match_comparison_name(match_level_comparison(level)), match_level_name(level));
	}
	printf("\n");
}

/* The keys that a single contact is looked up by: do two records have one in common? */
static bool
share_lookup(uint32_t a, uint32_t b, bool *by_name)
{
	uint64_t	x[MATCH_MAX_KEYS];
	uint64_t	y[MATCH_MAX_KEYS];
	int			m = match_keys(records[a], x);
	int			n = match_keys(records[b], y);
	int			i;
	int			k;

	*by_name = name_keys[a] == name_keys[b] && name_keys[a] != 0;
	for (i = 0; i < m; i++)
	{
		if (MATCH_KEY_KIND(x[i]) > MATCH_KEY_LOCAL_PART)
			continue;
		for (k = 0; k < n; k++)
		{
			if (x[i] == y[k])
				return true;
		}
	}
	return *by_name;
}

/* Of the true pairs, how many does a look-up of one contact find? */
static void
print_lookups(double wanted)
{
	MatchHost	host = {allocate, release, progress, NULL};
	uint64_t   *entity = malloc((nrows + 1) * sizeof(uint64_t));
	uint32_t   *of = malloc((nrows + 1) * sizeof(uint32_t));
	double		names = 0;
	double		found = 0;
	uint32_t	i;
	uint32_t	k;

	for (i = 0; i < nrows; i++)
	{
		entity[i] = truth[i];
		of[i] = i;
	}
	match_sort(entity, of, nrows, 32, &host);
	for (i = 0; i < nrows; i++)
	{
		for (k = i + 1; k < nrows && entity[k] == entity[i]; k++)
		{
			bool		by_name;

			found += share_lookup(of[i], of[k], &by_name);
			names += by_name;
		}
	}
	printf("%-12s R %.4f by the name key, %.4f by it, phone, address or local part\n", "look-up",
		   wanted > 0 ? names / wanted : 1, wanted > 0 ? found / wanted : 1);
	free(entity);
	free(of);
}

/* Score and groups have been asked for by the same measure: pairs and B-cubed. */
static void
print_groups(const uint32_t *group, double wanted, const char *show)
{
	/* Cells of the table group x entity, by sorting. */
	uint64_t   *cells = malloc((nrows + 1) * sizeof(uint64_t));
	uint32_t   *group_size = calloc(nrows + 1, sizeof(uint32_t));
	uint32_t   *truth_size = calloc(nrows + 1, sizeof(uint32_t));
	MatchHost	host = {allocate, release, progress, NULL};
	uint32_t   *counts = malloc((nrows + 1) * sizeof(uint32_t));
	double		found = 0;
	double		hits = 0;
	double		precision = 0;
	double		recall = 0;
	uint32_t	largest = 0;
	uint32_t	i;

	for (i = 0; i < nrows; i++)
	{
		cells[i] = ((uint64_t) group[i] << 32 | truth[i]) + 1;
		found += group_size[group[i]]++;
		truth_size[truth[i]]++;
		if (group_size[group[i]] > largest)
			largest = group_size[group[i]];
	}
	match_count_keys(cells, nrows, counts, &host);
	for (i = 0; i < nrows; i++)
	{
		hits += (counts[i] - 1) / 2.0;
		precision += (double) counts[i] / group_size[group[i]];
		recall += (double) counts[i] / truth_size[truth[i]];
		if (strcmp(show, "join") == 0 && counts[i] < group_size[group[i]])
		{
			printf("group %u", group[i]);
			show_row(i);
		}
	}
	print_f1("grouped", hits, found, wanted);
	precision /= nrows;
	recall /= nrows;
	printf("%-12s P %.4f  R %.4f  F1 %.4f   (largest group %u)\n", "B-cubed", precision, recall,
		   2 * precision * recall / (precision + recall), largest);
	free(cells);
	free(group_size);
	free(truth_size);
	free(counts);
}

static uint64_t
hash_text(const char *s)
{
	uint64_t	h = UINT64_C(14695981039346656037);

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char) *s) * UINT64_C(1099511628211);
	return h;
}

/* In one piece: it is the list of the steps that are timed. */
int
main(int argc, char **argv)
{
	MatchHost	host = {allocate, release, progress, NULL};
	MatchPairsTask task = {0};
	MatchGroupTask group = {0};
	MatchEdge  *edges;
	MatchId    *ids;
	uint64_t	keys[MATCH_MAX_KEYS];
	const char *show = "";
	double		start;
	double		all;
	double		wanted;
	double		blocked = 0;
	double		found = 0;
	double		hits = 0;
	double		sure = 0;
	double		sure_hits = 0;
	double		threshold = 0.5;
	unsigned	seed = 0;
	size_t		bytes;
	size_t		nkeys = 0;
	size_t		kinds[16] = {0};
	size_t		i;
	char		note[200];
	uint32_t	checksum = 0;

	region = phone_region_by_code("AU", 2);
	for (i = 1; i + 2 < (size_t) argc; i += 2)
	{
		if (strcmp(argv[i], "--without") == 0)
			without = argv[i + 1];
		else if (strcmp(argv[i], "--region") == 0)
			region = phone_region_by_code(argv[i + 1], 2);
		else if (strcmp(argv[i], "--show") == 0)
			show = argv[i + 1];
		else if (strcmp(argv[i], "--shuffle") == 0)
			seed = (unsigned) strtoul(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--linkage") == 0)
			threshold = strtod(argv[i + 1], NULL);
	}
	start = now();
	read_rows(argv[argc - 1]);
	if (seed != 0)
		shuffle(seed);
	read_truth();
	wanted = count_true_pairs();
	printf("%s: %u records, %.0f true pairs\n", argv[argc - 1], nrows, wanted);
	step("read", &start, "");
	all = start;

	bytes = prepare_all();
	snprintf(note, sizeof(note), "%.0f bytes a record", (double) bytes / nrows);
	step("prepare", &start, note);
	order_by_name(bytes);
	step("order", &start, "by the key of the name");

	for (i = 0; i < nrows; i++)
		nkeys += (size_t) match_keys(records[i], keys);
	task.keys = malloc((nkeys + 1) * sizeof(uint64_t));
	task.record_of = malloc((nkeys + 1) * sizeof(uint32_t));
	for (i = 0; i < nrows; i++)
	{
		int			n = match_keys(records[i], keys);
		int			k;

		for (k = 0; k < n; k++)
		{
			kinds[MATCH_KEY_KIND(keys[k])]++;
			task.keys[task.nkeys] = keys[k];
			task.record_of[task.nkeys++] = (uint32_t) i;
		}
	}
	name_counts = malloc((nrows + 1) * sizeof(uint32_t));
	match_count_keys(name_keys, nrows, name_counts, &host);
	snprintf(note, sizeof(note), "%.2f a record", (double) nkeys / nrows);
	step("keys", &start, note);

	task.record = record_of;
	last_progress = now();
	longest_silence = 0;
	match_pairs(&task, &host);
	snprintf(note, sizeof(note), "%zu pairs, %zu blocks, %zu split, %zu pieces left out; longest silence %.1f ms",
			 task.npairs, task.nblocks, task.nsplit, task.ndropped, longest_silence * 1e3);
	step("pairs", &start, note);

	edges = malloc((task.npairs + 1) * sizeof(MatchEdge));
	for (i = 0; i < task.npairs; i++)
	{
		MatchPair	pair = task.pairs[i];
		MatchScore	score;
		bool		same = truth[pair.a] == truth[pair.b];

		/* The second of a pair is anywhere in memory: asked for in time, it is there. */
		if (i + 2 * AHEAD < task.npairs)
		{
			__builtin_prefetch(&records[task.pairs[i + 2 * AHEAD].b]);
			fetch_ahead(task.pairs[i + AHEAD].b);
		}
		score_of(pair.a, pair.b, &score);
		blocked += same;
		if (score.probability >= 0.99 && score.conflicts == 0)
		{
			sure++;
			sure_hits += same;
		}
		if (score.probability >= 0.5)
		{
			found++;
			hits += same;
			edges[group.nedges].a = pair.a;
			edges[group.nedges].b = pair.b;
			edges[group.nedges++].probability = score.probability;
		}
		if (strcmp(show, "pairs") == 0)
			show_levels(same, &score, name_counts[pair.a] > name_counts[pair.b] ? name_counts[pair.a] : name_counts[pair.b]);
		if (!same && score.probability >= 0.5 && strcmp(show, "fp") == 0)
			show_pair("wrong", pair.a, pair.b);
		if (same && score.probability < 0.5 && strcmp(show, "fn") == 0)
			show_pair("missed", pair.a, pair.b);
	}
	snprintf(note, sizeof(note), "%.2f million a second", (double) task.npairs / (now() - start) / 1e6);
	step("score", &start, note);

	ids = malloc((nrows + 1) * sizeof(MatchId));
	for (i = 0; i < nrows; i++)
	{
		ids[i].high = hash_text(rows[i].cell[0]);
		ids[i].low = hash_text(rows[i].cell[0]) * 31;
	}
	group.nrecords = nrows;
	group.ids = ids;
	group.edges = edges;
	group.threshold = threshold;
	group.score = probability_of;
	group.different = are_different;
	group.group = malloc((nrows + 1) * sizeof(uint32_t));
	group.review = malloc(nrows + 1);
	last_progress = now();
	longest_silence = 0;
	match_group(&group, &host);
	snprintf(note, sizeof(note), "%zu pairs scored; longest silence %.1f ms", group.nscored, longest_silence * 1e3);
	step("group", &start, note);
	printf("  %-28s %7.3f s\n", "all but reading", now() - all);

	printf("keys:");
	for (i = 1; i < 16; i++)
	{
		if (kinds[i] > 0)
			printf(" %s %.2f,", match_key_name((MatchKeyKind) i), (double) kinds[i] / nrows);
	}
	printf("\n%-12s R %.4f\n", "share a key", wanted > 0 ? blocked / wanted : 1);
	print_lookups(wanted);
	print_f1("p >= 0.5", hits, found, wanted);
	print_f1("no question", sure_hits, sure, wanted);
	print_groups(group.group, wanted, show);
	/* The same whatever the order of the input. */
	for (i = 0; i < nrows; i++)
		checksum += (uint32_t) (hash_text(rows[i].cell[0]) * (hash_text(rows[group.group[i]].cell[0]) | 1) >> 32);
	printf("groups %08x\n", checksum);
	if (strcmp(show, "blocking") == 0)
	{
		uint32_t   *first = malloc(nrows * sizeof(uint32_t));

		/* True pairs of neighbours in the list that share no key. */
		memset(first, 0xFF, nrows * sizeof(uint32_t));
		for (i = 0; i < nrows; i++)
		{
			uint32_t	other = first[truth[i]];

			first[truth[i]] = (uint32_t) i;
			if (other != UINT32_MAX)
			{
				MatchPair	pair = {other, (uint32_t) i};
				size_t		low = 0;
				size_t		high = task.npairs;

				while (low < high)
				{
					size_t		middle = (low + high) / 2;
					MatchPair	at = task.pairs[middle];

					if (at.a < pair.a || (at.a == pair.a && at.b < pair.b))
						low = middle + 1;
					else
						high = middle;
				}
				if (low == task.npairs || task.pairs[low].a != pair.a || task.pairs[low].b != pair.b)
					show_pair("no key", pair.a, pair.b);
			}
		}
	}
	release(NULL, task.pairs);
	if (nallocated != 0)
		printf("%zu blocks of memory were not released\n", nallocated);
	return 0;
}
