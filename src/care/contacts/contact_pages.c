/* Recording a contact: the form, what stands beside it, and where saving leads. */
#include "care/circle/circle.h"
#include "care/contacts/contact_pages.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "care/consent/consent.h"
#include "care/contacts/contact_form.h"
#include "care/contacts/pages/contact_new.tmpl.h"
#include "nhs/telephone.h"

enum {
    NOTE_SHOWN = 240,
    AROUND_MOST = 5, /* numbers of those around the person */
};

struct recording {
    struct person person;
    struct consent_known known;
    struct task_list open;
    struct contact_form form;
    struct contact_saving saving;
    struct draft_view draft;
    struct draft_keeping keeping;
};

static struct draft_of draft_about(struct person_id person)
{
    return (struct draft_of){STR("contact"), person};
}

static struct url form_url(struct ctx *c, const struct person *p)
{
    return person_url(c->arena, p, "/contacts/new");
}

static enum err load(struct ctx *c, const struct request *r, struct recording *k)
{
    enum err err = person_get(c, r->person, &k->person);
    if (!err) err = consent_known(c, &k->person, &k->known);
    return err ? err : tasks_about(c, r->person, &k->open);
}

/* ---- beside the form ---- */

static void add_number(struct arena *a, struct numbers *n, struct str called, const char *which, struct str phone)
{
    if (!phone.n) return;
    n->items.items[n->items.n++] = (struct number_line){.who = str_printf(a, "%.*s, %s", STR_ARG(called), which),
        .phone = telephone_display(a, phone),
        .call = url_telephone(a, phone)};
}

/* The person's own numbers, then those of the people around them. */
static enum err numbers_of(struct ctx *c, const struct person *p, struct numbers *ret)
{
    struct circle_numbers around;
    struct str called = person_called(c->arena, p);
    enum err err = circle_numbers(c, p, AROUND_MOST, &around);
    if (err) return err;
    *ret = (struct numbers){.items = {ARENA_ARRAY(c->arena, struct number_line, 2 + around.n), 0}};
    if (!p->died_known) {
        add_number(c->arena, ret, called, "home", p->home_phone);
        add_number(c->arena, ret, called, "mobile", p->mobile_phone);
    }
    for (size_t i = 0; i < around.n; i++)
        ret->items.items[ret->items.n++] = (struct number_line){.who = around.items[i].who,
            .phone = telephone_display(c->arena, around.items[i].phone),
            .call = url_telephone(c->arena, around.items[i].phone)};
    return ERR_NONE;
}

static enum err add_last_contact(struct ctx *c, const struct person *p, struct contact_form_view *v)
{
    struct contact_list last;
    enum err err = contacts_with(c, p->id, 1, &last);
    if (err || !last.n) return err;
    const struct contact *k = &last.items[0];
    struct date day = instant_date(k->happened_at), today = clock_today(c->clock);
    v->last_when = date_eq(day, today) ? STR("Today") : date_near(c->arena, day, today);
    v->last_title = contact_title(c->arena, k, person_called(c->arena, p));
    v->last_note = utf8_shorten(c->arena, k->note, NOTE_SHOWN);
    v->timeline = person_url(c->arena, p, "/timeline");
    return ERR_NONE;
}

/* Whom "Save and next" goes on with: the first of my day's tasks after the one this form finishes, about somebody
 * else; from the beginning if there is none after it. */
static enum err add_save_next(struct ctx *c, const struct recording *k, struct contact_form_view *v)
{
    struct task_list mine;
    enum err err = tasks_of_actor(c, clock_today(c->clock), &mine);
    if (err) return err;
    size_t from = 0;
    for (size_t i = 0; i < mine.n; i++)
        for (size_t t = 0; t < k->open.n; t++)
            if (k->form.finishes[t] && mine.items[i].id.v == k->open.items[t].id.v) from = i;
    for (size_t i = 0; i < mine.n; i++) {
        const struct task *next = &mine.items[(from + i) % mine.n];
        if (next->person.v == k->person.id.v) continue;
        struct person other;
        if ((err = person_get(c, next->person, &other))) return err;
        struct str name = person_full_name(c->arena, &other);
        v->save_next = (struct button){.text = str_printf(c->arena, "Save and next: %.*s", STR_ARG(name)),
            .kind = BUTTON_SECONDARY,
            .small = true,
            .once = true,
            .name = STR("then"),
            .value = uuid_text(c->arena, next->key)};
        return ERR_NONE;
    }
    return ERR_NONE;
}

static struct str died_words(struct ctx *c, const struct person *p)
{
    struct str called = person_called(c->arena, p);
    if (!p->died_known) return STR_NONE;
    if (!date_is_set(p->died)) return str_printf(c->arena, "%.*s has died.", STR_ARG(called));
    return str_printf(c->arena, "%.*s died on %.*s.", STR_ARG(called), STR_ARG(date_long(c->arena, p->died)));
}

static const struct shell_notice NOTICES[] = {{"contact", "The contact is saved"}, DRAFT_NOTICES};

static struct reply form_page(struct ctx *c, const struct request *r, struct recording *k, int status)
{
    const struct person *p = &k->person;
    struct contact_form_view *v = contact_form_view(c, &k->form, p);
    v->draft = k->draft;
    v->died = died_words(c, p);
    v->stop = k->known.no_record_words;
    v->refused = k->known.channels;
    v->know = consent_know_first(c->arena, &k->known, person_know_view(c, p));
    v->save = (struct button){.text = STR("Save"), .small = true, .once = true};
    v->cancel = k->form.from_my_day ? URL("/my-day") : person_url(c->arena, p, "");
    enum err err = about_first(c, p, &v->about);
    if (!err) err = numbers_of(c, p, &v->numbers);
    if (!err) err = add_last_contact(c, p, v);
    if (!err && k->form.from_my_day) err = add_save_next(c, k, v);
    if (err) return shell_failure(c, err);
    struct page page = person_page(c, p, STR("Log a contact"), STR("Log a contact, person record"));
    page.has_problems = k->form.problems.n != 0;
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = contact_new_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply contact_new_get(struct ctx *c, const struct request *r)
{
    struct recording *k = ARENA_NEW(c->arena, struct recording);
    struct draft_opened opened;
    enum err err = load(c, r, k);
    if (!err) err = draft_open(c, r, draft_about(r->person), form_url(c, &k->person), &opened);
    if (err) return shell_failure(c, err);
    struct uuid task;
    if (!uuid_from_text(form_get(&r->query, STR("task")), &task)) task = (struct uuid){0};
    bool from_my_day =
        str_eq(form_get(&r->query, STR("from")), STR("my-day")) && actor_may(c->actor, PERMISSION_MY_DAY);
    k->form = opened.fields ? contact_form_read(c, opened.fields, &k->person, k->open, k->known.no_record) :
                              contact_form_new(c, &k->person, k->open, task, from_my_day);
    if (!opened.view.held) k->form.problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
    k->draft = opened.view;
    return form_page(c, r, k, 200);
}

/* ---- saving ---- */

static enum err save(struct ctx *c, void *arg)
{
    struct recording *k = arg;
    struct contact_saving saving = k->saving;
    enum err err = contact_save(c, &saving);
    return err ? err : draft_end(c, k->keeping.of, k->keeping.key);
}

/* ---- shown again, and kept as a draft ---- */

static struct reply shown_again(
    struct ctx *c, const struct request *r, struct recording *k, enum err result, int status)
{
    k->draft = draft_of_sent(c, k->keeping.form, form_url(c, &k->person));
    draft_note_kept(c, &k->keeping, result, &k->draft);
    return form_page(c, r, k, status);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct recording *k = arg;
    return draft_keep_sent(c, &k->keeping, AUDIT_INVALID);
}

static struct reply unfinished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return shown_again(c, r, arg, result, 422);
}

static enum err keep_changed(struct ctx *c, void *arg)
{
    struct recording *k = arg;
    return draft_keep_sent(c, &k->keeping, AUDIT_CONFLICT);
}

static struct reply changed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return shown_again(c, r, arg, result, 409);
}

/* The form of the next person, or My day if that task was finished meanwhile. */
static struct reply go_on_with(struct ctx *c, struct uuid key)
{
    struct uuid person;
    enum err err = task_person_key(c, key, &person);
    if (err == ERR_NOT_FOUND) return reply_see_other(URL("/my-day?done=contact"));
    if (err) return shell_failure(c, err);
    struct url to = url_with_id(c->arena, "/people/", person, "/contacts/new");
    to = url_with_query(c->arena, to, "from", STR("my-day"));
    to = url_with_query(c->arena, to, "task", uuid_text(c->arena, key));
    return reply_see_other(url_with_query(c->arena, to, "done", STR("contact")));
}

static struct reply after_saving(struct ctx *c, const struct recording *k)
{
    if (uuid_is_set(k->form.then)) return go_on_with(c, k->form.then);
    if (k->form.from_my_day) return reply_see_other(URL("/my-day?done=contact"));
    return reply_see_other(url_with_query(c->arena, person_url(c->arena, &k->person, ""), "done", STR("contact")));
}

/* The nonce was used. The same form sent twice is fine; one that was changed after it had been saved, by going
 * back, is shown again, so that no word is lost. */
static struct reply saved_before(struct ctx *c, struct recording *k)
{
    const struct contact_sent sent = {&k->saving.contact, k->form.nonce, k->form.time.n != 0, k->form.next_title,
        k->form.next_due, k->form.next_first};
    bool same;
    enum err err = contact_is_resent(c, &sent, &same);
    if (err) return shell_failure(c, err);
    for (size_t i = 0; same && i < k->saving.finishes.n; i++) { /* ticked now, and still to be done */
        struct task open;
        err = task_by_key(c, k->saving.finishes.items[i].key, &open);
        if (err && err != ERR_NOT_FOUND) return shell_failure(c, err);
        same = err == ERR_NOT_FOUND;
    }
    if (same) return after_saving(c, k);
    k->form.nonce = uuid_new(c->clock);
    problems_add(&k->form.problems, STR_NONE,
        STR("This form was saved before and has changed since. If this is another contact, save it again"));
    return reply_write(keep_changed, changed, k);
}

/* They refused a record, or died, while this was typed: what the form says is still there, and nothing may come
 * next. */
static struct reply refused_meanwhile(struct ctx *c, const struct request *r, struct recording *k)
{
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    problems_add(&k->form.problems, STR("next"), k->person.died_known ? CONTACT_DIED : CONTACT_CLOSES_ONLY);
    return reply_write(keep_changed, changed, k);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct recording *k = arg;
    if (result == ERR_EXISTS) return saved_before(c, k);
    if (result == ERR_REFUSED) return refused_meanwhile(c, r, k);
    return result ? shell_failure(c, result) : after_saving(c, k);
}

struct reply contact_new_post(struct ctx *c, const struct request *r)
{
    struct recording *k = ARENA_NEW(c->arena, struct recording);
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    k->form = contact_form_read(c, &r->form, &k->person, k->open, k->known.no_record);
    k->keeping = draft_keeping(c, draft_about(r->person), &r->form);
    if (k->form.problems.n) return reply_write(keep_unfinished, unfinished, k);
    k->saving = contact_form_saving(c, &k->form, &k->person);
    return reply_write(save, saved, k);
}

struct reply contact_draft_post(struct ctx *c, const struct request *r)
{
    const struct person p = {.key = r->person_key};
    return draft_post(c, r, draft_about(r->person), form_url(c, &p));
}

static const struct route ROUTES[] = {
    ROUTE(
        GET, "/people/:person/contacts/new", CONTACT_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, contact_new_get),
    ROUTE(POST, "/people/:person/contacts/new", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        contact_new_post),
    ROUTE(POST, "/people/:person/contacts/new/draft", CONTACT_RECORD, PERSON, CHANGE, STAYS, DRAFT,
        LIMIT_BODY_FORM, contact_draft_post),
    ROUTE(GET, "/people/:person/contacts/:contact/strike", CONTACT_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY,
        contact_strike_get),
    ROUTE(POST, "/people/:person/contacts/:contact/strike", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN,
        LIMIT_BODY_FORM, contact_strike_post),
};
const struct route_table contact_routes = ROUTE_TABLE(ROUTES);
