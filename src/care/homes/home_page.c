/* The list of homes, and one home with its residents. */
#include "base/limits.h"
#include "care/homes/homes_pages.h"
#include "care/homes/pages/home.tmpl.h"

/* ---- the list of homes ---- */

static const struct worklist_column HOME_COLUMNS[] = {{.heading = STR_INIT("Home")},
    {.heading = STR_INIT("Residents"), .numeric = true}, {.heading = STR_INIT("Clinical lead")},
    {.heading = STR_INIT("Last round")}, {.heading = STR_INIT("Open")},
    {.heading = STR_INIT("Ordering medicines")}};
static const struct worklist_kind HOMES = {.name = "care-homes",
    .path = {STR_INIT("/care-homes")},
    .columns = HOME_COLUMNS,
    .column_count = COUNT_OF(HOME_COLUMNS),
    .caption = STR_INIT("Care homes"),
    .empty = STR_INIT("No care home is here yet. Add the first.")};

static struct str counted(struct arena *a, int64_t n, const char *what)
{
    return n ? str_printf(a, "%lld %s", (long long)n, what) : STR_NONE;
}

static struct str day_of_round(int64_t day)
{
    return day ? vocabulary_label(&care_home_days, (int)day) : STR_NONE;
}

static void add_home(struct ctx *c, const struct care_home_list_row *h, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct worklist_cell *cells = worklist_add(a, &HOMES, v);
    cells[0] = (struct worklist_cell){.text = h->name, .href = care_home_url(a, h->key, ""), .quiet = h->postcode};
    cells[1].text = str_printf(a, "%lld", (long long)h->residents);
    cells[2] = (struct worklist_cell){.text = h->lead, .none = STR("Nobody named")};
    struct str day = day_of_round(h->round_day.set ? h->round_day.v : 0);
    cells[3] = (struct worklist_cell){.text = date_near(a, h->last_round, clock_today(c->clock)),
        .none = STR("Never"),
        .quiet = day.n ? str_printf(a, "on %.*ss", STR_ARG(day)) : STR_NONE};
    if (!cells[3].text.n && cells[3].quiet.n) cells[3].text = STR("Never");
    const struct str open[] = {counted(a, h->asked, "to look at"), counted(a, h->overdue, "overdue"),
        counted(a, h->issues, h->issues == 1 ? "thing in the way" : "things in the way")};
    cells[4] =
        (struct worklist_cell){.text = str_join(a, open, COUNT_OF(open), STR(", ")), .none = STR("Nothing")};
    if (h->soon) cells[4].tag = (struct tag){.text = counted(a, h->soon, "today or tomorrow"), .colour = TAG_RED};
    cells[5].text = vocabulary_label(&care_home_proxies, (int)care_home_proxy_of(h->proxy));
}

static const struct shell_notice NOTICES[] = {{"saved", "The care home is saved"},
    {"round", "The round is recorded, with a contact for each resident"}, {"added", "The residents are added"},
    {"issue", "Saved"}};

struct reply homes_list_get(struct ctx *c, const struct request *r)
{
    struct care_home_list_list rows;
    struct worklist w;
    if (!worklist_read(c, r, &HOMES, NULL, 0, &w)) return worklist_unreadable(c);
    enum err err = care_home_list(c->db, c->actor->pcn, clock_today(c->clock).v, &rows);
    if (err) return shell_failure(c, err);
    struct homes_list_view *v = ARENA_NEW(c->arena, struct homes_list_view);
    const struct worklist_span span = {.shown = rows.n};
    v->top = (struct page_top){STR("Care homes"), STR("Counted are the residents whom you may see")};
    worklist_view(c, &w, &span, (struct worklist_place){0}, (struct worklist_place){0}, &v->list);
    for (size_t i = 0; i < rows.n; i++) add_home(c, &rows.items[i], &v->list);
    worklist_head_cells(&HOMES, &v->list);
    struct page page = {.title = STR("Care homes"), .main = homes_list_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_CARE_HOMES, &page);
}

/* ---- one home: its residents ---- */

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Resident")},
    {.heading = STR_INIT("To look at")}, {.heading = STR_INIT("Last contact")},
    {.heading = STR_INIT("Vaccinations")}, {.heading = STR_INIT("Reviewed")},
    {.heading = STR_INIT("What matters")}, {.heading = STR_INIT("Ordering")}};
static const struct worklist_choice SHOWN[] = {{STR_INIT("asked"), STR_INIT("Somebody asks to look at them")},
    {STR_INIT("due"), STR_INIT("Something is due")}, {STR_INIT("flu"), STR_INIT("No flu vaccination yet")},
    {STR_INIT("medicines"), STR_INIT("Medicines review due")}, {STR_INIT("plan"), STR_INIT("Plan review due")},
    {STR_INIT("matters"), STR_INIT("Nothing written about what matters")},
    {STR_INIT("ordering"), STR_INIT("Medicines ordering not working")}};
enum shown { SHOW_ALL, SHOW_ASKED, SHOW_DUE, SHOW_FLU, SHOW_MEDICINES, SHOW_PLAN, SHOW_MATTERS, SHOW_ORDERING };

static bool orders(struct arena *a, const struct resident *r)
{
    struct str word = merge_text(a, merge_value(a, r->words, STR("ordering")));
    return str_eq(word, STR("working")) || str_eq(word, STR("own")) || str_eq(word, STR("refused"));
}

static bool is_shown(struct arena *a, const struct resident *r, enum shown show, struct date today)
{
    switch (show) {
    case SHOW_ASKED: return r->asked > 0;
    case SHOW_DUE: return date_is_set(r->next_due) && !date_before(today, r->next_due);
    case SHOW_FLU: return !r->given.flu && !r->given.flu_declined;
    case SHOW_MEDICINES: return care_home_review_is_due(r->medicines, today);
    case SHOW_PLAN: return care_home_review_is_due(r->plan, today);
    case SHOW_MATTERS: return !r->about;
    case SHOW_ORDERING: return !orders(a, r);
    case SHOW_ALL: break;
    }
    return true;
}

static struct worklist_cell asked_cell(struct arena *a, const struct resident *r)
{
    struct worklist_cell cell = {.text = resident_asks(a, r), .none = STR("Not asked")};
    if (r->asked == 2) cell.tag = (struct tag){.text = STR("Today or tomorrow"), .colour = TAG_RED};
    if (r->asked == 1) cell.tag = (struct tag){.text = STR("Next round"), .colour = TAG_BLUE};
    return cell;
}

static struct worklist_cell contact_cell(struct arena *a, const struct resident *r, struct date today)
{
    struct str next = care_home_day(a, r->next_due, today);
    struct worklist_cell cell = {.text = care_home_day(a, r->last_contact, today), .none = STR("Never")};
    if (!next.n) return cell;
    if (!cell.text.n) cell.text = STR("Never");
    cell.quiet = str_printf(a, "next %.*s", STR_ARG(next));
    if (date_before(r->next_due, today)) cell.tag = (struct tag){.text = STR("Overdue"), .colour = TAG_RED};
    return cell;
}

static struct worklist_cell given_cell(struct arena *a, const struct resident *r)
{
    struct str flu = r->given.flu ? STR_NONE : r->given.flu_declined ? STR("Flu declined") : STR("No flu yet");
    return (struct worklist_cell){.text = str_join(a, (const struct str[]){flu, r->given.words}, 2, STR(", "))};
}

static bool was_reviewed_long_ago(struct date last, struct date today)
{
    return date_is_set(last) && care_home_review_is_due(last, today);
}

static struct str review(struct arena *a, const char *what, struct date last, struct date today)
{
    struct str day = care_home_day(a, last, today);
    return day.n ? str_printf(a, "%s %.*s", what, STR_ARG(day)) : str_printf(a, "%s: no record", what);
}

static struct worklist_cell reviewed_cell(struct arena *a, const struct resident *r, struct date today)
{
    struct worklist_cell cell = {
        .text = review(a, "Medicines", r->medicines, today), .quiet = review(a, "Plan", r->plan, today)};
    if (was_reviewed_long_ago(r->medicines, today) || was_reviewed_long_ago(r->plan, today))
        cell.tag = (struct tag){.text = STR("Due"), .colour = TAG_YELLOW};
    return cell;
}

static void add_resident(
    struct ctx *c, const struct worklist_kind *kind, const struct resident *r, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock);
    struct worklist_cell *cells = worklist_add(a, kind, v);
    struct str room = care_home_stay_word(a, "room", r->words), born = person_born_and_age(a, &r->person, today);
    const struct str quiet[] = {born, room.n ? str_printf(a, "room %.*s", STR_ARG(room)) : STR_NONE,
        r->person.restricted ? STR("restricted record") : STR_NONE};
    struct str number = nhs_number_display(a, r->person.nhs_number);
    cells[0] = (struct worklist_cell){.text = resident_called(a, r),
        .href = person_url(a, &r->person, "/care-home"),
        .number = number.n ? number : STR("NHS number not known"),
        .quiet = str_join(a, quiet, COUNT_OF(quiet), STR(", "))};
    if (r->person.died_known) cells[0].tag = (struct tag){.text = STR("Died"), .colour = TAG_GREY};
    cells[1] = asked_cell(a, r);
    cells[2] = contact_cell(a, r, today);
    cells[3] = given_cell(a, r);
    cells[4] = reviewed_cell(a, r, today);
    cells[5].text = r->about ? STR("Written") : STR_NONE;
    cells[5].none = STR("Not yet");
    cells[6] =
        (struct worklist_cell){.text = care_home_stay_word(a, "ordering", r->words), .none = STR("Not asked yet")};
}

/* ---- beside them ---- */

static void fact(struct home_view *v, const char *label, struct str value)
{
    v->facts.items.items[v->facts.items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static void add_facts(struct ctx *c, const struct care_home *h, struct home_view *v)
{
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock), next = care_home_next_round(h->round_day, today);
    struct str last = date_near(a, h->last_round, today);
    v->facts.items.items = ARENA_ARRAY(a, struct fact, 9);
    fact(v, "Clinical lead", h->lead);
    fact(v, "Rounds", day_of_round(h->round_day));
    fact(v, "Next round", date_brief(a, next));
    fact(v, "Last round",
        last.n ? str_join(a, (const struct str[]){last, h->last_lead}, 2, STR(", ")) : STR("None recorded"));
    fact(v, "Manager", h->manager);
    fact(v, "Telephone", care_home_phone(a, h->phone));
    v->facts.items.items[v->facts.items.n - 1].href = url_telephone(a, h->phone);
    fact(v, "Address", str_join(a, (const struct str[]){h->address, h->postcode}, 2, STR(", ")));
    fact(v, "ODS code", h->ods_code);
    struct str proxy = vocabulary_label(&care_home_proxies, (int)h->proxy);
    fact(v, "Ordering medicines", str_join(a, (const struct str[]){proxy, h->proxy_note}, 2, STR(". ")));
}

static enum err add_issues(struct ctx *c, const struct care_home *h, struct home_view *v)
{
    enum { ISSUES_SHOWN = 12 };
    struct care_home_issues_list rows;
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock);
    enum err err = care_home_issues(c->db, h->id, ISSUES_SHOWN, &rows);
    if (err) return err;
    const char *before = str_cstr(a, care_home_url(a, h->key, "/issues/").text);
    v->issues.items = ARENA_ARRAY(a, struct issue_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct care_home_issues_row *row = &rows.items[i];
        struct str raised = date_near(a, instant_date(row->raised_at), today);
        struct issue_line line = {.words = row->words, .hidden = row->words};
        line.quiet = str_printf(a, "Said by %.*s, %.*s", STR_ARG(row->raised_by), STR_ARG(raised));
        if (instant_is_set(row->settled_at)) {
            struct str day = date_near(a, instant_date(row->settled_at), today);
            line.quiet = str_printf(
                a, "%.*s. Settled by %.*s, %.*s", STR_ARG(line.quiet), STR_ARG(row->settled_by), STR_ARG(day));
        } else {
            line.settle = url_with_id(a, before, row->key, "/settled");
        }
        v->issues.items[v->issues.n++] = line;
    }
    return ERR_NONE;
}

static void add_links(struct ctx *c, const struct care_home *h, struct home_view *v)
{
    struct arena *a = c->arena;
    if (actor_may(c->actor, PERMISSION_CONTACT_RECORD)) v->round = care_home_url(a, h->key, "/round");
    v->round_list = care_home_url(a, h->key, "/round-list");
    v->add = care_home_url(a, h->key, "/residents/add");
    v->edit_link = (struct link){.text = STR("Change"),
        .hidden_text = STR("what is known of the home"),
        .href = care_home_url(a, h->key, "/edit")};
    if (actor_may(c->actor, PERMISSION_PEOPLE_EXPORT)) v->export = care_home_url(a, h->key, "/export");
    v->raise = care_home_url(a, h->key, "/issues");
    v->issue_key = uuid_text(a, uuid_new(c->clock));
}

/* Whom the filter leaves out isn't shown. */
static void add_residents(
    struct ctx *c, const struct worklist *w, const struct residents *all, struct home_view *v)
{
    struct date today = clock_today(c->clock);
    enum shown show = (enum shown)w->filters[0].chosen;
    struct worklist_span span = {.shown = all->n};
    worklist_view(c, w, &span, (struct worklist_place){0}, (struct worklist_place){0}, &v->list);
    size_t living = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct resident *r = &all->items[i];
        living += !r->person.died_known;
        if (!is_shown(c->arena, r, show, today)) continue;
        add_resident(c, w->kind, r, &v->list);
        trace_saw(c->trace, r->person.id);
    }
    worklist_head_cells(w->kind, &v->list);
    v->top.quiet = str_printf(c->arena, "%zu %s whom you may see", living, living == 1 ? "resident" : "residents");
    if (show)
        v->top.quiet = str_printf(
            c->arena, "%.*s. Shown: %.*s", STR_ARG(v->top.quiet), STR_ARG(w->filters[0].choices[show - 1].label));
}

struct reply home_page_with(
    struct ctx *c, const struct request *r, const struct problems *problems, struct str issue, int status)
{
    struct care_home h;
    struct residents all;
    enum err err = care_home_read(c, request_id(r, 0), &h);
    if (err) return shell_failure(c, err);
    const struct worklist_kind kind = {.name = "care-home",
        .path = care_home_url(c->arena, h.key, ""),
        .columns = COLUMNS,
        .column_count = COUNT_OF(COLUMNS),
        .caption = STR("Residents"),
        .empty = STR("Nobody whom you may see lives here, as far as is known.")};
    struct worklist_filter filter = {STR("show"), STR("Show"), STR("Everybody"), SHOWN, COUNT_OF(SHOWN), 0};
    struct worklist w;
    if (!worklist_read(c, r, &kind, &filter, 1, &w)) return worklist_unreadable(c);
    struct home_view *v = ARENA_NEW(c->arena, struct home_view);
    v->top.heading = h.name;
    size_t before = c->trace->n;
    err = residents_read(c, h.id, true, &all);
    trace_keep(c->trace, before);
    if (!err) err = add_issues(c, &h, v);
    if (err) return shell_failure(c, err);
    add_residents(c, &w, &all, v);
    add_facts(c, &h, v);
    add_links(c, &h, v);
    v->problems = problems_summary(problems);
    v->issue = (struct textarea){.name = STR("words"),
        .label = STR("What is in the way?"),
        .label_size = SIZE_S,
        .hint = STR("Name no resident: what concerns one of them belongs in their record"),
        .rows = 2,
        .value = issue,
        .error = problems_at(problems, STR("words"))};
    struct page page = {.title = STR("Care home"), .main = home_slot(v), .has_problems = problems->n != 0};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_CARE_HOMES, &page);
}

struct reply home_get(struct ctx *c, const struct request *r)
{
    const struct problems none = {.arena = c->arena};
    return home_page_with(c, r, &none, r->held ? form_get(&r->form, STR("words")) : STR_NONE, 200);
}
