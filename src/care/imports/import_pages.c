/* /admin/imports: what was imported, when, by whom, with what result. */
#include "care/imports/imports.h"
#include "care/imports/import_views.h"
#include "care/imports/imports.sql.h"
#include "care/imports/pages/imports.tmpl.h"

enum { SHOWN_MOST = 200 };

static struct str counted(struct arena *a, int64_t added, int64_t changed, int64_t same)
{
    if (added + changed + same == 0) return STR("None");
    return str_printf(
        a, "%lld new, %lld changed, %lld as before", (long long)added, (long long)changed, (long long)same);
}

/* The last part of what was typed: a folder's or a file's own name. */
static struct str own_name(struct str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
    for (size_t i = path.n; i-- > 0;)
        if (path.p[i] == '/' && i + 1 < path.n) return str_skip(path, i + 1);
    return path;
}

static struct import_line line_of(struct arena *a, const struct import_list_row *row)
{
    struct import_line line = {.when = instant_long(a, row->started_at),
        .who = row->who.n ? row->who : STR("The command line"),
        .people = counted(a, row->people_new, row->people_changed, row->people_same),
        .records = counted(a, row->records_new, row->records_changed, row->records_same)};
    line.from = str_printf(
        a, "%.*s%s%.*s", STR_ARG(own_name(row->named)), row->source.n ? ", from " : "", STR_ARG(row->source));
    if (row->files > 1) line.from = str_printf(a, "%.*s (%lld files)", STR_ARG(line.from), (long long)row->files);
    if (!instant_is_set(row->ended_at)) line.state = STR("Not finished: running, or to be run again");
    if (row->not_read) line.not_read = str_printf(a, "%lld of kinds that are not read", (long long)row->not_read);
    if (row->rejected) line.rejected = str_printf(a, "%lld", (long long)row->rejected);
    return line;
}

static struct reply imports_get(struct ctx *c, const struct request *r)
{
    struct import_list_list rows;
    struct imports_view *v = ARENA_NEW(c->arena, struct imports_view);
    enum err err = import_list(c->db, c->actor->pcn, SHOWN_MOST, &rows);
    if (err) return shell_failure(c, err);
    v->lines.items = ARENA_ARRAY(c->arena, struct import_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) v->lines.items[v->lines.n++] = line_of(c->arena, &rows.items[i]);
    v->total = rows.n ?
        str_printf(c->arena, "%zu %s, the newest first", rows.n, rows.n == 1 ? "import" : "imports") :
        STR_NONE;
    struct page page = {.title = STR("Imports"), .main = imports_page_slot(v)};
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/admin/imports", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, imports_get),
};
const struct route_table import_routes = ROUTE_TABLE(ROUTES);
