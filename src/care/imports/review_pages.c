/* One file that waits, or waited, for review: what it holds, and what is decided about it. */
#include "care/imports/import_internal.h"

#include "base/limits.h"
#include "care/imports/pages/review.tmpl.h"
#include "care/imports/review_views.h"
#include "care/imports/reviews.sql.h"

struct url reviewed_url(struct arena *a, const struct import_review *review, const char *after)
{
    return url_with_id(a, "/admin/imports/", review->key, after);
}

enum err reviewed_of(struct ctx *c, const struct request *r, struct import_review *ret)
{
    return import_review_find(c, request_id(r, 0), ret);
}

struct str reviewed_number(struct arena *a, int64_t n)
{
    if (n < 1000) return str_printf(a, "%lld", (long long)n);
    return str_printf(a, "%.*s,%03lld", STR_ARG(reviewed_number(a, n / 1000)), (long long)(n % 1000));
}

struct str reviewed_from(struct arena *a, const struct import_review *review)
{
    return str_printf(a, "%.*s%suploaded by %.*s, %.*s", STR_ARG(review->source), review->source.n ? ", " : "",
        STR_ARG(review->who), STR_ARG(instant_long(a, review->uploaded_at)));
}

bool reviewed_is_table(const struct import_review *review)
{
    return review->columns.n && !str_ends(review->named, STR("json")) && !str_ends(review->named, STR("jsonl"));
}

/* ---- what it holds ---- */

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("What was found")},
    {.heading = STR_INIT("How many"), .numeric = true}, {.heading = STR_INIT("What happens")}};
static const struct worklist_kind GROUPS = {.name = "import-groups",
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("What the file holds"),
    .empty = STR_INIT("Nothing was found in this file.")};

static struct str happens(enum import_group group)
{
    switch (group) {
    case IMPORT_NEW: return STR("They are added");
    case IMPORT_CHANGED: return STR("Their details change as the file says");
    case IMPORT_MOVED: return STR("They go to the other practice, with their whole record");
    case IMPORT_ALIKE: return STR("You decide about each");
    case IMPORT_SAME: return STR("Codes that are new are added to their record");
    case IMPORT_GONE: return STR("Nothing. They were in the list that this source sent before");
    case IMPORT_REFUSED:
    case IMPORT_GROUPS: break;
    }
    return STR("Nothing. Each row says why");
}

static void add_group(struct arena *a, const struct import_review *review, enum import_group group, int64_t n,
    struct worklist_view *v)
{
    if (!n) return;
    struct worklist_cell *cells = worklist_add(a, &GROUPS, v);
    struct url rows = group == IMPORT_ALIKE && review->state == IMPORT_IS_WAITING ?
        reviewed_url(a, review, "/close-matches") :
        url_with_query(a, reviewed_url(a, review, "/rows"), "group", import_group_word(group));
    cells[0].text = import_group_heading(group);
    cells[0].href = rows;
    cells[1].text = reviewed_number(a, n);
    cells[2].text = happens(group);
}

static void add_groups(
    struct arena *a, const struct import_review *review, const struct import_counts *counts, struct review_view *v)
{
    static const enum import_group ORDER[] = {
        IMPORT_NEW, IMPORT_CHANGED, IMPORT_MOVED, IMPORT_ALIKE, IMPORT_SAME, IMPORT_GONE};
    v->groups = (struct worklist_view){.caption = GROUPS.caption, .empty = GROUPS.empty};
    v->groups.columns.items = ARENA_ARRAY(a, struct table_column, COUNT_OF(COLUMNS));
    v->groups.columns.n = COUNT_OF(COLUMNS);
    for (size_t i = 0; i < COUNT_OF(COLUMNS); i++)
        v->groups.columns.items[i] =
            (struct table_column){.text = COLUMNS[i].heading, .numeric = COLUMNS[i].numeric};
    v->groups.rows.items = ARENA_ARRAY(a, struct worklist_row, COUNT_OF(ORDER) + 1);
    for (size_t i = 0; i < COUNT_OF(ORDER); i++) add_group(a, review, ORDER[i], counts->of[ORDER[i]], &v->groups);
    add_group(a, review, IMPORT_REFUSED, counts->refused, &v->groups);
    worklist_head_cells(&GROUPS, &v->groups);
    v->has_groups = true;
}

/* ---- what is to be imported ---- */

static void add_choice(
    struct arena *a, struct choice_list *list, enum import_group group, const char *label, int64_t n)
{
    if (!n) return;
    list->items[list->n++] = (struct choice){.value = import_group_word(group),
        .label = str_printf(a, "%s (%.*s)", label, STR_ARG(reviewed_number(a, n))),
        .checked = true};
}

static void add_choices(struct arena *a, const struct import_counts *counts, struct review_view *v)
{
    struct choice_list *list = &v->what.items;
    v->what = (struct checkboxes){
        .name = STR("what"), .legend = STR("What to import"), .legend_size = SIZE_S, .small = true};
    list->items = ARENA_ARRAY(a, struct choice, 5);
    add_choice(a, list, IMPORT_NEW, "New people", counts->of[IMPORT_NEW]);
    add_choice(a, list, IMPORT_CHANGED, "Changed details", counts->of[IMPORT_CHANGED]);
    add_choice(a, list, IMPORT_MOVED, "Moves to another practice", counts->of[IMPORT_MOVED]);
    add_choice(a, list, IMPORT_SAME, "New codes of people already here", counts->of[IMPORT_SAME]);
    v->can_go = list->n || counts->of[IMPORT_ALIKE];
    if (counts->open)
        v->open = str_printf(a, "%.*s of %.*s close matches %s not decided. Those stay out of the import.",
            STR_ARG(reviewed_number(a, counts->open)), STR_ARG(reviewed_number(a, counts->of[IMPORT_ALIKE])),
            counts->open == 1 ? "is" : "are");
}

/* ---- the page ---- */

static struct tag state_tag(enum import_state state)
{
    static const enum tag_colour COLOURS[IMPORT_STATES] = {[IMPORT_IS_UPLOADED] = TAG_BLUE,
        [IMPORT_IS_COLUMNS] = TAG_YELLOW,
        [IMPORT_IS_UNREADABLE] = TAG_RED,
        [IMPORT_IS_WAITING] = TAG_YELLOW,
        [IMPORT_IS_APPROVED] = TAG_BLUE,
        [IMPORT_IS_DONE] = TAG_GREEN,
        [IMPORT_IS_UNDOING] = TAG_BLUE,
        [IMPORT_IS_UNDONE] = TAG_GREY,
        [IMPORT_IS_DISCARDING] = TAG_GREY,
        [IMPORT_IS_DISCARDED] = TAG_GREY};
    return (struct tag){.text = import_state_label(state), .colour = COLOURS[state]};
}

static struct str decided(struct arena *a, const char *what, struct str who, struct instant at)
{
    return str_printf(a, "%s by %.*s, %.*s.", what, STR_ARG(who), STR_ARG(instant_long(a, at)));
}

static struct str what_now(struct arena *a, const struct import_review *review)
{
    switch (review->state) {
    case IMPORT_IS_UPLOADED: return STR("The file is being checked. Nobody's record changes by that.");
    case IMPORT_IS_APPROVED: return STR("What you approved is being imported. You can go on working meanwhile.");
    case IMPORT_IS_UNDOING: return STR("What the import changed is being put back.");
    case IMPORT_IS_WAITING: return STR("Look at what was found. Nobody's record changes until you choose Import.");
    case IMPORT_IS_DONE: return decided(a, "Imported", review->decided_who, review->decided_at);
    case IMPORT_IS_UNDONE: return decided(a, "Undone", review->undone_who, review->undone_at);
    case IMPORT_IS_DISCARDING:
    case IMPORT_IS_DISCARDED: return STR("Nothing of this file was imported, and nothing of it is kept.");
    case IMPORT_IS_COLUMNS:
    case IMPORT_IS_UNREADABLE:
    case IMPORT_STATES: break;
    }
    return STR_NONE;
}

static enum err add_stays(struct ctx *c, const struct import_review *review, struct review_view *v)
{
    struct import_touches_counted_row n;
    if (review->state != IMPORT_IS_UNDONE || !review->import.v) return ERR_NONE;
    enum err err = import_touches_counted(c->db, review->import, &n);
    if (err) return err;
    v->said = str_printf(c->arena, "%.*s %.*s people were put back.", STR_ARG(v->said),
        STR_ARG(reviewed_number(c->arena, n.undone)));
    if (!n.stay) return ERR_NONE;
    v->stay = str_printf(
        c->arena, "%.*s people stay as the import left them: see why", STR_ARG(reviewed_number(c->arena, n.stay)));
    v->stay_link = url_with_query(c->arena, reviewed_url(c->arena, review, "/rows"), "group", STR("stay"));
    return ERR_NONE;
}

static enum err fill(struct ctx *c, const struct import_review *review, struct review_view *v)
{
    struct arena *a = c->arena;
    struct import_counts counts;
    enum import_state state = review->state;
    enum err err = import_review_counts(c, review->id, &counts);
    if (err) return err;
    v->top = (struct page_top){review->named, reviewed_from(a, review)};
    v->state = state_tag(state);
    v->said = what_now(a, review);
    v->action = reviewed_url(a, review, "");
    v->version = str_printf(a, "%lld", (long long)review->version);
    v->waits = state == IMPORT_IS_WAITING || state == IMPORT_IS_COLUMNS || state == IMPORT_IS_UNREADABLE;
    v->busy = state == IMPORT_IS_UPLOADED || state == IMPORT_IS_APPROVED || state == IMPORT_IS_UNDOING;
    if (v->busy) v->again = v->action;
    if (state == IMPORT_IS_COLUMNS || state == IMPORT_IS_UNREADABLE) v->refused = review->why;
    if (reviewed_is_table(review) && (state == IMPORT_IS_WAITING || state == IMPORT_IS_COLUMNS))
        v->columns = reviewed_url(a, review, "/columns");
    if (counts.refused) v->download = reviewed_url(a, review, "/not-imported");
    if (state == IMPORT_IS_DONE) v->undo = reviewed_url(a, review, "/undo");
    if (state == IMPORT_IS_WAITING || state == IMPORT_IS_DONE || state == IMPORT_IS_UNDONE)
        add_groups(a, review, &counts, v);
    if (state == IMPORT_IS_WAITING) add_choices(a, &counts, v);
    return add_stays(c, review, v);
}

static const struct shell_notice NOTICES[] = {{"uploaded", "The file is uploaded"},
    {"decided", "What you decided is kept"}, {"approved", "The import has begun"},
    {"undoing", "The undoing has begun"}, {"discarded", "Nothing is imported from this file"},
    {"columns", "The columns are kept for this source"}};

static struct reply review_page(
    struct ctx *c, const struct request *r, const struct import_review *review, int status)
{
    struct review_view *v = ARENA_NEW(c->arena, struct review_view);
    enum err err = fill(c, review, v);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("Import"), .main = import_review_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_IMPORTS, &page);
}

struct reply reviewed_get(struct ctx *c, const struct request *r)
{
    struct import_review review;
    enum err err = reviewed_of(c, r, &review);
    return err ? shell_failure(c, err) : review_page(c, r, &review, 200);
}

/* ---- deciding ---- */

struct deciding {
    struct import_review review;
    bool approve;
    int64_t groups;
    int64_t version;
};

static enum err decide(struct ctx *c, void *arg)
{
    const struct deciding *d = arg;
    c->audit->object_kind = STR("import_review");
    c->audit->object_id = d->review.id;
    c->audit->reason = d->approve ? STR("approved") : STR("not imported");
    return import_review_decide(c->db, d->review.id, d->version,
        import_state_word(d->approve ? IMPORT_IS_APPROVED : IMPORT_IS_DISCARDING), d->groups, c->actor->account,
        clock_now(c->clock));
}

static struct reply decided_then(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct deciding *d = arg;
    struct url to = reviewed_url(c->arena, &d->review, "");
    (void)r;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    if (result) return reply_see_other(to); /* somebody decided a moment ago: the page says what */
    return reply_see_other(url_with_query(c->arena, to, "done", d->approve ? STR("approved") : STR("discarded")));
}

struct reply reviewed_post(struct ctx *c, const struct request *r)
{
    struct deciding *d = ARENA_NEW(c->arena, struct deciding);
    enum err err = reviewed_of(c, r, &d->review);
    if (err) return shell_failure(c, err);
    struct form_values what = form_all(c->arena, &r->form, STR("what"));
    d->approve = str_eq(form_get(&r->form, STR("do")), STR("import"));
    d->groups = IMPORT_GROUP_BIT(IMPORT_ALIKE);
    for (size_t i = 0; i < what.n; i++)
        for (int group = 1; group < IMPORT_GROUPS; group++)
            if (str_eq(what.items[i], import_group_word((enum import_group)group)))
                d->groups |= IMPORT_GROUP_BIT(group);
    if (!str_int(form_get(&r->form, STR("version")), 1, INT32_MAX, &d->version))
        return review_page(c, r, &d->review, 422);
    if (d->approve && d->review.state != IMPORT_IS_WAITING) return review_page(c, r, &d->review, 409);
    return reply_write(decide, decided_then, d);
}

/* ---- undoing ---- */

struct reply reviewed_undo_get(struct ctx *c, const struct request *r)
{
    struct import_review review;
    struct arena *a = c->arena;
    enum err err = reviewed_of(c, r, &review);
    if (err) return shell_failure(c, err);
    if (review.state != IMPORT_IS_DONE) return reply_see_other(reviewed_url(a, &review, ""));
    struct review_undo_view *v = ARENA_NEW(a, struct review_undo_view);
    v->action = reviewed_url(a, &review, "/undo");
    v->back = reviewed_url(a, &review, "");
    v->version = str_printf(a, "%lld", (long long)review.version);
    v->panel = (struct panel){.heading = STR("Undo this import?"), .kind = PANEL_INTERRUPTION};
    struct page page = {.title = STR("Undo an import"), .main = import_undo_page_slot(v)};
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

static enum err undo(struct ctx *c, void *arg)
{
    const struct deciding *d = arg;
    c->audit->object_kind = STR("import_review");
    c->audit->object_id = d->review.id;
    c->audit->reason = STR("import undone");
    return import_review_undo(c->db, d->review.id, d->version, c->actor->account, clock_now(c->clock));
}

static struct reply undone_then(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct deciding *d = arg;
    struct url to = reviewed_url(c->arena, &d->review, "");
    (void)r;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(result ? to : url_with_query(c->arena, to, "done", STR("undoing")));
}

struct reply reviewed_undo_post(struct ctx *c, const struct request *r)
{
    struct deciding *d = ARENA_NEW(c->arena, struct deciding);
    enum err err = reviewed_of(c, r, &d->review);
    if (err) return shell_failure(c, err);
    if (!str_int(form_get(&r->form, STR("version")), 1, INT32_MAX, &d->version)) return reviewed_undo_get(c, r);
    return reply_write(undo, undone_then, d);
}
