/* The people whom the actor may see, as a list that is filtered and sorted. */
#include "care/people/people_page.h"
#include "care/people/pages/people.tmpl.h"
#include "care/people/person_listed.h"

static const struct worklist_column COLUMNS[] = {
    {.heading = STR_INIT("Name"), .order = "name", .turned = "name-turned"},
    {.heading = STR_INIT("Born"), .order = "age", .turned = "age-turned"},
    {.heading = STR_INIT("Last contact"), .order = "contact"},
    {.heading = STR_INIT("Next due"), .order = "due"},
    {.heading = STR_INIT("Needs")},
};
const struct worklist_kind people_list_kind = {.name = "people",
    .path = {STR_INIT("/people")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .order = "name",
    .caption = STR_INIT("People"),
    .empty = STR_INIT("There is nobody whom you may see yet. People come from imports, or are added one by one.")};

static struct date day_of(int64_t listed)
{
    return listed == LISTED_NO_DAY ? DATE_NONE : (struct date){(int32_t)listed};
}

static struct worklist_cell due_cell(struct ctx *c, int64_t next_due)
{
    struct date day = day_of(next_due), today = clock_today(c->clock);
    struct worklist_cell cell = {.text = date_near(c->arena, day, today), .none = STR("None")};
    if (date_is_set(day) && date_before(day, today))
        cell.tag = (struct tag){.text = STR("Overdue"), .colour = TAG_RED};
    if (date_is_set(day) && date_eq(day, today)) cell.tag = (struct tag){.text = STR("Today"), .colour = TAG_BLUE};
    return cell;
}

static void add_row(struct ctx *c, const struct people_line *line, struct worklist_view *v)
{
    struct arena *a = c->arena;
    const struct person *p = &line->person;
    struct worklist_cell *cells = worklist_add(a, &people_list_kind, v);
    struct str number = nhs_number_display(a, p->nhs_number);
    cells[0] = (struct worklist_cell){.text = person_list_name(a, p),
        .href = person_url(a, p, ""),
        .number = number.n ? number : STR("NHS number not known"),
        .quiet = c->actor->practice.v ? STR_NONE : p->practice_name};
    if (p->restricted)
        cells[0].quiet = str_join(a, (const struct str[]){STR("restricted record"), cells[0].quiet}, 2, STR(", "));
    if (line->noted) cells[0].tag = (struct tag){.text = STR("Notice"), .colour = TAG_YELLOW};
    if (p->died_known) cells[0].tag = (struct tag){.text = STR("Died"), .colour = TAG_GREY};
    cells[1].text = person_born_and_age(a, p, clock_today(c->clock));
    cells[2] = (struct worklist_cell){
        .text = date_near(a, day_of(line->last_contact), clock_today(c->clock)), .none = STR("Never")};
    cells[3] = due_cell(c, line->next_due);
    cells[4] = (struct worklist_cell){.text = people_needs_words(a, p), .none = STR("None known")};
}

static struct worklist_place place_of(const struct people_places *places, size_t at)
{
    if (at >= places->n) return (struct worklist_place){0};
    const struct people_place *p = &places->items[at];
    return (struct worklist_place){p->number, p->words, p->person.v};
}

/* Between two statements of one snapshot nobody goes; who isn't there all the same is left out. */
static enum err fill(
    struct ctx *c, const struct people_places *places, const struct worklist_span *span, struct worklist_view *v)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < span->shown; i++) {
        struct people_line line;
        err = people_list_person(c, places->items[worklist_at(span, i)].person, &line);
        if (!err) add_row(c, &line, v);
        if (err == ERR_NOT_FOUND) err = ERR_NONE;
    }
    worklist_head_cells(&people_list_kind, v);
    return err;
}

static void view_top(struct ctx *c, const struct worklist *w, struct people_page_view *v)
{
    struct str said = worklist_said(c->arena, w);
    v->top =
        (struct page_top){.heading = STR("People"), .quiet = said.n ? said : STR("Everybody whom you may see")};
    v->can_find = actor_may(c->actor, PERMISSION_PEOPLE_FIND);
    if (actor_may(c->actor, PERMISSION_PEOPLE_EXPORT) && v->list.rows.n)
        v->export = worklist_url(c->arena, w, URL("/people/export"));
}

struct reply people_page_get(struct ctx *c, const struct request *r)
{
    struct people_choices choices;
    struct worklist w;
    struct people_places places;
    enum err err = people_choices(c, &choices);
    if (err) return shell_failure(c, err);
    if (!worklist_read(c, r, &people_list_kind, choices.filters, choices.n, &w)) return worklist_unreadable(c);
    struct people_asked asked = people_asked_for(c, &choices, &w);
    err = people_list_next(c, &asked, &places);
    if (err) return shell_failure(c, err);
    struct worklist_span span = worklist_span(&w, places.n);
    struct people_page_view *v = ARENA_NEW(c->arena, struct people_page_view);
    size_t last = span.shown ? span.shown - 1 : 0;
    worklist_view(c, &w, &span, place_of(&places, worklist_at(&span, 0)),
        place_of(&places, worklist_at(&span, last)), &v->list);
    err = fill(c, &places, &span, &v->list);
    if (err) return shell_failure(c, err);
    view_top(c, &w, v);
    struct page page = {.title = worklist_title(c->arena, &w, STR("People")), .main = people_page_slot(v)};
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
