#include "platform/auth/session.h"

#include "platform/auth/auth.sql.h"
#include "platform/auth/relation.h"
#include "wire/cookie.h"

const struct session_limits SESSION_LIMITS = {.idle_ms = 15 * 60 * 1000, .whole_ms = 12 * 60 * 60 * 1000};

enum { TOUCH_EVERY_MS = 30 * 1000, SESSIONS_MOST = 5, AHEAD_MOST_MS = 60 * 60 * 1000 };

struct str session_cookie_name(const struct app *app)
{
    return app->secure_cookies ? STR("__Host-cairn") : STR("cairn");
}

static struct str bytes_of(const struct crypto_hash *h)
{
    return (struct str){(const char *)h->bytes, sizeof h->bytes};
}

/* The secret stands in the database: without the installation's key nobody makes a form token of it. */
static struct crypto_hash token_hash(
    struct ctx *c, const char *of, struct session_id id, int64_t role, struct str secret)
{
    struct str numbers = str_printf(c->arena, "%lld %lld ", (long long)id.v, (long long)role);
    const struct str parts[] = {str_from_cstr(of), numbers, secret};
    return crypto_keyed_hash(&c->app->keys->secrets, parts, COUNT_OF(parts));
}

/* Hides a role's number, which would count the roles of others, and finds it again. */
static uint64_t mask_of(struct ctx *c, struct session_id id, struct str secret)
{
    uint64_t mask;
    struct crypto_hash h = token_hash(c, "role of a form ", id, 0, secret);
    memcpy(&mask, h.bytes, sizeof mask);
    return mask;
}

/* Its end says in which role the form was opened. */
static struct str form_token(struct ctx *c, struct session_id id, struct role_held_id role, struct str secret)
{
    struct crypto_hash h = token_hash(c, "form token ", id, role.v, secret);
    uint64_t hidden = (uint64_t)role.v ^ mask_of(c, id, secret);
    struct str hex = crypto_hex(c->arena, h.bytes, sizeof h.bytes);
    return str_printf(c->arena, "%.*s.%016llx", STR_ARG(hex), (unsigned long long)hidden);
}

static bool read_hex(struct str s, uint64_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < s.n; i++) {
        char q = s.p[i];
        bool digit = q >= '0' && q <= '9', letter = q >= 'a' && q <= 'f';
        if (!digit && !letter) return false;
        *ret = *ret << 4 | (uint64_t)(digit ? q - '0' : q - 'a' + 10);
    }
    return s.n == 16;
}

bool session_token_is(struct ctx *c, const struct session *s, struct str token, struct role_held_id *ret_role)
{
    struct str rest = token;
    uint64_t hidden;
    (void)str_cut(&rest, '.');
    if (!s->form_secret.n || !read_hex(rest, &hidden)) return false;
    *ret_role = (struct role_held_id){(int64_t)(hidden ^ mask_of(c, s->id, s->form_secret))};
    struct str right = form_token(c, s->id, *ret_role, s->form_secret);
    return token.n == right.n && crypto_same(token.p, right.p, right.n);
}

struct str session_csrf_under(struct ctx *c, const struct session *s, struct str token)
{
    if (s->state != SESSION_HALF) return s->csrf;
    struct crypto_hash hash = crypto_token_hash(token);
    return form_token(c, s->id, (struct role_held_id){0}, bytes_of(&hash));
}

/* A moment that is far ahead was noted before the machine's clock was set back and Cairn started again: a session
 * that believed it would live until then. A little ahead counts as now. */
static bool is_over(int64_t now, struct instant since, int64_t most_ms)
{
    int64_t passed = now - since.v;
    return passed > most_ms || passed < -AHEAD_MOST_MS;
}

static enum session_state state_of(const struct ctx *c, const struct session_by_token_row *row)
{
    int64_t now = clock_steady(c->clock).v;
    const struct session_limits *limits = c->app->limits;
    if (!str_eq(row->state, STR("active")) || is_over(now, row->started_at, limits->whole_ms)) return SESSION_NONE;
    if (str_eq(row->stage, STR("password")))
        return is_over(now, row->seen_at, limits->idle_ms) ? SESSION_NONE : SESSION_HALF;
    if (is_over(now, row->seen_at, limits->idle_ms)) return SESSION_IDLE;
    return row->role_held_id.v ? SESSION_WHOLE : SESSION_CHOOSING;
}

static void fill(struct ctx *c, struct str token, const struct session_by_token_row *row, struct session *s)
{
    s->id = row->session_id;
    s->token = token;
    s->form_secret = row->form_secret;
    s->role_held = row->role_held_id;
    s->csrf = form_token(c, row->session_id, row->role_held_id, row->form_secret);
    s->account = row->account_id;
    s->email = row->email;
    s->second_factor = row->second_factor;
    s->has_seed = row->has_seed;
    s->seen_at = row->seen_at;
    s->touch_due = clock_steady(c->clock).v - row->seen_at.v > TOUCH_EVERY_MS;
    s->shown_to = row->shown_to;
    s->held_path = row->held_path;
    s->held_body = row->held_body;
    s->many_roles = row->roles > 1;
    s->actor = (struct actor){.account = row->account_id,
        .session = row->session_id,
        .name = row->name,
        .shown = uuid_is_set(row->shown_to),
        .permissions = PERMISSION_BIT(PERMISSION_PUBLIC)};
}

static struct actor in_role(const struct actor *who, const struct session_by_token_row *row)
{
    struct actor actor = *who;
    actor.role = row->role.set ? (int)row->role.v : 0;
    actor.role_held = row->role_held_id;
    actor.pcn = row->pcn_id;
    actor.pcn_name = row->pcn_name;
    actor.practice = row->practice_id;
    actor.relations_version = row->relations_version.v;
    actor.permissions = permissions_of((enum staff_role)actor.role);
    return actor;
}

enum err session_read(struct ctx *c, struct str token, struct session *ret)
{
    *ret = (struct session){0};
    if (!token.n) return ERR_NONE;
    struct crypto_hash hash = crypto_token_hash(token);
    struct session_by_token_row row;
    enum err err = session_by_token(c->db, bytes_of(&hash), &row);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (err) return err;
    enum session_state state = state_of(c, &row);
    if (state == SESSION_NONE) return ERR_NONE;
    fill(c, token, &row, ret);
    ret->state = state;
    if (state == SESSION_CHOOSING) ret->actor.permissions |= PERMISSION_BIT(PERMISSION_SIGNED_IN);
    if (state == SESSION_HALF || state == SESSION_IDLE)
        ret->actor.permissions |= PERMISSION_BIT(PERMISSION_HALF_SIGNED_IN);
    if (state == SESSION_IDLE) ret->away = in_role(&ret->actor, &row);
    if (state != SESSION_WHOLE) return ERR_NONE;
    ret->actor = in_role(&ret->actor, &row);
    return relations_load(c, &ret->actor);
}

enum err session_stand_in(struct ctx *c, struct session *s)
{
    if (s->state != SESSION_IDLE || !s->away.role) return ERR_NONE;
    s->actor = s->away;
    return relations_load(c, &s->actor);
}

enum err session_begin(
    struct ctx *c, struct account_id account, bool whole, struct str token, struct role_held_id role)
{
    struct crypto_hash hash = crypto_token_hash(token);
    int64_t id, ended;
    enum err err = session_add(c->db, bytes_of(&hash), account, role, whole ? STR("whole") : STR("password"),
        clock_steady(c->clock), &id);
    return err ? err : session_end_beyond(c->db, account, SESSIONS_MOST, &ended);
}

enum err session_make_whole(struct ctx *c, struct session_id id, struct str token, struct role_held_id role)
{
    struct crypto_hash hash = crypto_token_hash(token);
    return session_renew(c->db, id, bytes_of(&hash), role, clock_steady(c->clock));
}

enum err session_wrong_try(struct ctx *c, struct session_id id, bool *ret_ended)
{
    int64_t changed;
    struct session_open_row row;
    enum err err = session_wrong(c->db, id, SESSION_TRIES, &changed);
    if (!err) err = session_open(c->db, id, &row);
    if (!err) *ret_ended = !row.open;
    return err;
}

struct str session_set_cookie(struct ctx *c, struct str token)
{
    return cookie_for_session(c->arena, session_cookie_name(c->app), token, c->app->secure_cookies);
}

struct str session_clear_cookie(struct ctx *c)
{
    return cookie_cleared(c->arena, session_cookie_name(c->app), c->app->secure_cookies);
}

enum err session_seen(struct ctx *c, struct session_id id)
{
    int64_t changed;
    return session_touch(c->db, id, clock_steady(c->clock), &changed);
}

/* A request notes that somebody was there, unless that was done a moment ago. */
int64_t session_seconds_left(const struct ctx *c, const struct session *s)
{
    int64_t since = s->touch_due ? 0 : clock_steady(c->clock).v - s->seen_at.v;
    return (c->app->limits->idle_ms - since) / 1000;
}

enum err session_hold_form(struct ctx *c, struct session_id id, struct str path, struct str body)
{
    return session_hold(c->db, id, path, body);
}

enum err session_show_to(struct ctx *c, struct session_id id, struct uuid person_key)
{
    return session_set_shown(c->db, id, person_key);
}

enum err session_drop_held(struct ctx *c, struct session_id id)
{
    return session_hold(c->db, id, STR_NONE, STR_NONE);
}
