/* The timeline: contacts, finished tasks, coded records, letters and imports by month, newest first; what was
 * struck through stays. */
#include "care/coded/coded.h"
#include "care/contacts/contact.h"
#include "care/imports/imports.h"
#include "care/letters/letter.h"
#include "care/record/pages/timeline.tmpl.h"
#include "care/record/record_pages.h"
#include "care/record/timeline_merge.h"
#include "care/tasks/task.h"

enum { EVENTS_A_PAGE = 50 };
enum source { FROM_CONTACTS, FROM_TASKS, FROM_CODED, FROM_LETTERS, FROM_IMPORTS, SOURCES };

/* The sources as words of an address. */
static const struct str SOURCE_WORDS[SOURCES] = {
    STR_INIT("contact"), STR_INIT("task"), STR_INIT("record"), STR_INIT("letter"), STR_INIT("import")};

struct timeline_parts {
    struct contact_list contacts;
    struct task_list tasks;
    struct coded_list coded;
    struct letter_list letters;
    struct import_change_list imports;
    struct event_keys keys[SOURCES];
};

/* ---- reading: from a cursor on, each list the newest first ---- */

static struct timeline_cursor cursor_of(const struct request *r)
{
    struct timeline_cursor cursor = TIMELINE_START;
    struct str word = form_get(&r->query, STR("of"));
    if (!str_int(form_get(&r->query, STR("after")), INT64_MIN + 1, INT64_MAX - 1, &cursor.at.v) ||
        !str_int(form_get(&r->query, STR("id")), 1, INT64_MAX, &cursor.id))
        return TIMELINE_START;
    while (cursor.list < SOURCES && !str_eq(SOURCE_WORDS[cursor.list], word)) cursor.list++;
    return cursor.list < SOURCES ? cursor : TIMELINE_START;
}

/* Five lists that look alike and are of five types. */
static enum err read_parts(
    struct ctx *c, struct person_id person, struct timeline_cursor cursor, struct timeline_parts *parts)
{
    const int most = EVENTS_A_PAGE + 1;
    struct instant at = cursor.at;
    enum err err = contacts_from(c, person, at, timeline_below(cursor, FROM_CONTACTS), most, &parts->contacts);
    if (!err) err = tasks_done_about(c, person, at, timeline_below(cursor, FROM_TASKS), most, &parts->tasks);
    if (!err)
        err =
            coded_events(c, person, CODED_KIND_NONE, at, timeline_below(cursor, FROM_CODED), most, &parts->coded);
    if (!err) err = letters_from(c, person, at, timeline_below(cursor, FROM_LETTERS), most, &parts->letters);
    if (!err)
        err = import_changes_from(c, person, at, timeline_below(cursor, FROM_IMPORTS), most, &parts->imports);
    if (err) return err;
#define KEYS_OF(source, list, when, number) \
    do { \
        struct event_key *keys = ARENA_ARRAY(c->arena, struct event_key, (list).n); \
        for (size_t i = 0; i < (list).n; i++) \
            keys[i] = (struct event_key){(list).items[i].when, (list).items[i].number}; \
        parts->keys[source] = (struct event_keys){keys, (list).n}; \
    } while (0)
    KEYS_OF(FROM_CONTACTS, parts->contacts, happened_at, id.v);
    KEYS_OF(FROM_TASKS, parts->tasks, done_at, id.v);
    KEYS_OF(FROM_CODED, parts->coded, happened_at, id);
    KEYS_OF(FROM_LETTERS, parts->letters, written_at, id.v);
    KEYS_OF(FROM_IMPORTS, parts->imports, at, id);
#undef KEYS_OF
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
    struct str before = task_ended_label(c->arena, t->stopped, t->dropped);
    return (struct timeline_event){.title = str_printf(c->arena, "%.*s: %.*s", STR_ARG(before), STR_ARG(t->title)),
        .when = instant_long(c->arena, t->done_at),
        .by = record_by(c, t->owner, t->owner_name)};
}

/* A cancelled appointment is no longer one, and stays to be seen. */
static struct tag state_tag(const struct coded *one)
{
    bool off = one->status == CODED_STATUS_CANCELLED || one->status == CODED_STATUS_NOT_ATTENDED;
    return off ? (struct tag){.text = coded_status_label(one->status), .colour = TAG_GREY} : (struct tag){0};
}

static struct timeline_event coded_event(struct ctx *c, const struct coded *one)
{
    struct arena *a = c->arena;
    struct tag tag = state_tag(one);
    struct str status = tag.text.n ? STR_NONE : str_lower(a, coded_status_label(one->status));
    const struct str facts[] = {coded_when(a, one), str_lower(a, coded_kind_label(one->kind)), status};
    return (struct timeline_event){.title = coded_title(a, one),
        .tag = tag,
        .by = one->who,
        .note = record_sentence(a, one->note),
        .when = str_join(a, facts, COUNT_OF(facts), STR(", "))};
}

static struct timeline_event letter_event(struct ctx *c, const struct person *p, const struct letter *l)
{
    struct str when = instant_long(c->arena, l->written_at);
    return (struct timeline_event){.title = letter_title(c->arena, l),
        .href = letter_url(c->arena, person_url(c->arena, p, ""), l),
        .when = str_printf(c->arena, "%.*s, given as %.*s", STR_ARG(when),
            STR_ARG(str_lower(c->arena, written_format_label(l->format)))),
        .by = record_by(c, l->by, l->by_name)};
}

static struct timeline_event import_event(struct ctx *c, const struct import_change *h)
{
    static const char *const WORDS[] = {[IMPORT_ADDED_THEM] = "Added by an import",
        [IMPORT_CHANGED_DETAILS] = "Details changed by an import",
        [IMPORT_BROUGHT_RECORDS] = "Records brought by an import"};
    return (struct timeline_event){
        .title = str_printf(c->arena, "%s from %.*s", WORDS[h->kind], STR_ARG(h->source)),
        .when = instant_is_set(h->taken_back) ?
            str_printf(c->arena, "%.*s, taken back on %.*s", STR_ARG(instant_long(c->arena, h->at)),
                STR_ARG(date_long(c->arena, instant_date(h->taken_back)))) :
            instant_long(c->arena, h->at),
        .by = h->who};
}

static struct timeline_event event_at(
    struct ctx *c, const struct person *p, const struct timeline_parts *parts, struct timeline_place at)
{
    if (at.list == FROM_CONTACTS) return contact_event(c, p, &parts->contacts.items[at.index]);
    if (at.list == FROM_TASKS) return task_event(c, &parts->tasks.items[at.index]);
    if (at.list == FROM_LETTERS) return letter_event(c, p, &parts->letters.items[at.index]);
    if (at.list == FROM_IMPORTS) return import_event(c, &parts->imports.items[at.index]);
    return coded_event(c, &parts->coded.items[at.index]);
}

/* "November 2026"; "1931" where the source knew no more. */
static struct str month_of(struct arena *a, const struct timeline_parts *parts, struct timeline_place at)
{
    struct str day = date_long(a, instant_date(parts->keys[at.list].items[at.index].at));
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
    struct arena *a = c->arena;
    struct url timeline = person_url(a, p, "/timeline");
    if (shown.at.v != TIMELINE_START.at.v) v->newest = (struct link){.text = STR("Newest"), .href = timeline};
    if (!page->more) return;
    struct url older = url_with_query(a, timeline, "after", str_printf(a, "%lld", (long long)page->next.at.v));
    older = url_with_query(a, older, "of", SOURCE_WORDS[page->next.list]);
    older = url_with_query(a, older, "id", str_printf(a, "%lld", (long long)page->next.id));
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
    enum err err = person_get(c, r->person, &p);
    if (!err) err = read_parts(c, p.id, cursor, &parts);
    struct record_timeline_view *v = ARENA_NEW(c->arena, struct record_timeline_view);
    if (!err && cursor.at.v == TIMELINE_START.at.v) err = record_add_strip(c, &p, v);
    if (err) return shell_failure(c, err);
    struct timeline_page events = timeline_merge(c->arena, parts.keys, SOURCES, EVENTS_A_PAGE);
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
