/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  Every test of the server's version, so that no other file has one.
 *
 * Supported are PostgreSQL 15 to 18; 19 as of its release candidate.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_COMPAT_H
#define CONTACTS_COMPAT_H

#include "storage/proc.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#if PG_VERSION_NUM < 150000
#error "contacts needs PostgreSQL 15 or later"
#endif

#if SIZEOF_DATUM < 8
#error "contacts needs a server that passes 8 bytes by value"
#endif

/*
 * The library is built with hidden symbols (Makefile), so that no other one's
 * can take the place of ours; what the server looks up by name is exported.
 * The server's own macros do so from 16 on.
 */
#if PG_VERSION_NUM < 160000
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
extern PGDLLEXPORT Datum funcname(PG_FUNCTION_ARGS); \
extern PGDLLEXPORT const Pg_finfo_record *CppConcat(pg_finfo_,funcname)(void); \
const Pg_finfo_record * \
CppConcat(pg_finfo_,funcname) (void) \
{ \
	static const Pg_finfo_record my_finfo = { 1 }; \
	return &my_finfo; \
} \
extern int no_such_variable
#endif

/* Soft errors came with 16; before, they are hard ones. */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#define soft_ereport(fcinfo, ...) ereturn((fcinfo)->context, (Datum) 0, __VA_ARGS__)
#define soft_error(context, ...) errsave(context, __VA_ARGS__)
#else
#define soft_ereport(fcinfo, ...) ereport(ERROR, __VA_ARGS__)
#define soft_error(context, ...) ereport(ERROR, __VA_ARGS__)
#endif

/* A function that does not return says so in front from 18 on. */
#if PG_VERSION_NUM < 180000
#define pg_noreturn pg_attribute_noreturn()
#endif

/* The local transaction id moved into a struct in 17. */
#if PG_VERSION_NUM >= 170000
#define my_local_transaction() (MyProc->vxid.lxid)
#else
#define my_local_transaction() (MyProc->lxid)
#endif

/* From 17 on an index is read once, in order, whatever arrays it is searched for. */
#if PG_VERSION_NUM >= 170000
#define INDEX_ARRAYS_KEEP_ORDER 1
#else
#define INDEX_ARRAYS_KEEP_ORDER 0
#endif

/* One function checks the privileges on all kinds of objects from 16 on. */
#if PG_VERSION_NUM >= 160000
#define function_aclcheck(oid, role, mode) object_aclcheck(ProcedureRelationId, oid, role, mode)
#else
#define function_aclcheck(oid, role, mode) pg_proc_aclcheck(oid, role, mode)
#endif

/* Up to 15, CREATEROLE lets a role give itself any role but superusers. */
#if PG_VERSION_NUM >= 160000
#define CREATEROLE_GIVES_ANY_ROLE "false"
#else
#define CREATEROLE_GIVES_ANY_ROLE "true"
#endif

/* From 16 on a membership belongs to whoever granted it; third in a format(). */
#if PG_VERSION_NUM >= 160000
#define GRANTED_BY " GRANTED BY %3$s"
#else
#define GRANTED_BY ""
#endif

/* 18 lets a module tell its name and version. */
#if PG_VERSION_NUM >= 180000
#define CONTACTS_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "contacts", .version = CONTACTS_VERSION)
#else
#define CONTACTS_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* What a check hook hands on lives in malloc's memory, from 16 on in guc's. */
#if PG_VERSION_NUM >= 160000
#include "utils/guc.h"
#define guc_extra_alloc(size) guc_malloc(LOG, (size))
#else
#define guc_extra_alloc(size) malloc(size)
#endif

/*
 * What EXPLAIN does without a hook has a name from 17 on, and its state a
 * header of its own from 18 on.  From 17 on it can show the planner's memory,
 * from 18 on ANALYZE shows buffers unless told otherwise.
 */
#include "commands/explain.h"
#if PG_VERSION_NUM >= 180000
#include "commands/explain_state.h"
#endif
#define EXPLAIN_ANALYZE_SHOWS_BUFFERS (PG_VERSION_NUM >= 180000)
#if PG_VERSION_NUM >= 170000
#define explain_one_query standard_ExplainOneQuery
#define explain_hide_memory(es) ((es)->memory = false)
#else
#include "executor/instrument.h"
#include "tcop/tcopprot.h"

#define explain_hide_memory(es) ((void) 0)

static inline void
explain_one_query(Query *query, int options, IntoClause *into, ExplainState *es,
				  const char *text, ParamListInfo params, QueryEnvironment *env)
{
	instr_time	start;
	instr_time	duration;
	BufferUsage used_before = pgBufferUsage;
	BufferUsage used = {0};
	PlannedStmt *plan;

	INSTR_TIME_SET_CURRENT(start);
	plan = pg_plan_query(query, text, options, params);
	INSTR_TIME_SET_CURRENT(duration);
	INSTR_TIME_SUBTRACT(duration, start);
	BufferUsageAccumDiff(&used, &pgBufferUsage, &used_before);
	ExplainOnePlan(plan, into, es, text, params, env, &duration,
				   es->buffers ? &used : NULL);
}
#endif

/* 18 no longer says whether a query is run once. */
#if PG_VERSION_NUM >= 180000
#define EXECUTOR_RUN_ARGS QueryDesc *queryDesc, ScanDirection direction, uint64 count
#define EXECUTOR_RUN_PASS queryDesc, direction, count
#else
#define EXECUTOR_RUN_ARGS \
	QueryDesc *queryDesc, ScanDirection direction, uint64 count, bool execute_once
#define EXECUTOR_RUN_PASS queryDesc, direction, count, execute_once
#endif

/* From 19 on the planner is told what is explained. */
#if PG_VERSION_NUM >= 190000
#define PLANNER_ARGS \
	Query *query, const char *text, int options, ParamListInfo params, ExplainState *es
#define PLANNER_PASS query, text, options, params, es
#else
#define PLANNER_ARGS Query *query, const char *text, int options, ParamListInfo params
#define PLANNER_PASS query, text, options, params
#endif

/*
 * What the planner knows of a table is looked at by a hook of another name from
 * 19 on, which is called for all that stands in FROM.
 */
#if PG_VERSION_NUM >= 190000
#include "optimizer/pathnode.h"
typedef build_simple_rel_hook_type relation_hook_type;
#define relation_hook build_simple_rel_hook
#define RELATION_HOOK_ARGS PlannerInfo *root, RelOptInfo *rel, RangeTblEntry *rte
#define RELATION_HOOK_PASS root, rel, rte
#define RELATION_HOOK_RELATION (rte->rtekind == RTE_RELATION ? rte->relid : InvalidOid)
#define RELATION_HOOK_INHERITS (rte->inh)
#else
#include "optimizer/plancat.h"
typedef get_relation_info_hook_type relation_hook_type;
#define relation_hook get_relation_info_hook
#define RELATION_HOOK_ARGS PlannerInfo *root, Oid relation_oid, bool inhparent, RelOptInfo *rel
#define RELATION_HOOK_PASS root, relation_oid, inhparent, rel
#define RELATION_HOOK_RELATION relation_oid
#define RELATION_HOOK_INHERITS inhparent
#endif

/* The tables that a plan writes are a set from 19 on. */
#if PG_VERSION_NUM >= 190000
#define plan_writes_relation(plan, index) bms_is_member((index), (plan)->resultRelationRelids)
#else
#define plan_writes_relation(plan, index) list_member_int((plan)->resultRelations, (index))
#endif

/* From 19 on nobody changes what the parser found alike. */
#if PG_VERSION_NUM >= 190000
#define JUMBLE_STATE const JumbleState
#else
#define JUMBLE_STATE JumbleState
#endif

/* From 19 on a row type that was put together must be told that it is complete. */
#if PG_VERSION_NUM < 190000
#define TupleDescFinalize(desc) ((void) 0)
#endif

/* What is made of JSON keeps its result itself from 19 on. */
#include "utils/jsonb.h"
#if PG_VERSION_NUM >= 190000
typedef JsonbInState JsonbBuild;
#define jsonb_push(build, token, value) pushJsonbValue((build), (token), (value))
#else
typedef struct JsonbBuild
{
	JsonbParseState *state;
	JsonbValue *result;
} JsonbBuild;
#define jsonb_push(build, token, value) \
	((build)->result = pushJsonbValue(&(build)->state, (token), (value)))
#endif

/*
 * In SQL: can a role take on another one's rights, or become it?  A member, until 16
 * told the ways apart.
 */
#if PG_VERSION_NUM >= 160000
#define ROLE_CAN_ACT_AS(role, other) \
	"(pg_catalog.pg_has_role(" role ", " other ", 'USAGE') OR pg_catalog.pg_has_role(" role ", " other ", 'SET'))"
#else
#define ROLE_CAN_ACT_AS(role, other) \
	"pg_catalog.pg_has_role(" role ", " other ", 'MEMBER')"
#endif

#endif							/* CONTACTS_COMPAT_H */
