/* /admin/imports/done/:import: what one import came to, and taking it back. */
#include "care/imports/import_internal.h"
#include "care/imports/import_undo.h"
#include "care/imports/import_views.h"
#include "care/imports/pages/import_shown.tmpl.h"
#include "care/imports/uploads.h"
#include "platform/app.h"

static const struct worklist_column COLUMNS[] = {
    {.heading = STR_INIT("Person")}, {.heading = STR_INIT("Why something stays")}};
static const struct worklist_kind KIND = {.name = "import-left",
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("What stays"),
    .empty = STR_INIT("Nothing stays.")};

static enum err read_import(struct ctx *c, const struct request *r, struct import_one_row *ret)
{
    return import_one(c->db, request_id(r, 0), c->actor->pcn, upload_only(c->actor), ret);
}

static struct url shown_url(struct arena *a, const struct request *r, const char *after)
{
    return url_with_id(a, "/admin/imports/done/", request_id(r, 0), after);
}

/* It brought something, and nobody wrote down to whom: a version of Cairn did it that kept no such notes. */
static bool is_without_notes(const struct import_one_row *i)
{
    int64_t brought = i->people_new + i->people_changed + i->records_new + i->records_changed;
    return brought && !i->noted && instant_is_set(i->ended_at) && !i->invented && !i->undo_id.set;
}

static bool can_take_back(const struct import_one_row *i)
{
    return instant_is_set(i->ended_at) && !i->invented && !i->undo_id.set && !is_without_notes(i);
}

/* ---- what it came to ---- */

static void add_fact(struct import_shown_view *v, const char *key, struct str value)
{
    v->facts.rows.items[v->facts.rows.n++] = (struct summary_row){.key = str_from_cstr(key), .value = value};
}

static void show_facts(struct arena *a, const struct import_one_row *i, struct import_shown_view *v)
{
    v->facts.rows.items = ARENA_ARRAY(a, struct summary_row, 6);
    add_fact(v, "When", instant_long(a, i->started_at));
    add_fact(v, "Who", i->who.n ? i->who : STR("The command line"));
    if (i->source.n) add_fact(v, "Where it comes from", i->source);
    add_fact(v, "People", import_counted(a, i->people_new, i->people_changed, i->people_same));
    add_fact(v, "Coded records", import_counted(a, i->records_new, i->records_changed, i->records_same));
    add_fact(v, "Not imported", i->rejected ? str_thousands(a, i->rejected) : STR("None"));
}

static struct str people_words(struct arena *a, int64_t n)
{
    return str_printf(a, "%.*s %s", STR_ARG(str_thousands(a, n)), n == 1 ? "person" : "people");
}

static struct str taken_back_words(struct arena *a, const struct import_one_row *i)
{
    struct str left = STR_NONE;
    if (i->left_alone.v)
        left = str_printf(
            a, " Something stays of %.*s: the list below says what.", STR_ARG(people_words(a, i->left_alone.v)));
    return str_printf(a,
        "%.*s asked for this import to be taken back on %.*s. %.*s taken out, %.*s put back as they were.%.*s",
        STR_ARG(i->asker), STR_ARG(instant_long(a, i->asked_at)), STR_ARG(people_words(a, i->gone.v)),
        STR_ARG(str_thousands(a, i->back.v)), STR_ARG(left));
}

/* ---- of whom something stays ---- */

static struct str left_words(int64_t why)
{
    static const struct str WORDS[] = {STR_INIT(""),
#define LEFT_WORDS(name, words) STR_INIT(words),
        IMPORT_LEFT_LIST(LEFT_WORDS)
#undef LEFT_WORDS
    };
    MUST((size_t)why < COUNT_OF(WORDS));
    return WORDS[why];
}

static void add_left(struct ctx *c, const struct import_undo_left_some_row *row, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct worklist_cell *cells = worklist_add(a, &KIND, v);
    const struct person p = {.given_names = row->given, .family_name = row->family};
    cells[0].text = person_list_name(a, &p);
    cells[0].href = url_with_id(a, "/people/", row->key, "/details");
    if (row->nhs_number.v) cells[0].number = nhs_number_display(a, row->nhs_number);
    if (date_is_set(row->born)) cells[0].quiet = str_printf(a, "born %.*s", STR_ARG(date_short(a, row->born)));
    cells[1].text = left_words(row->why);
}

static struct worklist_place place_of(const struct import_undo_left_some_list *rows, size_t at)
{
    return (struct worklist_place){.id = at < rows->n ? rows->items[at].left_id : 0};
}

static enum err show_left(
    struct ctx *c, const struct import_one_row *i, struct worklist *w, struct import_shown_view *v)
{
    struct import_undo_left_some_list rows;
    int64_t after = w->begun ? w->place.id : 0;
    enum err err = import_undo_left_some(c->db, i->undo_id.v, w->back, after, WORKLIST_PAGE + 1, &rows);
    if (err) return err;
    struct worklist_span s = worklist_span_ordered(w, rows.n);
    worklist_view(c, w, &s, place_of(&rows, s.from), place_of(&rows, s.from + s.shown - 1), &v->left);
    for (size_t k = 0; k < s.shown; k++) add_left(c, &rows.items[worklist_at(&s, k)], &v->left);
    worklist_head_cells(&KIND, &v->left);
    v->has_left = true;
    return ERR_NONE;
}

/* ---- the page ---- */

static const struct shell_notice NOTICES[] = {{"moved-on", "Somebody has asked for this already"}};

struct reply import_undo_get(struct ctx *c, const struct request *r)
{
    struct import_one_row i;
    struct worklist w;
    struct worklist_kind kind = KIND;
    kind.path = shown_url(c->arena, r, "");
    if (!worklist_read(c, r, &kind, NULL, 0, &w)) return worklist_unreadable(c);
    enum err err = read_import(c, r, &i);
    if (err) return shell_failure(c, err);
    struct import_shown_view *v = ARENA_NEW(c->arena, struct import_shown_view);
    v->top = (struct page_top){STR("One import"), import_own_name(i.named)};
    v->here = kind.path;
    v->action = shown_url(c->arena, r, "/take-back");
    v->can_take_back = can_take_back(&i);
    if (is_without_notes(&i))
        v->why_not =
            STR("It was made by an older version of Cairn, which did not note what an import brought to whom. "
                "What is wrong in somebody’s record can be put right there.");
    v->waits = i.undo_id.set && !instant_is_set(i.taken_back);
    show_facts(c->arena, &i, v);
    if (instant_is_set(i.taken_back)) v->taken_back = taken_back_words(c->arena, &i);
    if (i.left_alone.set && i.left_alone.v) err = show_left(c, &i, &w, v);
    if (err) return shell_failure(c, err);
    struct page page = {.title = worklist_title(c->arena, &w, STR("One import")), .main = import_shown_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

/* ---- asking for it ---- */

static enum err ask(struct ctx *c, void *arg)
{
    const struct import_one_row *i = arg;
    int64_t id;
    c->audit->object_kind = STR("import");
    c->audit->object_id = i->import_id.v;
    return import_undo_insert(
        c->db, i->import_id, c->actor->pcn, i->practice_id, c->actor->account, clock_now(c->clock), &id);
}

static struct reply asked(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    struct url page = shown_url(c->arena, r, "");
    if (result == ERR_EXISTS) return reply_see_other(url_with_query(c->arena, page, "done", STR("moved-on")));
    if (result) return shell_failure(c, result);
    background_wake(c->app->background);
    return reply_see_other(page);
}

struct reply import_undo_post(struct ctx *c, const struct request *r)
{
    struct import_one_row *i = ARENA_NEW(c->arena, struct import_one_row);
    enum err err = read_import(c, r, i);
    if (err) return shell_failure(c, err);
    if (!can_take_back(i))
        return reply_see_other(url_with_query(c->arena, shown_url(c->arena, r, ""), "done", STR("moved-on")));
    return reply_write(ask, asked, i);
}
