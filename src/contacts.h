/*-------------------------------------------------------------------------
 *
 * contacts.h
 *	  What the files of the extension know of each other.
 *
 * One section per file, in the order in which they build on each other.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_H
#define CONTACTS_H

#include "postgres.h"

#include "access/tupdesc.h"
#include "commands/trigger.h"
#include "executor/execdesc.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

#include "compat.h"

/* The constraint on which a client may branch, where no relation is at hand. */
#define errconstraint(table, constraint) \
	(err_generic_string(PG_DIAG_SCHEMA_NAME, "contacts"), \
	 err_generic_string(PG_DIAG_TABLE_NAME, (table)), \
	 err_generic_string(PG_DIAG_CONSTRAINT_NAME, (constraint)))

/* Longest part of somebody's text that an error repeats, in bytes. */
#define QUOTE_MAX	80

/*
 * query.c: our statements.  All tables are reached through SPI, with kept
 * plans, qualified names and the account of the row.
 */
#define KEPT_PLAN_MAX_ARGS	8

/* In argtypes: contacts.phone, whose number no header knows. */
#define PHONE_ARG	((Oid) 1)

typedef struct KeptPlan
{
	const char *sql;			/* the statement, $n for parameters */
	int			nargs;			/* how many parameters */
	Oid			argtypes[KEPT_PLAN_MAX_ARGS];
	SPIPlanPtr	plan;			/* made at first use, kept for the session */
	Oid			phone_type;		/* what PHONE_ARG was when it was made */
} KeptPlan;

extern uint64 kept_execute(KeptPlan *kept, Datum *values, const char *nulls,
						   bool read_only, long limit);
extern uint64 kept_query_latest(KeptPlan *kept, Datum *values, long limit);
extern uint64 rows_execute(KeptPlan *kept, Datum *values, const char *nulls,
						   int64 nrows);
extern void register_rows(const char *name, TupleDesc desc,
						  Tuplestorestate *rows, double ntuples);

/*
 * Statements of ours that may write what the actor's own may not (primary
 * rows of contact_phones, the survivor of a merge).  Counts only while the
 * rights are the owner's, so that nobody else's trigger profits from it.
 */
extern bool own_write(void);
extern uint64 own_write_execute(KeptPlan *kept, Datum *values,
								const char *nulls);
extern uint64 own_write_rows(KeptPlan *kept, Datum *values, const char *nulls,
							 int64 nrows);

/*
 * The rights under which a piece of our code runs: those of a table's owner,
 * with a search_path that nobody else can have filled and row security as the
 * owner has it.  Errors need no clean-up: the transaction puts all of it back.
 */
typedef struct OwnerScope
{
	Oid			save_userid;
	int			save_sec_context;
	int			guc_level;
	bool		save_own_write;
} OwnerScope;

extern void owner_scope_begin(OwnerScope *scope, Oid owner);
extern void owner_scope_begin_foreign(OwnerScope *scope, Oid owner,
									  const char *schema);
extern void owner_scope_end(OwnerScope *scope);
extern void owner_scope_end_with_settings(OwnerScope *scope);
struct Actor;
extern uint64 caller_execute(Oid caller, const struct Actor *eyes, KeptPlan *kept,
							 Datum *values);
extern Oid	owner_of_relation(Oid relid);
extern Oid	contacts_owner(void);
extern Oid	contacts_owner_if_any(void);
extern Oid	contacts_schema(void);
extern Oid	contacts_type_oid(const char *name);

/* Values of a tuple by the name of the column. */
extern Datum tuple_value(HeapTuple tuple, TupleDesc desc, const char *column,
						 bool *isnull);
extern int64 tuple_int64(HeapTuple tuple, TupleDesc desc, const char *column);
extern int32 tuple_int32(HeapTuple tuple, TupleDesc desc, const char *column,
						 bool *isnull);
extern bool tuple_changes(HeapTuple old_tuple, HeapTuple new_tuple,
						  TupleDesc desc, const char *column);

extern uint64 own_write_or_retry(KeptPlan *kept, Datum *values,
								 const char *nulls, int64 nrows);
extern void report_changed_meanwhile(void) pg_attribute_noreturn();

/* A row under change by a BEFORE trigger. */
typedef struct RowChange
{
	TupleDesc	desc;
	HeapTuple	tuple;
	int			count;
	int			columns[24];
	Datum		values[24];
	bool		nulls[24];
} RowChange;

extern void row_change_init(RowChange *change, HeapTuple tuple, TupleDesc desc);
extern void row_change_set(RowChange *change, const char *column, Datum value,
						   bool isnull);
extern HeapTuple row_change_apply(RowChange *change);

/* Which enum value a Datum is, as its place in the type's definition. */
extern int	enum_index(Datum value, const char *const *labels, int nlabels);

/*
 * foreign_action.c: what others' foreign keys could run in our statements.
 *
 * Keys of others on tables of ours, with an action that a statement of ours could
 * set off, through tables of whomever.  Not so keys on the identifiers of rows that
 * our own statements neither delete nor renumber: contacts are deleted with the
 * caller's rights.  What a superuser's table does, a superuser does.
 */
#define ACTING_KEYS \
	"(WITH RECURSIVE ours AS (" \
	"  SELECT d.objid AS relid FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid" \
	"  WHERE e.extname = 'contacts' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass" \
	"    AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')," \
	" acting AS (" \
	"  SELECT k.conrelid, k.confrelid, k.conname, k.confkey, k.conparentid <> 0 AS inherited FROM pg_catalog.pg_constraint k" \
	"  WHERE k.contype = 'f' AND (k.confdeltype = ANY ('{c,n,d}'::\"char\"[]) OR k.confupdtype = ANY ('{c,n,d}'::\"char\"[])))," \
	" reached(relid, conname, inherited) AS (" \
	"  SELECT k.conrelid, k.conname, k.inherited FROM acting k JOIN ours o ON o.relid = k.confrelid" \
	"    JOIN pg_catalog.pg_class f ON f.oid = k.confrelid" \
	"  WHERE NOT EXISTS (SELECT FROM ours x WHERE x.relid = k.conrelid)" \
	"    AND NOT (f.relname = ANY ('{accounts,users,departments,contacts,contact_notes,contact_persons," \
	"segments,custom_fields,imports,merges,api_tokens}'::name[])" \
	"      AND EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = f.oid AND i.indisprimary" \
	"        AND k.confkey <@ i.indkey::smallint[]))" \
	"  UNION SELECT k.conrelid, k.conname, k.inherited FROM reached r JOIN acting k ON k.confrelid = r.relid) " \
	"SELECT r.relid, r.conname, r.inherited, w.rolsuper FROM reached r" \
	"  JOIN pg_catalog.pg_class t ON t.oid = r.relid JOIN pg_catalog.pg_roles w ON w.oid = t.relowner)"

extern void foreign_action_init(void);
extern void foreign_actions_refuse(List *queries);

/*
 * install.c: whether library and SQL are of one release.
 */
extern void release_check(void);

/*
 * trigger.c: how a trigger function must have been fired.
 */
#define BEFORE_STATEMENT	0x01
#define AFTER_STATEMENT		0x02
#define BEFORE_ROW			0x04
#define AFTER_ROW			0x08
#define INSTEAD_OF_ROW		0x10
#define TRIGGER_MOMENTS		0x1f
#define WITH_ROWS			0x20	/* reads the transition tables */

#define ON_INSERT			0x01
#define ON_UPDATE			0x02
#define ON_DELETE			0x04
#define ON_TRUNCATE			0x08
#define ON_WRITE			(ON_INSERT | ON_UPDATE | ON_DELETE)

extern TriggerData *trigger_fired(FunctionCallInfo fcinfo, int when, int on,
								  int nargs);

/*
 * permission.c: the permissions, and which role has which.
 */
typedef enum UserRole
{
	ROLE_REPORTER,
	ROLE_AGENT,
	ROLE_CONTACT_MANAGER,
	ROLE_MANAGER,
	ROLE_BILLING,
	ROLE_ADMIN,
	ROLE_OWNER
} UserRole;
#define NUM_ROLES (ROLE_OWNER + 1)

typedef enum Permission
{
	PERM_READ,
	PERM_WRITE_OWN,
	PERM_WRITE,
	PERM_PRIVATE,
	PERM_DELETE,
	PERM_MERGE,
	PERM_IMPORT,
	PERM_EXPORT,
	PERM_MEMBERS_MANAGE,
	PERM_PERSONS_MANAGE,
	PERM_USERS_MANAGE,
	PERM_TOKENS_MANAGE,
	PERM_AUDIT_READ,
	PERM_ACCOUNT_MANAGE
} Permission;
#define NUM_PERMISSIONS (PERM_ACCOUNT_MANAGE + 1)

#define permission_bit(p) (((uint32) 1) << (p))

extern const char *const role_names[NUM_ROLES];
extern const char *permission_name(Permission permission);
extern int	permission_by_name(const char *name, size_t len);	/* -1: none */
extern uint32 role_default_permissions(UserRole role);

/*
 * actor.c: who is acting.
 */
typedef struct Actor
{
	int64		account_id;
	int32		user_id;
	UserRole	role;
	uint32		permissions;	/* permission_bit() of each */
	bool		every_department;	/* admins and owners */
	int32		last_department;	/* of the account; such see all up to this
									 * one, those that are no more included */
	bool		plan_private;	/* the plan allows private contacts */
	bool		custom_fields;	/* the account has custom fields */
	bool		by_token;		/* permissions are narrowed by a token */
	bool		token_by_other; /* which somebody else issued */
	bool		for_owner;		/* acts in statements with our rights alone */
	pg_uuid_t	token_id;		/* that one */
	char		region[4];		/* by which national numbers are read */
	int			naudiences;
	int32		audiences[FLEXIBLE_ARRAY_MEMBER];	/* ascending */
} Actor;

extern void actor_init(void);
extern const Actor *actor_current(void);	/* NULL without identity */
extern const Actor *actor_required(void);	/* or an error */
extern bool actor_for_transaction(void);
extern bool actor_can(Permission permission);
extern void actor_require(Permission permission);
extern const Actor *actor_eyes(void);
extern bool code_of_others_runs(void);
extern bool actor_sees(int32 audience);
extern bool actor_in_department(int32 department_id);
extern bool contacts_restoring(void);
extern uint64 eyes_lent_execute(const Actor *eyes, KeptPlan *kept, Datum *values);

/*
 * planner.c: what the planner is told of our tables.
 */
extern void planner_init(void);

/*
 * identity.c: how an identity comes about.
 */

/* First field of the text of contacts.actor; a new form gets a new number. */
#define ACTOR_FORM	3

/* Its text while nobody shall be acting, not even by session or role. */
#define ACTOR_NOBODY	"nobody"

extern void identity_init(void);
extern const Actor *identity_lazy(void);

/* A token, as far as it bears on who acts by it. */
typedef struct TokenTerms
{
	pg_uuid_t	id;
	uint32		scopes;			/* permission_bit() of each */
	bool		issued_by_user; /* and not by somebody else for them */
} TokenTerms;

extern bool identity_take_on(int64 account_id, int32 user_id,
							 const TokenTerms *token);
extern bool role_is_mapped(Oid role);
extern void mappings_lock(void);
extern Actor *actor_resolve(int64 account_id, int32 user_id,
							const TokenTerms *token);
extern char *actor_text(const Actor *actor);
extern Actor *actor_narrowed(const Actor *actor, uint32 permissions,
							 const int32 *audiences, int naudiences);
extern uint32 permission_bits(Datum array);
extern bool identity_is_set(void);
extern void actor_department_added(int32 department_id);

/*
 * phone.c: the SQL side of telephone numbers.
 */
typedef struct PhoneReading
{
	int64		value;			/* the datum of type contacts.phone */
	char		extension[81];	/* "" without one; ASCII digits */
	const char *reason;			/* NULL, or why it is no number */
} PhoneReading;

extern void phone_init(void);
extern void phone_read(const char *text, size_t len, const char *region,
					   PhoneReading *reading);
extern void phone_report(const char *text, size_t len, const char *region,
						 const PhoneReading *reading, Node *escontext);
extern const char *phone_actor_region(void);
extern bool region_is_supported(const char *region);
extern void region_report(const char *region);
extern int	phone_value_digits(int64 value, char *digits);
extern void phone_value_text(int64 value, char *text);

/*
 * token.c
 */
extern bool read_hex(const char *s, uint8 *bytes, int nbytes);

/*
 * text.c: folding and tidying of text, UUIDs.
 */
extern bool time_zone_is_known(const char *name);
extern bool email_is_plausible(const char *s, size_t len);
extern void uuid_v7(pg_uuid_t *uuid);
extern text *text_trim(text *value);	/* NULL for blank */
extern text *text_tidy(text *value);	/* likewise; for one line */
extern int	text_characters(text *value);
extern char *text_quoted(const char *s);
extern int	compare_text(const void *a, const void *b);
extern void row_tidy_text(RowChange *change, Relation relation, const char *column,
						  int max_characters, bool lines);
extern text *text_lower_ascii(text *value);
extern text *search_key_make(text *const *parts, int nparts);

/*
 * custom.c: custom fields.
 */
extern char *custom_problem(int64 account_id, Jsonb *custom, Jsonb *was);
extern char *custom_missing(int64 account_id, Jsonb *custom, Jsonb *was);

/*
 * import.c
 */
extern void import_init(void);

/*
 * explain.c: what is shown of plans.
 */
typedef struct PlanUse
{
	bool		writes;			/* writes to a table or view of ours */
	bool		under_rls;		/* reads or writes one that is under row
								 * security for the user in force */
	bool		withheld;		/* for the role that the client has */
} PlanUse;

extern PlanUse plan_use(const PlannedStmt *plan);
extern void explain_execution_begin(QueryDesc *query, PlanUse use, bool explain_only);
extern void explain_inner_run(const QueryDesc *query);
extern bool explain_finish_begin(QueryDesc *query);
extern void explain_finish_end(void);
extern void explain_init(void);

/*
 * statement.c: the statements that run, each under one identity.
 */
extern bool statement_withheld(void);
extern void statement_refuse_change(bool open_too);
extern void statement_init(void);

/*
 * drop.c
 */
extern void drop_init(void);

/*
 * grant.c, catalog.c, harden.c: what check.c compares the database with.
 */
extern Datum grants_given(void);
extern void catalog_shipped(Datum *kind, Datum *object, Datum *definition);
extern char *catalog_query(void);
extern void return_query(FunctionCallInfo fcinfo, const char *sql, int nargs,
						 Oid *types, Datum *values);
extern const char *const harden_query;

/*
 * account.c, user.c: the account's row lock, under which numbers are given
 * out and limits are held.
 */
extern void account_lock(int64 account_id);
extern void user_require_active(int64 account_id, int32 user_id);
extern void user_forget_active(void);

/*
 * contact.c: the rules of a contact row, which merge and import share.
 */
typedef enum Visibility
{
	VISIBILITY_ONLY_ME,
	VISIBILITY_TEAM,
	VISIBILITY_EVERYONE
} Visibility;

/* As many tags as a contact takes, and as many characters as a tag has. */
#define TAGS_MAX	100
#define TAG_LENGTH	100

/* Longest texts, in characters. */
#define NOTE_LENGTH		20000
#define LABEL_LENGTH	50

extern const char *const visibility_names[3];
extern int32 contact_team(const Actor *actor, int32 department_id, bool given);
extern void contact_check_private(const Actor *actor);
extern uint64 own_write_number(KeptPlan *kept, Datum *values, int64 nrows);

/*
 * reference.c: the foreign keys that point at contacts, from the catalog.
 */
typedef struct MoveLog
{
	StringInfoData moved;		/* JSON objects, joined by commas */
	StringInfoData set_aside;	/* likewise */
	StringInfoData moved_counts;	/* "table": n, joined by commas */
	StringInfoData set_aside_counts;
} MoveLog;

extern void move_log_init(MoveLog *log);
extern void move_log_rows(MoveLog *log, bool set_aside, const char *table,
						  const char *constraint, const char *duplicate,
						  bool counted);

/* How contacts are to be merged. */
typedef struct MergeTerms
{
	Oid			caller;			/* by whose rights the duplicates go */
	Jsonb	   *overrides;
	bool		publish;		/* more people may see the survivor */

	/*
	 * Of a leaving user: who shall see the result has been decided, and what
	 * a contact cannot hold (more than TAGS_MAX tags) goes to the log alone, for
	 * the remover may see neither contact and so gets no word of them.
	 */
	bool		unseen;
} MergeTerms;

extern char *merge_contacts(const MergeTerms *terms, Datum survivor_id,
							Datum *duplicate_ids, int nduplicates);
extern void reference_init(void);
extern char *temporary_objects(Oid caller);
extern void refuse_temporary_objects(Oid caller, const char *before);
extern void references_move(int64 account_id, Datum survivor,
							int32 survivor_audience, Datum *duplicates,
							Datum *audiences, Datum *phones, int nduplicates,
							MoveLog *log);

#endif							/* CONTACTS_H */
