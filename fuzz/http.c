/*
 * What we check of a request ourselves: its address, its headers, its method, and the way to its route.
 *
 * The first line is method and target, the others are headers. Whatever is let through must keep the rules as they
 * are written down in transport_own.h, counted anew here; and the route that the real table finds must, with the
 * ids put in, spell the path.
 */
#include "app/modules.h"
#include "base/arena.h"
#include "base/limits.h"
#include "platform/http/route.h"
#include "platform/http/transport_own.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_target(struct str target)
{
    struct refusal r = http_check_target(target);
    MUST((r.status == 0) == (r.message.n == 0) && (!r.status || r.status == 400 || r.status == 414));
    if (r.status) return;
    MUST(target.n && target.n <= LIMIT_URL && *target.p == '/');
    for (size_t i = 0; i < target.n; i++)
        MUST(target.p[i] > ' ' && target.p[i] < 0x7F && !strchr("\\#", target.p[i]));
    MUST(!str_has(target, STR("%00")));
}

static bool is_named(struct str line, struct str name, struct str *ret_value)
{
    struct str found = str_cut(&line, ':');
    *ret_value = str_trim(line);
    return str_eq_nocase(found, name);
}

struct seen {
    size_t fields, hosts, lengths, encodings, chunked, odd;
};

static void look_at(struct str line, struct seen *seen)
{
    struct str value, rest = line, name = str_cut(&rest, ':');
    seen->fields++;
    for (size_t i = 0; i < name.n; i++) seen->odd += name.p[i] <= ' ' || name.p[i] >= 0x7F;
    for (size_t i = 0; i < rest.n; i++) seen->odd += rest.p[i] == '\r' || rest.p[i] == '\0';
    seen->odd += name.n == 0;
    seen->hosts += is_named(line, STR("host"), &value);
    seen->lengths += is_named(line, STR("content-length"), &value);
    if (is_named(line, STR("transfer-encoding"), &value)) {
        seen->encodings++;
        seen->chunked += str_eq_nocase(value, STR("chunked"));
    }
    if (is_named(line, STR("content-encoding"), &value)) seen->odd += !str_eq_nocase(value, STR("identity"));
    if (is_named(line, STR("expect"), &value)) seen->odd += !str_eq_nocase(value, STR("100-continue"));
}

static void check_head(struct str lines)
{
    struct head_check head = {0};
    struct seen seen = {0};
    while (lines.p) {
        struct str line = str_cut(&lines, '\n'), rest = line, name = str_cut(&rest, ':');
        http_check_field(&head, name, rest.p ? rest : STR(""));
        look_at(line, &seen);
    }
    for (int old = 0; old < 2; old++) {
        struct refusal r = http_check_head(&head, old);
        MUST((r.status == 0) == (r.message.n == 0));
        if (r.status) {
            MUST(http_status_words(r.status).n);
            continue;
        }
        MUST(!seen.odd && seen.fields <= LIMIT_HEADER_COUNT && seen.hosts <= 1 && (old || seen.hosts == 1));
        MUST(seen.lengths + seen.encodings <= 1 && seen.encodings == seen.chunked && (!old || !seen.encodings));
    }
}

/* The pattern with the ids of the request in it, and what its star took. */
static struct str spelled(struct arena *a, const char *pattern, const struct request *r)
{
    struct str rest = str_from_cstr(pattern), out = STR("");
    size_t ids = 0;
    str_cut(&rest, '/');
    while (rest.p) {
        struct str part = str_cut(&rest, '/');
        if (part.n && *part.p == ':') part = uuid_text(a, request_id(r, ids++));
        if (str_eq(part, STR("*"))) part = r->rest;
        out = str_printf(a, "%.*s/%.*s", STR_ARG(out), STR_ARG(part));
    }
    MUST(ids == r->id_count);
    return out;
}

static void check_route(struct arena *a, enum http_method method, struct str target)
{
    static struct router *router;
    unsigned allowed = 0;
    if (!router) router = modules_router();
    struct request r = {.method = method, .path = str_cut(&target, '?')};
    const struct route *route = router_find(router, &r, &allowed);
    MUST(!route || route->method == method);
    if (route) MUST(str_eq(spelled(a, route->path, &r), r.path));
    if (!route) MUST(!(allowed & 1u << method) && !r.id_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str text = {(const char *)data, size}, first, word;
    struct refusal refusal = {0};
    if (!size || size > 2 * LIMIT_HEADERS) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    first = str_cut(&text, '\n');
    word = str_cut(&first, ' ');
    enum http_method method = http_method_from(word, &refusal);
    MUST(refusal.status || str_eq(http_method_name(method), word) || str_eq(word, STR("HEAD")));
    check_target(first);
    if (first.n && *first.p == '/' && !http_check_target(first).status) check_route(&a, method, first);
    check_head(text);
    arena_release(&a);
    return 0;
}
