/* The list of gaps: one's own, a colleague's, everybody's; and the few that My day shows. */
#include "care/gaps/gap_views.h"
#include "care/gaps/gaps.sql.h"
#include "care/gaps/pages/gaps.tmpl.h"
#include "platform/auth/permission.h"

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Name")},
    {.heading = STR_INIT("What is missing")}, {.heading = STR_INIT("Since")}, {.heading = STR_INIT("Close it")},
    {.heading = STR_INIT("Not needed?")}};
static const struct worklist_kind KIND = {.name = "gaps",
    .path = {STR_INIT("/gaps")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Gaps, by what happens if they stay"),
    .empty = STR_INIT("Nothing is missing here, as far as Cairn can tell.")};

struct str gap_since_words(struct ctx *c, const struct gap *g)
{
    struct str day = date_near(c->arena, g->since, clock_today(c->clock));
    return str_printf(c->arena, "%.*s %.*s", STR_ARG(g->kind->since), STR_ARG(day));
}

/* ---- whose, and of which kind ---- */

static const struct worklist_choice EVERYBODYS = {STR_INIT("all"), STR_INIT("Everybody’s")},
                                    NOBODYS = {STR_INIT("nobody"), STR_INIT("Nobody’s")};

struct choices {
    struct worklist_filter filters[2]; /* kind, whose */
    struct account_id *owners;         /* in the order of the filter; 0: everybody's, or nobody's */
    struct str *names;
    bool own; /* they have people of their own, who are meant where nothing is chosen */
};

static void add_kinds(struct ctx *c, struct choices *ch)
{
    struct worklist_choice *kinds = ARENA_ARRAY(c->arena, struct worklist_choice, gap_kind_count);
    for (size_t i = 0; i < gap_kind_count; i++)
        kinds[i] = (struct worklist_choice){gap_kinds[i].key, gap_kinds[i].label};
    ch->filters[0] = (struct worklist_filter){
        .name = STR("kind"), .label = STR("What is missing"), .choices = kinds, .n = gap_kind_count};
}

static enum err read_choices(struct ctx *c, struct choices *ch)
{
    struct gap_owners_list rows;
    enum err err = gap_owners(c->db, c->actor->pcn, &rows);
    if (err) return err;
    size_t n = 0;
    struct worklist_choice *whose = ARENA_ARRAY(c->arena, struct worklist_choice, rows.n + 2);
    *ch = (struct choices){.owners = ARENA_ARRAY(c->arena, struct account_id, rows.n + 2),
        .names = ARENA_ARRAY(c->arena, struct str, rows.n + 2),
        .own = c->actor->role <= STAFF_ROLE_HEALTH_COACH};
    if (ch->own) whose[n++] = EVERYBODYS;
    whose[n++] = NOBODYS;
    for (size_t i = 0; i < rows.n; i++) {
        if (ch->own && rows.items[i].account_id.v == c->actor->account.v) continue;
        ch->owners[n] = rows.items[i].account_id;
        ch->names[n] = rows.items[i].name;
        whose[n++] = (struct worklist_choice){uuid_text(c->arena, rows.items[i].key), rows.items[i].name};
    }
    add_kinds(c, ch);
    ch->filters[1] = (struct worklist_filter){.name = STR("whose"),
        .label = STR("Whose to close"),
        .any = ch->own ? STR("Mine") : STR("Everybody’s"),
        .choices = whose,
        .n = n};
    return ERR_NONE;
}

static struct gap_asked asked_for(struct ctx *c, const struct choices *ch, const struct worklist *w)
{
    size_t whose = ch->filters[1].chosen;
    struct gap_asked asked = {.kind = worklist_chosen(w, "kind"),
        .nobodys = str_eq(worklist_chosen(w, "whose"), NOBODYS.word),
        .begun = w->begun,
        .back = w->back,
        .place = w->place,
        .most = WORKLIST_PAGE + 1};
    if (whose) asked.owner = ch->owners[whose - 1];
    asked.mine = !whose && ch->own;
    if (asked.mine) asked.owner = c->actor->account;
    return asked;
}

/* ---- the rows ---- */

static struct worklist_cell name_cell(struct ctx *c, const struct gap *g, const struct gap_asked *asked)
{
    const struct person *p = &g->person;
    struct str number = nhs_number_display(c->arena, p->nhs_number);
    bool others = !asked->mine || g->covered;
    struct str whose = !others ? STR_NONE :
        g->owner.v ? str_printf(c->arena, "%s%.*s", g->covered ? "cover: " : "", STR_ARG(g->owner_name)) :
                     STR("nobody’s");
    const struct str quiet[] = {
        p->restricted ? STR("restricted record") : STR_NONE, asked->owner.v && !asked->mine ? STR_NONE : whose};
    return (struct worklist_cell){.text = person_list_name(c->arena, p),
        .href = person_url(c->arena, p, "/gaps"),
        .number = number.n ? number : STR("NHS number not known"),
        .quiet = str_join(c->arena, quiet, COUNT_OF(quiet), STR(", "))};
}

static void add_row(struct ctx *c, const struct gap *g, const struct gap_asked *asked, struct worklist_view *v)
{
    struct worklist_cell *cells = worklist_add(c->arena, &KIND, v);
    struct str whom = str_printf(c->arena, "for %.*s", STR_ARG(person_full_name(c->arena, &g->person)));
    cells[0] = name_cell(c, g, asked);
    cells[1] = (struct worklist_cell){.text = g->kind->label, .quiet = g->said};
    cells[2] = (struct worklist_cell){.text = gap_since_words(c, g)};
    cells[3] = (struct worklist_cell){
        .text = g->kind->fix, .href = gap_fix(c, g->kind, &g->person, g->about), .hidden = whom};
    const char *page = str_cstr(c->arena, person_url(c->arena, &g->person, "/gaps/").text);
    cells[4] = (struct worklist_cell){
        .text = STR("Dismiss"), .href = url_with_id(c->arena, page, g->key, ""), .hidden = whom};
}

static void show_rows(struct ctx *c, const struct worklist *w, const struct worklist_span *span,
    const struct gap_list *read, struct gap_list *shown, struct gaps_view *v)
{
    shown->items = ARENA_ARRAY(c->arena, struct gap, span->shown + 1);
    for (size_t i = 0; i < span->shown; i++) shown->items[shown->n++] = read->items[worklist_at(span, i)];
    struct worklist_place none = {0};
    worklist_view(c, w, span, shown->n ? gap_place(&shown->items[0]) : none,
        shown->n ? gap_place(&shown->items[shown->n - 1]) : none, &v->list);
}

/* ---- how many of each ---- */

static struct url kind_url(struct ctx *c, const struct worklist *w, struct str key)
{
    struct url list = worklist_url_without(c->arena, w, 0);
    return key.n ? url_with_query(c->arena, list, "kind", key) : list;
}

static enum err show_kinds(
    struct ctx *c, const struct worklist *w, const struct gap_asked *asked, struct gaps_view *v)
{
    struct gap_counts counts;
    enum err err = gap_counts_read(c, asked, &counts);
    if (err) return err;
    struct link_list *items = &v->kinds.items;
    *items = (struct link_list){ARENA_ARRAY(c->arena, struct link, gap_kind_count + 1), 0};
    items->items[items->n++] = (struct link){.text = STR("All"),
        .href = kind_url(c, w, STR_NONE),
        .count = str_printf(c->arena, "%lld", (long long)counts.all),
        .current = !asked->kind.n};
    for (size_t i = 0; i < gap_kind_count; i++) {
        bool current = str_eq(asked->kind, gap_kinds[i].key);
        if (!counts.by_kind[i] && !current) continue;
        items->items[items->n++] = (struct link){.text = gap_kinds[i].label,
            .href = kind_url(c, w, gap_kinds[i].key),
            .count = str_printf(c->arena, "%lld", (long long)counts.by_kind[i]),
            .current = current};
    }
    v->kinds.label = STR("Gaps by kind");
    return ERR_NONE;
}

/* ---- the page ---- */

static struct str heading_of(struct ctx *c, const struct gap_asked *asked, const struct choices *ch)
{
    if (asked->mine) return STR("Gaps in the support of my people");
    if (asked->nobodys) return STR("Gaps that are nobody’s to close");
    if (!asked->owner.v) return STR("Gaps in everybody’s support");
    return str_printf(c->arena, "Gaps: people of %.*s", STR_ARG(ch->names[ch->filters[1].chosen - 1]));
}

struct reply gaps_get(struct ctx *c, const struct request *r)
{
    struct choices ch;
    struct worklist w;
    struct gap_list read, shown = {NULL, 0};
    struct gaps_view *v = ARENA_NEW(c->arena, struct gaps_view);
    enum err err = read_choices(c, &ch);
    if (err) return shell_failure(c, err);
    if (!worklist_read(c, r, &KIND, ch.filters, COUNT_OF(ch.filters), &w)) return worklist_unreadable(c);
    struct gap_asked asked = asked_for(c, &ch, &w);
    err = gap_list_read(c, &asked, &read);
    if (err) return shell_failure(c, err);
    struct worklist_span span = worklist_span(&w, read.n);
    show_rows(c, &w, &span, &read, &shown, v);
    err = gap_list_look(c, &shown);
    if (!err) err = show_kinds(c, &w, &asked, v);
    if (err) return shell_failure(c, err);
    for (size_t i = 0; i < shown.n; i++) add_row(c, &shown.items[i], &asked, &v->list);
    worklist_head_cells(&KIND, &v->list);
    const struct gap_kind *kind = gap_kind_of(asked.kind);
    v->lead = kind ? str_printf(c->arena, "%.*s.", STR_ARG(kind->why)) : STR_NONE;
    v->top = (struct page_top){.heading = heading_of(c, &asked, &ch), .quiet = worklist_said(c->arena, &w)};
    struct page page = {.title = worklist_title(c->arena, &w, STR("Gaps")), .main = gaps_slot(v)};
    return shell_page(c, r, 200, SECTION_CASELOAD, &page);
}

/* ---- My day ---- */

enum err gap_calls(struct ctx *c, size_t most, struct gap_calls *ret)
{
    struct gap_list list;
    struct gap_counts counts;
    *ret = (struct gap_calls){.all = 0};
    bool own = c->actor->role <= STAFF_ROLE_HEALTH_COACH;
    const struct gap_asked asked = {.owner = own ? c->actor->account : (struct account_id){0},
        .mine = own,
        .nobodys = !own,
        .most = (int)most};
    if (!actor_may(c->actor, PERMISSION_CASELOAD)) return ERR_NONE;
    enum err err = gap_list_read(c, &asked, &list);
    if (!err) err = gap_list_look(c, &list);
    if (!err) err = gap_counts_read(c, &asked, &counts);
    if (err) return err;
    ret->all = counts.all;
    ret->lines.items = ARENA_ARRAY(c->arena, struct line, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        const struct gap *g = &list.items[i];
        ret->lines.items[ret->lines.n++] = (struct line){.text = g->kind->label,
            .text_href = gap_fix(c, g->kind, &g->person, g->about),
            .rest = str_printf(c->arena, "for %.*s", STR_ARG(person_full_name(c->arena, &g->person))),
            .below = gap_since_words(c, g)};
    }
    return ERR_NONE;
}
