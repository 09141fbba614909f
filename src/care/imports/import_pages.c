/* /admin/imports: what was imported, when, by whom, with what result. */
#include "base/limits.h"
#include "care/imports/imports.h"
#include "care/imports/import_views.h"
#include "care/imports/imports.sql.h"
#include "care/imports/pages/imports.tmpl.h"
#include "care/imports/review_views.h"
#include "care/imports/reviews.sql.h"

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

static struct str from_words(struct arena *a, const struct import_list_row *row)
{
    struct str from = str_printf(
        a, "%.*s%s%.*s", STR_ARG(own_name(row->named)), row->source.n ? ", from " : "", STR_ARG(row->source));
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
    if (row->not_read) cells[2].quiet = str_printf(a, "%lld of kinds that are not read", (long long)row->not_read);
    if (uuid_is_set(row->review)) cells[2].href = url_with_id(a, "/admin/imports/", row->review, "");
    if (row->undone) cells[2].tag = (struct tag){.text = STR("Undone"), .colour = TAG_GREY};
    if (!instant_is_set(row->ended_at))
        cells[2].tag =
            (struct tag){.text = STR("Not finished: running, or to be run again"), .colour = TAG_YELLOW};
    cells[3].text = counted(a, row->people_new, row->people_changed, row->people_same);
    cells[4].text = counted(a, row->records_new, row->records_changed, row->records_same);
    cells[5].none = STR("None");
    if (row->rejected) cells[5].text = str_printf(a, "%lld", (long long)row->rejected);
}

static struct worklist_place place_of(const struct import_list_list *rows, size_t at)
{
    return (struct worklist_place){.id = at < rows->n ? rows->items[at].import_id.v : 0};
}

/* ---- files that aren't imported yet ---- */

enum { OPEN_SHOWN = 20 };

static enum err add_open(struct ctx *c, struct imports_view *v)
{
    struct import_reviews_open_list rows;
    struct arena *a = c->arena;
    enum err err = import_reviews_open(c->db, c->actor->pcn, c->actor->practice, OPEN_SHOWN, &rows);
    if (err) return err;
    v->open_box = (struct box){.heading = STR("To be reviewed")};
    v->open.items.items = ARENA_ARRAY(a, struct line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct import_reviews_open_row *row = &rows.items[i];
        const struct import_review one = {
            .key = row->key, .source = row->source, .who = row->who, .uploaded_at = row->uploaded_at};
        enum import_state state = IMPORT_IS_UPLOADED;
        while (state + 1 < IMPORT_STATES && !str_eq(import_state_word(state), row->state)) state++;
        v->open.items.items[v->open.items.n++] = (struct line){.text = row->named,
            .text_href = reviewed_url(a, &one, ""),
            .below = reviewed_from(a, &one),
            .tag = {.text = import_state_label(state), .colour = TAG_YELLOW}};
    }
    return ERR_NONE;
}

static struct reply imports_get(struct ctx *c, const struct request *r)
{
    struct import_list_list rows;
    struct worklist w;
    if (!worklist_read(c, r, &KIND, NULL, 0, &w)) return worklist_unreadable(c);
    int64_t place = w.begun ? w.place.id : INT64_MAX;
    enum err err = import_list(c->db, c->actor->pcn, w.back, place, WORKLIST_PAGE + 1, &rows);
    if (err) return shell_failure(c, err);
    struct worklist_span s = worklist_span_ordered(&w, rows.n);
    struct imports_view *v = ARENA_NEW(c->arena, struct imports_view);
    err = add_open(c, v);
    if (err) return shell_failure(c, err);
    v->upload = (struct button){.text = STR("Upload a file"), .href = URL("/admin/imports/new"), .small = true};
    worklist_view(c, &w, &s, place_of(&rows, s.from), place_of(&rows, s.from + s.shown - 1), &v->list);
    for (size_t i = 0; i < s.shown; i++) add_row(c->arena, &rows.items[worklist_at(&s, i)], &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct page page = {.title = worklist_title(c->arena, &w, STR("Imports")), .main = imports_page_slot(v)};
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/admin/imports", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, imports_get),
    ROUTE(GET, "/admin/imports/new", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, upload_get),
    ROUTE(POST, "/admin/imports/new", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_LARGEST, upload_post),
    ROUTE(GET, "/admin/imports/:import", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, reviewed_get),
    ROUTE(POST, "/admin/imports/:import", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, reviewed_post),
    ROUTE(GET, "/admin/imports/:import/rows", IMPORTS, PEOPLE, VIEW, STAYS, READS, NO_BODY, reviewed_rows_get),
    ROUTE(GET, "/admin/imports/:import/close-matches", IMPORTS, PEOPLE, VIEW, STAYS, READS, NO_BODY,
        reviewed_alike_get),
    ROUTE(POST, "/admin/imports/:import/close-matches", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        reviewed_alike_post),
    ROUTE(GET, "/admin/imports/:import/columns", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        reviewed_columns_get),
    ROUTE(POST, "/admin/imports/:import/columns", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        reviewed_columns_post),
    ROUTE(GET, "/admin/imports/:import/not-imported", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        reviewed_refused_get),
    ROUTE(GET, "/admin/imports/:import/undo", IMPORTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, reviewed_undo_get),
    ROUTE(POST, "/admin/imports/:import/undo", IMPORTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        reviewed_undo_post),
};
const struct route_table import_routes = ROUTE_TABLE(ROUTES);
