#include "care/accounts/account_store.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "platform/app.h"
#include "platform/auth/throttle.h"
#include "platform/auth/totp.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 64 * 1024, HOUR_MS = 60 * 60 * 1000, CODE_DIGITS = 12 };

struct str account_email(struct arena *a, struct str typed)
{
    struct str email = str_lower(a, str_trim(typed));
    size_t at;
    bool could_be = email.n >= 3 && utf8_length(email) <= LIMIT_EMAIL && utf8_is_plain(email) &&
        str_find(email, '@', &at) && at > 0 && at + 1 < email.n;
    for (size_t i = 0; could_be && i < email.n; i++)
        could_be = (unsigned char)email.p[i] > ' ' && (i == at || email.p[i] != '@');
    return could_be ? email : STR_NONE;
}

static void write_roles(struct json_writer *w, const struct roles_of_list *roles)
{
    json_name(w, STR("roles"));
    json_array_begin(w);
    for (size_t i = 0; i < roles->n; i++) {
        json_object_begin(w);
        json_name(w, STR("role"));
        json_str(w, staff_role_code((enum staff_role)roles->items[i].role));
        json_name(w, STR("place"));
        json_str(w, roles->items[i].place_name);
        json_object_end(w);
    }
    json_array_end(w);
}

static struct str state_json(
    struct arena *a, const struct account_by_id_row *row, const struct roles_of_list *roles)
{
    struct buf out = buf_new(a, 512, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("name"));
    json_str(&w, row->name);
    json_name(&w, STR("email"));
    json_str(&w, row->email);
    json_name(&w, STR("state"));
    json_str(&w, row->state);
    json_name(&w, STR("second_factor"));
    json_bool(&w, row->totp_seed.n != 0);
    write_roles(&w, roles);
    json_object_end(&w);
    json_writer_end(&w);
    return buf_str(&out);
}

enum err account_keep_version(struct ctx *c, struct account_id account)
{
    struct account_by_id_row row;
    struct roles_of_list roles;
    enum err err = account_by_id(c->db, account, &row);
    if (!err) err = roles_of(c->db, account, &roles);
    if (err) return err;
    return version_save(c, STR("account"), account.v, row.version, state_json(c->arena, &row, &roles));
}

static struct str seed_place(struct ctx *c, struct account_id account)
{
    return str_printf(c->arena, "totp:%lld", (long long)account.v);
}

struct str account_seal_seed(struct ctx *c, struct account_id account, struct str seed)
{
    return crypto_seal(c->arena, c->app->keys, seed_place(c, account), seed);
}

enum err account_open_seed(struct ctx *c, struct account_id account, struct str sealed, struct str *ret_seed)
{
    return crypto_open(c->arena, c->app->keys, seed_place(c, account), sealed, ret_seed);
}

static enum err insert(struct ctx *c, struct account_new *n)
{
    struct account_add_params row = {.key = n->key,
        .email = n->email,
        .name = n->name,
        .state = n->password_hash.n ? STR("active") : STR("invited"),
        .password_hash = n->password_hash,
        .second_factor = !n->no_second_factor,
        .created_at = clock_now(c->clock),
        .pcn_id = n->role.pcn};
    int64_t role;
    enum err err = account_add(c->db, &row, &n->id.v);
    if (!err && n->seed.n) {
        /* The seal is bound to the id, which is known only now. The first version is written after it. */
        err = account_first_seed(c->db, n->id, account_seal_seed(c, n->id, n->seed));
    }
    if (err) return err;
    return role_give(c->db, n->id, (int64_t)n->role.role, n->role.pcn, n->role.practice, &role);
}

enum err account_create(struct ctx *c, struct account_new *n)
{
    /* A copy: what is kept in the caller's struct must outlive this run of the action. */
    struct account_new row = *n;
    row.email = account_email(c->arena, n->email);
    if (!row.email.n || !row.name.n || utf8_length(row.name) > LIMIT_LINE || !row.role.role) return ERR_INVALID;
    MUST(!row.no_second_factor || c->app->demonstration);
    if (!uuid_is_set(row.key)) row.key = uuid_new(c->clock);
    enum err err = insert(c, &row);
    if (err) return err;
    n->id = row.id;
    n->key = row.key;
    return account_keep_version(c, n->id);
}

enum err account_give_role(struct ctx *c, struct account_id account, const struct account_role *role)
{
    int64_t id;
    struct account_by_id_row row;
    enum err err = account_by_id(c->db, account, &row);
    if (!err) err = role_give(c->db, account, (int64_t)role->role, role->pcn, role->practice, &id);
    if (!err) err = account_moved_on(c->db, account, row.version);
    if (!err) err = account_keep_version(c, account);
    return err ? err : account_works_again(c, account);
}

enum err account_works_again(struct ctx *c, struct account_id account)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < ACCOUNT_LISTENER_COUNT; i++)
        err = ACCOUNT_LISTENERS[i]->works_again(c, account);
    return err;
}

enum err account_role_held(
    struct ctx *c, struct account_id account, const struct account_role *role, struct role_held_id *ret)
{
    struct roles_of_list held;
    enum err err = roles_of(c->db, account, &held);
    if (err) return err;
    for (size_t i = 0; i < held.n; i++) {
        const struct roles_of_row *row = &held.items[i];
        if (row->role != (int64_t)role->role || row->pcn_id.v != role->pcn.v ||
            row->practice_id.v != role->practice.v)
            continue;
        *ret = row->role_held_id;
        return ERR_NONE;
    }
    return ERR_NOT_FOUND;
}

struct str account_link_token(struct arena *a)
{
    struct uuid token = {0};
    random_bytes(token.bytes, sizeof token.bytes);
    return uuid_text(a, token);
}

enum err account_invite_link(struct ctx *c, struct account_id account, struct str token)
{
    int64_t changed;
    struct instant now = clock_now(c->clock);
    struct crypto_hash hash = crypto_token_hash(token);
    enum err err = link_cancel_all(c->db, account, now, &changed);
    if (err) return err;
    return link_add(c->db, (struct str){(const char *)hash.bytes, sizeof hash.bytes}, account,
        (struct instant){now.v + (int64_t)LINK_HOURS * HOUR_MS}, &changed);
}

struct recovery_codes recovery_codes_new(struct arena *a)
{
    struct recovery_codes codes;
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        uint64_t number;
        do random_bytes(&number, sizeof number);
        while (number >= UINT64_MAX - UINT64_MAX % 1000000000000u); /* so that every code is as likely */
        number %= 1000000000000u;
        codes.items[i] = str_printf(a, "%04u %04u %04u", (unsigned)(number / 100000000),
            (unsigned)(number / 10000 % 10000), (unsigned)(number % 10000));
    }
    return codes;
}

/* The twelve digits of what was typed, without spaces and dashes; false if it is anything else. */
static bool code_digits(struct str typed, char digits[CODE_DIGITS])
{
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] == ' ' || typed.p[i] == '-') continue;
        if (typed.p[i] < '0' || typed.p[i] > '9' || n == CODE_DIGITS) return false;
        digits[n++] = typed.p[i];
    }
    return n == CODE_DIGITS;
}

static struct crypto_hash code_hash(struct ctx *c, struct account_id account, const char digits[CODE_DIGITS])
{
    struct str whose = str_printf(c->arena, "recovery code %lld ", (long long)account.v);
    return crypto_keyed_hash(&c->app->keys->secrets, (const struct str[]){whose, {digits, CODE_DIGITS}}, 2);
}

enum err recovery_codes_keep(struct ctx *c, struct account_id account, const struct recovery_codes *codes)
{
    int64_t changed;
    enum err err = recovery_forget(c->db, account, &changed);
    for (size_t i = 0; !err && i < RECOVERY_CODES; i++) {
        char digits[CODE_DIGITS];
        MUST(code_digits(codes->items[i], digits));
        struct crypto_hash hash = code_hash(c, account, digits);
        err = recovery_add(c->db, account, (struct str){(const char *)hash.bytes, sizeof hash.bytes}, &changed);
    }
    return err;
}

enum err recovery_code_use(struct ctx *c, struct account_id account, struct str typed)
{
    char digits[CODE_DIGITS];
    if (!code_digits(typed, digits)) return ERR_CONFLICT;
    struct crypto_hash hash = code_hash(c, account, digits);
    return recovery_use(
        c->db, account, (struct str){(const char *)hash.bytes, sizeof hash.bytes}, clock_now(c->clock));
}
