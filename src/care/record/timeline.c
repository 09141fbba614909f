/* The timeline: contacts, finished tasks and coded records by month, newest first; what was
 * struck through stays. */
#include "care/coded/coded.h"
#include "care/contacts/contact.h"
#include "care/record/pages/timeline.tmpl.h"
#include "care/record/record_pages.h"
#include "care/record/timeline_merge.h"
#include "care/tasks/task.h"

/* Many coded records can share one moment, a day without a time. What people wrote can't, and its notes are long:
 * thousands of them would not go into a request's memory. */
enum { EVENTS_A_PAGE = 50, SKIP_MOST = 1000, SKIP_WRITTEN_MOST = 100 };
enum source { FROM_CONTACTS, FROM_TASKS, FROM_CODED, SOURCES };

struct timeline_parts {
    struct contact_list contacts;
    struct task_list tasks;
    struct coded_list coded;
    struct moments moments[SOURCES];
};

/* ---- reading: up to a moment, each list the newest first ---- */

static struct timeline_cursor cursor_of(const struct request *r)
{
    struct timeline_cursor cursor = {.from = {INT64_MAX - 1}};
    int64_t from, skip;
    if (!str_int(form_get(&r->query, STR("from")), INT64_MIN + 1, INT64_MAX - 1, &from)) return cursor;
    cursor.from.v = from;
    if (str_int(form_get(&r->query, STR("skip")), 0, SKIP_MOST, &skip)) cursor.skip = (size_t)skip;
    return cursor;
}

static enum err read_contacts(
    struct ctx *c, struct person_id person, struct instant from, int most, struct timeline_parts *parts)
{
    enum err err = contacts_up_to(c, person, from, most, &parts->contacts);
    if (err) return err;
    struct instant *at = ARENA_ARRAY(c->arena, struct instant, parts->contacts.n);
    for (size_t i = 0; i < parts->contacts.n; i++) at[i] = parts->contacts.items[i].happened_at;
    parts->moments[FROM_CONTACTS] = (struct moments){at, parts->contacts.n};
    return ERR_NONE;
}

static enum err read_tasks(
    struct ctx *c, struct person_id person, struct instant from, int most, struct timeline_parts *parts)
{
    enum err err = tasks_done_about(c, person, from, most, &parts->tasks);
    if (err) return err;
    struct instant *at = ARENA_ARRAY(c->arena, struct instant, parts->tasks.n);
    for (size_t i = 0; i < parts->tasks.n; i++) at[i] = parts->tasks.items[i].done_at;
    parts->moments[FROM_TASKS] = (struct moments){at, parts->tasks.n};
    return ERR_NONE;
}

static enum err read_coded(
    struct ctx *c, struct person_id person, struct instant from, int most, struct timeline_parts *parts)
{
    enum err err = coded_events(c, person, CODED_KIND_NONE, (struct instant){from.v + 1}, most, &parts->coded);
    if (err) return err;
    struct instant *at = ARENA_ARRAY(c->arena, struct instant, parts->coded.n);
    for (size_t i = 0; i < parts->coded.n; i++) at[i] = parts->coded.items[i].happened_at;
    parts->moments[FROM_CODED] = (struct moments){at, parts->coded.n};
    return ERR_NONE;
}

/* ---- words ---- */

static struct timeline_event contact_event(struct ctx *c, const struct person *p, const struct contact *k)
{
    struct arena *a = c->arena;
    struct str manner = contact_manner(a, k), when = instant_long(a, k->happened_at);
    struct timeline_event e = {.title = contact_title(a, k, person_called(a, p)),
        .note = k->note,
        .when = str_printf(a, "%.*s, %.*s", STR_ARG(when), STR_ARG(str_lower(a, manner))),
        .by = record_by(c, k->by, k->by_name),
        .struck = instant_is_set(k->struck_at)};
    if (e.struck)
        e.struck_by = str_printf(a, "Struck through by %.*s on %.*s: %.*s", STR_ARG(k->struck_by),
            STR_ARG(date_long(a, instant_date(k->struck_at))), STR_ARG(k->struck_why));
    else if (actor_may(c->actor, PERMISSION_CONTACT_RECORD))
        e.action = (struct link){.text = STR("Correct"),
            .href = contact_strike_url(a, person_url(a, p, ""), k),
            .hidden_text = str_printf(a, "%.*s, %.*s", STR_ARG(e.title), STR_ARG(when))};
    return e;
}

static struct timeline_event task_event(struct ctx *c, const struct task *t)
{
    return (struct timeline_event){.title = str_printf(c->arena, "Done: %.*s", STR_ARG(t->title)),
        .when = instant_long(c->arena, t->done_at),
        .by = record_by(c, t->owner, t->owner_name)};
}

static struct timeline_event coded_event(struct ctx *c, const struct coded *one)
{
    struct arena *a = c->arena;
    struct str value = coded_value_text(a, one);
    const struct str facts[] = {coded_when(a, one), str_lower(a, coded_kind_label(one->kind)),
        str_lower(a, coded_status_label(one->status))};
    return (struct timeline_event){
        .title = value.n ? str_printf(a, "%.*s: %.*s", STR_ARG(one->display), STR_ARG(value)) : one->display,
        .when = str_join(a, facts, COUNT_OF(facts), STR(", "))};
}

static struct timeline_event event_at(
    struct ctx *c, const struct person *p, const struct timeline_parts *parts, struct timeline_place at)
{
    if (at.list == FROM_CONTACTS) return contact_event(c, p, &parts->contacts.items[at.index]);
    if (at.list == FROM_TASKS) return task_event(c, &parts->tasks.items[at.index]);
    return coded_event(c, &parts->coded.items[at.index]);
}

/* "November 2026"; "1931" where the source knew no more. */
static struct str month_of(struct arena *a, const struct timeline_parts *parts, struct timeline_place at)
{
    struct str day = date_long(a, instant_date(parts->moments[at.list].items[at.index]));
    str_cut(&day, ' ');
    if (at.list == FROM_CODED && parts->coded.items[at.index].precision == CODED_YEAR) str_cut(&day, ' ');
    return day;
}

static void add_events(struct ctx *c, const struct person *p, const struct timeline_parts *parts,
    const struct timeline_page *page, struct record_timeline_view *v)
{
    struct timeline_events *events = &v->timeline.items;
    events->items = ARENA_ARRAY(c->arena, struct timeline_event, page->n);
    struct str month = STR_NONE;
    for (size_t i = 0; i < page->n; i++) {
        struct timeline_place at = page->items[i];
        struct timeline_event e = event_at(c, p, parts, at);
        struct str this_month = month_of(c->arena, parts, at);
        if (!str_eq(this_month, month)) e.month = month = this_month;
        events->items[events->n++] = e;
    }
}

static void add_links(struct ctx *c, const struct person *p, struct timeline_cursor shown,
    const struct timeline_page *page, struct record_timeline_view *v)
{
    struct url timeline = person_url(c->arena, p, "/timeline");
    if (shown.from.v != INT64_MAX - 1) v->newest = (struct link){.text = STR("Newest"), .href = timeline};
    if (!page->more) return;
    struct str from = str_printf(c->arena, "%lld", (long long)page->next.from.v);
    struct url older = url_with_query(c->arena, timeline, "from", from);
    older = url_with_query(c->arena, older, "skip", str_printf(c->arena, "%zu", page->next.skip));
    v->older = (struct link){.text = STR("Older"), .href = older};
}

/* ---- the page ---- */

static const struct shell_notice NOTICES[] = {{"struck", "The contact is struck through"},
    {"struck-already", "This contact had been struck through already"}};

struct reply record_timeline_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct timeline_parts parts = {0};
    struct timeline_cursor cursor = cursor_of(r);
    int most = EVENTS_A_PAGE + (int)cursor.skip + 1, written_most = EVENTS_A_PAGE + SKIP_WRITTEN_MOST + 1;
    int written = most < written_most ? most : written_most;
    enum err err = person_get(c, r->person, &p);
    if (!err) err = read_contacts(c, p.id, cursor.from, written, &parts);
    if (!err) err = read_tasks(c, p.id, cursor.from, written, &parts);
    if (!err) err = read_coded(c, p.id, cursor.from, most, &parts);
    if (err) return shell_failure(c, err);
    struct timeline_page events = timeline_merge(c->arena, parts.moments, SOURCES, cursor, EVENTS_A_PAGE);
    struct record_timeline_view *v = ARENA_NEW(c->arena, struct record_timeline_view);
    v->top.heading = STR("Timeline");
    v->log = record_log_button(c, &p);
    v->timeline.none = STR("Nothing has happened yet. Contacts that are logged show here.");
    add_events(c, &p, &parts, &events, v);
    add_links(c, &p, cursor, &events, v);
    struct page page = person_page(c, &p, STR("Timeline"), STR("Timeline, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = record_timeline_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
