/* The summary: who, what to know, what is due and coming up, what happened last, their health, who does what. */
#include "base/utf8.h"
#include "care/consent/consent.h"
#include "care/contacts/contact.h"
#include "care/record/pages/summary.tmpl.h"
#include "care/record/record.h"
#include "care/record/record_pages.h"
#include "care/tasks/task.h"

enum { DUE_SHOWN = 8, CONTACTS_SHOWN = 3, NOTE_SHOWN = 240 };

struct button record_log_button(struct ctx *c, const struct person *p)
{
    if (!actor_may(c->actor, PERMISSION_CONTACT_RECORD)) return (struct button){0};
    return (struct button){.text = STR("Log contact"),
        .small = true,
        .kind = p->died_known ? BUTTON_SECONDARY : BUTTON_PRIMARY,
        .href = person_url(c->arena, p, "/contacts/new")};
}

struct str record_by(struct ctx *c, struct account_id by, struct str name)
{
    return by.v == c->actor->account.v ? STR("you") : name;
}

/* ---- due next ---- */

static struct str task_origin(struct ctx *c, const struct task *t, struct date today)
{
    struct str day = date_near(c->arena, t->promised_on, today);
    bool mine = t->owner.v == c->actor->account.v;
    struct str who = mine ? STR("You") : t->owner_name;
    if (t->kind == TASK_PROMISE)
        return str_printf(c->arena, "%.*s promised this on %.*s", STR_ARG(who), STR_ARG(day));
    struct str first = t->kind == TASK_ACT_FIRST ? STR("Act first. ") : STR("");
    return str_printf(c->arena, "%.*s%.*s planned this on %.*s", STR_ARG(first), STR_ARG(who), STR_ARG(day));
}

static struct line due_line(struct ctx *c, const struct task *t, struct date today)
{
    struct line l = {.text = t->title, .below = task_origin(c, t, today)};
    if (actor_may(c->actor, PERMISSION_CONTACT_RECORD)) l.text_href = task_url(c->arena, t->key, "");
    if (date_before(today, t->due))
        l.right = date_brief(c->arena, t->due);
    else
        l.tag = task_due_tag(c->arena, t->due, today);
    return l;
}

static void add_due(
    struct ctx *c, const struct person *p, const struct task_list *open, struct record_summary_view *v)
{
    struct date today = clock_today(c->clock);
    size_t shown = open->n < DUE_SHOWN ? open->n : DUE_SHOWN;
    v->due_box.heading = p->died_known ? STR("Still open") : STR("Due next");
    v->due.none = p->died_known ? STR("Nothing is open.") :
                                  STR("Nothing is planned. A contact can set the date of the next one.");
    v->due.items.items = ARENA_ARRAY(c->arena, struct line, shown);
    for (size_t i = 0; i < shown; i++) v->due.items.items[v->due.items.n++] = due_line(c, &open->items[i], today);
    if (actor_may(c->actor, PERMISSION_CONTACT_RECORD) && !p->died_known)
        v->due_box.link = (struct link){.text = STR("Add a task"), .href = person_url(c->arena, p, "/tasks/new")};
    if (shown < open->n) v->due_box.quiet = str_printf(c->arena, "The first %zu of %zu", shown, open->n);
}

/* ---- recent contacts ---- */

static struct str day_in_brief(struct arena *a, struct date day, struct date today)
{
    int ago = date_days_between(day, today);
    return ago == 0 ? STR("Today") : ago == 1 ? STR("Yesterday") : date_near(a, day, today);
}

static enum err add_contacts(struct ctx *c, const struct person *p, struct record_summary_view *v)
{
    struct contact_list last;
    enum err err = contacts_with(c, p->id, CONTACTS_SHOWN, &last);
    if (err) return err;
    struct str called = person_called(c->arena, p);
    struct date today = clock_today(c->clock);
    v->contacts_box.heading = STR("Recent contacts");
    if (last.n)
        v->contacts_box.link =
            (struct link){.text = STR("See the timeline"), .href = person_url(c->arena, p, "/timeline")};
    v->contacts.none = STR("Nobody has recorded a contact yet.");
    v->contacts.items.items = ARENA_ARRAY(c->arena, struct line, last.n);
    for (size_t i = 0; i < last.n; i++) {
        const struct contact *k = &last.items[i];
        struct str day = day_in_brief(c->arena, instant_date(k->happened_at), today);
        v->contacts.items.items[v->contacts.items.n++] = (struct line){.text = contact_title(c->arena, k, called),
            .below = utf8_shorten(c->arena, k->note, NOTE_SHOWN),
            .right = str_printf(c->arena, "%.*s, %.*s", STR_ARG(day), STR_ARG(record_by(c, k->by, k->by_name)))};
    }
    return ERR_NONE;
}

/* ---- who does what ---- */

static void add_who(
    struct ctx *c, const struct person *p, const struct task_list *open, struct record_summary_view *v)
{
    struct line_list *who = &v->who.items;
    who->items = ARENA_ARRAY(c->arena, struct line, open->n + 2);
    v->who_box.heading = STR("Who does what");
    struct line gp = {.above = STR("Named GP"),
        .text = p->named_gp.n ? p->named_gp : STR("Not known"),
        .right = p->practice_name};
    who->items[who->n++] = gp;
    for (size_t i = 0; i < open->n; i++) {
        const struct task *t = &open->items[i];
        size_t tasks = 0;
        bool first = true;
        for (size_t k = 0; k < open->n; k++) {
            if (open->items[k].owner.v != t->owner.v) continue;
            if (k < i) first = false;
            tasks++;
        }
        if (!first) continue;
        who->items[who->n++] = (struct line){.text = t->owner_name,
            .above = tasks == 1 ? STR("Has 1 thing to do") : str_printf(c->arena, "Has %zu things to do", tasks),
            .right = t->owner.v == c->actor->account.v ? STR("You") : STR("")};
    }
}

/* ---- the page ---- */

static const struct shell_notice NOTICES[] = {
    {"contact", "The contact is saved"}, {"tasks", "They are on your list"}};

static enum err add_about(struct ctx *c, const struct person *p, struct record_summary_view *v)
{
    enum err err = about_first(c, p, &v->about);
    v->about_box.heading = v->about.heading;
    if (!v->about.text.n && !actor_may(c->actor, PERMISSION_ABOUT_EDIT)) return err;
    v->about_box.link = (struct link){.text = v->about.text.n ? STR("Read all of it") : STR("Write it down"),
        .hidden_text = str_printf(c->arena, ": %.*s", STR_ARG(v->about.heading)),
        .href = v->about.more};
    return err;
}

static enum err read_summary(
    struct ctx *c, const struct person *p, struct coded_summary *other, struct record_summary_view *v)
{
    struct task_list open;
    enum err err = add_about(c, p, v);
    if (!err) err = tasks_about(c, p->id, &open);
    if (!err) err = record_others(c, p->id, other);
    if (err) return err;
    add_due(c, p, &open, v);
    if (!p->died_known) record_add_coming(c, other, v);
    record_add_health(c, p, other, v);
    add_who(c, p, &open, v);
    record_add_family(c, p, other, v);
    record_add_plans(c, p, other, v);
    return add_contacts(c, p, v);
}

/* What to know first; of somebody who died, that they have. */
static struct know first_to_know(struct ctx *c, const struct person *p, const struct coded_summary *other)
{
    if (!p->died_known) {
        struct know know = person_know_view(c, p);
        record_add_needs(c, other, &know);
        return know;
    }
    struct know_item *item = ARENA_NEW(c->arena, struct know_item);
    item->text = STR("You can still record contacts with family and others.");
    return (struct know){.id = STR("know"),
        .items = {item, 1},
        .heading = str_printf(c->arena, "%.*s has died", STR_ARG(person_called(c->arena, p)))};
}

struct reply record_summary_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct coded_summary other;
    struct consent_known known;
    struct record_summary_view *v = ARENA_NEW(c->arena, struct record_summary_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = read_summary(c, &p, &other, v);
    if (!err) err = consent_known(c, &p, &known);
    if (err) return shell_failure(c, err);
    v->top.heading = STR("Summary");
    v->log = record_log_button(c, &p);
    v->know = consent_know_first(c->arena, &known, first_to_know(c, &p, &other)); /* refusals before all else */
    if (actor_may(c->actor, PERMISSION_PERSON_EDIT)) {
        struct url edit = person_url(c->arena, &p, "/edit");
        v->change =
            (struct button){.text = STR("Change details"), .small = true, .kind = BUTTON_SECONDARY, .href = edit};
        v->add_know = (struct link){.text = STR("Add what helps"), .href = edit};
    }
    if (actor_may(c->actor, PERMISSION_REFER) && !p.died_known)
        v->refer = (struct button){.text = STR("Refer"),
            .small = true,
            .kind = BUTTON_SECONDARY,
            .href = person_url(c->arena, &p, "/refer")};
    struct page page = person_page(c, &p, STR("Summary"), STR("Summary, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = record_summary_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/people/:person", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, record_summary_get),
    ROUTE(
        GET, "/people/:person/timeline", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, record_timeline_get),
    ROUTE(GET, "/people/:person/records", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, record_records_get),
};
const struct route_table record_routes = ROUTE_TABLE(ROUTES);
