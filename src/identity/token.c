/*-------------------------------------------------------------------------
 *
 * token.c
 *	  API tokens: issuing, revoking, and taking on an identity by one.
 *
 * A token's text is ctk_ACCOUNT_ID_SECRET: the number of the account and the
 * token's id lead to its row by the primary key, the secret is 32 random bytes
 * in hexadecimal.  The row keeps SHA-256 of the secret only.  That is enough
 * for a secret of this size: no dictionary holds it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "common/cryptohash.h"
#include "common/sha2.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/hex.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "base/uuid.h"
#include "identity/act_as.h"
#include "identity/active_user.h"
#include "identity/actor.h"
#include "identity/eyes.h"

#define TOKEN_PREFIX	"ctk_"
#define SECRET_BYTES	32

static void
hash_secret(const uint8 *secret, uint8 *hash)
{
	pg_cryptohash_ctx *context = pg_cryptohash_create(PG_SHA256);
	bool		good = context != NULL &&
		pg_cryptohash_init(context) >= 0 &&
		pg_cryptohash_update(context, secret, SECRET_BYTES) >= 0 &&
		pg_cryptohash_final(context, hash, PG_SHA256_DIGEST_LENGTH) >= 0;

	if (context != NULL)
		pg_cryptohash_free(context);
	if (!good)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not compute SHA-256")));
}

/* Without a word, in its duration, of how far the two are alike. */
static bool
same_hash(const uint8 *a, const uint8 *b)
{
	uint8		difference = 0;
	int			i;

	for (i = 0; i < PG_SHA256_DIGEST_LENGTH; i++)
		difference |= a[i] ^ b[i];
	return difference == 0;
}

/* The parts of a token's text; false if it has not the form of one. */
static bool
token_parse(const char *token, int64 *account_id, pg_uuid_t *id, uint8 *secret)
{
	char	   *end;

	if (strncmp(token, TOKEN_PREFIX, strlen(TOKEN_PREFIX)) != 0)
		return false;
	token += strlen(TOKEN_PREFIX);
	if (*token < '1' || *token > '9')
		return false;
	errno = 0;
	*account_id = strtoll(token, &end, 10);
	if (errno != 0 || *end != '_')
		return false;
	token = end + 1;
	return strlen(token) == 2 * UUID_LEN + 1 + 2 * SECRET_BYTES &&
		token[2 * UUID_LEN] == '_' &&
		hex_read(token, id->data, UUID_LEN) &&
		hex_read(token + 2 * UUID_LEN + 1, secret, SECRET_BYTES);
}

/* A token ends with the one by which it was issued. */
static KeptPlan find_plan = {
	"SELECT t.user_id, t.hash, t.scopes, t.revoked_at IS NOT NULL OR p.revoked_at IS NOT NULL,"
	"  coalesce(t.expires_at <= pg_catalog.now(), false) OR coalesce(p.expires_at <= pg_catalog.now(), false),"
	"  t.last_used_on IS DISTINCT FROM CURRENT_DATE, t.issued_by = t.user_id "
	"FROM contacts.api_tokens t LEFT JOIN contacts.api_tokens p"
	"  ON p.account_id = t.account_id AND p.id = t.parent_id "
	"WHERE t.account_id = $1 AND t.id = $2",
	2, {INT8OID, UUIDOID}
};

/* Once a day, and not at all where another session is about it. */
static KeptPlan used_plan = {
	"UPDATE contacts.api_tokens t SET last_used_on = CURRENT_DATE "
	"WHERE t.account_id = $1 AND t.id = (SELECT l.id FROM contacts.api_tokens l"
	"  WHERE l.account_id = $1 AND l.id = $2 AND l.last_used_on IS DISTINCT FROM CURRENT_DATE"
	"  FOR UPDATE SKIP LOCKED)",
	2, {INT8OID, UUIDOID}
};

static void
refuse_token(const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
			 errmsg("%s", why)));
}

PG_FUNCTION_INFO_V1(contacts_authenticate);
Datum
contacts_authenticate(PG_FUNCTION_ARGS)
{
	char	   *token = PG_ARGISNULL(0) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(0));
	int64		account_id = 0;
	pg_uuid_t	id;
	uint8		secret[SECRET_BYTES];
	uint8		hash[PG_SHA256_DIGEST_LENGTH];
	Datum		values[2];
	OneRow		row;
	bytea	   *kept;
	int32		user_id;
	TokenTerms	terms;
	bool		first_today;

	definer_begin();
	/* Null as well: else it would leave another identity in force. */
	if (token == NULL || !token_parse(token, &account_id, &id, secret))
		refuse_token("token is not valid");
	hash_secret(secret, hash);

	SPI_connect();
	values[0] = Int64GetDatum(account_id);
	values[1] = UUIDPGetDatum(&id);
	if (kept_execute(&find_plan, values, NULL, false, 1) == 0)
		refuse_token("token is not valid");
	row = first_row();
	kept = DatumGetByteaPP(row.values[1]);
	if (VARSIZE_ANY_EXHDR(kept) != PG_SHA256_DIGEST_LENGTH ||
		!same_hash(hash, (uint8 *) VARDATA_ANY(kept)))
		refuse_token("token is not valid");

	/* From here on the caller has shown the secret, and may know more. */
	if (DatumGetBool(row.values[3]))
		refuse_token("token has been revoked");
	if (DatumGetBool(row.values[4]))
		refuse_token("token has expired");
	user_id = DatumGetInt32(row.values[0]);
	terms.id = id;
	terms.scopes = permission_bits(row.values[2]);
	first_today = DatumGetBool(row.values[5]);
	terms.issued_by_user = DatumGetBool(row.values[6]);

	if (!identity_take_on(account_id, user_id, &terms))
		refuse_token("user of the token has been removed");
	if (first_today && !XactReadOnly && !RecoveryInProgress())
		own_write_execute(&used_plan, values, NULL);
	SPI_finish();
	PG_RETURN_VOID();
}

static KeptPlan user_role_plan = {
	"SELECT u.role, u.removed_at IS NULL FROM contacts.users u "
	"WHERE u.account_id = $1 AND u.user_id = $2",
	2, {INT8OID, INT4OID}
};

/*
 * May the actor issue or revoke tokens of this user?  Ending one's own is
 * always right, and so is ending what a removed user has left.
 */
static void
check_token_user(const Actor *actor, int32 user_id, bool issue)
{
	Datum		values[2];
	OneRow		user;

	/* Else a token without this scope could make itself a better one, or end others. */
	if (user_id != actor->user_id || actor->by_token)
		actor_require(PERM_TOKENS_MANAGE);
	if (user_id == actor->user_id)
		return;
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = Int32GetDatum(user_id);
	kept_execute(&user_role_plan, values, NULL, false, 1);
	user = first_row();
	if (!user.found || (issue && !DatumGetBool(user.values[1])))
		report_no_active_user(actor->account_id, user_id);
	actor_require_rank((UserRole) enum_index(user.values[0], role_names, NUM_ROLES),
					   "cannot change a token of a user whose role is above yours");
}

static KeptPlan tokens_by_others_plan = {
	"SELECT a.tokens_by_others FROM contacts.accounts a WHERE a.account_id = $1",
	1, {INT8OID}
};

static KeptPlan parent_plan = {
	"SELECT t.parent_id IS NOT NULL, t.issued_by FROM contacts.api_tokens t "
	"WHERE t.account_id = $1 AND t.id = $2",
	2, {INT8OID, UUIDOID}
};

/*
 * Rules of the account, and of the token by which a token is issued.  Returns who
 * answers for it: by a token, whoever issued that one, else somebody could make one
 * of another user's that passes for that user's own.
 */
static int32
check_issuing(const Actor *actor, int32 user_id)
{
	int32		issuer = actor->user_id;
	Datum		values[2];

	user_require_active(actor->account_id, actor->user_id);
	user_require_active(actor->account_id, user_id);

	values[0] = Int64GetDatum(actor->account_id);
	values[1] = UUIDPGetDatum(&actor->token_id);
	if (actor->by_token)
	{
		OneRow		token;

		kept_execute(&parent_plan, values, NULL, false, 1);
		token = first_row();
		if (!token.found || DatumGetBool(token.values[0]))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("a token that was issued by a token issues none")));
		issuer = DatumGetInt32(token.values[1]);
	}
	if (user_id != actor->user_id &&
		(kept_execute(&tokens_by_others_plan, values, NULL, false, 1) == 0 ||
		 !DatumGetBool(first_row().values[0])))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("in this account users issue their own tokens only"),
				 errhint("An owner of the account sets accounts.tokens_by_others.")));
	return issuer;
}

static KeptPlan issue_plan = {
	"INSERT INTO contacts.api_tokens (account_id, id, user_id, name, hash, scopes, expires_at,"
	"  issued_by, parent_id) "
	"SELECT $1, (i.ids)[1], $3, $4, $5, $6, $7, $8, (i.ids)[2] FROM (SELECT $2) AS i(ids)",
	8, {INT8OID, UUIDARRAYOID, INT4OID, TEXTOID, BYTEAOID, TEXTARRAYOID, TIMESTAMPTZOID, INT4OID}
};

PG_FUNCTION_INFO_V1(contacts_issue_token);
Datum
contacts_issue_token(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_required();
	int64		account_id = actor->account_id;
	int32		user_id = PG_ARGISNULL(3) ? actor->user_id : PG_GETARG_INT32(3);
	pg_uuid_t	id;
	uint8		secret[SECRET_BYTES];
	bytea	   *hash = palloc(VARHDRSZ + PG_SHA256_DIGEST_LENGTH);
	Datum	   *scopes;
	int			nscopes;
	Datum		ids[2];
	Datum		values[8];
	char		nulls[9] = "        ";
	StringInfoData result;
	int			i;

	definer_begin();
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("name and scopes must be given")));
	if (!PG_ARGISNULL(2) && PG_GETARG_TIMESTAMPTZ(2) <= GetCurrentTransactionStartTimestamp())
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("expiry lies in the past")));
	if (ARR_NDIM(PG_GETARG_ARRAYTYPE_P(1)) > 1 || array_contains_nulls(PG_GETARG_ARRAYTYPE_P(1)) ||
		ArrayGetNItems(ARR_NDIM(PG_GETARG_ARRAYTYPE_P(1)),
					   ARR_DIMS(PG_GETARG_ARRAYTYPE_P(1))) > NUM_PERMISSIONS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scopes must be a list of at most %d permissions", NUM_PERMISSIONS)));
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT,
					  &scopes, NULL, &nscopes);
	for (i = 0; i < nscopes; i++)
	{
		char	   *scope = TextDatumGetCString(scopes[i]);
		int			permission = permission_by_name(scope, strlen(scope));

		if (permission < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("unknown scope: \"%s\"", text_quoted(scope)),
					 errhint("Scopes are the names of permissions, such as contacts.read.")));
		actor_require((Permission) permission);
	}

	if (!pg_strong_random(secret, SECRET_BYTES))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not generate random values")));
	SET_VARSIZE(hash, VARHDRSZ + PG_SHA256_DIGEST_LENGTH);
	hash_secret(secret, (uint8 *) VARDATA(hash));
	uuid_v7(&id);
	initStringInfo(&result);
	appendStringInfo(&result, TOKEN_PREFIX INT64_FORMAT "_", account_id);
	hex_append(&result, id.data, UUID_LEN);
	appendStringInfoChar(&result, '_');
	hex_append(&result, secret, SECRET_BYTES);

	values[0] = Int64GetDatum(account_id);
	ids[0] = UUIDPGetDatum(&id);
	ids[1] = UUIDPGetDatum(&actor->token_id);
	values[1] = PointerGetDatum(construct_array(ids, actor->by_token ? 2 : 1, UUIDOID,
												UUID_LEN, false, TYPALIGN_CHAR));
	values[2] = Int32GetDatum(user_id);
	values[3] = PG_GETARG_DATUM(0);
	values[4] = PointerGetDatum(hash);
	values[5] = PG_GETARG_DATUM(1);
	values[6] = PG_ARGISNULL(2) ? (Datum) 0 : PG_GETARG_DATUM(2);
	if (PG_ARGISNULL(2))
		nulls[6] = 'n';
	SPI_connect();
	check_token_user(actor, user_id, true);
	values[7] = Int32GetDatum(check_issuing(actor, user_id));
	own_write_execute(&issue_plan, values, nulls);
	SPI_finish();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(result.data, result.len));
}

static KeptPlan token_user_plan = {
	"SELECT t.user_id FROM contacts.api_tokens t WHERE t.account_id = $1 AND t.id = $2",
	2, {INT8OID, UUIDOID}
};

static KeptPlan revoke_plan = {
	"UPDATE contacts.api_tokens t SET revoked_at = pg_catalog.now() "
	"WHERE t.account_id = $1 AND t.id = $2 AND t.revoked_at IS NULL",
	2, {INT8OID, UUIDOID}
};

PG_FUNCTION_INFO_V1(contacts_revoke_token);
Datum
contacts_revoke_token(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_required();
	Datum		values[2];
	int32		user_id;

	definer_begin();
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = PG_GETARG_DATUM(0);
	SPI_connect();
	user_id = kept_execute(&token_user_plan, values, NULL, false, 1) == 0 ? 0 :
		DatumGetInt32(first_row().values[0]);
	/* A token that one cannot see does not exist. */
	if (user_id == 0 ||
		(user_id != actor->user_id && !actor_can(PERM_TOKENS_MANAGE)))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("token %s does not exist",
						DatumGetCString(DirectFunctionCall1(uuid_out, values[1])))));
	check_token_user(actor, user_id, false);
	own_write_execute(&revoke_plan, values, NULL);
	SPI_finish();
	PG_RETURN_VOID();
}
