#include "app/assets_route.h"

#include "platform/app.h"
#include "ui/assets.h"

/* "br;q=0" says that it can't be unpacked. */
static bool is_zero(struct str weight)
{
    if (!str_starts(weight, STR("q=0"))) return false;
    for (size_t i = 3; i < weight.n; i++)
        if (weight.p[i] != '.' && weight.p[i] != '0') return false;
    return true;
}

static bool accepts(struct str accepted, struct str coding)
{
    while (accepted.p) {
        struct str one = str_cut(&accepted, ',');
        struct str name = str_trim(str_cut(&one, ';'));
        if (str_eq_nocase(name, coding)) return !is_zero(str_trim(one));
    }
    return false;
}

static struct reply asset_get(struct ctx *c, const struct request *r)
{
    const struct asset *asset = asset_find(r->path);
    if (!asset) return c->app->hooks.error_page(c, 404);
    struct reply reply = reply_bytes(200, asset->type, asset->raw);
    struct str accepted = r->accept_encoding;
    if (asset->brotli.n && accepts(accepted, STR("br"))) {
        reply.body = asset->brotli;
        reply.encoding = STR("br");
    } else if (asset->gzip.n && accepts(accepted, STR("gzip"))) {
        reply.body = asset->gzip;
        reply.encoding = STR("gzip");
    }
    reply.caching = asset->immutable ? CACHE_FOR_EVER : CACHE_A_DAY;
    return reply;
}

static struct reply health_get(struct ctx *c, const struct request *r)
{
    (void)c;
    (void)r;
    return reply_bytes(200, STR("text/plain; charset=utf-8"), STR("ok\n"));
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/healthz", PUBLIC, NOBODY, NOTHING, STAYS, READS, NO_BODY, health_get),
    ROUTE(GET, "/assets/*", PUBLIC, NOBODY, NOTHING, STAYS, READS, NO_BODY, asset_get),
};
const struct route_table asset_routes = ROUTE_TABLE(ROUTES);
