/* A caseload as a list: one's own, a colleague's, or everybody's whom one may see; 20 cases or 2,000. */
#include "care/caseload/case_list.h"
#include "care/caseload/pages/caseload.tmpl.h"
#include "platform/auth/permission.h"

/* Of one colleague nobody need be told in each row whose it is. */
static const struct worklist_column OF_ONE[] = {{.heading = STR_INIT("Name")},
    {.heading = STR_INIT("Next contact")}, {.heading = STR_INIT("State")}, {.heading = STR_INIT("Review")}};
static const struct worklist_column OF_ALL[] = {{.heading = STR_INIT("Name")},
    {.heading = STR_INIT("Next contact")}, {.heading = STR_INIT("State")}, {.heading = STR_INIT("Co-ordinator")}};
#define KIND(shown) \
    { \
        .name = "caseload", .path = {STR_INIT("/caseload")}, .columns = (shown), .column_count = COUNT_OF(shown), \
        .caption = STR_INIT("Cases, the next contact first"), \
        .empty = STR_INIT("There is no case here. A case " \
                          "opens when a referral is accepted, or from a person’s record.") \
    }
const struct worklist_kind caseload_kind = KIND(OF_ALL), caseload_of_one_kind = KIND(OF_ONE);

static struct worklist_cell day_cell(struct ctx *c, struct date day)
{
    struct date today = clock_today(c->clock);
    struct worklist_cell cell = {.text = date_near(c->arena, day, today)};
    if (date_before(day, today)) {
        int late = date_days_between(day, today);
        cell.tag = (struct tag){
            .colour = TAG_RED, .text = str_printf(c->arena, "Overdue %d %s", late, late == 1 ? "day" : "days")};
    }
    if (date_eq(day, today)) cell.tag = (struct tag){.text = STR("Today"), .colour = TAG_BLUE};
    return cell;
}

static void add_row(
    struct ctx *c, const struct worklist_kind *kind, const struct case_line *line, struct worklist_view *v)
{
    struct arena *a = c->arena;
    const struct person *p = &line->person;
    const struct care_case *k = &line->k;
    struct worklist_cell *cells = worklist_add(a, kind, v);
    struct str number = nhs_number_display(a, p->nhs_number);
    cells[0] = (struct worklist_cell){.text = person_list_name(a, p),
        .href = person_url(a, p, "/case"),
        .number = number.n ? number : STR("NHS number not known"),
        .quiet = str_join(a,
            (const struct str[]){line->covering, p->restricted ? STR("restricted record") : STR_NONE,
                person_born_and_age(a, p, clock_today(c->clock))},
            3, STR(", "))};
    cells[1] =
        k->state == CASE_IS_CLOSED ? (struct worklist_cell){.none = STR("None")} : day_cell(c, k->next_contact);
    struct str setting = vocabulary_label(&work_settings, (int)k->setting);
    const struct str parts[] = {
        vocabulary_label(&case_weights, (int)k->weight), k->setting == WORK_SETTING_GENERAL ? STR_NONE : setting};
    cells[2] = (struct worklist_cell){.tag = case_tag(k), .quiet = str_join(a, parts, COUNT_OF(parts), STR(", "))};
    if (kind == &caseload_kind) {
        cells[3] =
            (struct worklist_cell){.text = k->coordinator_name, .quiet = k->has_left ? STR("has left") : STR_NONE};
        return;
    }
    cells[3] =
        k->state == CASE_IS_CLOSED ? (struct worklist_cell){.none = STR("None")} : day_cell(c, k->review_on);
}

/* ---- can they take one more? ---- */

static enum err show_room(struct ctx *c, struct account_id whose, struct caseload_view *v)
{
    static const struct tag TAGS[] = {[ROOM_UNKNOWN] = {.text = STR_INIT("Hours not known"), .colour = TAG_GREY},
        [ROOM_YES] = {.text = STR_INIT("Room for more"), .colour = TAG_GREEN},
        [ROOM_TIGHT] = {.text = STR_INIT("Nearly full"), .colour = TAG_YELLOW},
        [ROOM_NO] = {.text = STR_INIT("Full"), .colour = TAG_RED}};
    struct capacity k;
    enum err err = workforce_capacity(c, whose, CASE_WEIGHT_STEADY, &k);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    v->room = k.after.n ? str_printf(c->arena, "%.*s. One more steady case: %.*s", STR_ARG(k.words),
                              STR_ARG(str_lower(c->arena, k.after))) :
                          k.words;
    v->room_tag = TAGS[k.room];
    if (k.week && k.left + k.one_more < 0)
        v->room_tag = (struct tag){.text = STR("Over capacity"), .colour = TAG_RED};
    v->room_fold.summary = STR("How this is worked out");
    v->steps.items.items = ARENA_ARRAY(c->arena, struct line, k.steps.n);
    for (size_t i = 0; i < k.steps.n; i++)
        v->steps.items.items[v->steps.items.n++] =
            (struct line){.above = k.steps.items[i].words, .text = k.steps.items[i].hours};
    return ERR_NONE;
}

/* ---- the page ---- */

static struct worklist_place place_of(const struct case_lines *lines, const struct worklist_span *span, size_t i)
{
    if (!span->shown) return (struct worklist_place){0};
    const struct care_case *k = &lines->items[worklist_at(span, i)].k;
    return (struct worklist_place){.number = k->next_contact.v, .id = k->id.v};
}

static struct str heading_of(struct arena *a, const struct caseload_asked *asked)
{
    if (asked->mine) return STR("My caseload");
    if (!asked->coordinator.v) return STR("Everybody’s cases");
    return str_printf(a, "Caseload of %.*s", STR_ARG(asked->name));
}

/* What can be done with the list. */
static void show_ways(
    struct ctx *c, const struct worklist *w, const struct caseload_asked *asked, struct caseload_view *v)
{
    bool own = asked->mine || asked->coordinator.v == c->actor->account.v;
    if (!asked->closed && v->list.rows.n && (own || actor_may(c->actor, PERMISSION_HAND_OVER)))
        v->give = worklist_url(c->arena, w, URL("/caseload/give"));
    if (actor_may(c->actor, PERMISSION_PEOPLE_EXPORT))
        v->export = worklist_url(c->arena, w, URL("/caseload/export"));
}

static const struct shell_notice NOTICES[] = {{"given", "Given. Those who have them now are told"}};

struct reply caseload_get(struct ctx *c, const struct request *r)
{
    struct caseload_choices choices;
    struct worklist w;
    struct case_lines lines;
    enum err err = caseload_choices(c, &choices);
    if (err) return shell_failure(c, err);
    if (!worklist_read(c, r, &caseload_kind, choices.filters, choices.n, &w)) return worklist_unreadable(c);
    struct caseload_asked asked = caseload_asked_for(c, &choices, &w);
    asked.with_covered = true;
    if (asked.coordinator.v) w.kind = &caseload_of_one_kind;
    err = case_lines_read(c, &asked, &lines);
    if (err) return shell_failure(c, err);
    struct worklist_span span = worklist_span(&w, lines.n);
    struct caseload_view *v = ARENA_NEW(c->arena, struct caseload_view);
    worklist_view(c, &w, &span, place_of(&lines, &span, 0),
        place_of(&lines, &span, span.shown ? span.shown - 1 : 0), &v->list);
    for (size_t i = 0; i < span.shown; i++) add_row(c, w.kind, &lines.items[worklist_at(&span, i)], &v->list);
    worklist_head_cells(w.kind, &v->list);
    if (asked.coordinator.v) err = show_room(c, asked.coordinator, v);
    if (!err && asked.coordinator.v) err = case_cover_said(c, asked.coordinator, asked.mine, &v->cover);
    if (err) return shell_failure(c, err);
    if (!w.begun && !worklist_is_filtered(&w)) err = case_news_show(c, v);
    if (err) return shell_failure(c, err);
    show_ways(c, &w, &asked, v);
    v->top = (struct page_top){.heading = heading_of(c->arena, &asked), .quiet = worklist_said(c->arena, &w)};
    struct page page = {.title = worklist_title(c->arena, &w, STR("Caseload")), .main = caseload_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_CASELOAD, &page);
}
