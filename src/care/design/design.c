#include "care/design/design.h"

#include "care/design/design_views.h"
#include "care/design/pages/design.tmpl.h"
#include "care/shell/shell.h"

static struct reply design_get(struct ctx *c, const struct request *r)
{
    if (!c->app->demonstration) return shell_error_page(c, 404);
    struct design_view *v = ARENA_NEW(c->arena, struct design_view);
    design_fill(v);
    if (design_charts(c->arena, v)) BUG("a chart of /design can't be drawn");
    struct page page = {.title = STR("What pages are made of"), .main = design_page_slot(v)};
    return shell_page(c, r, 200, SECTION_NONE, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/design", ANYBODY, NOBODY, NOTHING, STAYS, READS, NO_BODY, design_get),
};
const struct route_table design_routes = ROUTE_TABLE(ROUTES);
