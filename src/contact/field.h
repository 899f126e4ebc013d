/*-------------------------------------------------------------------------
 *
 * field.h
 *	  The fields of a contact: the one list of them.
 *
 * From it come the rules of the row (contact.c), the view contacts.import_rows
 * and how it is read and written (import/), what a merge fills and overrides
 * decide (merge/survivor.c), the privileges of applications and what ANALYZE
 * leaves alone (make puts the names into sql/), and what the planner is told
 * (guard/planner.c).  So a new field is a line here, and a column of the table
 * with its comment.  test/tools/fields.sh holds table, view, privileges and this
 * list together.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_CONTACT_FIELD_H
#define CONTACTS_CONTACT_FIELD_H

/*
 * kind: what values it takes, and so how they are tidied.
 *		LINE	one line of text, varchar of so many characters
 *		PHONE	contacts.phone
 *		EMAIL	contacts.email_address
 *		TAGS	text[], each once, in order
 *		CUSTOM	jsonb, by contacts.custom_fields
 * import: CELL, or NO_CELL: not a column of contacts.import_rows.
 * merge: what the survivor of a merge gets.
 *		FIRST	its own value, else that of the first duplicate that has one
 *		UNITED	all values; of a custom value, the first
 *		KEPT	its own, whatever that is; overrides have no say
 * search: its place in the search key; 0: not in it.
 * distinct, nulls: what the planner takes for granted of the column, as in
 * pg_statistic: how many values, and the part of rows without one.  0: nothing.
 * The text says what a cell of the import holds.
 */
#define CONTACT_FIELDS(FIELD) \
	/*    name       kind   length import  merge search distinct nulls */ \
	FIELD(name,      LINE,   300, CELL,    FIRST,  1, 50, 0.5, "Name of the person.") \
	FIELD(phone,     PHONE,    0, CELL,    FIRST,  4, -1, 0.5, "Number as typed, read by the account's region; an extension is kept.") \
	FIELD(email,     EMAIL,    0, CELL,    FIRST,  3, 50, 0.5, "E-mail address.") \
	FIELD(company,   LINE,   300, CELL,    FIRST,  2, 10, 0.5, "Company.") \
	FIELD(job_title, LINE,   300, CELL,    FIRST,  0, 10, 0.5, "Job title.") \
	FIELD(city,      LINE,   300, CELL,    FIRST,  0, 10, 0.5, "City.") \
	FIELD(country,   LINE,   300, CELL,    FIRST,  0, 10, 0.5, "Country.") \
	FIELD(tags,      TAGS,     0, CELL,    UNITED, 5,  0, 0,   "Tags, separated by semicolons; at most 100 of at most 100 characters.") \
	FIELD(custom,    CUSTOM,   0, CELL,    UNITED, 0,  0, 0,   "Custom values as a JSON object.") \
	FIELD(source,    LINE,   300, NO_CELL, KEPT,   0, 10, 0,   "")

typedef enum FieldKind
{
	FIELD_LINE,
	FIELD_PHONE,
	FIELD_EMAIL,
	FIELD_TAGS,
	FIELD_CUSTOM
} FieldKind;

typedef enum FieldMerge
{
	MERGE_FIRST,
	MERGE_UNITED,
	MERGE_KEPT
} FieldMerge;

/* FIELD_NUMBER_name of each, in the order of the list. */
typedef enum FieldNumber
{
#define FIELD(name, kind, length, import, merge, search, distinct, nulls, cell) FIELD_NUMBER_##name,
	CONTACT_FIELDS(FIELD)
#undef FIELD
	NUM_CONTACT_FIELDS
} FieldNumber;

typedef struct ContactField
{
	const char *name;
	FieldKind	kind;
	int			length;			/* of a line, in characters */
	bool		imported;
	FieldMerge	merge;
	int			search;
} ContactField;

extern const ContactField contact_fields[NUM_CONTACT_FIELDS];

/* For statements made of the list: the text for those that are imported. */
#define IF_CELL(sql)	sql
#define IF_NO_CELL(sql)

#endif							/* CONTACTS_CONTACT_FIELD_H */
