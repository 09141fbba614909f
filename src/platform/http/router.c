#include "platform/http/route.h"

enum { PARTS = 8 };

/* One row with its path cut at the slashes: {"people", ":person", "edit"}. */
struct row {
    const struct route *route;
    struct str parts[PARTS];
    size_t n;
};

struct router {
    struct row *rows;
    size_t n;
};

static size_t cut_path(struct str path, struct str parts[PARTS])
{
    size_t n = 0;
    struct str rest = str_skip(path, 1);
    while (rest.p && n < PARTS) parts[n++] = str_cut(&rest, '/');
    return rest.p ? PARTS + 1 : n;
}

static bool is_id(struct str part)
{
    return part.n && part.p[0] == ':';
}

static bool is_rest(struct str part)
{
    return str_eq(part, STR("*"));
}

static void check_leaving(const struct route *t)
{
    bool traced = t->trace == TRACE_VIEW || t->trace == TRACE_CHANGE;
    if (t->leaving == LEAVING_GOES_OUT && t->scope != SCOPE_PERSON)
        BUG("route %s lets something go out that is not about one :person", t->path);
    if (t->leaving != LEAVING_STAYS && (!traced || t->scope == SCOPE_NOBODY))
        BUG("route %s lets something leave unaudited", t->path);
}

static void check_row(const struct row *row)
{
    const struct route *t = row->route;
    bool reads = t->method == HTTP_GET;
    bool has_person = false;
    for (size_t i = 0; i < row->n; i++) has_person = has_person || str_eq(row->parts[i], STR(":person"));
    if (!t->method || !t->permission || !t->scope || !t->trace || !t->leaving || !t->csrf || !t->body_limit ||
        !t->handler)
        BUG("route %s has an empty cell", t->path);
    if (reads != (t->csrf == CSRF_READS) || reads != (t->body_limit == NO_BODY))
        BUG("route %s: a change needs a token and a body, a read neither", t->path);
    if (has_person != (t->scope == SCOPE_PERSON)) BUG("route %s: :person and SCOPE_PERSON go together", t->path);
    if (t->scope != SCOPE_NOBODY && t->trace == TRACE_NOTHING) BUG("route %s shows people unaudited", t->path);
    if (!reads && t->trace == TRACE_NOTHING) BUG("route %s changes something unaudited", t->path);
    if (t->csrf == CSRF_DRAFT && t->trace != TRACE_CHANGE) BUG("route %s keeps drafts and is no change", t->path);
    if (t->csrf == CSRF_SIGN_IN && t->permission != PERMISSION_PUBLIC)
        BUG("route %s does without the token of somebody signed in", t->path);
    if (t->permission <= PERMISSION_HALF_SIGNED_IN && t->scope != SCOPE_NOBODY)
        BUG("route %s shows people to somebody not signed in", t->path);
    check_leaving(t);
}

static bool same_shape(const struct row *a, const struct row *b)
{
    if (a->n != b->n || a->route->method != b->route->method) return false;
    for (size_t i = 0; i < a->n; i++)
        if (is_id(a->parts[i]) != is_id(b->parts[i]) || (!is_id(a->parts[i]) && !str_eq(a->parts[i], b->parts[i])))
            return false;
    return true;
}

struct router *router_new(const struct route_table *tables, size_t table_count)
{
    size_t total = 0;
    for (size_t t = 0; t < table_count; t++) total += tables[t].n;
    struct router *router = calloc(1, sizeof *router + total * sizeof *router->rows);
    if (!router) BUG("out of memory");
    router->rows = (struct row *)(router + 1);
    for (size_t t = 0; t < table_count; t++)
        for (size_t i = 0; i < tables[t].n; i++) {
            struct row *row = &router->rows[router->n];
            row->route = &tables[t].routes[i];
            row->n = cut_path(str_from_cstr(row->route->path), row->parts);
            if (row->n > PARTS) BUG("route %s has too many parts", row->route->path);
            check_row(row);
            for (size_t k = 0; k < router->n; k++)
                if (same_shape(row, &router->rows[k])) BUG("route %s stands twice", row->route->path);
            router->n++;
        }
    return router;
}

void router_free(struct router *router)
{
    free(router);
}

/* Literal parts must be equal, id parts must be ids, a star at the end takes what is left. */
static bool fits(const struct row *row, const struct str *parts, size_t n, struct request *r)
{
    bool open_end = is_rest(row->parts[row->n - 1]);
    if (open_end ? n < row->n : n != row->n) return false;
    r->id_count = 0;
    for (size_t i = 0; i < row->n; i++) {
        if (is_rest(row->parts[i])) {
            r->rest = str_skip(r->path, (size_t)(parts[i].p - r->path.p));
            return r->rest.n != 0;
        }
        if (!is_id(row->parts[i])) {
            if (!str_eq(row->parts[i], parts[i])) return false;
            continue;
        }
        struct uuid id;
        if (r->id_count == REQUEST_IDS || !uuid_from_text(parts[i], &id)) return false;
        if (str_eq(row->parts[i], STR(":person"))) r->person_key = id;
        r->ids[r->id_count++] = id;
    }
    return true;
}

const struct route *router_find(const struct router *router, struct request *r, unsigned *ret_allowed)
{
    struct str parts[PARTS];
    *ret_allowed = 0;
    size_t n = cut_path(r->path, parts);
    for (size_t i = 0; n <= PARTS && i < router->n; i++) {
        const struct row *row = &router->rows[i];
        if (row->route->method == r->method) {
            if (fits(row, parts, n, r)) return row->route;
        } else {
            struct request probe = *r;
            if (fits(row, parts, n, &probe)) *ret_allowed |= 1u << row->route->method;
        }
    }
    r->id_count = 0;
    return NULL;
}

size_t router_count(const struct router *router)
{
    return router->n;
}

const struct route *router_at(const struct router *router, size_t i)
{
    MUST(i < router->n);
    return router->rows[i].route;
}
