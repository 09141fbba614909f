/* A note for somebody who may be told what is planned: who will be in touch, and when. It is made to leave, so it
 * is made of a permit. What a promise says in words is the team's own and stays out of it. */
#include "care/consent/consent_pages.h"
#include "care/consent/pages/note.tmpl.h"
#include "care/tasks/task.h"

static const struct consent_party *party_by_key(const struct consent_list *all, struct uuid key)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].subject.party.v && uuid_eq(all->items[i].party.key, key)) return &all->items[i].party;
    return NULL;
}

static struct line planned_line(struct ctx *c, const struct task *t)
{
    const char *what = t->kind == TASK_CONTACT ? "will be in touch" : "has something to do";
    return (struct line){.text = date_with_weekday(c->arena, t->due),
        .below = str_printf(c->arena, "%.*s %s", STR_ARG(t->owner_name), what)};
}

static enum err note_write(struct ctx *c, const struct sharing_permit *permit, const struct consent_about *k,
    const struct consent_party *party, struct consent_note_view *v)
{
    struct task_list open;
    sharing_use(c, permit, k->person.id, CONSENT_PARTY, CONSENT_KIND_BIT(CONSENT_ABOUT_PLANNED));
    MUST(sharing_party(permit).v == party->id.v);
    enum err err = tasks_about(c, k->person.id, &open);
    if (err) return err;
    v->heading = str_printf(c->arena, "What is planned for %.*s", STR_ARG(k->whom.called));
    v->for_whom = consent_party_words(c->arena, party);
    v->whom_to_ring = k->person.practice_name;
    v->planned.none = STR("Nothing is planned at the moment.");
    v->planned.items.items = ARENA_ARRAY(c->arena, struct line, open.n);
    for (size_t i = 0; i < open.n; i++)
        if (!date_before(open.items[i].due, k->whom.today))
            v->planned.items.items[v->planned.items.n++] = planned_line(c, &open.items[i]);
    return ERR_NONE;
}

/* It may not: the words say why, and the page what to do. */
static struct reply may_not(struct ctx *c, const struct request *r, const struct consent_about *k,
    const struct consent_party *party, struct str words)
{
    struct consent_may_not_view *v = ARENA_NEW(c->arena, struct consent_may_not_view);
    struct consent_subject subject = {.purpose = CONSENT_PARTY, .party = party->id};
    v->words = words;
    v->back = person_url(c->arena, &k->person, "/consent");
    v->record = (struct button){
        .text = STR("Record a decision"), .small = true, .href = consent_record_url(c, k, subject, party)};
    struct page page = person_page(c, &k->person, STR("Consent"), STR("This may not be shared, person record"));
    page.main = consent_may_not_slot(v);
    return shell_page(c, r, 403, SECTION_PEOPLE, &page);
}

struct reply consent_note_get(struct ctx *c, const struct request *r)
{
    struct consent_about *k = ARENA_NEW(c->arena, struct consent_about);
    struct consent_note_view *v = ARENA_NEW(c->arena, struct consent_note_view);
    struct sharing_answer answer;
    enum err err = consent_load(c, r, k);
    if (err) return shell_failure(c, err);
    const struct consent_party *party = party_by_key(&k->all, request_id(r, 1));
    if (!party) return shell_failure(c, ERR_NOT_FOUND);
    const struct sharing what = {
        .purpose = CONSENT_PARTY, .party = party->id, .kinds = CONSENT_KIND_BIT(CONSENT_ABOUT_PLANNED)};
    err = sharing_ask(c, &k->person, &what, &answer);
    if (err) return shell_failure(c, err);
    if (!answer.permit) return may_not(c, r, k, party, answer.words);
    err = note_write(c, answer.permit, k, party, v);
    if (err) return shell_failure(c, err);
    v->basis = answer.words;
    v->back = person_url(c->arena, &k->person, "/consent");
    /* Without the banner: it says more than they may be told, on paper too. */
    struct page page = {.title = STR("Note for somebody, person record"), .narrow = true};
    page.main = consent_note_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
