/* Access to review: the information governance lead's worklist. */
#include "base/limits.h"
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/review.tmpl.h"
#include "care/access/review.h"
#include "care/trail/trail.h"
#include "platform/audit/audit.h"

enum { ENTRY_WITHIN = 200 };

static struct str hours_words(struct arena *a, struct db_maybe_int hours)
{
    if (!hours.set) return STR_NONE;
    return str_printf(a, "%lld %s", (long long)hours.v, hours.v == 1 ? "hour" : "hours");
}

static struct str people_words(struct arena *a, struct db_maybe_int people)
{
    return people.set ? str_printf(a, "%lld people", (long long)people.v) : STR_NONE;
}

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("What was done")},
    {.heading = STR_INIT("Who")}, {.heading = STR_INIT("When")}, {.heading = STR_INIT("Review")}};
static const struct worklist_kind OPEN = {.name = "reviews",
    .path = {STR_INIT("/admin/access")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("To review"),
    .empty = STR_INIT("There is nothing to review.")};
static const struct worklist_kind DONE = {.name = "reviewed",
    .path = {STR_INIT("/admin/access")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Reviewed lately"),
    .empty = STR_INIT("Nothing has been reviewed yet.")};

/* Links of one wording lead to different entries: those who listen hear a number with each. */
static void add_row(struct ctx *c, const struct review_list_row *row, size_t number, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct worklist_cell *cells = worklist_add(a, &OPEN, v);
    struct str role = staff_role_label((enum staff_role)row->role);
    struct str reason = row->reason.n ? review_reason_label(row->reason) : STR_NONE;
    struct str hours = hours_words(a, row->hours);
    if (hours.n) hours = str_printf(a, "for %.*s", STR_ARG(hours));
    cells[0] = (struct worklist_cell){.text = review_kind_text(row->kind),
        .href = url_with_id(a, "/admin/access/", row->key, ""),
        .hidden = str_printf(a, ", number %zu of the list", number),
        .quiet = str_join(a, (const struct str[]){reason, hours, people_words(a, row->people)}, 3, STR(", "))};
    cells[1] = (struct worklist_cell){
        .text = row->name, .quiet = str_join(a, (const struct str[]){role, row->place}, 2, STR(", "))};
    cells[2].text = instant_long(a, row->at);
    cells[3].tag = review_state_tag(row->state);
    if (row->reviewed_by.n)
        cells[3].quiet = str_printf(
            a, "%.*s, %.*s", STR_ARG(row->reviewed_by), STR_ARG(date_long(a, instant_date(row->reviewed_at))));
}

static struct worklist_place place_of(const struct review_list_list *rows, size_t at)
{
    if (at >= rows->n) return (struct worklist_place){0};
    return (struct worklist_place){.number = rows->items[at].at.v, .id = rows->items[at].review_id.v};
}

static enum err fill_open(struct ctx *c, struct worklist *w, struct worklist_view *v)
{
    struct review_list_list rows;
    int64_t at = w->begun ? w->place.number : INT64_MIN;
    enum err err = review_list(c->db, c->actor->pcn, false, w->back, at, w->place.id, WORKLIST_PAGE + 1, &rows);
    if (err) return err;
    struct worklist_span s = worklist_span_ordered(w, rows.n);
    worklist_view(c, w, &s, place_of(&rows, s.from), place_of(&rows, s.from + s.shown - 1), v);
    for (size_t i = 0; i < s.shown; i++) add_row(c, &rows.items[worklist_at(&s, i)], i + 1, v);
    worklist_head_cells(&OPEN, v);
    return ERR_NONE;
}

/* Those reviewed last, with the first page alone. */
static enum err fill_done(struct ctx *c, size_t numbered, struct worklist_view *v)
{
    struct review_list_list rows;
    struct worklist w = {.kind = &DONE, .page = 1};
    enum err err = review_list(c->db, c->actor->pcn, true, false, 0, 0, WORKLIST_PAGE, &rows);
    if (err) return err;
    struct worklist_span s = worklist_span_ordered(&w, rows.n);
    worklist_view(c, &w, &s, place_of(&rows, 0), place_of(&rows, 0), v);
    for (size_t i = 0; i < s.shown; i++) add_row(c, &rows.items[i], numbered + i + 1, v);
    worklist_head_cells(&DONE, v);
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {{"reviewed", "Your review is saved"}};

struct reply reviews_get(struct ctx *c, const struct request *r)
{
    struct review_counts_row counts;
    struct worklist w;
    if (!worklist_read(c, r, &OPEN, NULL, 0, &w)) return worklist_unreadable(c);
    struct review_list_view *v = ARENA_NEW(c->arena, struct review_list_view);
    enum err err = review_counts(c->db, c->actor->pcn, &counts);
    if (!err) err = fill_open(c, &w, &v->open);
    if (!err && w.page == 1) err = fill_done(c, v->open.rows.n, &v->done);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("Access to review"),
        .quiet = str_printf(c->arena, "%lld to review, the oldest first. %lld to follow up",
            (long long)counts.open, (long long)counts.follow_up)};
    struct page page = {
        .title = worklist_title(c->arena, &w, STR("Access to review")), .main = access_reviews_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_ACCESS, &page);
}

/* ---- one ---- */

static void fact(struct review_view *v, const char *label, struct str value)
{
    if (value.n)
        v->facts.items.items[v->facts.items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

enum { FACTS = 8 };

static void view_facts(struct ctx *c, const struct review_by_key_row *row, struct review_view *v)
{
    struct arena *a = c->arena;
    struct str role = staff_role_label((enum staff_role)row->role);
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS);
    fact(v, "Who", row->name);
    fact(v, "Role", str_join(a, (const struct str[]){role, row->place}, 2, STR(", ")));
    fact(v, "When", instant_long(a, row->at));
    fact(v, "Reason", row->reason.n ? review_reason_label(row->reason) : STR_NONE);
    fact(v, "For how long", hours_words(a, row->hours));
    fact(v, "How many", people_words(a, row->people));
    if (row->reviewed_by.n)
        fact(v, "Reviewed by",
            str_printf(a, "%.*s, %.*s", STR_ARG(row->reviewed_by), STR_ARG(instant_long(a, row->reviewed_at))));
}

/* The day of the account in the audit, and the number of the entry where there is one. */
static enum err view_audit(struct ctx *c, const struct review_by_key_row *row, struct review_view *v)
{
    struct arena *a = c->arena;
    struct review_entry_row entry = {0};
    int64_t first;
    struct date_parts day = date_parts(instant_date(row->at));
    enum err err = trail_first_since(c, row->at, &first);
    if (!err) err = review_entry(c->db, row->review_id, first, first + ENTRY_WITHIN, &entry);
    if (err) return err;
    struct url u = url_with_query(a, URL("/admin/audit"), "account", uuid_text(a, row->account_key));
    u = url_with_query(a, u, "day[day]", str_printf(a, "%d", day.day));
    u = url_with_query(a, u, "day[month]", str_printf(a, "%d", day.month));
    v->audit = url_with_query(a, u, "day[year]", str_printf(a, "%d", day.year));
    v->audit_text = entry.seq ?
        str_printf(a, "Entry %lld of the audit: see their whole day", (long long)entry.seq) :
        STR("See their whole day in the audit");
    return ERR_NONE;
}

static void view_form(
    struct ctx *c, const struct problems *p, struct str finding, struct str note, struct review_view *v)
{
    static const struct {
        struct str value, label, hint;
    } FINDINGS[] = {
        {STR_INIT("fits"), STR_INIT("It fits their work"), STR_INIT("")},
        {STR_INIT("follow_up"), STR_INIT("Follow up"), STR_INIT("You will ask, or somebody else will")},
    };
    v->finding = (struct radios){.name = STR("finding"),
        .legend = STR("What do you find?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(p, STR("finding"))};
    v->finding.items.items = ARENA_ARRAY(c->arena, struct choice, COUNT_OF(FINDINGS));
    for (size_t i = 0; i < COUNT_OF(FINDINGS); i++)
        v->finding.items.items[v->finding.items.n++] = (struct choice){.value = FINDINGS[i].value,
            .label = FINDINGS[i].label,
            .hint = FINDINGS[i].hint,
            .checked = str_eq(FINDINGS[i].value, finding)};
    v->note = (struct textarea){.name = STR("note"),
        .label = STR("Note"),
        .hint = STR("What you checked, and what is to happen. Do not name the person whose record it was"),
        .label_size = SIZE_S,
        .rows = 4,
        .value = note,
        .error = problems_at(p, STR("note"))};
}

struct settling {
    struct problems problems;
    struct review_by_key_row row;
    int64_t version;
    struct str finding, note;
};

static struct reply review_page(struct ctx *c, const struct request *r, const struct settling *k, int status)
{
    const struct review_by_key_row *row = &k->row;
    struct review_view *v = ARENA_NEW(c->arena, struct review_view);
    v->problems = problems_summary(&k->problems);
    v->top.heading = review_kind_text(row->kind);
    v->state = review_state_tag(row->state);
    v->version = str_printf(c->arena, "%lld", (long long)row->version);
    v->action = url_with_id(c->arena, "/admin/access/", request_id(r, 0), "");
    view_facts(c, row, v);
    view_form(c, &k->problems, k->finding, k->note, v);
    if (row->account_id.v == c->actor->account.v)
        v->why_not = STR("This is about your own account. Somebody else must review it.");
    enum err err = view_audit(c, row, v);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("Access to review, one entry"),
        .has_problems = k->problems.n != 0,
        .back = URL("/admin/access"),
        .main = access_review_slot(v)};
    return shell_page(c, r, status, SECTION_ACCESS, &page);
}

static enum err load(struct ctx *c, const struct request *r, struct settling *k)
{
    *k = (struct settling){.problems = {.arena = c->arena}};
    enum err err = review_by_key(c->db, request_id(r, 0), c->actor->pcn, &k->row);
    if (err) return err;
    k->finding = str_eq(k->row.state, STR("open")) ? STR_NONE : k->row.state;
    k->note = k->row.note;
    return ERR_NONE;
}

struct reply review_get(struct ctx *c, const struct request *r)
{
    struct settling *k = ARENA_NEW(c->arena, struct settling);
    enum err err = load(c, r, k);
    return err ? shell_failure(c, err) : review_page(c, r, k, 200);
}

static enum err settle(struct ctx *c, void *arg)
{
    const struct settling *k = arg;
    c->audit->object_kind = STR("review");
    c->audit->object_id = k->row.review_id.v;
    return review_settle(
        c->db, k->row.review_id, k->version, k->finding, k->note, c->actor->account, clock_now(c->clock));
}

static struct reply settled(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct settling *k = arg;
    if (!result) return reply_see_other(URL("/admin/access?done=reviewed"));
    if (result != ERR_CONFLICT) return shell_failure(c, result);
    struct str finding = k->finding, note = k->note;
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    k->finding = finding;
    k->note = note;
    problems_add(&k->problems, STR("finding"),
        STR("This changed while the page was open. Check it as it is now, then save again"));
    return review_page(c, r, k, 409);
}

struct reply review_post(struct ctx *c, const struct request *r)
{
    struct settling *k = ARENA_NEW(c->arena, struct settling);
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    if (k->row.account_id.v == c->actor->account.v) return shell_error_page(c, 403);
    k->finding = form_get(&r->form, STR("finding"));
    k->note = field_note(&r->form, STR("note"), STR("Note"), LIMIT_NOTE, &k->problems);
    if (!str_int(form_get(&r->form, STR("version")), 1, INT64_MAX, &k->version)) k->version = 0;
    if (!str_eq(k->finding, STR("fits")) && !str_eq(k->finding, STR("follow_up")))
        problems_add(&k->problems, STR("finding"), STR("Choose what you find"));
    if (str_eq(k->finding, STR("follow_up")) && !k->note.n)
        problems_add(&k->problems, STR("note"), STR("Enter what is to be followed up"));
    return k->problems.n ? review_page(c, r, k, 422) : reply_write(settle, settled, k);
}
