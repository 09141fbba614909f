/* /admin/imports: what was imported, when, by whom, with what result. */
#include "care/imports/import_internal.h"
#include "care/imports/import_undo.h"
#include "care/imports/import_views.h"
#include "care/imports/imports.sql.h"
#include "care/imports/pages/imports.tmpl.h"
#include "care/imports/uploads.h"
#include "platform/app.h"

struct str import_counted(struct arena *a, int64_t added, int64_t changed, int64_t same)
{
    if (added + changed + same == 0) return STR("None");
    return str_printf(
        a, "%lld new, %lld changed, %lld as before", (long long)added, (long long)changed, (long long)same);
}

static struct str from_words(struct arena *a, const struct import_list_row *row)
{
    struct str from = str_printf(a, "%.*s%s%.*s", STR_ARG(import_own_name(row->named)),
        row->source.n ? ", from " : "", STR_ARG(row->source));
    return row->files <= 1 ? from : str_printf(a, "%.*s (%lld files)", STR_ARG(from), (long long)row->files);
}

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("When")}, {.heading = STR_INIT("Who")},
    {.heading = STR_INIT("What")}, {.heading = STR_INIT("People")}, {.heading = STR_INIT("Coded records")},
    {.heading = STR_INIT("Rejected"), .numeric = true}};
static const struct worklist_kind KIND = {.name = "imports",
    .path = {STR_INIT("/admin/imports")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Imports"),
    .empty = STR_INIT("Nothing has been imported yet.")};

static void add_row(struct arena *a, const struct import_list_row *row, struct worklist_view *v)
{
    struct worklist_cell *cells = worklist_add(a, &KIND, v);
    cells[0].text = instant_long(a, row->started_at);
    cells[1].text = row->who.n ? row->who : STR("The command line");
    cells[2].text = from_words(a, row);
    if (row->theirs) cells[2].href = url_with_id(a, "/admin/imports/done/", row->key, "");
    if (row->not_read) cells[2].quiet = str_printf(a, "%lld of kinds that are not read", (long long)row->not_read);
    if (!instant_is_set(row->ended_at))
        cells[2].tag =
            (struct tag){.text = STR("Not finished: running, or to be run again"), .colour = TAG_YELLOW};
    if (row->asked_back)
        cells[2].tag =
            (struct tag){.text = instant_is_set(row->taken_back) ? STR("Taken back") : STR("Being taken back"),
                .colour = TAG_GREY};
    cells[3].text = import_counted(a, row->people_new, row->people_changed, row->people_same);
    cells[4].text = import_counted(a, row->records_new, row->records_changed, row->records_same);
    cells[5].none = STR("None");
    if (row->rejected) cells[5].text = str_printf(a, "%lld", (long long)row->rejected);
}

static struct worklist_place place_of(const struct import_list_list *rows, size_t at)
{
    return (struct worklist_place){.id = at < rows->n ? rows->items[at].import_id.v : 0};
}

/* ---- what waits for somebody ---- */

enum { UPLOADS_SHOWN = 20 };

static enum err add_uploads(struct ctx *c, struct imports_view *v)
{
    struct arena *a = c->arena;
    struct uploads_list_list rows;
    enum err err = uploads_list(c->db, c->actor->pcn, upload_only(c->actor), UPLOADS_SHOWN, &rows);
    if (err) return err;
    v->waiting.items.items = ARENA_ARRAY(a, struct line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct uploads_list_row *row = &rows.items[i];
        v->waiting.items.items[v->waiting.items.n++] = (struct line){.text = row->named,
            .rest = str_printf(a, "from %.*s", STR_ARG(row->source)),
            .text_href = upload_url(a, row->key, ""),
            .below = str_printf(a, "%.*s, %.*s", STR_ARG(row->who), STR_ARG(instant_long(a, row->at))),
            .tag = upload_state_tag((enum upload_state)row->state)};
    }
    v->can_upload = c->app->background != NULL;
    return ERR_NONE;
}

static struct reply imports_get(struct ctx *c, const struct request *r)
{
    struct import_list_list rows;
    struct worklist w;
    if (!worklist_read(c, r, &KIND, NULL, 0, &w)) return worklist_unreadable(c);
    int64_t place = w.begun ? w.place.id : INT64_MAX;
    struct imports_view *v = ARENA_NEW(c->arena, struct imports_view);
    enum err err =
        import_list(c->db, c->actor->pcn, upload_only(c->actor), w.back, place, WORKLIST_PAGE + 1, &rows);
    if (!err) err = add_uploads(c, v);
    if (err) return shell_failure(c, err);
    struct worklist_span s = worklist_span_ordered(&w, rows.n);
    worklist_view(c, &w, &s, place_of(&rows, s.from), place_of(&rows, s.from + s.shown - 1), &v->list);
    for (size_t i = 0; i < s.shown; i++) add_row(c->arena, &rows.items[worklist_at(&s, i)], &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct page page = {.title = worklist_title(c->arena, &w, STR("Imports")), .main = imports_page_slot(v)};
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/admin/imports", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, imports_get),
    ROUTE(GET, "/admin/imports/done/:import", IMPORTS, PEOPLE, VIEW, STAYS, READS, NO_BODY, import_undo_get),
    ROUTE(POST, "/admin/imports/done/:import/take-back", IMPORTS, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        import_undo_post),
    ROUTE(GET, "/admin/imports/new", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, upload_new_get),
    ROUTE(POST, "/admin/imports/new", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, UPLOAD_MOST, upload_new_post),
    ROUTE(GET, "/admin/imports/:upload", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, upload_page_get),
    ROUTE(POST, "/admin/imports/:upload/approve", IMPORTS, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        upload_approve_post),
    ROUTE(POST, "/admin/imports/:upload/discard", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        upload_discard_post),
    ROUTE(GET, "/admin/imports/:upload/rows", IMPORTS, PEOPLE, VIEW, STAYS, READS, NO_BODY, upload_rows_get),
    ROUTE(POST, "/admin/imports/:upload/match", IMPORTS, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        upload_match_post),
    ROUTE(GET, "/admin/imports/:upload/not-imported.csv", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        upload_refused_get),
    ROUTE(
        GET, "/admin/imports/:upload/columns", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, upload_columns_get),
    ROUTE(POST, "/admin/imports/:upload/columns", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        upload_columns_post),
};
const struct route_table import_routes = ROUTE_TABLE(ROUTES);
