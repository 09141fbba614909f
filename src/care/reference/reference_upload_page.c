/* One uploaded table: what it is, beside what is there; loading it, or discarding it. */
#include "care/reference/pages/reference_upload.tmpl.h"
#include "care/reference/reference_stage.h"
#include "care/reference/reference_uploads.h"
#include "care/reference/reference_views.h"
#include "nhs/vocabulary.h"
#include "platform/app.h"
#include "platform/sheet/sheet.h"

enum { SHOWN_MOST = 20, LISTS_MOST = 100, REFUSED_CELLS = 3, CHANGE_CELLS = 5 };

/* ---- what it is ---- */

static void add_fact(struct summary_list *facts, const char *key, struct str value)
{
    facts->rows.items[facts->rows.n++] = (struct summary_row){.key = str_from_cstr(key), .value = value};
}

static struct str counted(struct arena *a, int64_t n, const char *one, const char *many)
{
    return str_printf(a, "%.*s %s", STR_ARG(str_thousands(a, n)), n == 1 ? one : many);
}

static void show_facts(struct arena *a, const struct reference_upload_find_row *u, struct reference_upload_view *v)
{
    enum { FACTS = 6 };
    int kind;
    v->facts.rows.items = ARENA_ARRAY(a, struct summary_row, FACTS);
    if (u->kind.n && vocabulary_find(&reference_kinds, u->kind, &kind))
        add_fact(&v->facts, "What it is", vocabulary_label(&reference_kinds, kind));
    add_fact(&v->facts, "Rows taken", str_thousands(a, u->row_count));
    add_fact(&v->facts, "Rows that can’t be taken", u->rejected ? str_thousands(a, u->rejected) : STR("None"));
    if (u->passed_over)
        add_fact(&v->facts, "Rows passed over",
            str_printf(
                a, "%.*s: codes out of use, or areas outside England", STR_ARG(str_thousands(a, u->passed_over))));
    if (date_is_set(u->dated)) add_fact(&v->facts, "Date of its data", date_long(a, u->dated));
    if (u->source.n) add_fact(&v->facts, "Published by", u->source);
}

/* ---- beside what is there ---- */

static struct str becomes(struct arena *a, const struct reference_lists_of_row *l)
{
    switch (l->becomes) {
    case SET_NEW: return STR("New: there is no list of this name");
    case SET_SAME: return STR("The same as is there already. Nothing changes");
    case SET_AGAIN:
        return str_printf(a, "There already, as an older version: it takes the place of %.*s", STR_ARG(l->was));
    default: return str_printf(a, "Takes the place of version %.*s, which is kept", STR_ARG(l->was));
    }
}

static struct str difference(struct arena *a, const struct reference_lists_of_row *l)
{
    struct str parts[3];
    size_t n = 0;
    if (l->becomes == SET_NEW || l->becomes == SET_SAME) return STR_NONE;
    if (l->added) parts[n++] = str_printf(a, "%.*s added", STR_ARG(str_thousands(a, l->added)));
    if (l->dropped) parts[n++] = str_printf(a, "%.*s dropped", STR_ARG(str_thousands(a, l->dropped)));
    if (l->changed) parts[n++] = str_printf(a, "%.*s changed", STR_ARG(str_thousands(a, l->changed)));
    return n ? str_join(a, parts, n, STR(", ")) : STR("The same rows in another order");
}

/* Those that change first; where there are very many, the rest are counted. */
static void show_lists(
    struct arena *a, const struct reference_lists_of_list *rows, struct reference_upload_view *v)
{
    int64_t counts[SET_AGAIN + 1] = {0};
    v->lists.items = ARENA_ARRAY(a, struct reference_list_line, LISTS_MOST);
    for (int same = 0; same <= 1; same++)
        for (size_t i = 0; i < rows->n; i++) {
            const struct reference_lists_of_row *l = &rows->items[i];
            if ((l->becomes == SET_SAME) != (same == 1)) continue;
            counts[l->becomes]++;
            if (v->lists.n == LISTS_MOST) continue;
            v->lists.items[v->lists.n++] = (struct reference_list_line){.name = l->name,
                .version = l->version,
                .rows = str_thousands(a, l->row_count),
                .becomes = becomes(a, l),
                .difference = difference(a, l)};
        }
    if (rows->n > LISTS_MOST)
        v->more_lists = str_printf(
            a, "And %.*s.", STR_ARG(counted(a, (int64_t)rows->n - LISTS_MOST, "more list", "more lists")));
    int64_t loads = (int64_t)rows->n - counts[SET_SAME];
    v->approvable = v->approvable && loads > 0;
    if (!loads)
        v->consequences = STR("Everything in this file is here already: there is nothing to load.");
    else
        v->consequences =
            str_printf(a, "%s counts for everybody who uses this installation as soon as it is loaded.",
                loads == 1 ? "This list" : "Each of these lists");
}

/* ---- the first rows of what is kept with it ---- */

static void cut_line(struct str *text, struct str *cells, size_t n)
{
    struct str line = str_cut(text, '\n');
    for (size_t i = 0; i < n; i++) cells[i] = str_cut(&line, '\t');
}

static enum err first_piece(
    struct ctx *c, const struct reference_upload_find_row *u, enum reference_part part, struct str *ret)
{
    enum err err = reference_piece_text(c, u->id, part, 0, ret);
    if (err == ERR_NOT_FOUND) *ret = STR_NONE;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static void show_refused(struct arena *a, struct str text, struct reference_upload_view *v)
{
    v->refused.items = ARENA_ARRAY(a, struct reference_refusal, SHOWN_MOST);
    while (text.n && v->refused.n < SHOWN_MOST) {
        struct str cells[REFUSED_CELLS];
        cut_line(&text, cells, COUNT_OF(cells));
        v->refused.items[v->refused.n++] = (struct reference_refusal){cells[0], cells[1], cells[2]};
    }
}

static void show_changes(struct arena *a, struct str text, struct reference_upload_view *v)
{
    v->changes.items = ARENA_ARRAY(a, struct reference_difference, SHOWN_MOST);
    while (text.n && v->changes.n < SHOWN_MOST) {
        struct str cells[CHANGE_CELLS];
        cut_line(&text, cells, COUNT_OF(cells));
        v->changes.items[v->changes.n++] = (struct reference_difference){
            .list = cells[0], .change = cells[1], .row = cells[2], .now = cells[3], .before = cells[4]};
    }
}

static struct str first_of(struct arena *a, int64_t all)
{
    return all > SHOWN_MOST ? str_printf(a, "The first %d of %.*s.", SHOWN_MOST, STR_ARG(str_thousands(a, all))) :
                              STR_NONE;
}

static enum err show_rows(
    struct ctx *c, const struct reference_upload_find_row *u, struct reference_upload_view *v)
{
    struct str refused, changes;
    enum err err = first_piece(c, u, PART_REFUSED, &refused);
    if (!err) err = first_piece(c, u, PART_CHANGES, &changes);
    if (err) return err;
    show_refused(c->arena, refused, v);
    show_changes(c->arena, changes, v);
    v->refused_first = first_of(c->arena, u->rejected);
    v->changes_first = first_of(c->arena, u->listed);
    v->refused_file = reference_upload_url(c->arena, u->key, "/not-taken.csv");
    v->changes_file = reference_upload_url(c->arena, u->key, "/changes.csv");
    return ERR_NONE;
}

/* ---- the page ---- */

static struct str heading_of(enum reference_upload_state state)
{
    switch (state) {
    case TABLE_REVIEW: return STR("Look through this table");
    case TABLE_DONE: return STR("This table is loaded");
    case TABLE_REFUSED: return STR("This file can’t be loaded");
    case TABLE_DISCARDED: return STR("This file was discarded");
    case TABLE_APPROVED: return STR("Being loaded");
    case TABLE_CHECKING:
    case TABLE_ARRIVING:
    case TABLE_NOTHING: break;
    }
    return STR("Being read");
}

static struct str quiet_of(struct arena *a, const struct reference_upload_find_row *u)
{
    struct str sent = str_printf(
        a, "%.*s. Uploaded by %.*s, %.*s", STR_ARG(u->named), STR_ARG(u->who), STR_ARG(instant_long(a, u->at)));
    if (!u->decider.n) return sent;
    return str_printf(a, "%.*s. Approved by %.*s, %.*s", STR_ARG(sent), STR_ARG(u->decider),
        STR_ARG(instant_long(a, u->decided_at)));
}

static void show_state(const struct reference_upload_find_row *u, struct reference_upload_view *v)
{
    enum reference_upload_state state = (enum reference_upload_state)u->state;
    v->waits = state == TABLE_CHECKING || state == TABLE_APPROVED || state == TABLE_ARRIVING;
    v->doing = state == TABLE_APPROVED ?
        STR("The table is being loaded. You need not wait here. Until it is whole, the version before counts.") :
        STR("The file is being read and compared with what is there. That takes some seconds. Nothing is "
            "changed.");
    v->why = u->why;
    v->why_heading = state == TABLE_REFUSED ? STR("Why") : STR("Look through it again");
    v->found = state == TABLE_REVIEW || state == TABLE_DONE;
    v->approvable = state == TABLE_REVIEW;
    v->discardable = state == TABLE_REVIEW || state == TABLE_REFUSED;
    v->has_rows = v->found || state == TABLE_REFUSED;
}

static const struct shell_notice NOTICES[] = {{"moved-on", "Somebody else has decided on this file meanwhile"}};

static enum err show(struct ctx *c, const struct reference_upload_find_row *u, struct reference_upload_view *v)
{
    struct reference_lists_of_list rows;
    show_state(u, v);
    enum err err = v->has_rows ? show_rows(c, u, v) : ERR_NONE;
    if (err || !v->found) return err;
    err = reference_lists_of(c->db, u->id, &rows);
    if (err) return err;
    show_facts(c->arena, u, v);
    show_lists(c->arena, &rows, v);
    return ERR_NONE;
}

struct reply reference_upload_page_get(struct ctx *c, const struct request *r)
{
    struct reference_upload_find_row u;
    struct str why;
    bool may = false;
    struct reference_upload_view *v = ARENA_NEW(c->arena, struct reference_upload_view);
    enum err err = reference_upload_get(c, request_id(r, 0), &u);
    if (!err) err = show(c, &u, v);
    if (!err) err = reference_may_load(c, &may, &why);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){heading_of((enum reference_upload_state)u.state), quiet_of(c->arena, &u)};
    v->here = reference_upload_url(c->arena, u.key, "");
    if (!may) v->approvable = v->discardable = false;
    v->approve = reference_upload_url(c->arena, u.key, "/approve");
    v->discard = reference_upload_url(c->arena, u.key, "/discard");
    struct page page = {.title = v->top.heading, .main = reference_upload_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_REFERENCE, &page);
}

/* ---- deciding ---- */

static enum err approve(struct ctx *c, void *arg)
{
    const struct reference_upload_find_row *u = arg;
    c->audit->object_kind = STR("table");
    c->audit->object_id = u->id.v;
    return reference_upload_approve(c->db, u->id, clock_now(c->clock), c->actor->account);
}

static enum err discard(struct ctx *c, void *arg)
{
    const struct reference_upload_find_row *u = arg;
    c->audit->object_kind = STR("table");
    c->audit->object_id = u->id.v;
    return reference_upload_discard(c->db, u->id);
}

static struct reply decided(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct reference_upload_find_row *u = arg;
    struct url page = reference_upload_url(c->arena, u->key, "");
    (void)r;
    if (result == ERR_CONFLICT) return reply_see_other(url_with_query(c->arena, page, "done", STR("moved-on")));
    if (result) return shell_failure(c, result);
    background_wake(c->app->background);
    return reply_see_other(page);
}

static struct reply decide(struct ctx *c, const struct request *r, action_fn action)
{
    struct reference_upload_find_row *u = ARENA_NEW(c->arena, struct reference_upload_find_row);
    struct str why;
    bool may;
    enum err err = reference_upload_get(c, request_id(r, 0), u);
    if (!err) err = reference_may_load(c, &may, &why);
    if (err) return shell_failure(c, err);
    return may ? reply_write(action, decided, u) : shell_error(c, 403, why);
}

struct reply reference_approve_post(struct ctx *c, const struct request *r)
{
    return decide(c, r, approve);
}

struct reply reference_discard_post(struct ctx *c, const struct request *r)
{
    return decide(c, r, discard);
}

/* ---- all rows, as a file ---- */

static enum err put_pieces(
    struct ctx *c, struct reference_upload_id id, enum reference_part part, size_t columns, struct sheet *sheet)
{
    for (int64_t number = 0;; number++) {
        struct str text;
        struct arena_mark mark = arena_mark(c->arena);
        enum err err = reference_piece_text(c, id, part, number, &text);
        if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
        while (text.n) {
            struct str cells[CHANGE_CELLS];
            cut_line(&text, cells, columns);
            struct arena_mark row = arena_mark(c->arena);
            sheet_row(sheet, c->arena, cells);
            arena_rewind(c->arena, row);
        }
        arena_rewind(c->arena, mark);
    }
}

static struct reply rows_file(struct ctx *c, const struct request *r, enum reference_part part,
    const struct str *headings, size_t n, struct str name)
{
    struct reference_upload_find_row u;
    struct sheet *sheet;
    struct reply_file file = {.set = true, .name = name};
    enum err err = reference_upload_get(c, request_id(r, 0), &u);
    if (err) return shell_failure(c, err);
    err = sheet_begin(c->arena, SHEET_CSV, c->app->directory, headings, n, &sheet);
    if (err) return shell_error_page(c, 503);
    err = put_pieces(c, u.id, part, n, sheet);
    if (err) sheet_abandon(sheet);
    if (!err) err = sheet_end(sheet, &file.file, &file.bytes);
    return err ? shell_error_page(c, 503) : reply_download(sheet_type(SHEET_CSV), file);
}

struct reply reference_refused_get(struct ctx *c, const struct request *r)
{
    static const struct str HEADINGS[REFUSED_CELLS] = {
        STR_INIT("Line"), STR_INIT("What stands there"), STR_INIT("Why it can’t be taken")};
    return rows_file(c, r, PART_REFUSED, HEADINGS, COUNT_OF(HEADINGS), STR("not-taken.csv"));
}

struct reply reference_changes_get(struct ctx *c, const struct request *r)
{
    static const struct str HEADINGS[CHANGE_CELLS] = {
        STR_INIT("List"), STR_INIT("Change"), STR_INIT("Row"), STR_INIT("In the file"), STR_INIT("Now")};
    return rows_file(c, r, PART_CHANGES, HEADINGS, COUNT_OF(HEADINGS), STR("changes.csv"));
}
