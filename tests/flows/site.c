#include "site.h"

#include "app/modules.h"
#include "care/organisations/organisation.h"
#include "platform/auth/relation_cache.h"
#include "platform/auth/totp.h"
#include "platform/db/tests/test_folder.h"
#include "platform/http/dispatch.h"

#include <dirent.h>
#include <unistd.h>

static const struct actor system_actor = {.name = STR_INIT("the system"), .scope = {.everybody = true}};

struct router *(*site_router)(void) = modules_router;

void site_run(struct site *s, enum err (*action)(struct ctx *c, void *arg), void *arg)
{
    struct trace trace = {.arena = &s->arena};
    struct audit_entry entry = audit_entry_by(&system_actor, STR("test"), STR("command"));
    struct ctx c = {.arena = &s->arena,
        .actor = &system_actor,
        .clock = &s->clock,
        .app = &s->app,
        .trace = &trace,
        .audit = &entry};
    assert_int_equal(store_run(s->app.store, action, arg, &c), ERR_NONE);
}

static enum err found(struct ctx *c, void *arg)
{
    struct site *s = arg;
    struct pcn one = {.name = STR("Riverside and Elm PCN")}, other = {.name = STR("Elsewhere PCN")};
    enum err err = pcn_add(c, &one);
    if (!err) err = pcn_add(c, &other);
    struct practice practice = {.pcn = one.id, .ods_code = STR("A99001"), .name = STR("Elm Street Surgery")};
    if (!err) err = practice_add(c, &practice);
    s->pcn = one.id;
    s->other_pcn = other.id;
    s->practice = practice.id;
    return err;
}

static void serve(struct site *s)
{
    static struct router *router; /* lives as long as the process, like the program's own */
    if (!router) router = site_router();
    s->app.router = router;
    s->app.slow = pool_start(1);
    s->app.after = pool_start(1);
    struct http_options options = {.socket = -1,
        .address = STR("127.0.0.1"),
        .threads = 2,
        .user = &s->app,
        .fields = DISPATCH_FIELDS,
        .field_count = DISPATCH_FIELD_COUNT,
        .body_limit = dispatch_body_limit,
        .handler = dispatch};
    assert_int_equal(http_start(&options, &s->http), ERR_NONE);
}

static void site_start(struct site *s)
{
    *s = (struct site){.clock = clock_fixed((struct instant){1795392000000})};
    crypto_start();
    totp_start();
    clock_use_english_time();
    arena_init(&s->arena, LIMIT_JOB_ARENA);
    test_folder(s->directory, sizeof s->directory, "site");
    assert_int_equal(crypto_keys_create(s->directory), ERR_NONE);
    assert_int_equal(crypto_keys_read(s->directory, &s->keys), ERR_NONE);
    s->app = (struct app){.keys = &s->keys,
        .clock = &s->clock,
        .name = STR("Riverside and Elm PCN"),
        .limits = &SESSION_LIMITS,
        .relations = relation_cache_new(),
        .demonstration = true,
        .directory = str_from_cstr(s->directory),
        .hooks = MODULE_HOOKS};
    assert_int_equal(store_open(&(struct store_options){.directory = s->directory,
                                    .keys = &s->keys,
                                    .clock = &s->clock,
                                    .statements = MODULE_STATEMENTS,
                                    .statement_files = MODULE_STATEMENT_COUNT,
                                    .readers = 4},
                         &s->app.store),
        ERR_NONE);
    /* Checked at each signing-in, which takes half of a test's time when it costs what a real one costs. */
    const struct crypto_cost cheap = {.passes = 1, .bytes = 64 * 1024};
    assert_int_equal(
        crypto_password_hash(&s->arena, &s->keys, STR(SITE_PASSWORD), &cheap, &s->password_hash), ERR_NONE);
    s->seed = totp_seed_new(&s->arena);
    site_run(s, found, s);
    serve(s);
}

static void site_stop(struct site *s)
{
    assert_true(http_drain_and_stop(s->http, 2000));
    pool_stop(s->app.slow);
    pool_stop(s->app.after);
    store_close(s->app.store);
    relation_cache_free(s->app.relations);
    DIR *files = opendir(s->directory);
    for (struct dirent *e; files && (e = readdir(files));)
        if (e->d_name[0] != '.') unlinkat(dirfd(files), e->d_name, 0);
    if (files) closedir(files);
    rmdir(s->directory);
    arena_release(&s->arena);
}

void site_later(struct site *s, int64_t seconds)
{
    s->clock.fixed.v += seconds * 1000;
}

/* ---- accounts ---- */

static enum err create(struct ctx *c, void *arg)
{
    struct account_new *account = arg;
    account->key = (struct uuid){{0}};
    return account_create(c, account);
}

struct account_new site_account(
    struct site *s, const char *email, enum staff_role role, struct pcn_id pcn, bool plain)
{
    struct account_new a = {.email = str_from_cstr(email),
        .name = STR("Leah Morgan"),
        .role = {role, pcn, {0}},
        .password_hash = s->password_hash,
        .no_second_factor = plain,
        .seed = plain ? STR_NONE : s->seed};
    site_run(s, create, &a);
    return a;
}

struct giving {
    struct account_id account;
    struct account_role role;
};

static enum err give(struct ctx *c, void *arg)
{
    const struct giving *g = arg;
    return account_give_role(c, g->account, &g->role);
}

void site_give(struct site *s, struct account_id account, enum staff_role role, struct practice_id practice)
{
    site_run(s, give, &(struct giving){account, {role, s->pcn, practice}});
}

void site_give_there(struct site *s, struct account_id account, enum staff_role role)
{
    site_run(s, give, &(struct giving){account, {role, s->other_pcn, {0}}});
}

struct inviting {
    struct account_id account;
    struct str token;
};

static enum err invite(struct ctx *c, void *arg)
{
    const struct inviting *i = arg;
    return account_invite_link(c, i->account, i->token);
}

struct str site_invite(struct site *s, struct account_id account)
{
    struct inviting i = {account, account_link_token(&s->arena)};
    site_run(s, invite, &i);
    return str_printf(&s->arena, "/welcome/%.*s", STR_ARG(i.token));
}

/* ---- the browser ---- */

/* What stands between two texts; STR_NONE if they don't. */
static struct str between(struct arena *a, const char *text, const char *before, const char *after)
{
    const char *from = strstr(text, before);
    if (!from) return STR_NONE;
    from += strlen(before);
    return str_dup(a, (struct str){from, (size_t)(strstr(from, after) - from)});
}

struct answer *site_ask(
    struct site *s, const char *method, const char *path, const char *fields, const char *headers)
{
    int fd = client_connect(http_port(s->http));
    struct str body = str_from_cstr(fields);
    struct str request = str_printf(&s->arena,
        "%s %s HTTP/1.1\r\nHost: cairn\r\nCookie: cairn=%.*s\r\n%s"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%.*s",
        method, path, STR_ARG(s->cookie), headers, body.n, STR_ARG(body));
    client_send(fd, str_cstr(&s->arena, request));
    struct answer *a = client_read(fd);
    close(fd);
    a->body[a->body_n] = 0;
    struct str cookie = between(&s->arena, a->head, "Set-Cookie: cairn=", ";");
    struct str token = between(&s->arena, a->body, "name=\"_token\" value=\"", "\"");
    if (cookie.p) s->cookie = cookie;
    if (token.n) s->token = token;
    return a;
}

struct answer *site_get(struct site *s, const char *path)
{
    return site_ask(s, "GET", path, "", "");
}

struct answer *site_post(struct site *s, const char *path, const char *fields)
{
    struct str form = str_printf(&s->arena, "_token=%.*s&%s", STR_ARG(s->token), fields);
    return site_ask(s, "POST", path, str_cstr(&s->arena, form), "Sec-Fetch-Site: same-origin\r\n");
}

bool page_has(const struct answer *a, const char *text)
{
    return strstr(a->body, text) != NULL;
}

bool leads_to(const struct answer *a, const char *path)
{
    const char *at = strstr(a->head, "\r\nLocation: ");
    return a->status == 303 && at && strncmp(at + 12, path, strlen(path)) == 0;
}

const char *site_code(struct site *s)
{
    struct str code = totp_code(&s->arena, s->seed, s->clock.fixed);
    return str_cstr(&s->arena, str_printf(&s->arena, "code=%.*s", STR_ARG(code)));
}

int site_set_up(void **state)
{
    static struct site site;
    site_start(&site);
    *state = &site;
    return 0;
}

int site_tear_down(void **state)
{
    site_stop(*state);
    return 0;
}
